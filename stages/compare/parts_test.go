package compare

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/count"
	"fusul/stages/stats"
)

// drawParts draws the counts of up to n features in a few parts.
func drawParts(r *rapid.T, name string, n int32) []Part {
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Part {
		var p Part
		for id := range n {
			if f := rapid.Int32Range(-20, 30).Draw(r, "f"); f > 0 {
				p.Counts = append(p.Counts, count.Count{ID: id, N: f})
				p.Words += int64(f)
			}
		}
		p.Words += int64(rapid.IntRange(0, 50).Draw(r, "others"))
		return p
	}), 0, 8).Draw(r, name)
}

func gather(parts []Part) *Parts {
	var p Parts
	for _, x := range parts {
		p.Add(x.Words, x.Counts)
	}
	return &p
}

// equalParts reports whether two accumulators hold the same.
func equalParts(p, q *Parts) bool {
	return p.words == q.words && slices.Equal(p.Counts(), q.Counts()) &&
		slices.EqualFunc(p.parts, q.parts, func(a, b Part) bool { return a.Words == b.Words && slices.Equal(a.Counts, b.Counts) })
}

func TestPartsMerge(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		parts := drawParts(r, "parts", 5)
		whole := gather(parts)
		for cut := range len(parts) + 1 {
			merged := gather(parts[:cut])
			merged.Merge(gather(parts[cut:]))
			if !equalParts(merged, whole) {
				r.Fatalf("cut at %d: %v, want %v", cut, merged, whole)
			}
		}
	})
}

// Six chapters of unequal length: the oracle of package stats, from counts.
func TestDisperse(t *testing.T) {
	freqs, sizes := []int32{12, 0, 7, 31, 5, 2}, []int64{8200, 6100, 9050, 12400, 5300, 3950}
	var p Parts
	for i := range freqs {
		var counts []count.Count
		if freqs[i] > 0 {
			counts = []count.Count{{ID: 3, N: freqs[i]}}
		}
		p.Add(sizes[i], counts)
	}
	d := p.Disperse(p.Frequent(1, 0))
	if len(d) != 1 || d[0].Feature != 3 || d[0].Frequency != 57 || d[0].Within != 5 || d[0].Parts != 6 {
		t.Fatalf("dispersion %+v", d)
	}
	if math.Abs(d[0].DPNorm-.3251490480) > 1e-9 || math.Abs(d[0].Juilland-.6567837663) > 1e-9 {
		t.Errorf("DPnorm %.10f, D %.10f", d[0].DPNorm, d[0].Juilland)
	}
	var one Parts
	one.Add(100, []count.Count{{ID: 0, N: 4}})
	if d := one.Disperse([]int32{0}); d[0].Dispersion != nil {
		t.Errorf("one part has the dispersion %+v", d[0].Dispersion)
	}
}

func TestFrequent(t *testing.T) {
	var p Parts
	p.Add(100, []count.Count{{ID: 0, N: 5}, {ID: 1, N: 9}, {ID: 2, N: 5}, {ID: 4, N: 7}, {ID: 5, N: 1}})
	for _, tt := range []struct {
		least int64
		limit int
		want  []int32
	}{
		{1, 0, []int32{0, 1, 2, 4, 5}},
		{5, 0, []int32{0, 1, 2, 4}},
		{5, 3, []int32{0, 1, 4}}, // of equals the first
		{10, 3, nil},
	} {
		if got := p.Frequent(tt.least, tt.limit); !slices.Equal(got, tt.want) {
			t.Errorf("Frequent(%d, %d) = %v, want %v", tt.least, tt.limit, got, tt.want)
		}
	}
}

// Dispersion does not depend on the order of the parts.
func TestDisperseTurnedRound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		parts := drawParts(r, "parts", 4)
		p := gather(parts)
		slices.Reverse(parts)
		q := gather(parts)
		a, b := p.Disperse(p.Frequent(1, 0)), q.Disperse(q.Frequent(1, 0))
		for i := range a {
			if (a[i].Dispersion == nil) != (b[i].Dispersion == nil) || a[i].Within != b[i].Within {
				r.Fatalf("turned round: %+v, want %+v", b[i], a[i])
			}
			if a[i].Dispersion != nil && math.Abs(a[i].DP-b[i].DP) > 1e-12 {
				r.Fatalf("turned round: DP %g, want %g", b[i].DP, a[i].DP)
			}
			if d := a[i].Dispersion; d != nil {
				finite(r, d.DP, d.DPNorm, d.DPEgbert, d.Juilland, d.Carroll, d.Rosen, d.KL)
			}
		}
	})
}

// finite fails if a value is NaN or infinite.
func finite(r *rapid.T, values ...float64) {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			r.Fatalf("value %d is %g", i, v)
		}
	}
}

