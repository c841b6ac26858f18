package segment

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// A unit is a paragraph as the lines of the text or the blocks of the format
// make it. Each ends where the next begins; the first begins at 0.
type unit struct {
	start    int // with the indent of its first line
	from, to int // what can be read of it
	before   int // blank lines before it
	lines    int
	end      ending
	kind     text.BlockKind
	level    int
	label    string // of a note
	block    bool
	left     bool
	aside    bool // it is part of a title page or table of contents
	cut      bool // a file, or a stretch that the manifest speaks of, begins here
	card     int  // index into work.cards, or one of the two below
}

const (
	prose    = -1 // too long for a heading
	wordless = -2 // a number, a line of stars
)

// far is the number of blank lines before the first unit, behind the last, and
// between files.
const far = 99

// work is one document on its way to its structure.
type work struct {
	*Segmenter
	doc    *text.Document
	src    string
	layout layout
	units  []unit
	cards  []card
	labels []label
	phrase phrase // scratch
	levels int    // of the headings that the format marks

	contents []contents
	covers   []cover
}

// read finds the units of doc and describes the short ones.
func (s *Segmenter) read(doc *text.Document) *work {
	zs := zones(doc)
	w := &work{Segmenter: s, doc: doc, src: doc.Text, layout: layoutOf(doc, zs)}
	w.units = make([]unit, 0, len(doc.Text)/1000+16)
	blank := 0 // lines, between the units and the zone
	for _, z := range zs {
		n := len(w.units)
		var below int
		if z.block {
			below = w.addBlock(z)
		} else {
			below = w.addLines(z)
		}
		if n == len(w.units) {
			blank += below
			continue // nothing to read there
		}
		w.units[n].start = z.Start
		w.units[n].before += blank
		w.units[n].cut = z.cut
		blank = below
		if z.first {
			w.units[n].before = far
		}
	}
	if len(w.units) == 0 {
		w.units = append(w.units, unit{to: len(w.src), card: prose})
	}
	w.units[0].start, w.units[0].before = 0, far
	w.describe()
	return w
}

// addBlock adds the one unit of a block and returns the number of blank lines
// at its end.
func (w *work) addBlock(z zone) (below int) {
	l := linesOf(w.doc, z.Span)
	u := unit{from: -1, kind: z.kind, level: z.level, label: z.label, block: true, left: z.left, card: prose}
	for {
		ln, ok := l.next()
		if !ok {
			below = ln.gap
			break
		}
		if u.from < 0 {
			u.from, u.before = ln.from, max(1, ln.gap)
		}
		u.to, u.end = ln.to, ln.end
		u.lines++
	}
	if u.from >= 0 {
		w.units = append(w.units, u)
	}
	return below
}

// addLines adds the units that the lines of a zone make and returns the number
// of blank lines at its end.
func (w *work) addLines(z zone) (below int) {
	l := linesOf(w.doc, z.Span)
	var prev line
	hold := false // the next paragraph goes on with this one
	for {
		ln, ok := l.next()
		if !ok {
			return ln.gap
		}
		joins := false
		if prev.to > 0 {
			joins, hold = w.joins(prev, ln, hold)
		}
		if joins {
			u := &w.units[len(w.units)-1]
			u.to, u.end = ln.to, ln.end
			u.lines++
		} else {
			w.units = append(w.units, unit{start: ln.start, from: ln.from, to: ln.to, before: ln.gap,
				lines: 1, end: ln.end, left: z.left, card: prose})
		}
		prev = ln
	}
}

// joins reports whether cur belongs to the paragraph of prev, the line before
// it, and whether the line after cur does too although white space parts them.
func (w *work) joins(prev, cur line, hold bool) (joins, holds bool) {
	s := w.src[cur.from:cur.to]
	one := prev.para >= 0 && prev.para == cur.para // paragraph, so the format says
	parted := cur.gap > 0 || prev.para != cur.para
	near := cur.gap <= 2
	switch {
	case near && isPunctuation(s):
		return true, !cur.end.final() && w.layout.wrapped // a stop that a quotation has pushed away
	case !w.layout.wrapped:
		return one, false
	case near && hold:
		return true, false
	case near && parted && 2*prev.runes >= w.layout.width && prev.end <= endsComma && isNote(s):
		return true, true // the call of a footnote within a sentence
	case near && parted && prev.runes >= w.layout.least && prev.end == endsOpen && cur.paged:
		return true, false
	case parted:
		return false, false
	}
	return w.continues(prev, cur, one), false
}

// continues reports whether cur, right below prev, is of the same paragraph.
// One says that the format has them in one: then a line that is not full does
// not end it, unless an item of a list or a heading follows.
func (w *work) continues(prev, cur line, one bool) bool {
	full := prev.runes >= w.layout.least
	item := isItem(w.src[cur.from:cur.to])
	if prev.end == endsStop || prev.end == endsQuery || prev.end == endsColon {
		short := prev.runes*20 < w.layout.width*17
		heading := cur.end == endsOpen && cur.runes < w.layout.least
		if heading || item || short && !one {
			return false
		}
	}
	_, _, led := cutLeader(w.src[prev.from:prev.to])
	return !led && (full || one && !item)
}

// isPunctuation reports whether s is what ends a sentence or part of one, and
// nothing else.
func isPunctuation(s string) bool {
	return len(s) <= 8 && strings.Trim(s, `.,،؛:؟!»)”"`) == ""
}

// isNote reports whether s is the call of a footnote.
func isNote(s string) bool {
	s = strings.Trim(s, "()[]")
	digits := 0
	for _, r := range s {
		if letters.Value(r) < 0 {
			return false
		}
		digits++
	}
	return digits > 0 && digits <= 3
}

// isItem reports whether s begins with a bullet or an enumerator.
func isItem(s string) bool {
	if _, ok := readEnumerator(s); ok {
		return true
	}
	return isBullet(s)
}

// isBullet reports whether s begins with a bullet, which no heading does.
func isBullet(s string) bool {
	c, size := letters.At(s)
	if c != letters.Symbol || size == len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("-*+•·●○■□▪▫◦‣⁃–—✓➢➤", r) || r >= '\ue000' && r <= '\uf8ff' // private use: Word's bullets
}
