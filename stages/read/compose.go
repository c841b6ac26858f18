package read

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fusul/stages/text"
)

// A composer writes the text of a container, paragraph by paragraph.
type composer struct {
	buf    []byte
	open   int // where the open paragraph begins
	blocks []text.Block
	marks  []text.Mark
	after  []*composer // what stands behind the open paragraph or table: notes and text boxes
	tables int         // open tables
	pages  int         // page breaks
}

// add writes s into the open paragraph. Control characters but the tab are
// left out, and a line end is a space.
func (c *composer) add(s string) {
	for i := 0; i < len(s); {
		if b := s[i]; b >= ' ' && b < 0x7F {
			c.buf = append(c.buf, b)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n', r == '\r':
			c.buf = append(c.buf, ' ')
		case r == '\t', r > 0x9F && !(r == utf8.RuneError && n == 1) && r != '\uFEFF', r == 0x85:
			c.buf = append(c.buf, s[i:i+n]...)
		}
		i += n
	}
}

// addFolded is add with every stretch of white space made one space, as XML
// and HTML mean it. It leaves none at the beginning of a line.
func (c *composer) addFolded(s string) {
	for len(s) > 0 {
		n := strings.IndexAny(s, " \t\r\n\f")
		if n < 0 {
			c.add(s)
			return
		}
		c.add(s[:n])
		c.space()
		s = strings.TrimLeft(s[n:], " \t\r\n\f")
	}
}

// space writes a space unless one is there or the line begins.
func (c *composer) space() {
	if n := len(c.buf); n > c.open && c.buf[n-1] != ' ' && c.buf[n-1] != '\n' && c.buf[n-1] != '\t' {
		c.buf = append(c.buf, ' ')
	}
}

// newline breaks the line within the open paragraph.
func (c *composer) newline() { c.buf = append(c.buf, '\n') }

// blank reports whether nothing can be read in the open paragraph.
func (c *composer) blank() bool { return len(bytes.TrimFunc(c.buf[c.open:], blank)) == 0 }

// number writes the number of a heading or of an item of a list at the
// beginning of the open paragraph, of which not much is written yet. That of an
// item is no part of what the paragraph says, and is marked.
func (c *composer) number(s string, heading bool) {
	rest := string(c.buf[c.open:])
	c.buf = c.buf[:c.open]
	c.add(s)
	end := len(c.buf)
	c.add(" ")
	moved := len(c.buf) - c.open
	c.buf = append(c.buf, rest...)
	i := len(c.marks)
	for ; i > 0 && c.marks[i-1].End > c.open; i-- {
		c.marks[i-1].Start += moved
		c.marks[i-1].End += moved
	}
	if !heading {
		c.marks = slices.Insert(c.marks, i, text.Mark{Span: text.Span{Start: c.open, End: end}, Kind: text.Markup})
	}
}

// page marks that the page of this label begins here.
func (c *composer) page(label string) {
	at := text.Span{Start: len(c.buf), End: len(c.buf)}
	c.marks = append(c.marks, text.Mark{Span: at, Kind: text.PageBreak, Label: label})
	c.pages++
}

// nextPage marks that the next page begins here. Pages are counted from the
// first, whatever number is printed on them.
func (c *composer) nextPage() { c.page(strconv.Itoa(c.pages + 2)) }

// call marks the call of the note of this label; what the text shows of it is
// written and marked.
func (c *composer) call(label, shown string) {
	at := text.Span{Start: len(c.buf)}
	c.add(shown)
	at.End = len(c.buf)
	c.marks = append(c.marks, text.Mark{Span: at, Kind: text.NoteAnchor, Label: label})
}

// behind keeps what d holds until the open paragraph, or the open table, is
// written.
func (c *composer) behind(d *composer) { c.after = append(c.after, d) }

// end closes the open paragraph and then writes what stands behind it. An
// empty paragraph is a blank line.
func (c *composer) end(kind text.BlockKind, level int) {
	if c.tables > 0 && kind != text.Heading {
		kind = text.Table
	}
	if !c.blank() {
		c.blocks = append(c.blocks, text.Block{Span: text.Span{Start: c.open, End: len(c.buf)}, Kind: kind, Level: level})
	}
	c.closeLine()
	if c.tables == 0 {
		c.flush()
	}
}

// endAs is end for a paragraph in a style of a word processor; level is that of
// the style as a heading, or below 1. A note has no headings.
func (c *composer) endAs(style styleKind, level int, listing, inNote bool) {
	kind := text.Paragraph
	switch {
	case listing || style == listingStyle:
		kind = text.Listing
	case level > 0 && !inNote:
		kind = text.Heading
	case style == quotationStyle:
		kind = text.Quotation
	case style == verseStyle:
		kind = text.Verse
	case style == captionStyle:
		kind = text.Caption
	}
	if kind != text.Heading {
		level = 0
	}
	c.end(kind, level)
}

