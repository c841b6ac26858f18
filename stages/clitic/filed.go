package clitic

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// A file of counts is lines of text that begin with # and say what it is, a
// line with the version of the format and the number n of words, and three
// tables that are looked into as they are: to put 330,000 words into a table took
// 10 ms of every start. The words are in order of their keys. The first bits of a
// key say in which bucket it is; the tables are
//
//	buckets  where each bucket begins, and n at the end: 4 bytes each
//	words    the print of each word, the 32 bits of its key behind those: 4 bytes;
//	         and the level of its count: 1 byte
//	filter   a bit for all keys with the same first bits, 64 to a bucket: it is set
//	         if there is one
//
// Nine look-ups of ten are of words that are not there, and the filter, half a
// megabyte of which one bit in twelve is set, stays near the processor: without
// it splitting new words takes twice as long.
//
// all little-endian.
//
// A word that is not there passes for one that is with a chance of 1 in 10^9.

// countsVersion is the line before the tables.
const countsVersion = "counts 3 of %d words"

// A filed is the tables of a file of counts.
type filed struct {
	bits                   int // of the number of a bucket
	buckets, words, filter string
}

// bucket returns the words of a bucket.
func (f *filed) bucket(n uint64) (from, to uint32) {
	b := f.buckets[4*n:]
	return number(b), number(b[4:])
}

// print returns the print of a word.
func (f *filed) print(i uint32) uint32 { return number(f.words[wordSize*i:]) }

// number returns the number that s begins with.
func number(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// wordSize is the number of bytes of a word in a file of counts.
const wordSize = 5

// bucketBits returns the bits of the number of a bucket for n words, so that
// four to eight words share one.
func bucketBits(n int) int { return max(0, bits.Len(uint(n))-3) }

const (
	keyBits    = 56 // of a key; see keyOf
	printBits  = 32
	filterBits = 6 // of a key behind those of its bucket
)

// find returns the level of the word with that key, 0 if it is unknown.
func (f *filed) find(key uint64) uint8 {
	if f.filter == "" {
		return 0
	}
	if bit := key >> (keyBits - f.bits - filterBits); f.filter[bit/8]>>(bit%8)&1 == 0 {
		return 0
	}
	print := uint32(key >> (keyBits - f.bits - printBits))
	from, to := f.bucket(key >> (keyBits - f.bits))
	for i := from; i < to; i++ {
		if f.print(i) == print {
			return f.words[wordSize*i+wordSize-1]
		}
	}
	return 0
}

// WriteCounts writes the counts of words, those that occur at least min times
// and are spelt with Arabic letters alone, for [ParseCounts]. The lines of head
// say what they are.
func WriteCounts(w io.Writer, head []string, words iter.Seq2[string, int], min int) error {
	sums := map[uint64]int{}
	for word, n := range words {
		if isSpelt(word) {
			sums[keyOf(folded(word).sum)] += n
		}
	}
	maps.DeleteFunc(sums, func(_ uint64, n int) bool { return n < min })
	keys := slices.Sorted(maps.Keys(sums))
	b := bufio.NewWriter(w)
	for _, line := range head {
		fmt.Fprintf(b, "# %s\n", line)
	}
	fmt.Fprintf(b, countsVersion+"\n", len(keys))
	put := func(n uint32) {
		b.Write(binary.LittleEndian.AppendUint32(nil, n))
	}
	size := bucketBits(len(keys))
	at := 0
	for bucket := range uint64(1)<<size + 1 {
		for at < len(keys) && keys[at]>>(keyBits-size) < bucket {
			at++
		}
		put(uint32(at))
	}
	for _, k := range keys {
		put(uint32(k >> (keyBits - size - printBits)))
		b.WriteByte(level(sums[k]))
	}
	filter := make([]byte, filterSize(size))
	for _, k := range keys {
		bit := k >> (keyBits - size - filterBits)
		filter[bit/8] |= 1 << (bit % 8)
	}
	b.Write(filter)
	return b.Flush()
}

// filterSize is the number of bytes of the filter for so many bits of the number
// of a bucket.
func filterSize(bits int) int { return 1 << (bits + filterBits) / 8 }

// isSpelt reports whether word is spelt with Arabic letters alone.
func isSpelt(word string) bool {
	const alphabet = "ءآأؤإئاٱبةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
	return word != "" && len(word) <= maxWord &&
		!strings.ContainsFunc(word, func(r rune) bool { return !strings.ContainsRune(alphabet, r) })
}

// ParseCounts returns the counts that [WriteCounts] wrote as data; name is for
// errors.
func ParseCounts(data, name string) (*Counts, error) {
	b := data
	for strings.HasPrefix(b, "#") {
		_, b, _ = strings.Cut(b, "\n")
	}
	var n int
	line, b, _ := strings.Cut(b, "\n")
	if _, err := fmt.Sscanf(line, countsVersion, &n); err != nil || n < 0 {
		return nil, fmt.Errorf("%s: %.40q, want %q", name, line, fmt.Sprintf(countsVersion, len(b)/wordSize))
	}
	f := filed{bits: bucketBits(n)}
	head := 4<<f.bits + 4
	if want := head + wordSize*n + filterSize(f.bits); n > len(b) || len(b) != want {
		return nil, fmt.Errorf("%s: %d bytes of tables, want %d", name, len(b), want)
	}
	f.buckets, f.words, f.filter = b[:head], b[head:head+wordSize*n], b[head+wordSize*n:]
	last := uint32(0)
	for i := 0; i < head; i += 4 {
		at := number(f.buckets[i:])
		if at < last || at > uint32(n) {
			return nil, fmt.Errorf("%s: bucket %d begins at word %d of %d, the last at %d", name, i/4, at, n, last)
		}
		last = at
	}
	if last != uint32(n) {
		return nil, fmt.Errorf("%s: the buckets have %d words of %d", name, last, n)
	}
	return &Counts{file: f, n: n}, nil
}
