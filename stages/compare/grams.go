package compare

import (
	"cmp"
	"math/bits"
	"slices"

	"fusul/stages/stats"
	"fusul/stages/text"
)

// MaxGram is the length of the longest n-grams.
const MaxGram = 5

// Grams gathers texts whose n-grams are to be counted. Its zero value is empty
// and ready. An n-gram does not cross the end of a run.
type Grams struct {
	at    []int32
	runs  []text.Range
	parts []int // the position behind each part
}

// Add takes in a text: the feature at each position, its runs, and its parts,
// which need not cover it.
func (g *Grams) Add(at []int32, runs, parts []text.Range) {
	base := len(g.at)
	g.at = append(g.at, at...)
	for _, r := range runs {
		g.runs = append(g.runs, text.Range{From: base + r.From, To: base + r.To})
	}
	for _, p := range parts {
		if p.Len() > 0 {
			g.parts = append(g.parts, base+p.To)
		}
	}
}

// Merge takes in the texts of o behind those of g.
func (g *Grams) Merge(o *Grams) {
	base := len(g.at)
	g.Add(o.at, o.runs, nil)
	for _, end := range o.parts {
		g.parts = append(g.parts, base+end)
	}
}

// Words returns the number of words.
func (g *Grams) Words() int64 { return int64(len(g.at)) }

// Parts returns the number of parts with words.
func (g *Grams) Parts() int { return len(g.parts) }

// A Gram is an n-gram that recurs.
type Gram struct {
	Features []int32
	N        int64
	Range    int // parts with it

	// How the n-gram hangs together where it does so least: the association
	// of what stands before and behind its weakest joint.
	stats.Pair
	stats.Association

	Lambda, Z float64 // Blaheta & Johnson 2001, as in quanteda
}

// Count returns the n-grams of n from 2 to longest words that occur at least
// least times, at most limit (0: all) of each length: by length, then by
// falling count, then by place of first occurrence.
func (g *Grams) Count(longest int, least int64, limit int) []Gram {
	levels := g.levels(min(longest, MaxGram), least)
	var all []Gram
	var where *Places
	for n := 2; n <= len(levels); n++ {
		level := levels[n-1]
		order := make([]int32, len(level.n))
		for i := range order {
			order[i] = int32(i)
		}
		slices.SortFunc(order, func(a, b int32) int {
			return cmp.Or(cmp.Compare(level.n[b], level.n[a]), cmp.Compare(a, b))
		})
		if limit > 0 {
			order = order[:min(limit, len(order))]
		}
		if len(order) == 0 {
			continue
		}
		if where == nil {
			p := places(g.at, space(g.at))
			where = &p
		}
		windows := newWindows(g, n, where)
		for _, id := range order {
			gram := Gram{Features: g.at[level.first[id] : int(level.first[id])+n : int(level.first[id])+n], N: level.n[id], Range: int(level.parts[id])}
			gram.weakest(levels, n, id, g.Words())
			gram.Lambda, gram.Z, _ = stats.Lambda(windows.patterns(gram.Features, gram.N))
			all = append(all, gram)
		}
	}
	return all
}

// space returns the length of a slice by number.
func space(at []int32) int {
	if len(at) == 0 {
		return 0
	}
	return int(slices.Max(at)) + 1
}

// A gramLevel is the n-grams of one length that occur often enough, numbered
// in order of first occurrence. An n-gram is its first n-1 words and its last
// n-1 words, each an n-gram of the level before.
type gramLevel struct {
	n           []int64
	first       []int32 // position of the first occurrence
	left, right []int32 // of the level before
	parts       []int32
	numberAt    []int32 // by position, -1 where there is none
}

// levels counts the n-grams up to a length. An n-gram that occurs often
// enough is made of such ones, so each length looks only at what is left of
// the one before (Agrawal & Srikant 1994).
func (g *Grams) levels(longest int, least int64) []gramLevel {
	words := gramLevel{numberAt: make([]int32, len(g.at))}
	freq := make([]int64, space(g.at))
	for _, id := range g.at {
		freq[id]++
	}
	number := make([]int32, len(freq)) // of words that are frequent enough, plus one
	for i, id := range g.at {
		if freq[id] < least {
			words.numberAt[i] = -1
			continue
		}
		if number[id] == 0 {
			words.n = append(words.n, freq[id])
			number[id] = int32(len(words.n))
		}
		words.numberAt[i] = number[id] - 1
	}
	levels := []gramLevel{words}
	for n := 2; n <= longest && len(levels[n-2].n) > 0; n++ {
		levels = append(levels, g.next(&levels[n-2], n, least))
		levels[n-2].numberAt = nil // it is not needed any more
	}
	return levels
}

