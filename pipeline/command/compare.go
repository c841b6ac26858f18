package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"

	"fusul/pipeline"
	"fusul/stages/lexicon"
	"fusul/stages/read"
)

// compareFlags are the flags of the commands that compare.
type compareFlags struct {
	inputFlags
	Lexicon string `help:"Dictionary file; the built-in one if empty." placeholder:"FILE"`
	Mode    string `help:"Dictionary matching: strict (the likeliest reading of a word must agree) or recall (any reading)." enum:"strict,recall" default:"strict"`
	Profile string `help:"Normalisation of the words: none, light, ir or match." enum:"none,light,ir,match" default:"ir"`
	Notes   string `help:"Words of notes: exclude, include or only." enum:"exclude,include,only" default:"exclude"`
	Format  string `help:"text for people; tsv or jsonl, with every column, for programs." enum:"text,tsv,jsonl" default:"text"`
}

// config returns the settings that the flags stand for.
func (f *compareFlags) config() pipeline.Config {
	return pipeline.Config{Lexicon: f.Lexicon, Mode: f.Mode, Profile: f.Profile, Notes: f.Notes, Topics: "none"}
}

// each reads the works that the arguments name and calls do for each. The
// dictionary is l, or, if that is nil, that of the flags.
func (f *compareFlags) each(e *env, l *lexicon.Lexicon, do func(*pipeline.Texts, *pipeline.Analysis) error) (*pipeline.Texts, error) {
	in, err := f.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	texts, err := pipeline.OpenTexts(e.ctx, in, f.config(), l)
	if err != nil {
		return nil, err
	}
	works := 0
	for a, err := range texts.Works {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return nil, err
		}
		works++
		if err := do(texts, a); err != nil {
			return nil, err
		}
	}
	if works == 0 {
		return nil, errors.New("the input holds no work")
	}
	return texts, nil
}

// fieldsOf returns the columns of a row: the fields with a parquet tag, those
// of embedded rows too.
func fieldsOf(v reflect.Value) (names []string, values []any) {
	for i := range v.NumField() {
		f, tag := v.Field(i), v.Type().Field(i)
		if tag.Anonymous {
			n, x := fieldsOf(f)
			names, values = append(names, n...), append(values, x...)
			continue
		}
		name, _, _ := strings.Cut(tag.Tag.Get("parquet"), ",")
		if name == "" {
			continue
		}
		if f.Kind() == reflect.Pointer {
			if f.IsNil() {
				names, values = append(names, name), append(values, nil)
				continue
			}
			f = f.Elem()
		}
		names, values = append(names, name), append(values, f.Interface())
	}
	return names, values
}

// printRows writes rows for programs, under the names of the tables: as tsv
// with a head, or as jsonl. A missing value is empty, or null.
func printRows[Row any](w io.Writer, format string, rows []Row) error {
	if format == "tsv" {
		names, _ := fieldsOf(reflect.ValueOf(*new(Row)))
		if _, err := fmt.Fprintln(w, strings.Join(names, "\t")); err != nil {
			return err
		}
	}
	for _, r := range rows {
		names, values := fieldsOf(reflect.ValueOf(r))
		line, err := jsonLine(names, values)
		if format == "tsv" {
			line, err = tsvLine(values), nil
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

func tsvLine(values []any) string {
	cells := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil:
		case string:
			cells[i] = strings.Join(strings.Fields(v), " ") // no tab within a cell
		case float64:
			cells[i] = strconv.FormatFloat(v, 'g', -1, 64)
		default:
			cells[i] = fmt.Sprint(v)
		}
	}
	return strings.Join(cells, "\t")
}

// jsonLine writes an object with its names in order.
func jsonLine(names []string, values []any) (string, error) {
	var b strings.Builder
	for i, name := range names {
		key, err := json.Marshal(name)
		if err != nil {
			return "", err
		}
		var value strings.Builder
		enc := json.NewEncoder(&value)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(values[i]); err != nil {
			return "", err
		}
		b.WriteString([]string{"{", ","}[min(i, 1)])
		b.Write(key)
		b.WriteString(":" + strings.TrimSuffix(value.String(), "\n"))
	}
	return b.String() + "}", nil
}

// A grid is a table for people: numbers stand at the right of their columns,
// words at the left.
type grid struct {
	head  []string
	rows  [][]string
	words map[int]bool // the columns of words
}

// add appends a row of strings, integers, floats and pointers to floats.
func (g *grid) add(cells ...any) {
	if g.words == nil {
		g.words = map[int]bool{}
	}
	row := make([]string, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case string:
			row[i] = c
			g.words[i] = true
		case *float64:
			if row[i] = "–"; c != nil {
				row[i] = figure(*c)
			}
		case float64:
			row[i] = figure(c)
		case plain:
			row[i] = string(c)
		default:
			row[i] = fmt.Sprint(c)
		}
	}
	g.rows = append(g.rows, row)
}

// plain is a cell of a grid that is set as a number is.
type plain string

// figure prints a number with about four figures.
func figure(x float64) string {
	switch abs := math.Abs(x); {
	case x == 0:
		return "0"
	case abs < 1e-3:
		return strconv.FormatFloat(x, 'e', 1, 64)
	case abs < 10:
		return strconv.FormatFloat(x, 'f', 3, 64)
	case abs < 1000:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}

// print writes the grid.
func (g *grid) print(w io.Writer) error {
	widths := make([]int, len(g.head))
	for i, h := range g.head {
		widths[i] = width(h)
		for _, r := range g.rows {
			widths[i] = max(widths[i], width(r[i]))
		}
	}
	for _, row := range append([][]string{g.head}, g.rows...) {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-width(cell))
			cell = isolate(w, cell)
			if g.words[i] {
				b.WriteString(cell + pad)
			} else {
				b.WriteString(pad + cell)
			}
			b.WriteString("  ")
		}
		if _, err := fmt.Fprintln(w, "  "+strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
