package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"fusul/stages/text"
)

// jsonRows reads JSON Lines: one object a line.
type jsonRows struct {
	in  *bufio.Reader
	opt Options
	at  int64
	row int
}

// newJSONRows returns the rows of JSON Lines, or of a file that is one array of
// objects. What else is called .json is something else.
func newJSONRows(in io.Reader, ext string, opt Options) (rowReader, error) {
	b := bufio.NewReaderSize(in, 64<<10)
	head, err := b.Peek(512)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n"); len(start) > 0 && start[0] == '[' {
		return newJSONArray(b, len(head)-len(start), opt)
	}
	if line, _, ended := bytes.Cut(head, []byte("\n")); strings.EqualFold(ext, ".json") && (!ended && len(head) < 512 || ended && !json.Valid(line)) {
		return nil, &SyntaxError{Offset: -1, Msg: "files of the kind .json are not read, but for an array of objects and JSON Lines"}
	}
	return &jsonRows{in: b, opt: opt}, nil
}

// jsonArray reads the objects of an array.
type jsonArray struct {
	in   *allowance
	d    *json.Decoder
	opt  Options
	skip int64 // bytes before the array
	row  int
}

func newJSONArray(in *bufio.Reader, skip int, opt Options) (*jsonArray, error) {
	if _, err := in.Discard(skip); err != nil {
		return nil, err
	}
	r := &jsonArray{opt: opt, skip: int64(skip)}
	r.in = &allowance{in, opt.MaxCell, fmt.Sprintf("an object of more than %d bytes (limit MaxCell)", opt.MaxCell)}
	r.d = json.NewDecoder(r.in)
	_, err := r.d.Token()
	return r, err
}

// next returns the next object.
func (r *jsonArray) next() (Row, []text.Field, error) {
	if !r.d.More() {
		if _, err := r.d.Token(); err != nil {
			return Row{}, nil, r.broken(err)
		}
		return Row{}, nil, io.EOF
	}
	r.in.left = r.opt.MaxCell
	var raw json.RawMessage
	if err := r.d.Decode(&raw); err != nil {
		return Row{}, nil, r.broken(err)
	}
	r.row++
	fields, err := jsonRow(string(raw))
	if err != nil && r.row == 1 {
		return Row{}, nil, &SyntaxError{Offset: -1, Msg: "not JSON Lines (one object a line), nor an array of objects: " + err.Error()}
	}
	if err != nil {
		return Row{}, nil, &rowError{r.row, err.Error()}
	}
	end := r.skip + r.d.InputOffset()
	return Row{Number: r.row, Start: end - int64(len(raw)), Length: int64(len(raw)), Raw: string(raw)}, fields, nil
}

// broken is the error of an array that is none, or ends too early.
func (r *jsonArray) broken(err error) error {
	var bad *SyntaxError
	if errors.As(err, &bad) {
		return bad
	}
	return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("broken JSON behind object %d: %v", r.row, plainEOF(err)), Err: err}
}

// next returns the next object.
func (r *jsonRows) next() (Row, []text.Field, error) {
	for {
		start := r.at
		line, err := r.line()
		if err != nil && (err != io.EOF || line == "") {
			return Row{}, nil, err
		}
		raw := strings.TrimPrefix(line, "\uFEFF")
		skip := len(line) - len(raw)
		raw = strings.TrimRight(raw, " \t\r\n")
		if raw == "" {
			continue
		}
		r.row++
		fields, err := jsonRow(raw)
		if err != nil {
			if r.row == 1 {
				return Row{}, nil, &SyntaxError{Offset: start, Msg: "not JSON Lines (one object a line): " + err.Error()}
			}
			return Row{}, nil, &rowError{r.row, err.Error()}
		}
		return Row{Number: r.row, Start: start + int64(skip), Length: int64(len(raw)), Raw: raw}, fields, nil
	}
}

// line reads one line under the limit of a cell.
func (r *jsonRows) line() (string, error) {
	var b strings.Builder
	start := r.at
	for {
		part, err := r.in.ReadSlice('\n')
		r.at += int64(len(part))
		if int64(b.Len()+len(part)) > r.opt.MaxCell {
			return "", &SyntaxError{Offset: start, Msg: fmt.Sprintf("a row of more than %d bytes (limit MaxCell)", r.opt.MaxCell)}
		}
		b.Write(part)
		if err != bufio.ErrBufferFull {
			return b.String(), err
		}
	}
}

// jsonRow returns the members of one object, in their order. A list of values
// is joined by "; ", and what is deeper is kept as JSON.
func jsonRow(raw string) ([]text.Field, error) {
	d := json.NewDecoder(strings.NewReader(raw))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		if err == nil {
			err = errors.New("not an object")
		}
		return nil, plainEOF(err)
	}
	var fields []text.Field
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, plainEOF(err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, plainEOF(err)
		}
		s, err := jsonValue(value)
		if err != nil {
			return nil, err
		}
		fields = append(fields, text.Field{Name: fmt.Sprint(name), Value: s})
	}
	if _, err := d.Token(); err != nil {
		return nil, plainEOF(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something stands behind the object")
	}
	return fields, nil
}

// jsonValue returns one value of JSON as text.
func jsonValue(raw json.RawMessage) (string, error) {
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case 'n':
		return "", nil
	case '[':
		var list []json.RawMessage
		if err := json.Unmarshal(raw, &list); err != nil {
			return "", err
		}
		parts := make([]string, len(list))
		for i, v := range list {
			if v[0] == '[' || v[0] == '{' {
				return string(raw), nil
			}
			var err error
			if parts[i], err = jsonValue(v); err != nil {
				return "", err
			}
		}
		return strings.Join(parts, "; "), nil
	}
	return string(raw), nil
}
