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
		times, words := make([]uint32, n), make([]int64, n)
		for i := range words {
			words[i] = 1
		}
		sums, squares, products := make([]float64, n), make([]float64, n), 0.0
		for r := range uint64(replicates) {
			clear(times)
			if got := draw(times, 1, words, 5, r); got != int64(n) {
				t.Fatalf("%d clusters of %d are drawn", got, n)
			}
			for i, k := range times {
				sums[i] += float64(k)
				squares[i] += (float64(k) - 1) * (float64(k) - 1)
			}
			products += (float64(times[0]) - 1) * (float64(times[n-1]) - 1)
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

// replicate is what a bootstrap does, one replicate after the other.
func replicate(words []int64, counts [][]Hits, ratios []Ratio, key uint64) []*Interval {
	intervals := make([]*Interval, len(ratios))
	times := make([]uint32, len(words))
	for i, r := range ratios {
		rates := make([]float64, 0, Replicates)
		for k := range uint64(Replicates) {
			clear(times)
			n := draw(times, 1, words, key, k)
			sum := func(hits []Hits) (sum int64) {
				for _, h := range hits {
					sum += int64(times[h.Cluster]) * h.F
				}
				return sum
			}
			if r.Over != OverWords {
				n = sum(counts[r.Over])
			}
			if n > 0 {
				rates = append(rates, float64(sum(counts[r.Of]))/float64(n))
			}
		}
		if slices.Sort(rates); len(rates) == Replicates && len(counts[r.Of]) > 0 {
			intervals[i] = &Interval{Quantile(rates, 0.025), Quantile(rates, 0.975)}
		}
	}
	return intervals
}

// Counts that are equal, alone in their family or nowhere have the intervals
// that others have, by a resampler that was used before too.
func TestResampler(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var b Resampler
	for range 12 {
		words := make([]int64, MinClusters+r.IntN(20))
		for i := range words {
			words[i] = 1 + r.Int64N(300)
		}
		counts := [][]Hits{nil}
		for range 4 {
			var hits []Hits
			for c := range words {
				if r.IntN(3) == 0 {
					hits = append(hits, Hits{int32(c), 1 + r.Int64N(3)})
				}
			}
			counts = append(counts, hits, slices.Clone(hits))
		}
		var ratios []Ratio
		for range 12 {
			ratios = append(ratios, Ratio{r.IntN(len(counts)), OverWords}, Ratio{r.IntN(len(counts)), r.IntN(len(counts))})
		}
		got, want := b.Rates(words, counts, ratios, 9), replicate(words, counts, ratios, 9)
		for i := range ratios {
			if (got[i] == nil) != (want[i] == nil) || got[i] != nil && (math.Abs(got[i].Low-want[i].Low) > 1e-9 || math.Abs(got[i].High-want[i].High) > 1e-9) {
				t.Fatalf("ratio %v: %v, want %v", ratios[i], got[i], want[i])
			}
		}
	}
}

func BenchmarkResampler(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]int64, 16)
	for i := range words {
		words[i] = 20 + r.Int64N(60)
	}
	counts := [][]Hits{{{1, 1}, {4, 3}, {9, 1}}, {{1, 1}, {9, 1}}, {{4, 3}}, {{1, 1}, {4, 3}, {9, 1}}}
	ratios := []Ratio{{0, OverWords}, {0, 3}, {1, OverWords}, {1, 3}, {2, OverWords}, {2, 3}}
	b.ReportAllocs()
	var s Resampler
	for b.Loop() {
		s.Rates(words, counts, ratios, 7)
	}
}
