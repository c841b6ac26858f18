package table

import (
	"reflect"
	"unsafe"
)

// A rowsIn is rows taken apart into columns.
type rowsIn struct {
	columns []column
	offsets []uintptr // of the field of each column in a row
	n       int
}

// rowsOf returns no rows of a type yet, with the columns of its fields.
func rowsOf(columns []column, row reflect.Type) rowsIn {
	return rowsIn{columns: columns, offsets: offsetsOf(row, 0)}
}

// offsetsOf returns where the columns of a type of rows, as leavesOf has them,
// are in a row.
func offsetsOf(row reflect.Type, at uintptr) []uintptr {
	var offsets []uintptr
	for i := range row.NumField() {
		f := row.Field(i)
		if f.Anonymous {
			offsets = append(offsets, offsetsOf(f.Type, at+f.Offset)...)
			continue
		}
		offsets = append(offsets, at+f.Offset)
	}
	return offsets
}

// addRows appends rows. It reads the fields where they are, as the library's
// writer does: by package reflect the same takes more than twice as long
// (BenchmarkWrite), and the rows of the comparing tables were 4 % of a run over
// 70 million words.
func addRows[Row any](r *rowsIn, rows []Row) {
	if len(rows) == 0 {
		return
	}
	for i := range r.columns {
		first := unsafe.Pointer(&rows[0])
		r.columns[i].add(fields{unsafe.Add(first, r.offsets[i]), unsafe.Sizeof(rows[0]), len(rows)})
	}
	r.n += len(rows)
}

// A fields is one field of rows that follow each other.
type fields struct {
	first unsafe.Pointer
	size  uintptr // of a row
	n     int
}

// at returns the place of the field of a row; of an optional one, that of its
// value, or nil.
func (f fields) at(row int, optional bool) unsafe.Pointer {
	p := unsafe.Add(f.first, uintptr(row)*f.size)
	if optional {
		return *(*unsafe.Pointer)(p)
	}
	return p
}

// add takes in the values of rows, whose types leavesOf has looked at.
func (c *column) add(f fields) {
	if c.optional {
		for row := range f.n {
			c.define(f.at(row, true) != nil)
			c.addRange(f, row, row+1)
		}
		return
	}
	c.addRange(f, 0, f.n)
}

// addRange takes in the values of the rows from from to to.
func (c *column) addRange(f fields, from, to int) {
	switch c.kind {
	case textual:
		for row := from; row < to; row++ {
			if p := f.at(row, c.optional); p != nil {
				c.addText(*(*string)(p))
			}
		}
	case boolean:
		c.flags = appendFields(c.flags, f, from, to, c.optional)
	case integer32:
		for row := from; row < to; row++ {
			if p := f.at(row, c.optional); p != nil {
				c.ints = append(c.ints, int64(*(*int32)(p)))
			}
		}
	case integer64:
		c.ints = appendFields(c.ints, f, from, to, c.optional)
	case double:
		c.floats = appendFields(c.floats, f, from, to, c.optional)
	}
}

func appendFields[T any](dst []T, f fields, from, to int, optional bool) []T {
	for row := from; row < to; row++ {
		if p := f.at(row, optional); p != nil {
			dst = append(dst, *(*T)(p))
		}
	}
	return dst
}

// encode encodes the rows as a row group.
func (r *rowsIn) encode(g *groupWriter) error {
	g.begin(r.n)
	for i := range r.columns {
		if r.n == 0 {
			break
		}
		if err := r.columns[i].write(g); err != nil {
			return err
		}
	}
	return nil
}

// reset removes the rows, and keeps their memory.
func (r *rowsIn) reset() {
	for i := range r.columns {
		r.columns[i].reset()
	}
	r.n = 0
}

func columnsFor(l Layout) []column {
	columns := make([]column, len(l.leaves))
	for i, leaf := range l.leaves {
		columns[i].leaf = leaf
	}
	return columns
}
