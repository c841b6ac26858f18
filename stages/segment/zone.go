package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/text"
)

// A zone is a stretch of a document that no unit may run out of.
type zone struct {
	text.Span
	kind  text.BlockKind
	level int
	label string
	block bool // the format marks it as one heading, quotation, note...
	left  bool // the manifest leaves it out
	first bool // it begins a source file
	cut   bool // a file, or a stretch that the manifest speaks of, begins here
}

// zones cuts doc where its blocks, its sources and the decisions of its
// manifest begin and end. The zones tile the text. Blocks that are paragraphs
// make no zones, since a line within one may be a heading for all that.
func zones(doc *text.Document) []zone {
	var zs []zone
	pos := 0
	gap := func(to int) {
		if pos < to {
			zs = append(zs, zone{Span: text.Span{Start: pos, End: to}})
			pos = to
		}
	}
	for _, b := range doc.Blocks {
		if b.Kind == text.Paragraph {
			continue
		}
		start := max(pos, lineStart(doc, b.Start))
		end := lineEnd(doc, b.End)
		if end <= start {
			continue
		}
		gap(start)
		zs = append(zs, zone{Span: text.Span{Start: start, End: end}, kind: b.Kind, level: b.Level, label: b.Label, block: true})
		pos = end
	}
	gap(len(doc.Text))
	for _, b := range doc.Boundaries {
		zs = cut(zs, lineStart(doc, b.Offset))
	}
	for i, s := range doc.Sources {
		if i > 0 {
			zs = cut(zs, runeStart(doc.Text, s.Start))
		}
	}
	for _, s := range doc.Excluded {
		zs = leave(zs, text.Span{Start: lineStart(doc, s.Start), End: runeStart(doc.Text, s.End)})
	}
	starts := map[int]bool{}
	for _, s := range doc.Sources {
		starts[runeStart(doc.Text, s.Start)] = true
	}
	for i := range zs {
		zs[i].first = starts[zs[i].Start]
	}
	return zs
}

// cut makes a zone begin at offset.
func cut(zs []zone, offset int) []zone {
	i, found := slices.BinarySearchFunc(zs, offset, func(z zone, offset int) int { return z.Start - offset })
	if found {
		zs[i].cut = true
		return zs
	}
	if i == 0 || offset >= zs[i-1].End {
		return zs
	}
	rest := zs[i-1]
	rest.Start, rest.cut = offset, true
	zs[i-1].End = offset
	return slices.Insert(zs, i, rest)
}

// leave marks the zones within s as left out.
func leave(zs []zone, s text.Span) []zone {
	if s.Len() <= 0 {
		return zs
	}
	zs = cut(cut(zs, s.Start), s.End)
	i, _ := slices.BinarySearchFunc(zs, s.Start, func(z zone, offset int) int { return z.Start - offset })
	for ; i < len(zs) && zs[i].Start < s.End; i++ {
		zs[i].left = true
	}
	return zs
}

// runeStart returns the offset in src, or the beginning of the rune it cuts.
func runeStart(src string, offset int) int {
	offset = min(max(offset, 0), len(src))
	for offset > 0 && offset < len(src) && !utf8.RuneStart(src[offset]) {
		offset--
	}
	return offset
}

// indent is as far as lineStart and lineEnd look: marks and white space of
// more than that are no indent.
const indent = 256

// lineStart returns the beginning of the line of offset when only marks and
// white space stand between, and else offset.
func lineStart(doc *text.Document, offset int) int {
	offset = runeStart(doc.Text, offset)
	near := max(0, offset-indent)
	start := strings.LastIndexByte(doc.Text[near:offset], '\n')
	if start < 0 && near > 0 {
		return offset
	}
	start += near + 1
	if !printsNothing(doc, start, offset) {
		return offset
	}
	return start
}

// lineEnd returns the beginning of the line behind offset when only marks and
// white space stand between, and else offset.
func lineEnd(doc *text.Document, offset int) int {
	offset = runeStart(doc.Text, offset)
	if offset > 0 && doc.Text[offset-1] == '\n' {
		return offset
	}
	near := min(len(doc.Text), offset+indent)
	end := strings.IndexByte(doc.Text[offset:near], '\n')
	switch {
	case end >= 0:
		end += offset + 1
	case near == len(doc.Text):
		end = near
	default:
		return offset
	}
	if !printsNothing(doc, offset, end) {
		return offset
	}
	return end
}

func printsNothing(doc *text.Document, from, to int) bool {
	l := linesOf(doc, text.Span{Start: from, End: to})
	_, prints := l.next()
	return !prints
}
