package lexicon

import (
	"fmt"
	"slices"
	"testing"

	"fusul/stages/lexicon/paradigm"
)

// answers are what Explain and Near say of a word, with the terms by name.
func answers(m *Matcher, word string) string {
	out := ""
	for _, x := range append(m.Explain(word), m.Near(word, 5)...) {
		for _, t := range x.Terms {
			out += m.entries[t].Name + " " + m.entries[t].Pattern + ", "
		}
		x.Terms = nil
		out += fmt.Sprintf("%+v\n", x)
	}
	return out
}

// TestCompileNear: the matcher of one word says of it what the whole one says,
// for forms of the built-in lexicon with and without clitics, and with a
// letter more or less.
func TestCompileNear(t *testing.T) {
	lex := theory(t)
	for _, opt := range []Options{{}, {Mode: Recall, Tolerant: true, Plurals: map[string][]string{"أمن": {"أمون"}, "سلطة": {"سلط"}}}} {
		whole, err := lex.Compile(opt)
		if err != nil {
			t.Fatal(err)
		}
		const step = 1511
		terms := 0
		for i := 0; i < len(whole.forms); i += step {
			form := whole.forms[i].Text
			cut := []rune(form)
			for _, word := range []string{form, "و" + form, "بال" + form, form + "هم", "لل" + form, form + "ض", string(cut[:len(cut)-1])} {
				m, err := lex.CompileNear(word, opt)
				if err != nil {
					t.Fatal(err)
				}
				terms += len(m.terms)
				if got, want := answers(m, word), answers(whole, word); got != want {
					t.Fatalf("%s: %s\nwant %s", word, got, want)
				}
			}
		}
		t.Logf("%.0f terms of %d compiled for a word", float64(terms)/float64(7*((len(whole.forms)+step-1)/step)), len(whole.terms))
	}
}

// TestSkeleton: of every word of the lexicon, inflected as any part of speech,
// every form has the strong letters of one of its stems, and no others but
// those of endings and the like.
func TestSkeleton(t *testing.T) {
	lex := theory(t)
	c, err := newCompiler(lex, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	check := func(w paradigm.Word) {
		for pos := paradigm.Unknown; pos <= paradigm.Fixed; pos++ {
			w.POS = pos
			for _, f := range paradigm.Append(nil, w) {
				n++
				s := skeletonOf(f.Text)
				stems := append(append(append([]string{w.Citation}, w.Plurals...), w.Given...), w.Present...)
				if !slices.ContainsFunc(stems, func(stem string) bool {
					lacks, more := s.differs(stem)
					return lacks+more == 0
				}) {
					t.Errorf("%s, a form of %+v, has other strong letters", f.Text, w)
				}
			}
		}
	}
	for w := range c.cited {
		x := c.describe(w, paradigm.Unknown)
		check(x.Word)
	}
	if n < 10_000 {
		t.Errorf("only %d forms", n)
	}
}
