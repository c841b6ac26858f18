package damage

import (
	"math/rand/v2"
	"testing"
)

// Words of letters alone have the signs that any words have.
func TestPlainWords(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	starts := []string{"", "ال", "األ", "الأ", "وال", "بالإ", "وباآل", "لا", "ة", "ى", "الآ"}
	letters := []rune("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
	for range 20_000 {
		w := starts[r.IntN(len(starts))]
		for range r.IntN(5) {
			w += string(letters[r.IntN(len(letters))])
		}
		if w == "" {
			continue
		}
		var got, want signs
		got.word(w)
		want.anyWord(w)
		if got != want {
			t.Fatalf("%q has the signs %+v, want %+v", w, got, want)
		}
	}
}
