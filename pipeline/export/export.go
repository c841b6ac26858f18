// Package export writes the tables of an output folder in other formats: CSV
// and JSON lines, a file for each table, or one Excel file with a sheet for
// each.
package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"fusul/stages/sheet"
	"fusul/stages/table"
)

// Options say what is written.
type Options struct {
	Format string   // csv, jsonl or xlsx
	Tables []string // by name; nil means all
	BOM    bool     // begin CSV with a byte order mark, by which Excel knows UTF-8
}

// A Written is one file that was written.
type Written struct {
	Path    string
	Tables  int
	Rows    int64
	Cut     int      // cells too long for Excel
	TooLong []string // tables too long for Excel, left out
}

// Names returns the tables of an output folder, in the order of the data
// dictionary.
func Names(dir string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(dir, table.Manifest)); err != nil {
		return nil, fmt.Errorf("%s: no %s there; it is no output folder of a finished run", dir, table.Manifest)
	}
	all, err := table.Tables()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range all {
		if _, err := table.Paths(dir, t.Name); err == nil {
			names = append(names, t.Name)
		}
	}
	return names, nil
}

// Write writes tables of the output folder dir into the folder to. Each file
// appears whole or not at all.
func Write(dir, to string, opt Options) ([]Written, error) {
	names, err := Names(dir)
	if err != nil {
		return nil, err
	}
	for _, n := range opt.Tables {
		if !slices.Contains(names, n) {
			return nil, fmt.Errorf("%s has no table %q", dir, n)
		}
	}
	chosen := len(opt.Tables) > 0
	if chosen {
		names = opt.Tables
	}
	if err := os.MkdirAll(to, 0o777); err != nil {
		return nil, err
	}
	if opt.Format == "xlsx" {
		w, err := book(dir, to, names, chosen)
		return []Written{w}, err
	}
	var all []Written
	for _, name := range names {
		c, err := table.OpenCells(dir, name)
		if err != nil {
			return all, err
		}
		w := Written{Path: filepath.Join(to, name+"."+opt.Format), Tables: 1}
		err = whole(w.Path, func(out io.Writer) error {
			if opt.Format == "jsonl" {
				return lines(out, c, &w.Rows)
			}
			return commas(out, c, opt.BOM, &w.Rows)
		})
		if err != nil {
			return all, err
		}
		all = append(all, w)
	}
	return all, nil
}

// whole writes the file path by write; it appears when all is written.
func whole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".export-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing to do after the renaming
	defer f.Close()
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// commas writes a table as CSV (RFC 4180). A null is an empty field.
func commas(w io.Writer, c *table.Cells, bom bool, rows *int64) error {
	if bom {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(c.Columns); err != nil {
		return err
	}
	fields := make([]string, len(c.Columns))
	for row, err := range c.Each() {
		if err != nil {
			return err
		}
		for i, v := range row {
			fields[i] = field(v)
		}
		if err := out.Write(fields); err != nil {
			return err
		}
		*rows++
	}
	out.Flush()
	return out.Error()
}

// field returns a value as CSV has it: numbers with all their digits.
func field(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	default:
		return fmt.Sprint(v)
	}
}

// lines writes a table as JSON, an object a line, its names in the order of
// the columns.
func lines(w io.Writer, c *table.Cells, rows *int64) error {
	names := make([][]byte, len(c.Columns))
	for i, n := range c.Columns {
		quoted, err := json.Marshal(n)
		if err != nil {
			return err
		}
		names[i] = append(quoted, ':')
	}
	var line []byte
	for row, err := range c.Each() {
		if err != nil {
			return err
		}
		line = append(line[:0], '{')
		for i, v := range row {
			if i > 0 {
				line = append(line, ',')
			}
			value, err := json.Marshal(v)
			if err != nil {
				return err
			}
			line = append(append(line, names[i]...), value...)
		}
		if _, err := w.Write(append(line, '}', '\n')); err != nil {
			return err
		}
		*rows++
	}
	return nil
}

// book writes tables as one Excel file. Those that are longer than a sheet
// are an error where they were asked for by name, and left out otherwise.
func book(dir, to string, names []string, chosen bool) (Written, error) {
	w := Written{Path: filepath.Join(to, "tables.xlsx")}
	b := sheet.NewBook()
	for _, name := range names {
		c, err := table.OpenCells(dir, name)
		if err != nil {
			return w, err
		}
		n, err := table.Length(dir, name)
		if err != nil {
			return w, err
		}
		if n >= sheet.MaxRows && !chosen {
			w.TooLong = append(w.TooLong, name)
			continue
		}
		if err := b.Add(name, c.Columns, c.Each()); err != nil {
			return w, err
		}
		w.Tables++
		w.Rows += n
	}
	w.Cut = b.Cut()
	return w, whole(w.Path, b.Write)
}
