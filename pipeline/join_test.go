package pipeline

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"fusul/stages/count"
)

func TestByFrequency(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		counts := make([]count.Count, r.IntN(200))
		for i := range counts {
			counts[i] = count.Count{ID: int32(3 * i), N: 1 + r.Int32N(1+r.Int32N(1+r.Int32N(300)))}
		}
		want := slices.Clone(counts)
		slices.SortStableFunc(want, func(a, b count.Count) int { return cmp.Compare(b.N, a.N) })
		got := slices.Clone(counts)
		if byFrequency(got, counts); !slices.Equal(got, want) {
			t.Fatalf("%v became %v, want %v", counts, got, want)
		}
	}
}

func TestSummer(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var s summer
	for range 100 {
		limit := 1 + r.IntN(300) // it may be another shard's
		var units [][]count.Count
		for range r.IntN(5) {
			var unit []count.Count
			for id := range limit {
				if r.IntN(3) == 0 {
					unit = append(unit, count.Count{ID: int32(id), N: 1 + r.Int32N(9)})
				}
			}
			s.add(unit, limit)
			units = append(units, unit)
		}
		if got, want := s.take(), count.Merge(units...); !slices.Equal(got, want) {
			t.Fatalf("the sum of %v is %v, want %v", units, got, want)
		}
	}
}

func TestNumbering(t *testing.T) {
	names := []string{"قوة", "", "القوة", "القوات", "القو", "ا", "الق", "القوةا"}
	var n numbering[struct{}]
	for i, name := range names {
		for range 2 {
			if got := n.number(int32(len(names)-i), name); got != int32(i) {
				t.Errorf("%q is number %d, want %d", name, got, i)
			}
		}
	}
	order, rank := n.sorted()
	for i, id := range order {
		if rank[id] != int32(i) || i > 0 && names[order[i-1]] >= names[id] {
			t.Errorf("place %d is %q, of rank %d", i, names[id], rank[id])
		}
	}
}
