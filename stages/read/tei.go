package read

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// TEI P5. Elements are known by their local names, so that older files without
// the namespace are read too.
//
// Of choices the text has what a reader is meant to read: corr before sic, reg
// before orig, expan before abbr, and the lemma of an apparatus. What was
// deleted (del, surplus), what stands at the edge of the page (fw), and
// drawings are no text.

// parseTEI reads a TEI file.
func parseTEI(data string, opt Options) (extracted, error) {
	r, err := newXMLReader(data, opt)
	if err != nil {
		return extracted{}, err
	}
	p := &teiParser{r: r, c: &composer{}}
	found := false
	err = r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "TEI", "TEI.2", "teiCorpus":
			found = true
			return p.content(e)
		}
		return nil
	}, nil)
	if err == nil && !found {
		err = &SyntaxError{Offset: -1, Msg: "not TEI: no element TEI"}
	}
	if err != nil {
		return extracted{}, err
	}
	p.close()
	x, err := p.c.finish(opt)
	if err != nil {
		return x, err
	}
	var s sheet
	s.setMeta(p.meta)
	x.title, x.author, x.meta = s.title, s.author, s.meta
	return x, nil
}

// isTEI reports whether an XML file that begins with head, in small letters,
// is TEI.
func isTEI(head string) bool {
	for _, root := range []string{"<tei", "<teicorpus", ":tei "} {
		if i := strings.Index(head, root); i >= 0 {
			return root != "<tei" || strings.HasPrefix(head[i+len(root):], " ") || strings.HasPrefix(head[i+len(root):], ">") ||
				strings.HasPrefix(head[i+len(root):], "\n") || strings.HasPrefix(head[i+len(root):], "\r") ||
				strings.HasPrefix(head[i+len(root):], "\t") || strings.HasPrefix(head[i+len(root):], ".2")
		}
	}
	return false
}

// A teiParser composes the text of a TEI file.
type teiParser struct {
	r     *xmlReader
	c     *composer // of the text, or of a note in it
	meta  []text.Field
	kind  text.BlockKind // of the paragraphs here
	depth int            // of divisions
	leaf  int            // open elements that hold words: what is in them is no block
	notes int
	table *table

	inList int    // open lists
	number int    // of the next item; 0: it has none
	marker string // the number to be written before the next words
}

// content composes what an element holds.
func (p *teiParser) content(xml.StartElement) error {
	return p.r.each(p.element, func(s xml.CharData) {
		if p.marker != "" && strings.Trim(string(s), " \t\r\n") != "" {
			p.c.number(p.marker, false)
			p.marker = ""
			s = []byte(strings.TrimLeft(string(s), " \t\r\n"))
		}
		p.c.addFolded(string(s))
	})
}

// close ends the open paragraph, if there is one.
func (p *teiParser) close() {
	if !p.c.blank() {
		p.c.end(p.kind, 0)
	}
}

// element composes one element.
func (p *teiParser) element(e xml.StartElement) error {
	switch name := e.Name.Local; name {
	case "teiHeader":
		return p.header()
	case "div", "div0", "div1", "div2", "div3", "div4", "div5", "div6", "div7":
		p.close()
		p.depth++
		err := p.content(e)
		p.close()
		p.depth--
		return err
	case "head":
		return p.head(e)
	case "p", "ab", "byline", "docAuthor", "docDate", "docEdition", "docImprint", "titlePart", "epigraph", "opener", "closer", "salute",
		"signed", "dateline", "trailer", "speaker", "stage", "figDesc", "formula", "argument", "postscript", "entry", "desc":
		return p.paragraph(e, p.kind)
	case "bibl", "biblStruct", "biblFull", "label":
		if p.leaf > 0 {
			return p.content(e)
		}
		return p.paragraph(e, p.kind)
	case "item":
		return p.item(e)
	case "l":
		return p.verse(e)
	case "lg":
		return p.stanza(e)
	case "quote", "cit", "floatingText":
		return p.quotation(e)
	case "note":
		return p.note(e)
	case "table", "row", "cell":
		return p.tabular(e)
	case "list":
		return p.list(e)
	}
	return p.inline(e)
}

