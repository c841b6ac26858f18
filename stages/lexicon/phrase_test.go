package lexicon

import (
	"slices"
	"testing"
)

func TestPhrases(t *testing.T) {
	lex := lexiconOf(t, `
national_security: [أمن قومي]
collective_security: [الأمن الجماعي]
balance: [توازن القوى]
race: [سباق تسلح]
nato: [حلف شمال الأطلسي]
unipolar: [أحادي القطبية]
proxy_war: [حرب بالوكالة]
war_and_peace: [الحرب والسلام]
deterrence: [الردع متعدد الأطراف]
foreign_policy: [سياسة خارجية]
great_powers: [قوة عظمى]
cooperation: [التعاون في المجال]
waltz: [كينيث والتز]
article5: [المادة 5]
cold: [حرب باردة]
`, `
words:
  قوة: {plural: [قوى]}
  عظمى: {pos: adj}
keys:
  waltz: {pos: name}
  foreign_policy: {entries: {سياسة خارجية: {window: 2, pos: [noun, adj]}}}
  balance: {entries: {توازن القوى: {plural: [موازين القوى], variants: [ميزان القوى]}}}
`)
	for _, tt := range []struct {
		why, text string
		want      []string
	}{
		{"noun and adjective, both with the article", "يهدد الأمن القومي", []string{"national_security:الأمن القومي"}},
		{"neither with it", "من أجل أمن قومي عربي", []string{"national_security:أمن قومي"}},
		{"cited with the article, both without", "لأمن جماعي", []string{"collective_security:لأمن جماعي"}},
		{"a pronoun for the article of the noun", "يحمي أمنها القومي", []string{"national_security:أمنها القومي"}},
		{"only the noun with the article: a sentence", "إن الأمن قومي", nil},
		{"only the adjective with it", "أمن القومي", nil},
		{"clitics before the first word", "وبالأمن القومي", []string{"national_security:وبالأمن القومي"}},
		{"a conjunction before the second", "الأمن والقومي", nil},
		{"two other clitics before the second", "أمن بقومي", nil},
		{"a construct, definite", "اختل توازن القوى", []string{"balance:توازن القوى"}},
		{"indefinite", "قام على توازن قوى هش", []string{"balance:توازن قوى"}},
		{"possessed at its end", "توازن قواها", []string{"balance:توازن قواها"}},
		{"its first noun has no article", "التوازن القوى", nil},
		{"its first noun has no pronoun", "توازنها القوى", nil},
		{"plural and variant of a phrase", "موازين القوى، وميزان القوى", []string{"balance:موازين القوى", "balance:وميزان القوى"}},
		{"a construct cited without an article", "سباق تسلح، وسباق التسلح", []string{"race:سباق تسلح", "race:وسباق التسلح"}},
		{"three nouns", "حلف شمال الأطلسي", []string{"nato:حلف شمال الأطلسي"}},
		{"an adjective in front of its noun", "نظام أحادي القطبية، والنظام الأحادي القطبية، وقوة أحادية القطبية",
			[]string{"unipolar:أحادي القطبية", "unipolar:الأحادي القطبية", "unipolar:أحادية القطبية"}},
		{"a preposition that the term has", "حرب بالوكالة، والحرب بالوكالة، وحروب بالوكالة", []string{"proxy_war:حرب بالوكالة", "proxy_war:والحرب بالوكالة"}},
		{"without it", "حرب الوكالة", nil},
		{"a conjunction that the term has", "الحرب والسلام", []string{"war_and_peace:الحرب والسلام"}},
		{"without it", "الحرب السلام", nil},
		{"a definite noun and an adjective with its own noun", "الردع متعدد الأطراف", []string{"deterrence:الردع متعدد الأطراف"}},
		{"also where both are definite", "الردع المتعدد الأطراف", []string{"deterrence:الردع المتعدد الأطراف"}},
		{"what stands behind a particle is definite or not by itself", "تعاون في المجال، والتعاون في مجال، وتعاون في مجال",
			[]string{"cooperation:تعاون في المجال", "cooperation:والتعاون في مجال", "cooperation:وتعاون في مجال"}},
		{"dual and plural of all words", "القوتين العظميين، والقوى العظمى", []string{"great_powers:القوتين العظميين", "great_powers:والقوى العظمى"}},
		{"a particle inside", "التعاون في المجال", []string{"cooperation:التعاون في المجال"}},
		{"a name of two words", "يقول كينيث والتز، ولكينيث والتز", []string{"waltz:كينيث والتز", "waltz:ولكينيث والتز"}},
		{"a figure in a term", "المادة 5 من الميثاق", []string{"article5:المادة 5"}},

		{"quotation marks do not part the words", `الأمن "القومي"، و«الأمن» القومي`, []string{"national_security:الأمن \"القومي", "national_security:الأمن» القومي"}},
		{"brackets neither", "الأمن (القومي)", []string{"national_security:الأمن (القومي"}},
		{"a hyphen neither", "الأمن-القومي", []string{"national_security:الأمن-القومي"}},
		{"a comma does", "الأمن، القومي", nil},
		{"a full stop does", "الأمن. القومي", nil},
		{"the end of a sentence does", "الأمن\nالقومي", nil},
		{"another word does", "الأمن العربي القومي", nil},
		{"a window lets other words between", "السياسة الأمريكية الخارجية", []string{"foreign_policy:السياسة الأمريكية الخارجية"}},
		{"also the noun that possesses the first", "سياسة الدولة الخارجية", []string{"foreign_policy:سياسة الدولة الخارجية"}},
		{"that needs a word between", "سياسة الخارجية", nil},
		{"no more words than the window has", "السياسة الأمريكية العربية الجديدة الخارجية", nil},
		{"no mark in the window", "السياسة الأمريكية، الخارجية", nil},
		{"the nearest second word", "السياسة الخارجية الأمريكية والخارجية", []string{"foreign_policy:السياسة الخارجية"}},
		{"two phrases one behind the other", "أمن قومي حرب باردة", []string{"national_security:أمن قومي", "cold:حرب باردة"}},
	} {
		if got := found(t, lex, Options{}, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.why, tt.text, got, tt.want)
		}
	}
}

