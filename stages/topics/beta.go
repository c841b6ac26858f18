package topics

import "fusul/stages/internal/exact"

// betaCDF returns the regularised incomplete beta function I_x(a, b).
func betaCDF(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaCDF(1-x, b, a) // where the fraction below converges fast
	}
	front := exact.LogGamma(a+b) - exact.LogGamma(a) - exact.LogGamma(b) + float64(a*exact.Log(x)) + float64(b*exact.Log(1-x))
	return exact.Exp(front) * fraction(x, a, b) / a
}

// fraction evaluates the continued fraction of I_x(a, b) by Lentz's method
// (Abramowitz & Stegun 26.5.8).
func fraction(x, a, b float64) float64 {
	const tiny = 1e-300
	keep := func(v float64) float64 {
		if v == 0 {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/keep(1-float64((a+b)*x)/(a+1))
	f := d
	for i := 1; i < 500; i++ {
		m := float64(i)
		even := float64(m*(b-m)) * x / float64((a+2*m-1)*(a+2*m))
		odd := -float64((a+m)*(a+b+m)) * x / float64((a+2*m)*(a+2*m+1))
		for _, term := range [...]float64{even, odd} {
			d = 1 / keep(1+float64(term*d))
			c = keep(1 + term/c)
			f = float64(f * float64(c*d))
		}
		if r := float64(c*d) - 1; r < 1e-14 && r > -1e-14 {
			break
		}
	}
	return f
}

// betaQuantile returns the x at which betaCDF is p, to 2^-40 of the interval
// around it that is sought.
func betaQuantile(p, a, b float64) float64 {
	lo, hi := 0.0, 1.0
	for hi-lo > float64(hi*0x1p-30) && hi > 1e-12 {
		mid := (lo + hi) / 2
		if betaCDF(mid, a, b) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}