// inline composes an element that is part of a line, or holds other elements.
func (p *teiParser) inline(e xml.StartElement) error {
	switch e.Name.Local {
	case "choice":
		return p.choice([][]string{{"corr"}, {"reg"}, {"expan", "ex"}, {"unclear"}, {"sic"}, {"orig"}, {"abbr", "am"}, {"seg"}})
	case "app":
		return p.choice([][]string{{"lem"}, {"rdg"}})
	case "del", "surplus", "fw", "figure", "graphic", "gap", "index", "metamark", "standOff", "facsimile", "sourceDoc":
		if e.Name.Local == "figure" {
			return p.figure(e)
		}
		return p.r.skip()
	case "lb", "cb", "gb":
		if attr(e, "break") != "no" {
			p.c.space()
		}
	case "pb":
		if n := squash(attr(e, "n")); n != "" {
			p.c.page(n)
		}
		if p.leaf > 0 && attr(e, "break") != "no" {
			p.c.space()
		}
	case "ref", "ptr":
		return p.reference(e)
	case "front", "body", "back", "text", "group", "titlePage", "docTitle", "listBibl", "sp", "TEI", "TEI.2":
		p.close()
		err := p.content(e)
		p.close()
		return err
	}
	return p.content(e)
}

// head composes a heading: of a division, or the caption of a table, list or
// figure.
func (p *teiParser) head(e xml.StartElement) error {
	if p.kind == text.Caption || p.table != nil || p.inList > 0 {
		return p.paragraph(e, text.Caption)
	}
	p.close()
	p.leaf++
	err := p.content(e)
	p.leaf--
	p.c.end(text.Heading, max(1, p.depth))
	return err
}

// paragraph composes an element that is a paragraph, or holds several.
func (p *teiParser) paragraph(e xml.StartElement, kind text.BlockKind) error {
	p.close()
	p.leaf++
	was := p.kind
	p.kind = kind
	err := p.content(e)
	p.close()
	p.kind = was
	p.leaf--
	return err
}

// list composes a list; the items of an ordered one get the numbers that print
// gives them.
func (p *teiParser) list(e xml.StartElement) error {
	p.close()
	leaf, number, kind := p.leaf, p.number, p.kind
	p.leaf, p.number = 0, 0
	if strings.HasPrefix(attr(e, "type"), "ordered") || strings.Contains(attr(e, "rend"), "numbered") {
		p.number = 1
	}
	p.inList++
	err := p.content(e)
	p.close()
	p.inList--
	p.leaf, p.number, p.kind = leaf, number, kind
	return err
}

// item composes an item of a list.
func (p *teiParser) item(e xml.StartElement) error {
	p.close()
	if p.number > 0 {
		p.marker = fmt.Sprintf("%d.", p.number)
		p.number++
	}
	return p.paragraph(e, p.kind)
}

// stanza composes a group of verses as one block, a verse a line.
func (p *teiParser) stanza(e xml.StartElement) error {
	p.close()
	was := p.kind
	p.kind = text.Verse
	err := p.content(e)
	p.close()
	p.kind = was
	return err
}

// verse composes one verse.
func (p *teiParser) verse(e xml.StartElement) error {
	if p.kind != text.Verse {
		return p.paragraph(e, text.Verse)
	}
	if !p.c.blank() {
		p.c.newline()
	}
	p.leaf++
	err := p.content(e)
	p.leaf--
	return err
}

// quotation composes a quotation: a block, or part of a paragraph.
func (p *teiParser) quotation(e xml.StartElement) error {
	if p.leaf > 0 && !p.c.blank() {
		return p.content(e)
	}
	return p.paragraph(e, text.Quotation)
}

// figure composes the words of a figure.
func (p *teiParser) figure(e xml.StartElement) error {
	if p.leaf > 0 {
		return p.r.skip()
	}
	return p.paragraph(e, text.Caption)
}

// note composes a note. Where it stands in a line, its call is there; else, as
// at the end of a work, it is called by its xml:id.
func (p *teiParser) note(e xml.StartElement) error {
	p.notes++
	label := cmp.Or(squash(attr(e, "n")), squash(attr(e, "id")), strconv.Itoa(p.notes))
	alone := p.leaf == 0 && p.c.blank()
	if alone {
		label = cmp.Or(squash(attr(e, "id")), label)
	}
	outer, kind, leaf, table := p.c, p.kind, p.leaf, p.table
	p.c, p.kind, p.leaf, p.table = &composer{}, text.Note, 0, nil
	err := p.content(e)
	p.close()
	note := p.c.note(label)
	p.c, p.kind, p.leaf, p.table = outer, kind, leaf, table
	if !alone {
		p.c.call(label, "")
	}
	p.c.behind(note)
	if alone && p.table == nil {
		p.c.flush()
	}
	return err
}

