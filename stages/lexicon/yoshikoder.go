package lexicon

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// parseYoshikoder reads a Yoshikoder dictionary: <cnode> is a category,
// <pnode> a pattern. The outermost category is the dictionary itself.
func parseYoshikoder(name string, data []byte) (*Lexicon, error) {
	b := builder{name: name, lex: &Lexicon{}}
	if err := checkSize(name, data); err != nil {
		return nil, err
	}
	r := ykdReader{builder: b, dec: xml.NewDecoder(bytes.NewReader(data))}
	for r.err == nil {
		line, col := r.dec.InputPos()
		tok, err := r.dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, col = r.dec.InputPos()
			r.fail(line, col, "%s", xmlMessage(err))
			break
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			r.start(tok, line, col)
		case xml.EndElement:
			if tok.Name.Local == "cnode" && len(r.path) > 0 {
				r.path = r.path[:len(r.path)-1]
			}
		}
	}
	if r.err == nil && !r.seen {
		r.fail(1, 1, "no <dictionary>")
	}
	return r.lexicon()
}

// xmlMessage returns what is wrong, without the line, which InputPos gives
// with its column.
func xmlMessage(err error) string {
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		return s.Msg
	}
	return err.Error()
}

type ykdReader struct {
	builder
	dec  *xml.Decoder
	seen bool  // a <dictionary>
	path []int // the open categories; -1 for the dictionary itself
}

func (r *ykdReader) start(e xml.StartElement, line, col int) {
	name := ""
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "name":
			name = a.Value
		case "patternengine":
			if a.Value == "regexp" {
				r.lex.By = ByRegex
			}
		}
	}
	switch e.Name.Local {
	case "dictionary":
		r.seen = true
	case "cnode":
		if len(r.path) == 0 {
			r.lex.Title = labelOf(name)
			r.path = append(r.path, -1)
			return
		}
		k, _ := r.foreignKey(r.path[len(r.path)-1], name, line, col)
		r.path = append(r.path, k)
	case "pnode":
		r.pnode(name, line, col)
	}
}

// pnode adds a pattern to the innermost open category. What stands in none
// gets one with the name of the dictionary.
func (r *ykdReader) pnode(name string, line, col int) {
	if len(r.path) == 0 {
		r.fail(line, col, "pattern %q without a category", name)
		return
	}
	k := r.path[len(r.path)-1]
	if k < 0 {
		title := r.lex.Title.En + r.lex.Title.Ar
		if title == "" {
			title = "dictionary"
		}
		k, _ = r.foreignKey(-1, title, line, col)
	}
	if r.err == nil {
		r.addOnce(k, name, line, col)
	}
}
