package segment

import (
	"math/bits"
	"sort"
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// A line is a line of the text with something to read on it.
type line struct {
	start    int // where it begins, with its indent
	from, to int // what can be read: without white space and marks at its ends
	gap      int // blank lines before it
	runes    int // counted up to maxWidth at least
	end      ending
	paged    bool // a page break stands before it
	para     int  // where the paragraph that the format marks here begins, or -1
}

// lines reads the lines of a stretch of the text, one after the other.
type lines struct {
	src     string
	marks   []text.Mark // those that are not wholly before pos
	pos     int
	end     int
	newline int // the first \n from pos on, or end; less than pos: not known
	blocks  []text.Block
}

// linesOf returns the lines of doc.Text[s].
func linesOf(doc *text.Document, s text.Span) lines {
	b := doc.Blocks
	return lines{
		src: doc.Text, pos: s.Start, end: s.End, newline: -1,
		marks:  marksFrom(doc.Marks, s.Start),
		blocks: b[sort.Search(len(b), func(i int) bool { return b[i].End > s.Start }):],
	}
}

// next returns the next line that is not blank. A line that holds marks alone
// is neither text nor blank.
func (l *lines) next() (line, bool) {
	var ln line
	for l.pos < l.end {
		start := l.pos
		stop := l.lineEnd()
		l.pos = min(stop+1, l.end)
		from, marked, paged := l.trimLeft(start, stop)
		ln.paged = ln.paged || paged
		if from == stop {
			if !marked {
				ln.gap++
			}
			continue
		}
		ln.start, ln.from, ln.to = start, from, l.trimRight(from, stop)
		ln.runes = countRunes(l.src[ln.from:min(ln.to, ln.from+4*maxWidth)])
		ln.end = endOf(l.src[ln.from:ln.to])
		ln.para = l.block(ln.from)
		return ln, true
	}
	return ln, false
}

// countRunes is utf8.RuneCountInString for valid text, eight bytes at once.
func countRunes(s string) int {
	const each = 0x0101_0101_0101_0101
	n, i := 0, 0
	for ; i+8 <= len(s); i += 8 {
		b := s[i : i+8]
		v := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		n += 8 - bits.OnesCount64(v>>7&^(v>>6)&each) // less the bytes 10xxxxxx
	}
	for ; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

// block returns the beginning of the paragraph that the format marks at offset,
// or -1.
func (l *lines) block(offset int) int {
	for len(l.blocks) > 0 && l.blocks[0].End <= offset {
		l.blocks = l.blocks[1:]
	}
	if len(l.blocks) == 0 || l.blocks[0].Start > offset || l.blocks[0].Kind != text.Paragraph {
		return -1
	}
	return l.blocks[0].Start
}

// lineEnd returns where the line at pos ends: at \n, at \r without one, or at
// the end.
func (l *lines) lineEnd() int {
	if l.newline < l.pos {
		l.newline = l.end
		if i := strings.IndexByte(l.src[l.pos:l.end], '\n'); i >= 0 {
			l.newline = l.pos + i
		}
	}
	i := strings.IndexByte(l.src[l.pos:l.newline], '\r')
	if i < 0 || l.pos+i+1 == l.newline {
		return l.newline
	}
	return l.pos + i
}

// trimLeft returns where the text of src[from:to] begins, whether marks stand
// before that, and whether one of them is a page break.
func (l *lines) trimLeft(from, to int) (begin int, marked, paged bool) {
	for {
		from += skip(l.src[from:to], 0, isSpace)
		for len(l.marks) > 0 && l.marks[0].End <= from {
			l.marks = l.marks[1:]
		}
		if from == to || len(l.marks) == 0 || l.marks[0].Start > from {
			return from, marked, paged
		}
		marked = true
		paged = paged || l.marks[0].Kind == text.PageBreak || l.marks[0].Kind == text.PageEnd
		from = min(to, l.marks[0].End)
	}
}

// trimRight returns where the text of src[from:to] ends.
func (l *lines) trimRight(from, to int) int {
	n := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].Start >= to })
	for {
		for from < to {
			r, size := utf8.DecodeLastRuneInString(l.src[from:to])
			if !isSpace(r) {
				break
			}
			to -= size
		}
		if n == 0 || l.marks[n-1].End < to || l.marks[n-1].Start <= from {
			return to
		}
		n--
		to = min(to, l.marks[n].Start)
	}
}

// An ending says what the last rune of a line is, but for closing quotation
// marks and brackets and the number of a footnote.
type ending uint8

const (
	endsOpen  ending = iota // a word
	endsComma               // ، ؛
	endsColon
	endsEllipsis
	endsStop  // . ۔
	endsQuery // ؟ !
)

// final reports whether a sentence can end so.
func (e ending) final() bool { return e >= endsStop }

