package read

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"fusul/stages/text"
)

// HTML: the text of a page without its furniture (menus, headers, footers,
// asides), as html_furniture.go tells it. The numbers of ordered lists are put
// into the text, as a browser shows them.

// parseHTML reads a page.
func parseHTML(data string, opt Options) (extracted, error) {
	if int64(len(data)) > opt.MaxPart {
		return extracted{}, &SyntaxError{Offset: -1, Msg: fmt.Sprintf("a page of %d bytes, more than %d (limit MaxPart)", len(data), opt.MaxPart)}
	}
	d, err := decodeHTML(data, opt)
	if err != nil {
		return extracted{}, err
	}
	root, err := parseTree(d.text, strings.HasPrefix(strings.TrimLeft(d.text, " \t\r\n"), "<?xml"), opt)
	if err != nil {
		return extracted{}, err
	}
	p := newPage(&composer{}, opt)
	p.notes.index("", root)
	p.notes.link("", root)
	p.title = root.headTitle()
	body, dropped := content(root)
	p.compose("", body)
	p.rest()
	x, err := p.c.finish(opt)
	if err != nil {
		return extracted{}, err
	}
	x.encoding = d.encoding
	x.problems = append(d.problems, x.problems...)
	if dropped = append(dropped, p.dropped...); len(dropped) > 0 {
		n := 0
		for _, s := range dropped {
			n += len(strings.Fields(s))
		}
		if n > 0 {
			x.problems = append(x.problems, pageProblem("structure", fmt.Sprintf("left out %d words of menus, headers, footers and the like, as %.40q", n, dropped[0])))
		}
	}
	for i := range x.problems {
		x.problems[i].Offset = -1 // they were of the file as it was decoded
	}
	s := sheet{src: x.text, parsed: x.parsed}
	s.setMeta(root.metadata())
	x.parsed = s.parsed
	x.title = titleOf(x)
	return x, nil
}

// titleOf returns the title of a page: its one heading of the first level,
// where the title of the browser's window holds that and more besides.
func titleOf(x extracted) string {
	one := ""
	for _, b := range x.blocks {
		if b.Kind == text.Heading && b.Level == 1 {
			if one != "" {
				return x.title
			}
			one = plainText(x.text, b.Span, x.marks)
		}
	}
	if one != "" && (x.title == "" || strings.Contains(x.title, one)) {
		return one
	}
	return x.title
}

// decodeHTML decodes a page: by its byte order mark, by what it declares, if
// its bytes bear that out, or by what they are.
func decodeHTML(data string, opt Options) (decoded, error) {
	if opt.Encoding != "" {
		return decode(data, opt.Encoding)
	}
	for _, name := range []string{nameUTF8, nameUTF16LE, nameUTF16BE} {
		if _, skip := cutBOM(data, name); skip > 0 {
			return decode(data, name)
		}
	}
	label := declaredCharset(data)
	name := encodingNamed(label)
	if name == "windows-1256" || name == "iso-8859-6" || name == nameUTF8 {
		if d, err := decode(data, name); err == nil {
			return d, nil
		}
	}
	d, err := detect(data) // Arabic pages declare anything, most often a Latin encoding
	if err == nil && label != "" && d.encoding != name {
		d.problem(-1, fmt.Sprintf("the page says that it is in %.40q, and is read as %s", label, d.encoding))
	}
	return d, err
}

// declaredCharset returns the encoding that the head of a page declares.
func declaredCharset(data string) string {
	const most = 4096 // bytes in which it must stand
	head := data[:min(len(data), most)]
	if strings.HasPrefix(head, "<?xml") {
		declaration, _, _ := strings.Cut(head, "?>")
		if _, after, ok := strings.Cut(declaration, "encoding="); ok && len(after) > 1 {
			if label, _, ok := strings.Cut(after[1:], after[:1]); ok {
				return label
			}
		}
	}
	z := html.NewTokenizer(strings.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data != "meta" {
				continue
			}
			n := node{attrs: t.Attr}
			if s := n.attr("charset"); s != "" {
				return strings.TrimSpace(s)
			}
			if strings.EqualFold(n.attr("http-equiv"), "content-type") {
				if _, s, ok := strings.Cut(strings.ToLower(n.attr("content")), "charset="); ok {
					return strings.Trim(s, ` "';`)
				}
			}
		}
	}
}

// headTitle returns the title that the head of a page gives.
func (n *node) headTitle() string {
	for k := range n.all {
		if k.tag == "title" && k.within("svg") == nil {
			return k.words()
		}
	}
	return ""
}

// metadata returns what the head of a page says of it.
func (n *node) metadata() []text.Field {
	fields := []text.Field{{Name: "title", Value: n.headTitle()}}
	names := map[string]string{
		"author": "author", "dc.creator": "author", "dcterms.creator": "author", "citation_author": "author",
		"description": "description", "keywords": "keywords", "date": "date", "dcterms.date": "date", "dc.date": "date",
	}
	for k := range n.all {
		if k.tag != "meta" {
			continue
		}
		if name := names[strings.ToLower(k.attr("name"))]; name != "" {
			fields = append(fields, text.Field{Name: name, Value: squash(k.attr("content"))})
		}
	}
	return fields
}
