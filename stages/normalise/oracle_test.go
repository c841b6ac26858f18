package normalise

import (
	"math/rand/v2"
	"testing"

	"fusul/stages/internal/oracle"
)

// TestLucene asks Lucene's ArabicNormalizer: every word type of the shared
// counts, and 100,000 random strings.
func TestLucene(t *testing.T) {
	for name, words := range map[string][]string{
		"words":  oracle.WordTypes(t),
		"random": randomStrings(100_000),
	} {
		bad := 0
		for i, want := range oracle.Lucene(t, "normalise", words) {
			if got := IR().Word(words[i]); got != want {
				if bad++; bad <= 10 {
					t.Errorf("IR().Word(%q) = %q, Lucene has %q", words[i], got, want)
				}
			}
		}
		t.Logf("%s: %d of %d as Lucene", name, len(words)-bad, len(words))
	}
}

// randomStrings returns n strings: Arabic letters and marks, any rune of the
// Arabic blocks, and a few of the rest of Unicode.
func randomStrings(n int) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		s := make([]rune, rng.IntN(12))
		for j := range s {
			s[j] = randomRune(rng)
		}
		out[i] = string(s)
	}
	return out
}

func randomRune(rng *rand.Rand) rune {
	switch rng.IntN(8) {
	case 0, 1, 2, 3:
		return 0x620 + rune(rng.IntN(0x36)) // letters, tatweel, marks
	case 4, 5:
		return 0x600 + rune(rng.IntN(0x100))
	case 6:
		blocks := []rune{0x750, 0x8a0, 0xfb50, 0xfc00, 0xfd00, 0xfe70, 0x2000}
		return blocks[rng.IntN(len(blocks))] + rune(rng.IntN(0x30))
	}
	for {
		if r := rune(rng.IntN(0x11000)); r != '\n' && r != '\r' && (r < 0xd800 || r > 0xdfff) {
			return r
		}
	}
}
