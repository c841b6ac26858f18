package table

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/parquet-go/parquet-go"
)

type scanned struct {
	Plain  string   `parquet:"plain"`
	Coded  string   `parquet:"coded,dict"`
	Some   *string  `parquet:"some,dict,optional"`
	Other  *string  `parquet:"other,optional"`
	Small  int32    `parquet:"small,dict"`
	Wide   int64    `parquet:"wide,delta"`
	Maybe  *int64   `parquet:"maybe,optional"`
	Ratio  float64  `parquet:"ratio"`
	Rate   *float64 `parquet:"rate,dict,optional"`
	Flag   bool     `parquet:"flag"`
	Unsure *bool    `parquet:"unsure,optional"`
}

func some[T any](r *rand.Rand, x T) *T {
	if r.IntN(3) == 0 {
		return nil
	}
	return &x
}

// TestScan compares the rows that Rows and RowsBetween give with those that
// the library reads, over pages and row groups of many sizes.
func TestScan(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rows := make([]scanned, 5000)
	for i := range rows {
		word := func() string { return fmt.Sprint("كلمة", r.IntN(40)) }
		rows[i] = scanned{
			word(), word(), some(r, word()), some(r, word()), r.Int32N(9), r.Int64() - r.Int64(), some(r, r.Int64N(99)),
			r.Float64(), some(r, float64(r.IntN(5))), r.IntN(2) == 0, some(r, r.IntN(2) == 0),
		}
	}
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "t.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	w := parquet.NewGenericWriter[scanned](f, parquet.PageBufferSize(2000))
	for from := 0; from < len(rows); {
		to := min(len(rows), from+1+r.IntN(1900))
		if _, err = w.Write(rows[from:to]); err == nil {
			err = w.Flush() // a row group
		}
		if err != nil {
			t.Fatal(err)
		}
		from = to
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	got, err := Read[scanned](dir, "t")
	if err != nil || !reflect.DeepEqual(got, rows) {
		t.Fatalf("%d rows read back are not the %d written, error %v", len(got), len(rows), err)
	}
	for range 40 {
		from := r.Int64N(5000)
		to := from + r.Int64N(5100-from)
		var got []scanned
		for row, err := range RowsBetween[scanned](dir, "t", from, to) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
		}
		if want := rows[from:min(to, 5000)]; len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Fatalf("rows %d to %d differ", from, to)
		}
	}
	for range 40 {
		var ranges []Range
		var want []scanned
		for at := r.Int64N(900); at < 5000; at += 1 + r.Int64N(900) {
			to := min(5000, at+1+r.Int64N(1+r.Int64N(700)))
			ranges, want = append(ranges, Range{at, to}), append(want, rows[at:to]...)
			at = to
		}
		var got []scanned
		for row, err := range RowsIn[scanned](dir, "t", ranges) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("the rows of %v differ", ranges)
		}
	}
	var value []string
	for run, err := range Runs(dir, "t", "coded") {
		if err != nil {
			t.Fatal(err)
		}
		for range run.Rows {
			value = append(value, run.Value)
		}
	}
	for i, row := range rows {
		if i >= len(value) || value[i] != row.Coded {
			t.Fatalf("the runs differ from row %d on", i)
		}
	}
	for _, err := range Runs(dir, "t", "plain") {
		if err == nil {
			t.Fatal("a column without dictionary has runs")
		}
	}
}

// TestScanOther reads what a file has in columns of other types, and columns
// that it lacks.
func TestScanOther(t *testing.T) {
	dir := t.TempDir()
	type row struct {
		N int32 `parquet:"n"`
	}
	if err := parquet.WriteFile(filepath.Join(dir, "t.parquet"), []row{{7}}); err != nil {
		t.Fatal(err)
	}
	type wider struct {
		N    int64  `parquet:"n"`
		None string `parquet:"none"`
	}
	if got, err := Read[wider](dir, "t"); err != nil || len(got) != 1 || got[0] != (wider{N: 7}) {
		t.Errorf("read %v, error %v", got, err)
	}
	type words struct {
		N *string `parquet:"n"`
	}
	if got, err := Read[words](dir, "t"); err != nil || len(got) != 1 || got[0].N == nil || *got[0].N != "7" {
		t.Errorf("a number read as text: %v, error %v", got, err)
	}
	type flags struct {
		N bool `parquet:"n"`
	}
	if got, err := Read[flags](dir, "t"); err == nil {
		t.Errorf("a number read as a flag: %v", got)
	}
}

// BenchmarkScan compares the reader with that of the library.
func BenchmarkScan(b *testing.B) {
	type place struct {
		Doc   string `parquet:"doc_id,dict"`
		Para  int32  `parquet:"para_id,delta"`
		Flag  bool   `parquet:"is_heading"`
		Start int64  `parquet:"start_byte,delta"`
	}
	rows := make([]place, 1<<18)
	for i := range rows {
		rows[i] = place{fmt.Sprint(i / 5000), int32(i / 50), i%50 < 3, int64(9 * i)}
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "t.parquet")
	if err := parquet.WriteFile(path, rows); err != nil {
		b.Fatal(err)
	}
	b.Run("scan", func(b *testing.B) {
		for b.Loop() {
			for _, err := range Rows[place](dir, "t") {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(rows)), "ns/row")
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			f, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			r := parquet.NewGenericReader[place](f)
			batch := make([]place, batchRows)
			for err == nil {
				_, err = r.Read(batch)
			}
			f.Close()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(rows)), "ns/row")
	})
}
