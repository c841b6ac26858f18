package read

import (
	"path"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// A page composes the text of a page, or of all pages of a book.
type page struct {
	c       *composer
	opt     Options
	book    bool // what would be furniture of a page is part of a book
	title   string
	headed  bool            // a heading has been composed
	file    string          // of the page being composed
	notes   notes           // of all pages
	places  map[string]int  // where the elements begin that are asked for, by file and id
	wanted  map[string]bool // those that are
	dropped []string        // words of furniture
	state   pageState       // where in the tree the text stands
	lists   []*pageList     // open lists
	pending string          // number of the item that has begun
	done    map[*node]bool  // notes that have been composed
}

// A pageState is what the elements around a stretch of text say of it.
type pageState struct {
	heading int
	quoted  bool
	verse   bool
	listing bool
	caption bool
	pre     bool
	note    bool
	named   bool // an element has the name of furniture and is none
}

// A pageList is an open list.
type pageList struct {
	ordered bool
	next    int
	step    int
	format  string
}

// newPage returns a page that composes into c.
func newPage(c *composer, opt Options) *page {
	return &page{c: c, opt: opt, notes: newNotes(), places: map[string]int{}, done: map[*node]bool{}}
}

// compose composes the page of this file.
func (p *page) compose(file string, body *node) {
	p.file = file
	p.place(file, "")
	p.kids(body)
	p.end()
}

// place notes where an element begins, if it is asked for.
func (p *page) place(file, id string) {
	key := file + "#" + id
	if _, known := p.places[key]; p.wanted[key] && !known {
		p.places[key] = p.c.open
	}
}

// kind returns what a paragraph is here.
func (p *page) kind() (text.BlockKind, int) {
	switch s := p.state; {
	case s.note:
		return text.Paragraph, 0
	case s.listing:
		return text.Listing, 0
	case s.caption:
		return text.Caption, 0
	case s.heading > 0:
		return text.Heading, s.heading
	case s.verse:
		return text.Verse, 0
	case s.quoted:
		return text.Quotation, 0
	}
	return text.Paragraph, 0
}

// end closes the open paragraph, if anything can be read in it.
func (p *page) end() {
	c := p.c
	if c.blank() {
		c.buf = c.buf[:c.open]
		for i := len(c.marks) - 1; i >= 0 && c.marks[i].End > c.open; i-- {
			c.marks[i].Start, c.marks[i].End = min(c.marks[i].Start, c.open), c.open
		}
		return
	}
	if p.pending != "" {
		c.number(p.pending, false)
		p.pending = ""
	}
	kind, level := p.kind()
	p.headed = p.headed || kind == text.Heading
	c.end(kind, level)
}

// kids composes what is in n.
func (p *page) kids(n *node) {
	for _, k := range n.kids {
		p.node(k)
	}
}

// node composes n.
func (p *page) node(n *node) {
	if n.tag == "" {
		p.text(n.text)
		return
	}
	if p.unseen(n) {
		return
	}
	if id := n.attr("id"); id != "" {
		p.place(p.file, id)
	}
	if p.call(n) || p.pageBreak(n) || p.uncalled(n) {
		return
	}
	was := p.state
	p.enter(n)
	if blockTags[n.tag] {
		state := p.state
		p.state = was
		p.end()
		p.state = state
	}
	p.element(n)
	if blockTags[n.tag] {
		p.end()
	}
	p.state = was
}

// unseen reports whether n is nothing that a reader of the text sees here: it
// is hidden, furniture, or a note that stands behind its call.
func (p *page) unseen(n *node) bool {
	switch {
	case mute[n.tag], n.hidden():
		return true
	case p.notes.bodies[n] != "":
		return true // it comes behind its call, or at the end
	case !p.book && furniture(n, p.state.named):
		if words := n.words(); words != "" {
			p.dropped = append(p.dropped, words)
		}
		return true
	}
	return false
}

// enter takes in what n says of the text in it.
func (p *page) enter(n *node) {
	p.state.named = p.state.named || !p.book && named(n)
	if level := headLevel(n.tag); level > 0 && !p.isTitle(n) {
		p.state.heading = level
	} else if n.attr("role") == "heading" {
		level, _ := strconv.Atoi(n.attr("aria-level"))
		p.state.heading = min(max(level, 1), 6)
	}
	switch {
	case n.tag == "blockquote":
		p.state.quoted = true
	case n.tag == "figcaption", n.tag == "caption":
		p.state.caption = true
	case n.tag == "pre", n.tag == "textarea":
		p.state.pre = true
	case n.tag == "nav", n.attr("role") == "doc-toc", n.classed("epub:type", "toc", "lot", "loi", "landmarks"), n.tag != "li" && n.classed("id", "toc", "TOC"):
		p.state.listing = true
	case n.classed("class", "poem", "poetry", "verse", "stanza"), n.classed("epub:type", "z3998:poem", "z3998:verse"):
		p.state.verse = true
	}
}

// uncalled composes a note that nothing calls, where it stands.
func (p *page) uncalled(n *node) bool {
	if p.state.note || !isNoteElement(n) {
		return false
	}
	p.end()
	p.c.behind(p.body(n, ""))
	if !p.c.inCell() {
		p.c.flush()
	}
	return true
}

// isTitle reports whether the heading n is the title of the work on its title
// page.
func (p *page) isTitle(n *node) bool {
	if n.tag != "h1" {
		return false
	}
	for k := n; k != nil; k = k.parent {
		if k.classed("epub:type", "titlepage") || k.attr("id") == "title-block-header" {
			return true
		}
	}
	if n.words() != p.title {
		return false
	}
	return n.classed("class", "title") || p.book && !p.headed
}

// element composes the content of n.
func (p *page) element(n *node) {
	switch n.tag {
	case "br":
		if b := p.c.buf[p.c.open:]; len(b) > 0 && b[len(b)-1] == '\n' && p.state.heading == 0 {
			p.end() // an empty line parts paragraphs
			return
		}
		p.c.newline()
	case "ol", "ul", "menu", "dir":
		p.list(n)
	case "li":
		p.item(n)
	case "table":
		p.table(n)
	case "wbr", "img":
	case "rt", "rp": // how ruby is read
	default:
		p.kids(n)
	}
}

// text writes a stretch of text.
func (p *page) text(s string) {
	if !p.state.pre {
		p.c.addFolded(s)
		return
	}
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if i > 0 && len(p.c.buf) > p.c.open {
			p.c.newline()
		}
		p.c.add(line)
	}
}

