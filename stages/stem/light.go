// Package stem reduces words to stems: [Light10] and [Snowball] for Arabic,
// [Latin] for words of other languages.
//
// Stems are columns for those who must reproduce older results, and baselines
// to compare with. They are no basis for counting a vocabulary: a light stemmer
// throws هدف and هدفان apart and أمن and آمنة together. Use the lexicon for
// that.
package stem

import "strings"

// maxWord is the length in bytes beyond which a word is not stemmed: the
// Snowball programs take time by the square of the length, and no word is as
// long as that.
const maxWord = 256

// The affixes of light10, in the order in which they are tried. All their
// letters have two bytes.
var (
	lightPrefixes = [...]string{"ال", "وال", "بال", "كال", "فال", "لل", "و"}
	lightSuffixes = [...]string{"ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"}
)

// Light10 returns the light stem of a word: at most one prefix is taken off,
// then every suffix of the list in turn, as long as two letters stay (three
// under و). The word must be folded under the profile normalise.IR. The
// answer is that of Lucene's ArabicStemmer, which implements light10 of
// Larkey, Ballesteros and Connell (2007); it is a slice of norm.
func Light10(norm string) string {
	n := length(norm)
	for _, p := range lightPrefixes {
		k := len(p) / 2
		if n >= max(k+2, 4) && strings.HasPrefix(norm, p) {
			norm, n = norm[len(p):], n-k
			break
		}
	}
	for _, x := range lightSuffixes {
		k := len(x) / 2
		if n >= k+2 && strings.HasSuffix(norm, x) {
			norm, n = norm[:len(norm)-len(x)], n-k
		}
	}
	return norm
}

// length returns the length of s in UTF-16 units, in which Lucene counts.
func length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
