package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Draws are multinomial: each cluster is drawn once on average, with the
// variance 1 - 1/n, and two clusters have the covariance -1/n.
func TestDraw(t *testing.T) {
	for _, n := range []int{8, 13, 40} {
		const replicates = 40_000
		times, words := make([]int64, n), make([]int64, n)
		for i := range words {
			words[i] = 1
		}
		sums, squares, products := make([]float64, n), make([]float64, n), 0.0
		for r := range uint64(replicates) {
			if got := draw(times, words, 5, r); got != int64(n) {
				t.Fatalf("%d clusters of %d are drawn", got, n)
			}
			for i, k := range times {
				sums[i] += float64(k)
				squares[i] += float64((k - 1) * (k - 1))
			}
			products += float64((times[0] - 1) * (times[n-1] - 1))
		}
		for i := range n {
			mean, variance := sums[i]/replicates, squares[i]/replicates
			if math.Abs(mean-1) > 0.03 || math.Abs(variance-(1-1/float64(n))) > 0.05 {
				t.Errorf("cluster %d of %d is drawn %.3f times, with the variance %.3f", i, n, mean, variance)
			}
		}
		if got := products / replicates; math.Abs(got+1/float64(n)) > 0.03 {
			t.Errorf("two of %d clusters have the covariance %.4f", n, got)
		}
	}
}

// The interval of many clusters of one size is that of the normal
// distribution: 1.96 standard errors to either side.
func TestBootstrapIsNormal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	clusters := make([]Cluster, 401)
	var sum, squares float64
	for i := range clusters {
		clusters[i] = Cluster{F: r.Int64N(40), N: 1000}
		sum += float64(clusters[i].F)
	}
	mean := sum / float64(len(clusters))
	for _, c := range clusters {
		squares += (float64(c.F) - mean) * (float64(c.F) - mean)
	}
	half := Z95 * math.Sqrt(squares) / float64(len(clusters)) / 1000
	low, high, _ := Bootstrap(clusters, 3)
	if got := (high - low) / 2; math.Abs(got/half-1) > 0.06 || math.Abs((low+high)/2-mean/1000) > half/10 {
		t.Errorf("[%g, %g], want about %g to either side of %g", low, high, half, mean/1000)
	}
}

// The tails have the quantiles of all rates.
func TestTails(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var kept tails
		all := make([]float64, Replicates)
		for i := range all {
			all[i] = float64(r.IntN(1+r.IntN(5000))) / 7
			kept.add(i, all[i])
		}
		slices.Sort(all)
		got := kept.percentiles()
		if low, high := Quantile(all, 0.025), Quantile(all, 0.975); math.Abs(got.Low-low) > 1e-9 || math.Abs(got.High-high) > 1e-9 {
			t.Fatalf("%v, want [%g, %g]", got, low, high)
		}
	}
}
