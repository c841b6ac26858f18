package read

import (
	"encoding/xml"
	"fmt"
	"path"
	"strings"

	"fusul/stages/text"
)

// EPUB 2 and 3: the pages of the book in the order of its spine, each read as
// a page of HTML of which nothing is furniture. What stands outside the order
// of reading comes last. Where pages have no headings, the titles of the table
// of contents that the reading program shows are looked for and taken.

// An epubFile is a book while it is read.
type epubFile struct {
	*bundle
	dir    string // of the file that lists the parts
	items  map[string]epubItem
	spine  []string // names of parts in the order of reading
	nav    string   // the part with the table of contents; may be empty
	ncx    string   // ... in the form of EPUB 2
	fields []text.Field
	trees  map[string]*node
}

// An epubItem is a part of a book.
type epubItem struct {
	name  string
	media string
	nav   bool
}

// parseEPUB reads a book.
func parseEPUB(data string, opt Options) (extracted, error) {
	b, err := openBundle(data, opt)
	if err != nil {
		return extracted{}, err
	}
	f := &epubFile{bundle: b, items: map[string]epubItem{}, trees: map[string]*node{}}
	for _, step := range []func() error{f.readEncryption, f.readPackage, f.readPages} {
		if err := step(); err != nil {
			return extracted{}, err
		}
	}
	entries, err := f.entries()
	if err != nil {
		return extracted{}, err
	}
	x, err := f.compose(entries)
	if err != nil {
		return extracted{}, err
	}
	if strings.TrimFunc(x.text, blank) == "" {
		return extracted{}, &SyntaxError{Offset: -1, Msg: "no text in the book: its pages are pictures"}
	}
	s := sheet{parsed: x.parsed}
	s.setMeta(f.fields)
	x.parsed = s.parsed
	return x, nil
}

// readEncryption refuses a book whose pages are encrypted. Fonts may be.
func (f *epubFile) readEncryption() error {
	const name = "META-INF/encryption.xml"
	src, err := f.read(name)
	if err != nil || src == "" {
		return err
	}
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return partError(name, err)
	}
	method := ""
	var find func(e xml.StartElement) error
	find = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "EncryptionMethod":
			method = attr(e, "Algorithm")
		case "CipherReference":
			if !strings.Contains(method, "idpf.org/2008/embedding") && !strings.Contains(method, "ns.adobe.com/pdf/enc") {
				return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("the book is encrypted (DRM), so that its text cannot be read: %q; ask for a copy without it", attr(e, "URI"))}
			}
		}
		return r.each(find, nil)
	}
	if err := r.each(find, nil); err != nil {
		return partError(name, err)
	}
	return nil
}

// readPackage reads the list of the parts, the order of reading and the
// metadata.
func (f *epubFile) readPackage() error {
	src, err := f.must("META-INF/container.xml", "a book in EPUB")
	if err != nil {
		return err
	}
	name := ""
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return err
	}
	var find func(e xml.StartElement) error
	find = func(e xml.StartElement) error {
		if e.Name.Local == "rootfile" && name == "" {
			name = cleanPart(unescape(attr(e, "full-path")))
		}
		return r.each(find, nil)
	}
	if err := r.each(find, nil); err != nil {
		return partError("META-INF/container.xml", err)
	}
	if src, err = f.must(name, "a book in EPUB"); err != nil {
		return err
	}
	f.dir = path.Dir(name)
	if r, err = newXMLReader(src, f.opt); err != nil {
		return partError(name, err)
	}
	err = r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "metadata":
				return f.readMetadata(r)
			case "manifest":
				return f.readManifest(r)
			case "spine":
				return f.readSpine(r, e)
			}
			return nil
		}, nil)
	}, nil)
	if err != nil {
		return partError(name, err)
	}
	if len(f.spine) == 0 {
		return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("part %q names no page to read", name)}
	}
	return nil
}

