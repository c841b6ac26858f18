package table

import (
	"reflect"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// Documents returns the documents table: its fixed columns, and behind them
// one for each name that meta holds, in order of first occurrence. A name that
// is a column already, or that Parquet would misread, is changed. A column
// whose values are all whole numbers, numbers, or true and false has that
// type; an empty value is null.
func Documents(rows []DocumentRow, meta [][]text.Field) (Encoded, error) {
	l := Layout{"documents", leavesOf(reflect.TypeFor[DocumentRow]())}
	fixed, place := len(l.leaves), map[string]int{}
	types := metaColumns(meta)
	for i, c := range types {
		place[c.field] = i
		l.leaves = append(l.leaves, leaf{name: c.name, kind: kindOf(c.typ), optional: true})
	}
	columns := columnsFor(l)
	head := rowsOf(columns[:fixed], reflect.TypeFor[DocumentRow]())
	addRows(&head, rows)
	values := make([]string, len(types))
	for i := range rows {
		clear(values)
		for _, f := range meta[i] {
			if f.Value != "" {
				values[place[f.Name]] = f.Value
			}
		}
		for j, v := range values {
			columns[fixed+j].addMeta(v)
		}
	}
	var g groupWriter
	all := rowsIn{columns: columns, n: len(rows)}
	err := all.encode(&g)
	return Encoded{l, g.RowGroup}, err
}

// A metaColumn is a column of metadata.
type metaColumn struct {
	field string // its name in the metadata
	name  string // ... in the table
	typ   reflect.Type
}

// metaColumns returns the columns that meta needs, in order of first
// occurrence.
func metaColumns(meta [][]text.Field) []metaColumn {
	taken := map[string]bool{}
	base := reflect.TypeFor[DocumentRow]()
	for i := range base.NumField() {
		taken[base.Field(i).Tag.Get("parquet")] = true
	}
	var columns []metaColumn
	values := map[string][]string{}
	for _, m := range meta {
		for _, f := range m {
			if _, known := values[f.Name]; !known {
				name := strings.NewReplacer(",", "_", "\"", "_", "`", "_", "\\", "_", ".", "_").Replace(f.Name)
				for taken[name] {
					name = "meta_" + name
				}
				taken[name] = true
				columns = append(columns, metaColumn{field: f.Name, name: name})
				values[f.Name] = []string{}
			}
			if f.Value != "" {
				values[f.Name] = append(values[f.Name], f.Value)
			}
		}
	}
	for i := range columns {
		columns[i].typ = typeOf(values[columns[i].field])
	}
	return columns
}

// typeOf returns the narrowest type that holds all values as they are written:
// int64, float64, bool or string.
func typeOf(values []string) reflect.Type {
	all := func(is func(string) bool) bool {
		for _, v := range values {
			if !is(v) {
				return false
			}
		}
		return len(values) > 0
	}
	switch {
	case all(isInteger):
		return reflect.TypeFor[int64]()
	case all(isDecimal):
		return reflect.TypeFor[float64]()
	case all(func(s string) bool { return s == "true" || s == "false" }):
		return reflect.TypeFor[bool]()
	}
	return reflect.TypeFor[string]()
}

// isInteger reports whether s is a whole number and nothing would be lost of
// it: 007 is no number but a name.
func isInteger(s string) bool {
	n, err := strconv.ParseInt(s, 10, 64)
	return err == nil && strconv.FormatInt(n, 10) == s
}

// isDecimal reports whether s is a number written with digits and a point.
func isDecimal(s string) bool {
	whole, part, pointed := strings.Cut(s, ".")
	if !isInteger(whole) && whole != "-0" {
		return false
	}
	return !pointed || part != "" && strings.Trim(part, "0123456789") == ""
}

// addMeta adds a value as typeOf has seen it; an empty one is null.
func (c *column) addMeta(value string) {
	c.define(value != "")
	if value == "" {
		return
	}
	switch c.kind {
	case integer64:
		n, _ := strconv.ParseInt(value, 10, 64)
		c.ints = append(c.ints, n)
	case double:
		f, _ := strconv.ParseFloat(value, 64)
		c.floats = append(c.floats, f)
	case boolean:
		c.flags = append(c.flags, value == "true")
	default:
		c.addText(value)
	}
}
