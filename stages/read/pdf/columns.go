package pdf

import (
	"cmp"
	"slices"
	"strings"

	"fusul/stages/internal/visual"
)

// A column is the edges of a column of a page that has several.
type column struct{ left, right float32 }

// A band is a stretch of a page from one height down to another that is read
// as one: a line as wide as the page, or a column beside another.
type band struct {
	glyphs []Glyph
	column *column // nil: the page has no columns here
}

// bands parts glyphs that stand upright in the order in which they are read:
// on a page of two columns the column where its script begins, then the other;
// what stands across both parts what is above it from what is below.
//
// Two halves of a verse and the cells of a table stand beside each other too,
// and are read across. They differ from columns of prose by this, that hardly
// one of them has a stop or a comma within.
func bands(glyphs []Glyph) []band {
	whole := []band{{glyphs: glyphs}}
	lines := printLines(glyphs)
	gutter, ok := findGutter(lines)
	if !ok || !prose(lines, gutter) {
		return whole
	}
	arabic := 0
	for _, g := range glyphs {
		switch visual.ClassOf(g.Rune) {
		case visual.Arabic:
			arabic++
		case visual.Foreign:
			arabic--
		}
	}
	var out []band
	for from := 0; from < len(lines); {
		to := from + 1
		if lines[from].crosses(gutter) {
			out = append(out, band{glyphs: glyphsOf(lines[from:to], nil)})
			from = to
			continue
		}
		for to < len(lines) && !lines[to].crosses(gutter) {
			to++
		}
		right := func(g Glyph) bool { return (g.Left+g.Right)/2 > gutter }
		left := func(g Glyph) bool { return !right(g) }
		sides := []func(Glyph) bool{right, left}
		if arabic < 0 {
			slices.Reverse(sides)
		}
		for _, side := range sides {
			if part := glyphsOf(lines[from:to], side); len(part) > 0 {
				out = append(out, band{part, edgesOf(part)})
			}
		}
		from = to
	}
	return out
}

// A printLine is what stands at about one height, across the page.
type printLine struct {
	glyphs []placed
	y      float32
	size   float32
	gaps   []column // wide stretches without a letter, the margins among them
}

// A placed glyph knows its place in the file.
type placed struct {
	Glyph
	order int
}

// printLines parts a page at its heights, from the top.
func printLines(glyphs []Glyph) []printLine {
	all := make([]placed, len(glyphs))
	for i, g := range glyphs {
		all[i] = placed{g, i}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(b.Y, a.Y) })
	var lines []printLine
	for _, g := range all {
		n := len(lines)
		if n == 0 || lines[n-1].y-g.Y > 0.7*max(lines[n-1].size, g.Size) {
			lines = append(lines, printLine{y: g.Y, size: g.Size})
			n++
		}
		l := &lines[n-1]
		l.glyphs = append(l.glyphs, g)
		l.size = max(l.size, g.Size)
	}
	for i := range lines {
		lines[i].findGaps()
	}
	return lines
}

// findGaps finds what no word space is as wide as.
func (l *printLine) findGaps() {
	const far = 1e6
	ink := make([]column, 0, len(l.glyphs))
	for _, g := range l.glyphs {
		if g.Rune != ' ' && !isMark(g.Rune) {
			ink = append(ink, column{min(g.Left, g.X), g.Right})
		}
	}
	slices.SortFunc(ink, func(a, b column) int { return cmp.Compare(a.left, b.left) })
	end := float32(-far)
	for _, c := range append(ink, column{left: far}) {
		if c.left-end > 0.8*l.size {
			l.gaps = append(l.gaps, column{end, c.left})
		}
		end = max(end, c.right)
	}
}

// crosses reports whether words stand across x.
func (l *printLine) crosses(x float32) bool {
	return !slices.ContainsFunc(l.gaps, func(c column) bool { return c.left < x && x < c.right })
}

// sides reports whether words stand on either side of x, near to it, and not
// across it.
func (l *printLine) sides(x float32) bool {
	const far = 1e5
	return slices.ContainsFunc(l.gaps, func(c column) bool { return -far < c.left && c.left < x && x < c.right && c.right < far })
}

// findGutter returns where most lines have a gap, in the middle of the page.
func findGutter(lines []printLine) (x float32, ok bool) {
	const few = 6 // lines that may stand so by chance
	const far = 1e5
	left, right := float32(far), float32(-far)
	var middles []float32
	for _, l := range lines {
		for _, g := range l.glyphs {
			left, right = min(left, g.Left), max(right, g.Right)
		}
		for _, c := range l.gaps {
			if -far < c.left && c.right < far {
				middles = append(middles, (c.left+c.right)/2)
			}
		}
	}
	best := 0
	side := float32(0.35 * (right - left))
	for _, m := range middles {
		if m < left+side || m > right-side {
			continue
		}
		both, across := 0, 0
		for i := range lines {
			switch {
			case lines[i].sides(m):
				both++
			case lines[i].crosses(m):
				across++
			}
		}
		if both > best && both >= few && both > 2*across {
			x, best = m, both
		}
	}
	return x, best > 0
}

// prose reports whether the lines on both sides of the gutter are those of
// sentences: some have a stop or a comma within.
func prose(lines []printLine, gutter float32) bool {
	const share = 0.06 // of the halves
	halves, stops := 0, 0
	for _, l := range lines {
		if !l.sides(gutter) {
			continue
		}
		halves += 2
		for _, right := range []bool{false, true} {
			ends := column{1e6, -1e6}
			for _, g := range l.glyphs {
				if (g.X > gutter) == right && g.Rune != ' ' {
					ends.left, ends.right = min(ends.left, g.Left), max(ends.right, g.Right)
				}
			}
			room := float32(0.12 * (ends.right - ends.left))
			if slices.ContainsFunc(l.glyphs, func(g placed) bool {
				return (g.X > gutter) == right && strings.ContainsRune(".،؛:؟!,;", g.Rune) && ends.left+room < g.X && g.X < ends.right-room
			}) {
				stops++
			}
		}
	}
	return float32(stops) >= max(2, share*float32(halves))
}

// glyphsOf returns the glyphs of lines on one side, or all, as they stand in the
// file.
func glyphsOf(lines []printLine, side func(Glyph) bool) []Glyph {
	var all []placed
	for _, l := range lines {
		for _, g := range l.glyphs {
			if side == nil || side(g.Glyph) {
				all = append(all, g)
			}
		}
	}
	slices.SortFunc(all, func(a, b placed) int { return a.order - b.order })
	out := make([]Glyph, len(all))
	for i, g := range all {
		out[i] = g.Glyph
	}
	return out
}

// edgesOf returns the edges of what is printed in a column.
func edgesOf(glyphs []Glyph) *column {
	c := &column{glyphs[0].Left, glyphs[0].Right}
	for _, g := range glyphs {
		if g.Rune != ' ' {
			c.left, c.right = min(c.left, g.Left), max(c.right, g.Right)
		}
	}
	return c
}