// readMetadata reads the metadata. In EPUB 2 they may stand one element
// deeper. Several values of a name are joined.
func (f *epubFile) readMetadata(r *xmlReader) error {
	names := map[string]string{
		"title": "title", "creator": "author", "date": "date", "language": "language", "publisher": "publisher",
		"subject": "subject", "description": "description", "identifier": "identifier", "contributor": "contributor",
	}
	joins := map[string]string{"author": "، ", "subject": "; ", "contributor": "; "}
	var read func(e xml.StartElement) error
	read = func(e xml.StartElement) error {
		if e.Name.Local == "dc-metadata" || e.Name.Local == "x-metadata" {
			return r.each(read, nil)
		}
		name := names[e.Name.Local]
		if e.Name.Space != dublinCore || name == "" {
			return nil
		}
		value, err := r.text()
		if value = squash(value); err != nil || value == "" {
			return err
		}
		for i := range f.fields {
			if f.fields[i].Name == name {
				if join := joins[name]; join != "" {
					f.fields[i].Value += join + value
				}
				return nil
			}
		}
		f.fields = append(f.fields, text.Field{Name: name, Value: value})
		return nil
	}
	return r.each(read, nil)
}

// readManifest reads the list of the parts.
func (f *epubFile) readManifest(r *xmlReader) error {
	return r.each(func(e xml.StartElement) error {
		item := epubItem{name: cleanPart(path.Join(f.dir, unescape(attr(e, "href")))), media: attr(e, "media-type")}
		for word := range strings.FieldsSeq(attr(e, "properties")) {
			item.nav = item.nav || word == "nav"
		}
		f.items[attr(e, "id")] = item
		if item.nav {
			f.nav = item.name
		}
		if item.media == "application/x-dtbncx+xml" {
			f.ncx = item.name
		}
		return nil
	}, nil)
}

// readSpine reads the order of the pages. A page that is named twice is read
// once.
func (f *epubFile) readSpine(r *xmlReader, spine xml.StartElement) error {
	if item := f.items[attr(spine, "toc")]; item.name != "" {
		f.ncx = item.name
	}
	var aside []string
	seen := map[string]bool{}
	err := r.each(func(e xml.StartElement) error {
		item, known := f.items[attr(e, "idref")]
		switch item.media {
		case "application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document":
		default:
			return nil // a picture
		}
		if !known || seen[item.name] {
			return nil
		}
		seen[item.name] = true
		if attr(e, "linear") == "no" {
			aside = append(aside, item.name)
		} else {
			f.spine = append(f.spine, item.name)
		}
		return nil
	}, nil)
	f.spine = append(f.spine, aside...)
	return err
}

// readPages builds the trees of the pages.
func (f *epubFile) readPages() error {
	left := f.opt.MaxElements
	for _, name := range f.spine {
		src, err := f.must(name, "a whole book in EPUB")
		if err != nil {
			return err
		}
		opt := f.opt
		opt.MaxElements = left
		tree, n, err := f.tree(src, opt)
		if err != nil {
			return partError(name, err)
		}
		left -= n
		f.trees[name] = tree
	}
	return nil
}

// tree builds the tree of a page and says how many elements it has.
func (f *epubFile) tree(src string, opt Options) (*node, int, error) {
	opt.Encoding = ""
	d, err := decodeHTML(src, opt)
	if err != nil {
		return nil, 0, err
	}
	root, err := parseTree(d.text, true, opt)
	if err != nil {
		return nil, 0, err
	}
	n := 0
	for range root.all {
		n++
	}
	return root, n, nil
}

// compose composes the pages. The titles of entries are used where a page has
// no headings of its own.
func (f *epubFile) compose(entries []epubEntry) (extracted, error) {
	p := newPage(&composer{}, f.opt)
	p.book, p.wanted = true, map[string]bool{}
	for _, e := range entries {
		p.wanted[e.file+"#"+e.id] = true
	}
	for _, field := range f.fields {
		if field.Name == "title" {
			p.title = field.Value
		}
	}
	for _, name := range f.spine {
		p.notes.index(name, f.trees[name])
	}
	for _, name := range f.spine {
		p.notes.link(name, f.trees[name])
	}
	leading := map[string][]epubEntry{}
	for _, e := range entries {
		leading[e.file] = append(leading[e.file], e)
	}
	for _, name := range f.spine {
		f.announce(p, name, leading[name])
		p.compose(name, f.trees[name])
	}
	p.rest()
	p.promote(entries)
	return p.c.finish(f.opt)
}
