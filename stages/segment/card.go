package segment

import (
	"fusul/stages/text"
)

// A card describes a short unit: what makes it a heading, an entry of a table
// of contents, or neither.
type card struct {
	unit  int
	full  uint64 // of its bare form
	tail  uint64 // ... without the number at its end; 0: it has none
	title uint64 // ... without its label; 0: it has no label, or nothing else
	label int    // index into work.labels; 0: it has none
	words int
	page  int  // of an entry: its page number, or 0
	led   bool // dots or white space lead to the number
}

// A heading has at most so many lines, bytes and words.
const (
	headingLines = 3
	headingBytes = 400
	headingWords = 20
)

// describe makes the cards of the units that may be headings.
func (w *work) describe() {
	w.labels = append(w.labels, label{})
	levels := map[int]bool{}
	for i := range w.units {
		u := &w.units[i]
		if isHeading(u) {
			levels[u.level] = true
		}
		if u.lines > headingLines || u.to-u.from > headingBytes || u.left ||
			u.kind != text.Paragraph && u.kind != text.Heading && u.kind != text.Listing {
			continue
		}
		c, ok := w.card(u)
		if !ok {
			u.card = wordless
			continue
		}
		if c.words <= headingWords {
			c.unit = i
			u.card = len(w.cards)
			w.cards = append(w.cards, c)
		}
	}
	w.levels = len(levels)
}

// card describes u; a unit without a letter has no card.
func (w *work) card(u *unit) (card, bool) {
	var c card
	span := text.Span{Start: u.from, End: u.to}
	var title string
	if title, c.page, c.led = cutLeader(span.Of(w.src)); c.led {
		span.End = span.Start + len(title)
	}
	p := &w.phrase
	p.fold(w.src, span, marksFrom(w.doc.Marks, span.Start))
	n := len(p.words)
	letters := 0
	for _, word := range p.words {
		if !word.number {
			letters++
		}
	}
	if letters == 0 {
		return c, false
	}
	c.words = n
	c.full = hash(p.key)
	if !c.led {
		c.page = 0
		if n > 1 && p.words[n-1].number && p.words[n-1].End == span.End {
			c.tail = hash(p.between(0, n-1))
			_, c.page, _ = cutLeader(span.Of(w.src))
		}
	}
	if l := w.words.label(p, w.src, span); l.kind != unlabelled {
		if l.words > 0 {
			c.title = hash(p.between(n-l.words, n))
		}
		c.label = len(w.labels)
		w.labels = append(w.labels, l)
	}
	return c, true
}

// cardOf returns the card of unit i, or nil if it has none or there is no such
// unit.
func (w *work) cardOf(i int) *card {
	if i < 0 || i >= len(w.units) || w.units[i].card < 0 {
		return nil
	}
	return &w.cards[w.units[i].card]
}

// labelOf returns the label of unit i.
func (w *work) labelOf(i int) label {
	if c := w.cardOf(i); c != nil {
		return w.labels[c.label]
	}
	return label{}
}

// after returns the number of blank lines behind unit i.
func (w *work) after(i int) int {
	if i+1 >= len(w.units) {
		return far
	}
	return w.units[i+1].before
}

// wide reports whether unit i stands in more white space than a paragraph.
func (w *work) wide(i int) bool {
	return w.layout.wide > 0 && w.units[i].before >= w.layout.wide && w.after(i) >= w.layout.wide
}
