package stats

import (
	"math"

	"fusul/stages/internal/exact"
)

// A Pair is how often two words occur, together and apart: O times together,
// the node F1 times and the collocate F2 times in N places. Around is the
// number of places around the node that were looked at; 0 stands for F1, one
// place for each node, as for neighbours or for words of a sentence.
type Pair struct {
	O, F1, F2, N int64
	Around       int64
}

// An Association is how strongly two words attract each other. Logarithms
// are binary.
type Association struct {
	Expected       float64 // joint occurrences if the words were independent
	MI, MI2, MI3   float64 // Church & Hanks 1990; 0 where O is 0
	NPMI           float64 // Bouma 2009, from -1 to 1
	T, Z           float64
	Dice, LogDice  float64 // Rychlý 2008; LogDice is at most 14
	G2             float64 // over four cells; 0 where the table is impossible
	DeltaP1        float64 // ΔP(collocate | place around the node)
	DeltaP2        float64 // ΔP(place around the node | collocate)
	MinSensitivity float64
}

// Associate returns the association of p. ok is false where a word does not
// occur, or where the counts contradict each other.
func (p Pair) Associate() (a Association, ok bool) {
	around := p.Around
	if around == 0 {
		around = p.F1
	}
	if p.F1 <= 0 || p.F2 <= 0 || p.O < 0 || p.O > min(around, p.F2) || max(p.F1, p.F2, around) > p.N {
		return Association{}, false
	}
	o, r1, c1, n := float64(p.O), float64(around), float64(p.F2), float64(p.N)
	e := r1 * c1 / n
	a.Expected = e
	a.Dice = 2 * float64(min(p.O, p.F1)) / float64(p.F1+p.F2) // a wide window may hold a collocate twice
	a.Z = (o - e) / math.Sqrt(e)
	a.NPMI = -1
	if p.O > 0 {
		a.MI = exact.Log2(o / e)
		a.MI2 = a.MI + exact.Log2(o)
		a.MI3 = a.MI2 + exact.Log2(o)
		a.T = (o - e) / math.Sqrt(o)
		a.LogDice = 14 + exact.Log2(a.Dice)
		if a.NPMI = 1; p.O < p.N {
			a.NPMI = max(-1, min(1, a.MI/-exact.Log2(o/n)))
		}
	}
	a.MinSensitivity = min(o/r1, o/c1)
	if r1 < n {
		a.DeltaP1 = o/r1 - (c1-o)/(n-r1)
	}
	if c1 < n {
		a.DeltaP2 = o/c1 - (r1-o)/(n-c1)
	}
	// The places around the node are the target, all others the reference.
	if g2, ok := (Table{p.O, p.F2 - p.O, around, p.N - around}).G2(); ok {
		a.G2 = g2
	}
	return a, true
}

// Lambda returns Blaheta & Johnson's association of the words of an n-gram,
// and its z score. Counts holds, for each pattern of presence, the number of
// n-grams with it: bit k of the index says whether word k is the word asked
// for. One half is added to each.
func Lambda(counts []int64) (lambda, z float64, ok bool) {
	if len(counts) < 2 || len(counts)&(len(counts)-1) != 0 {
		return 0, 0, false
	}
	words := 0
	for 1<<words < len(counts) {
		words++
	}
	variance := 0.0
	for pattern, c := range counts {
		present := 0
		for k := range words {
			present += pattern >> k & 1
		}
		n := float64(c) + 0.5
		variance += 1 / n
		if (words-present)%2 == 0 {
			lambda += exact.Log(n)
		} else {
			lambda -= exact.Log(n)
		}
	}
	return lambda, lambda / math.Sqrt(variance), true
}
