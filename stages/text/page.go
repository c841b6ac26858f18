package text

import "sort"

// A Page is a stretch of a document that stands on one page of its edition.
type Page struct {
	Span
	Label string // its number as the edition writes it
}

// Pages returns the pages of d that its marks tell of, in order and disjoint.
// No page goes from one source into the next, and what no mark tells of is on
// none.
func (d *Document) Pages() []Page {
	var pages []Page
	marks := d.Marks
	for _, s := range d.sources() {
		at, label := s.Start, ""
		add := func(end int, label string) {
			if label != "" && at < end {
				pages = append(pages, Page{Span{at, end}, label})
			}
			at = end
		}
		for ; len(marks) > 0 && marks[0].Start < s.End; marks = marks[1:] {
			switch m := marks[0]; m.Kind {
			case PageBreak:
				add(m.Start, label)
				label = m.Label
			case PageEnd:
				add(m.End, m.Label)
				label = ""
			}
		}
		add(s.End, label)
	}
	return pages
}

// sources returns the spans of the files of d, or one of all.
func (d *Document) sources() []Span {
	if len(d.Sources) == 0 {
		return []Span{{0, len(d.Text)}}
	}
	spans := make([]Span, len(d.Sources))
	for i, s := range d.Sources {
		spans[i] = s.Span
	}
	return spans
}

// PageAt returns the label of the page of pages that offset is on, or nothing.
func PageAt(pages []Page, offset int) string {
	i := sort.Search(len(pages), func(i int) bool { return pages[i].End > offset })
	if i < len(pages) && pages[i].Start <= offset {
		return pages[i].Label
	}
	return ""
}
