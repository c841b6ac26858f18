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

// A Division is a text divided into parts, of which those with words count.
type Division struct {
	Parts int   // with words
	Words int64 // of all parts
	Least int64 // words of the smallest part with words
}

// Divide returns the division into parts of the given sizes.
func Divide(sizes []int64) (d Division) {
	for _, s := range sizes {
		if s > 0 {
			if d.Parts == 0 || s < d.Least {
				d.Least = s
			}
			d.Parts++
			d.Words += s
		}
	}
	return d
}

// Disperse returns the dispersion of a word that occurs freqs[i] times in
// part i of sizes[i] words. ok is false for fewer than two parts with words,
// or where the word does not occur.
func Disperse(freqs, sizes []int64) (d Dispersion, ok bool) {
	var f, s []int64
	for i := range sizes {
		if sizes[i] > 0 && freqs[i] > 0 {
			f, s = append(f, freqs[i]), append(s, sizes[i])
		}
	}
	return Divide(sizes).Disperse(f, s)
}

// Disperse returns the dispersion of a word from the parts that have it: it
// occurs freqs[i] > 0 times in one of sizes[i] words. The time it takes does
// not depend on the other parts.
func (v Division) Disperse(freqs, sizes []int64) (d Dispersion, ok bool) {
	var f, s int64
	for i := range freqs {
		f += freqs[i]
		s += sizes[i]
	}
	if v.Parts < 2 || f == 0 {
		return Dispersion{}, false
	}
	total, all, n := float64(f), float64(v.Words), float64(v.Parts)
	d.Parts, d.Range = v.Parts, len(freqs)
	least := sizes[0]
	var sumP, roots float64
	d.DP = float64(v.Words-s) / all // of the parts without the word
	for i := range freqs {
		fi, si := float64(freqs[i]), float64(sizes[i])
		t, w := fi/total, si/all
		d.DP += math.Abs(t - w)
		d.KL += float64(t * exact.Log2(t/w))
		roots += math.Sqrt(float64(w * fi))
		sumP += fi / si
		least = min(least, sizes[i])
	}
	d.DP /= 2
	d.DPNorm = d.DP / (1 - float64(v.Least)/all)
	d.DPEgbert = d.DP / (1 - float64(least)/all)
	d.Rosen = float64(roots*roots) / total
	mean := sumP / n
	squares := float64(float64(v.Parts-len(freqs)) * float64(mean*mean))
	entropy := 0.0
	for i := range freqs {
		p := float64(freqs[i]) / float64(sizes[i])
		squares += float64((p - mean) * (p - mean))
		entropy -= float64(p / sumP * exact.Log2(p/sumP))
	}
	sd := math.Sqrt(squares / n) // of the population
	if d.Juilland = 1 - sd/mean/math.Sqrt(n-1); math.Abs(d.Juilland) < 1e-12 {
		d.Juilland = 0 // all in one part: what is left is rounding
	}
	d.Carroll = entropy / exact.Log2(n)
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
func Positions[Int int32 | int64](at []Int, n int64) (s Spread, ok bool) {
	if s.ARF, ok = ARF(at, n); !ok {
		return Spread{}, false
	}
	total := float64(n)
	last := int64(at[len(at)-1]) - n // around the ring
	var sumSquare float64
	for _, p := range at {
		distance := int64(p) - last
		d := float64(distance)
		last = int64(p)
		sumSquare += float64(d * d)
		s.ALD += float64(d * (exact.LogOf(distance) / math.Ln10))
	}
	s.AWT = (1 + sumSquare/total) / 2
	s.ALD /= total
	return s, true
}

// ARF returns the average reduced frequency alone.
func ARF[Int int32 | int64](at []Int, n int64) (arf float64, ok bool) {
	if len(at) == 0 || n <= 0 {
		return 0, false
	}
	v := float64(n) / float64(len(at))
	last := int64(at[len(at)-1]) - n // around the ring
	sum := 0.0
	for _, p := range at {
		sum += min(float64(int64(p)-last), v)
		last = int64(p)
	}
	return sum / v, true
}
