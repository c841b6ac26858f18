package read

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A styleKind is what the name of a style says of its paragraphs.
type styleKind uint8

const (
	plainStyle styleKind = iota
	headingStyle
	titleStyle
	quotationStyle
	verseStyle
	listingStyle
	captionStyle
)

// styleNamed returns what the name of a style of a word processor says, in
// English or Arabic or as a scholar may have named it, and the level of a
// heading.
func styleNamed(name string) (styleKind, int) {
	const longest = 100 // bytes
	if len(name) > longest {
		return plainStyle, 0
	}
	name = strings.ToLower(squash(strings.ReplaceAll(name, "_20_", " ")))
	head := strings.TrimRightFunc(name, func(r rune) bool { return digitValue(r) >= 0 })
	level := 0
	for _, r := range name[len(head):] {
		level = min(level*10+digitValue(r), 100)
	}
	head = strings.TrimSpace(head)
	if level >= 1 && level <= 9 {
		switch head {
		case "heading", "عنوان", "العنوان", "titre", "überschrift", "título", "titolo", "başlık", "заголовок":
			return headingStyle, level
		case "toc", "contents", "المحتويات", "جدول المحتويات", "فهرس", "فهرس المحتويات":
			return listingStyle, 0
		}
	}
	switch name {
	case "title", "عنوان", "العنوان", "book title", "عنوان الكتاب":
		return titleStyle, 0
	case "quote", "intense quote", "quotations", "quotation", "block text", "block quote", "block quotation",
		"اقتباس", "اقتباس مكثف", "اقتباس قوي", "نص كتلة":
		return quotationStyle, 0
	case "verse", "poem", "poetry", "شعر", "أبيات":
		return verseStyle, 0
	case "toc heading", "contents heading", "table of figures", "table of contents", "عنوان جدول المحتويات", "جدول الأشكال":
		return listingStyle, 0
	case "caption", "تسمية توضيحية", "illustration", "table", "figure", "table caption", "image caption", "عنوان جدول", "عنوان شكل":
		return captionStyle, 0
	}
	return plainStyle, 0
}

// A docxStyle is one style of a DOCX file.
type docxStyle struct {
	id      string
	name    string
	basedOn string
	outline int // level of a heading from 1; noHeading; or 0: not said
	list    docxItem
	hidden  bool
}

// noHeading is the outline level of what is said to be no heading.
const noHeading = -1

// docxStyles are the styles of a file by their identifiers.
type docxStyles map[string]*docxStyle

// mostBases is the length of the longest chain of styles that is followed.
const mostBases = 32

// chain yields the style of this identifier and those that it is based on.
func (s docxStyles) chain(id string) func(yield func(*docxStyle) bool) {
	return func(yield func(*docxStyle) bool) {
		for range mostBases {
			style := s[id]
			if style == nil || !yield(style) {
				return
			}
			id = style.basedOn
		}
	}
}

// outline returns the level of a heading that a style gives, or 0.
func (s docxStyles) outline(id string) int {
	for style := range s.chain(id) {
		if style.outline != 0 {
			return max(style.outline, 0)
		}
		if kind, level := styleNamed(style.name); kind == headingStyle {
			return level
		}
	}
	return 0
}

// kind returns what the names of a style and of those it is based on say.
func (s docxStyles) kind(id string) styleKind {
	for style := range s.chain(id) {
		if kind, _ := styleNamed(style.name); kind != plainStyle {
			return kind
		}
	}
	return plainStyle
}

// item returns the list that a style makes its paragraphs items of.
func (s docxStyles) item(id string) (item docxItem, of string) {
	for style := range s.chain(id) {
		if style.list.list != "" {
			return style.list, style.id
		}
	}
	return docxItem{}, ""
}

// hides reports whether a style hides its text.
func (s docxStyles) hides(id string) bool {
	for style := range s.chain(id) {
		if style.hidden {
			return true
		}
	}
	return false
}

// readStyles reads the part of styles.
func (f *docxFile) readStyles(name, src string) error {
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return partError(name, err)
	}
	f.styles = docxStyles{}
	err = r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			if e.Name.Local != "style" {
				return nil
			}
			s := &docxStyle{id: attr(e, "styleId")}
			f.styles[s.id] = s
			return s.read(r)
		}, nil)
	}, nil)
	if err != nil {
		return partError(name, err)
	}
	return nil
}

// read takes in the element of a style.
func (s *docxStyle) read(r *xmlReader) error {
	return r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name":
			s.name = attr(e, "val")
		case "basedOn":
			s.basedOn = attr(e, "val")
		case "rPr":
			return r.each(func(e xml.StartElement) error {
				s.hidden = s.hidden || e.Name.Local == "vanish" && on(e)
				return nil
			}, nil)
		case "pPr":
			return r.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "outlineLvl":
					s.outline = outlineOf(e)
				case "numPr":
					return s.list.read(r)
				}
				return nil
			}, nil)
		}
		return nil
	}, nil)
}

// outlineOf returns the level that an element outlineLvl gives.
func outlineOf(e xml.StartElement) int {
	n, err := strconv.Atoi(attr(e, "val"))
	if err != nil || n < 0 || n > 8 {
		return noHeading
	}
	return n + 1
}

// on reports whether an element that switches something on does so.
func on(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
