package stats

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// numbers gives each different word of s a number.
func numbers(s string) []int32 {
	ids := map[string]int32{}
	var out []int32
	for _, w := range strings.Fields(strings.ToLower(s)) {
		id, ok := ids[w]
		if !ok {
			id = int32(len(ids))
			ids[w] = id
		}
		out = append(out, id)
	}
	return out
}

func TestDiversityNumbers(t *testing.T) {
	get := func(v float64, ok bool) float64 {
		if !ok {
			return math.NaN()
		}
		return v
	}
	diversity := func(s string) Diversity {
		d, _ := Diversify(numbers(s))
		return d
	}
	spectrum := func(words []int32) map[int64]int64 {
		counts, sp := map[int32]int64{}, map[int64]int64{}
		for _, w := range words {
			counts[w]++
		}
		for _, c := range counts {
			sp[c]++
		}
		return sp
	}
	seven := numbers("one one two one one two one")
	// The shape of LexicalRichness's test text: one word three times among ten.
	const shape = "w1 t w2 w3 t w4 w5 w6 t w7"
	rich := numbers(shape)
	twenty := numbers(strings.Repeat("this is a sentence . ", 20))
	people := numbers("of the people by the people for the people shall not perish from the earth")
	closes := closings(.72)
	fwd, _ := repeatsOf(people).factors(&closes, .72, false)
	bwd, _ := repeatsOf(people).factors(&closes, .72, true)
	r := diversity(shape)
	ba := diversity("b a b a b a b a")
	choose := func(n, k float64) float64 {
		x := 1.0
		for i := 0.0; i < k; i++ {
			x *= (n - i) / (k - i)
		}
		return x
	}
	of := func(n, v int) Diversity { // any text of n words of v types
		words := make([]int32, n)
		for i := range words {
			words[i] = int32(i % v)
		}
		d, _ := Diversify(words)
		return d
	}
	john := map[int64]int64{1: 212, 2: 51, 3: 26, 4: 13, 5: 6, 6: 6, 7: 3, 8: 4, 10: 1, 11: 1, 13: 3, 16: 1, 17: 1, 19: 1, 21: 1, 59: 1}
	tests := []struct {
		name      string
		got, want float64
		tol       float64
	}{
		{"quanteda's first shrimp sentence, TTR", of(24, 19).TTR, .7916667, 1e-7},
		{"quanteda's first shrimp sentence, CTTR", of(24, 19).CTTR, 2.742414, 5e-7},
		{"quanteda's second shrimp sentence, TTR", of(33, 20).TTR, .6060606, 1e-7},
		{"quanteda's second shrimp sentence, CTTR", of(33, 20).CTTR, 2.461830, 5e-7},
		{"inaugural 2001, TTR", of(1583, 584).TTR, .3689198, 1e-7},
		{"inaugural 2001, CTTR", of(1583, 584).CTTR, 10.37904, 5e-6},
		{"Yule K of John 1", YuleK(john), 112.767, 5e-6}, // 113.091583 is printed, but does not follow from the printed spectrum
		{"quanteda TTR", float64(diversity("one one two one one two one").V) / 7, 2. / 7, 1e-12},
		{"quanteda MATTR w=2", get(MATTR(seven, 2)), 5. / 6, 1e-12},
		{"quanteda MATTR w=3", get(MATTR(seven, 3)), 2. / 3, 1e-12},
		{"quanteda MATTR w=4", get(MATTR(seven, 4)), 1. / 2, 1e-12},
		{"quanteda TTR of two types", ba.TTR, .25, 1e-12},
		{"quanteda R", ba.Guiraud, 2 / math.Sqrt(8), 1e-12},
		{"quanteda C", ba.Herdan, 1. / 3, 1e-12},
		{"LexicalRichness TTR", r.TTR, .8, 1e-12},
		{"LexicalRichness RTTR", r.Guiraud, 2.5298221281, 1e-9},
		{"LexicalRichness CTTR", r.CTTR, 1.7888543820, 1e-9},
		{"LexicalRichness Herdan", r.Herdan, .9030899870, 1e-9},
		{"LexicalRichness Dugast", *r.DugastU, 23.7600328544, 1e-9},
		{"LexicalRichness Maas a²", *r.MaasA2, .0420874839, 1e-8},
		{"LexicalRichness Yule K", r.YuleK, 600, 1e-9},
		{"LexicalRichness Simpson", *r.Simpson, .0666666667, 1e-9},
		{"MSTTR-5", get(MSTTR(rich, 5)), .9, 1e-12}, // LexicalRichness prints .8: it drops the last segment even where it is whole
		{"LexicalRichness MATTR-5", get(MATTR(rich, 5)), .9, 1e-12},
		{"LexicalRichness MTLD", get(MTLD(rich, .72)), 14, 1e-9},
		{"LexicalRichness HD-D", get(HDD(spectrum(rich), 5)), .8833333333, 1e-9},
		{"hundred tokens MTLD", get(MTLD(twenty, .72)), 100. / 14, 1e-12},
		{"hundred tokens HD-D", get(HDD(spectrum(twenty), 42)), 5 * (1 - choose(80, 42)/choose(100, 42)) / 42, 1e-9},
		{"hundred tokens Yule K", YuleK(spectrum(twenty)), 1900, 1e-9},
		{"hundred tokens Simpson", *diversity(strings.Repeat("this is a sentence . ", 20)).Simpson, 1900. / 9900, 1e-12},
		{"hundred tokens MATTR", get(MATTR(twenty, 100)), .05, 1e-12},
		{"people MTLD forward", fwd, 10.7386363636, 1e-9},
		{"people MTLD backward", bwd, 15.0, 1e-9},
		{"people MTLD", get(MTLD(people, .72)), 12.8693181818, 1e-9},
		{"people MATTR-5", get(MATTR(people, 5)), .8545454545, 1e-9},
		{"OSMAN (Wordless)", get(Readability{12, 3, 3, 26, 3, 0}.OSMAN()), 132.248333, 1e-8},
	}
	for _, tt := range tests {
		if !near(tt.got, tt.want, tt.tol) {
			t.Errorf("%s = %.10f, want %.10f", tt.name, tt.got, tt.want)
		}
	}
}

