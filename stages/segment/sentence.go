package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// splitter divides one paragraph into sentences.
type splitter struct {
	*Segmenter
	src     string      // up to the end of the paragraph
	start   int         // of the sentence being read
	marks   []text.Mark // those that do not end before the paragraph
	lines   bool        // a sentence ends with its line
	scanned int         // no letter or digit stands between start and here
	worded  bool        // one stands there
}

// appendSentences appends the sentences of the paragraph p of src, which tile
// it. Marks are those of the document that do not end before p. With lines,
// each line of p is a sentence or more: so it is in headings and verse.
func (s *Segmenter) appendSentences(dst []text.Sentence, src string, p text.Span, para int, marks []text.Mark, lines bool) []text.Sentence {
	sp := splitter{Segmenter: s, src: src[:p.End], start: p.Start, marks: marks, lines: lines, scanned: p.Start}
	for i := p.Start; i < p.End; {
		if !mayEnd[src[i]] || src[i] >= utf8.RuneSelf && stopAt(src, i) == noStop {
			i++
			continue
		}
		next, ends := sp.read(i)
		if ends && next < p.End {
			dst = append(dst, text.Sentence{Span: text.Span{Start: sp.start, End: next}, Para: para})
			sp.start, sp.scanned, sp.worded = next, next, false
		}
		i = next
	}
	return append(dst, text.Sentence{Span: text.Span{Start: sp.start, End: p.End}, Para: para})
}

// mayEnd tells the last bytes of the runes that may end a sentence. A byte
// that cannot is passed over without a look at its rune.
var mayEnd = [256]bool{
	'.': true, '!': true, '?': true, ';': true, '\n': true,
	0x9f: true, // ؟
	0x9b: true, // ؛
	0x94: true, // ۔
	0xa6: true, // …
	0xae: true, // ⸮
}

// A stop is what ends a sentence.
type stop uint8

const (
	noStop stop = iota
	fullStop
	query
	ellipsis
	semicolon
)

// stopAt returns the stop whose last byte is src[i].
func stopAt(src string, i int) stop {
	switch src[i] {
	case '.':
		return fullStop
	case '!', '?':
		return query
	case ';':
		return semicolon
	}
	switch {
	case i > 0 && src[i-1] == 0xd8 && src[i] == 0x9f:
		return query
	case i > 0 && src[i-1] == 0xd8 && src[i] == 0x9b:
		return semicolon
	case i > 0 && src[i-1] == 0xdb && src[i] == 0x94:
		return fullStop
	case i > 1 && src[i-2] == 0xe2 && src[i-1] == 0x80 && src[i] == 0xa6:
		return ellipsis
	case i > 1 && src[i-2] == 0xe2 && src[i-1] == 0xb8 && src[i] == 0xae:
		return query
	}
	return noStop
}

// read looks at the byte i, which may end a sentence, and returns where reading
// goes on: if the sentence ends there, with the next one.
func (sp *splitter) read(i int) (next int, ends bool) {
	if end := sp.markEnd(i); end > i {
		return end, false
	}
	if sp.src[i] == '\n' {
		next = sp.skipBlank(i)
		return next, sp.lines && sp.hasWord(i)
	}
	kind := stopAt(sp.src, i)
	if kind == noStop || kind == semicolon && !sp.semicolons {
		return i + 1, false
	}
	first := runeStart(sp.src, i)
	kind, i = sp.run(i+1, kind)
	if kind == fullStop && !sp.isFullStop(first, i) || !sp.hasWord(first) {
		return i, false
	}
	attached := !sp.spaceBefore(first)
	end := sp.tail(i)
	next = sp.skipBlank(end)
	if next == len(sp.src) {
		return next, true
	}
	if !sp.mayBegin(end, next, kind) || kind == ellipsis && !(attached && next > end) {
		return max(i, end), false
	}
	return next, true
}

// run returns the kind of a run of stops and its end; the first is of the given
// kind and ends at i. Two full stops or more are an ellipsis.
func (sp *splitter) run(i int, kind stop) (stop, int) {
	for i < len(sp.src) {
		_, size := utf8.DecodeRuneInString(sp.src[i:])
		next := stopAt(sp.src, i+size-1)
		if next == noStop || next == semicolon {
			break
		}
		switch {
		case kind == query || next == query:
			kind = query
		case kind == fullStop && next == fullStop || next == ellipsis:
			kind = ellipsis
		}
		i += size
	}
	return kind, i
}

// isFullStop reports whether the stop src[i:end] is no decimal point, no part
// of an address, and not that of an abbreviation or an enumerator.
func (sp *splitter) isFullStop(i, end int) bool {
	before, size := utf8.DecodeLastRuneInString(sp.src[sp.start:i])
	next, _ := utf8.DecodeRuneInString(sp.src[end:])
	b, n := letters.Of(before), letters.Of(next)
	if end == len(sp.src) {
		n = letters.Space
	}
	if b == letters.Digit && n == letters.Digit || isASCIIWord(before) && isASCIIWord(next) {
		return false
	}
	if b == letters.Digit {
		return !sp.isEnumerator(i)
	}
	return size == 0 || !sp.isAbbreviation(i)
}

func isASCIIWord(r rune) bool {
	return r < utf8.RuneSelf && (letters.Of(r) == letters.Foreign || letters.Of(r) == letters.Digit)
}

// isEnumerator reports whether nothing but a number stands before i in its
// sentence.
func (sp *splitter) isEnumerator(i int) bool {
	s := sp.src[sp.start:i]
	if len(s) > 32 {
		return false
	}
	return strings.TrimFunc(s, func(r rune) bool {
		return isSpace(r) || letters.Of(r) == letters.Digit || strings.ContainsRune("([-.", r)
	}) == ""
}

