package main

import "math"

// memory is how many steps the minimiser remembers.
const memory = 10

// minimise returns the point where f, which is convex, is least, or where it
// is after that many steps. f fills in the gradient. It is the method L-BFGS
// with a line search by halving; every product is rounded by itself, so that
// the answer has the same bits on every processor.
func minimise(f func(x, gradient []float64) float64, n, steps int) []float64 {
	x, g := make([]float64, n), make([]float64, n)
	next, nextG := make([]float64, n), make([]float64, n)
	var past []step
	value := f(x, g)
	for range steps {
		d := direction(g, past)
		slope := dot(d, g)
		length := 1.0
		if len(past) == 0 {
			length = 1 / math.Sqrt(dot(g, g))
		}
		nextValue := math.Inf(1)
		for range 30 {
			for i := range x {
				next[i] = x[i] + float64(length*d[i])
			}
			if nextValue = f(next, nextG); nextValue <= value+float64(1e-4*float64(length*slope)) {
				break
			}
			length /= 2
		}
		if nextValue >= value {
			return x
		}
		past = remember(past, next, x, nextG, g)
		done := value-nextValue < 1e-9*math.Abs(value)
		x, next, g, nextG, value = next, x, nextG, g, nextValue
		if done {
			return x
		}
	}
	return x
}

// A step is how far one step of the minimiser went, and how the gradient
// changed on it.
type step struct {
	x, g []float64
	rho  float64
}

// remember adds the step from x to next to the past ones.
func remember(past []step, next, x, nextG, g []float64) []step {
	s := step{x: make([]float64, len(x)), g: make([]float64, len(x))}
	for i := range x {
		s.x[i] = next[i] - x[i]
		s.g[i] = nextG[i] - g[i]
	}
	curvature := dot(s.x, s.g)
	if curvature <= 0 {
		return past
	}
	s.rho = 1 / curvature
	if len(past) == memory {
		past = past[1:]
	}
	return append(past, s)
}

// direction returns the way down that the past steps tell of.
func direction(g []float64, past []step) []float64 {
	d := make([]float64, len(g))
	for i := range g {
		d[i] = -g[i]
	}
	var alpha [memory]float64
	for k := len(past) - 1; k >= 0; k-- {
		s := past[k]
		alpha[k] = float64(s.rho * dot(s.x, d))
		add(d, -alpha[k], s.g)
	}
	if len(past) > 0 {
		s := past[len(past)-1]
		scale := 1 / float64(s.rho*dot(s.g, s.g))
		for i := range d {
			d[i] *= scale
		}
	}
	for k, s := range past {
		add(d, alpha[k]-float64(s.rho*dot(s.g, d)), s.x)
	}
	return d
}

// add adds a times x to y.
func add(y []float64, a float64, x []float64) {
	for i := range y {
		y[i] += float64(a * x[i])
	}
}

// dot returns the scalar product.
func dot(x, y []float64) float64 {
	sum := 0.0
	for i := range x {
		sum += float64(x[i] * y[i])
	}
	return sum
}