// reference composes a reference; one to a note is its call.
func (p *teiParser) reference(e xml.StartElement) error {
	target, local := strings.CutPrefix(attr(e, "target"), "#")
	kind := strings.ToLower(attr(e, "type"))
	if !local || !strings.Contains(kind, "note") && !strings.HasPrefix(strings.ToLower(target), "fn") && !strings.HasPrefix(strings.ToLower(target), "note") {
		return p.content(e)
	}
	shown, err := p.r.text()
	p.c.call(target, squash(shown))
	return err
}

// choice composes the first of the readings, in the order of preference, that
// an element offers. They are read in the order of the file, so each is
// composed on its own.
func (p *teiParser) choice(order [][]string) error {
	outer := p.c
	best, chosen := len(order), (*composer)(nil)
	err := p.r.each(func(e xml.StartElement) error {
		rank := len(order) - 1
		for i, names := range order {
			for _, name := range names {
				if name == e.Name.Local {
					rank = min(rank, i)
				}
			}
		}
		if rank >= best {
			return p.r.skip()
		}
		p.c = &composer{}
		p.leaf++
		err := p.content(e)
		p.leaf--
		best, chosen = rank, p.c
		return err
	}, nil)
	p.c = outer
	if chosen != nil {
		at := len(outer.buf)
		outer.buf = append(outer.buf, chosen.buf...)
		for _, m := range chosen.marks {
			m.Start, m.End = m.Start+at, m.End+at
			outer.marks = append(outer.marks, m)
		}
		outer.after = append(outer.after, chosen.after...)
	}
	return err
}

// tabular composes a table, a row or a cell.
func (p *teiParser) tabular(e xml.StartElement) error {
	switch {
	case e.Name.Local == "table":
		p.close()
		outer, leaf := p.table, p.leaf
		p.table, p.leaf = p.c.beginTable(), 0
		err := p.content(e)
		p.close()
		p.c.endTable(p.table)
		p.table, p.leaf = outer, leaf
		return err
	case p.table == nil:
		return p.content(e)
	case e.Name.Local == "row":
		err := p.content(e)
		p.c.endRow(p.table)
		return err
	}
	start := len(p.c.buf)
	p.leaf++
	err := p.content(e)
	p.leaf--
	p.close()
	p.c.endCell(p.table, start)
	return err
}

// teiFields are the elements of the head that are metadata, by the path of
// their last two names, and the fields that they are.
var teiFields = map[string]string{
	"titleStmt/title": "title", "titleStmt/author": "author", "titleStmt/editor": "editor",
	"publicationStmt/publisher": "publisher", "publicationStmt/date": "date", "publicationStmt/pubPlace": "place",
	"publicationStmt/idno": "idno", "availability/licence": "licence",
	"bibl/date": "source_date", "bibl/publisher": "source_publisher", "bibl/pubPlace": "source_place",
	"imprint/date": "source_date", "imprint/publisher": "source_publisher", "imprint/pubPlace": "source_place",
	"langUsage/language": "language", "sourceDesc/bibl": "", "keywords/term": "keywords",
}

// header takes the metadata out of the head of the file.
func (p *teiParser) header() error {
	path := []string{"teiHeader"}
	for depth := p.r.depth; p.r.depth >= depth; {
		t, err := p.r.next()
		if err != nil {
			return cutOff(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.StartElement:
			field := teiFields[path[len(path)-1]+"/"+t.Name.Local]
			if field == "" {
				path = append(path, t.Name.Local)
				continue
			}
			value, err := p.r.text()
			if err != nil {
				return err
			}
			p.addMeta(field, cmp.Or(when(t), squash(value), attr(t, "ident")))
		}
	}
	return nil
}

// when returns the date that an attribute gives, as it may be computed with.
func when(e xml.StartElement) string {
	if e.Name.Local != "date" {
		return ""
	}
	return attr(e, "when")
}

// addMeta adds a value of metadata; several of one field are joined.
func (p *teiParser) addMeta(field, value string) {
	if value == "" {
		return
	}
	for i := range p.meta {
		if p.meta[i].Name == field {
			if field != "title" {
				p.meta[i].Value += "; " + value
			}
			return
		}
	}
	p.meta = append(p.meta, text.Field{Name: field, Value: value})
}