// longestAbbreviation is the number of letters of the longest abbreviation
// looked for.
const longestAbbreviation = 8

// isAbbreviation reports whether the word before i is an abbreviation or an
// initial.
func (sp *splitter) isAbbreviation(i int) bool {
	from, n := i, 0
	for from > sp.start && n <= longestAbbreviation {
		r, size := utf8.DecodeLastRuneInString(sp.src[sp.start:from])
		c := letters.Of(r)
		if c == letters.Arabic || c == letters.Foreign {
			n++
		} else if c != letters.Mark && c != letters.Tatweel && c != letters.Invisible {
			break
		}
		from -= size
	}
	if n == 0 || n > longestAbbreviation {
		return false
	}
	var room [64]byte
	var word [2]word
	p := phrase{room[:0], word[:0]}
	p.fold(sp.src, text.Span{Start: from, End: i}, nil)
	if sp.abbrs.eras[string(p.key)] && endsInDigit(sp.src[sp.start:from]) {
		return false
	}
	return n == 1 || sp.abbrs.words[string(p.key)]
}

// endsInDigit reports whether s ends in a digit, or in one and a space.
func endsInDigit(s string) bool {
	s = strings.TrimSuffix(s, " ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return letters.Of(r) == letters.Digit
}

// hasWord reports whether a letter or digit stands in the sentence before i.
func (sp *splitter) hasWord(i int) bool {
	for !sp.worded && sp.scanned < i {
		if end := sp.markEnd(sp.scanned); end > sp.scanned {
			sp.scanned = end
			continue
		}
		c, size := letters.At(sp.src[sp.scanned:])
		sp.worded = c == letters.Arabic || c == letters.Foreign || c == letters.Digit
		sp.scanned += size
	}
	return sp.worded
}

func (sp *splitter) spaceBefore(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(sp.src[sp.start:i])
	return isSpace(r)
}

// tail returns the end of what belongs to the sentence behind its stop at i:
// closing quotation marks and brackets, the call of a footnote.
func (sp *splitter) tail(i int) int {
	i = sp.skipClosing(i)
	if end := sp.noteEnd(i); end > i {
		return sp.skipClosing(end)
	}
	blank := i + skip(sp.src[i:], 0, func(r rune) bool { return r == ' ' || r == '\u00a0' || letters.Of(r) == letters.Invisible })
	if end := sp.noteEnd(blank); end > blank {
		rest := sp.src[end:]
		rest = rest[skip(rest, 0, func(r rune) bool { return r != '\n' && isSpace(r) }):]
		bracketed := sp.src[blank] == '(' || sp.src[blank] == '['
		if rest == "" || rest[0] == '\n' || bracketed {
			return sp.skipClosing(end)
		}
	}
	return i
}

// skipClosing returns the end of the closing marks from i on, and of marks of
// the format.
func (sp *splitter) skipClosing(i int) int {
	for i < len(sp.src) {
		if end := sp.markEnd(i); end > i {
			i = end
			continue
		}
		r, size := utf8.DecodeRuneInString(sp.src[i:])
		if c := letters.Of(r); !strings.ContainsRune(closing, r) && c != letters.Invisible && c != letters.Numeral {
			break
		}
		i += size
	}
	return i
}

// noteEnd returns the end of the number of a footnote that begins at i: one to
// three digits, which may be in brackets, and no word or number behind them.
// Without one it returns i.
func (sp *splitter) noteEnd(i int) int {
	j := i
	bracketed := j < len(sp.src) && (sp.src[j] == '(' || sp.src[j] == '[')
	if bracketed {
		j++
	}
	digits := 0
	for j < len(sp.src) {
		c, size := letters.At(sp.src[j:])
		if c != letters.Digit {
			break
		}
		digits++
		j += size
	}
	if digits == 0 || digits > 3 {
		return i
	}
	if bracketed {
		if j == len(sp.src) || sp.src[j] != ')' && sp.src[j] != ']' {
			return i
		}
		return j + 1
	}
	if j < len(sp.src) {
		r, _ := utf8.DecodeRuneInString(sp.src[j:])
		if !isSpace(r) && !strings.ContainsRune(closing, r) || strings.ContainsRune(")]", r) {
			return i
		}
	}
	return j
}

// mayBegin reports whether a sentence may begin at next, with the one before
// it ending at end.
func (sp *splitter) mayBegin(end, next int, kind stop) bool {
	r, _ := utf8.DecodeRuneInString(sp.src[next:])
	if strings.ContainsRune("،,؛;:.)]»%", r) {
		return false
	}
	if next == end && r < utf8.RuneSelf && kind != fullStop && isASCIIWord(r) {
		return false // ?q=1
	}
	return kind == query || !unicode.IsLower(r)
}

// markEnd returns the end of the mark that covers i, or i.
func (sp *splitter) markEnd(i int) int {
	if len(sp.marks) == 0 || sp.marks[0].Start > i {
		return i
	}
	if m := marksFrom(sp.marks, i); len(m) > 0 && m[0].Start <= i {
		return min(m[0].End, len(sp.src))
	}
	return i
}

// skipBlank returns where the next word or sign stands from i on.
func (sp *splitter) skipBlank(i int) int {
	for i < len(sp.src) {
		if end := sp.markEnd(i); end > i {
			i = end
			continue
		}
		r, size := utf8.DecodeRuneInString(sp.src[i:])
		if !isSpace(r) {
			break
		}
		i += size
	}
	return i
}
