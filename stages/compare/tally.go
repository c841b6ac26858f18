package compare

import (
	"cmp"
	"iter"
	"slices"
)

// A Tally counts pairs of numbers. Its zero value is empty and ready, and
// exact.
//
// Where Limit is set, it holds at most that many pairs: when there are more,
// the rarest are forgotten (lossy counting, Manku & Motwani 2002). A count is
// then never too high, and too low by at most Short.
type Tally struct {
	Limit int

	counts map[[2]int32]int64
	short  int64
}

// Add counts the pair a, b n times more.
func (t *Tally) Add(a, b int32, n int64) {
	if t.counts == nil {
		t.counts = map[[2]int32]int64{}
	}
	t.counts[[2]int32{a, b}] += n
	if t.Limit > 0 && len(t.counts) > t.Limit {
		t.forget()
	}
}

// forget drops the rarest pairs until half of the limit is left.
func (t *Tally) forget() {
	counts := make([]int64, 0, len(t.counts))
	for _, n := range t.counts {
		counts = append(counts, n)
	}
	slices.Sort(counts)
	least := counts[len(counts)-max(1, t.Limit/2)]
	for pair, n := range t.counts { // the order does not matter: what goes depends on the count alone
		if n <= least {
			delete(t.counts, pair)
		}
	}
	t.short += least
}

// Of returns the count of the pair a, b.
func (t *Tally) Of(a, b int32) int64 { return t.counts[[2]int32{a, b}] }

// Short returns by how much a count may be too low.
func (t *Tally) Short() int64 { return t.short }

// Merge takes in the counts of o, whose second numbers become number of them;
// nil leaves them as they are.
func (t *Tally) Merge(o *Tally, number []int32) {
	t.short += o.short
	for _, p := range o.pairs() {
		b := p.b
		if number != nil {
			b = number[b]
		}
		t.Add(p.a, b, p.n)
	}
}

type pair struct {
	a, b int32
	n    int64
}

// pairs returns all pairs, sorted by their numbers.
func (t *Tally) pairs() []pair {
	all := make([]pair, 0, len(t.counts))
	for p, n := range t.counts {
		all = append(all, pair{p[0], p[1], n})
	}
	slices.SortFunc(all, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return all
}

// All yields the pairs and their counts, sorted by their numbers.
func (t *Tally) All() iter.Seq2[[2]int32, int64] {
	return func(yield func([2]int32, int64) bool) {
		for _, p := range t.pairs() {
			if !yield([2]int32{p.a, p.b}, p.n) {
				return
			}
		}
	}
}
