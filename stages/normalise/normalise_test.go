package normalise

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// words are spellings with what the profiles make of them. An empty want
// stands for no change, and nothing for an empty word.
var words = []struct{ in, light, ir, match string }{
	{"حرب", "", "", ""}, // nothing to fold
	{"", "", "", ""},    // no word
	{"سـيـادة", "سيادة", "سياده", "سياده"},                  // tatweel, ta marbuta
	{"قُوَّةٌ", "قوة", "قوه", "قوه"},                        // harakat and shadda
	{"أمن", "", "امن", ""},                                  // hamza stays in match
	{"إلى", "", "الي", "إلي"},                               // alef maksura
	{"آسيا", "", "اسيا", ""},                                // madda
	{"مسؤول", "", "", ""},                                   // carriers are folded on request only
	{"رحمٰن", "رحمن", "", "رحمن"},                           // dagger alef is not Lucene's
	{"ٱلسلم", "السلم", "", "السلم"},                         // nor is wasla
	{"قلۡب", "قلب", "", "قلب"},                              // Quranic sukun
	{"الأول\u200f", "الأول", "الاول\u200f", "الأول"},        // RLM at a line end
	{"می\u200cخواهد", "ميخواهد", "", "ميخواهد"},             // Persian ya and ZWNJ
	{"کتاب", "كتاب", "", "كتاب"},                            // Persian kaf
	{"١٩٤٩", "1949", "", "1949"},                            // Arabic-Indic digits
	{"۱۹۴۹", "1949", "", "1949"},                            // Persian digits
	{"١٣٫٣٪", "13.3%", "", "13.3%"},                         // and their signs
	{"ﻻ", "لا", "", "لا"},                                   // ligature
	{"ﻷمن", "لأمن", "", "لأمن"},                             // ligature with hamza
	{"ﻣﺴﺆول", "مسؤول", "", "مسؤول"},                         // presentation forms
	{"ﷺ", "", "", ""},                                       // several words: kept
	{"ﷲ", "الله", "", "الله"},                               // one word
	{"ﹰ", empty, "", empty},                                 // a vowel sign alone
	{"مسو\u0654ول", "مسؤول", "", "مسؤول"},                   // hamza as a mark of its own
	{"ا\u0640\u0654من", "أمن", "ا\u0654من", "أمن"},          // the tatweel kept it from its alef
	{"اَ\u0654من", "أمن", "ا\u0654من", "أمن"},               // a vowel between alef and hamza
	{"NATO", "", "", "nato"},                                // capitals
	{"E\u0301tat", "État", "", "état"},                      // NFC of Latin
	{"گوگل", "", "", ""},                                    // letters with sounds of their own
	{"پ", "", "", ""},                                       // likewise
	{"ۃ", "ة", "", "ه"},                                     // look-alike, then ta marbuta
	{"a\xffb", "", "", ""},                                  // no UTF-8: kept
	{"\xd8ـ\xa8", "\xd8\ufffd", "\xd8\ufffd", "\xd8\ufffd"}, // its halves do not join
	{"\xd8", "", "", ""},                                    // half a letter
	{"هُـ\u0640م\ufeff", "هم", "هم\ufeff", "هم"},            // BOM inside a text
	{"\u2067عام\u2069", "عام", "", "عام"},                   // isolates
}

const empty = "nothing"

func TestWord(t *testing.T) {
	for _, c := range words {
		for _, p := range []struct {
			name string
			want string
		}{{"none", c.in}, {"light", c.light}, {"ir", c.ir}, {"match", c.match}} {
			switch p.want {
			case "":
				p.want = c.in
			case empty:
				p.want = ""
			}
			profile, err := Parse(p.name)
			if err != nil {
				t.Fatal(err)
			}
			got := profile.Word(c.in)
			if got != p.want {
				t.Errorf("%s.Word(%q) = %q, want %q", p.name, c.in, got, p.want)
			}
			if again := profile.Word(got); again != got {
				t.Errorf("%s.Word(%q) = %q, not idempotent", p.name, got, again)
			}
		}
	}
}

