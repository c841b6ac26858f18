package stats

import (
	"math"
	"sync"

	"fusul/stages/internal/exact"
)

// Rare is the largest count for which tables give Garwood's interval: above
// it Wilson's and Garwood's agree to a few per cent.
const Rare = 100

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
	high = gammaQuantile(float64(f)+1, 1-float64(alpha/2))
	return low / float64(n), high / float64(n), true
}

// Garwood95 returns the 95 % interval of Garwood for f of at most Rare, from
// a table, as a run asks for it millions of times.
func Garwood95(f, n int64) (low, high float64, ok bool) {
	if n <= 0 || f < 0 || f > Rare {
		return 0, 0, false
	}
	bounds := rareBounds()[f]
	return bounds[0] / float64(n), bounds[1] / float64(n), true
}

// rareBounds returns the bounds of the counts from 0 to Rare.
var rareBounds = sync.OnceValue(func() *[Rare + 1][2]float64 {
	var bounds [Rare + 1][2]float64
	for f := range bounds {
		bounds[f][0], bounds[f][1], _ = Garwood(int64(f), 1, 0.05)
	}
	return &bounds
})

// gammaQuantile returns the x at which the regularised lower incomplete gamma
// function P(a, x) is p: half of the χ² quantile with 2a degrees of freedom.
// It takes Newton's steps, and halves the bracket where a step leaves it.
func gammaQuantile(a, p float64) float64 {
	low, high := 0.0, a+10
	for gammaP(a, high) < p {
		low, high = high, 2*high
	}
	logGamma := exact.LogGamma(a)
	x := max(low, min(a, high))
	for range 200 {
		gap := gammaP(a, x) - p
		if gap < 0 {
			low = x
		} else {
			high = x
		}
		slope := exact.Exp(float64((a-1)*exact.Log(x)) - x - logGamma)
		next := x - gap/slope
		if !(next > low && next < high) { // NaN and Inf too
			next = low + float64((high-low)/2)
		}
		if math.Abs(next-x) <= 1e-15*x {
			return next
		}
		x = next
	}
	return x
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
