package lexicon

import (
	"io/fs"
	"testing"

	"fusul/corpus"
)

// theory returns the lexicon that ships with the program.
func theory(t testing.TB) *Lexicon {
	t.Helper()
	data, err := fs.ReadFile(corpus.Lexicon, "ir-theory.yaml")
	if err != nil {
		t.Fatal(err)
	}
	meta, err := fs.ReadFile(corpus.Lexicon, MetaName("ir-theory.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	lex, err := Parse("ir-theory.yaml", data, meta)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// TestTheory checks that the embedded lexicon compiles and says enough.
func TestTheory(t *testing.T) {
	lex := theory(t)
	m, err := lex.Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d keys, %d entries, %d terms, %d words, %d forms", len(m.keys), len(m.entries), len(m.terms), len(m.cited), len(m.forms))
	for i := range lex.Keys {
		k := &lex.Keys[i]
		if k.Label.Ar == "" || k.Label.En == "" {
			t.Errorf("key %q lacks a label: %+v", k.Name(), k.Label)
		}
	}
	for _, f := range m.Lint(nil) {
		t.Logf("%s %s %q: %s", f.Kind, m.entries[f.Entry].Name, m.entries[f.Entry].Pattern, f.Message)
	}
}
