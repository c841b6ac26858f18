package clitic

import (
	"slices"
	"strings"
	"testing"
)

func TestParseGrammarErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"pronoun\tه\t-", "t:1: 3 columns, want 4"},
		{"# head\n\nparticle\tه\t-\tx", `t:3: unknown slot "particle"`},
		{"preposition\tم\t-\tx", `t:1: unknown proclitic "م"`},
	} {
		_, err := parseGrammar(strings.NewReader(c.in), "t")
		if err == nil || err.Error() != c.want {
			t.Errorf("parseGrammar(%q) gave the error %v, want %s", c.in, err, c.want)
		}
	}
}

// The ranker's classes of pronouns are those of the table.
func TestPronouns(t *testing.T) {
	if n := len(Pronouns()) + 1; n != pronouns {
		t.Errorf("the table has %d pronouns and none, want %d in all", n, pronouns)
	}
	for i, p := range Pronouns() {
		if got := Enclitic(i + 1).String(); got != p {
			t.Errorf("Enclitic(%d) = %q, want %q", i+1, got, p)
		}
	}
}

// A word of the table is spelt by its parts, and the grammar can part it so.
func TestSettledWords(t *testing.T) {
	for word, parts := range table().words {
		if strings.ReplaceAll(parts, "+", "") != word {
			t.Errorf("%s: the parts %s do not spell it", word, parts)
		}
		if !slices.ContainsFunc(Append(nil, word), func(c Candidate) bool { return c.Segments(word, ATB) == parts }) {
			t.Errorf("%s: the grammar does not allow %s", word, parts)
		}
	}
}

func TestSettled(t *testing.T) {
	for _, c := range []struct {
		word, parts string
		ok          bool
	}{
		{"كذلك", "كذلك", true},
		{"وكذلك", "و+كذلك", true}, // behind a conjunction
		{"فكذلك", "ف+كذلك", true}, // behind the other
		{"لي", "ل+ي", true},       //
		{"ولي", "", false},        // a guardian, or و + ل + ي
		{"أليس", "أ+ليس", true},   // the question particle
		{"بكذلك", "", false},      // no preposition
	} {
		parts, ok := table().settled(c.word)
		if parts != c.parts || ok != c.ok {
			t.Errorf("settled(%q) = %q, %v, want %q, %v", c.word, parts, ok, c.parts, c.ok)
		}
	}
}
