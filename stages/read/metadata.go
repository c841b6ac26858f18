package read

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"fusul/stages/text"
)

// header marks the head of an OpenITI file, reads its metadata, and returns
// where the text begins.
func (p *openITIParser) header() int {
	end := headEnd(p.src)
	if end == 0 {
		return 0
	}
	p.mark(0, end, text.Header, "")
	head := p.src[:end]
	if !strings.Contains(head, headerEnd) {
		p.problem(0, "structure", "no line "+headerEnd)
	}
	var fields []text.Field
	if at := strings.IndexByte(head, '{'); at >= 0 && onlyTags(head[:at]) {
		var err error
		if fields, err = jsonFields(head[at:]); err != nil {
			p.problem(at, "metadata", "the JSON of the head: "+err.Error())
		}
	}
	p.setMeta(append(fields, metaLines(head)...))
	return end
}

// headEnd returns where the head of an OpenITI text ends: behind the line that
// says so or, without one, behind the first line and what follows it of lines
// of metadata and of a JSON object written one member a line.
func headEnd(src string) int {
	if at := lineIndex(src, headerEnd); at >= 0 {
		end, _ := lineAt(src, at)
		return end
	}
	end, object := 0, false
	for pos := 0; pos < len(src); {
		stop, next := lineAt(src, pos)
		line := strings.TrimFunc(src[pos:stop], blank)
		object = object || line == "{"
		switch {
		case line == "":
		case object, pos == 0 && isOpenITI(src), strings.HasPrefix(line, "#META#"):
			end = stop
		default:
			return end
		}
		object = object && !strings.HasPrefix(line, "}")
		pos = next
	}
	return end
}

// lineIndex returns where in the first part of src a line says what, or -1. A
// head is short; a line far into the text is not its end.
func lineIndex(src, what string) int {
	const longestHead = 64 << 10
	part := src[:sampleEnd(src, longestHead)]
	for pos := 0; pos < len(part); {
		stop, next := lineAt(part, pos)
		if strings.TrimFunc(part[pos:stop], blank) == what {
			return pos
		}
		pos = next
	}
	return -1
}

// onlyTags reports whether head holds nothing but lines with a hash sign.
func onlyTags(head string) bool {
	for line := range strings.Lines(head) {
		if line = strings.TrimFunc(line, blank); line != "" && line[0] != '#' {
			return false
		}
	}
	return true
}

// jsonFields returns the members of the JSON object that s begins with, in
// their order.
func jsonFields(s string) ([]text.Field, error) {
	var fields []text.Field
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return nil, plainEOF(err)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return fields, plainEOF(err)
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return fields, plainEOF(err)
		}
		switch v := value.(type) {
		case string:
			fields = append(fields, text.Field{Name: fmt.Sprint(name), Value: v})
		case json.Number, bool:
			fields = append(fields, text.Field{Name: fmt.Sprint(name), Value: fmt.Sprint(v)})
		}
	}
	_, err := d.Token()
	return fields, plainEOF(err)
}

// plainEOF says in words that the input ended too early.
func plainEOF(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("it does not end")
	}
	return err
}

// metaLines returns the metadata of lines such as
// "#META# 010.AuthorNAME\t:: …".
func metaLines(head string) []text.Field {
	var fields []text.Field
	for line := range strings.Lines(head) {
		rest, ok := strings.CutPrefix(strings.TrimFunc(line, blank), "#META#")
		if !ok {
			continue
		}
		name, value, ok := strings.Cut(rest, "::")
		if !ok {
			name, value, ok = strings.Cut(rest, ":")
		}
		if ok {
			fields = append(fields, text.Field{Name: strings.TrimLeft(strings.TrimSpace(name), "0123456789."), Value: value})
		}
	}
	return fields
}

// setMeta takes the title and the author out of fields and keeps the rest.
func (s *sheet) setMeta(fields []text.Field) {
	for _, f := range fields {
		value := strings.TrimFunc(f.Value, blank)
		switch value {
		case "", "None", "NODATA", "NOTGIVEN", "NOCODE", "null":
			continue
		}
		f = text.Field{Name: fieldName(f.Name), Value: value}
		switch strings.ReplaceAll(strings.ToLower(f.Name), "_", "") {
		case "booktitle", "title", "metatitle", "العنوان":
			if s.title == "" {
				s.title = value
				continue
			}
		case "authornam", "authorname", "author", "metaauthor", "المؤلف":
			if s.author == "" {
				s.author = strings.ReplaceAll(value, " :: ", "، ") // several authors
				continue
			}
		}
		s.meta = mergeFields(s.meta, []text.Field{f})
	}
}

// mergeFields adds to fields those of more whose names are not in it.
func mergeFields(fields, more []text.Field) []text.Field {
	for _, f := range more {
		known := false
		for _, g := range fields {
			known = known || g.Name == f.Name
		}
		if !known {
			fields = append(fields[:len(fields):len(fields)], f)
		}
	}
	return fields
}

// fieldName makes the name of a column of a name of metadata: "BookURI"
// becomes book_uri, "سنة النشر" سنة_النشر. A name that the tables give to a
// column of their own gets meta_ before it.
func fieldName(name string) string {
	var b strings.Builder
	gap, lower := false, false
	for _, r := range name {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if b.Len() > 0 && (gap || lower && unicode.IsUpper(r)) {
				b.WriteByte('_')
			}
			gap, lower = false, unicode.IsLower(r) || unicode.IsDigit(r)
			b.WriteRune(unicode.ToLower(r))
		case !invisible(r):
			gap = true
		}
	}
	id := b.String()
	if id == "" {
		return "meta"
	}
	if reservedField(id) {
		return "meta_" + id
	}
	return id
}

// reservedField reports whether the tables have a column of this name.
func reservedField(name string) bool {
	switch name {
	case "doc_id", "title", "author", "path", "encoding", "sha256", "bytes":
		return true
	}
	return strings.HasPrefix(name, "n_")
}
