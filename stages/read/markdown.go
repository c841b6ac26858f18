package read

import (
	"strings"

	"fusul/stages/text"
)

// Markdown: CommonMark with the additions that scholars use (tables,
// footnotes, YAML at the head, Pandoc's citations and attributes). What differs
// from CommonMark, because the texts are prose: an indented line is no code;
// the content of a code block is text; list items are paragraphs.

// parseMarkdown finds what src marks.
func parseMarkdown(src string, opt Options) (parsed, error) {
	p := markdownParser{sheet: sheet{src: src}, noEnd: make(map[string]bool)}
	p.blocks = []text.Block{}
	for pos := p.frontMatter(); pos < len(src); {
		end, next := lineAt(src, pos)
		pos = p.line(pos, end, next)
		if err := p.spend(opt); err != nil {
			return parsed{}, err
		}
	}
	p.flush()
	if p.fence != "" {
		p.problem(p.fenceAt, "structure", "a code block that does not end")
	}
	p.parsed = p.finish()
	p.titleFromHeading()
	return p.parsed, nil
}

// A markdownParser goes through a text line by line.
type markdownParser struct {
	sheet
	open  bool
	block text.Block  // the open block
	gaps  []text.Span // marks between its lines: signs of quotation

	fence   string          // the sign that closes the code block, or empty
	fenceAt int             // where it begins
	table   bool            // the open block is a table
	list    bool            // the last block is an item of a list
	note    bool            // the last block is a footnote
	noEnd   map[string]bool // closing signs that the rest of the text does not have
}

// line takes in the line at [start, end); the next begins at next. It returns
// where to go on.
func (p *markdownParser) line(start, end, next int) int {
	s, quoted := p.prefixes(start, end)
	line := strings.TrimFunc(s.Of(p.src), blank)
	if p.fence != "" {
		p.fenceLine(s, line)
		return next
	}
	if line == "" {
		p.flush()
		return next
	}
	if stop := p.comment(s, line); stop > 0 {
		return stop
	}
	s = trimSpan(p.src, s)
	indent := s.Start - start
	switch {
	case p.atxHeading(s, line), p.setextHeading(s, line):
	case thematicBreak(line), strings.HasPrefix(line, ":::"):
		p.flush()
		p.mark(s.Start, s.End, text.Markup, "")
	case p.openFence(s, line):
	case p.noteText(s, line), p.definition(s, line):
	case p.table && p.open && strings.Contains(line, "|"):
		p.block.End = s.End
	case !p.open && strings.Contains(line, "|") && p.openTable(s, next):
	default:
		p.textLine(s, quoted, indent)
	}
	return next
}

// prefixes marks the signs that a line begins with, of quotations and items of
// lists, and returns the rest of the line.
func (p *markdownParser) prefixes(start, end int) (rest text.Span, quoted bool) {
	const most = 64 // no one nests deeper
	pos := start
	for range most {
		at := pos
		for at < end && p.src[at] == ' ' {
			at++
		}
		n := 0
		switch {
		case at >= end:
		case p.src[at] == '>':
			n, quoted = 1, true
			p.gaps = append(p.gaps, text.Span{Start: at, End: at + 1})
		case p.fence == "":
			if n = p.itemSign(at, end); n > 0 {
				p.flush()
				p.list, p.note = true, false
			}
		}
		if n == 0 {
			break
		}
		p.mark(at, at+n, text.Markup, "")
		pos = at + n
	}
	return text.Span{Start: pos, End: end}, quoted
}

// itemSign returns the length of the sign of a list item at pos, with the box
// of a task: "-", "12.", "* [x]". Only 1 begins a list in the middle of a
// paragraph, so that a year at the start of a line does not.
func (p *markdownParser) itemSign(pos, end int) int {
	s := p.src[pos:end]
	n := 0
	if strings.IndexByte("-*+", s[0]) >= 0 {
		n = 1
	} else if d := digits(s); d > 0 && d <= 9 && d < len(s) && (s[d] == '.' || s[d] == ')') {
		if p.open && !p.list && s[:d] != "1" {
			return 0
		}
		n = d + 1
	}
	if n == 0 || n >= len(s) || s[n] != ' ' && s[n] != '\t' || thematicBreak(strings.TrimFunc(s, blank)) {
		return 0
	}
	for _, box := range []string{" [ ] ", " [x] ", " [X] "} {
		if strings.HasPrefix(s[n:], box) {
			return n + len(box) - 1
		}
	}
	return n
}

// textLine adds a line to the open block or begins a paragraph.
func (p *markdownParser) textLine(s text.Span, quoted bool, indent int) {
	if p.open && p.table {
		p.flush()
	}
	if p.open {
		p.block.End = s.End
		return
	}
	kind := text.Paragraph
	switch {
	case p.note && indent >= 2:
		kind = text.Note
	case quoted:
		kind = text.Quotation
	}
	p.note = kind == text.Note
	p.list = p.list && indent > 0
	p.begin(s, kind)
}

// begin opens a block.
func (p *markdownParser) begin(s text.Span, kind text.BlockKind) {
	p.flush()
	p.open, p.block = true, text.Block{Span: s, Kind: kind}
}

// flush ends the open block and marks what is within its text.
func (p *markdownParser) flush() {
	if p.open {
		p.inline(p.block.Span, p.table)
		p.blocks = append(p.blocks, p.block)
	}
	p.open, p.table = false, false
	p.gaps = p.gaps[:0]
}

// atxHeading takes in a heading of the form "## title ##".
func (p *markdownParser) atxHeading(s text.Span, line string) bool {
	title := strings.TrimLeft(line, "#")
	level := len(line) - len(title)
	if level < 1 || level > 6 || title != "" && title[0] != ' ' && title[0] != '\t' {
		return false
	}
	p.heading(s, level, level)
	return true
}

