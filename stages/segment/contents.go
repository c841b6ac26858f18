package segment

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// contents is a table of contents, or a list of tables or figures.
type contents struct {
	from, to int // units
	entries  []entry
}

// An entry is one line of a table of contents.
type entry struct {
	card
	label label
}

// A run is a stretch of short units with no prose between. Title pages and
// tables of contents are runs, or parts of one.
type run struct {
	from, to int // units
	first    bool
	last     bool // nothing follows, or next to nothing
	led      int  // units with a leader
	entitled bool // one of them says that it is a table of contents
	bylined  bool
}

const (
	longestRun  = 20000 // units; what is longer is no table of contents
	mostEchoes  = 4     // a line that recurs more often is no title of a chapter
	bodyAtLeast = 3000  // bytes between two tables of contents of two volumes
)

// margin is the number of bytes that may stand before the first run or behind
// the last.
func (w *work) margin() int { return min(2000, len(w.src)/20) }

// pages finds the title pages and tables of contents.
func (w *work) pages() {
	w.givenContents()
	var runs []run
	for from := 0; from < len(w.units); {
		r := w.run(from)
		from = max(r.to, from+1)
		if r.to-r.from > 0 && (r.first || r.last || r.entitled || r.bylined || r.led >= 3) {
			runs = append(runs, r)
		}
	}
	echoes := w.echoes(runs)
	for _, r := range runs {
		w.readRun(r, echoes)
	}
}

// givenContents enters the tables of contents that the format marks, each with
// the heading above it.
func (w *work) givenContents() {
	for from := 0; from < len(w.units); from++ {
		if w.units[from].kind != text.Listing {
			continue
		}
		rd := &reading{work: w, run: run{from: from, to: from}}
		if l := w.labelOf(from - 1); l.kind == titled && l.part == text.Contents {
			rd.from--
		}
		for ; rd.to < len(w.units) && w.units[rd.to].kind == text.Listing; rd.to++ {
			if c := w.cardOf(rd.to); c != nil {
				rd.cards = append(rd.cards, c)
			}
		}
		n := len(rd.cards)
		rd.add(0, n, n)
		w.contents[len(w.contents)-1].from = rd.from
		w.putAside(rd.from, rd.to)
		from = rd.to - 1
	}
}

// run returns the run that begins at unit from, which may be empty.
func (w *work) run(from int) run {
	r := run{from: from, to: from, first: w.units[from].start <= w.margin()}
	for r.to < len(w.units) && r.to-from < longestRun {
		c := w.cardOf(r.to)
		if c == nil && w.units[r.to].card != wordless || w.units[r.to].kind == text.Listing {
			break
		}
		if c != nil {
			if e := w.units[r.to].end; !c.led && (e == endsStop || e == endsComma) {
				break
			}
			if c.led {
				r.led++
			}
			l := w.labels[c.label]
			r.entitled = r.entitled || l.kind == titled && l.part == text.Contents
			r.bylined = r.bylined || l.kind == bylined
		}
		r.to++
	}
	r.last = r.to == len(w.units) || len(w.src)-w.units[r.to].start < w.margin()
	return r
}

// echoes counts, for each title that occurs in the runs, how often it occurs in
// the whole document.
func (w *work) echoes(runs []run) map[uint64]int {
	n := map[uint64]int{}
	for _, r := range runs {
		for i := r.from; i < r.to; i++ {
			if c := w.cardOf(i); c != nil {
				for _, h := range [...]uint64{c.full, c.title, c.tail} {
					n[h] = 0
				}
			}
		}
	}
	delete(n, 0)
	for i := range w.cards {
		w.cards[i].hashes(func(h uint64) {
			if k, ok := n[h]; ok {
				n[h] = k + 1
			}
		})
	}
	return n
}

// hashes calls f with the different keys of c.
func (c *card) hashes(f func(uint64)) {
	f(c.full)
	if c.title != 0 && c.title != c.full {
		f(c.title)
	}
	if c.tail != 0 && c.tail != c.title {
		f(c.tail)
	}
}

