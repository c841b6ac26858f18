package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fusul/stages/lexicon/paradigm"
)

func TestLint(t *testing.T) {
	m, err := lexiconOf(t, "power: [قوة]\npowers: [قوى, حلف]\nmoment: [آن]\nweapon: [سلاح, فضفاض]\nwar: [حرب]\n",
		"words:\n  قوة: {plural: [قوى]}\n  حرب: {plural: [حروب, حرائب]}\n").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{"القوى": 9, "بقوة": 3, "سلاحها": 4, "الأسلحة": 11, "أسلحة": 7, "حلف": 2, "حرب": 1, "الحروب": 2}
	var got []string
	for _, f := range m.Lint(counts) {
		got = append(got, fmt.Sprintf("%s %s %s %d", f.Kind, m.Entries()[f.Entry].Pattern, f.Form, f.Count))
	}
	want := []string{
		"collision قوة قوى 9",
		"function-word آن آن 0",
		"function-word آن آنا 0",
		"unseen-term آن آن 0",
		"missing-plural سلاح أسلحة 18",
		"unseen-term فضفاض فضفاض 0",
		"unseen-form حرب حرائب 0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("Lint found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestExplain(t *testing.T) {
	m, err := lexiconOf(t, "security: [أمن]\npower: [قوة]\npowers: [قوى]").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		word, split, form, why string
		strict, recall         bool
	}{
		{"والقوة", "و+ال+قوة", "قوة", "", true, true},
		{"قوتها", "قوت+ها", "قوة", "", true, true},
		{"كامن", "ك+امن", "أمن", "more likely, or doubtful", false, true},
		{"القوي", "ال+قوي", "قوى", "قوي is not a spelling of قوى", false, false},
		{"القوتك", "ال+قوتك", "", "", false, false},
	} {
		xs := m.Explain(tt.word)
		i := slices.IndexFunc(xs, func(x Explanation) bool { return x.Split == tt.split })
		if i < 0 {
			if tt.form != "" {
				t.Errorf("Explain(%q) has no reading %s: %+v", tt.word, tt.split, xs)
			}
			continue
		}
		x := xs[i]
		if tt.recall && !tt.strict && x.Why != "" {
			x.Why = tt.why // the splitter's to say
		}
		if x.Form.Text != tt.form || x.Why != tt.why || x.Strict != tt.strict || x.Recall != tt.recall || len(x.Terms) != 1 {
			t.Errorf("Explain(%q) = %+v, want form %s, %q, strict %v, recall %v", tt.word, x, tt.form, tt.why, tt.strict, tt.recall)
		}
	}
}

func TestNear(t *testing.T) {
	m, err := lexiconOf(t, "realism: [واقعي, واقعية جديدة]\npower: [قوة]\nlaw: [قانون]").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ word, want string }{
		{"الواقع", "واقعي"},   // a letter less
		{"وواقعه", "واقعي"},   // behind its clitics
		{"القنون", "قانون"},   // a letter left out
		{"القانوون", "قانون"}, // one too many
		{"القالون", "قانون"},  // another
		{"المدرسة", ""},       //
		{"قو", ""},            // too short to say
		{"", ""},
		{"NATO", ""},
	} {
		var got string
		if xs := m.Near(tt.word, 1); len(xs) > 0 {
			got = xs[0].Form.Text
			if xs[0].Strict || xs[0].Recall || len(xs[0].Terms) != 1 {
				t.Errorf("Near(%q) = %+v, which must not match, and has one term", tt.word, xs[0])
			}
		}
		if got != tt.want {
			t.Errorf("Near(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

func TestExpand(t *testing.T) {
	lex := lexiconOf(t, "power: [قوة, قوة عظمى]\nact: [ردع]", "words:\n  قوة: {plural: [قوى]}\n  عظمى: {pos: adj}\nkeys:\n  act:\n    entries: {ردع: {pos: verb}}\n")
	for _, tt := range []struct {
		term string
		word int
		pos  paradigm.POS
		form string // one of the forms
		rule paradigm.Rule
	}{
		{"قوة", 0, paradigm.Noun, "قوتين", paradigm.Dual},
		{"قوة", 0, paradigm.Noun, "قوى", paradigm.BrokenPlural},
		{"قوة عظمى", 1, paradigm.Adjective, "عظمى", paradigm.Citation},
		{"القوة العظمى", 0, paradigm.Noun, "قوى", paradigm.BrokenPlural}, // not in the lexicon, its words are
		{"ردع", 0, paradigm.Verb, "يردعون", paradigm.Present},
		{"حلف", 0, paradigm.Nominal, "حلفان", paradigm.Dual}, // nowhere
	} {
		xs, err := lex.Expand(tt.term, Options{})
		if err != nil || len(xs) <= tt.word {
			t.Fatalf("Expand(%q) = %v, %v", tt.term, xs, err)
		}
		x := xs[tt.word]
		i := slices.IndexFunc(x.Forms, func(f paradigm.Form) bool { return f.Text == tt.form })
		if x.POS != tt.pos || i < 0 || x.Forms[i].Rule != tt.rule {
			t.Errorf("Expand(%q)[%d] = %+v, want %v with %s (%v)", tt.term, tt.word, x, tt.pos, tt.form, tt.rule)
		}
	}
	if _, err := lex.Expand(" ", Options{}); err == nil {
		t.Error("Expand of nothing is no error")
	}
}

func TestCoverage(t *testing.T) {
	m, err := lexiconOf(t, "power: [قوة, نفوذ]\npeace: [سلام]").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var whole, part Coverage
	for _, src := range []string{"القوة والقوة بالقوة", "القوات للسلام"} {
		a := analyse(src)
		matches := m.Match(nil, a.types, a.tokens, a.sentences)
		whole.Add(matches)
		var c Coverage
		c.Add(matches)
		part.Merge(&c)
	}
	want := []CoverageRow{{0, "قوة", "citation", 3}, {0, "قوات", "plural.feminine", 1}, {1, "", "", 0}, {2, "سلام", "citation", 1}}
	if got := whole.Rows(m); !slices.Equal(got, want) {
		t.Errorf("Rows = %v, want %v", got, want)
	}
	if got := part.Rows(m); !slices.Equal(got, want) {
		t.Errorf("merged Rows = %v, want %v", got, want)
	}
}
