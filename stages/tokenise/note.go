package tokenise

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// Footnote calls. A thesis that was pasted out of a word processor has lost
// the raised type of its footnote digits, and they stand glued to the end of
// a sentence (الغد.1), behind a space at the end of a paragraph
// (رغباتها. 1), behind a name (Galtung1) or in brackets (الحلف (1).). What
// tells them from figures is where they stand, so both sides are looked at:
//
//	before             behind              example
//	stop, glued        space, end, stop    الغد.1 كما
//	stop, space        end of line         رغباتها. 1
//	word or " glued    stop, end of line   الغد"1.
//	comma, glued       end of line         السلام،1
//	word, ( glued      anything            الغد(1) كما
//	word, space, (     stop, end of line   السياسة (1).
//
// Not a call: anything of four digits or a leading zero, a figure at the
// start of a line, page numbers behind ص. and the like, numbered things
// (المادة 5, الجدول (3)), and page numbers behind the dots of a table of
// contents.

// maxNote is the number of digits of the longest footnote call: theses that
// number their notes through reach three.
const maxNote = 3

// noteDigits returns the end of the digits at i that may be the call of a
// footnote, or of several (1,2), or i.
func (s *scanner) noteDigits(i int) int {
	end := s.noteGroup(i)
	for end > i && end < s.end {
		r, n := utf8.DecodeRuneInString(s.src[end:s.end])
		next := s.noteGroup(end + n)
		if r != ',' && r != '،' || next == end+n {
			break
		}
		end = next
	}
	if end < s.end && s.class(end) == letters.Digit {
		return i
	}
	return end
}

// noteGroup returns the end of one to three digits at i, the first of which
// is not zero, or i.
func (s *scanner) noteGroup(i int) int {
	end := i
	for n := 0; n < maxNote; n++ {
		v := letters.Value(s.rune(end))
		if v < 0 || v == 0 && n == 0 {
			break
		}
		end += utf8.RuneLen(s.rune(end))
	}
	return end
}

// isNote reports whether the digits [i, j) are the call of a footnote.
func (s *scanner) isNote(i, j int) bool {
	k := len(s.dst) - 1
	if k < s.base {
		return false
	}
	if end := s.bracketed(s.dst[k], i, j); end > j {
		return s.isBracketedNote(k-1, s.dst[k].Start, end)
	}
	left, right := s.before(k, i), s.tail(j)
	switch {
	case left.word < s.base:
		return false
	case left.stop && left.gap:
		return right.class == lineEnd && !s.abbreviates(left.word)
	case left.stop:
		return right.class != other && !s.abbreviates(left.word)
	case left.gap:
		return false
	case left.comma:
		return right.class == lineEnd
	}
	return right.class >= stop && !(left.quote && right.quote) && !s.numbers(left.word)
}

// bracketed returns the place behind the bracket that closes around the
// digits [i, j), if token open is the bracket before them, or j. Brackets the
// wrong way round are taken as well, since they are common where
// right-to-left text went through a converter.
func (s *scanner) bracketed(open text.Token, i, j int) int {
	if open.Kind != text.Punct || strings.TrimLeft(s.src[open.End:i], " ") != "" {
		return j
	}
	end := j
	for end < s.end && s.src[end] == ' ' {
		end++
	}
	if end == s.end {
		return j
	}
	switch open.Of(s.src) + s.src[end:end+1] {
	case "()", "[]", ")(", "][":
		return end + 1
	}
	return j
}

// isBracketedNote reports whether a number in brackets is the call of a
// footnote; the brackets are the bytes [i, j), and token k is the last before
// them.
func (s *scanner) isBracketedNote(k, i, j int) bool {
	if k < s.base {
		return false
	}
	left, right := s.before(k, i), s.tail(j)
	switch {
	case left.word < s.base || s.numbers(left.word):
		return false
	case left.gap:
		return right.class == lineEnd || right.class == stop && !left.stop
	case left.comma:
		return right.class != other
	}
	return s.wordEnds(j)
}

