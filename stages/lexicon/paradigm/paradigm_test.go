package paradigm

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// texts returns the distinct spellings of the forms of w.
func texts(w Word) []string {
	var out []string
	for _, f := range Append(nil, w) {
		if !slices.Contains(out, f.Text) {
			out = append(out, f.Text)
		}
	}
	return out
}

func TestForms(t *testing.T) {
	for _, tt := range []struct {
		why  string
		word Word
		has  string // forms that must be there
		not  string // forms that must not
	}{
		{"noun in ة", Word{Citation: "قوة", POS: Noun}, "قوة قوت قوات قوتان قوتين قوتا قوتي", "قو قوا قوون"},
		{"noun in ة behind أ", Word{Citation: "مكافأة"}, "مكافأة مكافآت مكافأتان", ""},
		{"nisba", Word{Citation: "واقعي"},
			"واقعي واقعيا واقعية واقعيت واقعيون واقعيين واقعيات واقعيان واقعيتان واقعيتين واقعيو واقعيي واقعيتا واقعيتي", "واقع واقعة واقعين"},
		{"nominalised nisba", Word{Citation: "واقعية", POS: Nisba}, "واقعية واقعيت واقعيات واقعيتان", "واقعي واقعيون"},
		{"in ى", Word{Citation: "فوضى"}, "فوضى فوضا فوضيات فوضيان فوضيين", "فوض فوضاة"},
		{"in اء", Word{Citation: "احتواء"}, "احتواء احتواؤ احتوائ احتواءات احتواءان احتواءين احتوائي", "احتوا احتواؤون"},
		{"feminine in اء", Word{Citation: "صحراء"}, "صحراوات صحراوان صحراوين", ""},
		{"in ا", Word{Citation: "دنيا"}, "دنيا", "دني"},
		{"noun in a consonant", Word{Citation: "حلف", POS: Noun}, "حلف حلفا حلفان حلفين حلفات", "حلفة حلفون حلفو"},
		{"adjective", Word{Citation: "كبير", POS: Adjective}, "كبير كبيرا كبيرة كبيرت كبيران كبيرتان كبيرات كبيرون كبيرين كبيرو كبيري", ""},
		{"not known which, long enough for an adjective", Word{Citation: "متعدد"}, "متعددة متعددون متعددو متعددات", ""},
		{"not known which, short", Word{Citation: "حرب"}, "حرب حربا حربان حربين", "حربة حربت"},
		{"whose feminine is another word", Word{Citation: "عامل", OwnFeminine: true}, "عامل عاملا عاملون", "عاملة عاملات"},
		{"elative", Word{Citation: "أكبر"}, "أكبر كبرى كبرا", "أكبرة"},
		{"colour", Word{Citation: "أحمر", POS: Adjective}, "أحمر حمراء", ""},
		{"elative of a weak root", Word{Citation: "أعلى"}, "أعلى أعلا عليا", ""},
		{"final hamza on alef", Word{Citation: "مبدأ"}, "مبدأ مبدؤ مبدئ مبدآن مبدأين", ""},
		{"final hamza behind a consonant", Word{Citation: "جزء"}, "جزء جزؤ جزئ جزءا جزءان جزأين", ""},
		{"final hamza behind ي", Word{Citation: "شيء"}, "شيء شيئا شيئان شيئين شيئ", ""},
		{"defective participle", Word{Citation: "قاضي", POS: Noun}, "قاضي قاض قاضيا قاضون قاضين قاضيان قاضية", ""},
		{"broken plural", Word{Citation: "حرب", Plurals: []string{"حروب"}}, "حروب حروبا", "حروبان حروبون"},
		{"broken plural in اء", Word{Citation: "وزير", Plurals: []string{"وزراء"}}, "وزراء وزراؤ وزرائ", "وزراءا"},
		{"broken plural in ى", Word{Citation: "قوة", Plurals: []string{"قوى"}}, "قوى قوا", ""},
		{"broken plural in ة", Word{Citation: "سلاح", Plurals: []string{"أسلحة"}}, "أسلحة أسلحت", "أسلحات"},
		{"defective broken plural", Word{Citation: "أرض", Plurals: []string{"أراضي"}}, "أراضي أراض", ""},
		{"irregular plurals", Word{Citation: "سنة"}, "سنة سنوات سنون سنين", ""},
		{"irregular feminine", Word{Citation: "آخر"}, "آخر أخرى", ""},
		{"noun that has its case before another", Word{Citation: "أب"}, "أب أبو أبا أبي", ""},
		{"given forms", Word{Citation: "عظمى", POS: Adjective, Given: []string{"أعظم"}}, "عظمى أعظم", "أعظمون"},
		{"fixed", Word{Citation: "ناتو", POS: Fixed}, "ناتو", "ناتوات ناتوا"},
		{"name", Word{Citation: "والتز", POS: Name, Given: []string{"وولتز"}}, "والتز وولتز", "والتزا"},
		{"plural of a numeral", Word{Citation: "عشرون"}, "عشرون عشرين", ""},
	} {
		check(t, tt.why, tt.word, tt.has, tt.not)
	}
}