// copyTo adds the open paragraph to a title.
func (c *composer) copyTo(title *strings.Builder) {
	title.WriteByte(' ')
	title.Write(c.buf[c.open:])
}

// closeLine ends the line and the paragraph.
func (c *composer) closeLine() {
	c.buf = append(c.buf, '\n')
	c.open = len(c.buf)
}

// flush writes what stands behind the paragraph or table that was written.
func (c *composer) flush() {
	after := c.after
	c.after = nil
	for _, d := range after {
		c.append(d)
	}
}

// append writes what d holds.
func (c *composer) append(d *composer) {
	at := len(c.buf)
	c.buf = append(c.buf, d.buf...)
	c.open = len(c.buf)
	for _, b := range d.blocks {
		b.Start, b.End = b.Start+at, b.End+at
		c.blocks = append(c.blocks, b)
	}
	for _, m := range d.marks {
		m.Start, m.End = m.Start+at, m.End+at
		c.marks = append(c.marks, m)
	}
	c.pages += d.pages
}

// note makes one note of all that c holds.
func (c *composer) note(label string) *composer {
	if n := len(c.blocks); n > 0 {
		span := text.Span{Start: c.blocks[0].Start, End: c.blocks[n-1].End}
		c.blocks = []text.Block{{Span: span, Kind: text.Note, Label: label}}
	}
	return c
}

// beginTable opens a table, which may stand within another.
func (c *composer) beginTable() *table {
	c.tables++
	return &table{block: len(c.blocks), row: len(c.blocks)}
}

// A table is a table while it is written.
type table struct {
	block int   // index of its first block
	row   int   // ... of the open row
	cells int   // of all rows
	lines []int // of the open row: how many lines each cell has
	ends  []int // ... where the cells end
}

// endCell closes a cell, which is one paragraph or more; its first begins at
// start.
func (c *composer) endCell(t *table, start int) {
	t.cells++
	if len(c.buf) == start {
		c.closeLine()
	}
	lines := bytes.Count(c.buf[start:], []byte{'\n'})
	t.lines, t.ends = append(t.lines, lines), append(t.ends, len(c.buf))
}

// endRow closes a row: where no cell has more than one line, the row is one
// line with tabs between the cells. A heading keeps its line to itself.
func (c *composer) endRow(t *table) {
	one := true
	for _, n := range t.lines {
		one = one && n == 1
	}
	for _, b := range c.blocks[t.row:] {
		one = one && b.Kind != text.Heading
	}
	for i, end := range t.ends {
		if one && i < len(t.ends)-1 {
			c.buf[end-1] = '\t'
		}
	}
	t.row, t.lines, t.ends = len(c.blocks), t.lines[:0], t.ends[:0]
}

// endTable closes a table. Its cells become one block, but for headings in
// them; a single cell is a frame around paragraphs, and no table.
func (c *composer) endTable(t *table) {
	c.tables--
	cells := c.blocks[t.block:]
	switch {
	case t.cells == 1 && c.tables == 0:
		for i := range cells {
			if cells[i].Kind == text.Table {
				cells[i].Kind = text.Paragraph
			}
		}
	default:
		c.blocks = joinCells(c.blocks, t.block)
	}
	if c.tables == 0 {
		c.flush()
	}
}

// joinCells makes one block of neighbouring cells among blocks[from:].
func joinCells(blocks []text.Block, from int) []text.Block {
	kept := blocks[:from]
	for i, b := range blocks[from:] {
		if n := len(kept); i > 0 && b.Kind == text.Table && kept[n-1].Kind == text.Table {
			kept[n-1].End = b.End
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

// finish returns what was composed.
func (c *composer) finish(opt Options) (extracted, error) {
	if !c.blank() {
		c.end(text.Paragraph, 0)
	}
	c.flush()
	if int64(len(c.buf)) > opt.MaxFile {
		return extracted{}, &SyntaxError{Offset: -1, Msg: fmt.Sprintf("its text has more than %d bytes (limit MaxFile)", opt.MaxFile)}
	}
	if err := opt.budget.spend(len(c.buf)); err != nil {
		return extracted{}, err
	}
	s := sheet{src: string(c.buf)}
	s.blocks, s.marks = c.blocks, c.marks
	return extracted{parsed: s.finish(), text: s.src, encoding: nameUTF8}, nil
}

// inCell reports whether a table is open.
func (c *composer) inCell() bool { return c.tables > 0 }
