package compare

import (
	"cmp"
	"iter"
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

	places  gramPlaces
	windows windows
}

// Reset empties g. What it has allocated is used again.
func (g *Grams) Reset() {
	g.at, g.runs, g.parts = nil, g.runs[:0], g.parts[:0]
	g.windows.at = nil
}

// Add takes in a text: the feature at each position, which is kept, its runs,
// and its parts, which need not cover it.
func (g *Grams) Add(at []int32, runs, parts []text.Range) {
	base := len(g.at)
	if base == 0 {
		g.at = slices.Clip(at) // one work alone needs no copy
	} else {
		g.at = append(g.at, at...)
	}
	g.runs = slices.Grow(g.runs, len(runs))
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
	w := &g.windows
	w.at = nil
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
		if w.at == nil {
			w.read(g)
		}
		w.of(g, n)
		for _, id := range order {
			gram := Gram{Features: g.at[level.first[id] : int(level.first[id])+n : int(level.first[id])+n], N: level.n[id], Range: int(level.parts[id])}
			gram.weakest(levels, n, id, g.Words())
			gram.Lambda, gram.Z, _ = stats.Lambda(w.patterns(gram.Features))
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
	p := &g.places
	words := gramLevel{numberAt: p.numbers(1, len(g.at))}
	freq := make([]int64, space(g.at))
	for _, id := range g.at {
		freq[id]++
	}
	number := room(p.number, len(freq)) // of words that are frequent enough, plus one
	clear(number)
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

// A gramPlaces is where the n-grams of a level may be: the places that have one
// of the level before, and behind it another, grouped by the first. One level
// after the other uses its slices.
type gramPlaces struct {
	start  []int32 // of each n-gram of the level before in places, and the end of the last
	places []int32
	n      []int32 // of the group at hand, by the second; 0 between two groups
	number []int32 // of those that are frequent enough

	at [2][]int32 // for the numbers of the level at hand and of the one before, by position
}

// numbers returns room for the numbers of a level by position, 0 as yet.
func (p *gramPlaces) numbers(level, n int) []int32 {
	at := &p.at[level%len(p.at)]
	*at = room(*at, n)
	clear(*at)
	return *at
}

// group finds the places.
func (p *gramPlaces) group(g *Grams, shorter *gramLevel, n int) {
	p.start = room(p.start, len(shorter.n)+2)
	clear(p.start)
	p.n, p.number = room(p.n, len(shorter.n)), room(p.number, len(shorter.n))
	clear(p.n)
	total := 0
	for _, left := range g.fits(shorter, n) {
		p.start[left+2]++
		total++
	}
	for i := 2; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	p.places = room(p.places, total)
	for place, left := range g.fits(shorter, n) { // start[left+1] is where its next place goes
		p.places[p.start[left+1]] = int32(place)
		p.start[left+1]++
	}
}

// fits yields the places where an n-gram of n words may be that is frequent
// enough, and the one of the level before that begins there.
func (g *Grams) fits(shorter *gramLevel, n int) iter.Seq2[int, int32] {
	return func(yield func(int, int32) bool) {
		for _, r := range g.runs {
			for i := r.From; i+n <= r.To; i++ {
				if left := shorter.numberAt[i]; left >= 0 && shorter.numberAt[i+1] >= 0 && !yield(i, left) {
					return
				}
			}
		}
	}
}

// next counts the n-grams of n words, given those of one less. Those that begin
// alike are counted together, by how they end, which takes half of the time of
// a table of all pairs.
func (g *Grams) next(shorter *gramLevel, n int, least int64) gramLevel {
	p := &g.places
	p.group(g, shorter, n)
	at := p.numbers(n, len(g.at)) // the number of the n-gram, plus one
	count := []int64{0}           // by it
	for left := range shorter.n {
		places := p.places[p.start[left]:p.start[left+1]]
		if int64(len(places)) < least {
			continue
		}
		for _, i := range places {
			p.n[shorter.numberAt[i+1]]++
		}
		for _, i := range places {
			right := shorter.numberAt[i+1]
			if k := p.n[right]; k > 0 && int64(k) >= least {
				p.number[right] = int32(len(count))
				count = append(count, int64(k))
				p.n[right] = -1
			}
			if p.n[right] < 0 {
				at[i] = p.number[right]
			}
		}
		for _, i := range places {
			p.n[shorter.numberAt[i+1]] = 0
		}
	}
	return g.level(shorter, at, count)
}

// level numbers n-grams, of which at has provisional numbers, plus one, in order
// of first occurrence.
func (g *Grams) level(shorter *gramLevel, at []int32, count []int64) gramLevel {
	frequent := len(count) - 1
	level := gramLevel{
		n: make([]int64, 0, frequent), first: make([]int32, 0, frequent), parts: make([]int32, frequent),
		left: make([]int32, 0, frequent), right: make([]int32, 0, frequent), numberAt: at,
	}
	number := make([]int32, len(count)) // by provisional number: the number, plus one
	last := make([]int32, frequent)     // the last part with it, plus one
	part := int32(0)
	for i, provisional := range at {
		for int(part) < len(g.parts) && i >= g.parts[part] {
			part++
		}
		if provisional == 0 {
			at[i] = -1
			continue
		}
		if number[provisional] == 0 {
			level.n, level.first = append(level.n, count[provisional]), append(level.first, int32(i))
			level.left, level.right = append(level.left, shorter.numberAt[i]), append(level.right, shorter.numberAt[i+1])
			number[provisional] = int32(len(level.n))
		}
		id := number[provisional] - 1
		at[i] = id
		if last[id] != part+1 {
			last[id] = part + 1
			level.parts[id]++
		}
	}
	return level
}

// room returns a slice of n, s if it has room.
func room(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n, n+n/4)
	}
	return s[:n]
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
	n      int
	at     []int32
	end    []int32 // by position: the end of its run, 0 where there is none
	total  int64
	where  Places
	one    map[[2]int32]int64 // by place and word: the stretches with the word at the place
	counts [1 << MaxGram]int64
}