// A text too short for a measure has none, and no text makes a NaN.
func TestDiversifyNeverFails(t *testing.T) {
	if _, ok := Diversify(nil); ok {
		t.Error("no words have a diversity")
	}
	if d, _ := Diversify([]int32{1, 2, 3}); d.MATTR != nil || d.HDD != nil || d.MTLD != nil || d.DugastU != nil || d.Hapax != 3 {
		t.Errorf("three different words: %+v", d)
	}
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.Int32Range(0, rapid.Int32Range(0, 300).Draw(r, "types")), 1, 400).Draw(r, "words")
		d, ok := Diversify(words)
		if !ok || d.N != int64(len(words)) {
			r.Fatalf("no diversity of %v", words)
		}
		values := []float64{d.TTR, d.Herdan, d.Guiraud, d.CTTR, d.YuleK}
		for _, p := range []*float64{d.DugastU, d.MaasA2, d.Simpson, d.MSTTR, d.MATTR, d.MTLD, d.HDD} {
			if p != nil {
				values = append(values, *p)
			}
		}
		for i, v := range values {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				r.Fatalf("value %d of %v is %g", i, words, v)
			}
		}
	})
}

// What is told from repeats is what sets of the words in each stretch tell.
func TestRepeats(t *testing.T) {
	types := func(words []int32) float64 {
		set := map[int32]bool{}
		for _, w := range words {
			set[w] = true
		}
		return float64(len(set))
	}
	var v Diversifier
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.Int32Range(0, rapid.Int32Range(0, 300).Draw(r, "types")), 1, 700).Draw(r, "words")
		again, _ := v.Diversify(words)
		if once, _ := Diversify(words); !reflect.DeepEqual(again, once) {
			r.Fatalf("%v by a used diversifier, %v by a new one", again, once)
		}
		w := rapid.IntRange(1, len(words)).Draw(r, "window")
		segments, windows := 0.0, 0.0
		for i := 0; i+w <= len(words); i++ {
			n := types(words[i : i+w])
			windows += n
			if i%w == 0 {
				segments += n
			}
		}
		if got, _ := MSTTR(words, w); got != segments/float64(len(words)/w*w) {
			r.Fatalf("MSTTR %g", got)
		}
		if got, _ := MATTR(words, w); got != windows/float64(w)/float64(len(words)-w+1) {
			r.Fatalf("MATTR %g", got)
		}
		for _, backward := range []bool{false, true} {
			of := slices.Clone(words)
			if backward {
				slices.Reverse(of)
			}
			total, from := 0.0, 0
			for i := range of {
				if ratio := types(of[from:i+1]) / float64(i+1-from); ratio <= .72 {
					total++
					from = i + 1
				} else if i+1 == len(of) {
					total += (1 - ratio) / (1 - .72)
				}
			}
			closes := closings(.72)
			if got, ok := repeatsOf(words).factors(&closes, .72, backward); ok != (total > 0) || ok && got != float64(len(words))/total {
				r.Fatalf("%g words a factor, want %g", got, float64(len(words))/total)
			}
		}
	})
}

func BenchmarkDiversify(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]int32, 800)
	for i := range words {
		words[i] = int32(math.Exp(9 * r.Float64()))
	}
	b.ReportAllocs()
	var v Diversifier
	for b.Loop() {
		v.Diversify(words)
	}
}
