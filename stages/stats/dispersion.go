package stats

import (
	"math"

	"fusul/stages/internal/exact"
)

// A Dispersion says how evenly a word is spread over the parts of a text.
type Dispersion struct {
	Range    int     // parts with the word
	Parts    int     // all parts
	DP       float64 // Gries 2008: 0 even, towards 1 clumped
	DPNorm   float64 // Lijffijt & Gries 2012: DP over its largest value
	DPEgbert float64 // Egbert, Burch & Biber 2020, as 1 - D_P: 0 even
	Juilland float64 // Juilland & Chang-Rodríguez 1964: 1 even; may be below 0
	Carroll  float64 // Carroll 1970, D2: 1 even
	Rosen    float64 // Rosengren 1971, S: 1 even
	KL       float64 // Gries 2022, in bits: 0 even
}

// Disperse returns the dispersion of a word that occurs freqs[i] times in
// part i of sizes[i] words. ok is false for fewer than two parts with words,
// or where the word does not occur.
func Disperse(freqs, sizes []int64) (d Dispersion, ok bool) {
	f, s, n := 0.0, 0.0, 0
	least := math.Inf(1)
	for i := range sizes {
		if sizes[i] > 0 {
			n++
			f += float64(freqs[i])
			s += float64(sizes[i])
			least = min(least, float64(sizes[i]))
		}
	}
	if n < 2 || f == 0 {
		return Dispersion{}, false
	}
	d.Parts = n
	leastWith := math.Inf(1)
	var sumP, sumPP, sumRoot, entropy float64
	for i := range sizes {
		if sizes[i] <= 0 {
			continue
		}
		fi, si := float64(freqs[i]), float64(sizes[i])
		t, w, p := fi/f, si/s, fi/si
		d.DP += math.Abs(t-w) / 2
		sumP += p
		sumPP += float64(p * p)
		sumRoot += math.Sqrt(float64(w * fi))
		if fi > 0 {
			d.Range++
			leastWith = min(leastWith, si)
			d.KL += float64(t * exact.Log2(t/w))
		}
	}
	mean := sumP / float64(n)
	variance := max(0, sumPP/float64(n)-float64(mean*mean)) // of the population
	d.DPNorm = d.DP / (1 - least/s)
	d.DPEgbert = d.DP / (1 - leastWith/s)
	d.Juilland = 1 - math.Sqrt(variance)/mean/math.Sqrt(float64(n-1))
	for i := range sizes {
		if sizes[i] > 0 && freqs[i] > 0 {
			share := float64(freqs[i]) / float64(sizes[i]) / sumP
			entropy -= float64(share * exact.Log2(share))
		}
	}
	d.Carroll = entropy / exact.Log2(float64(n))
	d.Rosen = float64(sumRoot*sumRoot) / f
	return d, true
}

// A Spread says how evenly the positions of a word are spread over a text; it
// needs no parts (Savický & Hlaváčová 2002).
type Spread struct {
	ARF float64 // average reduced frequency
	AWT float64 // average waiting time
	ALD float64 // average logarithmic distance
}

// Positions returns the spread of a word at the given rising positions, from
// 0, in a text of n words. ok is false where there is no position.
func Positions(at []int64, n int64) (s Spread, ok bool) {
	if len(at) == 0 || n <= 0 {
		return Spread{}, false
	}
	total := float64(n)
	v := total / float64(len(at))
	last := at[len(at)-1] - n // around the ring
	var sumMin, sumSquare float64
	for _, p := range at {
		d := float64(p - last)
		last = p
		sumMin += min(d, v)
		sumSquare += float64(d * d)
		s.ALD += float64(d * exact.Log10(d))
	}
	s.ARF = sumMin / v
	s.AWT = (1 + sumSquare/total) / 2
	s.ALD /= total
	return s, true
}
