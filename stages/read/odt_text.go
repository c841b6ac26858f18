package read

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// An odtWriter composes the paragraphs of a text, a note or a text box.
type odtWriter struct {
	*odtFile
	r       *xmlReader
	c       *composer
	inNote  bool
	listing bool // in a table of contents
	lists   []odtList
	item    *xml.StartElement // the one that has begun and has no paragraph yet
}

// An odtList is an open list.
type odtList struct {
	style string
	count *listCount
}

// blocks composes what stands directly within the element that was begun.
func (w *odtWriter) blocks() error {
	return w.r.each(w.block, nil)
}

// block composes a paragraph, a list, a table, or what holds some of these.
func (w *odtWriter) block(e xml.StartElement) error {
	switch e.Name.Space {
	case odtTable:
		if e.Name.Local == "table" {
			return w.table()
		}
		return nil
	case odtDraw: // between two paragraphs
		if err := w.drawing(e); err != nil || w.c.inCell() {
			return err
		}
		w.c.flush()
		return nil
	case odtText:
	default:
		return nil
	}
	switch e.Name.Local {
	case "p", "h":
		return w.paragraph(e)
	case "list":
		return w.list(e)
	case "soft-page-break":
		w.breakPage()
	case "section":
		if attr(e, "display") != "none" {
			return w.blocks()
		}
	case "numbered-paragraph", "index-body", "index-title":
		return w.blocks()
	case "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index":
		was := w.listing
		w.listing = true
		defer func() { w.listing = was }()
		return w.blocks()
	case "bibliography":
		return w.blocks()
	}
	return nil // declarations, deleted text
}

// paragraph composes a paragraph or a heading.
func (w *odtWriter) paragraph(e xml.StartElement) error {
	name := attr(e, "style-name")
	for s := range w.chain("paragraph", name) {
		if s.breaks {
			w.breakPage()
		}
		break
	}
	label := w.itemNumber()
	kind, level := w.kind(name)
	if e.Name.Local == "h" {
		kind, level = headingStyle, 1
		if n, err := strconv.Atoi(attr(e, "outline-level")); err == nil {
			level = min(max(n, 1), listLevels)
		}
		if number := w.headNumber(e, name, level); len(w.lists) == 0 {
			label = number
		}
	}
	if err := w.inlines(); err != nil {
		return err
	}
	if label != "" && !w.c.blank() {
		w.c.number(label, kind == headingStyle)
	}
	w.end(kind, level)
	return nil
}

// headNumber counts a heading and returns its number.
func (w *odtWriter) headNumber(e xml.StartElement, style string, level int) string {
	if w.outline == nil || attr(e, "is-list-header") == "true" || w.inNote {
		return ""
	}
	for s := range w.chain("paragraph", style) {
		if s.listed && s.list == "" {
			return ""
		}
		if s.listed {
			break
		}
	}
	if n, err := strconv.Atoi(attr(e, "start-value")); err == nil && attr(e, "restart-numbering") == "true" {
		w.heads.n[level-1], w.heads.used[level-1] = n-1, true
	}
	return w.heads.next(w.outline, level-1)
}

// end closes the open paragraph.
func (w *odtWriter) end(style styleKind, level int) {
	if style != headingStyle {
		level = 0
	}
	if style == titleStyle && !w.inNote {
		w.c.copyTo(&w.title)
	}
	w.c.endAs(style, level, w.listing, w.inNote)
}

// breakPage marks that the next page begins here.
func (w *odtWriter) breakPage() {
	if !w.inNote {
		w.c.nextPage()
	}
}

// inlines composes what stands in a paragraph.
func (w *odtWriter) inlines() error {
	return w.r.each(w.inline, func(s xml.CharData) { w.c.addFolded(string(s)) })
}

// inline composes a part of a paragraph.
func (w *odtWriter) inline(e xml.StartElement) error {
	switch e.Name.Space {
	case odtDraw:
		return w.drawing(e)
	case odtOffice:
		return nil // a comment
	case odtText:
	default:
		return w.inlines()
	}
	switch e.Name.Local {
	case "s":
		const most = 64 // what a line has room for
		n, _ := strconv.Atoi(attr(e, "c"))
		w.c.add(strings.Repeat(" ", min(max(n, 1), most)))
	case "tab":
		w.c.add("\t")
	case "line-break":
		w.c.newline()
	case "soft-page-break":
		w.breakPage()
	case "note":
		return w.note(e)
	case "span":
		if w.hides(attr(e, "style-name")) {
			return nil
		}
		return w.inlines()
	case "placeholder": // a prompt, which nobody has filled in
		return nil
	case "hidden-text", "ruby-text", "script", "tracked-changes", "bookmark-ref-source":
		return nil
	default:
		return w.inlines()
	}
	return nil
}

