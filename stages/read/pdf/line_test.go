package pdf

import (
	"fmt"
	"slices"
	"testing"
	"unicode"
)

// set places the letters of a line as it looks, from left to right, ten points
// each; a space is a gap.
func set(look string) Page {
	var p Page
	x := float32(50)
	for _, r := range look {
		if r != ' ' {
			p.Glyphs = append(p.Glyphs, Glyph{Rune: r, X: x, Y: 100, Left: x, Right: x + 9, Bottom: 97, Top: 110, Size: 12})
		}
		x += 10
	}
	return p
}

// TestOrder: lines as they look, and as they are read.
func TestOrder(t *testing.T) {
	for _, c := range []struct{ look, want, why string }{
		{"مالس", "سلام", "from right to left"},
		{"2014 ماع يف", "في عام 2014", "a number is read from left to right"},
		{"13.3 وحن", "نحو 13.3", "with its point"},
		{"1953–1950 برح", "حرب 1950–1953", "of two numbers the right one is first"},
		{"١٩٤٩ ةدهاعم", "معاهدة ١٩٤٩", "Arabic digits too"},
		{"ريهش )George Kennan( نانيك", "كينان (George Kennan) شهير", "foreign words keep their order, brackets open and close"},
		{"Boeing 747 ةرئاط", "طائرة Boeing 747", "a number of a foreign name"},
		{"NATO in Europe", "NATO in Europe", "a foreign line"},
		{"the word فلح means", "the word حلف means", "Arabic in a foreign line"},
		{"%50 وحن", "نحو 50%", "a sign beside a number"},
	} {
		p := set(c.look)
		for _, name := range []string{"from the left", "from the right"} {
			lines := p.Lines()
			if len(lines) != 1 || lines[0].Text != c.want {
				t.Errorf("%q %s: %+v, want %q (%s)", c.look, name, lines, c.want, c.why)
			}
			slices.Reverse(p.Glyphs) // the order in the file says nothing
		}
	}
}

// TestTurned: a page that is read after a quarter turn.
func TestTurned(t *testing.T) {
	p := set("مالس")
	for i, g := range p.Glyphs {
		p.Glyphs[i] = Glyph{Rune: g.Rune, X: -g.Y, Y: g.X, Left: -g.Top, Right: -g.Bottom, Bottom: g.Left, Top: g.Right, Size: g.Size, Turn: 1}
	}
	if lines := p.Lines(); len(lines) != 1 || lines[0].Text != "سلام" {
		t.Errorf("a turned page: %+v", lines)
	}
}

// TestLigature: the letters of one glyph, as the file has them or turned.
func TestLigature(t *testing.T) {
	for _, s := range []string{"لا", "ال"} {
		var p Page
		for _, r := range s {
			p.Glyphs = append(p.Glyphs, Glyph{Rune: r, X: 50, Y: 100, Left: 50, Right: 60, Bottom: 97, Top: 110, Size: 12})
		}
		if lines := p.Lines(); len(lines) != 1 || lines[0].Text != "لا" {
			t.Errorf("%q: %+v", s, lines)
		}
	}
}

// page sets lines of a page one below the other.
func page(texts ...string) []Line {
	var lines []Line
	for i, s := range texts {
		lines = append(lines, Line{Text: s, Left: 50, Right: 450, Base: 600 - 20*float32(i), Size: 12, Arabic: true})
	}
	return lines
}

// TestHeads: what print repeats goes, what a text repeats stays.
func TestHeads(t *testing.T) {
	var pages [][]Line
	for i := range 6 {
		pages = append(pages, page("الفصل الثاني", fmt.Sprintf("سطر أول %c", 'ا'+rune(i)), "قال الراوي:", fmt.Sprintf("سطر أخير %c", 'ا'+rune(i)), fmt.Sprintf("- %d -", 11+i)))
	}
	left, dropped, numbers := dropHeads(pages)
	if dropped != 12 || numbers[0] != 11 || numbers[5] != 16 {
		t.Errorf("dropped %d, numbers %v", dropped, numbers)
	}
	for _, lines := range left {
		if len(lines) != 3 || lines[1].Text != "قال الراوي:" {
			t.Errorf("left %+v", lines)
		}
	}
	one, dropped, _ := dropHeads([][]Line{page("عنوان", "نص لا يتكرر", "آخر")})
	if dropped != 0 || len(one[0]) != 3 {
		t.Errorf("of a single page %d lines are dropped", dropped)
	}
}

// FuzzFlow: whatever stands on pages, no letter is lost but those of running
// heads, and none comes twice.
func FuzzFlow(f *testing.F) {
	f.Add("سلام عليكم 12 abc\nنص ثان.\f1 حاشية\n2", uint8(3))
	f.Fuzz(func(t *testing.T, s string, small uint8) {
		var file File
		var pages [][]Line
		letters := 0
		lines := []Line{}
		base := float32(700)
		add := func(text string, size float32) {
			lines = append(lines, Line{Text: clean(text), Left: 50, Right: 450, Base: base, Size: size, Arabic: true})
			base -= 20
		}
		start := 0
		for i, r := range s + "\f" {
			if r != '\n' && r != '\f' {
				continue
			}
			size := float32(12)
			if small > 0 && i%(int(small)+1) == 0 {
				size = 9
			}
			add(s[start:min(i, len(s))], size)
			start = min(i+1, len(s))
			if r == '\f' {
				pages, lines, base = append(pages, lines), nil, 700
				file.Pages = append(file.Pages, Page{})
			}
		}
		left, _, _ := dropHeads(pages)
		for _, lines := range left {
			for _, l := range lines {
				letters += count(l.Text)
			}
		}
		out := file.Flow(pages)
		if n := count(out.Text); n != letters {
			t.Errorf("%d letters of %d in %q", n, letters, out.Text)
		}
		end := 0
		for _, b := range out.Blocks {
			if b.Start < end || b.End < b.Start || b.End > len(out.Text) {
				t.Fatalf("block %+v after one that ends at %d, in %q", b, end, out.Text)
			}
			end = b.End
		}
	})
}

// count counts the letters of s.
func count(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
