package topics

import (
	"math"

	"fusul/stages/internal/exact"
)

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
	front := logBeta(a, b) + float64(a*exact.Log(x)) + float64(b*exact.Log(1-x))
	return exact.Exp(front) * fraction(x, a, b) / a
}

// logBeta returns −ln B(a, b).
func logBeta(a, b float64) float64 {
	return exact.LogGamma(a+b) - exact.LogGamma(a) - exact.LogGamma(b)
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

// betaQuantile returns the x at which betaCDF is p. It takes Halley's steps
// within the bracket that the signs leave, and halves that where a step would
// leave it.
func betaQuantile(p, a, b float64) float64 {
	scale := logBeta(a, b)
	lo, hi := 0.0, 1.0
	x := betaGuess(p, a, b, scale)
	if a <= 1 && float64(x*max(b, 1)) < 1e-9 { // there the guess is as good as any step
		return x
	}
	for range 200 {
		if !(x > lo && x < hi) {
			x = (lo + hi) / 2
		}
		up, down := exact.Log(x), exact.Log(1-x)
		density := exact.Exp(scale + float64((a-1)*up) + float64((b-1)*down))
		var miss float64
		if x > (a+1)/(a+b+2) { // as betaCDF
			miss = 1 - p - float64(density*float64(x*(1-x)))*fraction(1-x, b, a)/b
		} else {
			miss = float64(density*float64(x*(1-x)))*fraction(x, a, b)/a - p
		}
		if miss < 0 {
			lo = x
		} else {
			hi = x
		}
		step := miss / density
		if bend := float64(float64(step*((a-1)/x-(b-1)/(1-x))) / 2); bend < 0.5 && bend > -0.5 {
			step /= 1 - bend
		}
		if near := float64(min(x, 1-x) * 0x1p-10); step <= near && -step <= near { // the next step would be its cube
			return x - step
		}
		if hi-lo <= float64(hi*0x1p-34) || hi < 1e-12 {
			break
		}
		x -= step
	}
	return x
}

// betaGuess returns a start for betaQuantile: by way of the normal distribution
// (Abramowitz & Stegun 26.5.22), or, where the density has no hump, as if the
// lower tail or both tails were powers. scale is logBeta(a, b).
func betaGuess(p, a, b, scale float64) float64 {
	if a > 1 && b > 1 {
		z := normalQuantile(p)
		lambda := (float64(z*z) - 3) / 6
		da, db := 1/(2*a-1), 1/(2*b-1)
		h := 2 / (da + db)
		w := -float64(z*math.Sqrt(h+lambda))/h - float64((db-da)*(lambda+5.0/6-2/float64(3*h)))
		return a / (a + float64(b*exact.Exp(2*w)))
	}
	if a <= 1 {
		if x := exact.Exp((exact.Log(float64(p*a)) - scale) / a); float64(x*max(b, 1)) < 1 {
			return x
		}
	}
	left := exact.Exp(float64(a*exact.Log(a/(a+b)))) / a
	right := exact.Exp(float64(b*exact.Log(b/(a+b)))) / b
	sum := left + right
	if p < left/sum {
		return exact.Exp(exact.Log(float64(a*sum)*p) / a)
	}
	return 1 - exact.Exp(exact.Log(float64(b*sum)*(1-p))/b)
}

// normalQuantile returns the quantile of the normal distribution, to 0.003
// (Abramowitz & Stegun 26.2.22).
func normalQuantile(p float64) float64 {
	if p > 0.5 {
		return -normalQuantile(1 - p)
	}
	t := math.Sqrt(-2 * exact.Log(p))
	return (2.30753+float64(0.27061*t))/(1+float64(t*(0.99229+float64(0.04481*t)))) - t
}
