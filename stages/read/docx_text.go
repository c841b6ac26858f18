package read

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A docxWriter composes the paragraphs of a part, or of a text box.
type docxWriter struct {
	*docxFile
	r       *xmlReader
	c       *composer
	p       *docxParagraph // the open one, or nil
	fields  *docxFields
	inNote  bool
	listing int // open tables of contents that are no fields
}

// A docxParagraph is the open paragraph.
type docxParagraph struct {
	style    string
	outline  int
	item     docxItem
	numbered bool // its number was counted
	deleted  bool // its mark was
	listing  bool // a table of contents was open in it
}

// blocks composes what stands directly within the element that was begun.
func (w *docxWriter) blocks() error {
	return w.r.each(w.block, nil)
}

// block composes a paragraph, a table, or what holds some of these.
func (w *docxWriter) block(e xml.StartElement) error {
	if !isWord(e) {
		return w.alternatives(e, w.block)
	}
	switch e.Name.Local {
	case "p":
		return w.paragraph()
	case "tbl":
		return w.table()
	case "sdt":
		return w.control(w.block)
	case "body", "ins", "moveTo", "customXml", "smartTag":
		return w.r.each(w.block, nil)
	}
	return nil
}

// alternatives reads the first of the forms that a thing is stored in.
func (w *docxWriter) alternatives(e xml.StartElement, f func(xml.StartElement) error) error {
	if e.Name.Local != "AlternateContent" {
		return nil
	}
	done := false
	return w.r.each(func(e xml.StartElement) error {
		if done || e.Name.Local != "Choice" && e.Name.Local != "Fallback" {
			return nil
		}
		done = true
		return w.r.each(f, nil)
	}, nil)
}

// control reads a content control. A prompt that nobody has filled in is no
// text.
func (w *docxWriter) control(f func(xml.StartElement) error) error {
	listing, prompt := 0, false
	err := w.r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "sdtPr":
			return w.r.each(func(e xml.StartElement) error {
				prompt = prompt || e.Name.Local == "showingPlcHdr" && on(e)
				if e.Name.Local != "docPartObj" {
					return nil
				}
				return w.r.each(func(e xml.StartElement) error {
					if e.Name.Local == "docPartGallery" && attr(e, "val") == "Table of Contents" {
						listing = 1
					}
					return nil
				}, nil)
			}, nil)
		case "sdtContent":
			if prompt {
				return nil
			}
			w.listing += listing
			defer func() { w.listing -= listing }()
			return w.r.each(f, nil)
		}
		return nil
	}, nil)
	return err
}

// paragraph composes a paragraph.
func (w *docxWriter) paragraph() error {
	outer := w.p
	w.p = &docxParagraph{listing: w.listing > 0 || w.fields.listing > 0}
	if err := w.r.each(w.inline, nil); err != nil {
		return err
	}
	w.endParagraph()
	w.p = outer
	return nil
}

// endParagraph closes the open paragraph, unless its mark was deleted: then
// the next one goes on in its line.
func (w *docxWriter) endParagraph() {
	p := w.p
	if p.deleted {
		return
	}
	w.number()
	style := w.styles.kind(p.style)
	if style == titleStyle && !w.inNote {
		w.c.copyTo(&w.title)
	}
	w.c.endAs(style, w.level(), p.listing, w.inNote)
}

// level returns the level of the open paragraph as a heading, or a number
// below 1.
func (w *docxWriter) level() int {
	if w.p.outline != 0 {
		return w.p.outline
	}
	return w.styles.outline(w.p.style)
}

// number counts the open paragraph, once, if it is an item of a list, and
// writes its number, unless nothing else is in it.
func (w *docxWriter) number() {
	p := w.p
	if p == nil || p.numbered {
		return
	}
	p.numbered = true
	item, style := p.item, ""
	if item.list == "" {
		item, style = w.styles.item(p.style)
		if p.item.given {
			item.level, item.given = p.item.level, true
		}
	}
	if item.list == "" || item.list == "0" {
		return
	}
	if label := w.lists.number(item, style); label != "" && !w.c.blank() {
		w.c.number(label, w.level() > 0)
	}
}