func check(t *testing.T, why string, w Word, has, not string) {
	t.Helper()
	got := texts(w)
	for f := range strings.FieldsSeq(has) {
		if !slices.Contains(got, f) {
			t.Errorf("%s: forms of %q lack %s: %v", why, w.Citation, f, got)
		}
	}
	for f := range strings.FieldsSeq(not) {
		if slices.Contains(got, f) {
			t.Errorf("%s: forms of %q have %s", why, w.Citation, f)
		}
	}
}

func TestVerbs(t *testing.T) {
	for _, tt := range []struct{ why, past, present, has, not string }{
		{"sound", "ردع", "", "ردع ردعت ردعا ردعتا ردعوا ردعن ردعتم ردعنا يردع تردع أردع نردع يردعان يردعون يردعوا يردعن تردعين تردعي", "ردعان"},
		{"doubled", "مد", "", "مد مدت مدوا مددت مددنا يمد يمدون يمددن يمدد", ""},
		{"hollow", "قاد", "", "قاد قادت قادوا قدت قدنا يقود تقود يقودون يقد يقدن قيد يقاد", "قاددت"},
		{"hollow, its present given", "خاف", "يخاف", "خاف خفت يخاف يخافون يخف", "يخوف يخيف"},
		{"defective in ى", "بنى", "", "بنى بنا بنت بنيا بنوا بنيت بنينا يبني يبنون يبنين تبنين يبن يبنيان بني", "بنىت"},
		{"defective in ا", "دعا", "", "دعا دعت دعوا دعوت يدعو يدعون تدعين يدع يدعوان دعي يدعى", ""},
		{"defective in ي", "بقي", "", "بقي بقيت بقوا بقيا يبقى يبقا يبقون يبق يبقيان", ""},
		{"assimilated", "وصل", "", "وصل وصلت يصل تصل يصلون يوصل", ""},
		{"hamza first", "أخذ", "", "أخذ أخذت يأخذ تأخذ آخذ نأخذ يأخذون", ""},
		{"hamza last", "نشأ", "", "نشأ نشأت نشآ نشأوا نشؤوا ينشأ ينشأون ينشؤون تنشئين", ""},
		{"hollow with hamza last", "جاء", "", "جاء جاءت جاءوا جاؤوا جئت جئنا يجيء", ""},
		{"to see", "رأى", "", "رأى رأت رأوا رأيت يرى يرون يرين ير", ""},
		{"form III", "قاتل", "", "قاتل قاتلت يقاتل يقاتلون قوتل", ""},
		{"form III, defective", "نادى", "", "نادى نادت نادوا ناديت ينادي ينادون يناد نودي", "يتنادى"},
		{"form IV", "أرسل", "", "أرسل أرسلت يرسل أرسل نرسل يرسلون", "يأرسل"},
		{"form IV, hollow", "أقام", "", "أقام أقامت أقمت أقاموا يقيم يقيمون يقم أقيم يقام", ""},
		{"form IV, defective", "أعطى", "", "أعطى أعطت أعطوا أعطيت يعطي يعطون يعط يعطى", ""},
		{"form IV, hamza first", "آمن", "", "آمن آمنت يؤمن يؤمنون", ""},
		{"form IV, first ي", "أيقن", "", "أيقن يوقن", ""},
		{"form V", "تطور", "", "تطور تطورت يتطور يتطورون", ""},
		{"form V, defective", "تحدى", "", "تحدى تحدت تحدوا تحديت يتحدى يتحدون يتحد", "يتحدي"},
		{"form VI", "تعاون", "", "تعاون تعاونت تعاونوا يتعاون نتعاون يتعاونون", ""},
		{"form VII", "انهزم", "", "انهزم انهزمت ينهزم ينهزمون", "يانهزم"},
		{"form VIII", "اجتمع", "", "اجتمع اجتمعت اجتمعوا يجتمع نجتمع", ""},
		{"form VIII, doubled", "احتل", "", "احتل احتلت احتللت يحتل يحتلون يحتللن", ""},
		{"form VIII, first و", "اتصل", "", "اتصل اتصلت يتصل نتصل", ""},
		{"form VIII, hollow", "اختار", "", "اختار اخترت يختار يختر اختير", ""},
		{"form VIII, defective", "انتهى", "", "انتهى انتهت انتهوا انتهيت ينتهي ينتهون ينته", ""},
		{"form X", "استخدم", "", "استخدم استخدمت يستخدم يستخدمون", ""},
		{"form X, doubled", "استمر", "", "استمر استمررت يستمر يستمرون", ""},
		{"form X, hollow", "استفاد", "", "استفاد استفدت يستفيد يستفد", ""},
		{"form X, defective", "استثنى", "", "استثنى استثنت يستثني يستثنون", ""},
		{"form VIII of a root in س", "استمع", "", "استمع استمعت يستمع", ""},
	} {
		var present []string
		if tt.present != "" {
			present = []string{tt.present}
		}
		check(t, tt.why, Word{Citation: tt.past, POS: Verb, Present: present}, tt.has, tt.not)
	}
}

