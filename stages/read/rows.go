package read

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/text"
)

// A Row is the place of a work that is one row of a table: a line of JSON, a
// row of CSV or of Parquet. One column is its text, the others are metadata.
type Row struct {
	Number    int      // from 1, the head of a CSV file not counted
	Start     int64    // where it stands in the file, in bytes
	Length    int64    // of its bytes
	Raw       string   // the row itself, where the file cannot be read from within
	Head      []string // of CSV: the names of the columns
	Comma     rune     // of CSV: what parts them
	TextField string   // the column of the text
}

// textColumns and idColumns are the columns that hold the text and the
// identifier where no one says which do, as fieldName writes them, the
// likeliest first.
var (
	textColumns = []string{"text", "body", "content", "full_text", "fulltext", "النص", "نص", "المتن", "المحتوى"}
	idColumns   = []string{"doc_id", "id", "المعرف", "معرف"}
)

// tableFormat returns the format of the table of works that a file is by its
// name, or nothing.
func tableFormat(name string) Format {
	switch strings.ToLower(path.Ext(name)) {
	case ".jsonl", ".ndjson", ".json":
		return JSONL
	case ".csv", ".tsv":
		return CSV
	case ".parquet":
		return Parquet
	}
	return ""
}

// isTable reports whether files of the format f hold a work in each row.
func (f Format) isTable() bool { return f == JSONL || f == CSV || f == Parquet }

// A rowReader goes through the rows of a table of works.
type rowReader interface {
	// next returns the next row and its fields, or [io.EOF] behind the last. A
	// row that cannot be read is a *rowError, and the next may be better.
	next() (Row, []text.Field, error)
}

// A rowError is a row that is left out.
type rowError struct {
	row int
	msg string
}

func (e *rowError) Error() string { return fmt.Sprintf("row %d: %s", e.row, e.msg) }

// table adds a work for every row of the file name.
func (l *lister) table(name string, f File, base Work) error {
	src, err := l.fsys.Open(name)
	if err != nil {
		return err
	}
	defer src.Close()
	t := &tableLister{lister: l, opt: l.opt, file: f, base: base, taken: make(map[string]bool)}
	for _, w := range l.corpus.Works {
		t.taken[sameFile(w.ID)] = true
	}
	t.opt.budget = newBudget(f.Size, t.opt)
	rows, err := t.open(src)
	if err != nil {
		return t.wrap(err)
	}
	for {
		if err := t.opt.budget.late(); err != nil {
			return t.wrap(err)
		}
		row, fields, err := rows.next()
		var bad *rowError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			l.skip(name, bad.Error())
			continue
		case err != nil:
			return t.wrap(err)
		}
		if err := t.add(row, fields); err != nil {
			return err
		}
	}
}

// A tableLister makes works of the rows of one file.
type tableLister struct {
	*lister
	opt    Options // with the budget of this file
	file   File
	base   Work // what all its works share
	inline bool // the rows are kept, since the file cannot be read from within
	kept   int64
	text   string // the column of the text
	id     string // the column of the identifier; may be empty
	taken  map[string]bool
	repeat int // identifiers that stood in it before
}

// wrap gives an error the name of the file.
func (t *tableLister) wrap(err error) error {
	var bad *SyntaxError
	if errors.As(err, &bad) {
		bad.Name = t.file.Path
		return bad
	}
	return &SyntaxError{Name: t.file.Path, Offset: -1, Msg: cause(err), Err: err}
}

