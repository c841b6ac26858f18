package segment

import (
	"bytes"

	"fusul/stages/text"
)

// A cover is a title page.
type cover struct {
	from, to int // units
	head     int // the first of those that hold the title
	heads    int // how many do
	title    string
}

// longestCover is the number of lines of a title page before and behind the
// line that names the author.
const longestCover = 8

// cover finds the next title page from card i on. It begins at card a, what may
// be titles ends at titles, and it ends at b; a == b when there is none.
func (rd *reading) cover(i int) (a, titles, b int) {
	for b = i; b < len(rd.cards); b++ {
		if rd.labels[rd.cards[b].label].kind != bylined {
			continue
		}
		a = rd.coverStart(i, b)
		if rd.first || i > 0 || rd.repeated(a, b) {
			return a, b, rd.coverEnd(b)
		}
	}
	if n := rd.sameTitle(i); rd.first && i < len(rd.cards) && rd.cards[i].unit == 0 && n > 0 {
		return i, i + n, i + n
	}
	return i, i, i
}

// repeated reports whether the card a stands again behind itself, before b.
func (rd *reading) repeated(a, b int) bool {
	return a+1 < b && rd.cards[a].full == rd.cards[a+1].full
}

// titled returns the title page of the cards a to b, with the title that is
// among the cards a to titles: the lines that are in the title of the work, or
// a line that stands twice and what follows it, or all, of which the longest
// gives the name.
func (rd *reading) titled(a, titles, b int) cover {
	first, last, name := a, titles, a
	for i := titles - 1; i >= a; i-- {
		if rd.inTitle(i) {
			if last == titles {
				last = i + 1
			}
			first, name = i, i
		}
	}
	if !rd.inTitle(first) {
		last = titles
		for i := a; i < titles && !rd.repeated(a, titles); i++ {
			if u, v := rd.units[rd.unit(i)], rd.units[rd.unit(name)]; u.to-u.from > v.to-v.from {
				name = i
			}
		}
	}
	c := cover{from: rd.unit(a), to: rd.unit(b), head: rd.unit(first), heads: rd.unit(last) - rd.unit(first), title: rd.doc.Title}
	if c.heads > 0 {
		c.title = rd.displayed(rd.units[rd.unit(name)].span())
	}
	return c
}

// inTitle reports whether the line of card i is the title of the work, or the
// beginning or end of it.
func (rd *reading) inTitle(i int) bool {
	if i >= len(rd.cards) || rd.doc.Title == "" {
		return false
	}
	var title, line phrase
	title.fold(rd.doc.Title, text.Span{End: len(rd.doc.Title)}, nil)
	u := rd.units[rd.unit(i)]
	line.fold(rd.src, u.span(), marksFrom(rd.doc.Marks, u.from))
	n := len(line.words)
	if n == 0 || n > len(title.words) {
		return false
	}
	return bytes.Equal(line.key, title.between(0, n)) || bytes.Equal(line.key, title.between(len(title.words)-n, len(title.words)))
}

// sameTitle returns how many cards from i on hold the title of the work: as
// the metadata give it, or as it stands twice.
func (rd *reading) sameTitle(i int) int {
	var p phrase
	p.fold(rd.doc.Title, text.Span{End: len(rd.doc.Title)}, nil)
	title := hash(p.key)
	n := 0
	if i < len(rd.cards) {
		if kind := rd.labels[rd.cards[i].label].kind; kind == divided || kind == titled {
			return 0 // a work may be called after its only chapter
		}
	}
	for i+n < len(rd.cards) && (rd.cards[i+n].full == title || n > 0 && rd.cards[i+n].full == rd.cards[i].full) {
		n++
	}
	if n == 0 && i+1 < len(rd.cards) && rd.cards[i].full == rd.cards[i+1].full && rd.cards[i].label == 0 {
		return 2
	}
	return n
}

// coverStart returns the card at which the title page begins whose author is
// named by card by; it is not before card i.
func (rd *reading) coverStart(i, by int) int {
	near := max(i, by-longestCover)
	for a := by - 1; a > near; a-- {
		if rd.cards[a].full == rd.cards[a-1].full {
			return a - 1
		}
	}
	if near == 0 && rd.first && rd.share(0, by, rd.all) < 0.5 {
		return 0
	}
	a := max(by-1, i)
	for a > near && rd.wideBefore(a-1) && !rd.isEntry(a-1, rd.all) {
		a--
	}
	return a
}

func (rd *reading) wideBefore(i int) bool {
	return rd.layout.wide > 0 && rd.units[rd.cards[i].unit].before >= rd.layout.wide
}

// coverEnd returns the card behind the title page whose author is named by
// card by.
func (rd *reading) coverEnd(by int) int {
	end := by + 1
	if rd.labels[rd.cards[by].label].bare() {
		end++ // the name is on the next line
	}
	for end < len(rd.cards) && end-by < longestCover {
		l := rd.labels[rd.cards[end].label]
		if l.kind != bylined && l.kind != unlabelled || l.kind == unlabelled && (rd.wideBefore(end) || rd.isEntry(end, rd.all)) {
			break
		}
		if l.kind == unlabelled && rd.all[rd.cards[end].full] > 1 {
			break
		}
		end++
	}
	return min(end, len(rd.cards))
}
