package table

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/parquet-go/parquet-go"
)

// Cells is a table read without its row type, for those who copy or list
// whatever columns there are.
type Cells struct {
	Columns []string
	paths   []string
}

// OpenCells reads the columns of the table name of the output folder dir.
func OpenCells(dir, name string) (*Cells, error) {
	paths, err := Paths(dir, name)
	if err != nil {
		return nil, err
	}
	f, err := openParquet(paths[0])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", paths[0], err)
	}
	defer f.Close()
	c := &Cells{paths: paths}
	for _, field := range f.Schema().Fields() {
		if !field.Leaf() {
			return nil, fmt.Errorf("%s: column %q is nested", paths[0], field.Name())
		}
		c.Columns = append(c.Columns, field.Name())
	}
	return c, nil
}

// Each yields the rows in their order: for each column a nil, bool, int64,
// float64 or string. The slice is used again for the next row.
func (c *Cells) Each() iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, path := range c.paths {
			going := true
			err := fileCells(path, len(c.Columns), func(row []any) bool {
				going = yield(row, nil)
				return going
			})
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", path, err))
			}
			if err != nil || !going {
				return
			}
		}
	}
}

// fileCells calls yield for the rows of one file until it says no.
func fileCells(path string, columns int, yield func([]any) bool) error {
	f, err := openParquet(path)
	if err != nil {
		return err
	}
	defer f.Close()
	row, buf := make([]any, columns), make([]parquet.Row, 256)
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		defer rows.Close()
		for {
			n, err := rows.ReadRows(buf)
			for _, r := range buf[:n] {
				for _, v := range r {
					row[v.Column()] = cell(v)
				}
				if !yield(row) {
					return nil
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// cell returns a value of a flat table.
func cell(v parquet.Value) any {
	if v.IsNull() {
		return nil
	}
	switch v.Kind() {
	case parquet.Boolean:
		return v.Boolean()
	case parquet.Int32, parquet.Int64:
		return v.Int64()
	case parquet.Float, parquet.Double:
		return v.Double()
	}
	return string(v.ByteArray())
}

// A Range is rows of a table: from number From to before number To.
type Range struct{ From, To int64 }

// RowsBetween yields the rows of the table name of the output folder dir from
// number from, which is 0 for the first, to before number to. It skips to
// them instead of reading what stands before.
func RowsBetween[Row any](dir, name string, from, to int64) iter.Seq2[Row, error] {
	return RowsIn[Row](dir, name, []Range{{from, to}})
}

// RowsIn yields the rows of ranges, which rise and do not overlap.
func RowsIn[Row any](dir, name string, ranges []Range) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		var none Row
		paths, err := Paths(dir, name)
		if err != nil {
			yield(none, err)
			return
		}
		start := int64(0) // of the file
		for _, path := range paths {
			going := true
			n, err := scan(path, start, ranges, func(row Row) bool {
				going = yield(row, nil)
				return going
			})
			if err != nil {
				yield(none, fmt.Errorf("%s: %w", path, err))
			}
			for start += n; len(ranges) > 0 && ranges[0].To <= start; {
				ranges = ranges[1:]
			}
			if err != nil || !going || len(ranges) == 0 {
				return
			}
		}
	}
}

// Length returns the number of rows of the table name of the output folder
// dir.
func Length(dir, name string) (int64, error) {
	paths, err := Paths(dir, name)
	if err != nil {
		return 0, err
	}
	var n int64
	for _, path := range paths {
		f, err := openParquet(path)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
		n += f.NumRows()
		f.Close()
	}
	return n, nil
}
