package clitic

import (
	"iter"
	"math/bits"
	"sync"

	"fusul/corpus"
)

// Counts says how often each word occurs in a large body of text. Words that
// differ only in the hamza of an alef are counted as one, and a count is kept
// to one part in sixteen. A Counts is never changed.
type Counts struct {
	file filed
	n    int // words

	// more has a slot for each word that was merged in, whether the file has it
	// or not: its key and below it, in 8 bits, its level; 0 is a free slot.
	more []uint64
	used int
}

// EmbeddedCounts returns the counts that ship with the program.
func EmbeddedCounts() (*Counts, error) { return embeddedCounts() }

var embeddedCounts = sync.OnceValues(loadCounts)

func loadCounts() (*Counts, error) {
	return ParseCounts(corpus.Counts, "counts.bin")
}

// Of returns how often word occurs, roughly; 0 if it is unknown.
func (c *Counts) Of(word string) int {
	if len(word) > maxWord {
		return 0
	}
	return c.count(folded(word))
}

// Len returns the number of words.
func (c *Counts) Len() int { return c.n }

// Merge returns counts of the words of c and of the given ones, which come
// without harakat and tatweel; a word that both have gets the sum. It is how
// the ranker is adapted to a corpus. The answer does not depend on the order
// of words.
func (c *Counts) Merge(words iter.Seq2[string, int]) *Counts {
	sums := map[uint64]int{}
	for word, n := range words {
		if len(word) <= maxWord && n > 0 {
			sums[keyOf(folded(word).sum)] += n
		}
	}
	room := c.used + len(sums)
	out := &Counts{file: c.file, n: c.n, more: make([]uint64, 1<<bits.Len(uint(room+room/2)|15))}
	for _, slot := range c.more {
		if slot != 0 {
			out.put(slot>>8, uint8(slot))
		}
	}
	for key, n := range sums {
		old := c.find(key)
		if old == 0 {
			out.n++
		}
		out.put(key, level(count(old)+n))
	}
	return out
}

// put gives the word with that key a level.
func (c *Counts) put(key uint64, level uint8) {
	slot := &c.more[c.slot(key)]
	if *slot == 0 {
		c.used++
	}
	*slot = key<<8 | uint64(level)
}

// slot returns the place in c.more of a key, or the free one where it would be.
func (c *Counts) slot(key uint64) uint64 {
	mask := uint64(len(c.more) - 1)
	i := key & mask
	for c.more[i] != 0 && c.more[i]>>8 != key {
		i = (i + 1) & mask
	}
	return i
}

// keyOf returns the key of a word by its hash: 56 bits that all depend on the
// whole word.
func keyOf(sum uint64) uint64 { return mix(sum) >> 8 }

// find returns the level of the word with that key, 0 if it is unknown.
func (c *Counts) find(key uint64) uint8 {
	if len(c.more) > 0 {
		if slot := c.more[c.slot(key)]; slot != 0 {
			return uint8(slot)
		}
	}
	return c.file.find(key)
}

// level returns the level of the word with hash h, 0 if it is unknown.
func (c *Counts) level(h hash) uint8 { return c.find(keyOf(h.sum)) }

// count returns roughly how often the word with hash h occurs.
func (c *Counts) count(h hash) int { return count(c.level(h)) }

// level returns 1 + 8 log2 n, the logarithm taken straight between the powers
// of two; 0 for n = 0.
func level(n int) uint8 {
	if n <= 0 {
		return 0
	}
	n = min(n, 1<<30)
	e := bits.Len(uint(n)) - 1
	return uint8(1 + 8*e + (n<<3>>e)&7)
}

// count returns the middle of the counts of level l.
func count(l uint8) int {
	if l == 0 {
		return 0
	}
	e, f := int(l-1)/8, int(l-1)%8
	return (17 + 2*f) << e >> 4
}
