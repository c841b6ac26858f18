package sheet

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func rowsOf(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// TestBook writes sheets and reads them with Excel's rules: right to left,
// text as text, and no cell longer than Excel allows.
func TestBook(t *testing.T) {
	long := strings.Repeat("ق", 40_000)
	b := NewBook()
	if err := b.Add("matches", []string{"word", "n", "rate", "is", "note"}, rowsOf(
		[]any{"القوة", int64(3), 2.5, true, nil},
		[]any{"=1+1", int64(-1), 0.1, false, long},
	)); err != nil {
		t.Fatal(err)
	}
	if err := b.Add(strings.Repeat("x", 40), []string{"a"}, rowsOf()); err != nil {
		t.Fatal(err)
	}
	if b.Cut() != 1 {
		t.Errorf("%d cells cut, want 1", b.Cut())
	}
	var file bytes.Buffer
	if err := b.Write(&file); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); len(got) != 2 || got[0] != "matches" || len(got[1]) != 31 {
		t.Errorf("sheets %q", got)
	}
	if v, err := f.GetSheetView("matches", 0); err != nil || v.RightToLeft == nil || !*v.RightToLeft {
		t.Errorf("the sheet does not run from right to left: %v %v", v, err)
	}
	if formula, err := f.GetCellFormula("matches", "A3"); formula != "" || err != nil {
		t.Errorf("text became the formula %q", formula)
	}
	for cell, want := range map[string]string{"A1": "word", "A2": "القوة", "A3": "=1+1", "B2": "3", "C2": "2.5", "E2": ""} {
		if got, err := f.GetCellValue("matches", cell); got != want || err != nil {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	if got, _ := f.GetCellValue("matches", "E3"); len([]rune(got)) != maxCell || !strings.HasPrefix(got, "ققق") {
		t.Errorf("the long cell has %d letters, want %d", len([]rune(got)), maxCell)
	}
}

// TestBookError checks that an error of the rows is returned.
func TestBookError(t *testing.T) {
	want := errors.New("a bad row")
	err := NewBook().Add("a", []string{"a"}, func(yield func([]any, error) bool) { yield(nil, want) })
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}
