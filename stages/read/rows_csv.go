package read

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"fusul/stages/text"
)

// csvRows reads CSV with a head, whatever parts its columns: comma, semicolon,
// tab or bar.
type csvRows struct {
	in    *allowance
	csv   *csv.Reader
	head  []string
	comma rune
	opt   Options
	skip  int64 // bytes before the head
	row   int
}

// An allowance reads no more than so many bytes until it is renewed, so that a
// quotation mark that is never closed does not take in the file.
type allowance struct {
	io.Reader
	left  int64
	limit string
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, &SyntaxError{Offset: -1, Msg: a.limit}
	}
	n, err := a.Reader.Read(p[:min(int64(len(p)), a.left)])
	a.left -= int64(n)
	return n, err
}

// newCSVRows reads the head of a CSV file.
func newCSVRows(in io.Reader, ext string, opt Options) (*csvRows, error) {
	b := bufio.NewReaderSize(in, 64<<10)
	r := &csvRows{opt: opt}
	if bom, _ := b.Peek(3); string(bom) == "\uFEFF" {
		r.skip = 3
		if _, err := b.Discard(3); err != nil {
			return nil, err
		}
	}
	first, err := b.Peek(32 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	r.comma = commaOf(string(first), ext)
	r.in = &allowance{b, opt.MaxCell, fmt.Sprintf("a row of more than %d bytes (limit MaxCell), or a quotation mark that is never closed", opt.MaxCell)}
	r.csv = newCSV(r.in, r.comma)
	if r.head, err = r.csv.Read(); err != nil {
		if err == io.EOF {
			err = errors.New("the table is empty")
		}
		return nil, csvError(err)
	}
	if len(r.head) > opt.MaxColumns {
		return nil, &SyntaxError{Offset: 0, Msg: fmt.Sprintf("%d columns, more than %d (limit MaxColumns)", len(r.head), opt.MaxColumns)}
	}
	for i := range r.head {
		r.head[i] = squash(r.head[i])
	}
	return r, nil
}

// newCSV returns a reader as forgiving as the programs that people use.
func newCSV(in io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(in)
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = comma, -1, true
	return c
}

// commaOf returns what parts the columns of a table that begins with src: what
// its first line has most of.
func commaOf(src, ext string) rune {
	if strings.EqualFold(ext, ".tsv") {
		return '\t'
	}
	end, _ := lineAt(src, 0)
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t', '|', '؛'} {
		if n := strings.Count(src[:end], string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// csvError gives an error of the CSV reader the form of this package's.
func csvError(err error) error {
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("line %d: %v", bad.StartLine, bad.Err), Err: err}
	}
	return err
}

// next returns the next row.
func (r *csvRows) next() (Row, []text.Field, error) {
	r.in.left = r.opt.MaxCell
	start := r.csv.InputOffset()
	cells, err := r.csv.Read()
	if err != nil {
		return Row{}, nil, csvError(err)
	}
	r.row++
	row := Row{Number: r.row, Start: r.skip + start, Length: r.csv.InputOffset() - start, Head: r.head, Comma: r.comma}
	if len(cells) > len(r.head) {
		return row, nil, &rowError{r.row, fmt.Sprintf("%d cells under %d columns", len(cells), len(r.head))}
	}
	row.Raw = writeCSV(cells, r.comma)
	return row, nameCells(r.head, cells), nil
}

// writeCSV writes one row.
func writeCSV(cells []string, comma rune) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = comma
	_ = w.Write(cells) // into memory
	w.Flush()
	return b.String()
}

// nameCells gives the cells of a row the names of their columns.
func nameCells(head, cells []string) []text.Field {
	fields := make([]text.Field, 0, len(cells))
	for i, c := range cells {
		fields = append(fields, text.Field{Name: head[i], Value: c})
	}
	return fields
}

// csvFields returns the fields of one row of a CSV file.
func csvFields(raw string, row *Row) ([]text.Field, error) {
	cells, err := newCSV(strings.NewReader(raw), row.Comma).Read()
	if err == nil && len(cells) > len(row.Head) {
		err = errors.New("the file changed while it was read")
	}
	if err != nil {
		return nil, err
	}
	return nameCells(row.Head, cells), nil
}
