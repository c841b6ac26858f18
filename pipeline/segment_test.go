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
	sea := "سفينة موج مرفأ بحار شراع صاري ريح شاطئ مد جزر سمك شبكة لؤلؤ ربان مجداف مرساة عاصفة ملح جزيرة منارة"
	court := "قاض قضية شاهد حكم محام مذكرة دعوى خصم بينة يمين إقرار استئناف نقض عقوبة براءة سجن نيابة تحقيق جلسة عدالة"
	var paragraphs []string
	for _, words := range []string{sea, court} {
		list := strings.Fields(words)
		for p := range 20 {
			var b strings.Builder
			for i := range 30 { // each word in one row of ten or so
				b.WriteString(list[(p*7+i*3+i/5)%len(list)] + " ")
				b.WriteString("كلمة" + list[(p+i)%len(list)] + " ")
			}
			paragraphs = append(paragraphs, b.String()+".")
		}
	}
	fsys := fstest.MapFS{"a.txt": {Data: []byte(strings.Join(paragraphs, "\n\n"))}}
	in := Input{Input: &read.Input{FS: fsys, Patterns: []string{"."}}}
	for _, c := range []struct {
		segment   string
		low, high int // sections
	}{{"whole", 1, 1}, {"texttiling", 2, 4}} {
		_, works, err := Analyses(t.Context(), in, Config{Segment: c.segment, Topics: "none"}, &lexicon.Lexicon{})
		if err != nil {
			t.Fatal(err)
		}
		for a, err := range works {
			if err != nil {
				t.Fatal(err)
			}
			if n := len(a.Sections); n < c.low || n > c.high {
				t.Errorf("%s: %d sections, want %d to %d", c.segment, n, c.low, c.high)
			}
		}
	}
}
