package stats

import (
	"math/bits"
	"slices"

	"fusul/stages/internal/exact"
)

// A Cluster is a part of a text, such as a section: F occurrences among N
// words.
type Cluster struct{ F, N int64 }

// The least number of clusters for which a bootstrap says something, and the
// replicates that are drawn.
const (
	MinClusters = 8
	Replicates  = 2000
)

// An Interval is a 95 % interval of a proportion.
type Interval struct{ Low, High float64 }

// A Hits is the number of occurrences F in cluster number Cluster.
type Hits struct {
	Cluster int32
	F       int64
}

// A Ratio is what a bootstrap asks for: counts number Of over counts number
// Over, or over the words of the clusters.
type Ratio struct{ Of, Over int }

// OverWords stands for the words of the clusters in a Ratio.
const OverWords = -1

// BootstrapRates returns the percentile intervals of ratios over the same
// clusters, drawn with replacement: the honest intervals where words come in
// bursts. Words holds the words of each cluster, counts occurrences by
// cluster.
//
// The intervals are the same for the same key, whatever else is computed. The
// answer is nil for fewer than MinClusters clusters or no words; a single
// interval is nil where nothing occurs, or where the denominator may be drawn
// as 0.
func BootstrapRates(words []int64, counts [][]Hits, ratios []Ratio, key uint64) []*Interval {
	var r Resampler
	return r.Rates(words, counts, ratios, key)
}

// A Resampler keeps what it has allocated from one bootstrap to the next:
// whoever runs many should have one. Its zero value is ready.
type Resampler struct {
	times []uint32 // of a block of replicates: how often each cluster is drawn, by cluster and replicate
	drawn []int64  // words, by replicate
	sums  []int64  // by count and replicate
	same  []int    // by count: the first that is equal
}

// block is how many replicates are drawn before they are summed up: the times
// of 16 clusters, as chapters have, stay within 16 KB.
const block = 250

// Rates is BootstrapRates. It draws and sums replicate by replicate within a
// block, and tells the tails ratio by ratio, each once: a key has the counts of
// the only one under it, and all of its family where it stands alone.
func (b *Resampler) Rates(words []int64, counts [][]Hits, ratios []Ratio, key uint64) []*Interval {
	total := int64(0)
	for _, n := range words {
		total += n
	}
	if len(words) < MinClusters || total == 0 {
		return nil
	}
	b.same = b.same[:0]
	for i, hits := range counts {
		same := 0
		for same < i && !slices.Equal(counts[same], hits) {
			same++
		}
		b.same = append(b.same, same)
	}
	b.draw(words, counts, key)
	intervals := make([]*Interval, len(ratios))
	first := map[Ratio]int{}
	for i, r := range ratios {
		if len(counts[r.Of]) == 0 {
			continue
		}
		r.Of = b.same[r.Of]
		if r.Over != OverWords {
			r.Over = b.same[r.Over]
		}
		if k, ok := first[r]; ok {
			intervals[i] = intervals[k]
			continue
		}
		first[r] = i
		if interval, ok := b.interval(r); ok {
			intervals[i] = &interval
		}
	}
	return intervals
}

// draw draws the replicates and sums up the counts of each.
func (b *Resampler) draw(words []int64, counts [][]Hits, key uint64) {
	b.times = room(b.times, len(words)*block)
	b.drawn, b.sums = room(b.drawn, Replicates), room(b.sums, len(counts)*Replicates)
	for from := 0; from < Replicates; from += block {
		clear(b.times)
		for i := range block {
			b.drawn[from+i] = draw(b.times[i:], block, words, key, uint64(from+i))
		}
		for i, hits := range counts {
			if b.same[i] < i {
				continue
			}
			sums := b.sums[i*Replicates+from:][:block]
			clear(sums)
			for _, h := range hits {
				for k, n := range b.times[int(h.Cluster)*block:][:block] {
					sums[k] += int64(n) * h.F
				}
			}
		}
	}
}

// interval returns the interval of a ratio. ok is false where the denominator
// was drawn as 0.
func (b *Resampler) interval(r Ratio) (interval Interval, ok bool) {
	of, over := b.sums[r.Of*Replicates:][:Replicates], b.drawn
	if r.Over != OverWords {
		over = b.sums[r.Over*Replicates:][:Replicates]
	}
	if slices.Min(over) <= 0 {
		return Interval{}, false
	}
	if r.Of == r.Over {
		return Interval{1, 1}, true
	}
	var rates tails
	for i, n := range of {
		rates.add(i, float64(n)/float64(over[i]))
	}
	return rates.percentiles(), true
}

