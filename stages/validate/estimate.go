package validate

import (
	"math"
	"math/rand/v2"
	"slices"

	"fusul/stages/stats"
)

// An Estimate is a figure with its 95 % interval. OK is false where the sample
// does not carry the figure, HasInterval where it does not carry the interval.
type Estimate struct {
	Value, Low, High float64
	OK, HasInterval  bool
}

// A tally is what coders said of the sampled sentences of one key and stratum.
type tally struct {
	size     int64 // of the stratum
	n, yes   int64 // coded, and coded as speaking of the key
	disputed int
}

// share returns the share of the stratum that speaks of the key; 0 where
// nothing was coded.
func (t tally) share() float64 {
	if t.n == 0 {
		return 0
	}
	return float64(t.yes) / float64(t.n)
}

// confusion weighs the tallies of the three strata by their sizes.
func confusion(ts [strata]tally) Confusion {
	var c Confusion
	for s, t := range ts {
		yes := float64(float64(t.size) * t.share())
		no := float64(t.size) - yes
		if Stratum(s) == Hit {
			c.TP, c.FP = c.TP+yes, c.FP+no
		} else {
			c.FN, c.TN = c.FN+yes, c.TN+no
		}
	}
	return c
}

// precision returns the share of hits that are right, with its Wilson
// interval.
func precision(t tally) Estimate {
	low, high, ok := stats.Wilson(t.yes, t.n, stats.Z95)
	return Estimate{t.share(), low, high, ok, ok}
}

// recall returns the share of what there is to find that is found. Its
// interval puts the Wilson intervals of the strata together (MOVER: Zou and
// Donner 2008 for the sum, Donner and Zou 2012 for the ratio of missed to
// found).
func recall(ts [strata]tally) Estimate {
	c := confusion(ts)
	r, ok := c.Recall()
	e := Estimate{Value: r, OK: ok && ts[Hit].n > 0}
	if !e.OK || c.TP == 0 {
		return e
	}
	missed := sumOf(ts[Near], ts[None])
	found := sumOf(ts[Hit])
	low, high := ratioInterval(missed, found)
	e.Low, e.High, e.HasInterval = 1/(1+high), 1/(1+low), true
	return e
}

// A total is an estimated number of sentences with its interval.
type total struct{ value, low, high float64 }

// sumOf adds up the sentences that speak of the key in several strata.
func sumOf(ts ...tally) total {
	var x total
	var below, above float64
	for _, t := range ts {
		n := float64(t.size)
		p := t.share()
		low, high, ok := stats.Wilson(t.yes, t.n, stats.Z95)
		if !ok { // nothing was coded: it may be none or all
			low, high = 0, 1
		}
		x.value += float64(n * p)
		below += float64(float64(n*(p-low)) * (n * (p - low)))
		above += float64(float64(n*(high-p)) * (n * (high - p)))
	}
	x.low, x.high = max(0, x.value-math.Sqrt(below)), x.value+math.Sqrt(above)
	return x
}

// ratioInterval returns the interval of a/b, where b and its lower bound are
// above 0.
func ratioInterval(a, b total) (low, high float64) {
	ab := float64(a.value * b.value)
	bound := func(x, y float64, sign float64) float64 {
		under := max(0, float64(ab*ab)-float64(float64(x*y*(float64(2*a.value)-x))*(float64(2*b.value)-y)))
		return (ab + float64(sign*math.Sqrt(under))) / (y * (float64(2*b.value) - y))
	}
	if 2*b.value > b.high {
		low = max(0, bound(a.low, b.high, -1))
	}
	high = math.Inf(1)
	if b.low > 0 {
		high = bound(a.high, b.low, +1)
	}
	return low, max(high, low)
}

// resamples is the number of samples that a bootstrap draws, and fewest the
// number of coded sentences below which it draws none.
const (
	resamples = 2000
	fewest    = 8
)

// bootstrap returns f of a table, with the percentile interval over tables
// drawn stratum by stratum. The generator is keyed, so that the answer depends
// on nothing else.
func bootstrap(ts [strata]tally, seed, key uint64, f func(Confusion) (float64, bool)) Estimate {
	v, ok := f(confusion(ts))
	e := Estimate{Value: v, OK: ok && ts[Hit].n > 0}
	if !e.OK || ts[Hit].n+ts[Near].n+ts[None].n < fewest {
		return e
	}
	rng := rand.New(rand.NewPCG(seed, key))
	var values []float64
	for range resamples {
		draw := ts
		for s := range draw {
			draw[s].yes = binomial(rng, ts[s].n, ts[s].share())
		}
		if v, ok := f(confusion(draw)); ok {
			values = append(values, v)
		}
	}
	e.Low, e.High, e.HasInterval = percentiles(values)
	return e
}

// binomial draws the number of successes in n trials.
func binomial(rng *rand.Rand, n int64, p float64) int64 {
	var k int64
	for range n {
		if rng.Float64() < p {
			k++
		}
	}
	return k
}

// percentiles returns the 2.5th and the 97.5th.
func percentiles(values []float64) (low, high float64, ok bool) {
	if len(values) < resamples/2 {
		return 0, 0, false
	}
	slices.Sort(values)
	return stats.Quantile(values, 0.025), stats.Quantile(values, 0.975), true
}

// bootstrapUnits returns f of the units, with the percentile interval over
// units drawn with replacement.
func bootstrapUnits(units [][]bool, seed, key uint64, f func([][]bool) (float64, bool)) Estimate {
	v, ok := f(units)
	e := Estimate{Value: v, OK: ok}
	if !ok || len(units) < fewest {
		return e
	}
	rng := rand.New(rand.NewPCG(seed, key))
	var values []float64
	again := make([][]bool, len(units))
	for range resamples {
		for i := range again {
			again[i] = units[rng.IntN(len(units))]
		}
		if v, ok := f(again); ok {
			values = append(values, v)
		}
	}
	e.Low, e.High, e.HasInterval = percentiles(values)
	return e
}
