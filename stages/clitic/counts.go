package clitic

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"fusul/corpus"
)

// Counts says how often each word occurs in a large body of text. Words that
// differ only in the hamza of an alef are counted as one, and a count is kept
// to one part in sixteen. A Counts is never changed.
type Counts struct {
	// Each slot is the key of a word, and below it, in 8 bits, its level, so
	// that a look-up touches the memory once; 0 is a free slot.
	slots []uint64
	used  int

	// filter has a bit set for each key. Nine look-ups of ten are of words that
	// are not there, and this part of the memory stays near the processor.
	filter [1 << filterBits / 64]uint64
}

// filterBits makes a filter of half a megabyte, in which one bit of twelve is
// set by the embedded counts.
const filterBits = 22

// EmbeddedCounts returns the counts that ship with the program.
func EmbeddedCounts() (*Counts, error) { return embeddedCounts() }

var embeddedCounts = sync.OnceValues(loadCounts)

func loadCounts() (*Counts, error) {
	const name = "counts.bin"
	data, err := fs.ReadFile(corpus.Words, name)
	if err != nil {
		return nil, err
	}
	return ParseCounts(data, name)
}

// Of returns how often word occurs, roughly; 0 if it is unknown.
func (c *Counts) Of(word string) int {
	if len(word) > maxWord {
		return 0
	}
	return c.count(folded(word))
}

// Len returns the number of words.
func (c *Counts) Len() int { return c.used }

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
	out := c.withRoom(c.used + len(sums))
	for key, n := range sums {
		if slot := out.slotOf(key); *slot != 0 {
			*slot = key<<8 | uint64(level(count(uint8(*slot))+n))
		} else {
			out.put(key<<8 | uint64(level(n)))
		}
	}
	return out
}

// withRoom returns a copy of c that has room for n words.
func (c *Counts) withRoom(n int) *Counts {
	out := newCounts(n)
	if len(out.slots) == len(c.slots) {
		copy(out.slots, c.slots) // a tenth of the time of putting each
		out.used, out.filter = c.used, c.filter
		return out
	}
	for _, slot := range c.slots {
		if slot != 0 {
			out.put(slot)
		}
	}
	return out
}

// newCounts returns an empty table with room for n words.
func newCounts(n int) *Counts {
	return &Counts{slots: make([]uint64, 1<<bits.Len(uint(n+n/2)|15))}
}

// keyOf returns the key of a word by its hash: 56 bits that all depend on the
// whole word.
func keyOf(sum uint64) uint64 { return mix(sum) >> 8 }

// put adds the slot of a word that c does not have yet.
func (c *Counts) put(slot uint64) {
	mask := uint64(len(c.slots) - 1)
	i := slot >> 8 & mask
	for c.slots[i] != 0 {
		i = (i + 1) & mask
	}
	c.slots[i] = slot
	bit := slot >> (64 - filterBits)
	c.filter[bit/64] |= 1 << (bit % 64)
	c.used++
}

// level returns the level of the word with hash h, 0 if it is unknown.
func (c *Counts) level(h hash) uint8 {
	key := keyOf(h.sum)
	if bit := key >> (56 - filterBits); c.filter[bit/64]>>(bit%64)&1 == 0 {
		return 0
	}
	return c.find(key)
}

// find returns the level of the word with that key, 0 if it is unknown.
func (c *Counts) find(key uint64) uint8 { return uint8(*c.slotOf(key)) }

// slotOf returns the slot of the word with that key, or the free one where it
// would be.
func (c *Counts) slotOf(key uint64) *uint64 {
	mask := uint64(len(c.slots) - 1)
	i := key & mask
	for c.slots[i] != 0 && c.slots[i]>>8 != key {
		i = (i + 1) & mask
	}
	return &c.slots[i]
}

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

// A file of counts is lines of text that begin with # and say what it is, a
// line with the version of the format and the number of words, and the words
// in order. A word is a byte
// with the number of letters that it shares with the word before, its other
// letters, a byte each (their place in alphabet, with 64 added to the last),
// and a byte with the level of its count.

// alphabet is the letters of the words in a file of counts, folded.
const alphabet = "ءؤئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"

// countsVersion is the line before the words.
const countsVersion = "counts 1 of %d words"

