package table

import (
	"strings"
	"testing"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/text"
)

// noted is a work with pages and notes: two of the page, one of the end.
func noted() *text.Document {
	src := "الفصل الأول\nنص أول يحيل إلى حاشية* ثم يمضي.\nحاشية أولى قصيرة.\nنص ثان فيه إحالة* أخرى.\nحاشية ثانية.\nالفصل الثاني\nنص ثالث في صفحة جديدة.\n"
	doc := &text.Document{ID: "w", Text: src, Sources: []text.Source{{Span: text.Span{End: len(src)}}}}
	pos := 0
	for i, line := range strings.SplitAfter(src, "\n") {
		b := text.Block{Span: text.Span{Start: pos, End: pos + len(strings.TrimSuffix(line, "\n"))}}
		switch i {
		case 0, 5:
			b.Kind, b.Level = text.Heading, 1
		case 2, 4:
			b.Kind, b.Label = text.Note, "*"
		}
		if b.Len() > 0 {
			doc.Blocks = append(doc.Blocks, b)
		}
		if star := strings.IndexByte(line, '*'); star >= 0 {
			doc.Marks = append(doc.Marks, text.Mark{Span: text.Span{Start: pos + star, End: pos + star + 1}, Kind: text.NoteAnchor, Label: "*"})
		}
		pos += len(line)
	}
	end := strings.Index(src, "نص ثالث")
	doc.Marks = append(doc.Marks, text.Mark{Span: text.Span{Start: end - 1, End: end}, Kind: text.PageEnd, Label: "7"})
	return doc
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		notes analyse.Notes
		words int64 // counted in the first chapter
	}{{analyse.NotesOut, 12}, {analyse.NotesIn, 17}, {analyse.NotesOnly, 5}} {
		a, err := analyse.New(analyse.Options{Notes: c.notes})
		if err != nil {
			t.Fatal(err)
		}
		doc := noted()
		r := a.Document(doc)
		ids, places := NewIDs("w", r.Structure), NewPlaces(r)
		chapter := Chapters(r, ids, places, count.Words(r))[0]
		if chapter.Tokens != c.words || chapter.Notes != 2 || chapter.NoteTokens != 5 || chapter.Page != "7" {
			t.Errorf("notes %d: chapter is %+v, want %d words, 2 notes of 5 words, page 7", c.notes, chapter, c.words)
		}
		counted := int64(0)
		for _, tok := range Tokens(r, ids) {
			if tok.Counted && tok.Chapter == chapter.Chapter {
				counted++
			}
		}
		sum := int64(0)
		for _, p := range Paragraphs(r, ids, places) {
			if p.Chapter == chapter.Chapter {
				sum += p.Tokens
			}
		}
		if counted != c.words || sum != c.words {
			t.Errorf("notes %d: %d counted tokens, %d by paragraph, want %d", c.notes, counted, sum, c.words)
		}
		notes := Notes(r, ids, places)
		if len(notes) != 2 {
			t.Fatalf("%d notes, want 2", len(notes))
		}
		for i, want := range []struct{ call, text string }{{"* ثم", "حاشية أولى قصيرة."}, {"* أخرى", "حاشية ثانية."}} {
			n := notes[i]
			if n.Call == nil || !strings.HasPrefix(doc.Text[*n.Call:], want.call) || n.Text != want.text || *n.CallPara != n.Para-1 {
				t.Errorf("note %d is %+v, want the call %q and the text %q", i, n, want.call, want.text)
			}
		}
	}
}

func TestParagraphNumbers(t *testing.T) {
	a, err := analyse.New(analyse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := a.Document(noted())
	var got []string
	for _, p := range Paragraphs(r, NewIDs("w", r.Structure), NewPlaces(r)) {
		got = append(got, strings.Join([]string{p.Kind, p.Page, string('0' + p.No)}, ":"))
	}
	want := "heading:7:0 paragraph:7:1 note:7:1 paragraph:7:2 note:7:2 heading:7:0 paragraph::1"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("paragraphs are %s, want %s", s, want)
	}
}
