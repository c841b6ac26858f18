package table

import (
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// A scanner reads the rows of a row group into structs, column by column, and
// only the columns that the struct has. The library's own reader goes through
// rows of generic values, and takes 2.3 times as long (BenchmarkScan).
type scanner struct{ columns []*columnReader }

// batchRows is the number of rows that are read at a time.
const batchRows = 1024

// A field is where a column of a table goes in a row struct.
type field struct {
	name  string
	index []int
	typ   reflect.Type // of the value, without a pointer
}

// fieldsOf returns the fields of a row struct that have columns.
func fieldsOf(row reflect.Type) []field {
	var fields []field
	for _, f := range reflect.VisibleFields(row) {
		tag, ok := f.Tag.Lookup("parquet")
		if f.Anonymous || !ok {
			continue
		}
		name, _, _ := strings.Cut(tag, ",")
		x := field{name, f.Index, f.Type}
		if x.typ.Kind() == reflect.Pointer {
			x.typ = x.typ.Elem()
		}
		fields = append(fields, x)
	}
	return fields
}

// newScanner returns a scanner of the rows of g from number from on. Columns
// that the file lacks are left zero.
func newScanner(f *parquet.File, g parquet.RowGroup, fields []field, from int64) (*scanner, error) {
	s := &scanner{}
	chunks := g.ColumnChunks()
	for _, x := range fields {
		l, ok := f.Schema().Lookup(x.name)
		if !ok {
			continue
		}
		c := &columnReader{field: x, kind: l.Node.Type().Kind(), pages: chunks[l.ColumnIndex].Pages()}
		s.columns = append(s.columns, c)
		if !fits(c.kind, kindOf(x.typ)) {
			s.close()
			return nil, fmt.Errorf("column %s is of %v", x.name, c.kind)
		}
		if from > 0 {
			if err := c.pages.SeekToRow(from); err != nil {
				s.close()
				return nil, err
			}
		}
	}
	return s, nil
}

// fits reports whether a column of the format can be a column of kind k. A
// number may be read as text.
func fits(stored parquet.Kind, k kind) bool {
	if k == textual {
		return true
	}
	switch stored {
	case parquet.Boolean:
		return k == boolean
	case parquet.Int32, parquet.Int64:
		return k == integer32 || k == integer64
	case parquet.Float, parquet.Double:
		return k == double
	}
	return false
}

func (s *scanner) close() {
	for _, c := range s.columns {
		c.pages.Close()
	}
}

// read fills rows, a slice of zero structs.
func (s *scanner) read(rows reflect.Value) error {
	for _, c := range s.columns {
		if err := c.read(rows, rows.Len()); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return nil
}

// skip goes over n rows.
func (s *scanner) skip(n int64) error {
	for _, c := range s.columns {
		if err := c.skip(n); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return nil
}

// A columnReader reads the values of one column of a row group.
type columnReader struct {
	field
	kind  parquet.Kind
	pages parquet.Pages

	left   int // rows of the page
	plain  []parquet.Value
	values parquet.ValueReader // of a page without dictionary

	dict   parquet.Dictionary // of a page with
	texts  []string           // its strings, made when they are met
	known  []bool
	index  []int32 // the values of the page that are left
	levels []byte  // by row that is left: whether it has a value; nil where all do
}

var errShort = errors.New("ends too early")

// next goes to the next page with rows.
func (c *columnReader) next() error {
	for c.left == 0 {
		p, err := c.pages.ReadPage()
		if errors.Is(err, io.EOF) {
			return errShort
		}
		if err != nil {
			return err
		}
		c.left, c.levels, c.values = int(p.NumRows()), p.DefinitionLevels(), nil
		d := p.Dictionary()
		if d == nil {
			c.values = p.Values()
			continue
		}
		if c.dict == nil {
			c.dict, c.texts, c.known = d, make([]string, d.Len()), make([]bool, d.Len())
		}
		data := p.Data()
		c.index = data.Int32()
	}
	return nil
}

// read sets the field of the first n rows.
func (c *columnReader) read(rows reflect.Value, n int) error {
	for i := 0; i < n; {
		if err := c.next(); err != nil {
			return err
		}
		k := min(n-i, c.left)
		var err error
		if c.values != nil {
			err = c.readPlain(rows, i, k)
		} else {
			err = c.readCoded(rows, i, k)
		}
		if err != nil {
			return err
		}
		i, c.left = i+k, c.left-k
	}
	return nil
}

// skip goes over n rows.
func (c *columnReader) skip(n int64) error {
	for n > 0 {
		if err := c.next(); err != nil {
			return err
		}
		k := int(min(n, int64(c.left)))
		if c.values != nil {
			if err := c.plainValues(k, nil); err != nil {
				return err
			}
		} else if err := c.skipCoded(k); err != nil {
			return err
		}
		n, c.left = n-int64(k), c.left-k
	}
	return nil
}

// skipCoded goes over k rows of a page with a dictionary.
func (c *columnReader) skipCoded(k int) error {
	values := k
	if c.levels != nil {
		values = 0
		for _, level := range c.levels[:k] {
			values += int(level)
		}
		c.levels = c.levels[k:]
	}
	if values > len(c.index) {
		return errShort
	}
	c.index = c.index[values:]
	return nil
}

// readPlain sets the field of k rows from row i of a page without dictionary.
func (c *columnReader) readPlain(rows reflect.Value, i, k int) error {
	return c.plainValues(k, func(row int, v parquet.Value) {
		if !v.IsNull() {
			c.set(rows.Index(i+row), v)
		}
	})
}

// plainValues takes k values from a page without dictionary.
func (c *columnReader) plainValues(k int, use func(row int, v parquet.Value)) error {
	if c.plain == nil {
		c.plain = make([]parquet.Value, batchRows)
	}
	for at := 0; at < k; {
		n, err := c.values.ReadValues(c.plain[:min(len(c.plain), k-at)])
		if use != nil {
			for j, v := range c.plain[:n] {
				use(at+j, v)
			}
		}
		if at += n; at < k && (err != nil || n == 0) {
			return errors.Join(errShort, err)
		}
	}
	return nil
}

// readCoded does so where the values are numbers into a dictionary.
func (c *columnReader) readCoded(rows reflect.Value, i, k int) error {
	for row := range k {
		if c.levels != nil && c.levels[row] == 0 {
			continue
		}
		if len(c.index) == 0 {
			return errShort
		}
		id := c.index[0]
		c.index = c.index[1:]
		if id < 0 || int(id) >= len(c.known) {
			return errors.New("has a value that its dictionary lacks")
		}
		if c.typ.Kind() == reflect.String {
			c.place(rows.Index(i + row)).SetString(c.text(id))
		} else {
			c.set(rows.Index(i+row), c.dict.Index(id))
		}
	}
	if c.levels != nil {
		c.levels = c.levels[k:]
	}
	return nil
}

// text returns a string of the dictionary.
func (c *columnReader) text(id int32) string {
	if !c.known[id] {
		c.known[id], c.texts[id] = true, c.dict.Index(id).String()
	}
	return c.texts[id]
}

// place returns the value to set in a row.
func (c *columnReader) place(row reflect.Value) reflect.Value {
	v := row
	if len(c.field.index) == 1 { // FieldByIndex is slow
		v = v.Field(c.field.index[0])
	} else {
		v = v.FieldByIndex(c.field.index)
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(c.typ))
		v = v.Elem()
	}
	return v
}

// set puts x into a row.
func (c *columnReader) set(row reflect.Value, x parquet.Value) {
	v := c.place(row)
	if c.typ.Kind() == reflect.String {
		v.SetString(x.String())
		return
	}
	switch c.kind {
	case parquet.Boolean:
		v.SetBool(x.Boolean())
	case parquet.Int32:
		v.SetInt(int64(x.Int32()))
	case parquet.Int64:
		v.SetInt(x.Int64())
	case parquet.Float:
		v.SetFloat(float64(x.Float()))
	case parquet.Double:
		v.SetFloat(x.Double())
	}
}

// scan calls yield for the rows of ranges that one file has, until it says no.
// Its rows have the numbers from start on; scan returns how many there are.
func scan[Row any](path string, start int64, ranges []Range, yield func(Row) bool) (int64, error) {
	f, err := openParquet(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	fields := fieldsOf(reflect.TypeFor[Row]())
	batch := make([]Row, batchRows)
	at := start // of the row group
	for _, g := range f.RowGroups() {
		end := at + g.NumRows()
		for len(ranges) > 0 && ranges[0].To <= at {
			ranges = ranges[1:]
		}
		if len(ranges) > 0 && ranges[0].From < end && at < end {
			going, err := scanGroup(f.File, g, fields, at, ranges, batch, yield)
			if err != nil || !going {
				return f.NumRows(), err
			}
		}
		at = end
	}
	return f.NumRows(), nil
}

// scanGroup is scan of one row group; it reports whether to go on.
func scanGroup[Row any](f *parquet.File, g parquet.RowGroup, fields []field, at int64, ranges []Range, batch []Row, yield func(Row) bool) (bool, error) {
	end := at + g.NumRows()
	at, first := max(at, ranges[0].From), at
	s, err := newScanner(f, g, fields, at-first)
	if err != nil {
		return false, err
	}
	defer s.close()
	for _, r := range ranges {
		from, to := max(r.From, at), min(r.To, end)
		if from >= to {
			break
		}
		if err := s.skip(from - at); err != nil {
			return false, err
		}
		for at = from; at < to; {
			rows := batch[:min(int64(len(batch)), to-at)]
			clear(rows)
			if err := s.read(reflect.ValueOf(rows)); err != nil {
				return false, err
			}
			for _, row := range rows {
				if !yield(row) {
					return false, nil
				}
			}
			at += int64(len(rows))
		}
	}
	return true, nil
}

// all is more than the rows of any file.
const all = math.MaxInt64
