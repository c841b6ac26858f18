package pdf

import (
	"strings"
	"testing"
)

// twoSides makes a page of rows with words on its right and on its left.
func twoSides(right, left []string) *Page {
	p := &Page{}
	put := func(s string, x, y float32) {
		for _, r := range s {
			if r == ' ' {
				x -= 6
				continue
			}
			x -= 6
			p.Glyphs = append(p.Glyphs, Glyph{Rune: r, X: x, Y: y, Left: x, Right: x + 6, Bottom: y, Top: y + 10, Size: 10})
		}
	}
	for i := range right {
		y := 700 - 15*float32(i)
		put(right[i], 500, y)
		put(left[i], 270, y)
	}
	return p
}

// TestColumns: prose in two columns is read down, the right one first; verses,
// whose halves stand beside each other, are read across.
func TestColumns(t *testing.T) {
	half := func(s string) []string {
		var all []string
		for range 10 {
			all = append(all, s)
		}
		return all
	}
	lines := twoSides(half("قال الكاتب، ثم سكت طويلا عن كل ما"), half("كان بينهم. ولم يعد أحد إلى ذلك بعد")).Lines()
	if len(lines) != 20 || !strings.HasPrefix(lines[0].Text, "قال") || !strings.HasPrefix(lines[9].Text, "قال") || !strings.HasPrefix(lines[10].Text, "كان") {
		t.Errorf("prose: %d lines: %v", len(lines), lines)
	}
	lines = twoSides(half("ألا ليت هذا الليل يمضي سريعا"), half("ويطلع من خلف الظلام نهار")).Lines()
	if len(lines) != 10 || !strings.HasPrefix(lines[0].Text, "ألا") || !strings.HasSuffix(lines[0].Text, "نهار") {
		t.Errorf("verses: %d lines: %v", len(lines), lines)
	}
}
