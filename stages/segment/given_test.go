package segment

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

// at returns the span of the first s in src.
func at(src, s string) text.Span {
	i := strings.Index(src, s)
	return text.Span{Start: i, End: i + len(s)}
}

// heads returns the blocks of headings that are lines of src, with their levels.
func heads(src string, levels map[string]int) []text.Block {
	var blocks []text.Block
	pos := 0
	for line := range strings.SplitAfterSeq(src, "\n") {
		if level := levels[strings.TrimSpace(line)]; level > 0 {
			blocks = append(blocks, text.Block{Span: text.Span{Start: pos, End: pos + len(line) - 1}, Kind: text.Heading, Level: level})
		}
		pos += len(line)
	}
	return blocks
}

func TestBlocks(t *testing.T) {
	const long = prose1 + prose2
	for _, tt := range []struct {
		name, src string
		levels    map[string]int
		want      string
	}{
		{"levels make chapters and sections", "القرية\n" + long + "الدور\n" + long + "الجدار\n" + prose1 + "المدينة\n" + long,
			map[string]int{"القرية": 1, "الدور": 2, "الجدار": 3, "المدينة": 1}, `
body 1 القرية
    الدور
      الجدار
body 1 المدينة
`},
		{"one heading of the first level is the title of the work", "حكايات القرية\nالقرية\n" + long + "الدور\n" + prose2 + "المدينة\n" + long,
			map[string]int{"حكايات القرية": 1, "القرية": 2, "الدور": 3, "المدينة": 2}, `
body 1 حكايات القرية
body 2 القرية
      الدور
body 2 المدينة
`},
		{"words tell chapters from sections", "الباب الأول: القرية\nالفصل الأول: الدور\n" + long + "الجدار\n" + prose1 + "الفصل الثاني: السوق\n" + long,
			map[string]int{"الباب الأول: القرية": 1, "الفصل الأول: الدور": 2, "الجدار": 3, "الفصل الثاني: السوق": 2}, `
body 1 الباب الأول: القرية
body 2 الفصل الأول: الدور
      الجدار
body 2 الفصل الثاني: السوق
`},
		{"words tell levels where the format has one", "الباب الأول: القرية\nالفصل الأول: الدور\n" + long + "الفصل الثاني: السوق\n" + long + "المراجع\n" + prose1,
			map[string]int{"الباب الأول: القرية": 1, "الفصل الأول: الدور": 1, "الفصل الثاني: السوق": 1, "المراجع": 1}, `
body 1 الباب الأول: القرية
body 2 الفصل الأول: الدور
body 2 الفصل الثاني: السوق
bibliography 1 المراجع
`},
		{"an unmarked division within a marked chapter is a section", "القرية\n" + long + "المدينة\n" + long + "القسم الأول: الأسوار\n" + long + "القسم الثاني: الأبواب\n" + long,
			map[string]int{"القرية": 1, "المدينة": 1}, `
body 1 القرية
body 1 المدينة
    القسم الأول: الأسوار
    القسم الثاني: الأبواب
`},
		{"an unmarked label is part of the heading below it", "المدخل\n" + prose1 + "الفصل الأول\n\nالدور\n" + long,
			map[string]int{"المدخل": 1, "الدور": 1}, `
body 1 المدخل
body 1 الفصل الأول: الدور
`},
		{"what only looks like a heading is none where headings are marked at two levels", "القرية\n" + long + "الدور\n" + long + "الفصل الأول\n" + long + "المدينة\n" + prose1,
			map[string]int{"القرية": 1, "الدور": 2, "المدينة": 1}, `
body 1 القرية
    الدور
body 1 المدينة
`},
		{"references below a chapter are a chapter of their own", "القرية\n" + long + "المراجع\n" + prose1 + "المدينة\n" + long,
			map[string]int{"القرية": 1, "المراجع": 2, "المدينة": 1}, `
body 1 القرية
bibliography 1 المراجع
body 1 المدينة
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := &text.Document{Title: "حكايات", Text: tt.src, Blocks: heads(tt.src, tt.levels)}
			got := outlineOf(t, newSegmenter(t), doc)
			if want := strings.TrimPrefix(tt.want, "\n"); got != want {
				t.Errorf("outline is\n%swant\n%s", got, want)
			}
		})
	}
}

// TestBlockKinds checks that blocks keep their kinds and that a paragraph that
// the format marks holds together.
func TestBlockKinds(t *testing.T) {
	const src = "نص أول قصير\nيتمه سطر ثان.\n\n> بيت من الشعر\n> وبيت آخر\n\nنص أخير طويل بعض الشيء.\n"
	doc := &text.Document{Text: src, Blocks: []text.Block{
		{Span: at(src, "نص أول قصير\nيتمه سطر ثان.")},
		{Span: at(src, "بيت من الشعر\n> وبيت آخر"), Kind: text.Verse},
		{Span: at(src, "نص أخير طويل بعض الشيء.")},
	}}
	for i := range src {
		if src[i] == '>' {
			doc.Marks = append(doc.Marks, text.Mark{Span: text.Span{Start: i, End: i + 1}, Kind: text.Markup})
		}
	}
	s := newSegmenter(t).Document(doc)
	if err := check(doc, s); err != nil {
		t.Fatal(err)
	}
	kinds := []text.BlockKind{text.Paragraph, text.Verse, text.Paragraph}
	sentences := []int{1, 2, 1} // a line of verse is one
	if len(s.Paragraphs) != len(kinds) {
		t.Fatalf("%d paragraphs, want %d", len(s.Paragraphs), len(kinds))
	}
	for i, p := range s.Paragraphs {
		if p.Kind != kinds[i] || p.Sentences.Len() != sentences[i] {
			t.Errorf("paragraph %d is of kind %d with %d sentences, want %d and %d", i, p.Kind, p.Sentences.Len(), kinds[i], sentences[i])
		}
	}
}

// TestListing checks that a table of contents that the format marks is one,
// whatever its lines look like, and that its heading belongs to it.
func TestListing(t *testing.T) {
	const long = prose1 + prose2
	src := "فهرس المحتويات\nالقرية\nالدور التي لا يعرفها أحد.\nالمدينة\nالقرية\n" + long + "المدينة\n" + long
	doc := &text.Document{Text: src}
	pos := 0
	for i, line := range strings.SplitAfter(src, "\n") {
		b := text.Block{Span: text.Span{Start: pos, End: pos + len(line) - 1}}
		switch {
		case line == "":
			continue
		case i == 0, i == 4, line == "المدينة\n" && i > 4:
			b.Kind, b.Level = text.Heading, 1
		case i < 4:
			b.Kind = text.Listing
		}
		doc.Blocks = append(doc.Blocks, b)
		pos += len(line)
	}
	want := "contents 1 فهرس المحتويات\nbody 1 القرية\nbody 1 المدينة\n"
	if got := outlineOf(t, newSegmenter(t), doc); got != want {
		t.Errorf("outline is\n%swant\n%s", got, want)
	}
}

func TestBoundaries(t *testing.T) {
	src := "المقدمة\n" + prose1 + "الفصل الأول: الدور\n" + prose2 + "المبحث الأول: الجدار\n" + prose1 + "هنا يبدأ حديث آخر.\n" + prose2
	doc := &text.Document{Text: src, Boundaries: []text.Boundary{
		{Offset: at(src, "هنا يبدأ").Start, Title: "حديث آخر"},
		{Offset: at(src, "الفصل الأول").Start, Title: "الدور"},
		{Offset: len(src) + 9, Title: "لا شيء"}, // beyond the text
	}}
	want := "body 1 المقدمة\nbody 1 الدور\n    المبحث الأول: الجدار\nbody 1 حديث آخر\n"
	if got := outlineOf(t, newSegmenter(t), doc); got != want {
		t.Errorf("outline is\n%swant\n%s", got, want)
	}
	st := newSegmenter(t).Document(doc)
	if got, want := st.Chapters[2].Start, at(src, "هنا يبدأ").Start; got != want {
		t.Errorf("the last chapter begins at %d, the manifest says %d", got, want)
	}
}

func TestExcluded(t *testing.T) {
	src := "المقدمة\n" + prose1 + "إعلان عن بيع دار في طرف القرية.\n" + prose2 + "الفصل الأول\n" + prose1 + "الفصل الثاني\n" + prose2
	doc := &text.Document{Text: src, Excluded: []text.Span{
		at(src, "إعلان عن بيع دار في طرف القرية.\n"),
		{Start: at(src, "الفصل الأول").Start, End: at(src, "الفصل الثاني").Start},
	}}
	want := "body 1 المقدمة\nexcluded 1 \nbody 1 المقدمة\nexcluded 1 \nbody 1 الفصل الثاني\n"
	if got := outlineOf(t, newSegmenter(t), doc); got != want {
		t.Errorf("outline is\n%swant\n%s", got, want)
	}
}

// TestSources checks that a new file begins a new paragraph, and that a title
// does not run from one file into the next.
func TestSources(t *testing.T) {
	first, second := "سطر أول من ملف أول", " وسطر من ملف ثان.\n"
	doc := &text.Document{Text: first + second, Sources: []text.Source{
		{Span: text.Span{Start: 0, End: len(first)}},
		{Span: text.Span{Start: len(first), End: len(first) + len(second)}},
	}}
	s := newSegmenter(t).Document(doc)
	if err := check(doc, s); err != nil {
		t.Fatal(err)
	}
	if len(s.Paragraphs) != 2 || s.Paragraphs[1].Start != len(first) {
		t.Errorf("paragraphs are %v, the second must begin at %d", s.Paragraphs, len(first))
	}
}
