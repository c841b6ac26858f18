package clitic

import "math/bits"

// A scorer is a ranker made ready: the weights of the features that go with
// the same evidence are added up beforehand.
type scorer struct {
	clitics   [triples]int32
	numbers   [triples][numbered]int32
	frequency [triples][most + 1]int32
	letters   [most + 1]int32
	affixes   [roughs][]int32
	keys      []uint64 // of letters and the template that asks for them; 0 is a free slot
	rows      []int32  // of the same slots: into grams
	grams     []gram   // the first is for letters that nothing asks for
}

// A gram is the weights of the features that ask for certain letters: whatever
// the clitics, and by their classes.
type gram struct {
	whatever int32
	lead     [len(leads)]int32
	inner    [len(inners)]int32
	behind   [pronouns]int32
}

// The numbers of triples of classes, and of what rough may ask.
const (
	triples = len(leads) * len(inners) * pronouns
	roughs  = 4
)

// index numbers the triples of classes.
func (c triple) index() int {
	return (int(c.lead)*len(inners)+int(c.inner))*pronouns + int(c.behind)
}

// at returns the triple with that index.
func at(index int) triple {
	return triple{
		lead:   int8(index / pronouns / len(inners)),
		inner:  int8(index / pronouns % len(inners)),
		behind: int8(index % pronouns),
	}
}

// roughIndex numbers what rough may ask.
func (c triple) roughIndex() int {
	i := 0
	if c.lead == some {
		i = 1
	}
	if c.behind == some {
		i += 2
	}
	return i
}

// asks reports whether a feature that asks for c holds of a cut with d.
func (c triple) asks(d triple) bool {
	return (c.lead == anything || c.lead == d.lead) &&
		(c.inner == anything || c.inner == d.inner) &&
		(c.behind == anything || c.behind == d.behind)
}

// newScorer prepares r.
func newScorer(r *Ranker) *scorer {
	size := 1 << bits.Len(uint(2*len(r.weights))|15)
	s := &scorer{keys: make([]uint64, size), rows: make([]int32, size), grams: make([]gram, 1)}
	for i := range s.affixes {
		s.affixes[i] = make([]int32, len(affixes))
	}
	var all [triples]triple
	for i := range all {
		all[i] = at(i)
	}
	for q, weight := range r.weights {
		switch q.template {
		case prefix, suffix:
			s.addAffix(q, weight)
		case first, last:
			s.addLetters(q, weight)
		case letters:
			s.letters[q.letters[0]-'0'] += weight
		default:
			s.addClitics(q, weight, &all)
		}
	}
	return s
}

// addClitics adds a weight to those of all triples of which its feature holds.
func (s *scorer) addClitics(q question, weight int32, all *[triples]triple) {
	for i := range triples {
		if !q.clitics.asks(all[i]) {
			continue
		}
		switch q.template {
		case clitics:
			s.clitics[i] += weight
		case frequency:
			s.frequency[i][q.letters[0]-'0'] += weight
		default:
			s.numbers[i][q.template] += weight
		}
	}
}

// addAffix adds the weight of an affix.
func (s *scorer) addAffix(q question, weight int32) {
	for i, a := range affixes {
		if a.letters != q.letters || a.template() != q.template {
			continue
		}
		for k := range s.affixes {
			if q.clitics == whatever || q.clitics.roughIndex() == k {
				s.affixes[k][i] += weight
			}
		}
	}
}

// addLetters adds the weight of letters at the begin or end of a host.
func (s *scorer) addLetters(q question, weight int32) {
	key := gramKey(q.template, []byte(q.letters))
	i := s.slot(key)
	if s.keys[i] == 0 {
		s.keys[i], s.rows[i] = key, int32(len(s.grams))
		s.grams = append(s.grams, gram{})
	}
	g := &s.grams[s.rows[i]]
	switch c := q.clitics; {
	case c.lead != anything:
		g.lead[c.lead] += weight
	case c.inner != anything:
		g.inner[c.inner] += weight
	case c.behind != anything:
		g.behind[c.behind] += weight
	default:
		g.whatever += weight
	}
}

// gramKey returns the key of a template and the letters that it asks for.
func gramKey(t template, letters []byte) uint64 { return mix(hashOf(letters).sum ^ uint64(t)<<56) }

// slot returns the place of a key, or the free one where it would be.
func (s *scorer) slot(key uint64) uint64 {
	mask := uint64(len(s.keys) - 1)
	i := key & mask
	for s.keys[i] != 0 && s.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

// gram returns the weights of a template and letters.
func (s *scorer) gram(t template, letters []byte) *gram {
	return &s.grams[s.rows[s.slot(gramKey(t, letters))]]
}

// score returns the sum of the features of e times their weights, in units of
// 1/(unit*one).
func (s *scorer) score(e *evidence) int64 {
	c := e.clitics
	i := c.index()
	sum := int64(s.clitics[i]) + int64(s.frequency[i][e.frequency]) + int64(s.letters[e.letters])
	with := s.affixes[c.rough().roughIndex()]
	for set := e.affixes; set != 0; set &= set - 1 {
		sum += int64(with[bits.TrailingZeros32(set)])
	}
	for begin, end := range grams(e.host) {
		f, l := s.gram(first, begin), s.gram(last, end)
		sum += int64(f.whatever) + int64(f.lead[c.lead]) + int64(f.inner[c.inner])
		sum += int64(l.whatever) + int64(l.behind[c.behind])
	}
	sum *= one
	for t, value := range e.numbers {
		sum += int64(value) * int64(s.numbers[i][t])
	}
	return sum
}
