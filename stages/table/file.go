package table

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// magic stands at both ends of a Parquet file.
const magic = "PAR1"

// A FileWriter writes row groups of one table as a Parquet file.
type FileWriter struct {
	w      io.Writer
	layout Layout
	at     int64
	groups []format.RowGroup
	rows   int64
}

// NewFileWriter begins a file of a table.
func NewFileWriter(w io.Writer, l Layout) (*FileWriter, error) {
	f := &FileWriter{w: w, layout: l}
	return f, f.write([]byte(magic))
}

func (f *FileWriter) write(p []byte) error {
	n, err := f.w.Write(p)
	f.at += int64(n)
	return err
}

// Add writes a row group behind those before it. One without rows is left out.
func (f *FileWriter) Add(g RowGroup) error {
	if g.Rows == 0 {
		return nil
	}
	if len(g.meta.Columns) != len(f.layout.leaves) {
		return fmt.Errorf("table %s: a row group has %d columns, want %d", f.layout.Name, len(g.meta.Columns), len(f.layout.leaves))
	}
	f.groups = append(f.groups, moved(g.meta, f.at, len(f.groups)))
	f.rows += g.Rows
	return f.write(g.pages)
}

// moved returns the metadata of a row group that begins at the offset at of a
// file.
func moved(g format.RowGroup, at int64, ordinal int) format.RowGroup {
	columns := make([]format.ColumnChunk, len(g.Columns))
	for i, c := range g.Columns {
		if c.MetaData.DictionaryPageOffset > 0 || len(c.MetaData.EncodingStats) > 1 {
			c.MetaData.DictionaryPageOffset += at
		}
		c.MetaData.DataPageOffset += at
		columns[i] = c
	}
	g.Columns, g.FileOffset, g.Ordinal = columns, g.FileOffset+at, int16(min(ordinal, 1<<15-1))
	return g
}

// Close writes the footer, with the metadata of info. It returns the number of
// rows.
func (f *FileWriter) Close(info Info) (int64, error) {
	m := format.FileMetaData{
		Version: 2, NumRows: f.rows, RowGroups: f.groups,
		CreatedBy: "fusul version " + Schema, // of the schema, so that no release changes every file
		Schema:    []format.SchemaElement{{Name: "row", NumChildren: thrift.New(int32(len(f.layout.leaves)))}},
	}
	for _, l := range f.layout.leaves {
		m.Schema = append(m.Schema, l.element())
		m.ColumnOrders = append(m.ColumnOrders, format.ColumnOrder{Value: &format.TypeDefinedOrder{}})
	}
	for _, p := range info.Pairs() {
		m.KeyValueMetadata = append(m.KeyValueMetadata, format.KeyValue{Key: p.Name, Value: p.Value})
	}
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &m)
	if err != nil {
		return 0, err
	}
	footer = binary.LittleEndian.AppendUint32(footer, uint32(len(footer)))
	return f.rows, f.write(append(footer, magic...))
}

// errNotOurs is the error of a file that FileWriter did not write.
var errNotOurs = errors.New("not a whole Parquet file")

// footer returns the footer of a file, and where it begins.
func footer(file []byte) (m format.FileMetaData, end int, err error) {
	n := len(file)
	if n < 12 || string(file[:4]) != magic || string(file[n-4:]) != magic {
		return m, 0, errNotOurs
	}
	size := int(binary.LittleEndian.Uint32(file[n-8:]))
	if size > n-12 {
		return m, 0, errNotOurs
	}
	end = n - 8 - size
	return m, end, thrift.Unmarshal(new(thrift.CompactProtocol), file[end:n-8], &m)
}

// LayoutIn returns the columns of the table name as a file that a FileWriter
// wrote has them.
func LayoutIn(name string, file []byte) (Layout, error) {
	m, _, err := footer(file)
	if err != nil {
		return Layout{}, err
	}
	return layoutOf(name, m.Schema)
}

// layoutOf returns the columns that a schema has.
func layoutOf(name string, schema []format.SchemaElement) (Layout, error) {
	l := Layout{Name: name}
	for _, e := range schema[min(1, len(schema)):] {
		c := leaf{name: e.Name, optional: e.RepetitionType.V == format.Optional}
		switch e.Type.V {
		case format.ByteArray:
			c.kind = textual
		case format.Boolean:
			c.kind = boolean
		case format.Int32:
			c.kind = integer32
		case format.Int64:
			c.kind = integer64
		case format.Double:
			c.kind = double
		default:
			return l, fmt.Errorf("column %s has a type that no table has", e.Name)
		}
		l.leaves = append(l.leaves, c)
	}
	return l, nil
}

// Groups returns the row groups of a file that a FileWriter wrote. They share
// its bytes.
func Groups(file []byte) ([]RowGroup, error) {
	m, end, err := footer(file)
	if err != nil {
		return nil, err
	}
	groups := make([]RowGroup, len(m.RowGroups))
	for i, g := range m.RowGroups {
		to := int64(end)
		if i+1 < len(m.RowGroups) {
			to = m.RowGroups[i+1].FileOffset
		}
		if g.FileOffset < 4 || g.FileOffset > to || to > int64(end) {
			return nil, errNotOurs
		}
		groups[i] = RowGroup{Rows: g.NumRows, pages: file[g.FileOffset:to], meta: moved(g, -g.FileOffset, i)}
	}
	return groups, nil
}
