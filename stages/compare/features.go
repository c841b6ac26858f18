package compare

import (
	"slices"

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
}

// wordsOf returns the words of types, of which at[i] stands at position i.
func wordsOf(words *count.Document, at []int32) Features {
	f := newFeatures(len(words.Words))
	for i, w := range words.Words {
		f.Names[i] = w.Norm
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
	return Features{Names: make([]string, n), Display: make([]string, n), Stop: make([]bool, n)}
}

// lemmasOf returns the lemmas of types, of which at[i] stands at position i.
// Lemmas that fold to the same are one.
func lemmasOf(types []*text.Type, at []int32, fold func(string) string) Features {
	lemma := make([]int32, len(types)) // the lemma of each type as it is spelt, plus one
	ids := map[string]int32{}
	var spelt []string
	var uses, stop []int32 // of each spelling, and of those as a function word less the others
	f := Features{At: make([]int32, len(at))}
	for i, typ := range at {
		if lemma[typ] == 0 {
			t := types[typ]
			id, ok := ids[t.Lemma]
			if !ok {
				id = int32(len(spelt))
				ids[t.Lemma] = id
				spelt, uses, stop = append(spelt, t.Lemma), append(uses, 0), append(stop, 0)
			}
			lemma[typ] = id + 1
		}
		f.At[i] = lemma[typ] - 1
		uses[f.At[i]]++
		stop[f.At[i]] += vote(types[typ].Stop)
	}
	clear(ids)
	folded := make([]int32, len(spelt)) // the feature of each spelling
	var best, votes []int32             // of each feature: uses of its display; as stop
	for i, s := range spelt {
		name := fold(s)
		id, ok := ids[name]
		if !ok {
			id = int32(len(f.Names))
			ids[name] = id
			f.Names, f.Display, f.Stop = append(f.Names, name), append(f.Display, s), append(f.Stop, false)
			best, votes = append(best, 0), append(votes, 0)
		}
		folded[i] = id
		votes[id] += stop[i]
		f.Stop[id] = votes[id] > 0
		if uses[i] > best[id] {
			best[id], f.Display[id] = uses[i], s
		}
	}
	for i, id := range f.At {
		f.At[i] = folded[id]
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