// read prepares windows of the texts of g; of sets their length.
func (w *windows) read(g *Grams) {
	w.at, w.end = g.at, g.places.numbers(0, len(g.at)) // the levels are counted, and need them no more
	w.where.read(g.at, space(g.at))
	if w.one == nil {
		w.one = map[[2]int32]int64{}
	}
	for _, r := range g.runs {
		for i := r.From; i < r.To; i++ {
			w.end[i] = int32(r.To)
		}
	}
}

// of makes w windows of n words.
func (w *windows) of(g *Grams, n int) {
	w.n, w.total = n, 0
	for _, r := range g.runs {
		w.total += int64(max(0, r.Len()-n+1))
	}
	clear(w.one)
}

// patterns returns for each pattern of presence how many stretches of words
// have it: bit k of the pattern says whether word k is that of the n-gram. The
// answer is good until the next call.
//
// A stretch with two words or more is met where the rarest of them stands, so
// that the places of the most frequent word, which are most, are not looked at;
// those with one word alone are what is left of all that have the word.
func (w *windows) patterns(features []int32) []int64 {
	counts := w.counts[:1<<w.n]
	clear(counts)
	var order [MaxGram]int // places in the n-gram by the frequency of their words
	for k := range features {
		order[k] = k
	}
	slices.SortFunc(order[:w.n], func(a, b int) int {
		return cmp.Or(cmp.Compare(len(w.where.Of(features[a])), len(w.where.Of(features[b]))), cmp.Compare(a, b))
	})
	rarer := 0 // pattern of the words before
	for _, k := range order[:w.n-1] {
		for _, at := range w.where.Of(features[k]) {
			i := int(at) - k
			if !w.room(i) {
				continue
			}
			pattern := 0
			for j, id := range w.at[i : i+w.n] {
				if id == features[j] {
					pattern |= 1 << j
				}
			}
			if pattern&rarer == 0 && pattern != 1<<k {
				counts[pattern]++
			}
		}
		rarer |= 1 << k
	}
	counts[0] = w.total
	for k, id := range features {
		counts[1<<k] = w.with(k, id)
	}
	for pattern := range counts {
		if pattern&(pattern-1) == 0 {
			continue
		}
		counts[0] -= counts[pattern]
		for k := range features {
			if pattern>>k&1 == 1 {
				counts[1<<k] -= counts[pattern]
			}
		}
	}
	for k := range features {
		counts[0] -= counts[1<<k]
	}
	return counts
}

// room reports whether n words of a run begin at i.
func (w *windows) room(i int) bool { return i >= 0 && i+w.n <= int(w.end[i]) }

// with returns the number of stretches with a word at place k.
func (w *windows) with(k int, word int32) (n int64) {
	place := [2]int32{int32(k), word}
	n, ok := w.one[place]
	if ok {
		return n
	}
	for _, at := range w.where.Of(word) {
		if w.room(int(at) - k) {
			n++
		}
	}
	w.one[place] = n
	return n
}
