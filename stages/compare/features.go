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
	types := make([]lemmaType, len(r.Types))
	lemmas := make([]lemmaUse, len(r.Lemmas.Names))
	number := make([]int32, len(r.Bases.Names)) // the feature of each folded lemma, plus one
	met := make([]int32, 0, len(r.Types))       // types in order of first occurrence
	n := len(r.Bases.Names)
	f := Features{At: make([]int32, len(at)), Names: make([]string, 0, n), Shared: make([]int32, 0, n)}
	for i, typ := range at {
		t := &types[typ]
		if t.n++; t.n == 1 {
			met = append(met, typ)
			base := r.Bases.Of[typ]
			if number[base] == 0 {
				f.Names, f.Shared = append(f.Names, r.Bases.Names[base]), append(f.Shared, r.Bases.Shared[base])
				number[base] = int32(len(f.Names))
			}
			t.feature = number[base] - 1
		}
		f.At[i] = t.feature
	}
	spelt := make([]int32, 0, len(lemmas)) // the lemmas as they are spelt, in order of first occurrence
	for _, typ := range met {
		lemma := r.Lemmas.Of[typ]
		l := &lemmas[lemma]
		if l.n == 0 {
			spelt = append(spelt, lemma)
			l.feature = types[typ].feature
		}
		l.n += types[typ].n
		l.stop += vote(r.Types[typ].Stop) * types[typ].n
	}
	f.Display, f.Stop = make([]string, len(f.Names)), make([]bool, len(f.Names))
	of := make([]lemmaUse, len(f.Names)) // by feature: n of its display
	for _, lemma := range spelt {
		l := lemmas[lemma]
		best := &of[l.feature]
		best.stop += l.stop
		f.Stop[l.feature] = best.stop > 0
		if l.n > best.n {
			best.n, f.Display[l.feature] = l.n, r.Lemmas.Names[lemma]
		}
	}
	return f
}

// A lemmaType is what a type of the text counts for: its occurrences.
type lemmaType struct{ n, feature int32 }

// A lemmaUse is the uses of a lemma, those as a function word less the others,
// and its feature.
type lemmaUse struct{ n, stop, feature int32 }

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
	var p Places
	p.read(at, n)
	return p
}

func (p *Places) read(at []int32, n int) {
	p.start, p.at = room(p.start, n+2), room(p.at, len(at))
	clear(p.start)
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
}