// list composes a list.
func (p *page) list(n *node) {
	l := &pageList{ordered: n.tag == "ol", next: 1, step: 1}
	l.format = map[string]string{"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}[n.attr("type")]
	if start, err := strconv.Atoi(n.attr("start")); err == nil {
		l.next = start
	}
	if n.hasAttr("reversed") {
		l.step = -1
		if !n.hasAttr("start") {
			l.next = 0
			for _, k := range n.kids {
				if k.tag == "li" {
					l.next++
				}
			}
		}
	}
	l.ordered = l.ordered && !strings.Contains(strings.ReplaceAll(n.attr("style"), " ", ""), "list-style-type:none") && !p.state.listing
	p.lists = append(p.lists, l)
	p.kids(n)
	p.lists = p.lists[:len(p.lists)-1]
}

// item composes an item of a list.
func (p *page) item(n *node) {
	p.pending = ""
	if len(p.lists) > 0 {
		l := p.lists[len(p.lists)-1]
		if value, err := strconv.Atoi(n.attr("value")); err == nil {
			l.next = value
		}
		if l.ordered {
			p.pending = numeral(l.next, l.format) + "."
		}
		l.next += l.step
	}
	p.kids(n)
	p.end()
	p.pending = ""
}

// table composes a table.
func (p *page) table(n *node) {
	lists, pending := p.lists, p.pending
	p.lists, p.pending = nil, ""
	defer func() { p.lists, p.pending = lists, pending }()
	for _, k := range n.kids {
		if k.tag == "caption" {
			p.node(k)
		}
	}
	t := p.c.beginTable()
	var rows func(n *node)
	rows = func(n *node) {
		for _, k := range n.kids {
			switch k.tag {
			case "tr":
				p.row(t, k)
			case "tbody", "thead", "tfoot", "form":
				rows(k)
			case "td", "th":
				p.row(t, &node{tag: "tr", kids: []*node{k}})
			}
		}
	}
	rows(n)
	p.c.endTable(t)
}

// row composes a row of a table.
func (p *page) row(t *table, n *node) {
	for _, k := range n.kids {
		if k.tag == "td" || k.tag == "th" {
			start := len(p.c.buf)
			p.node(k)
			p.c.endCell(t, start)
		}
	}
	p.c.endRow(t)
}

// pageBreak marks the beginning of a page of the printed book, if n is one.
func (p *page) pageBreak(n *node) bool {
	if n.attr("role") != "doc-pagebreak" && !n.classed("epub:type", "pagebreak") {
		return false
	}
	label := n.attr("title")
	if label == "" {
		label = n.attr("aria-label")
	}
	if label == "" {
		label = n.words()
	}
	if !p.state.note {
		p.c.page(squash(label))
	}
	return true
}

// rest composes the notes that nothing has called after all.
func (p *page) rest() {
	for _, n := range p.notes.order {
		if !p.done[n] {
			p.c.append(p.body(n, p.notes.bodies[n]))
			p.done[n] = true
		}
	}
}

// call marks the call of a note, if n is one, and lets its text follow.
func (p *page) call(n *node) bool {
	if n.tag != "a" {
		return false
	}
	if p.notes.back[n] {
		return true // from the note to its call
	}
	body := p.notes.calls[n]
	if body == nil {
		return false
	}
	shown := n.words()
	if p.state.note {
		return false
	}
	p.c.call(p.notes.bodies[body], shown)
	if !p.done[body] {
		p.done[body] = true
		p.c.behind(p.body(body, p.notes.bodies[body]))
	}
	return true
}

// body composes the text of a note.
func (p *page) body(n *node, label string) *composer {
	q := *p
	q.c, q.state, q.lists, q.pending, q.wanted = &composer{}, pageState{note: true}, nil, "", nil
	q.kids(n)
	q.end()
	q.c.flush()
	return q.c.note(label)
}

// resolve returns the file and the identifier that a link on the page of file
// leads to.
func resolve(file, href string) (string, string) {
	name, id, _ := strings.Cut(href, "#")
	if name == "" {
		return file, unescape(id)
	}
	if strings.Contains(name, ":") {
		return "", ""
	}
	return path.Join(path.Dir(file), unescape(name)), unescape(id)
}
