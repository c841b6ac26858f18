package stats

import (
	"cmp"
	"slices"
)

// BenjaminiHochberg returns for each p value its q value: the smallest false
// discovery rate at which it is rejected (Benjamini & Hochberg 1995). The
// values must be those of all tests made.
func BenjaminiHochberg(p []float64) []float64 { return BenjaminiHochbergOf(p, nil, len(p)) }

// BenjaminiHochbergOf is BenjaminiHochberg where p value number i was found
// times[i] times, tests tests were made, and the p values that are not given
// are 1. Nil times stand for once each.
func BenjaminiHochbergOf(p []float64, times []int, tests int) []float64 {
	q := make([]float64, len(p))
	rank := len(p)
	if times != nil {
		rank = 0
		for _, n := range times {
			rank += n
		}
	}
	best := 1.0
	order := ascending(p)
	for i := len(order) - 1; i >= 0; i-- {
		at := order[i]
		best = min(best, p[at]*float64(tests)/float64(rank))
		q[at] = best
		if rank--; times != nil {
			rank -= times[at] - 1
		}
	}
	return q
}

// Holm returns p values adjusted by Holm's step-down method.
func Holm(p []float64) []float64 {
	q := make([]float64, len(p))
	worst := 0.0
	for rank, i := range ascending(p) {
		worst = max(worst, min(1, p[i]*float64(len(p)-rank)))
		q[i] = worst
	}
	return q
}

// Bonferroni returns p values multiplied by their number, at most 1.
func Bonferroni(p []float64) []float64 {
	q := make([]float64, len(p))
	for i := range p {
		q[i] = min(1, p[i]*float64(len(p)))
	}
	return q
}

// ascending returns the indices of p by rising value.
func ascending(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		if p[i] != p[j] {
			return cmp.Compare(p[i], p[j])
		}
		return i - j
	})
	return order
}
