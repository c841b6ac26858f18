package read

import (
	"slices"
	"sort"
	"strings"

	"fusul/stages/text"
)

// A sheet gathers the marks and blocks of one text while it is parsed.
type sheet struct {
	src string
	parsed
	spent int // blocks and marks that the budget knows of
}

// spend takes from the budget what was found since it was called last.
func (s *sheet) spend(opt Options) error {
	n := len(s.blocks) + len(s.marks)
	err := opt.budget.spend(markSize * (n - s.spent))
	s.spent = n
	return err
}

// mark adds a mark; an empty one is left out.
func (s *sheet) mark(start, end int, kind text.MarkKind, label string) {
	if start < end {
		s.marks = append(s.marks, text.Mark{Span: text.Span{Start: start, End: end}, Kind: kind, Label: label})
	}
}

// problem records that the structure at an offset is odd.
func (s *sheet) problem(at int, kind, msg string) {
	s.problems = append(s.problems, text.Problem{Offset: at, Kind: kind, Message: msg})
}

// finish puts the marks in order, makes them disjoint, and trims the blocks to
// what they say: no blanks and no marks at their ends. A heading may be left
// without words; other blocks are then dropped.
func (s *sheet) finish() parsed {
	s.marks = tidyMarks(s.marks)
	kept := s.blocks[:0]
	for _, b := range s.blocks {
		from := b.Start
		b.Span = s.trim(b.Span)
		if b.Len() == 0 {
			if b.Kind != text.Heading {
				continue
			}
			b.Span = text.Span{Start: from, End: from}
		}
		kept = append(kept, b)
	}
	if kept == nil {
		kept = []text.Block{}
	}
	s.blocks = kept
	return s.parsed
}

// tidyMarks sorts marks and cuts off what an earlier one covers already; a
// place within one moves to its end.
func tidyMarks(marks []text.Mark) []text.Mark {
	slices.SortStableFunc(marks, func(a, b text.Mark) int { return a.Start - b.Start })
	kept := marks[:0]
	end := 0
	for _, m := range marks {
		place := m.Len() == 0
		m.Start = max(m.Start, end)
		if place {
			m.End = m.Start
		}
		if m.Start < m.End || place {
			kept = append(kept, m)
			end = m.End
		}
	}
	return kept
}

// trim takes blanks and marks off both ends of span. The marks must be tidy.
func (s *sheet) trim(span text.Span) text.Span {
	for {
		was := span
		span = trimSpan(s.src, span)
		if m, ok := markAt(s.marks, span.Start); ok {
			span.Start = min(m.End, span.End)
		}
		if m, ok := markAt(s.marks, span.End-1); ok {
			span.End = max(m.Start, span.Start)
		}
		if span == was || span.Len() == 0 {
			return span
		}
	}
}

// markAt returns the mark that covers the byte at pos.
func markAt(marks []text.Mark, pos int) (text.Mark, bool) {
	i := sort.Search(len(marks), func(i int) bool { return marks[i].End > pos })
	if i < len(marks) && marks[i].Start <= pos {
		return marks[i], true
	}
	return text.Mark{}, false
}

// plainText returns the words of s, without marks; these must be tidy.
func plainText(src string, s text.Span, marks []text.Mark) string {
	var b strings.Builder
	i := sort.Search(len(marks), func(i int) bool { return marks[i].End > s.Start })
	for ; i < len(marks) && marks[i].Start < s.End; i++ {
		m := marks[i]
		if m.Start > s.Start {
			b.WriteString(src[s.Start:m.Start])
		}
		s.Start = min(m.End, s.End)
	}
	b.WriteString(s.Of(src))
	return squash(b.String())
}
