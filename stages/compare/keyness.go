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
	Only       []bool     // whether a feature is tested; nil stands for all
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
	n1, n2 := target.words, reference.words
	if n1 <= 0 || n2 <= 0 {
		return nil
	}
	var features []int32
	var g2, p []float64
	for id := range int32(max(len(target.freq), len(reference.freq))) {
		t := stats.Table{A: target.Frequency(id), B: reference.Frequency(id), N1: n1, N2: n2}
		if t.A+t.B < max(1, opt.Least) || opt.Only != nil && !opt.Only[id] {
			continue
		}
		strength := likelihood(t, opt.Correction)
		chance, _ := stats.PValue(strength)
		features, g2, p = append(features, id), append(g2, strength), append(p, chance)
	}
	q := stats.BenjaminiHochberg(p)
	var kept []int
	for i := range features {
		if opt.MaxP <= 0 || p[i] <= opt.MaxP {
			kept = append(kept, i)
		}
	}
	slices.SortFunc(kept, func(a, b int) int { return cmp.Or(cmp.Compare(g2[b], g2[a]), cmp.Compare(a, b)) })
	if opt.Limit > 0 {
		kept = kept[:min(opt.Limit, len(kept))]
	}
	division := target.division()
	answer := make([]Keyword, len(kept))
	for n, i := range kept {
		id := features[i]
		k := &answer[n]
		*k = Keyword{
			Feature: id, Tests: len(features), G2: g2[i], P: p[i], Q: q[i],
			Table: stats.Table{A: target.Frequency(id), B: reference.Frequency(id), N1: n1, N2: n2},
		}
		_, k.Log10P = stats.PValue(k.G2)
		k.complete(target, division)
	}
	return answer
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
	k.Effect, _ = k.Table.Effect()
	k.G2Two, _ = k.Table.G2Two()
	k.Chi2, _ = k.ChiSquare(stats.Uncorrected)
	k.BIC = k.Table.BIC(k.G2Two)
	share := float64(k.A+k.B) / float64(k.N1+k.N2)
	_, k.LogOddsZ, _ = k.LogOdds(PriorWords*share, PriorWords)
	var freqs, sizes []int64
	for _, part := range target.parts {
		if f := of(part.counts, k.Feature); f > 0 {
			freqs, sizes = append(freqs, f), append(sizes, part.words)
		}
	}
	if d, ok := division.Disperse(freqs, sizes); ok {
		k.Spread = &d
	}
}