// endOf returns the ending of s, which has no white space at its end.
func endOf(s string) ending {
	if r, _ := utf8.DecodeLastRuneInString(s); letters.Of(r) == letters.Arabic {
		return endsOpen // and so do most lines of wrapped prose
	}
	s = trimClosers(s)
	if e := lastRune(s); e != endsOpen {
		return e
	}
	digits := strings.TrimRightFunc(s, func(r rune) bool { return letters.Value(r) >= 0 })
	if n := utf8.RuneCountInString(s[len(digits):]); n == 0 || n > 3 {
		return endsOpen
	}
	rest := trimClosers(strings.TrimRightFunc(digits, func(r rune) bool { return isSpace(r) || r == '(' || r == '[' }))
	e := lastRune(rest)
	if before := strings.TrimRight(rest, ".،,:"); e.final() && len(before) > 0 {
		if r, _ := utf8.DecodeLastRuneInString(before); letters.Value(r) < 0 {
			return e // الكلمة.1, and not 13.3
		}
	}
	return endsOpen
}

func trimClosers(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool { return isSpace(r) || strings.ContainsRune(closing, r) })
}

// closing are the runes that close what stands before them.
const closing = `»”"'’)]}›﴾*_`

func lastRune(s string) ending {
	r, _ := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '۔':
		if strings.HasSuffix(s, "..") {
			return endsEllipsis
		}
		return endsStop
	case '؟', '?', '!', '⸮':
		return endsQuery
	case '،', '؛', ',', ';', '٬':
		return endsComma
	case ':':
		return endsColon
	case '…':
		return endsEllipsis
	}
	return endsOpen
}

// A layout is how the lines of a text make paragraphs.
type layout struct {
	wrapped bool // paragraphs run over lines; else each line is one
	width   int  // runes of a full line, where wrapped
	least   int  // a line with fewer is the last of its paragraph, where wrapped
	wide    int  // so many blank lines or more set headings off; 0: none do
}

// Of a wrapped text most lines that another follows at once break off in the
// middle of a sentence, and these are of one length. Lines of more than
// maxWidth runes are no lines of print.
const maxWidth = 200

// layoutOf returns the layout of the stretches of doc.
func layoutOf(doc *text.Document, stretches []zone) layout {
	var all, open [maxWidth + 1]int // lines by length; those that break off
	var gaps [64]int                // lines by blank lines before them
	followed := 0                   // lines with another right behind them
	for _, z := range stretches {
		if z.block {
			continue
		}
		ls := linesOf(doc, z.Span)
		prev, ok := ls.next()
		for ok {
			all[min(prev.runes, maxWidth)]++
			var cur line
			if cur, ok = ls.next(); !ok {
				break
			}
			gaps[min(cur.gap, len(gaps)-1)]++
			if cur.gap == 0 && !isPunctuation(doc.Text[cur.from:cur.to]) {
				followed++
				if prev.end <= endsComma {
					open[min(prev.runes, maxWidth)]++
				}
			}
			prev = cur
		}
	}
	width := quantile(all[:], 0.9)
	return layout{
		wrapped: breaksOff(all[:], open[:], followed),
		width:   width,
		least:   min(max(quantile(open[:], 0.1), width/2), width*8/10),
		wide:    wideGap(gaps[:], len(doc.Text)),
	}
}

// breaksOff reports whether lines are parts of paragraphs.
func breaksOff(all, open []int, followed int) bool {
	width := quantile(all, 0.9)
	if followed == 0 || width >= maxWidth {
		return false
	}
	n, full := 0, 0
	for runes, c := range open {
		n += c
		if runes*10 >= width*6 {
			full += c
		}
	}
	return 2*n > followed && 10*full >= 6*n
}

// quantile returns the least i such that counts[:i+1] hold the share q of all.
func quantile(counts []int, q float64) int {
	total := 0
	for _, c := range counts {
		total += c
	}
	sum := 0
	for i, c := range counts {
		if sum += c; float64(sum) >= q*float64(total) {
			return i
		}
	}
	return 0
}

// wideGap returns the least number of blank lines that sets a heading off: more
// than twice those between paragraphs, and seldom: once in 400 bytes at most.
func wideGap(gaps []int, size int) int {
	usual := 1
	for n := range gaps[1:] {
		if gaps[n+1] > gaps[usual] {
			usual = n + 1
		}
	}
	wide, n := max(3, 2*usual+1), 0
	for i := wide; i < len(gaps); i++ {
		n += gaps[i]
	}
	if n == 0 || n*400 > size {
		return 0
	}
	return wide
}

// marksFrom returns the marks that do not end before offset.
func marksFrom(marks []text.Mark, offset int) []text.Mark {
	return marks[sort.Search(len(marks), func(i int) bool { return marks[i].End > offset }):]
}
