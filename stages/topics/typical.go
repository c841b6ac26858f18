package topics

import (
	"math"

	"fusul/stages/internal/exact"
)

// Typical returns the topic, from 1, that some words are most typical of, and
// how much: Σ ln(φ_kw/p_w) by the root of their number, where p is what share of
// the corpus each word is.
func (t *Topics) Typical(words []int32, p []float64) (topic int32, score float64) {
	score = math.Inf(-1)
	for k, phi := range t.Phi {
		sum := 0.0
		for _, w := range words {
			sum += exact.Log(phi[w] / p[w])
		}
		if sum > score {
			topic, score = int32(k+1), sum
		}
	}
	return topic, score / math.Sqrt(float64(len(words)))
}
