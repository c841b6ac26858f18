package topics

import (
	"cmp"
	"slices"
)

// exclusive returns φ_kw / Σ_j φ_jw for every topic and word.
func (t *Topics) exclusive() [][]float64 {
	sum := make([]float64, len(t.Phi[0]))
	for _, phi := range t.Phi {
		for w, x := range phi {
			sum[w] += x
		}
	}
	return t.each(func(k, w int) float64 { return t.Phi[k][w] / sum[w] })
}

// ecdf returns for each value the share of values up to it: its rank, the mean
// rank of its equals, over their number.
func ecdf(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	out := make([]float64, len(values))
	for lo := 0; lo < len(order); {
		hi := lo + 1
		for hi < len(order) && values[order[hi]] == values[order[lo]] {
			hi++
		}
		for _, i := range order[lo:hi] {
			out[i] = float64(lo+hi+1) / 2 / float64(len(values))
		}
		lo = hi
	}
	return out
}

// harmonic returns for each word the harmonic mean of a and b, weighted.
func harmonic(a, b []float64, weightA float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = 1 / (weightA/a[i] + (1-weightA)/b[i])
	}
	return out
}

// FREX returns the harmonic mean of exclusivity and frequency for every topic
// and word, both as ranks within the topic; weight is that of exclusivity
// (Bischof & Airoldi 2012).
func (t *Topics) FREX(weight float64) [][]float64 {
	excl := t.exclusive()
	for k, phi := range t.Phi {
		excl[k] = harmonic(ecdf(excl[k]), ecdf(phi), weight)
	}
	return excl
}

// ShrunkFREX is FREX as the R package stm prints it in its labels: the
// exclusivity of a word that the corpus has counts[w] times is drawn towards
// 1/K by James and Stein's rule, and weight is that of frequency.
func (t *Topics) ShrunkFREX(counts []int64, weight float64) [][]float64 {
	excl := t.exclusive()
	shrink(excl, counts)
	for k, phi := range t.Phi {
		excl[k] = harmonic(ecdf(phi), ecdf(excl[k]), weight)
	}
	return excl
}

// shrink draws the topic shares of each word towards 1/K.
func shrink(p [][]float64, counts []int64) {
	even := 1 / float64(len(p))
	for w, n := range counts {
		spread, off := 0.0, 0.0
		for k := range p {
			x := p[k][w]
			spread += float64(x * (1 - x))
			off += float64((x - even) * (x - even))
		}
		lambda := 1.0
		if n > 1 && off > 0 {
			lambda = min(1, spread/float64(n-1)/off)
		}
		for k := range p {
			p[k][w] = float64(lambda*even) + float64((1-lambda)*p[k][w])
		}
	}
}

// Exclusivity returns for each topic the sum of the FREX of its n most probable
// words, as the R package stm computes it with n = 10 and weight = 0.7.
func (t *Topics) Exclusivity(n int, weight float64) []float64 {
	frex := t.FREX(weight)
	out := make([]float64, len(t.Phi))
	for k, words := range t.TopWords(n) {
		for _, w := range words {
			out[k] += frex[k][w]
		}
	}
	return out
}

// Diversity returns the share of distinct words among the n most probable of
// all topics (Dieng et al. 2020, n = 25).
func (t *Topics) Diversity(n int) float64 {
	seen := make(map[int32]bool)
	all := 0
	for _, words := range t.TopWords(n) {
		for _, w := range words {
			seen[w] = true
		}
		all += len(words)
	}
	return float64(len(seen)) / float64(all)
}
