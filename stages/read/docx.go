package read

import (
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strings"

	"fusul/stages/text"
)

// DOCX: what Word shows of a document when all tracked changes are accepted
// and its headers and footers are left aside. The numbers of headings and of
// lists are put into the text as Word shows them, bullets are not; the number
// of a note is only the label of its mark. Hidden text is left out.

// The namespaces of DOCX, as Word writes them and as the standard has them in
// its strict form.
const (
	wordSpace       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordSpaceStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	mathSpace       = "http://schemas.openxmlformats.org/officeDocument/2006/math"
	mathSpaceStrict = "http://purl.oclc.org/ooxml/officeDocument/math"
)

// isWord reports whether e belongs to the text proper, and not to a drawing.
func isWord(e xml.StartElement) bool {
	return e.Name.Space == wordSpace || e.Name.Space == wordSpaceStrict
}

// A docxFile is a document while it is read.
type docxFile struct {
	*bundle
	parts  map[string]string // by the last part of the type of their relationship
	styles docxStyles
	lists  docxLists
	notes  map[string]*composer // by kind and id: "footnote 3"
	calls  map[string]int       // notes called so far, by kind
	pages  bool                 // Word has noted where its pages break
	title  strings.Builder      // of the paragraphs in the style of titles
}

// parseDOCX reads a DOCX file.
func parseDOCX(data string, opt Options) (extracted, error) {
	b, err := openBundle(data, opt)
	if err != nil {
		return extracted{}, err
	}
	f := &docxFile{bundle: b, notes: map[string]*composer{}, calls: map[string]int{}}
	main, err := f.relations("", "word/document.xml")
	if err != nil {
		return extracted{}, err
	}
	src, err := b.must(main, "a Word document")
	if err != nil {
		return extracted{}, err
	}
	if err := f.supplements(main); err != nil {
		return extracted{}, err
	}
	f.pages = strings.Contains(src, "lastRenderedPageBreak")
	c := &composer{}
	if err := f.part(main, src, c); err != nil {
		return extracted{}, err
	}
	x, err := c.finish(opt)
	if err != nil {
		return extracted{}, err
	}
	return x, f.describe(&x)
}

// relations reads which parts the part of this name refers to, and returns the
// main part of the file, where that is among them, or else the usual one.
func (f *docxFile) relations(name, usual string) (string, error) {
	rels := path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
	if name == "" {
		rels = "_rels/.rels"
	}
	src, err := f.read(rels)
	if err != nil || src == "" {
		return usual, err
	}
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return "", partError(rels, err)
	}
	f.parts = map[string]string{}
	err = r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			target := attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(name), target)
			}
			if kind := path.Base(attr(e, "Type")); f.parts[kind] == "" && attr(e, "TargetMode") != "External" {
				f.parts[kind] = cleanPart(target)
			}
			return nil
		}, nil)
	}, nil)
	if err != nil {
		return "", partError(rels, err)
	}
	if main := f.parts["officeDocument"]; main != "" && f.has(main) {
		return main, nil
	}
	return usual, nil
}

// supplements reads the styles, the lists and the notes of the main part.
func (f *docxFile) supplements(main string) error {
	f.parts = nil
	if _, err := f.relations(main, ""); err != nil {
		return err
	}
	dir := path.Dir(main)
	for _, s := range []struct {
		kind string
		read func(name, src string) error
	}{
		{"styles", f.readStyles},
		{"numbering", f.readLists},
		{"footnotes", func(name, src string) error { return f.readNotes(name, src, "footnote") }},
		{"endnotes", func(name, src string) error { return f.readNotes(name, src, "endnote") }},
	} {
		name := f.parts[s.kind]
		if name == "" {
			name = path.Join(dir, s.kind+".xml")
		}
		src, err := f.read(name)
		if err == nil && src != "" {
			err = s.read(name, src)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// part composes the text of a part into c.
func (f *docxFile) part(name, src string, c *composer) error {
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return partError(name, err)
	}
	w := &docxWriter{docxFile: f, r: r, c: c, fields: &docxFields{}}
	err = r.each(func(root xml.StartElement) error {
		if !isWord(root) || root.Name.Local != "document" {
			return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("its root is the element %q, not a document of Word", root.Name.Local)}
		}
		return w.blocks()
	}, nil)
	if err != nil {
		return partError(name, err)
	}
	return nil
}

// readNotes reads the footnotes or the endnotes.
func (f *docxFile) readNotes(name, src, kind string) error {
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return partError(name, err)
	}
	err = r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			switch attr(e, "type") {
			case "separator", "continuationSeparator", "continuationNotice":
				return nil
			}
			if e.Name.Local != kind {
				return nil
			}
			w := &docxWriter{docxFile: f, r: r, c: &composer{}, fields: &docxFields{}, inNote: true}
			err := w.blocks()
			f.notes[kind+" "+attr(e, "id")] = w.c
			return err
		}, nil)
	}, nil)
	if err != nil {
		return partError(name, err)
	}
	return nil
}

// describe reads the metadata. The paragraphs in the style of titles go before
// the title of the metadata, which Word proposes from the first line.
func (f *docxFile) describe(x *extracted) error {
	src, err := f.read("docProps/core.xml")
	if err != nil {
		return err
	}
	fields, err := metadataOf(src, map[string]string{
		"title": "title", "creator": "author", "subject": "subject", "description": "description",
		"keywords": "keywords", "category": "category", "language": "language", "created": "created",
	}, f.opt)
	if err != nil {
		x.problems = append(x.problems, text.Problem{Offset: -1, Kind: "metadata", Message: "docProps/core.xml: " + err.Error()})
	}
	s := sheet{parsed: x.parsed}
	s.title = squash(f.title.String())
	s.setMeta(withoutTitle(fields, s.title))
	x.parsed = s.parsed
	return nil
}

// withoutTitle leaves out of fields the title that is known already.
func withoutTitle(fields []text.Field, title string) []text.Field {
	return slices.DeleteFunc(fields, func(f text.Field) bool { return f.Name == "title" && f.Value == title })
}