func TestAdmits(t *testing.T) {
	for _, tt := range []struct {
		word Word
		form string
		want Admits
	}{
		{Word{Citation: "قوة"}, "قوة", full},
		{Word{Citation: "قوة"}, "قوتان", absolute}, // no pronoun
		{Word{Citation: "قوة"}, "قوتي", construct}, // no article
		{Word{Citation: "قوة"}, "قوت", suffixed},   // a pronoun always
		{Word{Citation: "حلف"}, "حلفا", tanwin},    // no preposition
		{Word{Citation: "حلف"}, "حلفي", suffixed},  // not the nisba
		{Word{Citation: "ردع", POS: Verb}, "يردع", imperfective},
		{Word{Citation: "ردع", POS: Verb}, "ردعت", perfective},
		{Word{Citation: "والتز", POS: Name}, "والتز", Alone | NoArticle | prepositions},
	} {
		forms := Append(nil, tt.word)
		i := slices.IndexFunc(forms, func(f Form) bool { return f.Text == tt.form })
		if i < 0 || forms[i].Admits != tt.want {
			t.Errorf("%s of %s: %v, want %v", tt.form, tt.word.Citation, forms, tt.want)
		}
	}
}

// TestNames pins the names that stand in tables.
func TestNames(t *testing.T) {
	var names []string
	for r := Citation; r <= Regex; r++ {
		names = append(names, r.String())
	}
	want := "citation accusative feminine feminine.dual feminine.dual.construct plural.feminine dual dual.construct " +
		"plural.masculine plural.masculine.construct nominalised plural.broken plural.broken.accusative before-pronoun " +
		"shortened past present jussive past.passive present.passive given surface glob regex"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("rules are %s, want %s", got, want)
	}
	for p := Noun; p < Nominal; p++ {
		if got, err := ParsePOS(p.String()); err != nil || got != p {
			t.Errorf("ParsePOS(%q) = %v, %v", p, got, err)
		}
	}
	for _, s := range []string{"", "nominal", "Noun"} {
		if _, err := ParsePOS(s); err == nil {
			t.Errorf("ParsePOS(%q) is no error", s)
		}
	}
}