func TestKeynessNumbers(t *testing.T) {
	var target, reference Parts
	target.Add(30000, []count.Count{{ID: 0, N: 80}, {ID: 1, N: 3}})
	target.Add(22000, []count.Count{{ID: 0, N: 40}})
	reference.AddWhole(61000, []count.Count{{ID: 0, N: 45}, {ID: 2, N: 9}})
	got := Keyness(&target, &reference, KeynessOptions{})
	if len(got) != 3 || got[0].Feature != 0 || got[0].Tests != 3 {
		t.Fatalf("keyness %+v", got)
	}
	k := got[0] // the counts 120 and 45 of 52,000 and 61,000: the oracle of package stats
	for name, v := range map[string][2]float64{
		"G² four cells": {k.G2, 48.465771}, "G² two cells": {k.G2Two, 48.396476}, "BIC": {k.BIC, 36.761333},
		"log ratio": {k.LogRatio, 1.6453351187}, "low": {k.Low, 1.1513493856}, "high": {k.High, 2.1393208518},
	} {
		if math.Abs(v[0]-v[1]) > 1e-6 {
			t.Errorf("%s %.7f, want %.7f", name, v[0], v[1])
		}
	}
	if k.Spread == nil || k.Spread.Range != 2 || math.Abs(k.Spread.DP-math.Abs(80./120-30./52)) > 1e-12 {
		t.Errorf("spread over the target %+v", k.Spread)
	}
	if got[1].Feature != 2 || got[1].A != 0 || !got[1].Adjusted || got[1].Spread != nil {
		t.Errorf("a word that the target lacks: %+v", got[1])
	}
	if few := Keyness(&target, &reference, KeynessOptions{Least: 5, MaxP: 0.05, Limit: 1}); len(few) != 1 || few[0].Tests != 2 || few[0].Q < few[0].P {
		t.Errorf("with limits: %+v", few)
	}
	if only := Keyness(&target, &reference, KeynessOptions{Only: []int32{1}}); len(only) != 1 || only[0].Feature != 1 || only[0].Tests != 1 {
		t.Errorf("only one feature: %+v", only)
	}
	for _, empty := range []*Parts{{}, gather([]Part{{}})} {
		if got := Keyness(&target, empty, KeynessOptions{}); got != nil {
			t.Errorf("against nothing: %+v", got)
		}
	}
}

// quanteda's documented toy of two documents, with each correction.
func TestKeynessCorrections(t *testing.T) {
	var d1, d2 Parts
	d1.Add(10, []count.Count{{ID: 0, N: 3}, {ID: 1, N: 7}})
	d2.Add(9, []count.Count{{ID: 0, N: 7}, {ID: 1, N: 2}})
	for c, want := range map[Correction]float64{Uncorrected: 4.534939, Williams: 4.200833} {
		got := Keyness(&d1, &d2, KeynessOptions{Only: []int32{1}, Correction: c})
		if math.Abs(got[0].G2-want) > 1e-6 {
			t.Errorf("correction %d: G² %.6f, want %.6f", c, got[0].G2, want)
		}
	}
	plain := Keyness(&d1, &d2, KeynessOptions{Only: []int32{1}})
	if yates := Keyness(&d1, &d2, KeynessOptions{Only: []int32{1}, Correction: Yates}); yates[0].G2 >= plain[0].G2 {
		t.Errorf("Yates' correction raises G² from %.6f to %.6f", plain[0].G2, yates[0].G2)
	}
}

// The tests that share cells are those of each feature by itself; a part
// against the rest is the part against its complement; order and cut of the
// parts do not matter; and nothing is NaN.
func TestKeynessProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		one, two := drawParts(r, "target", 9), drawParts(r, "reference", 9)
		target, reference := gather(one), gather(two)
		got := Keyness(target, reference, KeynessOptions{})
		if (target.Words() == 0 || reference.Words() == 0) && got != nil {
			r.Fatalf("%d and %d words give %d answers", target.Words(), reference.Words(), len(got))
		}
		var p []float64
		for _, k := range got {
			p = append(p, k.P)
		}
		q := stats.BenjaminiHochberg(p)
		for i, k := range got {
			g2, _ := k.Table.G2()
			if k.A != target.Frequency(k.Feature) || k.B != reference.Frequency(k.Feature) || k.G2 != g2 || math.Abs(k.Q-q[i]) > 1e-15 {
				r.Fatalf("feature %d: %+v, want G² %g, q %g", k.Feature, k, g2, q[i])
			}
			finite(r, k.G2, k.G2Two, k.Chi2, k.P, k.Log10P, k.Q, k.BIC, k.LogOddsZ, k.LogRatio, k.Low, k.High, k.PctDiff)
		}
		opt := KeynessOptions{
			Least: rapid.Int64Range(0, 40).Draw(r, "least"), MaxP: rapid.SampledFrom([]float64{0, .05, .5}).Draw(r, "p"),
			Limit: rapid.IntRange(0, 5).Draw(r, "limit"), Correction: rapid.SampledFrom([]Correction{Uncorrected, Yates, Williams}).Draw(r, "correction"),
		}
		whole := gather(one)
		whole.Merge(reference)
		rest := NewRest(whole, opt)
		for _, part := range []*Parts{reference, target} { // one after the other, with the same scratch
			other := target
			if part == target {
				other = reference
			}
			if got, want := rest.Keyness(part), slowKeyness(part, other, opt); !equalKeywords(got, want) {
				r.Fatalf("a part against the rest: %v, want %v", got, want)
			}
		}
		slices.Reverse(one)
		slices.Reverse(two)
		if turned := Keyness(gather(one), gather(two), KeynessOptions{}); !equalKeywords(turned, got) {
			r.Fatalf("parts turned round: %v, want %v", turned, got)
		}
	})
}

