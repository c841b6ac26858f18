package tokenise

import (
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// number cuts the figure whose digits begin at digits; before them, from
// start, may stand a per-cent sign.
func (s *scanner) number(start, digits int) int {
	if start == digits {
		if end := s.noteDigits(digits); end > digits && s.isNote(digits, end) {
			return s.emit(digits, end, text.NoteMark)
		}
	}
	end, groups := s.figures(digits)
	if start < digits {
		return s.emit(start, end, text.Number)
	}
	if groups == 1 {
		if j := s.era(digits, end); j > end {
			return s.emit(start, j, text.Year)
		}
		if yearLike(s.src[digits:end]) {
			end = s.literal(end, "s") // the 1990s
			return s.emit(start, end, text.Year)
		}
	}
	if j := s.ending(end); j > end {
		return s.emit(start, j, text.Number)
	}
	if r, n := utf8.DecodeRuneInString(s.src[end:s.end]); percent(r) {
		end += n
	}
	return s.emit(start, end, text.Number)
}

// figures returns the end of the digits from i on, with the points and commas
// between them, and the number of groups that these divide the digits into.
func (s *scanner) figures(i int) (end, groups int) {
	end, groups = s.digits(i), 1
	for {
		sep, n := utf8.DecodeRuneInString(s.src[end:s.end])
		next := s.digits(end + n)
		if !separator(sep) || next == end+n || !s.joins(i, end, end+n, next) {
			return end, groups
		}
		i, end, groups = end+n, next, groups+1
	}
}

// joins reports whether the digit groups [a, b) and [c, d), with a point or a
// comma between them, are one figure. Two years are not (1945,1990); and in
// 1990.1 at the end of a line the last digit is more likely the call of a
// footnote than a decimal.
func (s *scanner) joins(a, b, c, d int) bool {
	if !yearLike(s.src[a:b]) {
		return true
	}
	if yearLike(s.src[c:d]) {
		return false
	}
	return s.src[b] != '.' || s.noteDigits(c) != d || s.tail(d).class != lineEnd
}

// digits returns the end of the run of decimal digits from i on.
func (s *scanner) digits(i int) int {
	for i < s.end {
		class, n := s.at(i)
		if class != letters.Digit {
			break
		}
		i += n
	}
	return i
}

// separator reports whether r may stand between the digits of one figure. The
// Arabic comma may not: it divides the members of lists (١٩٤٥،١٩٩٠).
func separator(r rune) bool {
	return r == '.' || r == ',' || r == '٫' || r == '٬'
}

func percent(r rune) bool {
	return r == '%' || r == '٪' || r == '‰' || r == '؉' || r == '؊'
}

// value returns the value of the decimal digits in s, up to a bound that no
// year reaches, and how many digits there are.
func value(s string) (v, n int) {
	for _, r := range s {
		v = min(10*v+max(0, letters.Value(r)), 1e6)
		n++
	}
	return v, n
}

// yearLike reports whether the digits alone are read as a year: four of them,
// from 1000 to 2100.
func yearLike(digits string) bool {
	v, n := value(digits)
	return n == 4 && v >= 1000 && v <= 2100
}

// era returns the end of the sign of the Hijri or the Christian era that
// makes a year of the digits [i, j), or j.
func (s *scanner) era(i, j int) int {
	v, n := value(s.src[i:j])
	if end := s.literal(j, "هـ", "ﻫـ", "ه", "ﻫ", "ھ"); end > j && v >= 1 && v <= 1600 {
		return end
	}
	if end := s.literal(j, "م"); end > j && n >= 3 && v >= 100 && v <= 2100 { // 5م: five metres
		return end
	}
	return s.literal(j, "ق.م", "ق.هـ")
}

// ending returns the end of the letters at j that belong to the figure before
// them: a short Latin ending (1st, 20th, 12km) or the sign of the metre.
func (s *scanner) ending(j int) int {
	end := j
	for end < s.end && end-j < 4 && isASCIILetter(s.src[end]) {
		end++
	}
	switch {
	case end == j:
		return s.literal(j, "م")
	case end-j > 3 || !s.wordEnds(end):
		return j
	}
	return end
}

// literal returns the end of the first of words that stands at i and is not
// continued by further letters, or i.
func (s *scanner) literal(i int, words ...string) int {
	for _, w := range words {
		if end := i + len(w); end <= s.end && s.src[i:end] == w && s.wordEnds(end) {
			return end
		}
	}
	return i
}

// wordEnds reports whether no letter, mark or digit follows at i.
func (s *scanner) wordEnds(i int) bool {
	switch s.class(i) {
	case letters.Arabic, letters.Foreign, letters.Mark, letters.Tatweel, letters.Digit:
		return false
	}
	return true
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// numeral cuts a number that is written in no decimal digits: ½, Ⅳ, ①, and
// superscripts, which are calls of footnotes unless they are powers.
func (s *scanner) numeral(i int) int {
	j := i
	for j < s.end && superscript(s.rune(j)) {
		j += utf8.RuneLen(s.rune(j))
	}
	if j == i {
		_, n := s.at(i)
		return s.emit(i, i+n, text.Number)
	}
	if s.isPower(i) {
		return s.emit(i, j, text.Number)
	}
	return s.emit(i, j, text.NoteMark)
}

func superscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || r >= '⁴' && r <= '⁹'
}

// isPower reports whether a superscript at i is the exponent of a figure or
// of a unit of length.
func (s *scanner) isPower(i int) bool {
	if s.behind(i, text.Number) {
		return true
	}
	if !s.behind(i, text.Word, text.Foreign) {
		return false
	}
	return units[s.dst[len(s.dst)-1].Of(s.src)]
}

// units are the units of length that are squared and cubed.
var units = map[string]bool{
	"م": true, "كم": true, "سم": true, "ملم": true, "متر": true, "كيلومتر": true,
	"m": true, "km": true, "cm": true, "mm": true, "ft": true, "mi": true,
}
