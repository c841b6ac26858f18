package table

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"

	"fusul/stages/text"
)

func TestTypesOfMetadata(t *testing.T) {
	for _, c := range []struct {
		values []string
		want   string
	}{
		{[]string{"2014", "-3", "0"}, "int64"},
		{[]string{"2014", "1.50"}, "float64"},
		{[]string{"true", "false"}, "bool"},
		{[]string{"007"}, "string"},
		{[]string{"1e5"}, "string"},
		{[]string{"NaN"}, "string"},
		{[]string{"99999999999999999999"}, "string"},
		{[]string{"2014-05-01"}, "string"},
		{[]string{"+1"}, "string"},
		{[]string{"2014", "؟"}, "string"},
		{nil, "string"},
	} {
		if got := typeOf(c.values).String(); got != c.want {
			t.Errorf("typeOf(%q) = %s, want %s", c.values, got, c.want)
		}
	}
}

func TestTypedDocuments(t *testing.T) {
	dir := t.TempDir()
	meta := [][]text.Field{
		{{Name: "year", Value: "2014"}, {Name: "free", Value: "true"}, {Name: "rate", Value: "1.5"}},
		{{Name: "year", Value: ""}, {Name: "الجامعة", Value: "القاهرة"}},
	}
	e, err := Documents([]DocumentRow{{Doc: "a"}, {Doc: "b"}}, meta)
	if err != nil {
		t.Fatal(err)
	}
	saveFile(t, filepath.Join(dir, "documents.parquet"), e)
	type row struct {
		Doc  string   `parquet:"doc_id"`
		Year *int64   `parquet:"year,optional"`
		Free *bool    `parquet:"free,optional"`
		Rate *float64 `parquet:"rate,optional"`
		Uni  *string  `parquet:"الجامعة,optional"`
	}
	rows, err := parquet.ReadFile[row](filepath.Join(dir, "documents.parquet"))
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	got := fmt.Sprintln(rows[0].Doc, *rows[0].Year, *rows[0].Free, *rows[0].Rate, rows[0].Uni == nil, rows[1].Year == nil, *rows[1].Uni)
	if want := "a 2014 true 1.5 true true القاهرة\n"; got != want {
		t.Errorf("rows are %s, want %s", got, want)
	}
}