// heading adds a heading on the line s, which begins with a tag.
func (p *markdownParser) heading(s text.Span, tag, level int) {
	p.flush()
	p.list, p.note = false, false
	p.mark(s.Start, s.Start+tag, text.Markup, "")
	s.Start += tag
	body := strings.TrimRightFunc(s.Of(p.src), blank)
	if i := strings.LastIndexByte(body, '{'); i > 0 && strings.HasSuffix(body, "}") && isAttribute(body[i:]) {
		p.mark(s.Start+i, s.Start+len(body), text.Markup, "")
		body = strings.TrimRightFunc(body[:i], blank)
	}
	if cut := strings.TrimRight(body, "#"); len(cut) < len(body) && (cut == "" || cut[len(cut)-1] == ' ') {
		p.mark(s.Start+len(cut), s.Start+len(body), text.Markup, "")
	}
	p.begin(s, text.Heading)
	p.block.Level = level
	p.flush()
}

// setextHeading takes in the line under a heading, of '=' or '-'.
func (p *markdownParser) setextHeading(s text.Span, line string) bool {
	if !p.open || p.table || p.block.Kind != text.Paragraph || p.list {
		return false
	}
	level := 0
	switch {
	case strings.Trim(line, "=") == "":
		level = 1
	case strings.Trim(line, "-") == "":
		level = 2
	default:
		return false
	}
	p.mark(s.Start, s.End, text.Markup, "")
	p.block.Kind, p.block.Level = text.Heading, level
	p.flush()
	return true
}

// thematicBreak reports whether line is a rule: three '*', '-' or '_' or more.
func thematicBreak(line string) bool {
	if line == "" || strings.IndexByte("*-_", line[0]) < 0 {
		return false
	}
	return strings.Count(line, line[:1]) >= 3 && strings.Trim(line, line[:1]+" \t") == ""
}

// openFence takes in the first line of a code block.
func (p *markdownParser) openFence(s text.Span, line string) bool {
	for _, c := range []string{"`", "~"} {
		n := len(line) - len(strings.TrimLeft(line, c))
		if n >= 3 && !strings.Contains(line[n:], "`") {
			p.flush()
			p.mark(s.Start, s.End, text.Markup, "")
			p.fence, p.fenceAt = line[:n], s.Start
			return true
		}
	}
	return false
}

// fenceLine takes in a line of a code block; each is a paragraph, since a poem
// is often set so.
func (p *markdownParser) fenceLine(s text.Span, line string) {
	if strings.HasPrefix(line, p.fence) && strings.Trim(line, p.fence[:1]) == "" {
		p.mark(s.Start, s.End, text.Markup, "")
		p.fence = ""
		return
	}
	if line != "" {
		p.blocks = append(p.blocks, text.Block{Span: s, Kind: text.Paragraph})
	}
	p.gaps = p.gaps[:0]
}

// noteText takes in the first line of a footnote: "[^1]: text".
func (p *markdownParser) noteText(s text.Span, line string) bool {
	id, ok := noteID(line)
	if !ok || !strings.HasPrefix(line[len(id)+3:], ":") {
		return false
	}
	tag := len(id) + 4
	p.begin(text.Span{Start: s.Start + tag, End: s.End}, text.Note)
	p.block.Label = id
	p.mark(s.Start, s.Start+tag, text.Markup, id)
	p.note, p.list = true, false
	return true
}

// noteID returns the name in the call of a footnote that s begins with.
func noteID(s string) (string, bool) {
	const longest = 100
	rest, ok := strings.CutPrefix(s, "[^")
	end := strings.IndexAny(rest[:min(len(rest), longest)], "] \t\n")
	if !ok || end <= 0 || rest[end] != ']' {
		return "", false
	}
	return rest[:end], true
}

// definition takes in the address of a link: "[name]: https://…".
func (p *markdownParser) definition(s text.Span, line string) bool {
	if p.open || line[0] != '[' {
		return false
	}
	name, rest, ok := strings.Cut(line[1:], "]:")
	address := strings.TrimLeft(rest, " \t")
	first, _, _ := strings.Cut(address, " ")
	if !ok || name == "" || strings.ContainsAny(name, "[]") || !strings.ContainsAny(first, ".:/#<") {
		return false
	}
	p.mark(s.Start, s.End, text.Markup, "")
	return true
}

// openTable begins a table on the line s if the next is a row of dashes.
func (p *markdownParser) openTable(s text.Span, next int) bool {
	end, _ := lineAt(p.src, next)
	row := trimSpan(p.src, text.Span{Start: next, End: end})
	rule := row.Of(p.src)
	if !strings.Contains(rule, "-") || strings.Trim(rule, "|:- \t") != "" || !strings.Contains(rule, "|") {
		return false
	}
	p.begin(s, text.Table)
	p.table = true
	p.mark(row.Start, row.End, text.Markup, "")
	p.gaps = append(p.gaps, row)
	return true
}

// titleFromHeading takes the one heading of the first level as the title, if
// it stands before all others.
func (p *markdownParser) titleFromHeading() {
	if p.title != "" {
		return
	}
	first, count := -1, 0
	for i, b := range p.blocks {
		if b.Kind != text.Heading {
			continue
		}
		if first < 0 {
			first = i
		}
		if b.Level == 1 {
			count++
		}
	}
	if first >= 0 && count == 1 && p.blocks[first].Level == 1 {
		p.title = plainText(p.src, p.blocks[first].Span, p.marks)
	}
}
