package damage

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// runeScan is scan by runes, one after the other, with nothing read in one go.
func runeScan(src string) signs {
	var s signs
	last := company(0)
	for at := 0; at < len(src); {
		start := strings.IndexFunc(src[at:], inWord)
		if start < 0 {
			break
		}
		start += at
		if strings.ContainsAny(src[at:start], "\n.،؛:؟!") {
			last = 0
		}
		end := len(src)
		if n := strings.IndexFunc(src[start:], func(r rune) bool { return !inWord(r) }); n >= 0 {
			end = start + n
		}
		w := src[start:end]
		s.word(w)
		c := companyOf(w)
		s.pair(last, c)
		last, at = c, end
	}
	return s
}

// Words that are read in one go have the signs that any words have.
func TestScan(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	starts := []string{"", "", "ال", "األ", "الأ", "وال", "بالإ", "وباآل", "لا", "ة", "ى", "الآ", "وبكاإل", "التي", "هذا", "1991", "2010", "a", "\ufee1", "ً"}
	letters := []rune("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـًَ٠٣٪پگ1aé\ufeefب")
	gaps := []string{" ", " ", " ", " ", "\n", "، ", ".", " «", "\u200f", "–", "\xff", "\xd8", "٬", ""}
	for range 5_000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(starts[r.IntN(len(starts))])
			for range r.IntN(5) {
				b.WriteRune(letters[r.IntN(len(letters))])
			}
			b.WriteString(gaps[r.IntN(len(gaps))])
		}
		if got, want := scan(b.String()), runeScan(b.String()); got != want {
			t.Fatalf("%q has the signs %+v, want %+v", b.String(), got, want)
		}
	}
}
