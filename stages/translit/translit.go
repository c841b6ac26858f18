// Package translit writes Arabic in Latin letters and reads it back, one
// letter for one letter: in Buckwalter's ASCII scheme, in its safe variant
// without punctuation (for file names, XML, regular expressions), and in the
// scheme of Habash, Soudi and Buckwalter (2007) that linguists print.
//
// What a scheme has no letter for is passed on as it is, so transliterate
// words and not mixed text: in Buckwalter's scheme "on" is read as ون.
package translit

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A Scheme is a way of writing Arabic in Latin letters.
type Scheme uint8

// The schemes.
const (
	Buckwalter Scheme = iota
	SafeBuckwalter
	HSB
)

// Parse returns the scheme of the name bw, safebw or hsb, the names that
// CAMeL Tools uses.
func Parse(name string) (Scheme, error) {
	for i, n := range names {
		if n == name {
			return Scheme(i), nil
		}
	}
	return 0, fmt.Errorf("unknown transliteration %q, want %s", name, strings.Join(names[:], ", "))
}

var names = [...]string{"bw", "safebw", "hsb"}

// String returns the name of s as Parse takes it.
func (s Scheme) String() string { return names[s] }

// Encode returns an Arabic word in Latin letters.
// Decode(Encode(w)) == w for every word of the letters and marks of
// [Letters].
func (s Scheme) Encode(word string) string {
	return strings.Map(func(r rune) rune {
		if i := index(r); i >= 0 {
			return latin[s][i]
		}
		return r
	}, word)
}

// Decode returns the Arabic word that latin writes.
func (s Scheme) Decode(latin string) string {
	return strings.Map(func(r rune) rune {
		if a, ok := arabic[s][r]; ok {
			return a
		}
		return r
	}, norm.NFC.String(latin)) // HSB is typed with combining accents too
}

// Letters are the letters and marks that all schemes write.
const Letters = "ءآأؤإئابةتثجحخدذرزسشصضطظعغ" + "ـ" + "فقكلمنهوىي" +
	"\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652" + // harakat
	"\u0670" + "ٱ" + "پچڤگ"

// latin holds the letters of each scheme in the order of Letters. They are
// those of CAMeL Tools.
var latin = [...][]rune{
	Buckwalter:     []rune("'|>&<}AbptvjHxd*rzs$SDTZEg" + "_" + "fqklmnhwYy" + "FNKaui~o" + "`" + "{" + "PJVG"),
	SafeBuckwalter: []rune("CMOWIQAbptvjHxdVrzscSDTZEg" + "_" + "fqklmnhwYy" + "FNKaui~o" + "e" + "L" + "PJBG"),
	HSB:            []rune("'ĀÂŵĂŷAbħtθjHxdðrzsšSDTĎςγ" + "_" + "fqklmnhwýy" + "ãũĩaui~." + "á" + "Ä" + "pcvg"),
}

// arabic holds the inverse of latin.
var arabic = func() (m [len(latin)]map[rune]rune) {
	for s := range latin {
		m[s] = map[rune]rune{}
		for i, a := range []rune(Letters) {
			m[s][latin[s][i]] = a
		}
	}
	return m
}()

// index returns the place of r in Letters, or -1.
func index(r rune) int {
	if r < 0x600 || r > 0x6ff {
		return -1
	}
	return int(places[r-0x600]) - 1
}

// places holds the place in Letters, plus one, of each rune of the Arabic
// block.
var places = func() (p [256]uint8) {
	for i, r := range []rune(Letters) {
		p[r-0x600] = uint8(i + 1)
	}
	return p
}()
