package read

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"fusul/stages/text"
)

// An xmlReader reads XML token by token under the limits of the options. No
// entity but the five of XML itself is resolved.
type xmlReader struct {
	d     *xml.Decoder
	opt   Options
	depth int
	count int
}

// newXMLReader returns a reader of src, which may be in UTF-16 with a byte
// order mark or in an encoding that its first line names.
func newXMLReader(src string, opt Options) (*xmlReader, error) {
	for _, name := range []string{nameUTF8, nameUTF16LE, nameUTF16BE} {
		if _, skip := cutBOM(src, name); skip > 0 {
			d, err := decode(src, name)
			if err != nil {
				return nil, err
			}
			src = d.text
			break
		}
	}
	r := &xmlReader{d: xml.NewDecoder(strings.NewReader(src)), opt: opt}
	r.d.CharsetReader = charsetReader
	return r, nil
}

// charsetReader decodes the rest of an XML file that names its encoding. What
// had a byte order mark is decoded already.
func charsetReader(label string, in io.Reader) (io.Reader, error) {
	name := encodingNamed(label)
	if strings.EqualFold(label, "us-ascii") || strings.EqualFold(label, "utf-16") || name == nameUTF16LE || name == nameUTF16BE {
		return in, nil
	}
	page := findCodepage(name)
	if page == nil {
		return nil, fmt.Errorf("encoding %q is not read", label)
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	d, err := decodeCodepage(string(raw), page)
	if err != nil {
		return nil, err
	}
	return strings.NewReader(d.text), nil
}

// next returns the next token, or [io.EOF] behind the last. Comments and
// processing instructions are left out.
func (r *xmlReader) next() (xml.Token, error) {
	for {
		t, err := r.d.Token()
		if err != nil {
			return nil, r.broken(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			r.depth++
			r.count++
			if r.depth > r.opt.MaxNesting {
				return nil, &SyntaxError{Offset: -1, Msg: fmt.Sprintf("elements nest deeper than %d (limit MaxNesting)", r.opt.MaxNesting)}
			}
			if r.count > r.opt.MaxElements {
				return nil, &SyntaxError{Offset: -1, Msg: fmt.Sprintf("more than %d elements (limit MaxElements)", r.opt.MaxElements)}
			}
			return t, r.opt.budget.spend(elementSize)
		case xml.EndElement:
			r.depth--
			return t, nil
		case xml.CharData:
			return t, r.opt.budget.spend(0)
		case xml.Directive:
			if strings.Contains(string(t), "ENTITY") {
				return nil, &SyntaxError{Offset: -1, Msg: "it declares XML entities, which are not resolved"}
			}
		}
	}
}

// broken makes an error of this package of one of the XML decoder.
func (r *xmlReader) broken(err error) error {
	var bad *SyntaxError
	if err == io.EOF || errors.As(err, &bad) {
		return err
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("broken XML in line %d: %s", syntax.Line, syntax.Msg), Err: err}
	}
	return &SyntaxError{Offset: -1, Msg: "broken XML: " + err.Error(), Err: err}
}

// skip reads to the end of the element whose start was read last.
func (r *xmlReader) skip() error {
	for depth := r.depth; r.depth >= depth; {
		if _, err := r.next(); err != nil {
			return cutOff(err)
		}
	}
	return nil
}

// text returns the text in the element whose start was read last, and reads
// to its end.
func (r *xmlReader) text() (string, error) {
	var b strings.Builder
	for depth := r.depth; r.depth >= depth; {
		t, err := r.next()
		if err != nil {
			return "", cutOff(err)
		}
		if s, ok := t.(xml.CharData); ok {
			b.Write(s)
		}
	}
	return b.String(), nil
}

// each calls f with the start of every element directly within the one whose
// start was read last, up to its end. What f leaves unread of an element is
// skipped. Text between elements goes to chars, which may be nil.
func (r *xmlReader) each(f func(xml.StartElement) error, chars func(xml.CharData)) error {
	depth := r.depth
	for {
		t, err := r.next()
		if err != nil {
			if depth == 0 && err == io.EOF {
				return nil
			}
			return cutOff(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := f(t); err != nil {
				return err
			}
			for r.depth > depth {
				if _, err := r.next(); err != nil {
					return cutOff(err)
				}
			}
		case xml.EndElement:
			return nil
		case xml.CharData:
			if chars != nil {
				chars(t)
			}
		}
	}
}

// cutOff makes an error of the end of a file within an element.
func cutOff(err error) error {
	if err == io.EOF {
		return &SyntaxError{Offset: -1, Msg: "the XML ends too early", Err: io.ErrUnexpectedEOF}
	}
	return err
}

// attr returns the value of the attribute of this local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// dublinCore is the namespace of the metadata of DOCX, ODT and EPUB.
const dublinCore = "http://purl.org/dc/elements/1.1/"

// metadataOf returns the fields that the elements of an XML file of metadata
// hold whose names are in the map, under the names that the map gives them.
func metadataOf(src string, names map[string]string, opt Options) ([]text.Field, error) {
	var fields []text.Field
	if src == "" {
		return nil, nil
	}
	r, err := newXMLReader(src, opt)
	if err != nil {
		return nil, err
	}
	for {
		t, err := r.next()
		if err == io.EOF {
			return fields, nil
		}
		if err != nil {
			return fields, err
		}
		e, ok := t.(xml.StartElement)
		if name := names[e.Name.Local]; ok && name != "" {
			value, err := r.text()
			if err != nil {
				return fields, err
			}
			if value = squash(value); value != "" {
				fields = append(fields, text.Field{Name: name, Value: value})
			}
		}
	}
}