// A context is what stands before a possible footnote call.
type context struct {
	word  int  // index of the last word, year or call before it, less than base if there is none
	gap   bool // white space comes between
	stop  bool // the end of a sentence comes between
	comma bool // a comma or the like
	quote bool // a closing quotation mark
}

// before looks back from i over the punctuation that ends with token k. The
// word it finds is glued to the punctuation, and on the line of i.
func (s *scanner) before(k, i int) context {
	none := context{word: -1}
	var c context
	if gap := s.src[s.dst[k].End:i]; gap != "" {
		if strings.Contains(gap, "\n") {
			return none
		}
		c.gap = strings.TrimFunc(gap, invisible) != ""
		i = s.dst[k].End
	}
	for depth := 0; k >= s.base && depth < 4 && s.dst[k].Kind == text.Punct && s.dst[k].End == i; depth++ {
		p := s.dst[k].Of(s.src)
		switch r, _ := utf8.DecodeRuneInString(p); {
		case isStop(r) && len(p) <= 3: // longer: dots of a table of contents
			c.stop = true
		case isCloser(r):
			c.quote = c.quote || isQuote(r)
		case isComma(r):
			c.comma = true
		default:
			return none
		}
		i = s.dst[k].Start
		k--
	}
	if k < s.base || s.dst[k].End != i {
		return none
	}
	switch s.dst[k].Kind {
	case text.Word, text.Foreign, text.Year, text.NoteMark: // the last for two calls in a row: [1][2]
		c.word = k
		return c
	}
	return none
}

func invisible(r rune) bool { return letters.Of(r) == letters.Invisible }

// What stands behind a possible footnote call.
const (
	other   = iota
	space   // white space, and more of the line
	stop    // the end of a sentence
	lineEnd // nothing, to the end of the line
)

// A tail is what stands behind a possible footnote call.
type tail struct {
	class int
	quote bool // a quotation mark comes first
}

// tail returns what stands at j behind a possible footnote call.
func (s *scanner) tail(j int) tail {
	var t tail
	for j < s.end {
		r, n := utf8.DecodeRuneInString(s.src[j:s.end])
		switch {
		case isStop(r):
			t.class = stop
		case isCloser(r):
			t.quote = t.quote || t.class == other && isQuote(r)
		default:
			return t.rest(s.gap(j))
		}
		j += n
	}
	return t.rest(s.gap(j))
}

// rest completes t with the gap behind the punctuation.
func (t tail) rest(gap int) tail {
	if gap == other || t.class == other || gap == lineEnd {
		t.class = gap
	}
	return t
}

// gap says how wide the white space at j is: none (other), space, or lineEnd.
// Marks count as white space.
func (s *scanner) gap(j int) int {
	class, marks, end := other, s.marks, s.end
	for {
		for j < end {
			r, n := utf8.DecodeRuneInString(s.src[j:end])
			switch {
			case r == '\n':
				return lineEnd
			case !Blank(r):
				return class
			case !invisible(r):
				class = space
			}
			j += n
		}
		if len(marks) == 0 || end == len(s.src) {
			return lineEnd
		}
		class, j = space, max(j, marks[0].End)
		for marks = marks[1:]; len(marks) > 0 && marks[0].Len() == 0; {
			marks = marks[1:]
		}
		if end = len(s.src); len(marks) > 0 {
			end = min(end, marks[0].Start)
		}
	}
}

func isStop(r rune) bool {
	switch r {
	case '.', '!', '?', '؟', '۔', '…':
		return true
	}
	return false
}

func isComma(r rune) bool {
	switch r {
	case ',', ';', '،', '؛':
		return true
	}
	return false
}

func isQuote(r rune) bool {
	switch r {
	case '"', '\'', '”', '“', '»', '’', '›', '„', '″':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case ')', ']', '}', '﴾', '﴿':
		return true
	}
	return isQuote(r)
}
