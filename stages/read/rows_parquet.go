package read

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"fusul/stages/text"
)

// parquetRows reads a Parquet table. Columns of single values are read, those
// of lists and maps are not. Its rows are kept as JSON.
type parquetRows struct {
	groups []parquet.RowGroup
	rows   parquet.Rows
	names  map[int]string // of the columns that are read, by leaf
	types  map[int]*format.LogicalType
	buf    [1]parquet.Row
	row    int
}

// openParquet opens a Parquet file. The library may panic on a damaged one.
func openParquet(src fs.File, opt Options) (r *parquetRows, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damagedParquet(p)
		}
	}()
	at, size, err := readerAt(src, opt)
	if err != nil {
		return nil, err
	}
	if err := checkFooter(at, size, opt); err != nil {
		return nil, err
	}
	f, err := parquet.OpenFile(at, size, parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, &SyntaxError{Offset: -1, Msg: "broken Parquet: " + err.Error(), Err: err}
	}
	if err := checkParquet(f.Metadata(), opt); err != nil {
		return nil, err
	}
	r = &parquetRows{groups: f.RowGroups(), names: make(map[int]string), types: make(map[int]*format.LogicalType)}
	for i, p := range f.Schema().Columns() {
		leaf, ok := f.Schema().Lookup(p...)
		if ok && len(p) == 1 && !leaf.Node.Repeated() {
			r.names[i] = p[0]
			r.types[i] = leaf.Node.Type().LogicalType()
		}
	}
	return r, nil
}

// readerAt returns src for reading anywhere, or a copy of it in memory.
func readerAt(src fs.File, opt Options) (io.ReaderAt, int64, error) {
	info, err := src.Stat()
	if err != nil {
		return nil, 0, err
	}
	if at, ok := src.(io.ReaderAt); ok {
		return at, info.Size(), nil
	}
	raw, err := readMost(src, opt.MaxPart, "MaxPart")
	return strings.NewReader(raw), int64(len(raw)), err
}

// checkFooter refuses a file whose directory cannot be as long as it says: the
// library makes room for it before it reads.
func checkFooter(at io.ReaderAt, size int64, opt Options) error {
	const tail = 8 // the length of the directory and PAR1
	var b [tail]byte
	if size < 2*tail {
		return &SyntaxError{Offset: -1, Msg: "broken Parquet: too short"}
	}
	if _, err := at.ReadAt(b[:], size-tail); err != nil {
		return err
	}
	n := int64(binary.LittleEndian.Uint32(b[:]))
	if string(b[4:]) != "PAR1" || n > size-tail {
		return &SyntaxError{Offset: -1, Msg: "broken Parquet: cut off, or it has no directory"}
	}
	if n > opt.MaxPart {
		return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("its directory has %d bytes, more than %d (limit MaxPart)", n, opt.MaxPart)}
	}
	return nil
}

// checkParquet refuses a table whose directory announces too much.
func checkParquet(m *format.FileMetaData, opt Options) error {
	if n := len(m.Schema); n > opt.MaxColumns {
		return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("%d columns, more than %d (limit MaxColumns)", n, opt.MaxColumns)}
	}
	const harmless = 1 << 20
	for _, g := range m.RowGroups {
		for _, c := range g.Columns {
			packed, full := c.MetaData.TotalCompressedSize, c.MetaData.TotalUncompressedSize
			if full > opt.MaxPart {
				return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("a column unpacks to %d bytes, more than %d (limit MaxPart)", full, opt.MaxPart)}
			}
			if full > harmless && full/int64(opt.MaxRatio) > packed {
				return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("a column unpacks from %d to %d bytes, more than %d-fold (limit MaxRatio)", packed, full, opt.MaxRatio)}
			}
		}
	}
	return nil
}

// damagedParquet is the error that a panic of the library stands for.
func damagedParquet(p any) error {
	return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("broken Parquet: %v", p)}
}

// next returns the next row.
func (r *parquetRows) next() (row Row, fields []text.Field, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damagedParquet(p)
		}
	}()
	for {
		if r.rows == nil {
			if len(r.groups) == 0 {
				return row, nil, io.EOF
			}
			r.rows, r.groups = r.groups[0].Rows(), r.groups[1:]
		}
		n, err := r.rows.ReadRows(r.buf[:])
		if n == 1 {
			break
		}
		if err == nil { // the library owes one or the other
			err = io.ErrNoProgress
		}
		closed := r.rows.Close()
		r.rows = nil
		if err != nil && !errors.Is(err, io.EOF) {
			return row, nil, &SyntaxError{Offset: -1, Msg: "broken Parquet: " + err.Error(), Err: err}
		}
		if closed != nil {
			return row, nil, closed
		}
	}
	r.row++
	for _, v := range r.buf[0] {
		if name, ok := r.names[v.Column()]; ok {
			value := parquetValue(v, r.types[v.Column()])
			fields = append(fields, text.Field{Name: name, Value: value})
		}
	}
	raw, err := writeJSON(fields)
	return Row{Number: r.row, Length: int64(len(raw)), Raw: raw}, fields, err
}

// writeJSON writes fields as one object, in their order.
func writeJSON(fields []text.Field) (string, error) {
	var b strings.Builder
	for i, f := range fields {
		pair, err := json.Marshal(map[string]string{f.Name: f.Value})
		if err != nil {
			return "", err
		}
		if b.WriteByte(','); i == 0 {
			b.Reset()
			b.WriteByte('{')
		}
		b.Write(pair[1 : len(pair)-1])
	}
	if len(fields) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.String(), nil
}

// isDate reports whether values of the type t are days.
func isDate(t *format.LogicalType) bool {
	if t == nil {
		return false
	}
	_, ok := t.Value.(*format.DateType)
	return ok
}

// parquetValue returns one value as text.
func parquetValue(v parquet.Value, t *format.LogicalType) string {
	const day = 24 * 60 * 60
	switch {
	case v.IsNull():
		return ""
	case isDate(t):
		return time.Unix(int64(v.Int32())*day, 0).UTC().Format(time.DateOnly)
	case t != nil:
		if stamp, ok := t.Value.(*format.TimestampType); ok {
			at := time.UnixMilli(v.Int64())
			switch stamp.Unit.Value.(type) {
			case *format.MicroSeconds:
				at = time.UnixMicro(v.Int64())
			case *format.NanoSeconds:
				at = time.Unix(0, v.Int64())
			}
			return at.UTC().Format(time.RFC3339)
		}
	}
	switch v.Kind() {
	case parquet.Boolean:
		return strconv.FormatBool(v.Boolean())
	case parquet.Int32, parquet.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'g', -1, 32)
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	}
	return strings.Clone(string(v.ByteArray()))
}
