package read

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fusul/stages/text"
)

// backwards turns each line of s around.
func backwards(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		rs := []rune(l)
		slices.Reverse(rs)
		lines[i] = string(rs)
	}
	return strings.Join(lines, "\n")
}

// problemsOf returns the messages of the problems of one kind.
func problemsOf(doc *text.Document, kind string) string {
	var all []string
	for _, p := range doc.Problems {
		if p.Kind == kind {
			all = append(all, p.Message)
		}
	}
	return strings.Join(all, "\n")
}

// TestMend: a text that stands backwards is refused, or mended with a report.
func TestMend(t *testing.T) {
	sound := sampleText(t, "06-conclusion.txt")
	fsys := mapFS("a.txt", backwards(sound))
	w := Work{ID: "w", Files: []File{{Path: "a.txt"}}}
	_, err := w.Load(fsys, Options{})
	var bad *SyntaxError
	if !errors.As(err, &bad) || bad.Name != "a.txt" || !strings.Contains(bad.Msg, "known only backwards") || !strings.Contains(bad.Msg, "repair") {
		t.Fatalf("Load: %v", err)
	}
	doc, err := w.Load(fsys, Options{Repair: true})
	if err != nil {
		t.Fatal(err)
	}
	want, got := pdfWords(sound), pdfWords(doc.Text)
	if n := inOrder(want, got); n < len(want)*99/100 {
		t.Errorf("%d of %d words", n, len(want))
	}
	if said := problemsOf(doc, "repaired"); !strings.Contains(said, "known words before") {
		t.Errorf("problems %+v", doc.Problems)
	}
	doc = load(t, "a.txt", sound)
	if len(doc.Problems) > 0 {
		t.Errorf("problems of a sound text: %+v", doc.Problems)
	}
}

// TestMendPDF: files of programs that do not know Arabic.
func TestMendPDF(t *testing.T) {
	want := pdfWords(sampleText(t, "01-introduction.txt"))
	_, err := loadPDF(t, "testdata/pdf/reversed.pdf", Options{})
	var bad *SyntaxError
	if !errors.As(err, &bad) || !strings.Contains(bad.Msg, "known only backwards") {
		t.Errorf("reversed.pdf: %v", err)
	}
	doc, err := loadPDF(t, "testdata/pdf/reversed.pdf", Options{Repair: true})
	if err != nil {
		t.Fatal(err)
	}
	if n := inOrder(want, pdfWords(pdfBody(doc))); n < len(want) { // marks and all
		t.Errorf("reversed.pdf: %d of %d words", n, len(want))
	}
	if problemsOf(doc, "repaired") == "" {
		t.Errorf("reversed.pdf: problems %+v", doc.Problems)
	}
	doc, err = loadPDF(t, "testdata/pdf/visual.pdf", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if said := problemsOf(doc, "repaired"); !strings.Contains(said, "presentation forms") {
		t.Errorf("visual.pdf: problems %+v", doc.Problems)
	}
}

// TestMendMoves: what a container says of its text goes with the lines.
func TestMendMoves(t *testing.T) {
	prose := strings.Split(strings.TrimSpace(sampleText(t, "06-conclusion.txt")), "\n")
	var x extracted
	for _, line := range prose {
		if line == "" {
			continue
		}
		at := len(x.text)
		x.text += backwards(line) + "\n"
		x.blocks = append(x.blocks, text.Block{Span: text.Span{Start: at, End: len(x.text) - 1}})
		x.marks = append(x.marks, text.Mark{Span: text.Span{Start: at, End: at}, Kind: text.PageBreak, Label: "1"})
	}
	x.text += "Latin\n"
	x.blocks = append(x.blocks, text.Block{Span: text.Span{Start: len(x.text) - 6, End: len(x.text) - 1}})
	if err := x.mend(Options{Repair: true}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(x.text, "\n"), "\n")
	if len(lines) != len(x.blocks) {
		t.Fatalf("%d lines, %d blocks", len(lines), len(x.blocks))
	}
	for i, b := range x.blocks {
		if b.Of(x.text) != lines[i] {
			t.Errorf("block %d is %q, line %q", i, b.Of(x.text), lines[i])
		}
		if i < len(x.marks) && x.marks[i].Start != b.Start {
			t.Errorf("mark %d at %d, want %d", i, x.marks[i].Start, b.Start)
		}
	}
	if lines[0] != prose[0] {
		t.Errorf("%q, want %q", lines[0], prose[0])
	}
}
