package segment

import (
	"strings"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// A label is what the beginning of a short line says of it.
type label struct {
	kind   labelKind
	rank   int // of a division or opening
	depth  int // of a number: of 1.2 it is 2
	part   text.Part
	role   role
	number int       // the last figure; 0 when there is none
	series uint64    // equal for numbers that count on from one another
	title  text.Span // what stands behind the label; empty when nothing does
	words  int       // words of title
}

// sequenceSeries is the series of أولا, ثانيا.
const sequenceSeries = 1

type labelKind uint8

const (
	unlabelled labelKind = iota
	divided              // الفصل الأول
	opened               // باب في كذا
	titled               // المقدمة
	sectioned            // أهمية الدراسة
	numbered             // 1.2 or أولا
	hashed               // # or ##
	bylined              // تأليف
	captioned            // جدول (1)
)

// bare reports whether nothing stands behind the label.
func (l label) bare() bool { return l.words == 0 }

// label reads the label of the line src[span], whose folded form is p.
func (h *Headings) label(p *phrase, src string, span text.Span) label {
	if len(p.words) == 0 {
		return label{}
	}
	src = src[:span.End]
	if n := hashes(src[span.Start:]); n > 0 {
		return h.behind(p, src, span, 0, label{kind: hashed, depth: n})
	}
	e, ok := readEnumerator(src[span.Start:])
	if !ok {
		return h.wordLabel(p, src, span, 0)
	}
	first := 0
	for first < len(p.words) && p.words[first].Start < span.Start+e.size {
		first++
	}
	if first == len(p.words) {
		return label{} // a number alone
	}
	l := label{kind: numbered, depth: e.depth, number: e.last, series: e.series}
	if word := h.wordLabel(p, src, span, first); word.kind == titled {
		l.part, l.role = word.part, word.role // "7. المراجع"
	}
	return h.behind(p, src, span, first, l)
}

// wordLabel reads the label that begins with word i.
func (h *Headings) wordLabel(p *phrase, src string, span text.Span, i int) label {
	if !h.firsts[string(p.bare(i))] {
		return label{}
	}
	if d, ok := h.divisions[string(p.bare(i))]; ok {
		if n, next := h.number(p, src, i+1); next > i+1 {
			return h.behind(p, src, span, next, label{kind: divided, rank: d.rank, part: d.part, number: n})
		}
	}
	for n := min(longestPhrase, len(p.words)-i); n > 0; n-- {
		if l := h.phraseLabel(p, src, span, i, n); l.kind != unlabelled {
			return l
		}
	}
	if n, ok := h.sequence[string(p.bare(i))]; ok && separated(src[p.words[i].End:]) {
		return h.behind(p, src, span, i+1, label{kind: numbered, number: n, series: sequenceSeries})
	}
	if rank, ok := h.openings[string(p.bare(i))]; ok && !strings.HasPrefix(src[p.words[i].Start:], "ال") {
		return h.behind(p, src, span, i+1, label{kind: opened, rank: rank})
	}
	return label{}
}

// phraseLabel reads the label that the n words from i on are.
func (h *Headings) phraseLabel(p *phrase, src string, span text.Span, i, n int) label {
	key := p.between(i, i+n)
	if t, ok := h.titles[string(key)]; ok {
		l := h.behind(p, src, span, i+n, label{kind: titled, part: t.part, role: t.role})
		if t.open || l.bare() {
			return l
		}
	}
	if open, ok := h.bylines[string(key)]; ok && (open || separated(src[p.words[i+n-1].End:])) {
		return h.behind(p, src, span, i+n, label{kind: bylined})
	}
	switch {
	case h.sections[string(key)] && i+n == len(p.words):
		return label{kind: sectioned}
	case h.captions[string(key)]:
		return h.behind(p, src, span, i+n, label{kind: captioned})
	}
	return label{}
}

// behind completes l, whose title begins with word i.
func (h *Headings) behind(p *phrase, src string, span text.Span, i int, l label) label {
	for j := i; j < len(p.words); j++ {
		if !p.words[j].number {
			l.words = len(p.words) - i
		}
	}
	if l.words == 0 {
		return l
	}
	from := span.Start
	if i > 0 {
		from = p.words[i-1].End
	}
	first := p.words[i].Start
	// An opening quotation mark or bracket belongs to the title.
	for first > from {
		r, size := utf8.DecodeLastRuneInString(src[from:first])
		if !strings.ContainsRune(`«“"'([{‘`, r) {
			break
		}
		first -= size
	}
	l.title = text.Span{Start: first, End: span.End}
	return l
}

// number reads the number of a division from word i on, as an ordinal, a
// figure or a letter. It returns the word behind it, or i if there is none.
func (h *Headings) number(p *phrase, src string, i int) (value, next int) {
	none := i
	if i < len(p.words) && (string(p.bare(i)) == "رقم" || string(p.bare(i)) == "no") {
		i++
	}
	if i == len(p.words) {
		return 0, none
	}
	if p.words[i].number {
		for i+1 < len(p.words) && p.words[i+1].number && p.words[i+1].Start-p.words[i].End == 1 {
			i++ // المبحث 1.2
		}
		v := 0
		for _, b := range p.bare(i) {
			v = min(v*10+int(b-'0'), 9999)
		}
		if v > 999 {
			return 0, none // a year
		}
		return v, i + 1
	}
	if v, n := h.ordinal(p, i); n > i {
		return v, n
	}
	if v := letterValue(p.bare(i)); v > 0 && (i+1 == len(p.words) || separated(src[p.words[i].End:])) {
		return v, i + 1
	}
	return 0, none
}

// ordinal reads an ordinal in words: units, tens and hundreds, in this order.
func (h *Headings) ordinal(p *phrase, i int) (value, next int) {
	size := -1
	for next = i; next < len(p.words); next++ {
		key := p.bare(next)
		v, ok := h.ordinals[string(key)]
		if !ok && size >= 0 {
			if string(key) == "بعد" {
				continue // الأول بعد المائة
			}
			v, ok = h.ordinals[strings.TrimPrefix(string(key), "و")]
		}
		if !ok || magnitude(v) <= size {
			break
		}
		size = magnitude(v)
		value += v
	}
	return value, next
}

func magnitude(v int) int {
	switch {
	case v < 10:
		return 0
	case v < 100:
		return 1
	}
	return 2
}

// hashes counts the # of a heading of plain text: one to six and a space.
func hashes(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n > 6 || n == len(s) || s[n] != ' ' {
		return 0
	}
	return n
}

// separated reports whether s begins with what parts a number from a title,
// or is empty.
func separated(s string) bool {
	s = s[skip(s, 0, isSpace):]
	if s == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(":-–—.)]/،", r)
}

// skip returns the end of the runes from i on that are in the class.
func skip(s string, i int, class func(rune) bool) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !class(r) {
			break
		}
		i += size
	}
	return i
}

// isSpace reports whether r prints nothing.
func isSpace(r rune) bool {
	c := letters.Of(r)
	return c == letters.Space || c == letters.Invisible
}
