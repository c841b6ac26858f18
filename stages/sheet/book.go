package sheet

import (
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// The most that a sheet of Excel holds.
const (
	MaxRows = 1_048_576 // the head included
	maxCell = 32_767    // UTF-16 units
	maxName = 31        // letters of a sheet's name
)

// A Book is an Excel file of several sheets, each from right to left with its
// head fixed.
type Book struct {
	f      *excelize.File
	sheets int
	cut    int
}

// NewBook returns an empty book.
func NewBook() *Book { return &Book{f: excelize.NewFile()} }

// Add adds a sheet with a head and rows. Cells are nil, bool, int64, float64
// or string; a string stays text whatever it looks like. Strings longer than
// a cell can hold are cut; see Cut.
func (b *Book) Add(name string, head []string, rows iter.Seq2[[]any, error]) error {
	if len(name) > maxName {
		name = name[:maxName]
	}
	if _, err := b.f.NewSheet(name); err != nil {
		return err
	}
	right := true
	if err := b.f.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &right}); err != nil {
		return err
	}
	w, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(head))
	for i, h := range head {
		cells[i] = h
	}
	at := 1
	put := func() error {
		cell, err := excelize.CoordinatesToCellName(1, at)
		if err != nil {
			return err
		}
		at++
		return w.SetRow(cell, cells)
	}
	if err := put(); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if at > MaxRows {
			return fmt.Errorf("%s has more rows than a sheet of Excel can hold (%d)", name, MaxRows)
		}
		for i, v := range row {
			cells[i] = b.fitting(v)
		}
		if err := put(); err != nil {
			return err
		}
	}
	b.sheets++
	return w.Flush()
}

// fitting cuts a string that no cell can hold.
func (b *Book) fitting(v any) any {
	s, ok := v.(string)
	if !ok || len(s) <= maxCell {
		return v
	}
	units := 0
	for i, r := range s {
		units++
		if r >= 0x10000 {
			units++
		}
		if units > maxCell-1 {
			b.cut++
			return s[:i] + string(utf8.RuneError)
		}
	}
	return v
}

// Cut returns the number of cells that were cut.
func (b *Book) Cut() int { return b.cut }

// Write writes the book, which cannot be used any more.
func (b *Book) Write(w io.Writer) error {
	defer b.f.Close()
	if b.sheets > 0 {
		if err := b.f.DeleteSheet("Sheet1"); err != nil { // the one that a new file has
			return err
		}
	}
	return b.f.Write(w)
}
