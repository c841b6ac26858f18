package read

import (
	"strings"

	"fusul/stages/text"
)

// OpenITI mARkdown, old and new. The scheme is described at
// https://maximromanov.github.io/mARkdown/ and read as the files of the corpus
// use it:
//
//	######OpenITI#             the first line; metadata to #META#Header#End#
//	### | ### || …             headings; # | in older files
//	### |EDITOR| |PARATEXT|    a section that is not the author's
//	### $ ### $BIO_MAN$ ### @  a unit of a collection: a biography, an event, an entry
//	# …                        a paragraph; ~~ continues it on the next line
//	PageV01P005 ms0012 %~%     page, milestone, the middle of a verse
//	@TOP02 @YD597 @USR@CAT@    tags of names and passages
//
// A line with none of these is text too: of the paragraph of the lines around
// it, up to a blank line.

const (
	openITIMagic = "OpenITI#"
	headerEnd    = "#META#Header#End#"
)

// isOpenITI reports whether src begins with the first line of the format, five
// hash signs or more and its name.
func isOpenITI(src string) bool {
	end, _ := lineAt(src, 0)
	line := strings.TrimFunc(src[:end], blank)
	name := strings.TrimLeft(line, "#")
	return name == openITIMagic && len(line)-len(name) >= 5
}

// parseOpenITI finds what src marks.
func parseOpenITI(src string, opt Options) (parsed, error) {
	p := openITIParser{sheet: sheet{src: src}, editor: -1}
	p.blocks = []text.Block{}
	for pos := p.header(); pos < len(src); {
		end, next := lineAt(src, pos)
		p.line(pos, end)
		pos = next
		if err := p.spend(opt); err != nil {
			return parsed{}, err
		}
	}
	p.flush("")
	p.closeEditor(len(src))
	return p.finish(), nil
}

// An openITIParser goes through a text line by line.
type openITIParser struct {
	sheet
	open   bool       // a block is open
	block  text.Block // the open block
	tagged bool       // the open block began with a tag: an untagged line ends it
	unit   bool       // the open block is the first line of a unit
	level  int        // of the last section heading
	editor int        // where the open editorial section begins, or -1
}

// line takes in the line at [start, end).
func (p *openITIParser) line(start, end int) {
	s := trimSpan(p.src, text.Span{Start: start, End: end})
	line := s.Of(p.src)
	switch {
	case line == "":
		p.flush("")
	case strings.HasPrefix(line, "~~"):
		p.mark(s.Start, s.Start+2, text.Markup, "")
		p.extend(text.Span{Start: s.Start + 2, End: s.End}, true)
	case strings.HasPrefix(line, "#META#"):
		p.flush("")
		p.mark(s.Start, s.End, text.Header, "")
	case noteLine(line):
		p.flush("")
		p.mark(s.Start, s.End, text.Markup, "")
	case strings.HasPrefix(line, "#$#"):
		p.flush("")
		p.begin(s, text.Block{Kind: text.Paragraph}, 0, false)
	case strings.HasPrefix(line, "##"):
		p.flush("###")
		p.section(s, line)
	case strings.HasPrefix(line, "#"):
		p.flush("#")
		p.paragraph(s, line)
	default:
		p.extend(s, false)
	}
}

// noteLine reports whether line is a note to the editors of the file: a
// comment or the name of a passage.
func noteLine(line string) bool {
	for _, tag := range []string{"#~:", "#COMMENT#", "#ENTITIES#", "#@"} {
		if strings.HasPrefix(line, tag) {
			return true
		}
	}
	return false
}

// section begins what a line with two hash signs or more begins.
func (p *openITIParser) section(s text.Span, line string) {
	p.closeEditor(s.Start)
	rest := strings.TrimLeft(line, "#")
	rest = strings.TrimLeftFunc(rest, blank)
	pipes := len(rest) - len(strings.TrimLeft(rest, "|"))
	name, after, named := strings.Cut(rest[pipes:], "|")
	switch {
	case pipes > 0 && named && isTagName(name):
		p.mark(s.Start, s.End-len(after), text.Markup, "")
		p.editor = s.Start
		p.problem(s.Start, "structure", "the section marked |"+name+"| is left out of all counts")
		p.begin(text.Span{Start: s.End - len(after), End: s.End}, text.Block{Kind: text.Paragraph}, 0, false)
	case pipes > 0:
		p.level = pipes
		title := strings.TrimLeft(strings.TrimLeftFunc(rest[pipes:], blank), "$")
		p.begin(s, text.Block{Kind: text.Heading, Level: pipes}, len(line)-len(title), false)
	case strings.HasPrefix(rest, "$"), strings.HasPrefix(rest, "@"):
		p.begin(s, text.Block{Kind: text.Paragraph}, len(line)-len(afterUnitTag(rest)), true)
	default:
		p.level = 1
		p.begin(s, text.Block{Kind: text.Heading, Level: 1}, len(line)-len(rest), false)
	}
}

