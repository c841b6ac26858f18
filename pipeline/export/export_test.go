package export_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"fusul/pipeline"
	"fusul/pipeline/export"
	"fusul/stages/read"
	"fusul/stages/table"
)

const work = `الفصل الأول: الواقعية, "والقوة"

يرى الواقعيون أن القوة هي لغة السياسة الدولية، وأن توازن القوى يحفظ السلام.

الفصل الثاني: فارغ
`

// run analyses a work and returns the output folder.
func run(t *testing.T) string {
	t.Helper()
	in, out := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(in, "a.txt"), []byte(work), 0o666); err != nil {
		t.Fatal(err)
	}
	src, err := read.Open(read.Options{}, nil, in)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if _, err := pipeline.Run(context.Background(), pipeline.Input{Input: src}, pipeline.Config{Out: out, Topics: "none"}, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return out
}

// cells returns a table as values.
func cells(t *testing.T, dir, name string) (head []string, rows [][]any) {
	t.Helper()
	c, err := table.OpenCells(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range c.Each() {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, append([]any(nil), row...))
	}
	return c.Columns, rows
}

// TestWrite writes all tables in every format and reads them back: each value
// is that of the table.
func TestWrite(t *testing.T) {
	dir, to := run(t), t.TempDir()
	names, err := export.Names(dir)
	if err != nil || len(names) < 25 {
		t.Fatalf("tables %v: %v", names, err)
	}
	for _, opt := range []export.Options{{Format: "csv", BOM: true}, {Format: "jsonl"}, {Format: "xlsx"}} {
		if _, err := export.Write(dir, to, opt); err != nil {
			t.Fatal(err)
		}
	}
	book, err := excelize.OpenFile(filepath.Join(to, "tables.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, name := range names {
		head, want := cells(t, dir, name)
		checkCSV(t, filepath.Join(to, name+".csv"), head, want)
		checkLines(t, filepath.Join(to, name+".jsonl"), head, want)
		rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil || len(rows) != len(want)+1 {
			t.Fatalf("sheet %s has %d rows, want %d: %v", name, len(rows), len(want)+1, err)
		}
		for i, row := range rows[1:] {
			for j, got := range row {
				if f, ok := want[i][j].(float64); ok {
					if g, err := strconv.ParseFloat(got, 64); err != nil || math.Abs(g-f) > 1e-14*math.Abs(f) {
						t.Fatalf("sheet %s row %d column %s is %q, want %v", name, i, head[j], got, f)
					}
				} else if w := fmt.Sprint(want[i][j]); got != w && !(want[i][j] == nil && got == "") && !(w == "true" && got == "1") && !(w == "false" && got == "0") {
					t.Fatalf("sheet %s row %d column %s is %q, want %q", name, i, head[j], got, w)
				}
			}
		}
	}
}

func checkCSV(t *testing.T, path string, head []string, want [][]any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := bytes.CutPrefix(data, []byte("\ufeff"))
	if !ok {
		t.Fatalf("%s has no byte order mark", path)
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil || len(rows) != len(want)+1 || fmt.Sprint(rows[0]) != fmt.Sprint(head) {
		t.Fatalf("%s has %d rows and the head %v, want %d and %v: %v", path, len(rows), rows[0], len(want)+1, head, err)
	}
	for i, row := range rows[1:] {
		for j, got := range row {
			var same bool
			switch w := want[i][j].(type) {
			case nil:
				same = got == ""
			case float64:
				f, err := strconv.ParseFloat(got, 64)
				same = err == nil && f == w
			default:
				same = got == fmt.Sprint(w)
			}
			if !same {
				t.Fatalf("%s row %d column %s is %q, want %v", path, i, head[j], got, want[i][j])
			}
		}
	}
}

func checkLines(t *testing.T, path string, head []string, want [][]any) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	n := 0
	for ; lines.Scan(); n++ {
		var row map[string]any
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s:%d: %v", path, n+1, err)
		}
		for j, name := range head {
			w := want[n][j]
			if v, ok := w.(int64); ok {
				w = float64(v)
			}
			if got, ok := row[name]; !ok || got != w {
				t.Fatalf("%s:%d: %s is %v, want %v", path, n+1, name, got, w)
			}
		}
	}
	if n != len(want) {
		t.Fatalf("%s has %d lines, want %d", path, n, len(want))
	}
}

// TestUnknown checks that nothing is written where a table is asked for that
// is not there.
func TestUnknown(t *testing.T) {
	dir, to := run(t), filepath.Join(t.TempDir(), "new")
	if _, err := export.Write(dir, to, export.Options{Format: "csv", Tables: []string{"chapters", "nothing"}}); err == nil {
		t.Error("no error for a table that is not there")
	}
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
}

func ExampleNames() {
	_, err := export.Names("testdata/empty")
	fmt.Println(err)
	// Output: testdata/empty: no datapackage.json there; it is no output folder of a finished run
}