// slowKeyness is Keyness by its definition: it tests every feature by itself.
func slowKeyness(target, reference *Parts, opt KeynessOptions) []Keyword {
	if target.words == 0 || reference.words == 0 {
		return nil
	}
	var all []Keyword
	var p []float64
	for id := range int32(9) {
		k := Keyword{Feature: id, Table: stats.Table{A: target.Frequency(id), B: reference.Frequency(id), N1: target.words, N2: reference.words}}
		if k.A+k.B < max(1, opt.Least) {
			continue
		}
		k.G2 = likelihood(k.Table, opt.Correction)
		k.P = stats.Tail(k.G2)
		k.complete(target, target.division())
		all, p = append(all, k), append(p, k.P)
	}
	q := stats.BenjaminiHochberg(p)
	for i := range all {
		all[i].Q, all[i].Tests = q[i], len(p)
	}
	all = slices.DeleteFunc(all, func(k Keyword) bool { return opt.MaxP > 0 && k.P > opt.MaxP })
	slices.SortFunc(all, func(a, b Keyword) int { return cmp.Or(cmp.Compare(b.G2, a.G2), cmp.Compare(a.Feature, b.Feature)) })
	if opt.Limit > 0 {
		all = all[:min(opt.Limit, len(all))]
	}
	return all
}

func equalKeywords(a, b []Keyword) bool {
	return slices.EqualFunc(a, b, func(x, y Keyword) bool {
		return x.Feature == y.Feature && x.Table == y.Table && x.G2 == y.G2 && x.P == y.P && x.Q == y.Q && x.Tests == y.Tests && x.Effect == y.Effect && x.BIC == y.BIC && x.LogOddsZ == y.LogOddsZ
	})
}

// Ten times the text has ten times the log-likelihood and the same ratio.
func TestKeynessScale(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		one, two := drawParts(r, "target", 4), drawParts(r, "reference", 4)
		small := Keyness(gather(one), gather(two), KeynessOptions{})
		large := Keyness(gather(times10(one)), gather(times10(two)), KeynessOptions{})
		for _, k := range small {
			i := slices.IndexFunc(large, func(l Keyword) bool { return l.Feature == k.Feature })
			l := large[i]
			if math.Abs(l.G2-10*k.G2) > 1e-9*max(1, l.G2) || !k.Adjusted && math.Abs(l.LogRatio-k.LogRatio) > 1e-12 {
				r.Fatalf("ten times %+v is %+v", k, l)
			}
		}
	})
}

func times10(parts []Part) []Part {
	var scaled []Part
	for _, p := range parts {
		q := Part{Words: 10 * p.Words}
		for _, c := range p.Counts {
			q.Counts = append(q.Counts, count.Count{ID: c.ID, N: 10 * c.N})
		}
		scaled = append(scaled, q)
	}
	return scaled
}

func ExampleKeyness() {
	var chapter, rest Parts
	chapter.Add(1500, []count.Count{{ID: 0, N: 26}, {ID: 1, N: 4}}) // 0: realism, 1: liberalism
	rest.Add(5200, []count.Count{{ID: 0, N: 9}, {ID: 1, N: 31}})
	for _, k := range Keyness(&chapter, &rest, KeynessOptions{}) {
		fmt.Printf("%d: G² %.1f, log ratio %.1f, q %.2g\n", k.Feature, k.G2, k.LogRatio, k.Q)
	}
	// Output:
	// 0: G² 42.8, log ratio 3.3, q 1.2e-10
	// 1: G² 2.8, log ratio -1.2, q 0.093
}
