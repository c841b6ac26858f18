package topics

import (
	"fmt"
	"math"
)

// seeds are the pseudo-counts of keywords, ordered for the sampler.
type seeds struct {
	first []int32   // by word: its pseudo-counts are cells[first[w]:first[w+1]]
	cells []seed    // ordered by word, then topic
	mass  []float64 // by topic: the sum of its pseudo-counts
}

type seed struct {
	topic int32
	count float64
}

// newSeeds sorts the keywords of opt by word. Without keywords it takes no
// room but mass.
func newSeeds(opt Options, v int) (seeds, error) {
	s := seeds{mass: make([]float64, opt.K)}
	n := 0
	for k, words := range opt.Keywords {
		for _, kw := range words {
			if kw.Word < 0 || int(kw.Word) >= v {
				return s, fmt.Errorf("topic %d: keyword id %d, want 0 to %d", k, kw.Word, v-1)
			}
			if !(kw.Count >= 0) || math.IsInf(kw.Count, 0) {
				return s, fmt.Errorf("topic %d: keyword %d has count %v, must not be negative", k, kw.Word, kw.Count)
			}
			s.mass[k] += kw.Count
			n++
		}
	}
	if n == 0 {
		return s, nil
	}
	s.first = make([]int32, v+1)
	for _, words := range opt.Keywords {
		for _, kw := range words {
			s.first[kw.Word+1]++
		}
	}
	for w := range v {
		s.first[w+1] += s.first[w]
	}
	s.cells = make([]seed, n)
	next := append([]int32(nil), s.first...)
	for k, words := range opt.Keywords {
		for _, kw := range words {
			s.cells[next[kw.Word]] = seed{int32(k), kw.Count}
			next[kw.Word]++
		}
	}
	return s, nil
}

// of returns the pseudo-counts of word w.
func (s *seeds) of(w int32) []seed {
	if s.first == nil {
		return nil
	}
	return s.cells[s.first[w]:s.first[w+1]]
}
