package read

import (
	"encoding/xml"
	"strings"

	"fusul/stages/text"
)

// An epubEntry is a line of the table of contents of a book.
type epubEntry struct {
	title    string
	file, id string // where it leads
	level    int
}

// mostEntries is the number of lines of a table of contents that are used.
const mostEntries = 100_000

// entries reads the table of contents that the reading program shows: that of
// EPUB 3 or, without one, that of EPUB 2.
func (f *epubFile) entries() ([]epubEntry, error) {
	if f.nav != "" {
		src, err := f.read(f.nav)
		if err != nil {
			return nil, err
		}
		root, err := parseTree(src, true, f.opt)
		if err != nil {
			return nil, partError(f.nav, err)
		}
		if entries := navEntries(f.nav, root); len(entries) > 0 {
			return entries, nil
		}
	}
	src, err := f.read(f.ncx)
	if err != nil || src == "" {
		return nil, err
	}
	entries, err := ncxEntries(f.ncx, src, f.opt)
	if err != nil {
		return nil, partError(f.ncx, err)
	}
	return entries, nil
}

// navEntries returns the lines of the table of contents of EPUB 3.
func navEntries(file string, root *node) []epubEntry {
	var entries []epubEntry
	for n := range root.all {
		if n.tag != "nav" || !n.classed("epub:type", "toc") && n.attr("role") != "doc-toc" {
			continue
		}
		for a := range n.all {
			if a.tag != "a" || len(entries) == mostEntries {
				continue
			}
			e := epubEntry{title: a.words()}
			for up := a.parent; up != n; up = up.parent {
				if up.tag == "ol" {
					e.level++
				}
			}
			e.level = max(e.level, 1)
			e.file, e.id = resolve(file, a.attr("href"))
			entries = append(entries, e)
		}
		return entries
	}
	return nil
}

// ncxEntries returns the lines of the table of contents of EPUB 2.
func ncxEntries(file, src string, opt Options) ([]epubEntry, error) {
	r, err := newXMLReader(src, opt)
	if err != nil {
		return nil, err
	}
	var entries []epubEntry
	var read func(level int) func(e xml.StartElement) error
	read = func(level int) func(e xml.StartElement) error {
		return func(e xml.StartElement) error {
			switch e.Name.Local {
			case "navPoint":
				if len(entries) < mostEntries {
					entries = append(entries, epubEntry{level: level})
				}
				return r.each(read(level+1), nil)
			case "navLabel":
				s, err := r.text()
				if n := len(entries); n > 0 && entries[n-1].title == "" {
					entries[n-1].title = squash(s)
				}
				return err
			case "content":
				if n := len(entries); n > 0 && entries[n-1].file == "" {
					entries[n-1].file, entries[n-1].id = resolve(file, attr(e, "src"))
				}
			}
			return nil
		}
	}
	err = r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			if e.Name.Local == "navMap" {
				return r.each(read(1), nil)
			}
			return nil
		}, nil)
	}, nil)
	return entries, err
}

// announce writes the title of the one of entries, all of which lead to the
// page of this name, that leads to its beginning above the page, if the page has neither a heading nor the title itself: then the
// heading is a picture.
func (f *epubFile) announce(p *page, name string, entries []epubEntry) {
	tree := f.trees[name]
	for n := range tree.all {
		if headLevel(n.tag) > 0 || n.attr("role") == "heading" {
			return
		}
	}
	for _, e := range entries {
		if e.id != "" || generic(e.title) || e.title == p.title {
			continue
		}
		const near = 1000 // bytes of the page in which the title may stand
		words := tree.words()
		if words == "" || strings.Contains(words[:min(len(words), near)], e.title) {
			return
		}
		p.place(name, "")
		p.c.add(e.title)
		p.c.end(text.Heading, e.level)
		return
	}
}

// generic reports whether a title is one that programs give.
func generic(title string) bool {
	name := strings.TrimSpace(strings.TrimRight(strings.ToLower(title), "0123456789. "))
	switch name {
	case "", "section", "chapter", "cover", "title page", "untitled", "start", "unknown":
		return true
	}
	return strings.HasSuffix(name, "html")
}

// promote makes headings of the paragraphs that entries lead to, where the
// stretch up to the next entry has none.
func (p *page) promote(entries []epubEntry) {
	blocks := p.c.blocks
	type stop struct{ entry, at int }
	var stops []stop
	for i, e := range entries {
		at, ok := p.places[e.file+"#"+e.id]
		if ok && !generic(e.title) && e.title != p.title && (len(stops) == 0 || at >= stops[len(stops)-1].at) {
			stops = append(stops, stop{i, at})
		}
	}
	next := 0 // the first block that does not begin before the stop
	for i, s := range stops {
		for next < len(blocks) && blocks[next].Start < s.at {
			next++
		}
		end := len(p.c.buf)
		if i+1 < len(stops) && stops[i+1].at > s.at {
			end = stops[i+1].at
		}
		p.promoteOne(blocks[next:], end, entries[s.entry])
	}
}

// promoteOne makes a heading of the first of a few blocks before end that says
// what an entry does, unless one is a heading.
func (p *page) promoteOne(blocks []text.Block, end int, e epubEntry) {
	const few = 5
	title := strings.Join(strings.FieldsFunc(e.title, notLetter), " ")
	for i := range blocks[:min(few, len(blocks))] {
		b := &blocks[i]
		if b.Start >= end || b.Kind == text.Heading {
			return
		}
		if b.Kind == text.Paragraph && strings.Join(strings.FieldsFunc(string(p.c.buf[b.Start:b.End]), notLetter), " ") == title {
			b.Kind, b.Level = text.Heading, e.level
			return
		}
	}
}

// notLetter reports whether r is neither a letter nor a digit.
func notLetter(r rune) bool {
	return blank(r) || r < 0x80 && !isASCIILetter(byte(r)) && !isASCIIDigit(byte(r)) || r == '،' || r == '؛'
}
