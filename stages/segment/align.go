package segment

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"fusul/stages/text"
)

// An opener is one or two units that may be the heading of what follows.
type opener struct {
	from, to int // units: two are a label and its title (الفصل الأول / القوة)
	label    *label
	words    int
	full     uint64 // of the first unit
	tail     uint64 // ... without the number at its end
	title    uint64 // of what stands behind its label
	joint    uint64 // of both units
	listed   *entry // of a table of contents that names it
	rank     int    // that the table of contents gives it
}

// openers returns the openers outside title pages and tables of contents.
func (w *work) openers() []opener {
	os := make([]opener, 0, len(w.cards)) // most cards are one
	for k := 0; k < len(w.cards); k++ {
		c := &w.cards[k]
		if w.units[c.unit].aside {
			continue
		}
		o := opener{from: c.unit, to: c.unit + 1, label: &w.labels[c.label], words: c.words, full: c.full, tail: c.tail, title: c.title}
		if w.entitles(c.unit+1, o.label) {
			k++
			next := w.cards[k]
			o.to, o.title = c.unit+2, next.full
			p := &w.phrase
			p.fold(w.src, w.units[c.unit].span(), marksFrom(w.doc.Marks, w.units[c.unit].from))
			p.add(w.src, w.units[next.unit].span(), marksFrom(w.doc.Marks, w.units[next.unit].from))
			o.joint = hash(p.key)
		}
		os = append(os, o)
	}
	return os
}

// entitles reports whether unit i is the title that belongs to the label of
// the unit before it.
func (w *work) entitles(i int, l *label) bool {
	c := w.cardOf(i)
	if l.kind != divided || !l.bare() || c == nil || w.units[i].aside || i+1 == len(w.units) {
		return false
	}
	u := &w.units[i]
	kind := w.labels[c.label].kind
	if kind != unlabelled && kind != sectioned || u.cut || c.led || isBullet(w.src[u.from:]) {
		return false
	}
	if isHeading(u) {
		return true
	}
	return u.lines <= 2 && c.words <= 15 && (u.end == endsOpen || u.end == endsEllipsis || u.end == endsQuery) &&
		(u.before == 0 || w.after(i) > 0)
}

// span returns what can be read of u.
func (u *unit) span() text.Span { return text.Span{Start: u.from, End: u.to} }

// align looks for the entries of each table of contents among the openers.
func (w *work) align(os []opener) {
	for i := range w.contents {
		c := &w.contents[i]
		lo, hi := w.reach(i)
		before := openersIn(os, lo, c.from)
		after := openersIn(os, c.to, hi)
		if c.hits(before) > c.hits(after) {
			after = before
		}
		w.match(after, c.entries, ranks(c.entries))
	}
}

// reach returns the units that the table of contents i may speak of: up to
// those before and behind it that belong to another volume.
func (w *work) reach(i int) (lo, hi int) {
	c := w.contents[i]
	hi = len(w.units)
	for _, d := range w.contents[i+1:] {
		if w.units[d.from].start-w.units[c.to-1].to >= bodyAtLeast {
			hi = d.from
			break
		}
	}
	for _, d := range slices.Backward(w.contents[:i]) {
		if w.units[c.from].start-w.units[d.to-1].to >= bodyAtLeast {
			lo = d.to
			break
		}
	}
	return lo, hi
}

// openersIn returns the openers of the units from lo to hi.
func openersIn(os []opener, lo, hi int) []opener {
	find := func(unit int) int {
		i, _ := slices.BinarySearchFunc(os, unit, func(o opener, unit int) int { return o.from - unit })
		return i
	}
	return os[find(lo):max(find(lo), find(hi))]
}

// hits returns how many of the openers have the title of an entry.
func (c *contents) hits(os []opener) int {
	titles := map[uint64]bool{}
	for _, e := range c.entries {
		titles[e.full], titles[e.title] = true, true
	}
	n := 0
	for _, o := range os {
		if titles[o.full] || o.joint != 0 && titles[o.joint] {
			n++
		}
	}
	return n
}

