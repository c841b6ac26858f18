package segment

import (
	"cmp"
	"slices"
	"strings"

	"fusul/stages/text"
)

// An opening is where a chapter or section begins.
type opening struct {
	unit    int
	heads   int // units of its heading; 0 when it has none
	section bool
	line    bool // a section that is none, only its heading
	title   string
	level   int // of a chapter
	rank    int // of a section
	part    text.Part
}

// outline settles which headings are chapters, and which parts of the work
// begin without one. The first opening is a chapter at unit 0.
func (w *work) outline(hs []head) []opening {
	if w.levels <= 1 {
		settlePlain(hs)
	}
	lowest := w.lowestChapter(hs)
	w.settleTitles(hs, lowest)
	levels := levelsOf(hs, lowest)
	var out []opening
	open := text.Body
	for _, h := range hs {
		var below bool
		below, open = under(open, h)
		out = append(out, opening{
			unit: h.from, heads: h.to - h.from, title: w.title(h), part: h.label.part,
			section: h.rank > lowest && h.label.part == text.Body || below,
			level:   max(1, levels[h.rank]), rank: h.rank,
		})
	}
	out = w.addCovers(out)
	out = w.addContents(out)
	slices.SortStableFunc(out, func(a, b opening) int {
		return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(b.part, a.part)) // the untitled first
	})
	out = w.addUntitled(out)
	out = w.bind(out)
	if w.tiling {
		out = w.tile(out)
	}
	return w.leaveOut(out)
}

// settlePlain gives the chapters without a division word the rank of those with
// one: of البابs where there are no فصلs. A volume is no chapter.
func settlePlain(hs []head) {
	rank := 0
	for _, h := range hs {
		if h.label.kind == divided && h.label.rank > 2 && h.rank <= 10*chapterRank {
			rank = max(rank, h.rank)
		}
	}
	for i := range hs {
		if h := &hs[i]; rank > 0 && h.label.kind == unlabelled && h.rank == 10*chapterRank {
			h.rank = rank
		}
	}
}

// under reports whether h is a division of the back matter that is open, a list
// of references below the references or an appendix below the appendices, and
// returns the part that is open behind it.
func under(open text.Part, h head) (bool, text.Part) {
	switch part := h.label.part; {
	case part == text.Bibliography && open == part, part == text.Appendix && open == part && h.label.kind == divided:
		return true, open
	case h.label.kind == titled:
		return false, part
	}
	return false, text.Body
}

// lowestChapter returns the lowest rank of a chapter.
func (w *work) lowestChapter(hs []head) int {
	if w.levels > 1 {
		return w.lowestMarked(hs)
	}
	highest, titles := 0, 0
	for _, h := range hs {
		if !h.structural() {
			titles++
		} else if h.body() && (highest == 0 || h.rank < highest) {
			highest = h.rank
		}
	}
	switch {
	case highest > 0 && highest <= 10*chapterRank, highest == 0:
		return 10 * chapterRank
	case titles == 1 && highest >= sectionRank:
		return 10 * chapterRank // the numbered sections of an introduction
	}
	return highest
}

// lowestMarked returns the lowest rank of a chapter of a text with markup: that
// of the divisions that are chapters, or of the highest level that has more
// than one heading.
func (w *work) lowestMarked(hs []head) int {
	divisions, count := 0, map[int]int{}
	for _, h := range hs {
		if !w.block(h) {
			continue
		}
		count[h.rank]++
		if h.label.kind == divided && h.label.rank <= chapterRank {
			divisions = max(divisions, h.rank)
		}
	}
	if divisions > 0 {
		return divisions
	}
	ranks := []int{}
	for rank := range count {
		ranks = append(ranks, rank)
	}
	slices.Sort(ranks)
	for _, rank := range ranks {
		if count[rank] > 1 {
			return rank
		}
	}
	if len(ranks) == 0 {
		return 10
	}
	return ranks[0]
}

