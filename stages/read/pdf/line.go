package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"fusul/stages/internal/visual"
)

// A Line is one line of print, in the order in which it is read.
type Line struct {
	Text        string
	Left, Right float32
	Base        float32 // the height of its baseline
	Size        float32 // of the font of most of it
	Bold        bool
	Arabic      bool   // read from right to left
	Calls       []call // figures that stand high and small
	column      *column
}

// A call is a figure above the line that calls a note.
type call struct{ start, end int } // into Line.Text

// An item is a base character with the marks that stand on it.
type item struct {
	Glyph
	marks []rune
	ahead []rune  // marks drawn beyond its right edge: they stand before it from right to left
	order int     // in the file
	width float32 // of its own box
}

// Lines returns the lines of p from top to bottom, on a page of two columns
// column by column. Text that is turned against most of the page comes behind
// the rest.
func (p *Page) Lines() []Line {
	var turns [4][]Glyph
	for _, g := range p.Glyphs {
		turns[g.Turn&3] = append(turns[g.Turn&3], upright(g))
	}
	order := []int{0, 1, 2, 3}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(turns[b]), len(turns[a])) })
	var lines []Line
	for _, turn := range order {
		for _, b := range bands(turns[turn]) {
			for _, l := range layOut(b.glyphs) {
				l.column = b.column
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// upright turns the page so that g stands upright.
func upright(g Glyph) Glyph {
	for range g.Turn & 3 {
		g.X, g.Y = g.Y, -g.X
		g.Left, g.Right, g.Bottom, g.Top = g.Bottom, g.Top, -g.Right, -g.Left
	}
	return g
}

// A row is the items of one line, before they are ordered.
type row struct {
	base, size float32
	items      []item
}

// layOut makes lines of glyphs that stand upright.
func layOut(glyphs []Glyph) []Line {
	var bases, marks []item
	untangle(glyphs)
	for i, g := range glyphs {
		if isMark(g.Rune) {
			marks = append(marks, item{Glyph: g, order: i, width: g.Right - g.Left})
		} else {
			bases = append(bases, item{Glyph: g, order: i, width: g.Right - g.Left})
		}
	}
	rows := gather(levels(bases))
	at := make([]*item, len(glyphs))
	for _, r := range rows {
		for i := range r.items {
			at[r.items[i].order] = &r.items[i]
		}
	}
	for _, m := range marks {
		attach(rows, at, m)
	}
	slices.SortStableFunc(rows, func(a, b *row) int { return cmp.Compare(b.base, a.base) })
	var lines []Line
	for _, r := range rows {
		if l := r.line(); l.Text != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// untangle brings the letters that one glyph stands for into their order. The
// file has them as they are read, and PDFium turns them around with the rest
// of their run, or not; the box of all is the same. Which it was is seen where
// a letter that joins no following one is among them: it can only be the last.
// The others go with the majority of these.
func untangle(glyphs []Glyph) {
	var unsure [][]Glyph
	turned := 0
	for i := 0; i < len(glyphs); {
		end := i + 1
		for end < len(glyphs) && glyphs[end].X == glyphs[i].X && glyphs[end].Y == glyphs[i].Y &&
			glyphs[end].Left == glyphs[i].Left && glyphs[end].Right == glyphs[i].Right {
			end++
		}
		if group := glyphs[i:end]; len(group) > 1 && visual.ClassOf(group[0].Rune) == visual.Arabic {
			switch first, last := joinsNone(group[0].Rune), joinsNone(group[len(group)-1].Rune); {
			case first && !last:
				slices.Reverse(group)
				turned++
			case last && !first:
				turned--
			default:
				unsure = append(unsure, group)
			}
		}
		i = end
	}
	if turned > 0 {
		for _, group := range unsure {
			slices.Reverse(group)
		}
	}
}

// joinsNone reports whether r joins no letter behind it.
func joinsNone(r rune) bool { return strings.ContainsRune("اأإآٱدذرزوؤةىء", r) }

// isMark reports whether r is written above or below another letter.
func isMark(r rune) bool { return unicode.Is(unicode.Mn, r) }

// levels groups items that stand at the same height.
func levels(items []item) []*row {
	const same = 0.08 // of the size of the font
	byHeight := slices.Clone(items)
	slices.SortStableFunc(byHeight, func(a, b item) int { return cmp.Compare(b.Y, a.Y) })
	var rows []*row
	for _, it := range byHeight {
		if n := len(rows); n > 0 && rows[n-1].base-it.Y < same*it.Size {
			rows[n-1].items = append(rows[n-1].items, it)
			continue
		}
		rows = append(rows, &row{base: it.Y, items: []item{it}})
	}
	for _, r := range rows {
		r.size = r.fontSize()
	}
	return rows
}

// fontSize returns the size of most of r.
func (r *row) fontSize() float32 {
	count := make(map[float32]int)
	best := r.items[0].Size
	for _, it := range r.items {
		if it.Rune != ' ' {
			count[it.Size]++
		}
		if n := count[it.Size]; n > count[best] || n == count[best] && it.Size > best {
			best = it.Size
		}
	}
	return best
}

// gather puts what stands a little above or below a line, such as the call of
// a note, into that line. The fullest rows are the lines.
func gather(levels []*row) []*row {
	const below, above = 0.45, 0.7 // of the size of the font
	slices.SortStableFunc(levels, func(a, b *row) int { return cmp.Compare(len(b.items), len(a.items)) })
	var rows []*row
next:
	for _, r := range levels {
		for _, l := range rows {
			d := r.base - l.base
			if -below*l.size < d && d < above*l.size && r.size < 1.2*l.size && l.free(r) {
				l.items = append(l.items, r.items...)
				continue next
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// free reports whether there is room in l for what r holds.
func (l *row) free(r *row) bool {
	var width, taken float32
	for _, it := range r.items {
		width += it.Right - it.Left
		for _, other := range l.items {
			if other.Rune != ' ' {
				taken += max(0, min(it.Right, other.Right)-max(it.Left, other.Left))
			}
		}
	}
	return taken <= 0.5*width
}

// attach puts a mark on the letter that it stands on; at has the letters by
// their order in the file.
func attach(rows []*row, at []*item, m item) {
	best := samePen(rows, m)
	if best == nil {
		best = neighbour(at, m)
	}
	if best == nil {
		best = nearest(rows, m)
	}
	if best == nil || slices.Contains(best.marks, m.Rune) {
		return
	}
	if m.Left >= best.Right && abs(m.X-best.Right) < 0.01*m.Size {
		// A program that knows no Arabic drew it where the next letter was to
		// stand, and none did. The line is read backwards later, and the mark
		// then stands behind.
		best.ahead = append(best.ahead, m.Rune)
		return
	}
	if m.Rune == '\u0651' { // the shadda is typed before the vowel
		best.marks = slices.Insert(best.marks, 0, m.Rune)
	} else {
		best.marks = append(best.marks, m.Rune)
	}
}

// samePen returns the letter that is drawn by the same glyph as m. PDFium
// then shares the box of the glyph out among them.
func samePen(rows []*row, m item) *item {
	for _, r := range rows {
		if abs(r.base-m.Y) > r.size {
			continue
		}
		for i := range r.items {
			it := &r.items[i]
			same := it.X == m.X && it.Y == m.Y && abs(it.width-m.width) < 0.05
			if same && it.Rune != ' ' {
				it.Left, it.Right = min(it.Left, m.Left), max(it.Right, m.Right)
				return it
			}
		}
	}
	return nil
}

// neighbour returns the letter beside which m stands in the file, if it stands
// there on the page too. A mark is written behind its letter where the file
// goes from right to left, and before it where it goes from left to right.
func neighbour(at []*item, m item) *item {
	beside := func(i int) *item {
		if i < 0 || i >= len(at) || at[i] == nil || !bears(at[i].Rune) {
			return nil
		}
		if it := at[i]; m.distance(it) < 0.3*m.Size && abs(m.Y-it.Y) < m.Size {
			return it
		}
		return nil
	}
	before, behind := m.order-1, m.order+1
	for before >= 0 && at[before] == nil {
		before--
	}
	for behind < len(at) && at[behind] == nil {
		behind++
	}
	a, b := beside(before), beside(behind)
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	const clear = 0.04 // of the size of the font
	if d := m.distance(a) - m.distance(b); d > clear*m.Size || d > -clear*m.Size && a.X < b.X {
		return b
	}
	return a
}

// bears reports whether marks stand on r: on letters and digits they do, on
// punctuation never.
func bears(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// distance returns how far the middle of m is from it, sidewards.
func (m item) distance(it *item) float32 {
	center := float32((m.Left + m.Right) / 2)
	return max(it.Left-center, center-it.Right, 0)
}

// nearest returns the letter nearest to m.
func nearest(rows []*row, m item) *item {
	var best *item
	near := m.Size
	for _, r := range rows {
		if d := m.Y - r.base; d < float32(-r.size*0.6) || d > r.size {
			continue
		}
		for i := range r.items {
			it := &r.items[i]
			if !bears(it.Rune) {
				continue
			}
			far := m.distance(it) + float32(0.3*abs(m.Y-r.base)) + float32(0.01*abs((it.Left+it.Right-m.Left-m.Right)/2))
			if far < near {
				best, near = it, far
			}
		}
	}
	return best
}

func abs(v float32) float32 { return max(v, -v) }

// line orders the items of r as they are read.
func (r *row) line() Line {
	l := Line{Base: r.base, Size: r.size}
	bold, letters, arabic, latin := 0, 0, 0, 0
	for _, it := range r.items {
		switch visual.ClassOf(it.Rune) {
		case visual.Arabic:
			arabic++
		case visual.Foreign:
			latin++
		}
		if it.Rune != ' ' {
			letters++
			if it.Bold {
				bold++
			}
		}
	}
	l.Arabic = arabic > 0 && 2*arabic >= latin
	l.Bold = 2*bold > letters
	items := r.spaced(l.Arabic)
	rs := make([]rune, len(items))
	for i, it := range items {
		rs[i] = it.Rune
	}
	order := visual.Rightward(rs)
	if l.Arabic {
		order = visual.Leftward(rs)
	}
	read := make([]item, len(items))
	for i, at := range order {
		read[i], rs[i] = items[at], items[at].Rune
	}
	visual.MendBrackets(rs)
	for i := range read {
		read[i].Rune = rs[i]
	}
	l.write(read)
	return l
}

// spaced returns the items of r from right to left, or from left to right,
// with one space item wherever words part.
func (r *row) spaced(leftward bool) []item {
	var letters []item
	var spaces []item
	for _, it := range r.items {
		if it.Rune == ' ' {
			spaces = append(spaces, it)
		} else {
			letters = append(letters, it)
		}
	}
	slices.SortStableFunc(letters, func(a, b item) int {
		// Of a glyph with several letters the pen stood left of all of them.
		c := cmp.Or(cmp.Compare(max(b.X, b.Left), max(a.X, a.Left)), cmp.Compare(b.Right, a.Right))
		if !leftward {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(a.order, b.order))
	})
	letters = slices.CompactFunc(letters, func(a, b item) bool { return a.covers(&b) })
	parted := r.gaps(letters, leftward, spaces)
	out := make([]item, 0, len(letters)+len(spaces))
	for i, it := range letters {
		if parted[i] {
			out = append(out, item{Glyph: Glyph{Rune: ' ', Left: it.Left, Right: it.Left, X: it.Left, Size: r.size, Y: r.base}})
		}
		out = append(out, it)
	}
	return out
}

// covers reports whether b is a again: bold print that is made by printing
// twice, or a letter that the file names for its mark too. Letters that follow
// each other in the file are two.
func (a item) covers(b *item) bool {
	const most = 0.6 // of the narrower
	common := min(a.Right, b.Right) - max(a.Left, b.Left)
	return a.Rune == b.Rune && max(a.order-b.order, b.order-a.order) > 1 && common > most*min(a.Right-a.Left, b.Right-b.Left)
}

// gaps says of each of letters, as they stand in the line, whether a space is
// before it: there is one in the file, which belongs to the nearest gap since
// its place is not always sure, or the gap is wide.
func (r *row) gaps(letters []item, leftward bool, spaces []item) []bool {
	wide := float32(0.18) // of the size of the font; with spaces in the file, only what no letter is apart
	if len(spaces) > 0 {
		wide = 0.22
	}
	parted := make([]bool, len(letters))
	from, to := make([]float32, len(letters)), make([]float32, len(letters))
	for i := 1; i < len(letters); i++ {
		left, right := &letters[i-1], &letters[i]
		if leftward {
			left, right = right, left
		}
		from[i], to[i] = left.Right, min(right.Left, right.X)
		least := wide
		if visual.ClassOf(left.Rune) == visual.Foreign && visual.ClassOf(right.Rune) == visual.Foreign {
			least = 0.7 * wide // which lean towards each other
		}
		parted[i] = to[i]-from[i] > least*max(r.size, left.Size)
	}
	for _, space := range spaces {
		if n := len(letters); n == 0 || outside(space, letters[0], letters[n-1]) {
			continue
		}
		at := float32((space.Left + space.Right) / 2)
		best, near := 0, r.size
		for i := 1; i < len(letters); i++ {
			// A wide gap is likelier than a narrow one that is as near.
			far := max(from[i]-at, at-to[i], float32((from[i]-to[i])/2)) - float32(max(0, to[i]-from[i])/2)
			if far < near {
				best, near = i, far
			}
		}
		if best > 0 {
			parted[best] = true
		}
	}
	return parted
}

// outside reports whether a space is not between the first and the last of a
// line. One that ends a line may be drawn within its last letter.
func outside(space, first, last item) bool {
	const near = 0.1
	return space.Left <= min(first.X, last.X)+near || space.Right >= max(first.Right, last.Right)-near
}

// write sets the text of l and what is known of it.
func (l *Line) write(items []item) {
	var b strings.Builder
	for i, it := range items {
		if i == 0 || it.Left < l.Left && it.Rune != ' ' {
			l.Left = it.Left
		}
		if i == 0 || it.Right > l.Right && it.Rune != ' ' {
			l.Right = it.Right
		}
		start := b.Len()
		for _, m := range it.ahead {
			b.WriteRune(m)
		}
		b.WriteString(visual.Plain(it.Rune))
		for _, m := range it.marks {
			b.WriteRune(m)
		}
		if unicode.IsDigit(it.Rune) && it.Size < 0.85*l.Size && it.Y > l.Base+float32(0.1*l.Size) {
			if n := len(l.Calls); n > 0 && l.Calls[n-1].end == start {
				l.Calls[n-1].end = b.Len()
			} else {
				l.Calls = append(l.Calls, call{start, b.Len()})
			}
		}
	}
	l.Text = b.String()
}
