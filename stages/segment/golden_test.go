package segment

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fusul/stages/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares the whole structure of two invented works with what was
// found right by reading it: a thesis with one line a paragraph, and a book of
// wrapped lines whose table of contents and title stand twice.
func TestGolden(t *testing.T) {
	for _, name := range []string{"thesis", "book"} {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			doc := &text.Document{Text: string(src)}
			s := newSegmenter(t).Document(doc)
			if err := check(doc, s); err != nil {
				t.Fatal(err)
			}
			got := dump(doc, s)
			golden := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("structure differs from %s (-update writes it anew):\n%s", golden, firstDifference(got, string(want)))
			}
		})
	}
}

// dump returns s as lines: a chapter, its sections, their paragraphs (# is a
// heading), and each sentence as it stands in the text.
func dump(doc *text.Document, s text.Structure) string {
	var b strings.Builder
	for _, c := range s.Chapters {
		fmt.Fprintf(&b, "chapter %v %d %q\n", c.Part, c.Level, c.Title)
		for _, sec := range s.Sections[c.Sections.From:c.Sections.To] {
			fmt.Fprintf(&b, " section %d %q\n", sec.Level, sec.Title)
			for _, p := range s.Paragraphs[sec.Paragraphs.From:sec.Paragraphs.To] {
				sign := "-"
				if p.Kind == text.Heading {
					sign = "#"
				}
				for _, sentence := range s.Sentences[p.Sentences.From:p.Sentences.To] {
					fmt.Fprintf(&b, "  %s %q\n", sign, strings.TrimRight(sentence.Of(doc.Text), "\n"))
					sign = " "
				}
			}
		}
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is\n%s\nwant\n%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
