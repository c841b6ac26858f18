// Package letters holds the letter classes that the language stages share.
//
// The Arabic block U+0600–06FF is answered from a table, since nearly every
// rune of an Arabic text comes from it; everything else is asked of the
// Unicode tables.
package letters

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// A Class says what part a rune plays in a text.
type Class uint8

// The classes of runes. Every rune is in exactly one.
const (
	Arabic    Class = iota // a letter of the Arabic script
	Mark                   // a combining mark: harakat, Quranic signs, accents
	Tatweel                // U+0640, the lengthening stroke
	Foreign                // a letter of any other script
	Digit                  // a decimal digit of any script
	Numeral                // any other number: superscripts, fractions, Roman numerals
	Symbol                 // punctuation, symbols, private use, bytes that are no UTF-8
	Space                  // white space and control characters
	Invisible              // joiners, bidirectional controls, soft hyphens: nothing is printed
)

// InWord reports whether a rune of class c is part of Arabic words.
func (c Class) InWord() bool { return c <= Tatweel }

// Of returns the class of r.
func Of(r rune) Class {
	switch {
	case r < utf8.RuneSelf:
		return ascii[r]
	case r >= 0x600 && r <= 0x6ff:
		return block[r-0x600]
	}
	return classify(r)
}

// InBlock returns the class of the rune U+0600–06FF that the two bytes lead
// and next spell. The caller has seen that IsLead(lead).
func InBlock(lead, next byte) Class { return block[lead&3<<6|next&0x3f] }

// IsLead reports whether b begins the two bytes of a rune U+0600–06FF.
func IsLead(b byte) bool { return b&0xfc == 0xd8 }

// Run returns the length in bytes of the run of letters, marks and tatweel from
// the start of s that have two bytes each, or of a part of it: it may stop
// before a letter that few texts have. It looks at four letters at once and has
// no branch that depends on which they are.
//
// Nearly all are from U+0620 to U+063F, the bytes d8 and 101xxxxx, or from U+0640
// to U+065F, d9 and 100xxxxx. So with d8 and a0 taken off, what is left of the
// lead is one bit, and of the three bits of the next byte the same one.
func Run(s string) int {
	const (
		first = 0xa0d8_a0d8_a0d8_a0d8 // U+0620, four times, as a little-endian number
		leads = 0x0001_0001_0001_0001
		fixed = 0xe0fe_e0fe_e0fe_e0fe
	)
	n := 0
	for ; n+8 <= len(s); n += 8 {
		b := s[n : n+8]
		v := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		v ^= first
		v ^= v & leads << 13 // from the first bit of the lead to the sixth of the next byte
		if wrong := v & fixed; wrong != 0 {
			return n + bits.TrailingZeros64(wrong)/16*2
		}
	}
	for n+2 <= len(s) && IsLead(s[n]) && s[n+1]&0xc0 == 0x80 && InBlock(s[n], s[n+1]).InWord() {
		n += 2
	}
	return n
}

// At decodes the first rune of s and returns its class and its length in
// bytes. A byte that is no UTF-8 is a Symbol of length 1; an empty s is a
// Space of length 0.
func At(s string) (Class, int) {
	if s == "" {
		return Space, 0
	}
	if s[0] < utf8.RuneSelf {
		return ascii[s[0]], 1
	}
	r, n := utf8.DecodeRuneInString(s)
	return Of(r), n
}

// Value returns the value of a decimal digit of the scripts that Arabic texts
// use (1, ١, ۱), or -1.
func Value(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '\u0660' && r <= '\u0669':
		return int(r - '\u0660')
	case r >= '\u06f0' && r <= '\u06f9':
		return int(r - '\u06f0')
	}
	return -1
}

var (
	ascii = table[[utf8.RuneSelf]Class](0)
	block = table[[256]Class](0x600)
)

// table returns the classes of the runes from first on.
func table[T [128]Class | [256]Class](first rune) T {
	var t T
	for i := range len(t) {
		t[i] = classify(first + rune(i))
	}
	return t
}

func classify(r rune) Class {
	switch {
	case r == '\u0640':
		return Tatweel
	case r == utf8.RuneError:
		return Symbol
	case unicode.IsSpace(r) || unicode.Is(unicode.Cc, r):
		return Space
	case r == '\u06dd' || r >= '\u0600' && r <= '\u0605':
		return Symbol // format characters that are printed: end of verse, number signs
	case unicode.Is(unicode.Cf, r):
		return Invisible
	case unicode.IsLetter(r):
		if unicode.Is(unicode.Arabic, r) {
			return Arabic
		}
		return Foreign
	case unicode.IsMark(r):
		return Mark
	case unicode.IsDigit(r):
		return Digit
	case unicode.IsNumber(r):
		return Numeral
	}
	return Symbol
}