// A reading is a run on its way to its title pages and tables of contents.
type reading struct {
	*work
	run
	echoes map[uint64]int // in the document
	cards  []*card        // of the run, without wordless units
	all    map[uint64]int // how often their titles occur in the run
}

// readRun finds the title pages and tables of contents of r.
func (w *work) readRun(r run, echoes map[uint64]int) {
	rd := &reading{work: w, run: r, echoes: echoes}
	for i := r.from; i < r.to; i++ {
		if c := w.cardOf(i); c != nil {
			rd.cards = append(rd.cards, c)
		}
	}
	n := len(rd.cards)
	rd.all = rd.count(0, n)
	from := rd.doubled()
	for from < n {
		a, titles, b := rd.cover(from)
		if a == b {
			break
		}
		rd.list(from, a)
		w.covers = append(w.covers, rd.titled(a, titles, b))
		w.putAside(rd.unit(a), rd.unit(b))
		from = b
	}
	rd.list(from, n)
}

// unit returns the unit at which card i of the run begins; that of the card
// behind the last is the end of the run.
func (rd *reading) unit(i int) int {
	if i == len(rd.cards) {
		return rd.to
	}
	return rd.cards[i].unit
}

// count returns how often each title occurs among the cards a to b.
func (rd *reading) count(a, b int) map[uint64]int {
	n := map[uint64]int{}
	for _, c := range rd.cards[a:b] {
		c.hashes(func(h uint64) { n[h]++ })
	}
	return n
}

// isEntry reports whether card i looks like a line of a table of contents: a
// leader is in it, or its title stands somewhere besides the own times.
func (rd *reading) isEntry(i int, own map[uint64]int) bool {
	ok := rd.cards[i].led
	rd.cards[i].hashes(func(h uint64) {
		n := rd.echoes[h] - own[h]
		ok = ok || n > 0 && n <= mostEchoes
	})
	return ok
}

// share returns the share of entries among the cards a to b when their titles
// occur own times in the table of contents.
func (rd *reading) share(a, b int, own map[uint64]int) float64 {
	n := 0
	for i := a; i < b; i++ {
		if rd.isEntry(i, own) {
			n++
		}
	}
	return float64(n) / float64(max(1, b-a))
}

// doubled finds a table of contents that stands twice at the beginning of the
// run, as some digital editions have it, or behind a few lines. It returns the
// card behind it, or 0.
func (rd *reading) doubled() int {
	const before, tries = 3, 3
	for from := 0; from <= before && from < len(rd.cards); from++ {
		cards := rd.cards[from:]
		z := zFunction(len(cards), func(i, j int) bool { return cards[i].full == cards[j].full })
		failed := 0
		for p := 1; 2*p <= len(z) && failed < tries; p++ {
			if z[p] < p {
				continue
			}
			if p == 1 && !rd.titleAhead(from+2) || rd.share(from, from+p, rd.count(from, from+2*p)) < 0.6 {
				failed++
				continue
			}
			rd.add(from, from+p, from+2*p)
			return from + 2*p
		}
	}
	return 0
}

// titleAhead reports whether a title page with a doubled title begins at card i
// or soon after: then a doubled line before it is not the title.
func (rd *reading) titleAhead(i int) bool {
	a, _, b := rd.cover(i)
	return a < b && a+1 < b && rd.cards[a].full == rd.cards[a+1].full
}

// zFunction returns, for each i but 0, how many items from i on equal those
// from 0 on.
func zFunction(n int, same func(i, j int) bool) []int {
	z := make([]int, n)
	l, r := 0, 0
	for i := 1; i < n; i++ {
		if i < r {
			z[i] = min(r-i, z[i-l])
		}
		for i+z[i] < n && same(z[i], i+z[i]) {
			z[i]++
		}
		if i+z[i] > r {
			l, r = i, i+z[i]
		}
	}
	return z
}

