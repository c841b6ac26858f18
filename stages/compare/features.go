package compare

import (
	"slices"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/text"
)

// Features are the words of a text under one way of telling them apart.
// Numbers are given in order of first occurrence.
type Features struct {
	At      []int32  // the feature at each position
	Names   []string // by number
	Display []string // its most frequent spelling, by number
	Stop    []bool   // whether it is mostly a function word (عليه, once written علية), by number
	Shared  []int32  // its number in the session of the analysis, by number
}

// wordsOf returns the words of types, of which at[i] stands at position i.
func wordsOf(words *count.Document, at []int32) Features {
	f := newFeatures(len(words.Words))
	for i, w := range words.Words {
		f.Names[i], f.Shared[i] = w.Norm, w.Shared
		best, stop := int32(-1), int32(0)
		for _, form := range w.Forms {
			if form.N > best {
				best, f.Display[i] = form.N, form.Type.Form
			}
			stop += vote(form.Type.Stop) * form.N
		}
		f.Stop[i] = stop > 0
	}
	f.At = make([]int32, len(at))
	for i, typ := range at {
		f.At[i] = words.Of[typ]
	}
	return f
}

// vote is 1 for a function word, and -1 for another.
func vote(stop bool) int32 {
	if stop {
		return 1
	}
	return -1
}

func newFeatures(n int) Features {
	return Features{Names: make([]string, n), Display: make([]string, n), Stop: make([]bool, n), Shared: make([]int32, n)}
}

// lemmasOf returns the lemmas of r, of whose types at[i] stands at position i.
// Lemmas that fold to the same are one.
func lemmasOf(r *analyse.Result, at []int32) Features {
	uses, stop := make([]int32, len(r.Lemmas.Names)), make([]int32, len(r.Lemmas.Names)) // of each as a function word less the others
	number := make([]int32, len(r.Bases.Names))                                          // the feature of each folded lemma, plus one
	f := Features{At: make([]int32, len(at))}
	var spelt [][2]int32 // the lemmas as they are spelt, in order of first occurrence, and their features
	for i, typ := range at {
		base, lemma := r.Bases.Of[typ], r.Lemmas.Of[typ]
		if number[base] == 0 {
			f.Names, f.Shared = append(f.Names, r.Bases.Names[base]), append(f.Shared, r.Bases.Shared[base])
			number[base] = int32(len(f.Names))
		}
		f.At[i] = number[base] - 1
		if uses[lemma]++; uses[lemma] == 1 {
			spelt = append(spelt, [2]int32{lemma, f.At[i]})
		}
		stop[lemma] += vote(r.Types[typ].Stop)
	}
	f.Display, f.Stop = make([]string, len(f.Names)), make([]bool, len(f.Names))
	best, votes := make([]int32, len(f.Names)), make([]int32, len(f.Names)) // uses of its display; as stop
	for _, s := range spelt {
		lemma, id := s[0], s[1]
		votes[id] += stop[lemma]
		f.Stop[id] = votes[id] > 0
		if uses[lemma] > best[id] {
			best[id], f.Display[id] = uses[lemma], r.Lemmas.Names[lemma]
		}
	}
	return f
}

// Count returns how often each feature occurs in each range, sorted by
// feature.
func (f *Features) Count(ranges []text.Range) [][]count.Count {
	counts := make([][]count.Count, len(ranges))
	freq := make([]int32, len(f.Names))
	var seen []int32
	for i, r := range ranges {
		seen = seen[:0]
		for _, id := range f.At[r.From:r.To] {
			if freq[id]++; freq[id] == 1 {
				seen = append(seen, id)
			}
		}
		slices.Sort(seen)
		counts[i] = make([]count.Count, len(seen))
		for j, id := range seen {
			counts[i][j] = count.Count{ID: id, N: freq[id]}
			freq[id] = 0
		}
	}
	return counts
}

// Places are the positions of each feature.
type Places struct {
	start []int32 // of each feature in at, and the end of the last
	at    []int32
}

// Of returns the rising positions of a feature.
func (p Places) Of(feature int32) []int32 { return p.at[p.start[feature]:p.start[feature+1]] }

// Places returns the positions of every feature.
func (f *Features) Places() Places { return places(f.At, len(f.Names)) }

// places returns the positions of the numbers below n in at.
func places(at []int32, n int) Places {
	p := Places{start: make([]int32, n+2), at: make([]int32, len(at))}
	for _, id := range at {
		p.start[id+2]++
	}
	for i := 2; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	for i, id := range at { // start[id+1] is where its next position goes
		p.at[p.start[id+1]] = int32(i)
		p.start[id+1]++
	}
	return p
}
