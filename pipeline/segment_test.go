package pipeline

import (
	"strings"
	"testing"
	"testing/fstest"

	"fusul/stages/lexicon"
	"fusul/stages/read"
)

// TestTextTiling: a text without headings is one section, or, where it is
// asked for, divided where its words change.
func TestTextTiling(t *testing.T) {
	sea := strings.Repeat("أبحرت السفينة فوق الموج نحو المرفأ والبحار يشد الشراع قرب الصاري. ", 60)
	court := strings.Repeat("نظر القاضي في القضية وسمع الشاهد ثم أصدر المحامي مذكرة بالحكم العادل. ", 60)
	var paragraphs []string
	for _, s := range []string{sea, court} {
		sentences := strings.SplitAfter(s, ". ")
		for len(sentences) > 4 {
			paragraphs = append(paragraphs, strings.Join(sentences[:4], ""))
			sentences = sentences[4:]
		}
	}
	fsys := fstest.MapFS{"a.txt": {Data: []byte(strings.Join(paragraphs, "\n\n"))}}
	in := Input{Input: &read.Input{FS: fsys, Patterns: []string{"."}}}
	for _, c := range []struct {
		segment string
		want    int
	}{{"whole", 1}, {"texttiling", 2}} {
		_, works, err := Analyses(t.Context(), in, Config{Segment: c.segment, Topics: "none"}, &lexicon.Lexicon{})
		if err != nil {
			t.Fatal(err)
		}
		for a, err := range works {
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Sections) != c.want {
				t.Errorf("%s: %d sections, want %d", c.segment, len(a.Sections), c.want)
			}
		}
	}
}
