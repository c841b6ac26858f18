package segment

import (
	"strings"
	"testing"

	"fusul/stages/text"
)

// FuzzDocument checks the invariants of a structure on any text, with blocks,
// marks and decisions of a manifest at any place.
func FuzzDocument(f *testing.F) {
	for _, src := range []string{
		"", "\n", "الفصل الأول\nحديث السوق\n" + prose1 + "الفصل الثاني\n" + prose2,
		"المحتويات\nأهل الدور ..... 3\nأهل السوق ..... 9\nأهل الدور\n" + prose1 + "أهل السوق\n" + prose2,
		strings.Repeat(wrapped, 3) + "\n\n\nحديث السوق\n\n\n\n" + strings.Repeat(wrapped, 3),
		"قال: «من هناك؟»، ثم سكت.1 وكان 13.5 د. سالم… نعم. (2)\r\nسطر\rسطر\fسطر\u2028سطر",
		"1. كذا\n2. كذا\n١-١ كذا\nأ- كذا\n· كذا\n# كذا\nباب\n",
	} {
		f.Add(src, []byte{})
		f.Add(src, []byte{0, 3, 9, 1, 40, 7, 2, 90, 20, 3, 5, 60, 4, 120, 8, 5, 30, 4})
	}
	f.Add("كذا\nكذا\nتأليف\nكذا\n"+prose1, []byte{0, 0, 200})
	s, err := Default()
	if err != nil {
		f.Fatal(err)
	}
	tiling := New(Options{Headings: s.words, Abbreviations: s.abbrs, Semicolons: true, TextTiling: true})
	f.Fuzz(func(t *testing.T, src string, given []byte) {
		doc := document(strings.ToValidUTF8(src, "\ufffd"), given)
		for _, s := range []*Segmenter{s, tiling} {
			if err := check(doc, s.Document(doc)); err != nil {
				t.Error(err)
			}
		}
	})
}

// document returns a document of src in which blocks, marks, boundaries,
// sources and exclusions stand as given says, three bytes for each: what it is,
// how far behind the last of its kind, how long.
func document(src string, given []byte) *text.Document {
	doc := &text.Document{Title: "حكايات", Text: src}
	var ends [5]int
	for ; len(given) >= 3; given = given[3:] {
		kind := int(given[0]) % len(ends)
		start := min(len(src), ends[kind]+int(given[1]))
		s := text.Span{Start: runeStart(src, start), End: runeStart(src, min(len(src), start+int(given[2])))}
		ends[kind] = s.End
		switch kind {
		case 0:
			doc.Blocks = append(doc.Blocks, text.Block{Span: s, Kind: text.BlockKind(given[0]/5) % 6, Level: int(given[0]/32) % 4})
		case 1:
			doc.Marks = append(doc.Marks, text.Mark{Span: s, Kind: text.MarkKind(given[0]/5) % 5})
		case 2:
			doc.Boundaries = append(doc.Boundaries, text.Boundary{Offset: start, Title: "حديث"})
		case 3:
			doc.Excluded = append(doc.Excluded, s)
		case 4:
			doc.Sources = append(doc.Sources, text.Source{Span: s})
		}
	}
	return doc
}

// TestLongDocuments runs shapes of a few megabytes that would take minutes if
// any step looked back at all that is before it.
func TestLongDocuments(t *testing.T) {
	const size = 2 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	numbered := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "%", strings.Repeat("ا", 1+i%97)+strings.Repeat("ب", 1+i/97)))
		}
		return b.String()
	}
	s := newSegmenter(t)
	for name, src := range map[string]string{
		"ten thousand entries and headings":   "المحتويات\n" + numbered("عنوان % ..... 7\n", 10000) + numbered("عنوان %\n"+prose1, 5000),
		"entries that are nearly in the text": "المحتويات\n" + numbered("عنوان % ..... 7\n", 10000) + numbered("عناوين %\n\nنص قصير.\n\n", 10000),
		"one heading again and again":         fill("الفصل الأول\n\nنص قصير.\n\n"),
		"one entry again and again":           fill("عنوان .... 5\n"),
		"tables of contents":                  fill("المحتويات\nكذا ..... 1\nكيت ..... 2\nذيت ..... 3\n\n"),
		"title pages":                         fill("كذا\nتأليف\nكيت\n"),
		"enumerators":                         fill("(1) كذا\n(2) كذا\n"),
		"nested enumerators":                  fill("1.1.1.1.1.1.1.1.1 كذا\n"),
		"one line":                            fill("كلمة. "),
		"one word":                            fill("ـ"),
		"full stops":                          fill(". "),
		"ellipses":                            fill("… "),
		"brackets":                            fill(")."),
		"digits":                              fill("1."),
		"a leader":                            "عنوان" + fill(".") + "1",
		"blank lines":                         fill("\n"),
		"old line ends":                       fill("كذا\r"),
		"the same two lines":                  fill("كذا\nكذا\n"),
	} {
		t.Run(name, func(t *testing.T) {
			doc := &text.Document{Text: src}
			if err := check(doc, s.Document(doc)); err != nil {
				t.Error(err)
			}
		})
	}
}
