package stem

import (
	"flag"
	"testing"

	"fusul/stages/internal/oracle"
	"fusul/stages/normalise"
)

var full = flag.Bool("full", false, "ask about every word of a vocabulary, which takes a minute")

// TestLucene asks Lucene's ArabicStemmer, with words folded as its analyser
// folds them and with words as they were written.
func TestLucene(t *testing.T) {
	raw := oracle.WordTypes(t)
	folded := make([]string, len(raw))
	for i, w := range raw {
		folded[i] = normalise.IR().Word(w)
	}
	for name, words := range map[string][]string{"folded": folded, "raw": raw} {
		bad := 0
		for i, want := range oracle.Lucene(t, "stem", words) {
			if got := Light10(words[i]); got != want {
				if bad++; bad <= 40 {
					t.Errorf("Light10(%q) = %q, Lucene has %q", words[i], got, want)
				}
			}
		}
		t.Logf("%s: %d of %d words as Lucene", name, len(words)-bad, len(words))
	}
}

// TestVocabulary asks the official Snowball vocabularies. The Arabic,
// German and Italian stemmers are generated from the official programs. The
// others were written by hand after the algorithms of 2016, and differ from
// those of 2021 by as many words as stated: French has learnt ë and ï since,
// and Russian treats vowels before an ending in another way.
func TestVocabulary(t *testing.T) {
	latin := func(lang string) func(string) string {
		return func(w string) string { return Latin(w, lang) }
	}
	for _, c := range []struct {
		language string
		stem     func(string) string
		differ   int
	}{
		{"arabic", Snowball, 0},
		{"german", latin("de"), 0},
		{"italian", latin("it"), 0},
		{"english", latin("en"), 1},
		{"spanish", latin("es"), 1},
		{"french", latin("fr"), 78},
		{"russian", latin("ru"), 12},
	} {
		t.Run(c.language, func(t *testing.T) {
			every := 1
			if c.language == "arabic" && !*full {
				every = 100 // of nine million
			}
			words, stems := oracle.Snowball(t, c.language, every)
			bad := 0
			for i, want := range stems {
				if got := c.stem(words[i]); got != want {
					if bad++; bad > c.differ && bad <= c.differ+10 {
						t.Errorf("the stem of %q is %q, the vocabulary has %q", words[i], got, want)
					}
				}
			}
			t.Logf("%d of %d words as the vocabulary", len(words)-bad, len(words))
		})
	}
}
