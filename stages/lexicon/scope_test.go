package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/lexicon/paradigm"
	"fusul/stages/text"
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

// chosen is what quanteda's lookup keeps of hits, by flags on every token, as
// its source does it.
func chosen(hits []hit, scope Scope, tokens int) []string {
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(-cmp.Compare(a.tokens.Len(), b.tokens.Len()), cmp.Compare(a.tokens.From, b.tokens.From), cmp.Compare(a.entry, b.entry))
	})
	local := map[int32][]bool{}
	global := make([]bool, tokens)
	var out []string
	for i := 0; i < len(hits); {
		same := i // the hits on the same words are looked at together
		r := hits[i].tokens
		for i < len(hits) && hits[i].tokens == r {
			i++
		}
		if scope == ScopeDictionary && !slices.Contains(global[r.From:r.To], false) {
			continue
		}
		matched := false
		for _, h := range hits[same:i] {
			if local[h.key] == nil {
				local[h.key] = make([]bool, tokens)
			}
			flags := local[h.key][r.From:r.To]
			if slices.Contains(flags, true) {
				continue
			}
			for t := range flags {
				flags[t] = true
			}
			matched = true
			out = append(out, fmt.Sprint(r, h.key))
		}
		for t := r.From; matched && t < r.To; t++ {
			global[t] = true
		}
	}
	slices.Sort(out)
	return out
}

func TestChooseIsQuantedas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const tokens = 12
		scope := Scope(rapid.IntRange(0, 1).Draw(t, "scope"))
		s := search{m: &Matcher{opt: Options{Scope: scope}}, tokens: make([]text.Token, tokens)}
		r := &reading{form: "x", split: "x", rule: paradigm.Citation}
		for i := range rapid.IntRange(1, 12).Draw(t, "hits") {
			from := rapid.IntRange(0, tokens-1).Draw(t, "from")
			to := rapid.IntRange(from+1, min(from+4, tokens)).Draw(t, "to")
			s.hits = append(s.hits, hit{tokens: text.Range{From: from, To: to}, key: int32(rapid.IntRange(0, 2).Draw(t, "key")),
				entry: int32(i), n: 1, readings: [2]*reading{r}})
		}
		var got []string
		for _, x := range s.choose(nil) {
			got = append(got, fmt.Sprint(x.Tokens, x.Key))
		}
		if !slices.IsSorted(positions(got)) {
			t.Fatalf("%v are not in the order of their place", got)
		}
		slices.Sort(got)
		if want := chosen(s.hits, scope, tokens); !slices.Equal(got, want) {
			t.Fatalf("of %+v, scope %d, %v count, want %v", s.hits, scope, got, want)
		}
	})
}

// positions returns the first tokens of matches that are printed.
func positions(printed []string) []int {
	var out []int
	for _, p := range printed {
		var from int
		fmt.Sscanf(p, "{%d", &from)
		out = append(out, from)
	}
	return out
}
