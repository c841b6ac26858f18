package validate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A SheetError is a mistake in a coding sheet or a plan.
type SheetError struct {
	Name      string // of the file
	Line, Col int    // row and column, from 1
	Msg       string
}

// Error returns "name:line:col: message".
func (e *SheetError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Col, e.Msg)
}

var sheetColumns = []string{"item", "key", "label_ar", "label_en", "sentence", "doc_id", "start_byte", "end_byte", "code", "comment"}

// Sheet returns the rows of the coding sheet, a head first. It does not show
// what the dictionary found. label names a key in Arabic and English.
func (p *Plan) Sheet(label func(key string) (ar, en string)) [][]string {
	rows := [][]string{sheetColumns}
	for _, x := range p.Items {
		ar, en := label(x.Key)
		rows = append(rows, []string{strconv.Itoa(x.ID), x.Key, ar, en, oneLine(x.Text),
			x.Doc, strconv.Itoa(x.Start), strconv.Itoa(x.End), "", ""})
	}
	return rows
}

// oneLine returns s with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var planColumns = []string{"item", "key", "stratum", "hits", "near", "none", "doc_id", "start_byte", "end_byte", "patterns", "keywords"}

// Rows returns the plan as a table, a head first, to be kept until the codes
// come back; see [ParsePlan].
func (p *Plan) Rows() [][]string {
	sizes := map[string][strata]int64{}
	for _, k := range p.Keys {
		sizes[k.Key] = k.Size
	}
	rows := [][]string{planColumns}
	for _, x := range p.Items {
		var patterns, keywords []string
		for _, f := range x.Finds {
			patterns = append(patterns, f.Pattern)
			keywords = append(keywords, oneLine(f.Keyword))
		}
		n := sizes[x.Key]
		rows = append(rows, []string{strconv.Itoa(x.ID), x.Key, x.Stratum.String(),
			strconv.FormatInt(n[Hit], 10), strconv.FormatInt(n[Near], 10), strconv.FormatInt(n[None], 10),
			x.Doc, strconv.Itoa(x.Start), strconv.Itoa(x.End), strings.Join(patterns, "|"), strings.Join(keywords, "|")})
	}
	return rows
}

// ParsePlan reads what Rows wrote. The sentences themselves are not in it.
func ParsePlan(rows [][]string, name string) (*Plan, error) {
	if len(rows) == 0 || !slices.Equal(rows[0], planColumns) {
		return nil, &SheetError{name, 1, 1, fmt.Sprintf("not a plan: want the columns %s", strings.Join(planColumns, ","))}
	}
	p := &Plan{}
	r := tableReader{name: name}
	for i, row := range rows[1:] {
		r.line = i + 2
		if len(row) != len(planColumns) {
			r.fail(1, "%d columns, want %d", len(row), len(planColumns))
			break
		}
		x := Item{ID: r.int(row, 0), Key: row[1], Unit: Unit{Doc: row[6], Start: r.int(row, 7), End: r.int(row, 8)}}
		if s := slices.Index(stratumNames[:], row[2]); s >= 0 {
			x.Stratum = Stratum(s)
		} else {
			r.fail(3, "no stratum %q, want one of %s", row[2], strings.Join(stratumNames[:], ", "))
		}
		keywords := strings.Split(row[10], "|")
		for j, pattern := range strings.Split(row[9], "|") {
			if pattern != "" && j < len(keywords) {
				x.Finds = append(x.Finds, Find{Pattern: pattern, Keyword: keywords[j]})
			}
		}
		p.Items = append(p.Items, x)
		size := [strata]int64{int64(r.int(row, 3)), int64(r.int(row, 4)), int64(r.int(row, 5))}
		if n := len(p.Keys); n == 0 || p.Keys[n-1].Key != x.Key {
			p.Keys = append(p.Keys, Population{x.Key, size})
		}
	}
	return p, r.err
}

// A tableReader reads the cells of a row and keeps the first error.
type tableReader struct {
	name string
	line int
	err  error
}

func (r *tableReader) fail(col int, format string, args ...any) {
	if r.err == nil {
		r.err = &SheetError{r.name, r.line, col, fmt.Sprintf(format, args...)}
	}
}

func (r *tableReader) int(row []string, i int) int {
	if i >= len(row) {
		r.fail(len(row)+1, "no cell for a number")
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(row[i]))
	if err != nil || n < 0 {
		r.fail(i+1, "%q is no number", row[i])
	}
	return n
}

// Codes are the answers of one coder: by item, whether the sentence speaks of
// the key. Items that were left blank are missing.
type Codes map[int]bool

// ParseCodes reads a coding sheet that was filled in. Only the columns item
// and code matter. A code is 1 or 0, yes or no, نعم or لا, + or -, true or
// false; a blank is no answer.
func ParseCodes(rows [][]string, name string) (Codes, error) {
	if len(rows) == 0 {
		return nil, &SheetError{name, 1, 1, "an empty sheet"}
	}
	item, code := column(rows[0], "item"), column(rows[0], "code")
	if item < 0 || code < 0 {
		return nil, &SheetError{name, 1, 1, `no column "item" or "code" in the first row`}
	}
	codes := Codes{}
	r := tableReader{name: name}
	for i, row := range rows[1:] {
		r.line = i + 2
		if code >= len(row) || strings.TrimSpace(row[code]) == "" {
			continue
		}
		yes, ok := parseCode(row[code])
		if !ok {
			r.fail(code+1, "code %q, want 1 or 0, yes or no, نعم or لا, or nothing", row[code])
			break
		}
		id := r.int(row, item)
		if _, twice := codes[id]; twice {
			r.fail(item+1, "item %d stands twice", id)
		}
		codes[id] = yes
	}
	return codes, r.err
}

func column(head []string, name string) int {
	return slices.IndexFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
}

func parseCode(s string) (yes, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "1", "1.0", "yes", "y", "true", "+", "نعم", "١", "x":
		return true, true
	case "0", "0.0", "no", "n", "false", "-", "لا", "٠":
		return false, true
	}
	return false, false
}

// WriteCSV writes rows, with a byte-order mark so that spreadsheets show the
// Arabic.
func WriteCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// maxCSV is the size of a coding sheet that nobody can have filled in.
const maxCSV = 64 << 20

// ReadCSV reads rows that a comma or, as some spreadsheets write, a semicolon
// or tab parts.
func ReadCSV(r io.Reader, name string) ([][]string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCSV+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxCSV {
		return nil, fmt.Errorf("%s: more than %d bytes", name, maxCSV)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	head, _, _ := bytes.Cut(data, []byte("\n"))
	c := csv.NewReader(bytes.NewReader(data))
	c.FieldsPerRecord = -1
	for _, comma := range ";\t" {
		if bytes.Count(head, []byte(string(comma))) > bytes.Count(head, []byte(",")) {
			c.Comma = comma
		}
	}
	rows, err := c.ReadAll()
	var p *csv.ParseError
	if errors.As(err, &p) {
		return nil, &SheetError{name, p.Line, p.Column, p.Err.Error()}
	}
	return rows, err
}
