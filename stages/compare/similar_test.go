package compare

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/count"
	"fusul/stages/stats"
)

func TestSimilarByHand(t *testing.T) {
	units := [][]count.Count{
		{{ID: 0, N: 7}, {ID: 1, N: 2}, {ID: 2, N: 1}},
		nil, // left out
		{{ID: 0, N: 1}, {ID: 1, N: 2}, {ID: 2, N: 7}},
		{{ID: 5, N: 4}},
		{{ID: 0, N: 14}, {ID: 1, N: 4}, {ID: 2, N: 2}}, // twice the first
	}
	likenesses, kept, merges := Similar(units)
	if !slices.Equal(kept, []int{0, 2, 3, 4}) || len(likenesses) != 6 || len(merges) != 3 {
		t.Fatalf("kept %v, %d pairs, %d merges", kept, len(likenesses), len(merges))
	}
	if l := likenesses[0]; l.A != 0 || l.B != 2 || math.Abs(l.Bits-.3651484454) > 1e-10 { // the oracle of package stats
		t.Errorf("first pair %+v", l)
	}
	if l := likenesses[1]; l.Bits != 1 || l.Cosine != 0 || l.Distance() != 1 {
		t.Errorf("nothing in common: %+v", l)
	}
	if l := likenesses[2]; l.Bits > 1e-15 || math.Abs(l.Cosine-1) > 1e-12 {
		t.Errorf("the same shares: %+v", l)
	}
	if m := merges[0]; m.A != 0 || m.B != 3 || m.Size != 2 {
		t.Errorf("first to join: %+v", m)
	}
	all, _, _ := Similar([][]count.Count{{{ID: 0, N: 3}}, {{ID: 0, N: 5}}})
	if all[0].Weighed || all[0].Cosine != 0 { // a word that all units have has no weight
		t.Errorf("tf-idf of a word that all have: %+v", all[0])
	}
}

// The sparse divergence and cosine are those of package stats.
func TestSimilarIsDense(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		units := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) []count.Count {
			var counts []count.Count
			for id := range int32(6) {
				if f := rapid.Int32Range(-3, 9).Draw(r, "f"); f > 0 {
					counts = append(counts, count.Count{ID: id, N: f})
				}
			}
			return counts
		}), 0, 6).Draw(r, "units")
		likenesses, kept, _ := Similar(units)
		dense := func(u int) (shares, weights []float64) {
			shares, weights = make([]float64, 6), make([]float64, 6)
			for _, c := range units[u] {
				docfreq := 0
				for _, v := range units {
					if of(v, c.ID) > 0 {
						docfreq++
					}
				}
				shares[c.ID] = float64(c.N)
				_, _, weights[c.ID], _ = stats.TFIDF(int64(c.N), count.Total(units[u]), docfreq, len(kept))
			}
			return shares, weights
		}
		for _, l := range likenesses {
			p, wp := dense(l.A)
			q, wq := dense(l.B)
			bits, _ := stats.JensenShannon(p, q)
			cosine, ok := stats.Cosine(wp, wq)
			if math.Abs(l.Bits-bits) > 1e-12 || l.Weighed != ok || math.Abs(l.Cosine-cosine) > 1e-12 {
				r.Fatalf("%+v, want %g, %g", l, bits, cosine)
			}
			finite(r, l.Bits, l.Distance(), l.Cosine)
		}
	})
}

// zipfUnits returns so many units of n words each, which are as frequent as Zipf
// says.
func zipfUnits(units, n int) [][]count.Count {
	zipf := rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 5, 8_000)
	all := make([][]count.Count, units)
	for i := range all {
		for range n {
			all[i] = append(all[i], count.Count{ID: int32(zipf.Uint64()), N: 1})
		}
		all[i] = count.Sum(all[i])
	}
	return all
}

func BenchmarkSimilar(b *testing.B) {
	units := zipfUnits(60, 800)
	b.ReportAllocs()
	for b.Loop() {
		Similar(units)
	}
}

func BenchmarkDisperse(b *testing.B) {
	var p Parts
	for _, counts := range zipfUnits(300, 160) {
		p.Add(160, counts)
	}
	features := p.Frequent(5, 1000)
	b.ReportAllocs()
	for b.Loop() {
		p.Disperse(features)
	}
}
