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
	if !(x > 0 && x <= math.MaxFloat64) {
		return math.Log(x) // the special values are exact on all processors
	}
	if x < smallestNormal {
		const shift = 54
		return logNormal(x*(1<<shift), -shift)
	}
	return logNormal(x, 0)
}

const smallestNormal = 0x1p-1022

// logNormal returns the logarithm of x times 2 to the power of e. Unrolled, and
// without a branch that depends on the fraction of x, it takes 0.6 of the time
// of math.Frexp, a comparison and a loop.
func logNormal(x float64, e int) float64 {
	const (
		bits     = 52
		fraction = 1<<bits - 1
		half     = 1022 << bits
		sqrtHalf = 0x6a09e667f3bcd // the fraction of √½, without its first bit
	)
	// x is f times 2 to the power of e, where f is from √½ to √2.
	b := math.Float64bits(x)
	m := b & fraction
	below := (m - sqrtHalf) >> 63 // 1 for the fractions that are smaller
	f := math.Float64frombits(m | half + below<<bits)
	e += int(b>>bits) - 1022 - int(below)
	// ln f = 2 artanh s with |s| ≤ 0.1716: twelve terms reach 2^-60.
	s := (f - 1) / (f + 1)
	s2 := float64(s * s)
	sum := float64((0 + 1./23) * s2)
	sum = float64((sum + 1./21) * s2)
	sum = float64((sum + 1./19) * s2)
	sum = float64((sum + 1./17) * s2)
	sum = float64((sum + 1./15) * s2)
	sum = float64((sum + 1./13) * s2)
	sum = float64((sum + 1./11) * s2)
	sum = float64((sum + 1./9) * s2)
	sum = float64((sum + 1./7) * s2)
	sum = float64((sum + 1./5) * s2)
	sum = float64((sum + 1./3) * s2)
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

// LogOf returns Log(n) of a whole number. The logarithms of the small ones, which
// are asked for again and again, are taken once.
func LogOf(n int64) float64 {
	if uint64(n) < uint64(len(logs)) {
		return logs[n]
	}
	return Log(float64(n))
}

var logs = func() (logs [2048]float64) {
	for n := range logs {
		logs[n] = Log(float64(n))
	}
	return logs
}()

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