// room returns a slice of n, s if it has room.
func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// BootstrapKey returns the key of a unit under a seed: the same for the same
// name, whatever was asked for before.
func BootstrapKey(seed uint64, unit string) uint64 {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(unit) {
		h = (h ^ uint64(unit[i])) * 1099511628211
	}
	return mix(h ^ mix(seed))
}

// draw draws as many clusters as there are, with replacement, and returns the
// words drawn; times[c*stride], which was 0, becomes how often cluster c was
// drawn. A random number makes two draws of 32 bits, whose bias is below the
// number of clusters over 2³².
func draw(times []uint32, stride int, words []int64, key, replicate uint64) (n int64) {
	state := mix(key ^ mix(replicate+1))
	size := uint64(len(words))
	for i := 0; i < len(words); i += 2 {
		state += 0x9e3779b97f4a7c15
		x := mix(state)
		c := int(((x >> 32) * size) >> 32)
		times[c*stride]++
		n += words[c]
		if i+1 < len(words) {
			c := int(((x & (1<<32 - 1)) * size) >> 32)
			times[c*stride]++
			n += words[c]
		}
	}
	return n
}

// mix is the output function of SplitMix64 (Steele, Lea & Flood 2014). Applied
// to a counter it makes a random number of each place by itself, so that the
// order in which they are asked for does not matter.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// tail is how many of the rates of all replicates must be known at either end:
// the 2.5 % and 97.5 % quantiles (type 7) lie between the last two.
const tail = (Replicates-1)/40 + 2

// tails are the lowest and the highest rates, which are kept negated.
type tails struct{ lowest, highest [tail]float64 }

// add takes in the rate of a replicate.
func (t *tails) add(replicate int, x float64) {
	if replicate < tail {
		insert(t.lowest[:replicate+1], x)
		insert(t.highest[:replicate+1], -x)
		return
	}
	if x < t.lowest[tail-1] {
		insert(t.lowest[:], x)
	}
	if -x < t.highest[tail-1] {
		insert(t.highest[:], -x)
	}
}

// percentiles returns the quantiles.
func (t *tails) percentiles() Interval {
	const h = (Replicates - 1) * 0.025
	const part = h - float64(tail-2)
	low := t.lowest[tail-2] + float64(part*(t.lowest[tail-1]-t.lowest[tail-2]))
	high := -(t.highest[tail-2] + float64(part*(t.highest[tail-1]-t.highest[tail-2])))
	return Interval{low, high}
}

// insert puts x into its place among the sorted values before the last, which
// is lost.
func insert(sorted []float64, x float64) {
	i := len(sorted) - 1
	for ; i > 0 && sorted[i-1] > x; i-- {
		sorted[i] = sorted[i-1]
	}
	sorted[i] = x
}

// Bootstrap returns the percentile interval of one rate over clusters.
func Bootstrap(clusters []Cluster, key uint64) (low, high float64, ok bool) {
	words := make([]int64, len(clusters))
	var hits []Hits
	for i, c := range clusters {
		words[i] = c.N
		if c.F > 0 {
			hits = append(hits, Hits{int32(i), c.F})
		}
	}
	intervals := BootstrapRates(words, [][]Hits{hits}, []Ratio{{0, OverWords}}, key)
	if intervals == nil || intervals[0] == nil {
		return 0, 0, false
	}
	return intervals[0].Low, intervals[0].High, true
}

// BootstrapRatio returns the percentile interval of the binary logarithm of
// the ratio of two rates, and the two-sided p value of no difference. A
// replicate without an occurrence counts as half of one.
func BootstrapRatio(target, reference []Cluster, key uint64) (low, high, p float64, ok bool) {
	n1, n2 := words(target), words(reference)
	if len(target) < MinClusters || len(reference) < MinClusters || n1 == 0 || n2 == 0 {
		return 0, 0, 0, false
	}
	half1, half2 := 0.5/float64(n1), 0.5/float64(n2)
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
	return Quantile(ratios, 0.025), Quantile(ratios, 0.975), p, true
}

// resample returns the rate of one draw of clusters.
func resample(clusters []Cluster, key, replicate uint64) float64 {
	var f, n int64
	state := mix(key ^ mix(replicate+1))
	for range clusters {
		state += 0x9e3779b97f4a7c15
		c, _ := bits.Mul64(mix(state), uint64(len(clusters)))
		f += clusters[c].F
		n += clusters[c].N
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
	h := float64(float64(len(sorted)-1) * p)
	i := min(int(h), len(sorted)-2)
	if i < 0 {
		return sorted[0]
	}
	return sorted[i] + float64((h-float64(i))*(sorted[i+1]-sorted[i]))
}
