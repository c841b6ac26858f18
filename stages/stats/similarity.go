package stats

import (
	"cmp"
	"math"
	"slices"

	"fusul/stages/internal/exact"
)

// JensenShannon returns the Jensen-Shannon divergence of two distributions,
// in bits: 0 for equal ones, 1 for ones without anything in common. Its
// square root is a distance. ok is false where one has no mass.
func JensenShannon(p, q []float64) (bits float64, ok bool) {
	sumP, sumQ := sum(p), sum(q)
	if len(p) != len(q) || sumP <= 0 || sumQ <= 0 {
		return 0, false
	}
	for i := range p {
		a, b := p[i]/sumP, q[i]/sumQ
		m := (a + b) / 2
		if a > 0 {
			bits += float64(float64(a*exact.Log2(a/m)) / 2)
		}
		if b > 0 {
			bits += float64(float64(b*exact.Log2(b/m)) / 2)
		}
	}
	return max(0, min(1, bits)), true
}

// Cosine returns the cosine of the angle between two vectors. ok is false
// where one is zero.
func Cosine(p, q []float64) (cosine float64, ok bool) {
	var pq, pp, qq float64
	if len(p) != len(q) {
		return 0, false
	}
	for i := range p {
		pq += float64(p[i] * q[i])
		pp += float64(p[i] * p[i])
		qq += float64(q[i] * q[i])
	}
	if pp == 0 || qq == 0 {
		return 0, false
	}
	return max(-1, min(1, pq/math.Sqrt(float64(pp*qq)))), true
}

func sum(x []float64) (s float64) {
	for _, v := range x {
		s += v
	}
	return s
}

// A Merge joins two clusters. Clusters 0 to n-1 are the n items; the merge
// with index i makes cluster n+i.
type Merge struct {
	A, B   int
	Height float64 // the distance at which they join
	Size   int     // items in the new cluster
}

// Agglomerate clusters items by average linkage (UPGMA): distance[i][j] is
// the distance of items i and j. Of equal distances the lowest pair of
// clusters joins first.
func Agglomerate(distance [][]float64) []Merge {
	n := len(distance)
	d := make([][]float64, n, 2*n)
	size := make([]int, n, 2*n)
	alive := make([]int, n)
	for i := range n {
		d[i] = slices.Clone(distance[i])
		size[i], alive[i] = 1, i
	}
	var merges []Merge
	for len(alive) > 1 {
		a, b := closest(d, alive)
		merges = append(merges, Merge{a, b, d[b][a], size[a] + size[b]})
		next := len(d)
		row := make([]float64, next)
		for _, c := range alive {
			if c != a && c != b {
				mean := float64(float64(size[a])*at(d, a, c)) + float64(float64(size[b])*at(d, b, c))
				row[c] = mean / float64(size[a]+size[b])
			}
		}
		d = append(d, row)
		size = append(size, size[a]+size[b])
		alive = append(slices.DeleteFunc(alive, func(c int) bool { return c == a || c == b }), next)
	}
	return merges
}

// at returns the distance of two clusters; the later has the row.
func at(d [][]float64, a, b int) float64 { return d[max(a, b)][min(a, b)] }

// closest returns the pair of clusters with the least distance, the lower
// first.
func closest(d [][]float64, alive []int) (a, b int) {
	slices.Sort(alive)
	best := math.Inf(1)
	for i, x := range alive {
		for _, y := range alive[i+1:] {
			if v := at(d, x, y); v < best {
				best, a, b = v, x, y
			}
		}
	}
	return a, b
}

// Ranks returns for each value its rank by falling value, from 1; equal values
// share the smallest rank (quanteda's "min").
func Ranks(values []int64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	ranks := make([]int, len(values))
	for k, i := range order {
		ranks[i] = k + 1
		if k > 0 && values[i] == values[order[k-1]] {
			ranks[i] = ranks[order[k-1]]
		}
	}
	return ranks
}

// TFIDF returns the weight of a word that occurs f times among n words of a
// unit, and in docfreq of units units: f/n · ln(units/docfreq) (tidytext). ok
// is false where a denominator is 0.
func TFIDF(f, n int64, docfreq, units int) (tf, idf, tfidf float64, ok bool) {
	if n <= 0 || docfreq <= 0 || units < docfreq {
		return 0, 0, 0, false
	}
	tf, idf = float64(f)/float64(n), exact.Log(float64(units)/float64(docfreq))
	return tf, idf, float64(tf * idf), true
}

// ClassTFIDF returns the weight of a word that occurs f times in a class and
// total times in all, classes having mean words on average: f · ln(1 +
// mean/total) (BERTopic, before its normalisation).
func ClassTFIDF(f, total int64, mean float64) (weight float64, ok bool) {
	if total <= 0 || f < 0 || mean < 0 {
		return 0, false
	}
	return float64(float64(f) * exact.Log(1+mean/float64(total))), true
}
