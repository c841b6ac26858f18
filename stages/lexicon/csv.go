package lexicon

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// csvColumns are the columns of a lexicon in CSV; only the first two must be
// there, and they may stand in any order.
var csvColumns = []string{"key", "pattern", "match", "lang", "note"}

// parseCSV reads a table of patterns, one a row.
func parseCSV(name string, data []byte) (*Lexicon, error) {
	b := builder{name: name, lex: &Lexicon{}}
	if err := checkSize(name, data); err != nil {
		return nil, err
	}
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	rows.ReuseRecord = true
	head, err := rows.Read()
	if errors.Is(err, io.EOF) {
		b.fail(1, 1, "an empty file, want the columns %s", strings.Join(csvColumns, ","))
	}
	columns := b.columns(rows, head)
	for b.err == nil && err == nil {
		var row []string
		if row, err = rows.Read(); err == nil {
			b.row(rows, row, columns)
		}
	}
	if err != nil && !errors.Is(err, io.EOF) && b.err == nil {
		b.err = csvError(name, err)
	}
	return b.lexicon()
}

func csvError(name string, err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return &SyntaxError{name, p.Line, p.Column, p.Err.Error()}
	}
	return fmt.Errorf("%s: %w", name, err)
}

// columns returns where each of csvColumns stands in head, -1 for nowhere.
func (b *builder) columns(rows *csv.Reader, head []string) []int {
	index := []int{-1, -1, -1, -1, -1}
	for i, h := range head {
		c := slices.Index(csvColumns, strings.ToLower(strings.TrimSpace(h)))
		line, col := rows.FieldPos(i)
		switch {
		case c < 0:
			b.fail(line, col, "unknown column %q, want %s", h, strings.Join(csvColumns, ","))
		case index[c] >= 0:
			b.fail(line, col, "column %q stands twice", h)
		default:
			index[c] = i
		}
	}
	if index[0] < 0 || index[1] < 0 {
		b.fail(1, 1, "no column %q or %q in the first line", csvColumns[0], csvColumns[1])
	}
	return index
}

// row adds the pattern of one row.
func (b *builder) row(rows *csv.Reader, row []string, columns []int) {
	field := func(c int) string {
		if columns[c] < 0 {
			return ""
		}
		return strings.TrimSpace(row[columns[c]])
	}
	place := func(c int) (int, int) { return rows.FieldPos(max(columns[c], 0)) }
	path := strings.Split(field(0), separator)
	line, col := place(0)
	for _, name := range path {
		if err := checkKeyName(name); err != nil {
			b.fail(line, col, "%v in %q", err, field(0))
			return
		}
	}
	k := b.key(path, line, col)
	line, col = place(1)
	e := b.add(k, field(1), line, col)
	if e == nil {
		return
	}
	e.Lang, e.Note = field(3), field(4)
	if by := field(2); by != "" {
		var err error
		if e.By, err = ParseBy(by); err != nil {
			line, col = place(2)
			b.fail(line, col, "%v", err)
		}
	}
}

// writeCSV writes the patterns of l. A byte-order mark tells spreadsheets
// that it is UTF-8.
func writeCSV(w io.Writer, l *Lexicon) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	rows := csv.NewWriter(w)
	rows.Write(csvColumns)
	for i := range l.Keys {
		k := &l.Keys[i]
		for _, e := range k.Entries {
			rows.Write([]string{k.Name(), e.Pattern, e.By.String(), langOf(e), e.Note})
		}
	}
	rows.Flush()
	return rows.Error()
}

// langOf returns the language tag of an entry: as given, or of its script.
func langOf(e Entry) string {
	switch {
	case e.Lang != "":
		return e.Lang
	case isArabic(e.Pattern):
		return "ar"
	}
	return ""
}
