package read

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"fusul/stages/text"
)

// check returns the first invariant that doc breaks.
func check(doc *text.Document) error {
	src := doc.Text
	if !utf8.ValidString(src) {
		return fmt.Errorf("text is not UTF-8")
	}
	at := 0
	for _, s := range doc.Sources {
		if s.Start != at || s.End < s.Start {
			return fmt.Errorf("source %q is [%d,%d), want a start at %d", s.Path, s.Start, s.End, at)
		}
		at = s.End
	}
	if at != len(src) {
		return fmt.Errorf("sources end at %d, text at %d", at, len(src))
	}
	var marks, blocks, excluded []text.Span
	for _, m := range doc.Marks {
		marks = append(marks, m.Span)
		if m.Len() == 0 && m.Kind != text.PageBreak && m.Kind != text.NoteAnchor {
			return fmt.Errorf("empty mark at %d", m.Start)
		}
	}
	for _, b := range doc.Blocks {
		blocks = append(blocks, b.Span)
		if b.Len() == 0 && b.Kind != text.Heading {
			return fmt.Errorf("empty block at %d", b.Start)
		}
		for _, at := range []int{b.Start, b.End - 1} {
			if m, ok := markAt(doc.Marks, at); ok && b.Len() > 0 {
				return fmt.Errorf("block [%d,%d) has the mark [%d,%d) at its end", b.Start, b.End, m.Start, m.End)
			}
		}
		if (b.Level > 0) != (b.Kind == text.Heading) {
			return fmt.Errorf("block of kind %d at %d has level %d", b.Kind, b.Start, b.Level)
		}
	}
	excluded = append(excluded, doc.Excluded...)
	for name, spans := range map[string][]text.Span{"mark": marks, "block": blocks, "exclusion": excluded} {
		if err := checkSpans(src, spans); err != nil {
			return fmt.Errorf("%s %w", name, err)
		}
	}
	if doc.Blocks != nil {
		if err := checkCover(src, marks, blocks); err != nil {
			return err
		}
	}
	return checkPlaces(doc)
}

// checkSpans says which of spans is out of order, out of src, or cuts a rune.
func checkSpans(src string, spans []text.Span) error {
	end := 0
	for i, s := range spans {
		if s.Start < end || s.End < s.Start || s.End > len(src) {
			return fmt.Errorf("%d is [%d,%d), after one that ends at %d, in a text of %d", i, s.Start, s.End, end, len(src))
		}
		for _, p := range []int{s.Start, s.End} {
			if p < len(src) && !utf8.RuneStart(src[p]) {
				return fmt.Errorf("%d is [%d,%d), which cuts a rune", i, s.Start, s.End)
			}
		}
		end = s.End
	}
	return nil
}

// checkCover says which rune is neither blank nor in a mark nor in a block:
// where a format marks blocks, nothing that can be read may be outside.
func checkCover(src string, marks, blocks []text.Span) error {
	for i, r := range src {
		for len(marks) > 0 && marks[0].End <= i {
			marks = marks[1:]
		}
		for len(blocks) > 0 && blocks[0].End <= i {
			blocks = blocks[1:]
		}
		covered := len(marks) > 0 && marks[0].Start <= i || len(blocks) > 0 && blocks[0].Start <= i
		if !covered && !blank(r) {
			return fmt.Errorf("%q at %d is in no block and no mark", r, i)
		}
	}
	return nil
}

// checkPlaces checks the boundaries and problems.
func checkPlaces(doc *text.Document) error {
	last := -1
	for _, b := range doc.Boundaries {
		if b.Offset <= last && len(doc.Sources) == 1 || b.Offset < last || b.Offset > len(doc.Text) {
			return fmt.Errorf("boundary %q at %d, after one at %d", b.Title, b.Offset, last)
		}
		last = b.Offset
	}
	for _, p := range doc.Problems {
		if p.Offset < -1 || p.Offset > len(doc.Text) || p.Kind == "" || p.Message == "" || p.Path == "" {
			return fmt.Errorf("problem %+v in a text of %d", p, len(doc.Text))
		}
		if p.Offset >= 0 && p.Offset < len(doc.Text) && !utf8.RuneStart(doc.Text[p.Offset]) {
			return fmt.Errorf("problem %+v cuts a rune", p)
		}
	}
	return nil
}

// mapFS makes a file system of pairs of name and content.
func mapFS(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

// load reads content as the one file name, and checks the document.
func load(t *testing.T, name, content string) *text.Document {
	t.Helper()
	fsys := mapFS(name, content)
	doc, err := (Work{ID: "w", Files: []File{{Path: name}}}).Load(fsys, Options{})
	if err != nil {
		t.Fatalf("Load(%s): %v", name, err)
	}
	if err := check(doc); err != nil {
		t.Fatalf("Load(%s): %v", name, err)
	}
	return doc
}

// shared returns a path in the data that is shared between developers, and
// skips the test where it is absent.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("../shared is absent: %v", err)
	}
	return path
}
