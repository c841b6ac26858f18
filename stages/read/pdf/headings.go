package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// headingLines is how many lines of print a heading may take.
const headingLines = 4

// headings says which lines begin a heading, and of which level; -1 is a line
// that goes on with one. The outline of the file is believed where it has one.
func (f *File) headings(pages [][]Line, m measure) map[place]int {
	heads := f.outlined(pages)
	if len(heads) == 0 {
		heads = displayed(pages, m)
	}
	return heads
}

// outlined looks for the titles of the outline as lines of their pages.
func (f *File) outlined(pages [][]Line) map[place]int {
	heads := make(map[place]int)
	folded := make(map[int][]string)
	for _, e := range f.Outline {
		title := foldTitle(e.Title)
		if e.Page < 0 || title == "" {
			continue
		}
		if folded[e.Page] == nil {
			for _, l := range pages[e.Page] {
				folded[e.Page] = append(folded[e.Page], foldTitle(l.Text))
			}
		}
		best, span, far := -1, 0, math.Inf(1)
		for i := range folded[e.Page] {
			n := spells(folded[e.Page][i:], title)
			if n == 0 || heads[place{e.Page, i}] != 0 {
				continue
			}
			d := math.Abs(float64(pages[e.Page][i].Base) - e.Y)
			if math.IsNaN(d) {
				d = 0
			}
			if d < far {
				best, span, far = i, n, d
			}
		}
		for i := range span {
			heads[place{e.Page, best + i}] = -1
		}
		if best >= 0 {
			heads[place{e.Page, best}] = min(e.Level, 6)
		}
	}
	return heads
}

// spells returns how many of the first of lines spell title, or 0.
func spells(lines []string, title string) int {
	for n := range min(headingLines, len(lines)) {
		rest, ok := strings.CutPrefix(title, lines[n])
		if !ok || lines[n] == "" {
			return 0
		}
		if rest == "" {
			return n + 1
		}
		title = rest
	}
	return 0
}

// foldTitle keeps the letters and digits of s, in the forms that differ least
// between a title and its line.
func foldTitle(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '٠' <= r && r <= '٩':
			return r - '٠' + '0'
		case strings.ContainsRune("أإآٱ", r):
			return 'ا'
		case r == 'ى':
			return 'ي'
		case r == '\u0640', !unicode.IsLetter(r) && !unicode.IsDigit(r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

// displayed takes short lines for headings that are larger than the rest, or
// bold where the rest is not. The larger, the higher.
func displayed(pages [][]Line, m measure) map[place]int {
	const larger, most = 1.12, 120
	heads := make(map[place]int)
	sizes := make(map[float32]bool)
	lines := 0
	for p := range pages {
		lines += len(pages[p])
		for i, l := range pages[p] {
			if l.Size < larger*m.size && (m.bold || !l.Bold || l.Size < 0.95*m.size) {
				continue
			}
			if n := utf8.RuneCountInString(l.Text); n > most || !strings.ContainsFunc(l.Text, unicode.IsLetter) || strings.HasSuffix(l.Text, "،") {
				continue
			}
			heads[place{p, i}] = 1
			sizes[round(l.Size)] = true
		}
	}
	if 4*len(heads) > lines {
		return nil // no display, but how the work is set
	}
	ranks := slices.SortedFunc(maps.Keys(sizes), func(a, b float32) int { return cmp.Compare(b, a) })
	for at := range heads {
		l := pages[at.page][at.line]
		heads[at] = min(6, 1+slices.Index(ranks, round(l.Size)))
	}
	for at := range heads { // a heading of several lines
		before, is := heads[place{at.page, at.line - 1}]
		if !is || at.line == 0 {
			continue
		}
		a, b := pages[at.page][at.line-1], pages[at.page][at.line]
		if before != 0 && round(a.Size) == round(b.Size) && a.Bold == b.Bold && a.Base-b.Base < 1.8*b.Size && a.Base > b.Base {
			heads[at] = -1
		}
	}
	return heads
}
