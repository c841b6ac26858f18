package read

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// ODT: what LibreOffice shows of a document, its headers and footers left
// aside. Numbers, notes, tables and text boxes are treated as in DOCX.

// The namespaces of ODT end with a version.
const (
	odtText   = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	odtTable  = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
	odtDraw   = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
	odtStyle  = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
	odtOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
)

// An odtFile is a document while it is read.
type odtFile struct {
	opt     Options
	styles  map[string]*odtStyleDef // of paragraphs and of stretches of text
	lists   map[string]*listDef
	outline *listDef // numbers of headings
	heads   listCount
	counts  map[string]*listCount // of lists, by identifier
	last    map[string]*listCount // ... by style: the last one
	calls   map[string]int        // notes called so far, by class
	title   strings.Builder
	c       *composer
	fields  []text.Field
	noText  bool // nothing has been found that is a text
}

// An odtStyleDef is a style.
type odtStyleDef struct {
	name    string
	parent  string
	list    string
	listed  bool // the list is said, if only that there is none
	outline int
	breaks  bool // a page begins before the paragraph
	hidden  bool
}

// parseODT reads an ODT file, or one that is the same in a single XML file.
func parseODT(data string, opt Options) (extracted, error) {
	f := &odtFile{opt: opt, styles: map[string]*odtStyleDef{}, lists: map[string]*listDef{}, noText: true,
		counts: map[string]*listCount{}, last: map[string]*listCount{}, calls: map[string]int{}, c: &composer{}}
	if !strings.HasPrefix(data, "PK") && strings.HasPrefix(strings.TrimLeft(data, "\uFEFF \t\r\n"), "<") {
		if err := f.part("", data); err != nil {
			return extracted{}, err
		}
		return f.finish()
	}
	b, err := openBundle(data, opt)
	if err != nil {
		return extracted{}, err
	}
	manifest, err := b.read("META-INF/manifest.xml")
	if err != nil {
		return extracted{}, err
	}
	if strings.Contains(manifest, "encryption-data") {
		return extracted{}, &SyntaxError{Offset: -1, Msg: "it is protected by a password: save it without one"}
	}
	for _, name := range []string{"styles.xml", "meta.xml", "content.xml"} {
		src, err := b.read(name)
		if name == "content.xml" {
			src, err = b.must(name, "a text of OpenDocument")
		}
		if err != nil {
			return extracted{}, err
		}
		if src == "" {
			continue
		}
		if err := f.part(name, src); err != nil {
			return extracted{}, partError(name, err)
		}
	}
	return f.finish()
}

// part reads one of the XML files.
func (f *odtFile) part(name, src string) error {
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return err
	}
	return r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "styles", "automatic-styles":
				return f.readStyles(r)
			case "meta":
				return f.readMeta(r)
			case "body":
				return r.each(func(e xml.StartElement) error {
					if e.Name.Local != "text" || e.Name.Space != odtOffice {
						return nil
					}
					f.noText = false
					w := &odtWriter{odtFile: f, r: r, c: f.c}
					return w.blocks()
				}, nil)
			}
			return nil
		}, nil)
	}, nil)
}

// finish returns the text with its metadata.
func (f *odtFile) finish() (extracted, error) {
	if f.noText {
		return extracted{}, &SyntaxError{Offset: -1, Msg: "not a text of OpenDocument, but a table, a drawing or another kind"}
	}
	x, err := f.c.finish(f.opt)
	if err != nil {
		return extracted{}, err
	}
	s := sheet{parsed: x.parsed}
	s.title = squash(f.title.String())
	s.setMeta(withoutTitle(f.fields, s.title))
	x.parsed = s.parsed
	return x, nil
}

// readMeta reads the metadata. Who began a document is its author; who saved
// it last is so where no one else is named.
func (f *odtFile) readMeta(r *xmlReader) error {
	names := map[string]string{
		"title": "title", "initial-creator": "author", "creator": "editor", "subject": "subject",
		"description": "description", "keyword": "keywords", "language": "language", "creation-date": "created",
	}
	var author, editor string
	err := r.each(func(e xml.StartElement) error {
		name := names[e.Name.Local]
		if name == "" {
			return nil
		}
		value, err := r.text()
		switch value = squash(value); {
		case value == "":
		case name == "author":
			author = value
		case name == "editor":
			editor = value
		default:
			f.fields = append(f.fields, text.Field{Name: name, Value: value})
		}
		return err
	}, nil)
	if author == "" {
		author = editor
	}
	f.fields = append(f.fields, text.Field{Name: "author", Value: author})
	return err
}

