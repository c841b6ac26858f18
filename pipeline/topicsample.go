package pipeline

import (
	"cmp"
	"container/heap"
	"hash/fnv"
	"slices"
)

// A unitSample is the units that a topic model is trained on. Every unit draws
// a number, which depends on the seed, its work and its place there alone; the
// units with the least numbers are kept, until they have enough words. So the
// sample does not depend on the order in which units come, and hardly changes
// when a work is added to a corpus.
type unitSample struct {
	limit    int64 // words that are enough
	seed     uint64
	held     heldUnits
	words    int64 // of those held
	seen     int   // units
	sections int
}

// A heldUnit is a unit of the sample.
type heldUnit struct {
	draw    uint64
	place   int // among all units
	section int // the same
	words   []int32
}

// section returns the number of a section that begins.
func (s *unitSample) section() int {
	s.sections++
	return s.sections - 1
}

// work returns a function that lets the next unit of a work draw. Its words are
// numbers of the work, which numbers translates.
func (s *unitSample) work(doc string) func(section int, words, numbers []int32) {
	h := fnv.New64a()
	h.Write([]byte(doc))
	state := h.Sum64() ^ s.seed
	return func(section int, words, numbers []int32) {
		state += 0x9e3779b97f4a7c15 // SplitMix64
		x := state
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		unit := heldUnit{draw: x ^ x>>31, place: s.seen, section: section}
		s.seen++
		if s.words >= s.limit && !unit.before(s.held[0]) {
			return
		}
		unit.words = make([]int32, len(words))
		for i, w := range words {
			unit.words[i] = numbers[w]
		}
		heap.Push(&s.held, unit)
		for s.words += int64(len(words)); s.words-int64(len(s.held[0].words)) >= s.limit; {
			s.words -= int64(len(s.held[0].words))
			heap.Pop(&s.held)
		}
	}
}

// all reports whether no unit was left out.
func (s *unitSample) all() bool { return len(s.held) == s.seen }

// inOrder returns the units of the sample in the order of the corpus.
func (s *unitSample) inOrder() []heldUnit {
	slices.SortFunc(s.held, func(a, b heldUnit) int { return cmp.Compare(a.place, b.place) })
	return s.held
}

// before reports whether u is kept rather than v.
func (u heldUnit) before(v heldUnit) bool {
	return u.draw < v.draw || u.draw == v.draw && u.place < v.place
}

// heldUnits is a heap: the unit that goes first is on top.
type heldUnits []heldUnit

func (h heldUnits) Len() int           { return len(h) }
func (h heldUnits) Less(i, j int) bool { return h[j].before(h[i]) }
func (h heldUnits) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heldUnits) Push(x any)        { *h = append(*h, x.(heldUnit)) }
func (h *heldUnits) Pop() any {
	old := *h
	last := old[len(old)-1]
	old[len(old)-1] = heldUnit{}
	*h = old[:len(old)-1]
	return last
}