// paragraph begins what a line with one hash sign begins.
func (p *openITIParser) paragraph(s text.Span, line string) {
	rest := strings.TrimLeftFunc(line[1:], blank)
	pipes := len(rest) - len(strings.TrimLeft(rest, "|"))
	switch {
	case pipes > 0:
		p.closeEditor(s.Start)
		p.level = pipes
		p.begin(s, text.Block{Kind: text.Heading, Level: pipes}, len(line)-len(rest)+pipes, false)
	case strings.HasPrefix(rest, "$RWY$"):
		p.begin(s, text.Block{Kind: text.Paragraph}, len(line)-len(rest)+len("$RWY$"), false)
	default:
		p.begin(s, text.Block{Kind: text.Paragraph}, 1, false)
	}
}

// isTagName reports whether s is a name in capitals, such as EDITOR.
func isTagName(s string) bool {
	return s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

// afterUnitTag returns what follows the tag of a unit: $, $$, $BIO_MAN$, @,
// @ RAW.
func afterUnitTag(s string) string {
	if s[0] == '@' {
		s = strings.TrimLeft(s, "@")
		return strings.TrimPrefix(s, " RAW")
	}
	s = strings.TrimLeft(s, "$")
	if name, after, ok := strings.Cut(s, "$"); ok && isTagName(name) {
		return after
	}
	return s
}

// begin opens the block b on the line s, of which the first tag bytes are its
// tag. A heading ends with its line, unless it is the name of a unit.
func (p *openITIParser) begin(s text.Span, b text.Block, tag int, unit bool) {
	p.mark(s.Start, s.Start+tag, text.Markup, "")
	b.Span = text.Span{Start: s.Start + tag, End: s.End}
	if p.inline(b.Span) && b.Kind == text.Paragraph {
		b.Kind = text.Verse
	}
	p.open, p.block, p.tagged, p.unit = true, b, true, unit
	if b.Kind == text.Heading {
		p.flush("")
	}
}

// extend adds the line s to the open block, or opens one. An untagged line
// does not continue a block that a tag began: in the files it is a title or a
// line of its own.
func (p *openITIParser) extend(s text.Span, continued bool) {
	marks := len(p.marks)
	verse := p.inline(s)
	if bare := p.onlyMarks(s, p.marks[marks:]); bare && !p.open {
		return
	} else if bare {
		p.block.End = s.End // a page may turn within a paragraph
		return
	}
	if p.open && !continued && p.tagged {
		p.flush("")
	}
	if !p.open {
		p.open, p.tagged, p.unit = true, false, false
		p.block = text.Block{Span: s, Kind: text.Paragraph}
	}
	p.block.End = s.End
	if verse && p.block.Kind == text.Paragraph {
		p.block.Kind = text.Verse
	}
}

// onlyMarks reports whether marks are all that s holds.
func (p *openITIParser) onlyMarks(s text.Span, marks []text.Mark) bool {
	for _, m := range marks {
		if strings.TrimFunc(p.src[s.Start:m.Start], blank) != "" {
			return false
		}
		s.Start = m.End
	}
	return strings.TrimFunc(s.Of(p.src), blank) == ""
}

// flush ends the open block; next is the tag of the line that ends it. The
// first line of a unit is its heading if a paragraph follows it.
func (p *openITIParser) flush(next string) {
	const longestName = 300
	if !p.open {
		return
	}
	if p.unit && next == "#" && p.block.Len() <= longestName {
		p.block.Kind, p.block.Level = text.Heading, p.level+1
	}
	p.blocks = append(p.blocks, p.block)
	p.open = false
}

// closeEditor ends the open editorial section at pos.
func (p *openITIParser) closeEditor(pos int) {
	if p.editor >= 0 {
		p.excluded = append(p.excluded, text.Span{Start: p.editor, End: pos})
	}
	p.editor = -1
}
