package text

import "testing"

func TestPages(t *testing.T) {
	mark := func(kind MarkKind, start, end int, label string) Mark { return Mark{Span{start, end}, kind, label} }
	for _, c := range []struct {
		name  string
		marks []Mark
		want  string // the page of each byte
	}{
		{"none", nil, "____________________"},
		{"pages begin", []Mark{mark(PageBreak, 2, 3, "1"), mark(PageBreak, 5, 6, "2")}, "__11122222__________"},
		{"pages end", []Mark{mark(PageEnd, 3, 4, "1"), mark(PageEnd, 6, 7, "2")}, "1111222_____________"},
		{"a page ends with its file", []Mark{mark(PageBreak, 2, 3, "1"), mark(PageBreak, 12, 13, "2")}, "__11111111__22222222"},
		{"others do not matter", []Mark{mark(Markup, 1, 2, "x"), mark(PageBreak, 2, 3, "1"), mark(NoteAnchor, 4, 5, "9")}, "__11111111__________"},
	} {
		d := &Document{Text: "01234567890123456789", Marks: c.marks, Sources: []Source{{Span: Span{0, 10}}, {Span: Span{10, 20}}}}
		got := ""
		pages := d.Pages()
		for i := range d.Text {
			label := PageAt(pages, i)
			if label == "" {
				label = "_"
			}
			got += label
		}
		if got != c.want {
			t.Errorf("%s: pages are %s, want %s", c.name, got, c.want)
		}
	}
}
