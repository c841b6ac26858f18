package compare

import (
	"math"
	"testing"

	"fusul/stages/stats"
	"fusul/stages/text"
)

// FuzzText runs everything on a text, and looks for values that are NaN or
// infinite.
func FuzzText(f *testing.F) {
	f.Add("R a b . R L c # L L , d = N / P Q s", 2, uint64(1))
	f.Add("R=R=R=R=R=R=R=R=R", 0, uint64(9))
	f.Add("#", 5, uint64(0))
	f.Fuzz(func(t *testing.T, src string, window int, seed uint64) {
		if len(src) > 2000 || window < 0 || window > 20 {
			return
		}
		txt := parse(src)
		check := func(what string, values ...float64) {
			for i, v := range values {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%s: value %d is %g", what, i, v)
				}
			}
		}
		var whole, first Parts
		for i, counts := range txt.Words.Count(txt.Sections) {
			whole.Add(int64(txt.Sections[i].Len()), counts)
			if txt.ChapterOf[i] == 0 {
				first.Add(int64(txt.Sections[i].Len()), counts)
			}
		}
		for _, k := range NewRest(&whole, KeynessOptions{}).Keyness(&first) {
			check("keyness", k.G2, k.G2Two, k.Chi2, k.P, k.Log10P, k.Q, k.BIC, k.LogOddsZ, k.LogRatio, k.Low, k.High, k.PctDiff)
		}
		for _, d := range whole.Disperse(whole.Frequent(1, 0)) {
			if d.Dispersion != nil {
				check("dispersion", d.DP, d.DPNorm, d.Juilland, d.Carroll, d.Rosen, d.KL)
			}
		}
		c := Collocations{Window: window}
		c.Add(txt, tree, &txt.Words)
		for _, x := range c.Collocates(1, 0) {
			check("collocates", x.Expected, x.MI, x.MI3, x.NPMI, x.T, x.Z, x.G2, x.LogDice, x.DeltaP1, x.DeltaP2)
		}
		var n Network
		n.Add(txt, tree)
		for _, e := range n.Edges(tree) {
			check("network", e.Expected, e.MI, e.NPMI, e.G2, e.P, e.Log10P, e.Q)
		}
		for _, g := range grams(txt).Count(MaxGram, 2, 0) {
			check("n-grams", g.Lambda, g.Z, g.MI, g.NPMI, g.T, g.G2, g.LogDice)
		}
		likenesses, _, merges := Similar(txt.Words.Count(txt.Chapters))
		for _, l := range likenesses {
			check("similarity", l.Bits, l.Distance(), l.Cosine)
		}
		for _, m := range merges {
			check("clusters", m.Height)
		}
		for _, r := range txt.Rates(new(stats.Resampler), tree, txt.Clusters(text.Range{To: len(txt.Sections)}), seed) {
			if r.OfWords != nil {
				check("rates", r.OfWords.Low, r.OfWords.High)
			}
			if r.OfKeys != nil {
				check("shares", r.OfKeys.Low, r.OfKeys.High)
			}
		}
		for _, s := range txt.Typical(tree, 2, 3) {
			check("typical", s.Score)
		}
	})
}
