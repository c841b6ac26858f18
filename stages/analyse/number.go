package analyse

import (
	"sync"

	"fusul/stages/text"
)

// A Spelling is one of the strings that types may have in common.
type Spelling int

// The spellings that are numbered.
const (
	Norm     Spelling = iota // Type.Norm
	Segments                 // Type.Segments
	Lemma                    // Type.Lemma
	Stem                     // Type.Stem
	Snowball                 // Type.Snowball
	Base                     // Type.Lemma, folded by Options.Base
	Spellings
)

// Numbers are the numbers, from 0, of a type and of its spellings among all
// that were met in a space. Whoever counts words by them hashes no string: over
// a library that is a quarter of the time of Map.
type Numbers struct {
	Type   int32
	Shared [Spellings]int32 // the same where the spellings are
}

// A Space is the types that the sessions of an analyser have met, with their
// numbers. The splitter takes 15 µs for a type, so no two goroutines shall ask
// it about the same one; a cache asks its space once for each of its types.
type Space struct {
	mu        sync.Mutex
	types     map[shared]*known
	spellings [Spellings]map[string]int32
}

// A shared is a spelling as sessions name it to each other.
type shared struct {
	form     string
	kind     text.Kind
	language string
}

// A known is a type of a space. It is never changed.
type known struct {
	*text.Type
	numbers Numbers
	base    string // the folded lemma
}

// spaceSize is the number of types that a space holds before the sessions to
// come begin another: about 200 MB. A library of 72 M words has about 1.3 M
// types, and nine tokens of ten are of the commonest 50,000.
const spaceSize = 400_000

func newSpace() *Space {
	s := &Space{types: map[shared]*known{}}
	for i := range s.spellings {
		s.spellings[i] = map[string]int32{}
	}
	return s
}

func (s *Space) full() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.types) >= spaceSize
}

// find returns the type of a spelling, or nil.
func (s *Space) find(key shared) *known {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.types[key]
}

// add adds the type of a spelling, unless another session was first, and
// returns the one that s has.
func (s *Space) add(key shared, t *text.Type, base string) *known {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.types[key]; k != nil {
		return k
	}
	k := &known{Type: t, base: base}
	k.numbers.Type = int32(len(s.types))
	for i := range s.spellings {
		name := k.name(Spelling(i))
		n, ok := s.spellings[i][name]
		if !ok {
			n = int32(len(s.spellings[i]))
			s.spellings[i][name] = n
		}
		k.numbers.Shared[i] = n
	}
	key.form = t.Form // not a slice of the document
	s.types[key] = k
	return k
}

// name returns a spelling of k.
func (k *known) name(s Spelling) string {
	switch s {
	case Norm:
		return k.Norm
	case Segments:
		return k.Segments
	case Lemma:
		return k.Lemma
	case Stem:
		return k.Stem
	case Snowball:
		return k.Snowball
	}
	return k.base
}

// A group is the number of a spelling in the last document that had it.
type group struct {
	document uint64
	id       int32
}

// describe fills in what r says of its types, which c has just met.
func (c *cache) describe(r *Result) {
	r.Space, r.Numbers = c.space, make([]Numbers, len(c.met))
	for i, e := range c.met {
		r.Numbers[i] = e.known.numbers
	}
	r.Norms, r.Lemmas, r.Bases = c.group(Norm, r.Numbers), c.group(Lemma, r.Numbers), c.group(Base, r.Numbers)
}

// group groups the types of the document at hand by a spelling.
func (c *cache) group(by Spelling, numbers []Numbers) Groups {
	n := len(numbers)
	g := Groups{Of: make([]int32, n), Names: make([]string, 0, n), Shared: make([]int32, 0, n)}
	for i := range numbers {
		shared := numbers[i].Shared[by]
		if more := int(shared) + 1 - len(c.groups[by]); more > 0 {
			c.groups[by] = append(c.groups[by], make([]group, more)...)
		}
		x := &c.groups[by][shared]
		if x.document != c.document {
			*x = group{c.document, int32(len(g.Names))}
			g.Names, g.Shared = append(g.Names, c.met[i].known.name(by)), append(g.Shared, shared)
		}
		g.Of[i] = x.id
	}
	return g
}
