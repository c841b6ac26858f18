// Package exact has the few functions of analysis that the statistics need,
// with the same bits on every processor.
//
// The package math may round differently on different processors (some
// functions are assembly, and some compilers fuse a multiplication with an
// addition). The functions here are made of single operations only, each
// rounded by an explicit conversion, so that their bits are the same
// everywhere.
package exact

import "math"

// Log returns the natural logarithm of x > 0, with an error below 2 units in
// the last place; -Inf at 0.
func Log(x float64) float64 {
	if x <= 0 || math.IsInf(x, 1) || math.IsNaN(x) {
		return math.Log(x) // the special values are exact on all processors
	}
	f, e := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f *= 2
		e--
	}
	// ln f = 2 artanh s with |s| ≤ 0.1716: twelve terms reach 2^-60.
	s := (f - 1) / (f + 1)
	s2 := float64(s * s)
	sum := 0.0
	for _, c := range [...]float64{1. / 23, 1. / 21, 1. / 19, 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3} {
		sum = float64((sum + c) * s2)
	}
	// The parts of ln 2: the upper has 32 bits, so that e times it is exact.
	const hi, lo = 0x1.62e42feep-1, 0x1.a39ef35793c76p-33
	return float64(float64(e)*hi) + (float64(2*s) + (float64(2*s*sum) + float64(float64(e)*lo)))
}

// Exp returns e to the power of x, with a relative error below 2^-50.
func Exp(x float64) float64 {
	switch {
	case x > 709 || x < -745 || math.IsNaN(x):
		return math.Exp(x)
	}
	n := math.Floor(float64(x*math.Log2E) + 0.5)
	const hi, lo = 0x1.62e42feep-1, 0x1.a39ef35793c76p-33 // ln 2 in two parts: n times hi is exact
	r := (x - float64(n*hi)) - float64(n*lo)              // |r| ≤ 0.35
	sum := 1.0
	for i := 14; i > 0; i-- {
		sum = 1 + float64(sum*r)/float64(i)
	}
	return math.Ldexp(sum, int(n))
}

// Digamma returns ψ(x) for x > 0 by its asymptotic series beyond 10.
func Digamma(x float64) float64 {
	sum := 0.0
	for ; x < 10; x++ {
		sum -= 1 / x
	}
	y := 1 / float64(x*x)
	series := 0.0
	for _, c := range [...]float64{1. / 12, -691. / 32760, 1. / 132, -1. / 240, 1. / 252, -1. / 120, 1. / 12} {
		series = float64((series + c) * y)
	}
	return sum + (Log(x) - (0.5/x + series))
}

// Log2 returns the binary logarithm of x.
func Log2(x float64) float64 { return Log(x) / math.Ln2 }

// Log10 returns the decimal logarithm of x.
func Log10(x float64) float64 { return Log(x) / math.Ln10 }

// LogGamma returns the natural logarithm of Γ(x) for x > 0, by Stirling's
// series beyond 15; the relative error is below 2^-44.
func LogGamma(x float64) float64 {
	shift := 0.0
	if x < 15 {
		product := 1.0
		for ; x < 15; x++ {
			product = float64(product * x)
		}
		shift = Log(product)
	}
	y := 1 / float64(x*x)
	series := 0.0
	for _, c := range [...]float64{-691. / 360360, 1. / 1188, -1. / 1680, 1. / 1260, -1. / 360, 1. / 12} {
		series = float64(series*y) + c
	}
	const halfLog2Pi = 0.91893853320467274178
	return float64((x-0.5)*Log(x)) - x + halfLog2Pi + series/x - shift
}
