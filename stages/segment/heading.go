package segment

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// A head is a heading: the units of its lines, and where it stands in the
// order of headings.
type head struct {
	from, to int // units
	label    label
	rank     int // in tenths of the ranks of divisions; see below
	listed   bool
	full     uint64 // as in opener
	tail     uint64
	joint    uint64
}

// Ranks of headings without a division word. A number, as in 1.2, has the rank
// numberedRank plus its depth.
const (
	minorRank    = 90
	sectionRank  = 95
	sequenceRank = 100
	numberedRank = 110
	plainRank    = 130 // a line between two paragraphs
	titleRank    = 0   // of the work; ranks of titles are settled by their neighbours
)

func numberRank(l label) int {
	if l.series == sequenceSeries {
		return sequenceRank
	}
	return numberedRank + l.depth
}

// structural reports whether h says by itself what its rank is.
func (h *head) structural() bool { return h.label.kind != titled }

// body reports whether h is the heading of a part of the body.
func (h *head) body() bool { return h.label.part == text.Body }

// headings returns the headings of the body, in order. Those of title pages
// and tables of contents are not among them.
func (w *work) headings() []head {
	os := w.openers()
	w.align(os)
	var hs []head
	if w.levels > 0 {
		hs = w.markedHeads(os)
	} else {
		hs = w.foundHeads(os)
		w.demote(hs)
	}
	settleFront(hs)
	hs = w.dropRunning(hs)
	hs = w.dropEmpty(hs)
	return w.dropLists(hs)
}

// foundHeads returns the openers of a text without markup that are headings.
func (w *work) foundHeads(os []opener) []head {
	var hs []head
	for i := range os {
		o := &os[i]
		rank, ok := w.rankOf(o)
		if !ok {
			continue
		}
		if n := len(hs); n > 0 && w.subtitle(&hs[n-1], o) {
			hs[n-1].to = o.to
			continue
		}
		hs = append(hs, head{from: o.from, to: o.to, label: *o.label, rank: rank, listed: o.listed != nil, full: o.full, tail: o.tail, joint: o.joint})
	}
	return hs
}

// subtitle reports whether o is a second line of the heading h.
func (w *work) subtitle(h *head, o *opener) bool {
	return h.to == o.from && h.structural() && o.listed == nil && o.label.kind == unlabelled && w.wide(o.from) && w.setOff(*h)
}

// demote makes sections of the headings that are known by their words alone and
// do not stand as the chapters of the work do: in its table of contents, or in
// as much white space.
func (w *work) demote(hs []head) {
	first, listed, wide, chapters := -1, 0, 0, 0
	for i, h := range hs {
		if !h.listed && h.label.kind != divided && h.label.kind != unlabelled || h.rank > 10*chapterRank {
			continue
		}
		if chapters++; first < 0 {
			first = i
		}
		if w.setOff(h) {
			wide++
		}
		if h.listed {
			listed++
		}
	}
	spaced := 5*wide >= 4*chapters
	if first < 0 || !spaced && !w.complete(listed) {
		return
	}
	for i := first + 1; i < len(hs); i++ {
		h := &hs[i]
		known := h.label.kind == titled || h.label.kind == divided || h.label.kind == opened
		kept := h.label.part == text.Bibliography || h.label.part == text.Appendix
		if known && !kept && !h.listed && h.rank <= 10*chapterRank && !w.setOff(*h) {
			h.label.kind, h.label.part, h.rank = sectioned, text.Body, minorRank
		}
	}
}

// setOff reports whether h stands in more white space than a paragraph.
func (w *work) setOff(h head) bool {
	return w.layout.wide > 0 && w.units[h.from].before >= w.layout.wide && w.after(h.to-1) >= w.layout.wide
}

// complete reports whether the tables of contents can be trusted to name all
// chapters: so many of their entries were found.
func (w *work) complete(listed int) bool {
	n := 0
	for _, c := range w.contents {
		n += len(c.entries)
	}
	return listed >= 3 && 5*listed >= 3*n
}

// rankOf returns the rank of o as a heading, and whether it is one.
func (w *work) rankOf(o *opener) (int, bool) {
	l := o.label
	if o.listed != nil {
		if l.kind == divided {
			return l.rank * 10, true
		}
		return o.rank, true
	}
	if o.to == len(w.units) && l.kind != titled || !w.stands(o) {
		return 0, false
	}
	switch l.kind {
	case divided:
		return l.rank * 10, l.words <= 15
	case opened:
		return l.rank * 10, l.words <= 8 && w.units[o.from].end == endsOpen && (w.wide(o.from) || w.betweenProse(o))
	case titled:
		return titleRank, l.words <= 6 || l.words <= 12 && w.wide(o.from)
	case sectioned:
		return sectionRank, true
	case numbered:
		return numberRank(*l), !l.bare() && l.words <= 12
	case hashed:
		return (chapterRank + l.depth - 1) * 10, true
	case unlabelled:
		return w.plainRankOf(o)
	}
	return 0, false
}

// plainRankOf returns the rank of o, which begins with no heading word, and
// whether it is a heading.
func (w *work) plainRankOf(o *opener) (int, bool) {
	u := &w.units[o.from]
	switch {
	case u.end == endsColon:
		return 0, false
	case w.wide(o.from):
		return chapterRank * 10, o.words <= 12
	}
	first, _ := utf8.DecodeRuneInString(w.src[u.from:]) // no quotation mark, bracket or bullet
	return plainRank, o.words <= 10 && u.lines == 1 && letters.Of(first) != letters.Symbol &&
		w.betweenProse(o) && w.units[o.to].card == prose && !w.clause(u.span())
}