// ranks returns the rank, in tenths, of the heading that each entry names.
func ranks(entries []entry) []int {
	chapters := false // there are الفصول or the like
	for _, e := range entries {
		chapters = chapters || e.label.kind == divided && e.label.rank >= 4 && e.label.rank <= chapterRank
	}
	out := make([]int, len(entries))
	above := 0 // the last division
	for i, e := range entries {
		switch l := e.label; {
		case l.kind == divided:
			above = l.rank * 10
			out[i] = above
		case l.kind == opened:
			out[i] = l.rank * 10
		case l.kind == numbered && (l.depth > 1 || l.series == sequenceSeries || chapters):
			out[i] = numberRank(l)
		case l.kind == sectioned:
			out[i] = sectionRank
		case l.kind != titled && above >= chapterRank*10:
			out[i] = above + 5
		default:
			out[i] = chapterRank * 10
		}
	}
	return out
}

// A pair is an entry and an opener with the same title, and the best choice of
// pairs that ends with it.
type pair struct {
	opener, entry int
	score         int
	before        int // the pair before it in that choice, or -1
}

// mostPairs is the number of entries that an opener is compared with when many
// have the same title.
const mostPairs = 32

// match assigns entries to openers: both in order, so that the sum of the
// pairs' scores is as great as can be.
func (w *work) match(os []opener, entries []entry, ranks []int) {
	var pairs []pair
	best := newMaxima(len(entries))
	candidates := w.candidates(entries)
	for i := range os {
		for _, p := range candidates(&os[i]) {
			p.opener, p.before = i, best.below(p.entry, pairs)
			if p.before >= 0 {
				p.score += pairs[p.before].score
			}
			pairs = append(pairs, p)
			best.put(p.entry, len(pairs)-1, pairs)
		}
	}
	chosen := make([]int, len(entries)) // the opener of each entry, or -1
	for i := range chosen {
		chosen[i] = -1
	}
	for p := best.below(len(entries), pairs); p >= 0; p = pairs[p].before {
		chosen[pairs[p].entry] = pairs[p].opener
	}
	w.matchSimilar(os, entries, chosen)
	for e, o := range chosen {
		if o >= 0 && os[o].listed == nil {
			os[o].listed, os[o].rank = &entries[e], ranks[e]
		}
	}
}

// candidates returns a function that gives the entries with the title of an
// opener, with their scores, the last entry first.
func (w *work) candidates(entries []entry) func(*opener) []pair {
	by := map[uint64][]int{}
	for i, e := range entries {
		by[e.full] = append(by[e.full], i)
		if e.title != 0 && e.title != e.full {
			by[e.title] = append(by[e.title], i)
		}
	}
	seen := map[uint64]int{}
	return func(o *opener) []pair {
		var ps []pair
		add := func(key uint64, score int) {
			if key == 0 || len(by[key]) == 0 {
				return
			}
			at := by[key]
			if len(at) > mostPairs {
				k := min(max(seen[key]-mostPairs/2, 0), len(at)-mostPairs)
				at = at[k : k+mostPairs]
				seen[key]++
			}
			for _, e := range at {
				if !slices.ContainsFunc(ps, func(p pair) bool { return p.entry == e }) {
					ps = append(ps, pair{entry: e, score: score})
				}
			}
		}
		add(o.joint, 4)
		add(o.full, 4)
		add(o.title, 3)
		if len(ps) > 0 {
			standing := w.standing(o)
			for i := range ps {
				ps[i].score += standing
			}
			slices.SortFunc(ps, func(a, b pair) int { return b.entry - a.entry })
		}
		return ps
	}
}

