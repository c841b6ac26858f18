package topics

import (
	"math"

	"fusul/stages/internal/exact"
)

// Typical returns the topic, from 1, that some words are most typical of, and
// how much: Σ ln(φ_kw/p_w) by the root of their number, where p is what share of
// the corpus each word is.
func (f *Fixed) Typical(words []int32, p []float64) (topic int32, score float64) {
	sums, row := make([]float64, len(f.Alpha)), make([]float64, len(f.Alpha))
	for _, w := range words {
		f.Row(w, row)
		for k, phi := range row {
			sums[k] += exact.Log(phi / p[w])
		}
	}
	topic, score = 1, sums[0]
	for k, sum := range sums {
		if sum > score {
			topic, score = int32(k+1), sum
		}
	}
	return topic, score / math.Sqrt(float64(len(words)))
}
