package lexicon

import (
	"slices"
	"strings"
	"testing"
)

// TestQuanteda follows the published tests of quanteda's tokens_lookup
// (FORMULAS.md §9) case by case, with sentences of our own that overlap in the
// same way.
func TestQuanteda(t *testing.T) {
	const geo = `
geo:
  states: [Oman]
  seas: [Arabian, Red]
other:
  colours: [Oman]
`
	for _, tt := range []struct {
		why, lexicon, text string
		opt                Options
		want               string
	}{
		{"one key within another's term counts too",
			"paper: [Gulf Daily News]\nplace: [Gulf Daily]",
			"The Gulf Daily News is one Gulf Daily paper", Options{}, "paper place place"},
		{"but not with the scope dictionary",
			"paper: [Gulf Daily News]\nplace: [Gulf Daily]",
			"The Gulf Daily News is one Gulf Daily paper", Options{Scope: ScopeDictionary}, "paper place"},
		{"the longest match within a key counts once",
			"states: [Arab Republic, Arab Republic of Egypt]\nseas: [Sea]",
			"the Arab Republic of Egypt between the Red Sea and the Middle Sea", Options{}, "states seas seas"},
		{"nested terms of one key", "key: [a b, a b c]", "a b c", Options{}, "key"},
		{"nested and overlapping terms of one key", "key: [a b, b c, a b c]", "a b c", Options{}, "key"},
		{"overlapping terms of one key count once, the first one", "key: [a b, b c]", "a b c", Options{}, "key"},
		{"overlapping terms of two keys count both; case does not matter",
			"states: [united emirates]\nclub: [Ajman United, Zamalek]",
			"Zamalek beat Ajman United emirates saw", Options{}, "club club states"},
		{"a word of a key inside a term of another key (issue 1708)",
			"MM: [Lower Burma Hills, Lower Burma*]\nBU: [Lower, Low*]",
			"Lower Burma Hills is a Lower land", Options{}, "MM BU BU"},
		{"the same with the scope dictionary",
			"MM: [Lower Burma Hills, Lower Burma*]\nBU: [Lower, Low*]",
			"Lower Burma Hills is a Lower land", Options{Scope: ScopeDictionary}, "MM BU"},
		{"three keys on overlapping words",
			"AG: [Andean Guyana*]\nGU: [Guyana*]\nAN: [Andean*]",
			"Andean Guyana is in the North", Options{}, "AG AN GU"},
		{"the same with the scope dictionary",
			"AG: [Andean Guyana*]\nGU: [Guyana*]\nAN: [Andean*]",
			"Andean Guyana is in the North", Options{Scope: ScopeDictionary}, "AG"},
		{"globs match whole tokens, several keys on one",
			"a: ['Emir*']\nb: ['*an']\nc: ['*s']",
			"the Emirates is near the Iranian land and the Omanian desert.", Options{}, "a c c b b"},
		{"level 1", geo, "Oman Arabian x Red", Options{Levels: []int{1}}, "geo other geo geo"},
		{"levels 1 and 2", geo, "Oman Arabian x Red", Options{Levels: []int{1, 2}}, "geo.states other.colours geo.seas geo.seas"},
		{"level 2", geo, "Oman Arabian x Red", Options{Levels: []int{2}}, "states colours seas seas"},
		{"? is one character, * may be none", "key: ['b?t', 'ca*']", "bt bat boat ca cat", Options{}, "key key key"},
		{"patterns of a key with keys below it", "a:\n  __: [k]\n  b: [l]\n", "k l", Options{}, "a a.b"},
	} {
		m, err := lexiconOf(t, tt.lexicon).Compile(tt.opt)
		if err != nil {
			t.Fatal(err)
		}
		a := analyse(tt.text)
		got := m.Replace(m.Match(nil, a.types, a.tokens, a.sentences), a.types, a.tokens, true)
		if !slices.Equal(got, strings.Fields(tt.want)) {
			t.Errorf("%s: %q gives %q, want %s", tt.why, tt.text, got, tt.want)
		}
	}
}

func TestReplaceKeepsTheRest(t *testing.T) {
	m, err := lexiconOf(t, "river: [Blue Nile, Nile]\nwater: [Nile]").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := analyse("along the Blue Nile , they say")
	got := m.Replace(m.Match(nil, a.types, a.tokens, a.sentences), a.types, a.tokens, false)
	want := []string{"along", "the", "river", "water", ",", "they", "say"}
	if !slices.Equal(got, want) {
		t.Errorf("Replace = %q, want %q", got, want)
	}
}

func TestNestedAndAmbiguous(t *testing.T) {
	lex := lexiconOf(t, "alliance: [حلف الأطلسي]\npact: [حلف]\nsea: [أطلسي]\npeace: [سلام]\nname: [سلام]")
	m, err := lex.Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := analyse("قام حلف الأطلسي على السلام")
	var got []string
	for _, x := range m.Match(nil, a.types, a.tokens, a.sentences) {
		s := m.Keys()[x.Key].Name()
		if x.Nested {
			s += " nested"
		}
		if x.Ambiguous {
			s += " ambiguous"
		}
		got = append(got, s)
	}
	want := []string{"alliance", "pact nested", "sea nested", "peace ambiguous", "name ambiguous"}
	if !slices.Equal(got, want) {
		t.Errorf("matches %q, want %q", got, want)
	}
}
