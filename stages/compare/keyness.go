package compare

import (
	"cmp"
	"slices"

	"fusul/stages/stats"
)

// A Correction is what is done to the log-likelihood of small tables.
type Correction uint8

// The corrections. Yates is made where quanteda makes it.
const (
	Uncorrected Correction = iota
	Yates
	Williams
)

// KeynessOptions are the choices of a comparison. The zero value tests every
// feature and answers with all of them.
type KeynessOptions struct {
	Only       []int32    // the features that are tested, sorted; nil stands for all
	Least      int64      // occurrences in target and reference together of a feature that is tested
	MaxP       float64    // features with a larger p are left out of the answer; 0 leaves out none
	Limit      int        // features in the answer, the strongest; 0 for all
	Correction Correction // of G2, and of what is made from it
}

// PriorWords is the weight of the prior of the log-odds, in words: what is
// known of a feature from target and reference together counts like a text of
// this length.
const PriorWords = 500

// A Keyword is a feature that was tested.
type Keyword struct {
	Feature int32
	stats.Table
	stats.Effect
	G2, G2Two, Chi2 float64 // over four cells, over two, Pearson's
	P, Log10P, Q    float64 // of G2
	Tests           int     // tests that Q allows for
	BIC             float64
	LogOddsZ        float64

	// How the feature is spread over the parts of the target; nil where it
	// has fewer than two parts with words, or lacks the feature.
	Spread *stats.Dispersion
}

// Keyness returns the features that are more or less frequent in the target
// than in the reference, by falling log-likelihood, then feature. The answer
// is empty where one of them has no words.
func Keyness(target, reference *Parts, opt KeynessOptions) []Keyword {
	return keyness(target, reference.words, max(len(target.freq), len(reference.freq)), reference.Frequency, opt)
}

// KeynessOfPart is Keyness of a part of whole against the rest of it.
func KeynessOfPart(part, whole *Parts, opt KeynessOptions) []Keyword {
	rest := func(id int32) int64 { return whole.freq[id] - part.Frequency(id) }
	return keyness(part, whole.words-part.words, len(whole.freq), rest, opt)
}

// keyness compares a target with a reference of n2 words, for features below
// n.
func keyness(target *Parts, n2 int64, n int, reference func(int32) int64, opt KeynessOptions) []Keyword {
	if target.words <= 0 || n2 <= 0 {
		return nil
	}
	c := &cells{n1: target.words, n2: n2, correction: opt.Correction}
	size := n
	if opt.Only != nil {
		size = len(opt.Only)
	}
	features, cell := make([]int32, 0, size), make([]int32, 0, size)
	test := func(id int32) {
		if a, b := target.Frequency(id), reference(id); a+b >= max(1, opt.Least) {
			features, cell = append(features, id), append(cell, c.number(a, b))
		}
	}
	if opt.Only != nil {
		for _, id := range opt.Only {
			test(id)
		}
	} else {
		for id := range int32(n) {
			test(id)
		}
	}
	q := stats.BenjaminiHochbergOf(c.p, c.times, len(features))
	var kept []int
	for i := range features {
		if opt.MaxP <= 0 || c.p[cell[i]] <= opt.MaxP {
			kept = append(kept, i)
		}
	}
	slices.SortFunc(kept, func(a, b int) int {
		return cmp.Or(cmp.Compare(c.g2[cell[b]], c.g2[cell[a]]), cmp.Compare(features[a], features[b]))
	})
	if opt.Limit > 0 {
		kept = kept[:min(opt.Limit, len(kept))]
	}
	division := target.division()
	answer := make([]Keyword, len(kept))
	for i, place := range kept {
		k, at := &answer[i], cell[place]
		*k = Keyword{Feature: features[place], Table: c.tables[at], G2: c.g2[at], P: c.p[at], Q: q[at], Tests: len(features)}
		k.complete(target, division)
	}
	return answer
}

// cells are the different pairs of counts in two parts, with the test of each:
// most features of a part are rare, and share theirs with many others.
type cells struct {
	n1, n2     int64
	correction Correction

	absent [4096]int32   // by b: number of the pair 0, b, plus one
	small  [16][64]int32 // number of the pair, plus one, of small counts
	large  map[[2]int64]*int32
	tables []stats.Table
	times  []int // features with the pair
	g2, p  []float64
}

// number returns the number of the pair a, b, and counts it.
func (c *cells) number(a, b int64) int32 {
	var i *int32
	switch {
	case a == 0 && b < int64(len(c.absent)):
		i = &c.absent[b]
	case a < int64(len(c.small)) && b < int64(len(c.small[0])):
		i = &c.small[a][b]
	default:
		if c.large == nil {
			c.large = map[[2]int64]*int32{}
		}
		if i = c.large[[2]int64{a, b}]; i == nil {
			i = new(int32)
			c.large[[2]int64{a, b}] = i
		}
	}
	if *i == 0 {
		*i = c.add(stats.Table{A: a, B: b, N1: c.n1, N2: c.n2})
	}
	c.times[*i-1]++
	return *i - 1
}

// add tests a pair and returns its number, plus one.
func (c *cells) add(t stats.Table) int32 {
	g2 := likelihood(t, c.correction)
	p := stats.Tail(g2)
	c.tables, c.times = append(c.tables, t), append(c.times, 0)
	c.g2, c.p = append(c.g2, g2), append(c.p, p)
	return int32(len(c.tables))
}

// likelihood returns the log-likelihood of t over four cells.
func likelihood(t stats.Table, c Correction) float64 {
	if c == Yates {
		g2, _ := t.G2Yates()
		return g2
	}
	g2, _ := t.G2()
	if c == Williams {
		if corrected, ok := t.Williams(g2); ok {
			return corrected
		}
	}
	return g2
}

// complete computes what is asked of the features in the answer only.
func (k *Keyword) complete(target *Parts, division stats.Division) {
	k.Log10P = stats.LogTail(k.G2, k.P)
	k.Effect, _ = k.Table.Effect()
	k.G2Two, _ = k.Table.G2Two()
	k.Chi2, _ = k.ChiSquare(stats.Uncorrected)
	k.BIC = k.Table.BIC(k.G2Two)
	share := float64(k.A+k.B) / float64(k.N1+k.N2)
	_, k.LogOddsZ, _ = k.LogOdds(PriorWords*share, PriorWords)
	var freqs, sizes []int64
	if len(target.parts) < 2 {
		return
	}
	for _, part := range target.parts {
		if f := of(part.Counts, k.Feature); f > 0 {
			freqs, sizes = append(freqs, f), append(sizes, part.Words)
		}
	}
	if d, ok := division.Disperse(freqs, sizes); ok {
		k.Spread = &d
	}
}
