package table

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/parquet-go/parquet-go"
)

// Paths returns the files of the table name of the output folder dir: the one
// file of a small corpus, or the parts of a large one in their order.
func Paths(dir, name string) ([]string, error) {
	one := filepath.Join(dir, name+".parquet")
	_, err := os.Stat(one)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return []string{one}, err
	}
	parts, _ := fs.Glob(os.DirFS(filepath.Join(dir, name)), "part-*.parquet") // the pattern is well formed
	if len(parts) == 0 {
		return nil, err
	}
	slices.Sort(parts)
	for i, part := range parts {
		parts[i] = filepath.Join(dir, name, part)
	}
	return parts, nil
}

// Read returns all rows of the table name of the output folder dir, in their
// order.
func Read[Row any](dir, name string) ([]Row, error) {
	var rows []Row
	for row, err := range Rows[Row](dir, name) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Rows yields the rows of the table name of the output folder dir, in their
// order; memory does not grow with the table. An error ends it.
func Rows[Row any](dir, name string) iter.Seq2[Row, error] {
	return RowsBetween[Row](dir, name, 0, all)
}

// An openFile is a Parquet file that is being read.
type openFile struct {
	*parquet.File
	f *os.File
}

func (o *openFile) Close() error { return o.f.Close() }

// openParquet opens a Parquet file.
func openParquet(path string) (*openFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		f.Close()
		return nil, err
	}
	return &openFile{p, f}, nil
}

// Head returns the key-value metadata and the columns of a file of the table
// name.
func Head(path, name string) (map[string]string, Layout, error) {
	if name == "" {
		return nil, Layout{}, nil
	}
	f, err := openParquet(path)
	if err != nil {
		return nil, Layout{}, err
	}
	defer f.Close()
	meta := map[string]string{}
	for _, kv := range f.Metadata().KeyValueMetadata {
		meta[kv.Key] = kv.Value
	}
	l, err := layoutOf(name, f.Metadata().Schema)
	return meta, l, err
}

// Check reads a whole file of a table and returns the number of its rows. It
// fails where the columns are not those of l, or where a page cannot be
// decoded. The metadata of documents may stand behind its columns.
func Check(path string, l Layout) (int64, error) {
	f, err := openParquet(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	has, err := layoutOf(l.Name, f.Metadata().Schema)
	if err != nil {
		return 0, err
	}
	for i, want := range l.leaves {
		if i >= len(has.leaves) || has.leaves[i].name != want.name || has.leaves[i].kind != want.kind || has.leaves[i].optional != want.optional {
			return 0, fmt.Errorf("column %d is not %s", i+1, want.name)
		}
	}
	if len(has.leaves) > len(l.leaves) && l.Name != "documents" {
		return 0, fmt.Errorf("has %d columns, want %d", len(has.leaves), len(l.leaves))
	}
	rows := int64(0)
	for _, g := range f.RowGroups() {
		r := g.Rows()
		batch := make([]parquet.Row, 256)
		for err == nil {
			var n int
			n, err = r.ReadRows(batch)
			rows += int64(n)
		}
		r.Close()
		if !errors.Is(err, io.EOF) {
			return rows, err
		}
		err = nil
	}
	if rows != f.NumRows() {
		return rows, fmt.Errorf("has %d rows, its footer says %d", rows, f.NumRows())
	}
	return rows, nil
}
