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

// A terms is a dictionary of strings in the making.
type terms struct {
	ids  map[string]int32 // nil until somebody asks for the number of a string
	list []string
}

// add adds s, which is known to be new, and returns its number.
func (t *terms) add(s string) int32 {
	id := int32(len(t.list))
	t.list = append(t.list, s)
	if t.ids != nil {
		t.ids[s] = id
	}
	return id
}

// id returns the number of s.
func (t *terms) id(s string) int32 {
	if t.ids == nil {
		t.ids = map[string]int32{}
		for id, s := range t.list {
			t.ids[s] = int32(id)
		}
	}
	id, ok := t.ids[s]
	if !ok {
		id = int32(len(t.list))
		s = strings.Clone(s) // it may be a slice of a whole book
		t.ids[s] = id
		t.list = append(t.list, s)
	}
	return id
}

// plain returns the dictionary's page.
func (t *terms) plain() []byte {
	n := 0
	for _, s := range t.list {
		n += 4 + len(s)
	}
	page := make([]byte, 0, n)
	for _, s := range t.list {
		page = appendText(page, s)
	}
	return page
}

// A column is the values of one column, those that are null left out.
type column struct {
	leaf
	defined []bool  // by row, of an optional column
	before  []int32 // of an optional column: values before each page's first row
	rows    int

	terms  terms
	ids    []int32 // of a dictionary
	texts  []string
	flags  []bool
	ints   []int64
	floats []float64

	bad string // a value that the column cannot hold
}

// add takes in the value of one row.
func (c *column) add(v reflect.Value) {
	if c.optional {
		if c.rows%pageRows == 0 {
			c.before = append(c.before, int32(c.values()))
		}
		c.defined = append(c.defined, !v.IsNil())
		c.rows++
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch c.kind {
	case textual:
		c.addText(v.String())
	case boolean:
		c.flags = append(c.flags, v.Bool())
	case integer32, integer64:
		c.ints = append(c.ints, v.Int())
	case double:
		c.floats = append(c.floats, v.Float())
	}
}

func (c *column) addText(s string) {
	known := len(c.terms.list)
	if c.dict {
		c.ids = append(c.ids, c.terms.id(s))
	} else {
		c.texts = append(c.texts, s)
	}
	if (!c.dict || len(c.terms.list) > known) && !utf8.ValidString(s) {
		c.bad = s
	}
}

// values returns the number of values that are not null.
func (c *column) values() int {
	return len(c.ids) + len(c.texts) + len(c.flags) + len(c.ints) + len(c.floats)
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
		if c.dict {
			x.encoding, x.dict, x.distinct = format.RLEDictionary, c.terms.plain(), len(c.terms.list)
			x.min, x.max = boundsOf(c.terms.list)
			return g.write(x, g.indices(x.distinct, func(dst []int32, from, to int) []int32 {
				from, to = c.span(from, to)
				return append(dst, c.ids[from:to]...)
			}))
		}
		x.min, x.max = boundsOf(c.texts)
		return g.write(x, func(dst []byte, from, to int) []byte {
			from, to = c.span(from, to)
			for _, s := range c.texts[from:to] {
				dst = appendText(dst, s)
			}
			return dst
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
		return g.write(x, deltas(c.kind == integer64, func(dst []int64, from, to int) []int64 {
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