// inline composes a part of a paragraph.
func (w *docxWriter) inline(e xml.StartElement) error {
	if e.Name.Space == mathSpace || e.Name.Space == mathSpaceStrict {
		return w.formula(e)
	}
	if !isWord(e) {
		return w.alternatives(e, w.inline)
	}
	switch e.Name.Local {
	case "r":
		return w.run()
	case "pPr":
		return w.properties()
	case "sdt":
		return w.control(w.inline)
	case "fldSimple":
		return w.simpleField(e)
	case "hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo":
		return w.r.each(w.inline, nil)
	}
	return nil
}

// formula writes the letters of a formula.
func (w *docxWriter) formula(e xml.StartElement) error {
	if e.Name.Local == "t" {
		s, err := w.r.text()
		w.write(s)
		return err
	}
	return w.r.each(func(e xml.StartElement) error {
		if isWord(e) {
			return w.inline(e)
		}
		return w.formula(e)
	}, nil)
}

// properties reads what is said of the open paragraph.
func (w *docxWriter) properties() error {
	p := w.p
	return w.r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "outlineLvl":
			p.outline = outlineOf(e)
		case "numPr":
			return p.item.read(w.r)
		case "pageBreakBefore":
			if on(e) && !w.pages {
				w.breakPage()
			}
		case "rPr":
			return w.r.each(func(e xml.StartElement) error {
				p.deleted = p.deleted || e.Name.Local == "del" || e.Name.Local == "moveFrom"
				return nil
			}, nil)
		}
		return nil
	}, nil)
}

// breakPage marks that the next page begins here.
func (w *docxWriter) breakPage() {
	if !w.inNote {
		w.c.nextPage()
	}
}

// write writes s unless an open field hides it.
func (w *docxWriter) write(s string) {
	if s == "" || w.fields.hide() {
		return
	}
	w.c.add(s)
	if w.p != nil && !w.p.numbered && strings.TrimFunc(s, blank) != "" {
		w.number()
	}
	if w.p != nil && w.fields.listing > 0 {
		w.p.listing = true
	}
}

// run composes a run.
func (w *docxWriter) run() error {
	hidden := false
	return w.r.each(func(e xml.StartElement) error {
		if !isWord(e) {
			return w.alternatives(e, w.runPart)
		}
		if e.Name.Local == "rPr" {
			return w.r.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "vanish":
					hidden = on(e)
				case "rStyle":
					hidden = hidden || w.styles.hides(attr(e, "val"))
				}
				return nil
			}, nil)
		}
		if hidden && e.Name.Local != "fldChar" && e.Name.Local != "instrText" {
			return nil
		}
		return w.runPart(e)
	}, nil)
}

// runPart composes one thing of a run.
func (w *docxWriter) runPart(e xml.StartElement) error {
	if !isWord(e) {
		return w.alternatives(e, w.runPart)
	}
	switch e.Name.Local {
	case "t":
		return w.text(e)
	case "tab", "ptab":
		w.write("\t")
	case "br", "cr":
		w.lineBreak(attr(e, "type"))
	case "lastRenderedPageBreak":
		w.breakPage()
	case "noBreakHyphen":
		w.write("\u2011")
	case "softHyphen":
		w.write("\u00AD")
	case "sym":
		w.symbol(attr(e, "char"))
	case "footnoteReference":
		return w.call(e, "footnote")
	case "endnoteReference":
		return w.call(e, "endnote")
	case "fldChar":
		w.fields.char(attr(e, "fldCharType"))
	case "instrText":
		s, err := w.r.text()
		w.fields.instruct(s)
		return err
	case "ruby":
		return w.r.each(func(e xml.StartElement) error {
			if e.Name.Local == "rubyBase" {
				return w.r.each(w.inline, nil)
			}
			return nil
		}, nil)
	case "drawing", "pict", "object":
		return w.drawing()
	}
	return nil
}