// settleTitles gives the headings such as المقدمة the rank that their
// neighbours imply.
func (w *work) settleTitles(hs []head, lowest int) {
	if w.levels > 1 {
		return
	}
	top := lowest
	for _, h := range hs {
		if h.structural() && h.body() && h.rank <= lowest {
			top = min(top, h.rank)
		}
	}
	next := make([]*head, len(hs)) // the next chapter with a rank of its own
	for i := len(hs) - 2; i >= 0; i-- {
		next[i] = next[i+1]
		if h := &hs[i+1]; h.structural() && h.body() && h.rank <= lowest {
			next[i] = h
		}
	}
	var prev *head // the last one
	for i := range hs {
		h := &hs[i]
		if h.structural() {
			if h.body() && h.rank <= lowest {
				prev = h
			}
			continue
		}
		h.rank = w.titleRank(hs, i, prev, next[i], top, lowest)
	}
}

// titleRank returns the rank of the title hs[i] between two chapters, which may
// be nil.
func (w *work) titleRank(hs []head, i int, prev, next *head, top, lowest int) int {
	h := &hs[i]
	divided := prev != nil && prev.label.kind == divided
	switch {
	case !h.body():
		return top
	case divided && h.label.role == intro && i > 0 && &hs[i-1] == prev && w.near(prev, h):
		for _, below := range hs[i+1:] {
			if below.structural() && below.rank <= prev.rank {
				break
			}
			if below.structural() {
				return below.rank
			}
		}
		if prev.rank < 10*chapterRank {
			return 10 * chapterRank
		}
		return prev.rank + 5
	case divided && next != nil && h.label.role == outro && prev.rank >= 10*chapterRank && next.rank == prev.rank:
		return prev.rank + 5
	case next != nil:
		return next.rank
	}
	return top
}

// near reports whether hardly any text stands between two headings.
func (w *work) near(a, b *head) bool { return w.units[b.from].start-w.units[a.to-1].to < 2*w.thin() }

// levelsOf returns the level of each rank of a chapter, counted from 1.
func levelsOf(hs []head, lowest int) map[int]int {
	var ranks []int
	for _, h := range hs {
		if h.rank <= lowest {
			ranks = append(ranks, h.rank)
		}
	}
	slices.Sort(ranks)
	levels := map[int]int{}
	for i, rank := range slices.Compact(ranks) {
		levels[rank] = i + 1
	}
	return levels
}

// addCovers adds a chapter for each title page, and one for what follows it
// without a heading.
func (w *work) addCovers(out []opening) []opening {
	for _, c := range w.covers {
		o := opening{unit: c.from, title: c.title, level: 1, part: text.Front}
		if c.head == c.from {
			o.heads = c.heads
		} else if c.heads > 0 {
			out = append(out, opening{unit: c.head, heads: c.heads, section: true, line: true})
		}
		out = append(out, o, opening{unit: c.to, level: 1, part: untitled})
	}
	return out
}

// addContents adds a chapter for each table of contents, and one for what
// follows it without a heading.
func (w *work) addContents(out []opening) []opening {
	for _, c := range w.contents {
		o := opening{unit: c.from, level: 1, part: text.Contents}
		if l := w.labelOf(c.from); l.kind == titled && l.part == text.Contents {
			o.heads, o.title = 1, w.displayed(w.units[c.from].span())
		}
		out = append(out, o, opening{unit: c.to, level: 1, part: untitled})
	}
	return out
}

// untitled is the part of an opening whose part depends on what follows it.
const untitled text.Part = 255

// Of a stretch without a heading, so many bytes are body, and less is front
// matter.
func (w *work) enough() int { return min(1000, len(w.src)/20) }

// addUntitled makes the text begin with a chapter and settles the parts of the
// untitled ones: those that a heading follows at once are dropped.
func (w *work) addUntitled(out []opening) []opening {
	if len(out) == 0 || out[0].unit > 0 || out[0].section {
		out = slices.Insert(out, 0, opening{level: 1, part: untitled})
	}
	ends := make([]int, len(out)) // where the next chapter begins
	for i, end := len(out)-1, len(w.units); i >= 0; i-- {
		if ends[i] = end; !out[i].section {
			end = out[i].unit
		}
	}
	kept := out[:0]
	for i, o := range out {
		end := ends[i]
		if o.part != untitled {
			kept = append(kept, o)
			continue
		}
		if o.unit == end || o.unit == len(w.units) {
			continue
		}
		if w.proseBytes(o.unit, end) >= w.enough() || len(kept) == 0 && !slices.ContainsFunc(out[i+1:], isChapter) {
			o.part, o.title = text.Body, w.doc.Title
		} else {
			o.part = text.Front
			if n := len(kept); n > 0 && kept[n-1].part == text.Front {
				continue // the rest of the title page
			}
		}
		kept = append(kept, o)
	}
	return kept
}