// next counts the n-grams of n words, given those of one less.
func (g *Grams) next(shorter *gramLevel, n int, least int64) gramLevel {
	var ids pairIndex
	var all gramLevel // whatever their count
	at := make([]int32, len(g.at))
	for i := range at {
		at[i] = -1
	}
	for _, r := range g.runs {
		for i := r.From; i+n <= r.To; i++ {
			left, right := shorter.numberAt[i], shorter.numberAt[i+1]
			if left < 0 || right < 0 {
				continue
			}
			id, fresh := ids.number(left, right)
			if fresh {
				all.n = append(all.n, 0)
				all.first = append(all.first, int32(i))
				all.left, all.right = append(all.left, left), append(all.right, right)
			}
			all.n[id]++
			at[i] = id
		}
	}
	var level gramLevel
	number := make([]int32, len(all.n))
	for id, k := range all.n {
		number[id] = -1
		if k >= least {
			number[id] = int32(len(level.n))
			level.n = append(level.n, k)
			level.first = append(level.first, all.first[id])
			level.left, level.right = append(level.left, all.left[id]), append(level.right, all.right[id])
		}
	}
	level.parts = make([]int32, len(level.n))
	last := make([]int32, len(level.n)) // the last part with it, plus one
	part := int32(0)
	for i, id := range at {
		for int(part) < len(g.parts) && i >= g.parts[part] {
			part++
		}
		if id < 0 || number[id] < 0 {
			at[i] = -1
			continue
		}
		at[i] = number[id]
		if last[at[i]] != part+1 {
			last[at[i]] = part + 1
			level.parts[at[i]]++
		}
	}
	level.numberAt = at
	return level
}

// weakest finds the joint at which the parts of n-gram number id of n words
// attract each other least, by mutual information.
func (g *Gram) weakest(levels []gramLevel, n int, id int32, words int64) {
	left := make([]int32, n+1) // the number of its first k words in their level
	left[n] = id
	for k := n - 1; k >= 1; k-- {
		left[k] = levels[k].left[left[k+1]]
	}
	right := id
	for k := 1; k < n; k++ { // the joint before word k
		right = levels[n-k].right[right]
		p := stats.Pair{O: g.N, F1: levels[k-1].n[left[k]], F2: levels[n-k-1].n[right], N: words}
		a, ok := p.Associate()
		if ok && (k == 1 || a.MI < g.MI) {
			g.Pair, g.Association = p, a
		}
	}
}

// windows counts the stretches of n words of a run that have some of the words
// of an n-gram.
type windows struct {
	n     int
	at    []int32
	total int64
	room  []bool // by position: whether n words of a run begin there
	where *Places
	one   map[[2]int32]int64 // by place and word: the stretches with the word at the place
}

func newWindows(g *Grams, n int, where *Places) *windows {
	w := &windows{n: n, at: g.at, room: make([]bool, len(g.at)), where: where, one: map[[2]int32]int64{}}
	for _, r := range g.runs {
		for i := r.From; i+n <= r.To; i++ {
			w.room[i] = true
			w.total++
		}
	}
	return w
}

// patterns returns for each pattern of presence how many stretches of words
// have it: bit k of the pattern says whether word k is that of the n-gram,
// which occurs count times.
func (w *windows) patterns(features []int32, count int64) []int64 {
	all := 1<<w.n - 1
	counts := make([]int64, all+1)
	counts[0], counts[all] = w.total, count
	for pattern := 1; pattern < all; pattern++ {
		if pattern&(pattern-1) == 0 {
			k := bits.TrailingZeros(uint(pattern))
			place := [2]int32{int32(k), features[k]}
			n, ok := w.one[place]
			if !ok {
				n = w.with(features, pattern)
				w.one[place] = n
			}
			counts[pattern] = n
		} else {
			counts[pattern] = w.with(features, pattern)
		}
	}
	// So far each count is of the stretches with the words of the pattern and
	// any others: take away those with others, one word after the other.
	for k := range w.n {
		for pattern := range counts {
			if pattern>>k&1 == 0 {
				counts[pattern] -= counts[pattern|1<<k]
			}
		}
	}
	return counts
}

// with returns the number of stretches that have at least the words of the
// pattern, by looking where the rarest of them stands.
func (w *windows) with(features []int32, pattern int) (n int64) {
	rarest := -1
	for k, id := range features {
		if pattern>>k&1 == 1 && (rarest < 0 || len(w.where.Of(id)) < len(w.where.Of(features[rarest]))) {
			rarest = k
		}
	}
places:
	for _, at := range w.where.Of(features[rarest]) {
		i := int(at) - rarest
		if i < 0 || !w.room[i] {
			continue
		}
		for k, id := range features {
			if pattern>>k&1 == 1 && w.at[i+k] != id {
				continue places
			}
		}
		n++
	}
	return n
}
