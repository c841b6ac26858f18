package analyse

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"fusul/stages/text"
)

// A cache remembers the types that one goroutine has met in a space, and which of
// them the document at hand has.
//
// Nine tokens of ten have 16 bytes or fewer, and those are kept in the slot of
// an open-addressing table itself, so that a look-up compares two numbers and
// follows no pointer. Over the 14 books that takes 0.6 of the time of a map of
// strings (BenchmarkTypes), and with punctuation and numbers kept as well the
// whole of splitting and matching is 1.5 times as fast as it was with a map.
type cache struct {
	slots    []slot // a power of two; at most half of them are taken
	used     int
	long     map[spelling]*entry // of more bytes than a slot has
	document uint64              // the number of the document at hand
	met      []*entry            // those of the document at hand, by their number there
	space    *Space
	groups   [Spellings][]group // by number of a spelling

	languages []string // of foreign words, by lang
}

// A lang is the language of a run of foreign words, a number of its cache;
// noLanguage that of all other tokens.
type lang uint8

const noLanguage lang = 0

// language returns the number of a language.
func (c *cache) language(name string) lang {
	i := slices.Index(c.languages, name)
	if i < 0 {
		i = len(c.languages)
		c.languages = append(c.languages, name)
	}
	return lang(i)
}

// A slot is a spelling and its entry, nil in a free slot.
type slot struct {
	spelling packed
	entry    *entry
}

// An entry is a type of a cache.
type entry struct {
	*text.Type // of known: each document asks for it, and would wait for known to come from memory
	known      *known
	document   uint64 // the last one that had it
	id         int32  // its number there
}

// A spelling is what tells two types apart: 1 may be a number or a footnote
// mark, and a foreign word may be of two languages.
type spelling struct {
	form string
	kind text.Kind
	lang lang
}

// A packed is a spelling in 16 bytes: the form, zeros behind it, and in the last
// byte its kind and language. A form that fills the last byte is an Arabic word,
// whose kind and language are 0, and whose last byte is 0x80 or more, as the
// others are not. No form has a zero byte.
type packed struct{ low, high uint64 }

// packedSize is the number of bytes of a packed spelling.
const packedSize = 16

// pack packs the spelling of the token of src, and reports whether it has room.
func pack(src string, t *text.Token, l lang) (packed, bool) {
	n := t.End - t.Start
	tag := uint64(t.Kind) | uint64(l)<<3
	if n > packedSize || n == packedSize && (tag != 0 || src[t.End-1] < 0x80) {
		return packed{}, false
	}
	var p packed
	if t.Start+packedSize <= len(src) {
		b := src[t.Start : t.Start+packedSize]
		p = packed{load(b), load(b[8:])}.first(n)
	} else { // the last token of a text
		var b [packedSize]byte
		copy(b[:], src[t.Start:t.End])
		p = packed{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
	}
	p.high |= tag << 56
	return p, true
}

// load returns the first eight bytes of s as a number. The compiler makes one
// instruction of it.
func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// first leaves the first n bytes of p. A shift by 64 or more gives 0.
func (p packed) first(n int) packed {
	if n <= 8 {
		return packed{low: p.low &^ (^uint64(0) << (8 * n))}
	}
	return packed{p.low, p.high &^ (^uint64(0) << (8 * (n - 8)))}
}

// hash spreads the bits of p over all of its own.
func (p packed) hash() uint64 {
	high, low := bits.Mul64(p.low^0x9e3779b97f4a7c15, p.high^0xd6e8feb86659fd93)
	return high ^ low
}

// begin prepares c for a session of a space.
func (c *cache) begin(space *Space) {
	if c.space != space {
		*c = cache{
			space: space, document: c.document, met: c.met,
			slots: make([]slot, 1<<10), long: map[spelling]*entry{}, languages: []string{noLanguage: ""},
		}
	}
}

// find returns the slot of p, or the free one where it would be.
func (c *cache) find(p packed) *slot {
	mask := uint64(len(c.slots) - 1)
	for i := p.hash(); ; i++ {
		s := &c.slots[i&mask]
		if s.spelling == p || s.entry == nil {
			return s
		}
	}
}

// add puts e into the free slot of p and returns it.
func (c *cache) add(s *slot, p packed, e *entry) *entry {
	*s = slot{p, e}
	if c.used++; 2*c.used <= len(c.slots) {
		return e
	}
	old := c.slots
	c.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.entry != nil {
			*c.find(s.spelling) = s
		}
	}
	return e
}