// readStyles reads styles of text and of lists.
func (f *odtFile) readStyles(r *xmlReader) error {
	return r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "style":
			if family := attr(e, "family"); family == "paragraph" || family == "text" {
				return f.readStyle(r, e)
			}
		case "list-style":
			def, err := readODTList(r)
			f.lists[attr(e, "name")] = def
			return err
		case "outline-style":
			def, err := readODTList(r)
			f.outline = def
			return err
		}
		return nil
	}, nil)
}

// readStyle reads a style. Its name may be that of several, since content.xml
// and styles.xml each have automatic ones; those of the content come last.
func (f *odtFile) readStyle(r *xmlReader, e xml.StartElement) error {
	s := &odtStyleDef{name: attr(e, "display-name"), parent: attr(e, "parent-style-name")}
	if s.name == "" {
		s.name = attr(e, "name")
	}
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "list-style-name":
			s.list, s.listed = a.Value, true
		case "default-outline-level":
			s.outline, _ = strconv.Atoi(a.Value)
		}
	}
	f.styles[attr(e, "family")+" "+attr(e, "name")] = s
	return r.each(func(e xml.StartElement) error {
		s.breaks = s.breaks || e.Name.Local == "paragraph-properties" && attr(e, "break-before") == "page"
		s.hidden = s.hidden || e.Name.Local == "text-properties" && attr(e, "display") == "none"
		return nil
	}, nil)
}

// chain yields a style and those that it comes from.
func (f *odtFile) chain(family, name string) func(yield func(*odtStyleDef) bool) {
	return func(yield func(*odtStyleDef) bool) {
		for range mostBases {
			s := f.styles[family+" "+name]
			if s == nil || !yield(s) {
				return
			}
			name = s.parent
		}
	}
}

// kind returns what the names of a style of paragraphs say, and the level of
// a heading. A style that the file does not define says it all the same.
func (f *odtFile) kind(name string) (styleKind, int) {
	for s := range f.chain("paragraph", name) {
		if kind, level := styleNamed(s.name); kind != plainStyle {
			return kind, level
		}
		if kind, level := styleNamed(s.parent); kind != plainStyle {
			return kind, level
		}
	}
	return styleNamed(name)
}

// hides reports whether a style of text hides it.
func (f *odtFile) hides(name string) bool {
	for s := range f.chain("text", name) {
		if s.hidden {
			return true
		}
	}
	return false
}

// readODTList reads the levels of a list.
func readODTList(r *xmlReader) (*listDef, error) {
	def := &listDef{}
	for i := range def {
		def[i] = listLevel{start: 1, format: "none"}
	}
	err := r.each(func(e xml.StartElement) error {
		at, _ := strconv.Atoi(attr(e, "level"))
		if at >= 1 && at <= listLevels && (e.Name.Local == "list-level-style-number" || e.Name.Local == "outline-level-style") {
			def[at-1] = odtLevel(e, at)
		}
		return nil
	}, nil)
	return def, err
}

// odtLevel makes a level of its element.
func odtLevel(e xml.StartElement, at int) listLevel {
	l := listLevel{start: 1, format: odtFormat(attr(e, "num-format"))}
	if s := attr(e, "start-value"); s != "" {
		l.start, _ = strconv.Atoi(s)
	}
	shown, _ := strconv.Atoi(attr(e, "display-levels"))
	shown = min(max(shown, 1), at)
	var numbers []string
	for i := at - shown + 1; i <= at && l.format != "none"; i++ {
		numbers = append(numbers, "%"+strconv.Itoa(i))
	}
	l.text = attr(e, "num-prefix") + strings.Join(numbers, ".") + attr(e, "num-suffix")
	for _, a := range e.Attr { // LibreOffice's own, which says more: "%1%.%2%"
		if a.Name.Local == "num-list-format" && a.Value != "" {
			l.text = a.Value
			for i := 1; i < listLevels; i++ {
				l.text = strings.ReplaceAll(l.text, fmt.Sprintf("%%%d%%", i), fmt.Sprintf("%%%d", i))
			}
		}
	}
	if l.format == "none" && !strings.ContainsFunc(l.text, letterOrDigit) {
		l.text = ""
	}
	return l
}

// odtFormat returns the name in DOCX of a format of numbers.
func odtFormat(s string) string {
	switch s {
	case "":
		return "none"
	case "a":
		return "lowerLetter"
	case "A":
		return "upperLetter"
	case "i":
		return "lowerRoman"
	case "I":
		return "upperRoman"
	}
	switch {
	case strings.HasPrefix(s, "أ, ب, ج"):
		return "arabicAbjad"
	case strings.HasPrefix(s, "أ"):
		return "arabicAlpha"
	case strings.HasPrefix(s, "١"):
		return "hindiNumbers"
	}
	return "decimal"
}
