package clitic

import (
	"bufio"
	"fmt"
	"io"
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
	keys   []uint64 // hashes of words; 0 is a free slot
	levels []uint8
	used   int
}

// EmbeddedCounts returns the counts that ship with the program.
func EmbeddedCounts() (*Counts, error) { return embeddedCounts() }

var embeddedCounts = sync.OnceValues(func() (*Counts, error) {
	const name = "counts.bin"
	f, err := corpus.Words.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadCounts(f, name)
})

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
			sums[folded(word).sum] += n
		}
	}
	out := newCounts(c.used + len(sums))
	for i, k := range c.keys {
		if k != 0 {
			out.put(k, level(count(c.levels[i])+sums[k]))
			delete(sums, k)
		}
	}
	for k, n := range sums {
		out.put(k, level(n))
	}
	return out
}

// newCounts returns an empty table with room for n words.
func newCounts(n int) *Counts {
	size := 1 << bits.Len(uint(n+n/2)|15)
	return &Counts{keys: make([]uint64, size), levels: make([]uint8, size)}
}

// put sets the level of a word that c does not have yet.
func (c *Counts) put(key uint64, level uint8) {
	if key == 0 {
		return // the empty word
	}
	mask := uint64(len(c.keys) - 1)
	i := mix(key) & mask
	for c.keys[i] != 0 {
		i = (i + 1) & mask
	}
	c.keys[i], c.levels[i] = key, level
	c.used++
}

// level returns the level of the word with hash h, 0 if it is unknown.
func (c *Counts) level(h hash) uint8 {
	mask := uint64(len(c.keys) - 1)
	for i := mix(h.sum) & mask; ; i = (i + 1) & mask {
		switch c.keys[i] {
		case h.sum:
			return c.levels[i]
		case 0:
			return 0
		}
	}
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
// and are spelt with Arabic letters alone, for [ReadCounts]. The lines of head
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

// ReadCounts reads counts as [WriteCounts] writes them; name is for errors.
func ReadCounts(r io.Reader, name string) (*Counts, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	b := string(data)
	for strings.HasPrefix(b, "#") {
		_, b, _ = strings.Cut(b, "\n")
	}
	var n int
	line, b, _ := strings.Cut(b, "\n")
	if _, err := fmt.Sscanf(line, countsVersion, &n); err != nil || n < 0 || n > len(b) {
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
func (c *Counts) read(b string, n int) (string, bool) {
	var sums [maxWord/2 + 2]uint64 // of the first letters of the last word
	length := 0
	for range n {
		if b == "" || int(b[0]) > length {
			return b, false
		}
		length = int(b[0])
		for b = b[1:]; ; {
			if len(b) < 2 || 2*int(b[0]&63) >= len(alphabet) || length == maxWord/2 {
				return b, false
			}
			code, last := int(b[0]&63), b[0]&64 != 0
			b = b[1:]
			sums[length+1] = hash{sums[length], 0}.then(letterHashes[code]).sum
			length++
			if last {
				break
			}
		}
		c.put(sums[length], b[0])
		b = b[1:]
	}
	return b, b == ""
}

// letterHashes are those of the letters of alphabet.
var letterHashes = func() (h [len(alphabet) / 2]hash) {
	for i := range h {
		h[i] = hashOf(alphabet[2*i : 2*i+2])
	}
	return h
}()
