package segment

import (
	"fusul/stages/text"
)

// build makes the structure that the openings divide the units into.
func (w *work) build(out []opening) text.Structure {
	s := text.Structure{
		Paragraphs: make([]text.Para, 0, len(w.units)),
		Sentences:  make([]text.Sentence, 0, len(w.units)+len(w.src)/200),
	}
	b := builder{work: w, s: &s, marks: w.doc.Marks}
	next := 0
	for i := 0; i < len(w.units); {
		heads := 0
		for ; next < len(out) && out[next].unit == i; next++ {
			switch o := out[next]; {
			case o.line:
			case o.section:
				b.section(o)
			default:
				b.chapter(o)
			}
			heads = max(heads, out[next].heads)
		}
		if c := s.Chapters[len(s.Chapters)-1]; c.Sections.From == len(s.Sections) {
			b.section(opening{unit: i, title: c.Title})
		}
		end := i + max(1, heads)
		if next < len(out) {
			end = min(end, out[next].unit)
		}
		b.paragraph(i, end, heads > 0)
		i = end
	}
	b.close(len(w.src))
	return s
}

// builder appends to a structure. What it opens is closed by the next of its
// kind.
type builder struct {
	*work
	s     *text.Structure
	marks []text.Mark
	ranks []int // of the section being read and those it is in
}

func (b *builder) chapter(o opening) {
	start := b.units[o.unit].start
	b.closeChapter(start)
	b.ranks = b.ranks[:0]
	n := len(b.s.Sections)
	b.s.Chapters = append(b.s.Chapters, text.Chapter{
		Span: text.Span{Start: start}, Title: o.title, Level: o.level, Part: o.part,
		Sections: text.Range{From: n, To: n},
	})
}

func (b *builder) section(o opening) {
	start := b.units[o.unit].start
	chapter := len(b.s.Chapters) - 1
	if c := b.s.Chapters[chapter]; c.Sections.From < len(b.s.Sections) {
		b.closeSection(start)
	}
	level := b.s.Chapters[chapter].Level
	if o.section {
		for len(b.ranks) > 0 && b.ranks[len(b.ranks)-1] >= o.rank {
			b.ranks = b.ranks[:len(b.ranks)-1]
		}
		b.ranks = append(b.ranks, o.rank)
		level += len(b.ranks)
	}
	n := len(b.s.Paragraphs)
	b.s.Sections = append(b.s.Sections, text.Section{
		Span: text.Span{Start: start}, Title: o.title, Level: level, Chapter: chapter,
		Paragraphs: text.Range{From: n, To: n},
	})
}

// paragraph appends the units from i to end as one paragraph.
func (b *builder) paragraph(i, end int, heading bool) {
	span := text.Span{Start: b.units[i].start, End: len(b.src)}
	if end < len(b.units) {
		span.End = b.units[end].start
	}
	kind := b.units[i].kind
	if heading {
		kind = text.Heading
	}
	for len(b.marks) > 0 && b.marks[0].End <= span.Start {
		b.marks = b.marks[1:]
	}
	para, from := len(b.s.Paragraphs), len(b.s.Sentences)
	lines := kind == text.Heading || kind == text.Verse || kind == text.Table || kind == text.RunningHead
	b.s.Sentences = b.appendSentences(b.s.Sentences, b.src, span, para, b.marks, lines)
	b.s.Paragraphs = append(b.s.Paragraphs, text.Para{
		Span: span, Kind: kind, Label: b.units[i].label, Section: len(b.s.Sections) - 1,
		Sentences: text.Range{From: from, To: len(b.s.Sentences)},
	})
}

func (b *builder) closeSection(end int) {
	s := &b.s.Sections[len(b.s.Sections)-1]
	s.End, s.Paragraphs.To = end, len(b.s.Paragraphs)
}

func (b *builder) closeChapter(end int) {
	if len(b.s.Chapters) == 0 {
		return
	}
	b.closeSection(end)
	c := &b.s.Chapters[len(b.s.Chapters)-1]
	c.End, c.Sections.To = end, len(b.s.Sections)
}

func (b *builder) close(end int) { b.closeChapter(end) }
