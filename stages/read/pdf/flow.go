package pdf

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fusul/stages/text"
)

// A Text is the running text of a file, one line a paragraph.
type Text struct {
	Text    string
	Blocks  []text.Block // they cover Text but for its line ends
	Marks   []text.Mark  // page breaks, which are empty, and the calls of notes
	Dropped int          // lines left out: running heads and page numbers
}

// Lines returns the lines of each page.
func (f *File) Lines() [][]Line {
	pages := make([][]Line, len(f.Pages))
	for i := range f.Pages {
		pages[i] = f.Pages[i].Lines()
	}
	return pages
}

// Flow makes a running text of the lines of the pages.
func (f *File) Flow(pages [][]Line) Text {
	pages, dropped, numbers := dropHeads(pages)
	w := &writer{measure: measureOf(pages), out: Text{Dropped: dropped}}
	heads := f.headings(pages, w.measure)
	for p, lines := range pages {
		w.pages = append(w.pages, f.label(p, numbers))
		body, notes := w.split(lines)
		for i, l := range body {
			w.line(l, heads[place{p, i}])
		}
		w.keep(notes)
	}
	w.end()
	w.breakPages()
	w.out.Text = string(w.buf)
	return w.out
}

// label returns how page p is called: as the file labels it, by the number
// printed on it, or counted.
func (f *File) label(p int, numbers []int) string {
	switch {
	case f.Pages[p].Label != "":
		return f.Pages[p].Label
	case numbers[p] > 0:
		return strconv.Itoa(numbers[p])
	}
	return strconv.Itoa(p + 1)
}

// A measure is what most lines of a file have in common.
type measure struct {
	size    float32 // of the font
	leading float32 // from baseline to baseline
	bold    bool
}

// measureOf takes the measure of pages.
func measureOf(pages [][]Line) measure {
	sizes, leadings := make(map[float32]int), make(map[float32]int)
	bold, all := 0, 0
	for _, lines := range pages {
		for i, l := range lines {
			n := len(l.Text)
			sizes[round(l.Size)] += n
			all += n
			if l.Bold {
				bold += n
			}
			if i > 0 && lines[i-1].Base > l.Base {
				leadings[round(lines[i-1].Base-l.Base)] += n
			}
		}
	}
	return measure{size: mostly(sizes), leading: mostly(leadings), bold: 2*bold > all}
}

// round rounds to half a point.
func round(v float32) float32 { return float32(int(v*2+0.5)) / 2 }

// mostly returns the value with the highest count, the largest of several.
func mostly(count map[float32]int) float32 {
	var best float32
	for v, n := range count {
		if n > count[best] || n == count[best] && v > best {
			best = v
		}
	}
	return best
}

// A place is a line of a page.
type place struct{ page, line int }

// A writer writes the running text.
type writer struct {
	measure
	out    Text
	buf    []byte
	pages  []string // the labels of pages that begin before what is written next
	opened bool     // a paragraph is open; it began at open
	open   int
	level  int // of the open heading; else 0
	last   Line

	left, right float32 // the edges of the body of this page
	fresh       bool    // nothing of this page's body is written
	notes       []note  // those that stand behind the open paragraph
	number      int     // of the last note
	running     bool    // the last page ended with a note
}

// A note is a footnote.
type note struct {
	label, text string
	number      int // bytes of the number before it
}

// split parts the lines of a page into its body and its footnotes: the lines
// at its foot that are small, from the first that begins with a number, or, if
// a note of the page before may go on, all. It takes the edges of the body.
func (w *writer) split(lines []Line) (body, notes []Line) {
	const small = 0.9 // of the size of the body
	cut := len(lines)
	for cut > 0 && lines[cut-1].Size < small*w.size {
		cut--
	}
	numbered := cut
	for numbered < len(lines) && noteNumber(lines[numbered].Text) == 0 {
		numbered++
	}
	switch {
	case cut == 0 && (numbered == len(lines) || noteNumber(lines[numbered].Text) != w.number+1):
		cut = len(lines) // all of the page is small
	case !w.running:
		cut = numbered
	}
	body, notes = lines[:cut], lines[cut:]
	w.running, w.fresh = len(notes) > 0, true
	first := true
	for _, l := range body {
		if l.column != nil {
			continue // which has its own
		}
		if first || l.Right > w.right {
			w.right = l.Right
		}
		if first || l.Left < w.left {
			w.left = l.Left
		}
		first = false
	}
	return body, notes
}

// noteNumber returns the number that the line s begins with, or 0.
func noteNumber(s string) int {
	s = strings.TrimLeft(s, "([ ")
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	if end < 0 {
		return 0
	}
	n, ok := pageNumber(s[:end])
	if !ok {
		return 0
	}
	return n
}

