package compare

import (
	"cmp"
	"iter"
	"slices"

	"fusul/stages/count"
	"fusul/stages/stats"
)

// A Network gathers which keys of one level stand in the same sentences, or
// in the same paragraphs. Its zero value is empty and ready, and looks at
// sentences.
type Network struct {
	Paragraphs bool // look at paragraphs

	units int64   // with words
	keys  []int64 // units with each key
	pairs Tally   // the lower key first
}

// Add takes in the hits of t.
func (n *Network) Add(t *Text, tree count.Tree) {
	n.grow(len(tree.Level))
	ranges, units := t.Sentences, t.bySentence
	if n.Paragraphs {
		ranges, units = t.Paragraphs, t.byParagraph
	}
	n.units += withWords(ranges)
	for unit := range units(tree) {
		if ranges[unit.number].Len() == 0 {
			n.units++ // a unit of numbers only, with a hit
		}
		slices.Sort(unit.keys)
		for i, a := range unit.keys {
			n.keys[a]++
			for _, b := range unit.keys[i+1:] {
				if tree.Level[a] == tree.Level[b] {
					n.pairs.Add(a, b, 1)
				}
			}
		}
	}
}

// Merge takes in what o has gathered.
func (n *Network) Merge(o *Network) {
	n.units += o.units
	n.grow(len(o.keys))
	for key, k := range o.keys {
		n.keys[key] += k
	}
	n.pairs.Merge(&o.pairs, nil)
}

func (n *Network) grow(keys int) {
	if keys > len(n.keys) {
		n.keys = append(n.keys, make([]int64, keys-len(n.keys))...)
	}
}

// Units returns the number of sentences or paragraphs.
func (n *Network) Units() int64 { return n.units }

// Of returns the number of units with a key.
func (n *Network) Of(key int32) int64 {
	if int(key) >= len(n.keys) {
		return 0
	}
	return n.keys[key]
}

// An Edge joins two keys of one level that meet.
type Edge struct {
	A, B int32
	stats.Pair
	stats.Association
	Direction    int // 1: they meet more often than expected; -1: less often
	P, Log10P, Q float64
	Tests        int // pairs of keys of the level that occur
}

// Rough is the expected count below which the p value of an edge is rough:
// the χ² distribution does not hold there.
const Rough = 5

// Edges returns the pairs of keys that meet, by level, then by the numbers of
// their keys. Q allows for all pairs of keys of the level that occur; those
// that never meet enter it as p = 1.
func (n *Network) Edges(tree count.Tree) []Edge {
	levels := map[int32][]Edge{}
	deepest := int32(0)
	for _, p := range n.pairs.pairs() {
		e := Edge{A: p.a, B: p.b, Pair: stats.Pair{O: p.n, F1: n.keys[p.a], F2: n.keys[p.b], N: n.units}}
		e.Association, _ = e.Associate()
		e.P, e.Log10P = stats.PValue(e.G2)
		e.Direction = cmp.Compare(float64(e.O), e.Expected)
		level := tree.Level[p.a]
		levels[level] = append(levels[level], e)
		deepest = max(deepest, level)
	}
	occur := make([]int, deepest+1)
	for key, k := range n.keys {
		if k > 0 && tree.Level[key] <= deepest {
			occur[tree.Level[key]]++
		}
	}
	var all []Edge
	for level := int32(1); level <= deepest; level++ {
		edges := levels[level]
		tests := occur[level] * (occur[level] - 1) / 2
		p := make([]float64, len(edges))
		for i := range edges {
			p[i] = edges[i].P
		}
		for i, q := range stats.BenjaminiHochbergOf(p, nil, tests) {
			edges[i].Q, edges[i].Tests = q, tests
		}
		all = append(all, edges...)
	}
	return all
}

// Counts yields all that n has gathered: the number of units under -1, -1,
// that of each key under the key and -1, and that of each pair.
func (n *Network) Counts() iter.Seq2[[2]int32, int64] {
	return func(yield func([2]int32, int64) bool) {
		if !yield([2]int32{-1, -1}, n.units) {
			return
		}
		for key, k := range n.keys {
			if k > 0 && !yield([2]int32{int32(key), -1}, k) {
				return
			}
		}
		for pair, k := range n.pairs.All() {
			if !yield(pair, k) {
				return
			}
		}
	}
}

// AddCount takes in a count of another network's Counts.
func (n *Network) AddCount(pair [2]int32, k int64) {
	switch {
	case pair[0] < 0:
		n.units += k
	case pair[1] < 0:
		n.grow(int(pair[0]) + 1)
		n.keys[pair[0]] += k
	default:
		n.pairs.Add(pair[0], pair[1], k)
	}
}
