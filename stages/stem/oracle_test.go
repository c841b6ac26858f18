package stem

import (
	"testing"

	"fusul/stages/internal/oracle"
	"fusul/stages/normalise"
)

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

// TestSnowballVocabulary asks the official vocabularies.
func TestSnowballVocabulary(t *testing.T) {
	for language, stem := range map[string]func(string) string{
		//"arabic":  Snowball,
		"english": func(w string) string { return Latin(w, "en") },
		"french":  func(w string) string { return Latin(w, "fr") },
		"german":  func(w string) string { return Latin(w, "de") },
		"spanish": func(w string) string { return Latin(w, "es") },
		"italian": func(w string) string { return Latin(w, "it") },
		"russian": func(w string) string { return Latin(w, "ru") },
	} {
		t.Run(language, func(t *testing.T) {
			words, stems := oracle.Snowball(t, language)
			bad := 0
			for i, want := range stems {
				if got := stem(words[i]); got != want {
					if bad++; bad <= 40 {
						t.Errorf("stem(%q) = %q, the vocabulary has %q", words[i], got, want)
					}
				}
			}
			t.Logf("%d of %d words as the vocabulary", len(words)-bad, len(words))
		})
	}
}