// line takes in one line of the body. level is that of the heading that it
// begins, 0 for none, -1 for a line that goes on with the heading before it.
func (w *writer) line(l Line, level int) {
	if w.opened && level >= 0 && (level > 0 || w.level > 0 || w.parts(l)) {
		w.end()
	}
	switch {
	case !w.opened:
		w.opened, w.open, w.level = true, len(w.buf), max(level, 0)
	case hyphenated(w.buf[w.open:], l.Text):
		w.buf = w.buf[:len(w.buf)-1]
	default:
		w.buf = append(w.buf, ' ')
	}
	w.breakPages()
	at := len(w.buf)
	w.buf = append(w.buf, l.Text...)
	for _, c := range l.Calls {
		w.mark(text.Mark{Span: text.Span{Start: at + c.start, End: at + c.end}, Kind: text.NoteAnchor, Label: l.Text[c.start:c.end]})
	}
	w.last, w.fresh = l, false
}

// breakPages marks that the pages that were begun begin here.
func (w *writer) breakPages() {
	for _, label := range w.pages {
		w.mark(text.Mark{Span: text.Span{Start: len(w.buf), End: len(w.buf)}, Kind: text.PageBreak, Label: label})
	}
	w.pages = w.pages[:0]
}

func (w *writer) mark(m text.Mark) { w.out.Marks = append(w.out.Marks, m) }

// hyphenated reports whether a word of another script was parted between the
// lines a and b. Arabic words never are.
func hyphenated(a []byte, b string) bool {
	if len(a) < 2 || a[len(a)-1] != '-' {
		return false
	}
	before, _ := utf8.DecodeLastRune(a[:len(a)-1])
	behind, _ := utf8.DecodeRuneInString(b)
	return unicode.IsLower(before) && unicode.IsLower(behind)
}

// parts reports whether l begins a paragraph, where one is open.
func (w *writer) parts(l Line) bool {
	const gap, indent = 1.35, 0.7
	last := w.last
	if !w.fresh && w.leading > 0 && last.Base-l.Base > gap*w.leading*max(1, l.Size/w.size) {
		return true
	}
	if l.Size > 1.1*last.Size || l.Size < 0.9*last.Size || l.Arabic != last.Arabic && sentenceEnds(last.Text) {
		return true
	}
	before, here := w.edges(last), w.edges(l)
	room, inset := last.Left-before.left, here.right-l.Right
	if !l.Arabic {
		room, inset = before.right-last.Right, l.Left-here.left
	}
	word := l.Text
	if i := strings.IndexByte(word, ' '); i > 0 {
		word = word[:i]
	}
	width := (l.Right - l.Left) * float32(len(word)) / float32(max(1, len(l.Text)))
	if room > width+l.Size {
		return true // the word would have had room in the line before
	}
	return inset > indent*l.Size && sentenceEnds(last.Text)
}

// edges returns the edges between which l stands.
func (w *writer) edges(l Line) column {
	if l.column != nil {
		return *l.column
	}
	return column{w.left, w.right}
}

// sentenceEnds reports whether s ends as paragraphs do.
func sentenceEnds(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(" )]»\"”", r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".؟!:؛…?", r)
}

// end closes the open paragraph and writes the notes behind it.
func (w *writer) end() {
	if w.opened {
		kind := text.Paragraph
		if w.level > 0 {
			kind = text.Heading
		}
		w.block(text.Block{Span: text.Span{Start: w.open, End: len(w.buf)}, Kind: kind, Level: w.level})
		w.opened = false
	}
	for _, n := range w.notes {
		at := len(w.buf)
		w.buf = append(w.buf, n.text...)
		if n.number > 0 {
			w.mark(text.Mark{Span: text.Span{Start: at, End: at + n.number}, Kind: text.Markup})
		}
		w.block(text.Block{Span: text.Span{Start: at + n.number, End: len(w.buf)}, Kind: text.Note, Label: n.label})
	}
	w.notes = w.notes[:0]
}

// block adds b, which ends where the text does, but for the calls of notes at
// its end, and ends the line.
func (w *writer) block(b text.Block) {
	for i := len(w.out.Marks) - 1; i >= 0 && b.Start < b.End; i-- {
		m := w.out.Marks[i]
		if m.End < b.End || m.Len() == 0 {
			break
		}
		b.End = max(m.Start, b.Start)
	}
	if b.Len() > 0 {
		w.out.Blocks = append(w.out.Blocks, b)
	}
	if len(w.buf) > 0 && w.buf[len(w.buf)-1] != '\n' {
		w.buf = append(w.buf, '\n')
	}
}

// keep takes in the footnotes of a page. One that goes on from the page before
// goes on with its number.
func (w *writer) keep(lines []Line) {
	for _, l := range lines {
		n := noteNumber(l.Text)
		if n > 0 && (n == w.number+1 || n == 1 || len(w.notes) == 0) {
			w.number = n
			body := strings.TrimLeftFunc(l.Text, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("()[] .-–", r) })
			w.notes = append(w.notes, note{strconv.Itoa(n), l.Text, len(l.Text) - len(body)})
			continue
		}
		if len(w.notes) == 0 {
			w.notes = append(w.notes, note{label: strconv.Itoa(w.number)})
		}
		last := &w.notes[len(w.notes)-1]
		last.text = strings.TrimLeft(last.text+" "+l.Text, " ")
	}
}
