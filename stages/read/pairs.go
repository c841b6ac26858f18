package read

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed pairs.txt
var pairsFile string

// impossible[a] has a bit for every letter that does not follow letter a.
// Letters are numbered from 1 in the order of Unicode; 0 is the edge of a word.
var impossible = parsePairs(pairsFile)

// The classes of runes that are no letter of the table.
const (
	edge    = 0   // white space, punctuation, digits
	neutral = 250 // an Arabic letter of another language, a presentation form
	silent  = 251 // a vowel mark, tatweel, a directional mark: not there at all
	latin   = 252 // a letter that does not stand next to an Arabic one
	broken  = 253 // a control character or a replacement character
)

// letterClass returns the number of an Arabic letter, or the class of r.
func letterClass(r rune) uint8 {
	switch {
	case 0x621 <= r && r <= 0x63A:
		return uint8(r-0x621) + 1
	case 0x641 <= r && r <= 0x64A:
		return uint8(r-0x641) + 27
	case r < 0x80:
		return asciiClass(byte(r))
	case 0x64B <= r && r <= 0x65F, r == 0x640, r == 0x670, invisible(r):
		return silent
	case r == utf8.RuneError, r < 0xA0:
		return broken
	case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
		return neutral
	case unicode.IsLetter(r):
		return latin
	}
	return edge
}

// asciiClass is letterClass for ASCII.
func asciiClass(c byte) uint8 {
	switch {
	case isASCIILetter(c):
		return latin
	case c < ' ' && !strings.ContainsRune("\t\n\v\f\r", rune(c)):
		return broken
	}
	return edge
}

// parsePairs reads pairs.txt; it panics on a line that is wrong, since the
// file is part of the program.
func parsePairs(file string) (table [64]uint64) {
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		first, rest, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		a := letterClass([]rune(first)[0])
		if !ok || a > 36 {
			panic("pairs.txt: " + line)
		}
		for _, r := range rest {
			table[a] |= 1 << letterClass(r)
		}
	}
	return table
}

// A fit says how well a text is Arabic, by the pairs of neighbours in it of
// which at least one is an Arabic letter.
type fit struct {
	pairs int // how many there are
	bad   int // how many do not occur in Arabic, or touch a letter of another script
}

// share returns the share of pairs that do not occur in Arabic; without any
// pair it is 1, for then nothing speaks for the text.
func (f fit) share() float64 {
	if f.pairs == 0 {
		return 1
	}
	return float64(f.bad) / float64(f.pairs)
}

// A fitter adds up a fit rune by rune. Its zero value is at the edge of a word.
type fitter struct {
	fit
	before uint8
}

// add takes in a rune of the given class.
func (f *fitter) add(class uint8) {
	if class == silent {
		return
	}
	a := f.before
	f.before = class
	switch {
	case class == broken:
		f.pairs++
		f.bad++
	case a == neutral || class == neutral || a == broken:
		// nothing is known of them
	case a == latin || class == latin:
		if 1 <= a && a <= 36 || 1 <= class && class <= 36 {
			f.pairs++
			f.bad++
		}
	case a != edge || class != edge:
		f.pairs++
		f.bad += int(impossible[a] >> class & 1)
	}
}

// fitOf measures the first most pairs of src.
func fitOf(src string, most int) fit {
	var f fitter
	for _, r := range src {
		f.add(letterClass(r))
		if f.pairs >= most {
			break
		}
	}
	return f.fit
}
