package compare

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/stats"
	"fusul/stages/text"
)

// grams gathers texts.
func grams(texts ...*Text) *Grams {
	var g Grams
	for _, t := range texts {
		g.Add(t.Words.At, t.Runs, t.Chapters)
	}
	return &g
}

// quanteda's documented collocations of a text of this shape.
func TestGramsQuanteda(t *testing.T) {
	txt := parse("a b c a b d e b d a b")
	got := grams(txt).Count(2, 2, 0)
	want := []struct {
		gram      string
		n         int64
		lambda, z float64
	}{
		{"a b", 3, 3.412247, 1.936083},
		{"b d", 2, 3.218876, 1.799406},
	}
	if len(got) != len(want) {
		t.Fatalf("%d n-grams, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if s := spell(txt, g); s != w.gram || g.N != w.n || math.Abs(g.Lambda-w.lambda) > 5e-7 || math.Abs(g.Z-w.z) > 5e-7 {
			t.Errorf("%s: %d, λ %.6f, z %.6f; want %+v", s, g.N, g.Lambda, g.Z, w)
		}
	}
}

func spell(t *Text, g Gram) string {
	var words []string
	for _, id := range g.Features {
		words = append(words, t.Words.Names[id])
	}
	return strings.Join(words, " ")
}

func TestGramsByHand(t *testing.T) {
	txt := parse("a b c , a b . c a b c # a b c d / b c")
	var got []string
	for _, g := range grams(txt).Count(5, 2, 0) {
		got = append(got, fmt.Sprintf("%s %d in %d", spell(txt, g), g.N, g.Range))
	}
	want := []string{"a b 4 in 2", "b c 4 in 2", "a b c 3 in 2"}
	if !slices.Equal(got, want) {
		t.Errorf("n-grams %q, want %q", got, want)
	}
	if few := grams(txt).Count(5, 2, 1); len(few) != 2 || few[0].N != 4 {
		t.Errorf("the most frequent of each length: %+v", few)
	}
	trigram := grams(txt).Count(3, 3, 0)[2]
	// Its joints: "a" and "b c" (4 and 4 among 15), "a b" and "c" (4 and 5).
	if trigram.F1 != 4 || trigram.F2 != 5 || math.Abs(trigram.MI-math.Log2(3*15./20)) > 1e-12 {
		t.Errorf("weakest joint %+v, MI %g", trigram.Pair, trigram.MI)
	}
	if none := grams().Count(5, 2, 0); none != nil {
		t.Errorf("no text has %v", none)
	}
}

// Counting what begins at each position gives the same n-grams, and looking at
// every stretch the same patterns.
func TestGramsProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		txt := drawText(r)
		least := rapid.Int64Range(1, 3).Draw(r, "least")
		g := grams(txt)
		counts := map[string]int64{}
		for n := 2; n <= MaxGram; n++ {
			for _, run := range txt.Runs {
				for i := run.From; i+n <= run.To; i++ {
					counts[fmt.Sprint(txt.Words.At[i:i+n])]++
				}
			}
		}
		for key, n := range counts {
			if n < least {
				delete(counts, key)
			}
		}
		for _, x := range g.Count(MaxGram, least, 0) {
			key := fmt.Sprint(x.Features)
			if counts[key] != x.N {
				r.Fatalf("%s: %d, want %d", key, x.N, counts[key])
			}
			delete(counts, key)
			if lambda, z, _ := stats.Lambda(patterns(txt, x.Features)); lambda != x.Lambda || z != x.Z {
				r.Fatalf("%s: λ %g, want %g", key, x.Lambda, lambda)
			}
			finite(r, x.Lambda, x.Z, x.MI, x.NPMI, x.T, x.G2, x.LogDice)
			if x.Range < 1 || x.Range > g.Parts() || int64(x.Range) > x.N {
				r.Fatalf("%s stands in %d of %d parts", key, x.Range, g.Parts())
			}
		}
		if len(counts) > 0 {
			r.Fatalf("lacks %v", counts)
		}
	})
}

// patterns looks at every stretch of words.
func patterns(t *Text, features []int32) []int64 {
	counts := make([]int64, 1<<len(features))
	for _, run := range t.Runs {
		for i := run.From; i+len(features) <= run.To; i++ {
			pattern := 0
			for k, id := range features {
				if t.Words.At[i+k] == id {
					pattern |= 1 << k
				}
			}
			counts[pattern]++
		}
	}
	return counts
}

func TestGramsMerge(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		texts := rapid.SliceOfN(rapid.Custom(drawText), 0, 4).Draw(r, "texts")
		whole := grams(texts...).Count(MaxGram, 2, 0)
		for cut := range len(texts) + 1 {
			merged := grams(texts[:cut]...)
			merged.Merge(grams(texts[cut:]...))
			if got := merged.Count(MaxGram, 2, 0); !slices.EqualFunc(got, whole, func(a, b Gram) bool {
				return slices.Equal(a.Features, b.Features) && a.N == b.N && a.Range == b.Range && a.Lambda == b.Lambda && a.Pair == b.Pair
			}) {
				r.Fatalf("cut at %d: %v, want %v", cut, got, whole)
			}
		}
	})
}

func ExampleGrams() {
	var g Grams
	g.Add([]int32{0, 1, 2, 0, 1, 3, 0, 1}, []text.Range{{From: 0, To: 8}}, []text.Range{{From: 0, To: 8}})
	for _, x := range g.Count(3, 2, 0) {
		fmt.Println(x.Features, x.N)
	}
	// Output: [0 1] 3
}

// A gatherer that was used before counts as a new one does.
func TestGramsReset(t *testing.T) {
	var g Grams
	for _, s := range []string{"a b c , a b . c a b c # a b c d / b c a b c a b c a b c", "b a b a", "", "a b c d e f a b c d e f g a b c d e f"} {
		txt := parse(s)
		g.Reset()
		g.Add(txt.Words.At, txt.Runs, txt.Chapters)
		got, want := g.Count(MaxGram, 2, 0), grams(txt).Count(MaxGram, 2, 0)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

// BenchmarkGrams counts the n-grams of a text whose words are as frequent as
// Zipf says.
func BenchmarkGrams(b *testing.B) {
	zipf := rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 5, 20_000)
	at := make([]int32, 50_000)
	var runs []text.Range
	for i := range at {
		at[i] = int32(zipf.Uint64())
		if i%9 == 8 {
			runs = append(runs, text.Range{From: i - 8, To: i + 1})
		}
	}
	b.ReportAllocs()
	var g Grams
	for b.Loop() {
		g.Reset()
		g.Add(at, runs, []text.Range{{From: 0, To: 30_000}, {From: 30_000, To: 50_000}})
		g.Count(MaxGram, 3, 500)
	}
}
