package topics

import "math"

// The package math may round differently on different processors (some
// functions are assembly, and some compilers fuse a multiplication with an
// addition). The functions here are made of single operations only, each
// rounded by an explicit conversion, so that their bits are the same
// everywhere.

// The parts of ln 2: the upper has 32 bits, so that a small whole number of
// times it is exact.
const ln2Hi, ln2Lo = 0x1.62e42feep-1, 0x1.a39ef35793c76p-33

// ln returns the natural logarithm of x > 0, with an error below 2 units in
// the last place; -Inf at 0.
func ln(x float64) float64 {
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
	for n := 23; n >= 3; n -= 2 {
		sum = float64((sum + 1/float64(n)) * s2)
	}
	return float64(float64(e)*ln2Hi) + (float64(2*s) + (float64(2*s*sum) + float64(float64(e)*ln2Lo)))
}

// exp returns e to the power of x, with a relative error below 2^-50.
func exp(x float64) float64 {
	switch {
	case x > 709 || x < -745 || math.IsNaN(x):
		return math.Exp(x)
	}
	n := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(n*ln2Hi) - float64(n*ln2Lo) // |r| ≤ 0.35
	sum := 1.0
	for i := 14; i > 0; i-- {
		sum = 1 + float64(sum*r)/float64(i)
	}
	return math.Ldexp(sum, int(n))
}

// digamma returns ψ(x) for x > 0 by its asymptotic series beyond 10.
func digamma(x float64) float64 {
	sum := 0.0
	for ; x < 10; x++ {
		sum -= 1 / x
	}
	y := 1 / float64(x*x)
	series := 0.0
	for _, c := range [...]float64{1. / 12, -691. / 32760, 1. / 132, -1. / 240, 1. / 252, -1. / 120, 1. / 12} {
		series = float64((series + c) * y)
	}
	return sum + (ln(x) - (0.5/x + series))
}
