package stats

import (
	"math"
	"math/rand/v2"
	"slices"

	"fusul/stages/internal/exact"
)

// Garwood returns the exact Poisson interval of f occurrences among n words
// as proportions (Garwood 1936), for rare words. Alpha is the total error,
// 0.05 for 95 %.
func Garwood(f, n int64, alpha float64) (low, high float64, ok bool) {
	if n <= 0 || f < 0 || alpha <= 0 || alpha >= 1 {
		return 0, 0, false
	}
	if f > 0 {
		low = gammaQuantile(float64(f), alpha/2)
	}
	high = gammaQuantile(float64(f)+1, 1-alpha/2)
	return low / float64(n), high / float64(n), true
}

// gammaQuantile returns the x at which the regularised lower incomplete gamma
// function P(a, x) is p, by bisection: half of the χ² quantile with 2a
// degrees of freedom.
func gammaQuantile(a, p float64) float64 {
	low, high := 0.0, a+10
	for gammaP(a, high) < p {
		high *= 2
	}
	for range 200 {
		mid := low + (high-low)/2
		if mid == low || mid == high {
			break
		}
		if gammaP(a, mid) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return low + (high-low)/2
}

// gammaP is the regularised lower incomplete gamma function: by its series
// below a+1, by Lentz's continued fraction above.
func gammaP(a, x float64) float64 {
	if x <= 0 {
		return 0
	}
	front := exact.Exp(float64(a*exact.Log(x)) - x - exact.LogGamma(a))
	if x < a+1 {
		term := 1 / a
		sum := term
		for n := 1; n < 100_000 && term > sum*1e-17; n++ {
			term = float64(term*x) / (a + float64(n))
			sum += term
		}
		return min(1, float64(front*sum))
	}
	b := x + 1 - a
	c, d := 1e300, 1/b
	h := d
	for n := 1; n < 100_000; n++ {
		an := -float64(n) * (float64(n) - a)
		b += 2
		d = 1 / (float64(an*d) + b)
		c = b + an/c
		step := float64(c * d)
		h = float64(h * step)
		if math.Abs(step-1) < 1e-16 {
			break
		}
	}
	return 1 - float64(front*h)
}

// A Cluster is a part of a text, such as a section: F occurrences among N
// words.
type Cluster struct{ F, N int64 }

// The least number of clusters for which a bootstrap says something, and the
// replicates that are drawn.
const (
	MinClusters = 8
	Replicates  = 2000
)

// Bootstrap returns the percentile interval of a rate, as a proportion, over
// clusters drawn with replacement: the honest interval where words come in
// bursts. It is the same for the same key, whatever else is computed; ok is
// false for fewer than MinClusters clusters or no words.
func Bootstrap(clusters []Cluster, key uint64, alpha float64) (low, high float64, ok bool) {
	if len(clusters) < MinClusters || words(clusters) == 0 {
		return 0, 0, false
	}
	rates := make([]float64, Replicates)
	for i := range rates {
		rates[i] = resample(clusters, key, uint64(i))
	}
	slices.Sort(rates)
	return Quantile(rates, alpha/2), Quantile(rates, 1-alpha/2), true
}

// BootstrapRatio returns the percentile interval of the binary logarithm of
// the ratio of two rates, and the two-sided p value of no difference. A
// replicate without an occurrence counts as half of one.
func BootstrapRatio(target, reference []Cluster, key uint64, alpha float64) (low, high, p float64, ok bool) {
	if len(target) < MinClusters || len(reference) < MinClusters || words(target) == 0 || words(reference) == 0 {
		return 0, 0, 0, false
	}
	half1, half2 := 0.5/float64(words(target)), 0.5/float64(words(reference))
	ratios := make([]float64, Replicates)
	below, above := 0, 0
	for i := range ratios {
		r1 := max(resample(target, key, uint64(2*i)), half1)
		r2 := max(resample(reference, key, uint64(2*i+1)), half2)
		ratios[i] = exact.Log2(r1 / r2)
		if ratios[i] <= 0 {
			below++
		}
		if ratios[i] >= 0 {
			above++
		}
	}
	slices.Sort(ratios)
	p = min(1, 2*float64(min(below, above)+1)/float64(Replicates+1))
	return Quantile(ratios, alpha/2), Quantile(ratios, 1-alpha/2), p, true
}

// resample returns the rate of one draw of clusters with replacement. Each
// replicate has a generator of its own, so that the order does not matter.
func resample(clusters []Cluster, key, replicate uint64) float64 {
	rng := rand.New(rand.NewPCG(key, replicate))
	var f, n int64
	for range clusters {
		c := clusters[rng.IntN(len(clusters))]
		f += c.F
		n += c.N
	}
	if n == 0 {
		return 0
	}
	return float64(f) / float64(n)
}

func words(clusters []Cluster) (n int64) {
	for _, c := range clusters {
		n += c.N
	}
	return n
}

// Quantile returns the p quantile of sorted values by linear interpolation
// (type 7 of Hyndman & Fan 1996, the default of R and numpy).
func Quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	i := min(int(h), len(sorted)-2)
	if i < 0 {
		return sorted[0]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}