// WriteCounts writes the counts of words, those that occur at least min times
// and are spelt with Arabic letters alone, for [ParseCounts]. The lines of head
// say what they are.
func WriteCounts(w io.Writer, head []string, words iter.Seq2[string, int], min int) error {
	sums := map[string]int{}
	for word, n := range words {
		if codes, ok := encode(word); ok {
			sums[codes] += n
		}
	}
	maps.DeleteFunc(sums, func(_ string, n int) bool { return n < min })
	b := bufio.NewWriter(w)
	for _, line := range head {
		fmt.Fprintf(b, "# %s\n", line)
	}
	fmt.Fprintf(b, countsVersion+"\n", len(sums))
	last := ""
	for _, word := range slices.Sorted(maps.Keys(sums)) {
		n := shared(last, word)
		b.WriteByte(byte(n))
		b.WriteString(word[n : len(word)-1])
		b.WriteByte(word[len(word)-1] | 64)
		b.WriteByte(level(sums[word]))
		last = word
	}
	return b.Flush()
}

// shared returns how many of the first bytes of word are those of last. At
// least one is left over.
func shared(last, word string) int {
	n := 0
	for n < len(last) && n < len(word)-1 && last[n] == word[n] {
		n++
	}
	return n
}

// encode returns the places in alphabet of the letters of word, folded.
func encode(word string) (string, bool) {
	if word == "" || len(word) > maxWord {
		return "", false
	}
	bare := []byte(word)
	fold(bare)
	var out [maxWord]byte
	n := 0
	for _, r := range string(bare) {
		i := strings.IndexRune(alphabet, r)
		if i < 0 {
			return "", false
		}
		out[n] = byte(i / 2)
		n++
	}
	return string(out[:n]), true
}

// ParseCounts returns the counts that [WriteCounts] wrote as data; name is for
// errors.
func ParseCounts(data []byte, name string) (*Counts, error) {
	b := data
	for len(b) > 0 && b[0] == '#' {
		_, b, _ = bytes.Cut(b, []byte{'\n'})
	}
	var n int
	line, b, _ := bytes.Cut(b, []byte{'\n'})
	if _, err := fmt.Sscanf(string(line), countsVersion, &n); err != nil || n < 0 || n > len(b) {
		return nil, fmt.Errorf("%s: %.40q, want %q", name, line, fmt.Sprintf(countsVersion, len(b)/4))
	}
	c := newCounts(n)
	if rest, ok := c.read(b, n); !ok {
		return nil, fmt.Errorf("%s:#%d: no word, or the last of fewer than %d words", name, len(data)-len(rest), n)
	}
	return c, nil
}

// read puts the n words at the start of b, a file of counts without its head,
// into c and returns what is left of b, and whether all is well.
func (c *Counts) read(b []byte, n int) ([]byte, bool) {
	var sums [maxWord/2 + 2]uint64 // of the first letters of the last word
	var batch [256]uint64          // slots to put at once: the processor overlaps their cache misses
	length, held := 0, 0
	for range n {
		if len(b) == 0 || int(b[0]) > length {
			return b, false
		}
		length = int(b[0])
		for b = b[1:]; ; {
			if len(b) < 2 || 2*int(b[0]&63) >= len(alphabet) || length == maxWord/2 {
				return b, false
			}
			code, last := b[0]&63, b[0]&64 != 0
			b = b[1:]
			sums[length+1] = sums[length]*radixSquared + letterSums[code]
			length++
			if last {
				break
			}
		}
		if b[0] == 0 {
			return b, false
		}
		batch[held] = keyOf(sums[length])<<8 | uint64(b[0])
		b = b[1:]
		if held++; held == len(batch) {
			c.putAll(batch[:])
			held = 0
		}
	}
	c.putAll(batch[:held])
	return b, len(b) == 0
}

// putAll puts the words of slots that c does not have yet.
func (c *Counts) putAll(slots []uint64) {
	for _, slot := range slots {
		c.put(slot)
	}
}

// letterSums are the hashes of the letters of alphabet.
var letterSums = func() (sums [len(alphabet) / 2]uint64) {
	for i := range sums {
		sums[i] = hashOf(alphabet[2*i : 2*i+2]).sum
	}
	return sums
}()