// list finds the table of contents among the cards a to b.
func (rd *reading) list(a, b int) {
	start, entitled := a, false
	for i := a; i < b && !entitled; i++ {
		if l := rd.labels[rd.cards[i].label]; l.kind == titled && l.part == text.Contents && !rd.cards[i].led {
			start, entitled = i, true
		}
	}
	end := b
	if b == len(rd.cards) && !rd.last {
		end = rd.bodyStart(start, b)
	}
	first := start
	if entitled {
		first++
	}
	own := rd.count(start, end)
	for !entitled && first < end && !rd.isEntry(first, own) {
		first++
		start = first
	}
	if n := end - first; n < 2 && !(entitled && n == 1 && rd.isEntry(first, own)) {
		return
	}
	led := 0
	for i := first; i < end; i++ {
		if rd.cards[i].led {
			led++
		}
	}
	share := rd.share(first, end, own)
	switch {
	case entitled && share >= 0.3:
	case led >= 3 && 2*led >= end-first:
	case share >= 0.6 && end-first >= 4 && (rd.first || rd.last || rd.bylined):
	default:
		return
	}
	rd.add(start, end, end)
}

// bodyStart returns the card, from a on, at which the body begins that follows
// the run: where the titles begin again that the table of contents began with,
// or behind the last entry.
func (rd *reading) bodyStart(a, b int) int {
	seen := map[uint64]int{}
	for i := a; i < b; i++ {
		if at, ok := seen[rd.cards[i].full]; ok && at <= a+2 && rd.risesTo(i, b, seen) {
			return i
		}
		if _, ok := seen[rd.cards[i].full]; !ok {
			seen[rd.cards[i].full] = i
		}
	}
	for b > a && !rd.isEntry(b-1, rd.all) {
		b--
	}
	return b
}

// risesTo reports whether the cards from i to b are all in seen, in their order
// there.
func (rd *reading) risesTo(i, b int, seen map[uint64]int) bool {
	last := -1
	for ; i < b; i++ {
		at, ok := seen[rd.cards[i].full]
		if !ok || at <= last {
			return false
		}
		last = at
	}
	return true
}

// add enters the cards a to end as a table of contents whose entries are the
// cards a to b.
func (rd *reading) add(a, b, end int) {
	c := contents{from: rd.unit(a), to: rd.unit(end)}
	paged := 0
	for i := a; i < b; i++ {
		if rd.cards[i].page > 0 {
			paged++
		}
	}
	for i := a; i < b; i++ {
		e := entry{*rd.cards[i], rd.labels[rd.cards[i].label]}
		if e.label.kind == captioned || e.label.kind == titled && e.label.part == text.Contents {
			continue
		}
		if 2*paged > b-a && e.tail != 0 {
			e.full = e.tail // the number at its end is that of the page
		}
		c.entries = append(c.entries, e)
	}
	rd.contents = append(rd.contents, c)
	rd.putAside(c.from, c.to)
}

// putAside marks the units from from to to as no part of the body.
func (w *work) putAside(from, to int) {
	for i := from; i < to; i++ {
		w.units[i].aside = true
	}
}

// cutLeader parts a line of a table of contents at what leads to its page
// number: three dots or more, an ellipsis, a tab or three spaces. Without a
// leader the title is all of s.
func cutLeader(s string) (title string, page int, led bool) {
	rest := strings.TrimRightFunc(s, func(r rune) bool { return letters.Value(r) >= 0 })
	digits := s[len(rest):]
	if n := utf8.RuneCountInString(digits); n == 0 || n > 4 {
		return s, 0, false
	}
	for _, r := range digits {
		page = page*10 + letters.Value(r)
	}
	title = strings.TrimRight(rest, ".…_·-–\u200c\u200f\u200e \u00a0\t")
	weight := 0
	for _, r := range rest[len(title):] {
		switch r {
		case '.', '_', '·', ' ':
			weight++
		case '…', '\t':
			weight += 3
		}
	}
	if title == "" || weight < 3 {
		return s, page, false
	}
	return title, page, true
}
