package lexicon

import (
	"fmt"
	"slices"
	"testing"

	"fusul/stages/normalise"
)

func TestProfiles(t *testing.T) {
	lex := lexiconOf(t, "a: [أمن]\nb: [أحادي]\nc: [فكرة]\nd: [قوى]\n")
	const src = "امن أمن إمن، أحادى أحادي، فكره فكرة، قوي قوى"
	light, ir := normalise.Light(), normalise.IR()
	for _, tt := range []struct {
		why     string
		profile *normalise.Profile
		want    []string
	}{
		{"match, the default", nil, []string{"a:امن", "a:أمن", "b:أحادى", "b:أحادي", "c:فكره", "c:فكرة", "d:قوى"}},
		{"light: as it is written", &light, []string{"a:أمن", "b:أحادي", "c:فكرة", "d:قوى"}},
		{"ir: as Lucene folds", &ir, []string{"a:امن", "a:أمن", "a:إمن", "b:أحادى", "b:أحادي", "c:فكره", "c:فكرة", "d:قوي", "d:قوى"}},
	} {
		if got := found(t, lex, Options{Profile: tt.profile, Mode: Recall}, src); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestModes(t *testing.T) {
	lex := lexiconOf(t, "security: [أمن]")
	const src = "خطر كامن في الأمن"
	if got, want := found(t, lex, Options{}, src), []string{"security:الأمن"}; !slices.Equal(got, want) {
		t.Errorf("strict: %q, want %q", got, want)
	}
	m, err := lex.Compile(Options{Mode: Recall})
	if err != nil {
		t.Fatal(err)
	}
	a := analyse(src)
	var got []string
	for _, x := range m.Match(nil, a.types, a.tokens, a.sentences) {
		got = append(got, fmt.Sprint(x.Split, " ", x.Ambiguous))
	}
	if want := []string{"ك+امن true", "الأمن false"}; !slices.Equal(got, want) {
		t.Errorf("recall: %q, want %q", got, want)
	}
}

func TestNames(t *testing.T) {
	lex := lexiconOf(t, "baradei: [البرادعي]\nnye: [ناي]\nwaltz: [والتز]\nnato: [الناتو]\npact: [الأطلسي]\n",
		"keys:\n  baradei: {pos: name}\n  nye: {pos: name}\n  waltz:\n    pos: name\n    entries: {والتز: {variants: [وولتز], forms: [والتس]}}\n  nato: {pos: fixed}\n")
	for _, tt := range []struct {
		why, text string
		want      []string
	}{
		{"a name with its article, behind particles too", "البرادعي وللبرادعي", []string{"baradei:البرادعي", "baradei:وللبرادعي"}},
		{"not without it", "برادعي", nil},
		{"no article before a name that has none", "الناي، الوالتز", nil},
		{"no plural, no pronoun, no feminine", "والتزها، والتزية، نايات", nil},
		{"variants and forms", "وولتز، والتس، ولوالتز", []string{"waltz:وولتز", "waltz:والتس", "waltz:ولوالتز"}},
		{"a fixed word keeps its article", "الناتو، بالناتو", []string{"nato:الناتو", "nato:بالناتو"}},
		{"the article of any other word is dropped", "أطلسي، الأطلسية", []string{"pact:أطلسي", "pact:الأطلسية"}},
	} {
		if got := found(t, lex, Options{}, tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.why, tt.text, got, tt.want)
		}
	}
}

func TestPlurals(t *testing.T) {
	lex := lexiconOf(t, "alliance: [حلف]\npower: [قوة]", "words: {قوة: {plural: [قوى]}}")
	plurals := map[string][]string{"حلف": {"أحلاف"}, "قوة": {"قوايا"}}
	got := found(t, lex, Options{Plurals: plurals}, "الأحلاف والقوى والقوايا")
	if want := []string{"alliance:الأحلاف", "power:والقوى"}; !slices.Equal(got, want) {
		t.Errorf("plurals from outside: %q, want %q: what the lexicon says comes first", got, want)
	}
}

func TestOwnFeminine(t *testing.T) {
	both := lexiconOf(t, "worker: [عامل]\nfactor: [عاملة]")
	if got, want := found(t, both, Options{}, "عامل، عاملة، العاملات"), []string{"worker:عامل", "factor:عاملة", "factor:العاملات"}; !slices.Equal(got, want) {
		t.Errorf("a word and its feminine as two terms: %q, want %q", got, want)
	}
	one := lexiconOf(t, "worker: [عامل]")
	if got, want := found(t, one, Options{}, "عامل، عاملة، العاملات"), []string{"worker:عامل", "worker:عاملة", "worker:العاملات"}; !slices.Equal(got, want) {
		t.Errorf("one term: %q, want %q", got, want)
	}
}
