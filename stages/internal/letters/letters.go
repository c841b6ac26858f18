// Package letters holds the letter classes that the language stages share.
//
// The Arabic block U+0600–06FF is answered from a table, since nearly every
// rune of an Arabic text comes from it; everything else is asked of the
// Unicode tables.
package letters

import (
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