// TestSwitches turns each switch on by itself, and has it change what it is
// for and nothing else.
func TestSwitches(t *testing.T) {
	const in = "و\u0654 ﺟﻻ ـ ُ ٰ ۖ \u200f ٱ ک ٣ N أ ى ة ئ ؤ"
	for field, change := range map[string][2]string{
		"Compose":      {"و\u0654", "ؤ"},
		"Presentation": {"ﺟﻻ", "جلا"},
		"Tatweel":      {"ـ", ""},
		"Short":        {"ُ", ""},
		"Quranic":      {"ۖ", ""},
		"Invisible":    {"\u200f", ""},
		"Wasla":        {"ٱ", "ا"},
		"Lookalikes":   {"ک", "ك"},
		"Digits":       {"٣", "3"},
		"Lower":        {"N", "n"},
		"Alef":         {"أ", "ا"},
		"Maksura":      {"ى", "ي"},
		"Marbuta":      {"ة", "ه"},
		"Carriers":     {"ئ ؤ", "ء ء"},
	} {
		var p Profile
		reflect.ValueOf(&p).Elem().FieldByName(field).SetBool(true)
		if got, want := p.Word(in), strings.Replace(in, change[0], change[1], 1); got != want {
			t.Errorf("%s alone: %q becomes %q, want %q", field, in, got, want)
		}
	}
	if got, want := (Profile{Harakat: true}).Word("و\u0654 ُ ٰ"), "و  "; got != want {
		t.Errorf("Harakat alone gives %q, want %q", got, want)
	}
}

// TestSteps has every switch of a Profile known to the inner loop.
func TestSteps(t *testing.T) {
	seen := steps(0)
	v := reflect.New(reflect.TypeFor[Profile]()).Elem()
	for i := range v.NumField() {
		v.Field(i).SetBool(true)
		on := v.Interface().(Profile).steps() &^ (seen | join | reorder)
		if on == 0 || on&(on-1) != 0 {
			t.Errorf("%s has the step %b", v.Type().Field(i).Name, on)
		}
		seen |= on
	}
}

func TestParse(t *testing.T) {
	for name, want := range map[string]Profile{"none": {}, "light": Light(), "ir": IR(), "match": Match()} {
		if got, err := Parse(name); got != want || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v", name, got, err, want)
		}
	}
	if _, err := Parse("lite"); err == nil || !strings.Contains(err.Error(), `"lite"`) {
		t.Errorf("Parse of an unknown name = %v, want an error that quotes it", err)
	}
}

// TestPresentation holds the presentation forms against Unicode's
// compatibility forms, which are right for all that stand for letters.
func TestPresentation(t *testing.T) {
	p := Profile{Presentation: true}
	letters, kept := 0, 0
	for _, block := range [][2]rune{{0xfb50, 0xfdff}, {0xfe70, 0xfefe}} {
		for r := block[0]; r <= block[1]; r++ {
			got, want := p.Word(string(r)), norm.NFKC.String(string(r))
			switch {
			case got == string(r) && (want == got || strings.Contains(strings.TrimLeft(want, " "), " ")):
				kept++ // no letters, or several words
			case got == strings.TrimLeft(want, " ") && !strings.ContainsRune(got, ' '):
				letters++
			default:
				t.Errorf("Word(%q) = %q, compatibility form %q", r, got, want)
			}
		}
	}
	if letters < 700 || kept > 200 { // of 832 code points, some unassigned
		t.Errorf("%d forms folded and %d kept", letters, kept)
	}
}

func TestAllocations(t *testing.T) {
	for _, w := range []string{"حرب", "مسؤول", "الاستراتيجية"[:20], "nato", "état", "мир", "1949", "13.3%", "ﷺ", "گوگل", "\uf0b7"} {
		for _, p := range []Profile{None(), Light(), IR(), Match()} {
			if p.Word(w) != w {
				t.Errorf("%+v changes %q", p, w)
			}
			if n := testing.AllocsPerRun(100, func() { p.Word(w) }); n != 0 {
				t.Errorf("Word(%q) allocates %v times under %+v, want 0", w, n, p)
			}
		}
	}
}