// open returns the rows of the open file src. A file in UTF-8 that can be read
// from within is; another is decoded whole, and its rows are kept.
func (t *tableLister) open(src fs.File) (rowReader, error) {
	if t.file.Format == Parquet {
		t.inline = true
		return openParquet(src, t.opt)
	}
	const sample = 64 << 10
	head := make([]byte, sample)
	n, err := io.ReadFull(src, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	if what := signature(head); what != "" {
		return nil, &SyntaxError{Offset: 0, Msg: what}
	}
	seeker, ok := src.(io.Seeker)
	t.inline = !ok
	asUTF8 := t.file.Encoding == "" && beginsUTF8(head) || t.file.Encoding == nameUTF8
	in := io.MultiReader(strings.NewReader(string(head)), src)
	switch {
	case asUTF8 && ok:
		if _, err := seeker.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		in = src
	case !asUTF8:
		t.inline = true
		raw, err := readMost(in, t.opt.MaxPart, "MaxPart")
		if err != nil {
			return nil, err
		}
		d, err := decode(raw, t.file.Encoding)
		if err != nil {
			return nil, err
		}
		in = strings.NewReader(d.text)
	}
	if t.file.Format == JSONL {
		return newJSONRows(in, path.Ext(t.file.Path), t.opt)
	}
	return newCSVRows(in, path.Ext(t.file.Path), t.opt)
}

// beginsUTF8 reports whether head, which may end within a letter, is UTF-8.
func beginsUTF8(head []byte) bool {
	for cut := range min(utf8.UTFMax, len(head)+1) {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}

// readMost reads all of in, which must not be longer than most bytes.
func readMost(in io.Reader, most int64, limit string) (string, error) {
	var b strings.Builder
	n, err := io.Copy(&b, io.LimitReader(in, most+1))
	if err == nil && n > most {
		err = &SyntaxError{Offset: -1, Msg: fmt.Sprintf("more than %d bytes (limit %s)", most, limit)}
	}
	return b.String(), err
}

// add adds the work of one row.
func (t *tableLister) add(row Row, fields []text.Field) error {
	if t.text == "" {
		if err := t.columns(fields); err != nil {
			return err
		}
	}
	if t.count++; t.count > t.opt.MaxFiles {
		return t.wrap(&SyntaxError{Offset: -1, Msg: fmt.Sprintf("more than %d works (limit MaxFiles)", t.opt.MaxFiles)})
	}
	if valueOf(fields, t.text) == "" {
		t.skip(t.file.Path, fmt.Sprintf("row %d: nothing in the column %q", row.Number, t.text))
		return nil
	}
	row.TextField = t.text
	if t.inline {
		if t.kept += int64(len(row.Raw)); t.kept > t.opt.MaxPart {
			return t.wrap(&SyntaxError{Offset: -1, Msg: fmt.Sprintf(
				"its rows have more than %d bytes (limit MaxPart): a JSON Lines or CSV file in UTF-8 outside of a zip may have more", t.opt.MaxPart)})
		}
	} else {
		row.Raw = ""
	}
	w := t.base
	w.ID, w.Title = t.name(row.Number, fields), ""
	f := t.file
	f.Size, f.Row = row.Length, &row
	w.Files, w.Size = []File{f}, row.Length
	t.corpus.Works = append(t.corpus.Works, w)
	return nil
}

// columns settles which columns are the text and the identifier, by the names
// in the first row.
func (t *tableLister) columns(fields []text.Field) error {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	if t.text = findColumn(names, t.opt.TextField, textColumns); t.text == "" {
		msg := "no column is called text, body, content or النص"
		if t.opt.TextField != "" {
			msg = fmt.Sprintf("no column is called %q", t.opt.TextField)
		}
		return t.wrap(&SyntaxError{Offset: -1, Msg: fmt.Sprintf(
			"%s; name the one that holds the text with --text-field, or text_field in corpus.yaml: %s", msg, quoteList(names, 12))})
	}
	t.id = findColumn(names, t.opt.IDField, idColumns)
	if t.id == "" && t.opt.IDField != "" {
		return t.wrap(&SyntaxError{Offset: -1, Msg: fmt.Sprintf("no column is called %q: %s", t.opt.IDField, quoteList(names, 12))})
	}
	return nil
}

// findColumn returns the name of names that was asked for or, if nothing was,
// is among usual.
func findColumn(names []string, asked string, usual []string) string {
	if asked != "" {
		if slices.Contains(names, asked) {
			return asked
		}
		usual = []string{fieldName(asked)}
	}
	for _, u := range usual {
		for _, name := range names {
			if columnName(name) == u {
				return name
			}
		}
	}
	return ""
}

// columnName is fieldName without what it puts before names of columns that
// the tables have.
func columnName(name string) string { return strings.TrimPrefix(fieldName(name), "meta_") }

// valueOf returns the value of a field, or nothing.
func valueOf(fields []text.Field, name string) string {
	for _, f := range fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// name returns the identifier of a row: that of its column, or that of the
// file and the number of the row.
func (t *tableLister) name(row int, fields []text.Field) string {
	id := numberedID(fileID(t.file.Path), row)
	if given := strings.TrimFunc(valueOf(fields, t.id), blank); t.id != "" && given != "" {
		id = cleanID(given)
	}
	name := id
	for n := 2; t.taken[sameFile(name)]; n++ {
		name = numberedID(id, n)
	}
	if name != id {
		t.skipNote(row, id, name)
	}
	t.taken[sameFile(name)] = true
	return name
}

// skipNote records that the identifier of a row stood in the corpus before.
// Ten are enough to see what is wrong.
func (t *tableLister) skipNote(row int, id, name string) {
	if t.repeat++; t.repeat <= 10 {
		t.corpus.Problems = append(t.corpus.Problems, text.Problem{Path: t.file.Path, Offset: -1, Kind: "name",
			Message: fmt.Sprintf("row %d: the identifier %q is taken; the work is called %q", row, id, name)})
	}
}

// loadRow reads the work of one row.
func loadRow(fsys fs.FS, f File, opt Options) (*piece, error) {
	refuse := func(err error) error {
		return &SyntaxError{Name: f.Path, Offset: -1, Msg: fmt.Sprintf("row %d: %s", f.Row.Number, cause(err)), Err: err}
	}
	opt.budget = newBudget(f.Size, opt)
	raw := f.Row.Raw
	if raw == "" {
		var err error
		if raw, err = readWithin(fsys, f.Path, f.Row.Start, f.Row.Length); err != nil {
			return nil, refuse(err)
		}
	}
	var fields []text.Field
	var err error
	if f.Format == CSV {
		fields, err = csvFields(raw, f.Row)
	} else {
		fields, err = jsonRow(raw)
	}
	if err != nil {
		return nil, refuse(err)
	}
	p := &piece{format: f.Format, source: text.Source{
		Path: fmt.Sprintf("%s#%d", f.Path, f.Row.Number), Encoding: cmp.Or(f.Encoding, nameUTF8), SHA256: sumOf(raw), Bytes: int64(len(raw)),
	}}
	var s sheet
	var rest []text.Field
	for _, field := range fields {
		switch {
		case field.Name == f.Row.TextField:
			p.text = field.Value
		case slices.Contains(idColumns[:1], field.Name):
		default:
			rest = append(rest, field)
		}
	}
	s.setMeta(rest)
	p.parsed = s.parsed
	if !utf8.ValidString(p.text) {
		return nil, refuse(errors.New("its text is not UTF-8"))
	}
	d := decoded{text: p.text}
	if err := d.checkControls(func(at int) int64 { return int64(at) }); err != nil {
		return nil, refuse(err)
	}
	src, problems, err := mendText(p.text, opt)
	if err != nil {
		return nil, refuse(err)
	}
	p.text, p.problems = src, append(append(d.problems, p.problems...), problems...)
	return p, nil
}

// readWithin reads length bytes of a file from start on.
func readWithin(fsys fs.FS, name string, start, length int64) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if s, ok := f.(io.Seeker); ok {
		_, err = s.Seek(start, io.SeekStart)
	} else {
		_, err = io.CopyN(io.Discard, f, start)
	}
	if err != nil {
		return "", err
	}
	b := make([]byte, length)
	if _, err := io.ReadFull(f, b); err != nil {
		return "", errors.New("the file changed while it was read")
	}
	return string(b), nil
}
