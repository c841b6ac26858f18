package table

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// TestRowsBetween reads every range of a table, as one file and as parts of
// uneven length, and the same table by its cells.
func TestRowsBetween(t *testing.T) {
	all := make([]LengthRow, 23)
	for i := range all {
		all[i] = LengthRow{Doc: fmt.Sprint("d", i/7), Tokens: int64(i)}
	}
	one, parts := t.TempDir(), t.TempDir()
	write := func(path string, rows []LengthRow) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := parquet.WriteFile(path, rows, parquet.MaxRowsPerRowGroup(5)); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(one, "doc_lengths.parquet"), all)
	for i, cut := range [][2]int{{0, 1}, {1, 12}, {12, 23}} {
		write(filepath.Join(parts, "doc_lengths", fmt.Sprintf("part-%05d.parquet", i)), all[cut[0]:cut[1]])
	}
	for _, dir := range []string{one, parts} {
		for from := range len(all) + 1 {
			for to := from; to <= len(all)+1; to++ {
				at := from
				for row, err := range RowsBetween[LengthRow](dir, "doc_lengths", int64(from), int64(to)) {
					if err != nil {
						t.Fatal(err)
					}
					if at >= len(all) || row != all[at] {
						t.Fatalf("rows from %d to %d: %v at %d", from, to, row, at)
					}
					at++
				}
				if want := min(to, len(all)); at != want {
					t.Fatalf("rows from %d to %d end at %d", from, to, at)
				}
			}
		}
		c, err := OpenCells(dir, "doc_lengths")
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for row, err := range c.Each() {
			if err != nil {
				t.Fatal(err)
			}
			if row[0] != all[at].Doc || row[2] != all[at].Tokens {
				t.Fatalf("cells %v, want %v", row, all[at])
			}
			at++
		}
		if at != len(all) {
			t.Fatalf("%d rows of cells, want %d", at, len(all))
		}
	}
}