func isChapter(o opening) bool { return !o.section }

// proseBytes returns the bytes of the paragraphs among the units from to to.
func (w *work) proseBytes(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if u := &w.units[i]; u.card == prose || u.end == endsStop {
			n += u.to - u.from
		}
	}
	return n
}

// bind lets the chapter starts of the manifest override those found: from the
// first on there are no others, and headings make sections.
func (w *work) bind(out []opening) []opening {
	bounds := slices.Clone(w.doc.Boundaries)
	slices.SortStableFunc(bounds, func(a, b text.Boundary) int { return cmp.Compare(a.Offset, b.Offset) })
	first := len(w.units)
	var given []opening
	var saidPart []bool
	for _, b := range bounds {
		unit := w.unitAt(lineStart(w.doc, b.Offset))
		if unit == len(w.units) || len(given) > 0 && given[len(given)-1].unit == unit {
			continue
		}
		o := opening{unit: unit, title: strings.TrimSpace(b.Title), level: max(1, b.Level), part: w.partOf(b.Title)}
		part, said := text.ParsePart(b.Part)
		if said {
			o.part = part
		}
		given, saidPart = append(given, o), append(saidPart, said)
		first = min(first, unit)
	}
	if len(given) == 0 {
		return out
	}
	var kept []opening
	for _, o := range out {
		i, found := slices.BinarySearchFunc(given, o.unit, func(g opening, unit int) int { return g.unit - unit })
		switch {
		case found:
			given[i].heads = o.heads
			if given[i].title == "" && !saidPart[i] {
				given[i].title, given[i].part = o.title, o.part
			}
		case o.unit < first:
			kept = append(kept, o)
		case o.heads > 0:
			o.section, o.rank = true, max(o.rank, 1)
			kept = append(kept, o)
		}
	}
	kept = append(kept, given...)
	slices.SortStableFunc(kept, func(a, b opening) int { return cmp.Compare(a.unit, b.unit) })
	return kept
}

// unitAt returns the first unit with something to read at offset or behind it.
func (w *work) unitAt(offset int) int {
	i, _ := slices.BinarySearchFunc(w.units, offset, func(u unit, offset int) int { return u.from - offset })
	return i
}

// partOf returns the part that a title names.
func (w *work) partOf(title string) text.Part {
	w.phrase.fold(title, text.Span{End: len(title)}, nil)
	return w.words.label(&w.phrase, title, text.Span{End: len(title)}).part
}

// leaveOut makes the stretches that the manifest excludes chapters of their
// own. The chapter that one of them interrupts goes on behind it.
func (w *work) leaveOut(out []opening) []opening {
	var kept []opening
	var open opening // the chapter that is being read
	next := 0
	for i := range w.units {
		begins := false
		for ; next < len(out) && out[next].unit == i; next++ {
			o := out[next]
			if !o.section {
				open, begins = o, true
			}
			if !w.units[i].left {
				kept = append(kept, o)
			}
		}
		was := i > 0 && w.units[i-1].left
		switch is := w.units[i].left; {
		case is && !was:
			kept = append(kept, opening{unit: i, level: 1, part: text.Left})
		case was && !is && !begins:
			open.unit, open.heads = i, 0
			kept = w.beforeSections(kept, open)
		}
	}
	return kept
}

// beforeSections appends o before the sections that begin at its unit.
func (w *work) beforeSections(out []opening, o opening) []opening {
	i := len(out)
	for i > 0 && out[i-1].unit == o.unit {
		i--
	}
	return slices.Insert(out, i, o)
}