// text writes the text of a run. White space at its ends counts only where it
// is said to.
func (w *docxWriter) text(e xml.StartElement) error {
	s, err := w.r.text()
	if attr(e, "space") != "preserve" {
		s = strings.Trim(s, " \t\r\n")
	}
	w.write(strings.ReplaceAll(s, "\t", " "))
	return err
}

// lineBreak breaks the line, the page or the column.
func (w *docxWriter) lineBreak(kind string) {
	switch kind {
	case "page":
		if !w.pages {
			w.breakPage()
		}
		fallthrough
	case "column":
		if len(w.c.buf) > w.c.open {
			w.c.newline()
		}
	default:
		if !w.fields.hide() {
			w.c.newline()
		}
	}
}

// symbol writes a letter of a font of symbols.
func (w *docxWriter) symbol(code string) {
	if n, err := strconv.ParseUint(code, 16, 16); err == nil && n >= ' ' {
		w.write(string(rune(n)))
	}
}

// call marks the call of a note, whose text comes behind the paragraph or
// table. Notes are counted from 1 to the end of the work, endnotes in Roman
// numerals, as Word does unless it is told otherwise.
func (w *docxWriter) call(e xml.StartElement, kind string) error {
	key := kind + " " + attr(e, "id")
	if w.inNote || w.fields.hide() {
		return nil
	}
	w.calls[kind]++
	label := numeral(w.calls[kind], map[string]string{"footnote": "decimal", "endnote": "lowerRoman"}[kind])
	w.c.call(label, "")
	if note := w.notes[key]; note != nil {
		delete(w.notes, key) // a second call of the same note does not repeat it
		w.c.behind(note.note(label))
	}
	return nil
}

// drawing composes the text boxes in a drawing; they stand behind the
// paragraph that they are anchored in.
func (w *docxWriter) drawing() error {
	var search func(e xml.StartElement) error
	search = func(e xml.StartElement) error {
		if isWord(e) && e.Name.Local == "txbxContent" {
			box := &docxWriter{docxFile: w.docxFile, r: w.r, c: &composer{}, fields: &docxFields{}, inNote: w.inNote}
			err := box.blocks()
			box.c.flush()
			w.c.behind(box.c)
			return err
		}
		if e.Name.Local == "AlternateContent" {
			return w.alternatives(e, search)
		}
		return w.r.each(search, nil)
	}
	return w.r.each(search, nil)
}

// table composes a table.
func (w *docxWriter) table() error {
	t := w.c.beginTable()
	var cell, row func(e xml.StartElement) error
	cell = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tc":
			start := len(w.c.buf)
			err := w.blocks()
			w.c.endCell(t, start)
			return err
		case "sdt":
			return w.control(cell)
		case "ins", "moveTo", "customXml":
			return w.r.each(cell, nil)
		}
		return nil
	}
	row = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			return w.row(t, cell)
		case "sdt":
			return w.control(row)
		case "ins", "moveTo", "customXml":
			return w.r.each(row, nil)
		}
		return nil
	}
	err := w.r.each(row, nil)
	w.c.endTable(t)
	return err
}

// row composes a row of a table; one that was deleted is left out.
func (w *docxWriter) row(t *table, cell func(xml.StartElement) error) error {
	deleted := false
	err := w.r.each(func(e xml.StartElement) error {
		if e.Name.Local == "trPr" {
			return w.r.each(func(e xml.StartElement) error {
				deleted = deleted || e.Name.Local == "del"
				return nil
			}, nil)
		}
		if deleted {
			return nil
		}
		return cell(e)
	}, nil)
	if !deleted {
		w.c.endRow(t)
	}
	return err
}