func TestWays(t *testing.T) {
	lex := lexiconOf(t, `
lexeme: [قوة]
clitic: [سلاح]
surface: [الحرب]
glob: ["استقر*", "*nato*"]
regex: ["^.{3}مة$"]
`, `
keys:
  clitic: {match: clitic}
  surface: {match: surface}
  regex: {match: regex}
`)
	for _, tt := range []struct {
		why, text string
		want      []string
	}{
		{"all forms and clitics", "وبالقوات", []string{"lexeme:وبالقوات"}},
		{"clitics, no forms", "وسلاحها، بالسلاح، سلاحين", []string{"clitic:وسلاحها", "clitic:بالسلاح"}},
		{"neither", "الحرب، والحرب، حرب", []string{"surface:الحرب"}},
		{"marks are no letters", "الحَـرْب", []string{"surface:الحَـرْب"}},
		{"globs", "استقرار، واستقرار، OTAN-NATO, NATOs", []string{"glob:استقرار", "glob:OTAN-NATO", "glob:NATOs"}},
		{"regular expressions", "حكومة، أمة", []string{"regex:حكومة"}},
	} {
		if got := found(t, lex, Options{}, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.why, tt.text, got, tt.want)
		}
	}
	if _, err := lexiconOf(t, "a: ['(x']", "match: regex").Compile(Options{}); err == nil {
		t.Error("a broken regular expression compiles")
	}
}

func TestExclude(t *testing.T) {
	lex := lexiconOf(t, "power: [قوة]\ncold: [حرب باردة]\n", `
keys:
  power:
    exclude: ["القوات المسلحة", "* قوة القانون"]
    entries:
      قوة: {exclude: [بقوة, "قواته*"]}
`)
	for _, tt := range []struct {
		why, text string
		want      []string
	}{
		{"one word", "دافع بقوة عن القوة", []string{"power:القوة"}},
		{"one word with a star", "قواته، قواتهم، قواتنا", []string{"power:قواتنا"}},
		{"several words", "القوات المسلحة والقوات", []string{"power:والقوات"}},
		{"several words, a mark between", `القوات "المسلحة"`, nil},
		{"the last of several words is enough", "له قوة القانون، قوة القانون", []string{"power:قوة"}},
		{"other keys are not touched", "حرب باردة بقوة", []string{"cold:حرب باردة"}},
	} {
		if got := found(t, lex, Options{}, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.why, tt.text, got, tt.want)
		}
	}
}

// TestMatchedForm checks what a match says of itself.
func TestMatchedForm(t *testing.T) {
	m, err := lexiconOf(t, "power: [قوة عظمى]\nact: [ردع]", "keys: {act: {pos: verb}}\nwords: {قوة: {plural: [قوى]}}").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	src := "إن للقوى العظمى أن تردعها"
	a := analyse(src)
	got := m.Match(nil, a.types, a.tokens, a.sentences)
	if len(got) != 2 {
		t.Fatalf("%d matches, want 2: %+v", len(got), got)
	}
	x := got[0]
	if x.Form != "قوى عظمى" || x.Rule != "plural.broken citation" || x.Split != "ل+لقوى العظمى" || x.Of(src) != "للقوى العظمى" || x.Tokens.Len() != 2 {
		t.Errorf("match %+v", x)
	}
	if x = got[1]; x.Form != "تردع" || x.Rule != "present" || x.Split != "تردع+ها" {
		t.Errorf("match %+v", x)
	}
}
