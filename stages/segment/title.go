package segment

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// title returns the title of h as displayed: its label and its title.
func (w *work) title(h head) string {
	s := w.displayed(w.units[h.from].span())
	if h.label.kind == divided && h.label.bare() && h.to-h.from > 1 {
		s += ": " + w.displayed(w.units[h.from+1].span())
	}
	return s
}

// displayed returns src[span] without marks, note marks, and what stands before
// or behind a title; white space is one space.
func (w *work) displayed(span text.Span) string {
	var b strings.Builder
	for _, m := range marksFrom(w.doc.Marks, span.Start) {
		if m.Start >= span.End {
			break
		}
		b.WriteString(w.src[span.Start:max(span.Start, m.Start)])
		b.WriteByte(' ')
		span.Start = min(max(span.Start, m.End), span.End)
	}
	b.WriteString(span.Of(w.src))
	s := strings.Join(strings.FieldsFunc(b.String(), isSpaceNotJoiner), " ")
	if isBullet(s) {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	s = strings.TrimLeft(s, "#* ")
	s = strings.TrimRight(s, ":* \u200e\u200f")
	return withoutNote(s)
}

// isSpaceNotJoiner reports whether r parts words: joiners within them do not.
func isSpaceNotJoiner(r rune) bool {
	return letters.Of(r) == letters.Space || r == '\u200e' || r == '\u200f' || r == '\ufeff'
}

// withoutNote cuts one or two digits off a title that are glued to a word.
func withoutNote(s string) string {
	cut := strings.TrimRightFunc(s, func(r rune) bool { return letters.Value(r) >= 0 })
	last, size := utf8.DecodeLastRuneInString(cut)
	before, _ := utf8.DecodeLastRuneInString(cut[:len(cut)-size])
	if n := utf8.RuneCountInString(s[len(cut):]); n == 0 || n > 2 ||
		letters.Of(last) != letters.Arabic || letters.Of(before) != letters.Arabic {
		return s
	}
	return cut
}
