package segment

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"fusul/stages/text"
)

// check reports the first way in which s is no structure of doc.
func check(doc *text.Document, s text.Structure) error {
	if doc.Text == "" {
		if len(s.Chapters)+len(s.Sections)+len(s.Paragraphs)+len(s.Sentences) > 0 {
			return fmt.Errorf("an empty text has parts: %+v", s)
		}
		return nil
	}
	whole := []text.Span{{Start: 0, End: len(doc.Text)}}
	chapters := spans(s.Chapters, func(c text.Chapter) text.Span { return c.Span })
	sections := spans(s.Sections, func(c text.Section) text.Span { return c.Span })
	paras := spans(s.Paragraphs, func(p text.Para) text.Span { return p.Span })
	sentences := spans(s.Sentences, func(p text.Sentence) text.Span { return p.Span })
	for _, level := range []struct {
		name         string
		whole, parts []text.Span
		ranges       []text.Range
		whichWhole   []int
	}{
		{"chapters", whole, chapters, []text.Range{{From: 0, To: len(chapters)}}, make([]int, len(chapters))},
		{"sections", chapters, sections, spans(s.Chapters, func(c text.Chapter) text.Range { return c.Sections }),
			spans(s.Sections, func(c text.Section) int { return c.Chapter })},
		{"paragraphs", sections, paras, spans(s.Sections, func(c text.Section) text.Range { return c.Paragraphs }),
			spans(s.Paragraphs, func(p text.Para) int { return p.Section })},
		{"sentences", paras, sentences, spans(s.Paragraphs, func(p text.Para) text.Range { return p.Sentences }),
			spans(s.Sentences, func(p text.Sentence) int { return p.Para })},
	} {
		if err := tile(doc.Text, level.whole, level.parts, level.ranges, level.whichWhole); err != nil {
			return fmt.Errorf("%s: %w", level.name, err)
		}
	}
	if err := checkTitles(s); err != nil {
		return err
	}
	return checkGiven(doc, s)
}

// spans maps a slice.
func spans[T, U any](in []T, f func(T) U) []U {
	out := make([]U, len(in))
	for i, v := range in {
		out[i] = f(v)
	}
	return out
}

// tile checks that the parts in each range tile its whole, in order, none of
// them empty, and that each part names its whole.
func tile(src string, wholes, parts []text.Span, ranges []text.Range, whole []int) error {
	next := 0
	for i, w := range wholes {
		r := ranges[i]
		if r.From != next || r.To <= r.From || r.To > len(parts) {
			return fmt.Errorf("range %d is %v, must begin at %d and not be empty", i, r, next)
		}
		next = r.To
		pos := w.Start
		for j := r.From; j < r.To; j++ {
			switch p := parts[j]; {
			case p.Start != pos || p.End <= p.Start:
				return fmt.Errorf("part %d is %v, must begin at %d and not be empty", j, p, pos)
			case p.Start < len(src) && !utf8.RuneStart(src[p.Start]):
				return fmt.Errorf("part %d begins within a rune, at %d", j, p.Start)
			case whole[j] != i:
				return fmt.Errorf("part %d names whole %d, must name %d", j, whole[j], i)
			}
			pos = parts[j].End
		}
		if pos != w.End {
			return fmt.Errorf("parts of %d end at %d, text at %d", i, pos, w.End)
		}
	}
	if next != len(parts) {
		return fmt.Errorf("ranges end at %d, there are %d parts", next, len(parts))
	}
	return nil
}

func checkTitles(s text.Structure) error {
	for _, c := range s.Chapters {
		if c.Title != strings.TrimSpace(c.Title) || strings.ContainsAny(c.Title, "\n\r\t") || !utf8.ValidString(c.Title) {
			return fmt.Errorf("chapter title %q is not trimmed", c.Title)
		}
		if c.Level < 1 {
			return fmt.Errorf("chapter %q has level %d", c.Title, c.Level)
		}
		for _, sec := range s.Sections[c.Sections.From:c.Sections.To] {
			if sec.Level < c.Level {
				return fmt.Errorf("section %q has level %d in a chapter of level %d", sec.Title, sec.Level, c.Level)
			}
		}
	}
	return nil
}

// checkGiven checks what the document itself says: marked headings are
// headings, and what is left out is in chapters that are, and nothing else.
func checkGiven(doc *text.Document, s text.Structure) error {
	for _, c := range s.Chapters {
		for _, x := range doc.Excluded {
			in := text.Span{Start: max(c.Start, lineStart(doc, x.Start)), End: min(c.End, runeStart(doc.Text, x.End))}
			if c.Part != text.Left && in.Len() > 0 && !printsNothing(doc, in.Start, in.End) {
				return fmt.Errorf("%q is left out, but in the chapter %q", in.Of(doc.Text), c.Title)
			}
		}
		if c.Part == text.Left && len(doc.Excluded) == 0 {
			return fmt.Errorf("the chapter at %d is left out by nobody", c.Start)
		}
	}
	if len(doc.Excluded) > 0 || len(doc.Boundaries) > 0 || len(doc.Sources) > 0 {
		return nil // they may cut headings
	}
	para := 0
	for _, b := range doc.Blocks {
		if b.Kind != text.Heading || printsNothing(doc, b.Start, b.End) {
			continue
		}
		l := linesOf(doc, b.Span)
		first, _ := l.next()
		for para+1 < len(s.Paragraphs) && s.Paragraphs[para].End <= first.from {
			para++
		}
		if p := s.Paragraphs[para]; p.Kind != text.Heading {
			return fmt.Errorf("the heading %q is in a paragraph of kind %d", b.Of(doc.Text), p.Kind)
		}
	}
	return nil
}

// TestCheck breaks a structure in each way that check must see.
func TestCheck(t *testing.T) {
	doc := &text.Document{Text: "الفصل الأول\n" + prose1 + "الفصل الثاني\n" + prose2}
	for name, spoil := range map[string]func(*text.Structure){
		"a chapter too short":         func(s *text.Structure) { s.Chapters[0].End-- },
		"a section of no chapter":     func(s *text.Structure) { s.Chapters[1].Sections.From++ },
		"an empty paragraph":          func(s *text.Structure) { s.Paragraphs[1].Start = s.Paragraphs[1].End },
		"a sentence that cuts a rune": func(s *text.Structure) { s.Sentences[0].End++; s.Sentences[1].Start++ },
		"a wrong index":               func(s *text.Structure) { s.Sentences[1].Para = 0 },
		"a title with its line end":   func(s *text.Structure) { s.Chapters[0].Title += "\n" },
		"a sentence too many":         func(s *text.Structure) { s.Sentences = append(s.Sentences, text.Sentence{}) },
		"a chapter left out":          func(s *text.Structure) { s.Chapters[0].Part = text.Left },
		"a section above its chapter": func(s *text.Structure) { s.Sections[0].Level = 0 },
	} {
		s := newSegmenter(t).Document(doc)
		if err := check(doc, s); err != nil {
			t.Fatal(err)
		}
		if spoil(&s); check(doc, s) == nil {
			t.Errorf("check does not see %s", name)
		}
	}
}
