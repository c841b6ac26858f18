package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"fusul/stages/table"
)

// This file is all that reads an output folder.

// An Output is the output folder of a run.
type Output struct {
	dir   string
	info  info
	docs  []document
	meta  []string // metadata columns of documents
	cells Columns  // the documents table
	memo  memo
}

// A document is what the report must know of a work to choose what to show.
type document struct {
	id    string
	bytes int64 // of its text
}

// An info is the part of datapackage.json that says what the tables were made
// from.
type info struct {
	Version string            `json:"version"`
	Schema  string            `json:"schema"`
	Corpus  string            `json:"corpus_sha256"`
	Lexicon string            `json:"lexicon_sha256"`
	Plurals string            `json:"plurals_sha256"`
	Hash    string            `json:"config_sha256"`
	Config  map[string]string `json:"config"`
}

// Open reads what is known of an output folder as a whole.
func Open(dir string) (*Output, error) {
	if err := complete(dir); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(dir, table.Manifest))
	if err != nil {
		return nil, err
	}
	p, err := table.ParsePackage(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	o := &Output{dir: dir, info: info{p.Version, p.Schema, p.CorpusHash, p.LexiconHash, p.PluralsHash, p.ConfigHash, map[string]string{}}}
	for _, f := range p.Config {
		o.info.Config[f.Name] = f.Value
	}
	sizes := map[string]int64{}
	for _, f := range p.Files {
		sizes[f.Name] = f.Bytes
	}
	if err := o.readDocuments(); err != nil {
		return nil, err
	}
	for _, id := range o.cells["doc_id"].([]any) {
		name, _ := id.(string)
		o.docs = append(o.docs, document{name, sizes["text/"+name+".txt"]})
	}
	return o, nil
}

// readDocuments reads the documents table with the corpus's own columns.
func (o *Output) readDocuments() error {
	c, err := table.OpenCells(o.dir, "documents")
	if err != nil {
		return err
	}
	base := map[string]bool{}
	for _, name := range columnNames[table.DocumentRow]() {
		base[name] = true
	}
	o.cells = Columns{}
	for _, name := range c.Columns {
		o.cells[name] = []any{}
		if !base[name] {
			o.meta = append(o.meta, name)
		}
	}
	for row, err := range c.Each() {
		if err != nil {
			return err
		}
		for i, name := range c.Columns {
			o.cells[name] = append(o.cells[name].([]any), row[i])
		}
	}
	return nil
}

// each calls f for every row of a table, in order. A table that the folder
// lacks has no rows.
func each[Row any](o *Output, name string, f func(*Row)) error {
	if _, err := table.Paths(o.dir, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for row, err := range table.Rows[Row](o.dir, name) {
		if err != nil {
			return err
		}
		f(&row)
	}
	return nil
}

// where returns the rows of a table that keep wants; nil keeps all.
func where[Row any](o *Output, name string, keep func(*Row) bool) ([]Row, error) {
	var rows []Row
	err := each(o, name, func(r *Row) {
		if keep == nil || keep(r) {
			rows = append(rows, *r)
		}
	})
	return rows, err
}

// Columns is a table by columns: for each name a slice of values.
type Columns map[string]any

// columnNames returns the columns of a row type.
func columnNames[Row any]() []string {
	typ := reflect.TypeFor[Row]()
	names := make([]string, typ.NumField())
	for i := range names {
		names[i] = columnName(typ.Field(i))
	}
	return names
}

// columns turns rows into columns, without those that drop names.
func columns[Row any](rows []Row, drop ...string) Columns {
	c := Columns{}
	typ, v := reflect.TypeFor[Row](), reflect.ValueOf(rows)
	for i := range typ.NumField() {
		col := reflect.MakeSlice(reflect.SliceOf(typ.Field(i).Type), len(rows), len(rows))
		for j := range rows {
			col.Index(j).Set(v.Index(j).Field(i))
		}
		c[columnName(typ.Field(i))] = col.Interface()
	}
	for _, name := range drop {
		if _, ok := c[name]; !ok {
			panic("no column " + name) // the row type above has changed
		}
		delete(c, name)
	}
	return c
}

// columnName returns the name of the column that a field of a row is.
func columnName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
	return name
}