// note composes a note, which comes behind the paragraph or table. The number
// that the file has for it is its label.
func (w *odtWriter) note(e xml.StartElement) error {
	class := attr(e, "note-class")
	w.calls[class]++
	label := strconv.Itoa(w.calls[class])
	body := &odtWriter{odtFile: w.odtFile, r: w.r, c: &composer{}, inNote: true}
	err := w.r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "note-citation":
			s, err := w.r.text()
			if s = squash(s); s != "" && len(s) < 20 {
				label = s
			}
			return err
		case "note-body":
			return body.blocks()
		}
		return nil
	}, nil)
	if w.inNote {
		return err
	}
	w.c.call(label, "")
	w.c.behind(body.c.note(label))
	return err
}

// drawing composes the text boxes and the texts in a drawing; they stand
// behind the paragraph that they are anchored in.
func (w *odtWriter) drawing(e xml.StartElement) error {
	box := &odtWriter{odtFile: w.odtFile, r: w.r, c: &composer{}, inNote: w.inNote, listing: w.listing}
	var search func(e xml.StartElement) error
	search = func(e xml.StartElement) error {
		switch {
		case e.Name.Space == odtText, e.Name.Space == odtTable:
			return box.block(e)
		case e.Name.Space == odtDraw:
			return w.r.each(search, nil)
		}
		return nil
	}
	err := search(e)
	box.c.flush()
	if len(box.c.blocks) > 0 {
		w.c.behind(box.c)
	}
	return err
}

// list composes a list.
func (w *odtWriter) list(e xml.StartElement) error {
	l := odtList{style: attr(e, "style-name")}
	if n := len(w.lists); n > 0 {
		l.count = w.lists[n-1].count
		if l.style == "" {
			l.style = w.lists[n-1].style
		}
	} else {
		switch from := attr(e, "continue-list"); {
		case from != "" && w.counts[from] != nil:
			l.count = w.counts[from]
		case attr(e, "continue-numbering") == "true" && w.last[l.style] != nil:
			l.count = w.last[l.style]
		default:
			l.count = &listCount{}
		}
		w.last[l.style] = l.count
		if id := attr(e, "id"); id != "" {
			w.counts[id] = l.count
		}
	}
	w.lists = append(w.lists, l)
	err := w.r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "list-item":
			w.item = &e
		case "list-header":
			w.item = nil
		default:
			return nil
		}
		return w.blocks()
	}, nil)
	w.item = nil
	w.lists = w.lists[:len(w.lists)-1]
	return err
}

// itemNumber counts the item that the open paragraph is the first of, and
// returns its number. An item that holds another list alone is not counted.
func (w *odtWriter) itemNumber() string {
	e := w.item
	w.item = nil
	if e == nil {
		return ""
	}
	level := min(len(w.lists), listLevels) - 1
	l := w.lists[len(w.lists)-1]
	def := w.odtFile.lists[l.style]
	if def == nil {
		return ""
	}
	if n, err := strconv.Atoi(attr(*e, "start-value")); err == nil {
		l.count.n[level], l.count.used[level] = n-1, true
	}
	return l.count.next(def, level)
}

// table composes a table.
func (w *odtWriter) table() error {
	lists := w.lists
	w.lists, w.item = nil, nil
	defer func() { w.lists = lists }()
	t := w.c.beginTable()
	var rows func(e xml.StartElement) error
	rows = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-header-rows", "table-rows", "table-row-group":
			return w.r.each(rows, nil)
		case "table-row":
			err := w.r.each(func(e xml.StartElement) error {
				if e.Name.Local != "table-cell" { // what it covers has no text
					return nil
				}
				start := len(w.c.buf)
				err := w.blocks()
				w.c.endCell(t, start)
				return err
			}, nil)
			w.c.endRow(t)
			return err
		}
		return nil
	}
	err := w.r.each(rows, nil)
	w.c.endTable(t)
	return err
}
