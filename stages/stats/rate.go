// Package stats computes the statistics of counts: rates and their
// intervals, keyness, dispersion, association, diversity, similarity.
//
// Every function is pure, follows a definition of docs/methods.md, and is
// tested against an oracle named there. A value that the data cannot carry is
// reported as absent (a false ok), never as NaN or infinity.
package stats

import "math"

// Z95 is the 97.5 % point of the normal distribution: the z of a two-sided
// 95 % interval.
const Z95 = 1.959963984540054

// Per10k returns f occurrences among n words as a rate per 10,000 words.
func Per10k(f, n int64) float64 {
	if n == 0 {
		return 0
	}
	return 1e4 * float64(f) / float64(n)
}

// Wilson returns the score interval of the proportion f/n (Wilson 1927;
// Newcombe 1998, method 3). The bounds are proportions within [0, 1]; ok is
// false where n is 0.
func Wilson(f, n int64, z float64) (low, high float64, ok bool) {
	if n <= 0 || f < 0 || f > n {
		return 0, 0, false
	}
	p, m, zz := float64(f)/float64(n), float64(n), z*z
	d := 1 + zz/m
	centre := (p + zz/(2*m)) / d
	half := float64(z / d * math.Sqrt(p*(1-p)/m+zz/(4*m*m)))
	low, high = max(0, centre-half), min(1, centre+half)
	if f == 0 {
		low = 0
	}
	if f == n {
		high = 1
	}
	return low, high, true
}