func TestHamza(t *testing.T) {
	for _, c := range []struct {
		text, term string
		want       bool
		why        string
	}{
		{"أمن", "أمن", true, "the same"},
		{"امن", "أمن", true, "a bare alef stands for any"},
		{"ان", "إن", true, "for one below"},
		{"ان", "آن", true, "and for madda"},
		{"أن", "إن", false, "a written hamza must be the term's"},
		{"أن", "ان", false, "also where the term has none"},
		{"انتصار", "انتصار", true, "a bare alef of the term"},
		{"الاسلام", "الإسلام", true, "inside the word"},
		{"تاثير", "تأثير", true, "behind a letter"},
		{"سال", "سؤل", false, "only alefs are asymmetric"},
		{"شيا", "شيء", false, "and no hamza on the line"},
		{"ام", "أمم", false, "another length"},
		{"", "", true, "nothing"},
		{"اب", "عب", false, "another letter"},
	} {
		if got := HamzaAgrees(c.text, c.term); got != c.want {
			t.Errorf("HamzaAgrees(%q, %q) = %v, want %v: %s", c.text, c.term, got, c.want, c.why)
		}
	}
	if got, want := BareAlef("أإآاٱؤئء"), "ااااٱؤئء"; got != want {
		t.Errorf("BareAlef = %q, want %q", got, want)
	}
}

// TestHamzaKeys checks what a matcher relies on: words that agree are filed
// under one key.
func TestHamzaKeys(t *testing.T) {
	letters := rapid.SampledFrom([]rune("اأإآبت"))
	rapid.Check(t, func(t *rapid.T) {
		term := []rune(rapid.StringOfN(letters, 0, 6, -1).Draw(t, "term"))
		word := []rune(rapid.StringOfN(letters, len(term), len(term), -1).Draw(t, "word"))
		want := true
		for i, r := range word {
			want = want && (r == term[i] || r == 'ا' && strings.ContainsRune("أإآ", term[i]))
		}
		if got := HamzaAgrees(string(word), string(term)); got != want {
			t.Fatalf("HamzaAgrees(%q, %q) = %v, want %v", string(word), string(term), got, want)
		}
		if want && BareAlef(string(word)) != BareAlef(string(term)) {
			t.Fatalf("%q and %q agree and have different keys", string(word), string(term))
		}
	})
}

func FuzzWord(f *testing.F) {
	for _, c := range words {
		f.Add(c.in, uint16(0x7fff))
	}
	f.Add("ا\u0653\u0654\u0654", uint16(compose|alef))
	f.Fuzz(func(t *testing.T, s string, switches uint16) {
		var p Profile
		for i := range reflect.TypeFor[Profile]().NumField() {
			reflect.ValueOf(&p).Elem().Field(i).SetBool(switches>>i&1 != 0)
		}
		for _, p := range []Profile{p, Light(), IR(), Match()} {
			got := p.Word(s)
			if again := p.Word(got); again != got {
				t.Errorf("%+v: %q becomes %q, then %q", p, s, got, again)
			}
			if utf8.ValidString(s) && !utf8.ValidString(got) {
				t.Errorf("%+v: %q becomes %q, no UTF-8", p, s, got)
			}
		}
	})
}

func BenchmarkWord(b *testing.B) {
	for name, w := range map[string]string{"plain": "الدبلوماسي", "folded": "الإستراتيجية", "vocalised": "الدِّبْلُوماسِيَّة"} {
		for profile, p := range map[string]Profile{"light": Light(), "ir": IR(), "match": Match()} {
			b.Run(profile+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(w)))
				for b.Loop() {
					p.Word(w)
				}
			})
		}
	}
}