// standing returns how much o stands like a heading: alone, in white space,
// with prose behind it.
func (w *work) standing(o *opener) int {
	n := 0
	first, last := o.from, o.to-1
	if w.units[first].before > 0 {
		n++
	}
	if w.after(last) > 0 {
		n++
	}
	if w.layout.wide > 0 && w.units[first].before >= w.layout.wide && w.after(last) >= w.layout.wide {
		n += 3
	}
	if w.isProse(last + 1) {
		n += 2
	}
	return n
}

// isProse reports whether unit i is a paragraph.
func (w *work) isProse(i int) bool {
	return i < len(w.units) && (w.units[i].card == prose || w.units[i].end == endsStop)
}

// matchSimilar looks for the entries without an opener among the openers
// between those of their neighbours, allowing for small differences.
func (w *work) matchSimilar(os []opener, entries []entry, chosen []int) {
	budget := 20*len(entries) + 10000 // comparisons, so that the time stays linear
	var a, b phrase
	prev, next := -1, 0 // the opener of the last entry that has one; the next entry that has one
	for e := range entries {
		if chosen[e] >= 0 {
			prev = chosen[e]
			continue
		}
		for next = max(next, e+1); next < len(entries) && chosen[next] < 0; next++ {
		}
		hi := len(os)
		if next < len(entries) {
			hi = chosen[next]
		}
		w.foldUnits(&a, entries[e].unit, entries[e].unit+1, entries[e].label)
		for o := prev + 1; o < hi && budget > 0; o++ {
			budget--
			if os[o].listed != nil || abs(os[o].words-entries[e].words) > 4 || w.standing(&os[o]) < 2 {
				continue
			}
			w.foldUnits(&b, os[o].from, os[o].to, *os[o].label)
			if similar(a.key, b.key) {
				chosen[e], prev = o, o
				break
			}
		}
	}
}

// foldUnits makes p the folded title of some units, without the label.
func (w *work) foldUnits(p *phrase, from, to int, l label) {
	span := text.Span{Start: w.units[from].from, End: w.units[to-1].to}
	if l.title.Len() > 0 {
		span = l.title
	}
	if title, _, ok := cutLeader(span.Of(w.src)); ok {
		span.End = span.Start + len(title)
	}
	p.fold(w.src, span, marksFrom(w.doc.Marks, span.Start))
}

func abs(n int) int { return max(n, -n) }

// similar reports whether two folded titles are the same but for slips: one
// letter in eight, or words that one of them leaves out at its end.
func similar(a, b []byte) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if bytes.HasPrefix(b, a) && len(b) > len(a) && b[len(a)] == ' ' && bytes.IndexByte(a, ' ') > 0 && 2*len(a) >= len(b) {
		return true
	}
	n := utf8.RuneCount(b)
	if n < 6 {
		return false
	}
	return closeTo(bytes.Runes(a), bytes.Runes(b), max(1, n/8))
}

// closeTo reports whether the edit distance of a and b is at most most.
func closeTo(a, b []rune, most int) bool {
	if abs(len(a)-len(b)) > most {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		least := row[0]
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > most {
			return false
		}
	}
	return row[len(b)] <= most
}

// maxima holds, for each entry, the best pair that ends with it, and finds the
// best below an entry in logarithmic time (a Fenwick tree).
type maxima []int

func newMaxima(n int) maxima {
	m := make(maxima, n+1)
	for i := range m {
		m[i] = -1
	}
	return m
}

// below returns the best pair whose entry is before e, or -1.
func (m maxima) below(e int, pairs []pair) int {
	best := -1
	for i := e; i > 0; i &= i - 1 {
		if p := m[i]; p >= 0 && (best < 0 || pairs[p].score > pairs[best].score) {
			best = p
		}
	}
	return best
}

// put enters pair p, whose entry is e.
func (m maxima) put(e, p int, pairs []pair) {
	for i := e + 1; i < len(m); i += i & -i {
		if m[i] < 0 || pairs[p].score > pairs[m[i]].score {
			m[i] = p
		}
	}
}
