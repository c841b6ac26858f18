package segment

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// closers part an enumerator from its title.
const closers = ")].-–—:/_"

// An enumerator is a number before a heading: ١-٢, (3), 1.2, أ-, IV.
type enumerator struct {
	size   int // bytes, with what separates it from the title
	depth  int
	last   int
	series uint64
}

// readEnumerator reads an enumerator at the beginning of s. A number that is
// followed by a space alone, as in "20 دولة", is none unless it has two
// figures or more.
func readEnumerator(s string) (e enumerator, ok bool) {
	i := skip(s, 0, isSpace)
	bracket := i < len(s) && (s[i] == '(' || s[i] == '[')
	if bracket {
		i++
	}
	if i == len(s) {
		return e, false
	}
	series := []byte{s[i] & 0x80} // tells 1 from ١
	if bracket {
		series[0]++
	}
	for {
		v, size := figure(s[i:])
		if size == 0 {
			break
		}
		if e.depth > 0 {
			series = append(series, byte(e.last), '.')
		}
		e.depth, e.last, i = e.depth+1, v, i+size
		r, size := utf8.DecodeRuneInString(s[i:])
		if next, _ := utf8.DecodeRuneInString(s[i+size:]); !strings.ContainsRune(".-–/", r) || letters.Of(next) != letters.Digit {
			break
		}
		i += size
	}
	if e.depth == 0 {
		size := 0
		if e.last, size = letter(s[i:]); size == 0 {
			return e, false
		}
		e.depth, i = 1, i+size
		series = append(series, 'a')
	}
	after := skip(s, i, func(r rune) bool { return isSpace(r) || strings.ContainsRune(closers, r) })
	gap := s[i:after]
	switch closed := strings.ContainsAny(gap, closers); {
	case after == len(s), gap == "", bracket && !strings.ContainsAny(gap, ")]"), !closed && e.depth == 1:
		return e, false
	}
	e.size, e.series = after, hash(series)
	return e, true
}

// figure reads a number of one or two digits, with its length in bytes, which
// is 0 when there is none.
func figure(s string) (v, size int) {
	digits := 0
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		d := letters.Value(r)
		if d < 0 {
			break
		}
		if digits++; digits > 2 {
			return 0, 0
		}
		v, size = v*10+d, size+n
	}
	return v, size
}

// letter reads a letter or Roman numeral that counts, with its length.
func letter(s string) (v, size int) {
	end := 0
	for end < len(s) {
		c, n := letters.At(s[end:])
		if c == letters.Tatweel || c == letters.Invisible {
			end += n
			continue
		}
		if c != letters.Arabic && c != letters.Foreign {
			break
		}
		if end += n; end > 8 {
			return 0, 0
		}
	}
	rest := s[end:]
	if r, _ := utf8.DecodeRuneInString(rest[skip(rest, 0, isSpace):]); !strings.ContainsRune(closers, r) {
		return 0, 0
	}
	var p phrase
	p.fold(s, text.Span{End: end}, nil)
	if len(p.words) != 1 {
		return 0, 0
	}
	if v = letterValue(p.bare(0)); v == 0 {
		return 0, 0
	}
	return v, end
}

// letterValue returns what a folded letter or Roman numeral counts, or 0.
func letterValue(key []byte) int {
	if len(key) == 2 {
		const abjad = "ابجدهوزحطيكلمنسعفصقرشت"
		if i := strings.Index(abjad, string(key)); i >= 0 {
			return i/2 + 1
		}
	}
	if v := roman(key); v > 0 {
		return v
	}
	if len(key) == 1 && key[0] >= 'a' && key[0] <= 'h' {
		return int(key[0]-'a') + 1
	}
	return 0
}

// roman returns the value of a small Roman numeral up to xxxix, or 0.
func roman(key []byte) int {
	s, v := string(key), 0
	for strings.HasPrefix(s, "x") {
		s, v = s[1:], v+10
	}
	units := [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	for i, u := range units {
		if s == u && v < 40 {
			return v + i
		}
	}
	return 0
}
