package table

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// A kind is the type of a column.
type kind uint8

const (
	textual kind = iota
	boolean
	integer32
	integer64
	double
)

// A leaf is one column of the schema of a table.
type leaf struct {
	name     string
	kind     kind
	optional bool
	dict     bool // encode by a dictionary
	delta    bool
}

// leavesOf returns the columns of a type of rows: its fields with a parquet
// tag, those of embedded structs in their place.
func leavesOf(row reflect.Type) []leaf {
	var leaves []leaf
	for i := range row.NumField() {
		f := row.Field(i)
		if f.Anonymous {
			leaves = append(leaves, leavesOf(f.Type)...)
			continue
		}
		options := strings.Split(f.Tag.Get("parquet"), ",")
		l := leaf{name: options[0]}
		for _, o := range options[1:] {
			l.dict, l.delta = l.dict || o == "dict", l.delta || o == "delta"
		}
		t := f.Type
		if t.Kind() == reflect.Pointer {
			l.optional, t = true, t.Elem()
		}
		l.kind = kindOf(t)
		leaves = append(leaves, l)
	}
	return leaves
}

// kindOf returns the type of a column of such values.
func kindOf(t reflect.Type) kind {
	switch t.Kind() {
	case reflect.String:
		return textual
	case reflect.Bool:
		return boolean
	case reflect.Int32:
		return integer32
	case reflect.Int64:
		return integer64
	case reflect.Float64:
		return double
	}
	panic(fmt.Sprintf("a table has no column of %s", t))
}

// physical returns the type of the format.
func (l leaf) physical() format.Type {
	return [...]format.Type{textual: format.ByteArray, boolean: format.Boolean, integer32: format.Int32, integer64: format.Int64, double: format.Double}[l.kind]
}

// element returns the column as an element of the format's schema.
func (l leaf) element() format.SchemaElement {
	e := format.SchemaElement{Name: l.name, Type: thrift.New(l.physical()), RepetitionType: thrift.New(format.Required)}
	if l.optional {
		e.RepetitionType = thrift.New(format.Optional)
	}
	if l.kind == textual {
		e.ConvertedType = thrift.New(deprecated.UTF8)
		e.LogicalType = format.LogicalType{Value: &format.StringType{}}
	}
	return e
}

// frictionless returns the name of the type in datapackage.json.
func (l leaf) frictionless() string {
	return [...]string{textual: "string", boolean: "boolean", integer32: "integer", integer64: "integer", double: "number"}[l.kind]
}

// A column is the values of one column, those that are null left out.
type column struct {
	leaf
	defined []bool  // by row, of an optional column
	before  []int32 // of an optional column: values before each page's first row

	terms  terms   // the dictionary, or all texts
	ids    []int32 // of a dictionary
	flags  []bool
	ints   []int64
	floats []float64

	bad string // a value that the column cannot hold
}

// define says of the next row of an optional column whether it has a value.
func (c *column) define(ok bool) {
	if len(c.defined)%pageRows == 0 {
		c.before = append(c.before, int32(c.values()))
	}
	c.defined = append(c.defined, ok)
}

func (c *column) addText(s string) {
	known := c.terms.len()
	if c.dict {
		c.ids = append(c.ids, c.terms.id(s))
	} else {
		c.terms.add(s)
	}
	if c.terms.len() > known && !utf8.ValidString(s) {
		c.bad = strings.Clone(s)
	}
}

// reset empties c, and keeps its memory.
func (c *column) reset() {
	c.terms.reset()
	c.defined, c.before, c.bad = c.defined[:0], c.before[:0], ""
	c.ids, c.flags, c.ints, c.floats = c.ids[:0], c.flags[:0], c.ints[:0], c.floats[:0]
}

// values returns the number of values that are not null.
func (c *column) values() int {
	if c.kind == textual && !c.dict {
		return c.terms.len()
	}
	return len(c.ids) + len(c.flags) + len(c.ints) + len(c.floats)
}

// span returns the values of the rows from from to to.
func (c *column) span(from, to int) (int, int) {
	if !c.optional {
		return from, to
	}
	start := int(c.before[from/pageRows])
	end := start
	for _, ok := range c.defined[from:to] {
		if ok {
			end++
		}
	}
	return start, end
}

// write encodes the column into g.
func (c *column) write(g *groupWriter) error {
	x := chunk{leaf: c.leaf, defined: c.defined}
	switch c.kind {
	case textual:
		x.min, x.max = c.terms.bounds()
		if c.dict {
			x.encoding, x.dict, x.distinct = format.RLEDictionary, c.terms.page, c.terms.len()
			return g.write(x, g.indices(x.distinct, func(dst []int32, from, to int) []int32 {
				from, to = c.span(from, to)
				return append(dst, c.ids[from:to]...)
			}))
		}
		return g.write(x, func(dst []byte, from, to int) []byte {
			return append(dst, c.terms.between(c.span(from, to))...)
		})
	case boolean:
		return g.write(x, func(dst []byte, from, to int) []byte {
			from, to = c.span(from, to)
			return booleans(func(i int) bool { return c.flags[i] })(dst, from, to)
		})
	case double:
		return c.writeDoubles(g, x)
	}
	return c.writeIntegers(g, x)
}

// writeIntegers encodes a column of integers.
func (c *column) writeIntegers(g *groupWriter, x chunk) error {
	x.min, x.max = integerBounds(c.kind, c.ints)
	if c.delta {
		x.encoding = format.DeltaBinaryPacked
		return g.write(x, g.deltas(c.kind == integer64, func(dst []int64, from, to int) []int64 {
			from, to = c.span(from, to)
			return append(dst, c.ints[from:to]...)
		}))
	}
	return g.write(x, func(dst []byte, from, to int) []byte {
		from, to = c.span(from, to)
		for _, v := range c.ints[from:to] {
			dst = appendInteger(dst, c.kind, v)
		}
		return dst
	})
}

// appendInteger appends a plain-encoded integer.
func appendInteger(dst []byte, k kind, v int64) []byte {
	if k == integer32 {
		return binary.LittleEndian.AppendUint32(dst, uint32(int32(v)))
	}
	return binary.LittleEndian.AppendUint64(dst, uint64(v))
}

func integerBounds(k kind, values []int64) (least, most []byte) {
	if len(values) == 0 {
		return nil, nil
	}
	low, high := values[0], values[0]
	for _, v := range values[1:] {
		low, high = min(low, v), max(high, v)
	}
	return appendInteger(nil, k, low), appendInteger(nil, k, high)
}

// writeDoubles encodes a column of numbers.
func (c *column) writeDoubles(g *groupWriter, x chunk) error {
	x.min, x.max = doubleBounds(c.floats)
	return g.write(x, func(dst []byte, from, to int) []byte {
		from, to = c.span(from, to)
		for _, v := range c.floats[from:to] {
			dst = appendDouble(dst, v)
		}
		return dst
	})
}

// doubleBounds returns nothing where a value is NaN or zero is a bound, whose
// sign the format leaves open.
func doubleBounds(values []float64) (least, most []byte) {
	if len(values) == 0 {
		return nil, nil
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if math.IsNaN(v) {
			return nil, nil
		}
		low, high = min(low, v), max(high, v)
	}
	if low == 0 {
		low = math.Copysign(0, -1)
	}
	if high == 0 {
		high = 0
	}
	return appendDouble(nil, low), appendDouble(nil, high)
}
