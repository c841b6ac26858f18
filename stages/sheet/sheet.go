// Package sheet writes and reads tables as Excel files.
//
// It is apart from the packages whose tables it holds, so that only those who
// want Excel carry its library.
package sheet

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// Options say how a sheet looks.
type Options struct {
	Name    string         // of the sheet
	Widths  map[int]int    // of columns, from 0, in characters; others are as Excel has them
	Choices map[int]string // of columns, from 0: the values that may be entered, parted by commas
}

// Write writes rows, a head first, as an Excel file: from right to left, with
// the head fixed and long text wrapped. All cells are text.
func Write(w io.Writer, rows [][]string, opt Options) error {
	f := excelize.NewFile()
	defer f.Close()
	if opt.Name == "" {
		opt.Name = "sheet"
	}
	if err := f.SetSheetName("Sheet1", opt.Name); err != nil {
		return err
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := f.SetSheetRow(opt.Name, cell, &row); err != nil {
			return err
		}
	}
	if err := layout(f, rows, opt); err != nil {
		return err
	}
	return f.Write(w)
}

// layout sets what is not content.
func layout(f *excelize.File, rows [][]string, opt Options) error {
	right := true
	if err := f.SetSheetView(opt.Name, 0, &excelize.ViewOptions{RightToLeft: &right}); err != nil {
		return err
	}
	if err := f.SetPanes(opt.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	wrap, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	for _, col := range slices.Sorted(maps.Keys(opt.Widths)) {
		name, err := excelize.ColumnNumberToName(col + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(opt.Name, name, name, float64(opt.Widths[col])); err != nil {
			return err
		}
		if err := f.SetColStyle(opt.Name, name, wrap); err != nil {
			return err
		}
	}
	for _, col := range slices.Sorted(maps.Keys(opt.Choices)) {
		if err := restrict(f, opt.Name, col, len(rows), opt.Choices[col]); err != nil {
			return err
		}
	}
	return nil
}

// restrict lets only the choices be entered in a column.
func restrict(f *excelize.File, name string, col, rows int, choices string) error {
	column, err := excelize.ColumnNumberToName(col + 1)
	if err != nil {
		return err
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = fmt.Sprintf("%s2:%s%d", column, column, max(rows, 2))
	v.Type = "list"
	v.Formula1 = fmt.Sprintf("\"%s\"", choices)
	return f.AddDataValidation(name, v)
}

// The largest file that is read, packed and unpacked.
const (
	maxPacked   = 64 << 20
	maxUnpacked = 256 << 20
)

// Read returns the rows of the first sheet of an Excel file. Rows end at
// their last cell that is not empty. name is for errors.
func Read(r io.Reader, name string) ([][]string, error) {
	limited := &io.LimitedReader{R: r, N: maxPacked + 1}
	f, err := excelize.OpenReader(limited, excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, RawCellValue: true})
	if limited.N <= 0 {
		return nil, fmt.Errorf("%s: more than %d bytes", name, maxPacked)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, fmt.Errorf("%s: no sheet in the file", name)
	}
	rows, err := f.GetRows(sheets[0])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, nil
}