// betweenProse reports whether white space stands around o, a finished sentence
// or a heading before it and a paragraph behind it.
func (w *work) betweenProse(o *opener) bool {
	if w.units[o.from].before == 0 || w.after(o.to-1) == 0 || o.from == 0 || o.to == len(w.units) {
		return false
	}
	return (w.units[o.from-1].end.final() || w.wide(o.from-1)) && w.isProse(o.to)
}

// stands reports whether o ends as a heading does and no clause begins behind
// its label.
func (w *work) stands(o *opener) bool {
	u := &w.units[o.to-1]
	if u.lines > 2 && w.layout.wrapped || w.cards[u.card].led || w.bulleted(o.from) && !(o.label.bare() && !w.bulleted(o.to)) {
		return false
	}
	if u.end == endsComma || u.end == endsStop && !(o.label.kind == titled || o.label.kind == divided) {
		return false
	}
	if u.end == endsStop && !o.label.bare() {
		return false
	}
	return o.label.bare() || !w.clause(o.label.title)
}

// bulleted reports whether unit i begins with a bullet, as items of lists do.
func (w *work) bulleted(i int) bool { return i < len(w.units) && isBullet(w.src[w.units[i].from:]) }

// clause reports whether a clause begins with the first word of the title.
func (w *work) clause(title text.Span) bool {
	p := &w.phrase
	p.fold(w.src, title, marksFrom(w.doc.Marks, title.Start))
	if len(p.words) == 0 {
		return false
	}
	first := string(p.bare(0))
	for _, conjunction := range [...]string{"", "و", "ف"} {
		if rest, ok := strings.CutPrefix(first, conjunction); ok && w.words.clauses[rest] {
			return true
		}
	}
	return false
}

// markedHeads returns the headings of a text whose format marks them. Where it
// marks one level only, words such as الباب and الفصل tell the levels, and
// headings that are found in the text are sections; numbered ones always are.
func (w *work) markedHeads(os []opener) []head {
	var hs []head
	for i := range os {
		o := &os[i]
		h := head{from: o.from, to: o.to, label: *o.label, full: o.full, tail: o.tail, joint: o.joint}
		level, ok := w.markedLevel(o)
		rank, found := w.rankOf(o)
		switch {
		case ok && w.levels > 1:
			h.rank = 10 * level
		case ok && o.label.kind == divided:
			h.rank = 10 * o.label.rank
		case ok && o.label.kind == titled:
			h.rank = titleRank
		case ok:
			h.rank = 10 * chapterRank
		case found && len(hs) > 0 && w.subtitle(&hs[len(hs)-1], o):
			hs[len(hs)-1].to = o.to
			continue
		case found && (w.levels == 1 || o.label.kind == numbered):
			h.rank, h.label.part = max(rank, minorRank), text.Body
			if h.label.kind == titled {
				h.label.kind = sectioned
			}
		default:
			continue
		}
		hs = append(hs, h)
	}
	return hs
}

// markedLevel returns the level that the format gives o, and whether it does: a
// label is part of the heading below it although it is not marked itself.
func (w *work) markedLevel(o *opener) (int, bool) {
	level, ok := 0, false
	for i := o.from; i < o.to; i++ {
		if u := &w.units[i]; isHeading(u) && (!ok || u.level < level) {
			level, ok = u.level, true
		}
	}
	return max(1, level), ok
}

func isHeading(u *unit) bool { return u.block && u.kind == text.Heading }

// settleFront makes parts of the body of what has the title of front matter but
// stands between the divisions of the work: a summary, a chapter on thanks.
func settleFront(hs []head) {
	first := slices.IndexFunc(hs, func(h head) bool { return h.structural() })
	last := len(hs) - 1
	for last >= 0 && !hs[last].structural() {
		last--
	}
	for i := first + 1; first >= 0 && i < last; i++ {
		switch h := &hs[i]; h.label.part {
		case text.Abstract:
			h.label.part, h.label.role = text.Body, outro
		case text.Front:
			h.label.part, h.label.kind, h.rank = text.Body, sectioned, minorRank
		}
	}
}

// dropRunning drops the running heads: those that repeat a heading which they
// are under.
func (w *work) dropRunning(hs []head) []head {
	var open []head
	return slices.DeleteFunc(hs, func(h head) bool {
		if !h.listed && slices.ContainsFunc(open, func(o head) bool { return h.repeats(&o) }) && !w.block(h) {
			return true
		}
		if !h.structural() {
			h.rank = chapterRank*10 + 5 // an introduction does not end the chapter that it introduces
		}
		for len(open) > 0 && open[len(open)-1].rank >= h.rank {
			open = open[:len(open)-1]
		}
		open = append(open, h)
		return false
	})
}

// block reports whether the format marks h as a heading.
func (w *work) block(h head) bool { return isHeading(&w.units[h.from]) || isHeading(&w.units[h.to-1]) }

// repeats reports whether h says again what the heading o said, perhaps with a
// page number.
func (h *head) repeats(o *head) bool {
	if h.full == o.full && (h.joint == o.joint || h.joint == 0) || h.tail != 0 && h.tail == o.full {
		return true
	}
	return h.label.kind == divided && h.to-h.from == 1 && h.label.bare() && o.label.kind == divided &&
		h.label.rank == o.label.rank && h.label.number == o.label.number
}
