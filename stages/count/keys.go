package count

import (
	"cmp"
	"slices"

	"fusul/stages/analyse"
	"fusul/stages/text"
)

// A Tree is the hierarchy of dictionary keys. A key stands behind the key
// above it.
type Tree struct {
	Parent []int32 // the key above each key, -1 at the top
	Level  []int32 // from 1 at the top
}

// NewTree returns the hierarchy with the given parents.
func NewTree(parent []int32) Tree {
	t := Tree{Parent: parent, Level: make([]int32, len(parent))}
	for i, p := range parent {
		t.Level[i] = 1
		if p >= 0 {
			t.Level[i] = t.Level[p] + 1
		}
	}
	return t
}

// Above returns the key at the given level that key is or stands under.
func (t Tree) Above(key, level int32) int32 {
	for t.Level[key] > level {
		key = t.Parent[key]
	}
	return key
}

// A Hit is a match of a dictionary key.
type Hit struct {
	text.Range       // its tokens
	Key        int32 // the key whose pattern matched
	Para       int32
}

// CountsFrom returns for each hit the highest level at which it counts. A hit
// counts for its key, and for the keys above it, unless it overlaps a longer
// hit of that key or of one below it, or an equal one before it (quanteda's
// "overlap within a key counts once", at every level). A hit that does not
// count even for its own key has one more than that key's level.
func (t Tree) CountsFrom(hits []Hit) []int32 {
	from := make([]int32, len(hits))
	deepest := int32(0)
	for i, h := range hits {
		from[i] = t.Level[h.Key] + 1
		deepest = max(deepest, t.Level[h.Key])
	}
	for level := deepest; level >= 1; level-- {
		groups := map[int32][]int{} // order does not matter: groups are apart
		for i, h := range hits {
			if from[i] == level+1 { // it counts one level below, or begins here
				key := t.Above(h.Key, level)
				groups[key] = append(groups[key], i)
			}
		}
		for _, group := range groups {
			for _, i := range longest(hits, group) {
				from[i] = level
			}
		}
	}
	return from
}

// longest returns those of group that do not overlap a longer hit of group,
// or an equal one before it.
func longest(hits []Hit, group []int) []int {
	slices.SortStableFunc(group, func(a, b int) int { return cmp.Compare(hits[a].From, hits[b].From) })
	var kept []int
	for len(group) > 0 {
		n, end := 1, hits[group[0]].To // a run of hits that hang together
		for n < len(group) && hits[group[n]].From < end {
			end = max(end, hits[group[n]].To)
			n++
		}
		run := group[:n]
		group = group[n:]
		slices.SortStableFunc(run, func(a, b int) int { return cmp.Compare(hits[b].Len(), hits[a].Len()) })
		first := len(kept)
		for _, i := range run {
			if !slices.ContainsFunc(kept[first:], func(k int) bool {
				return hits[k].From < hits[i].To && hits[i].From < hits[k].To
			}) {
				kept = append(kept, i)
			}
		}
	}
	return kept
}

// A KeyCount is the count of one key in one unit.
type KeyCount struct {
	Key        int32
	N          int64
	Paragraphs int32 // with a hit
	Tokens     int64 // words in hits
}

// Keys counts the hits of each key in each counted section of r, with the
// hits of the keys under it; each list is sorted by key.
func (t Tree) Keys(r *analyse.Result, hits []Hit, from []int32) [][]KeyCount {
	sections := make([]map[int32]*KeyCount, len(r.Structure.Sections))
	last := map[int32]int32{} // the last paragraph in which a key was met, plus one
	for i, h := range hits {
		p := r.Paragraphs[h.Para]
		if !r.Counted(int(h.Para)) {
			continue
		}
		if sections[p.Section] == nil {
			sections[p.Section] = map[int32]*KeyCount{}
		}
		words := int64(0)
		for _, tok := range r.Tokens[h.From:h.To] {
			if tok.Kind.IsWord() {
				words++
			}
		}
		for key := h.Key; key >= 0 && t.Level[key] >= from[i]; key = t.Parent[key] {
			c := sections[p.Section][key]
			if c == nil {
				c = &KeyCount{Key: key}
				sections[p.Section][key] = c
			}
			c.N++
			c.Tokens += words
			if last[key] != h.Para+1 {
				last[key] = h.Para + 1
				c.Paragraphs++
			}
		}
	}
	counts := make([][]KeyCount, len(sections))
	for i, s := range sections {
		for _, c := range s {
			counts[i] = append(counts[i], *c)
		}
		slices.SortFunc(counts[i], byKey)
	}
	return counts
}

func byKey(a, b KeyCount) int { return cmp.Compare(a.Key, b.Key) }

// SumKeys returns the counts of several units as one, sorted by key.
func SumKeys(units ...[]KeyCount) []KeyCount {
	all := slices.Concat(units...)
	slices.SortFunc(all, byKey)
	sum := all[:0]
	for _, c := range all {
		if k := len(sum); k > 0 && sum[k-1].Key == c.Key {
			sum[k-1].N += c.N
			sum[k-1].Paragraphs += c.Paragraphs
			sum[k-1].Tokens += c.Tokens
			continue
		}
		sum = append(sum, c)
	}
	return sum
}
