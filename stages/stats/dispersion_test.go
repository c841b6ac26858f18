package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestDisperse(t *testing.T) {
	equal := []int64{10, 10, 10, 10, 10}
	tests := []struct {
		name                       string
		f, s                       []int64
		dp, norm, egbert, juilland float64
		carroll, rosen             float64
	}{
		{"Gries 2008", []int64{1, 2, 3, 4, 5}, []int64{9, 10, 10, 10, 11}, .18, .2195121951, .2195121951, .7851504535, .9379213033, .9498163423},
		{"Juilland's example", []int64{0, 4, 3, 2, 1}, equal, .3, .375, .375, .6464466094, .7952181417, .7555313141},
		{"tlda help", []int64{0, 0, 1, 2, 5}, equal, .475, .59375, .59375, .4203988440, .5593605347, .5406279600},
		{"Lijffijt & Gries 2012", []int64{2, 1, 0}, equal[:3], 1. / 3, .5, .5, .4226497308, .5793801643, .6476030139},
		{"unequal chapters", []int64{12, 0, 7, 31, 5, 2}, []int64{8200, 6100, 9050, 12400, 5300, 3950},
			.2966081871, .3251490480, .3251490480, .6567837663, .8141417111, .8051145760},
	}
	for _, tt := range tests {
		d, ok := Disperse(tt.f, tt.s)
		if !ok {
			t.Fatalf("%s: no dispersion", tt.name)
		}
		for i, p := range [][2]float64{{d.DP, tt.dp}, {d.DPNorm, tt.norm}, {d.DPEgbert, tt.egbert}, {d.Juilland, tt.juilland}, {d.Carroll, tt.carroll}, {d.Rosen, tt.rosen}} {
			if math.Abs(p[0]-p[1]) > 1e-9 {
				t.Errorf("%s: value %d is %.10f, want %.10f", tt.name, i, p[0], p[1])
			}
		}
	}
	if d, _ := Disperse([]int64{2, 1, 1, 1, 0}, equal); math.Abs(d.Carroll-.8277) > 5e-5 {
		t.Errorf("Carroll's own example: %.4f, want .8277", d.Carroll)
	}
	if d, _ := Disperse([]int64{0, 4, 0, 0}, []int64{5, 5, 5, 5}); math.Abs(d.DPNorm-1) > 1e-12 || math.Abs(d.Juilland) > 1e-12 || d.Carroll != 0 || d.Range != 1 {
		t.Errorf("all in one of four equal parts: %+v", d)
	}
	if _, ok := Disperse([]int64{3}, []int64{10}); ok {
		t.Error("one part has a dispersion")
	}
	if _, ok := Disperse([]int64{0, 0}, []int64{10, 10}); ok {
		t.Error("a word that does not occur has a dispersion")
	}
}

// The fifty tokens of Gries 2008 as Wordless's tests have them: the distances
// of word a around the ring, and the values printed there. (With the parts of
// 9, 10, 10, 10 and 11 tokens that other reprints have, the distances differ.)
func TestPositions(t *testing.T) {
	distances := []int64{2, 10, 2, 9, 2, 5, 2, 3, 3, 1, 3, 2, 1, 3, 2}
	at := []int64{1}
	for _, d := range distances[1:] {
		at = append(at, at[len(at)-1]+d)
	}
	s, ok := Positions(at, 50)
	if !ok || math.Abs(s.ARF-10.8) > 1e-9 || math.Abs(s.AWT-3.18) > 1e-9 || math.Abs(s.ALD-.628) > 5e-4 {
		t.Errorf("ARF %.4f AWT %.4f ALD %.4f, want 10.8 3.18 .628", s.ARF, s.AWT, s.ALD)
	}
	if one, _ := Positions([]int64{17}, 50); math.Abs(one.ARF-1) > 1e-12 {
		t.Errorf("one occurrence has ARF %g, want 1", one.ARF)
	}
	even, _ := Positions([]int64{3, 13, 23, 33, 43}, 50)
	if math.Abs(even.ARF-5) > 1e-12 {
		t.Errorf("five even occurrences have ARF %g, want 5", even.ARF)
	}
	if _, ok := Positions([]int64(nil), 50); ok {
		t.Error("a word without a position has a spread")
	}
}

// Dispersion does not depend on the order of the parts, and an even word is
// even by every measure.
func TestDisperseProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(2, 20).Draw(r, "n")
		sizes := rapid.SliceOfN(rapid.Int64Range(1, 1e6), n, n).Draw(r, "sizes")
		freqs := make([]int64, n)
		for i := range freqs {
			freqs[i] = rapid.Int64Range(0, sizes[i]).Draw(r, "f")
		}
		d, ok := Disperse(freqs, sizes)
		if !ok {
			return
		}
		for i, v := range []float64{d.DP, d.DPNorm, d.DPEgbert, d.Juilland, d.Carroll, d.Rosen, d.KL} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				r.Fatalf("value %d of %v in %v is %g", i, freqs, sizes, v)
			}
		}
		f2, s2 := slices.Clone(freqs), slices.Clone(sizes)
		slices.Reverse(f2)
		slices.Reverse(s2)
		if e, _ := Disperse(f2, s2); !near(e.DP, d.DP, 1e-9) || !near(e.Juilland, d.Juilland, 1e-6) || e.Range != d.Range {
			r.Fatalf("turned round: %+v, want %+v", e, d)
		}
		if e, _ := Disperse(sizes, sizes); math.Abs(e.DP) > 1e-9 || math.Abs(e.Juilland-1) > 1e-6 || math.Abs(e.Carroll-1) > 1e-9 || math.Abs(e.Rosen-1) > 1e-9 {
			r.Fatalf("an even word: %+v", e)
		}
	})
}