func TestPlurals(t *testing.T) {
	for _, tt := range []struct{ word, plural string }{
		{"حلف", "أحلاف"}, {"حرب", "حروب"}, {"دولة", "دول"}, {"قوة", "قوى"}, {"سلاح", "أسلحة"}, {"نظام", "أنظمة"},
		{"كتاب", "كتب"}, {"وزير", "وزراء"}, {"صديق", "أصدقاء"}, {"وثيقة", "وثائق"}, {"دليل", "أدلة"}, {"قاعدة", "قواعد"},
		{"عامل", "عوامل"}, {"عالم", "علماء"}, {"قاضي", "قضاة"}, {"مصلحة", "مصالح"}, {"مشروع", "مشاريع"}, {"قانون", "قوانين"},
		{"ميزان", "موازين"}, {"قضية", "قضايا"}, {"باب", "أبواب"}, {"شهر", "أشهر"}, {"بلد", "بلدان"}, {"حد", "حدود"},
		{"سر", "أسرار"}, {"مبنى", "مباني"}, {"أمل", "آمال"}, {"مغربي", "مغاربة"},
	} {
		if got := Plurals(tt.word); !slices.Contains(got, tt.plural) {
			t.Errorf("Plurals(%s) = %v, want %s among them", tt.word, got, tt.plural)
		}
	}
	if got := Plurals("اتفاقيات"); len(got) > 0 {
		t.Errorf("Plurals of a word that has no template: %v", got)
	}
}

// TestProperties holds for any word, sensible or not.
func TestProperties(t *testing.T) {
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةـ xé")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom(letters), 0, 9, -1)
		w := Word{Citation: word.Draw(t, "citation"), POS: POS(rapid.IntRange(0, int(Nominal)).Draw(t, "pos")),
			Plurals: rapid.SliceOfN(word, 0, 2).Draw(t, "plurals"), Given: rapid.SliceOfN(word, 0, 2).Draw(t, "given"),
			Present: rapid.SliceOfN(word, 0, 2).Draw(t, "present"), OwnFeminine: rapid.Bool().Draw(t, "feminine")}
		prefix := []Form{{"قبل", Citation, full}}
		forms := Append(prefix, w)
		if !slices.Equal(forms[:1], prefix) {
			t.Fatalf("Append changed what was there: %v", forms[:1])
		}
		forms = forms[1:]
		if forms[0].Text != w.Citation || forms[0].Rule != Citation {
			t.Fatalf("the first form of %q is %v", w.Citation, forms[0])
		}
		seen := map[Form]bool{}
		for _, f := range forms {
			f.Rule = 0
			if !utf8.ValidString(f.Text) || seen[f] {
				t.Fatalf("form %v of %+v stands twice or is no UTF-8", f, w)
			}
			seen[f] = true
			if f.Admits&(Alone|Pronoun) == 0 || f.Admits&(Article|NoArticle) == 0 {
				t.Fatalf("form %v of %+v can stand nowhere", f, w)
			}
		}
		for _, p := range Plurals(w.Citation) {
			if p == w.Citation || !utf8.ValidString(p) {
				t.Fatalf("Plurals(%q) has %q", w.Citation, p)
			}
		}
	})
}

func ExampleAppend() {
	for _, f := range Append(nil, Word{Citation: "دولة", POS: Noun, Plurals: []string{"دول"}}) {
		if f.Admits&Article != 0 {
			fmt.Println(f.Text, f.Rule)
		}
	}
	// Output:
	// دولة citation
	// دولات plural.feminine
	// دولتان dual
	// دولتين dual
	// دول plural.broken
}
