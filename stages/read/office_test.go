package read

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fusul/stages/text"
)

// officeHeadings are the headings of testdata/office/source.md with their levels.
var officeHeadings = []string{
	"1 المقدمة", "2 أسئلة الدراسة", "2 منهج الدراسة",
	"1 الفصل الأول: مفهوم الحلف", "2 التوازن والانحياز", "2 الأمن الجماعي",
	"1 الفصل الثاني: الحلف بعد عام 1991", "1 الخاتمة",
}

// officeFiles are the files of testdata/office that are read: what pandoc and
// LibreOffice made of source.md. See README.md there.
var officeFiles = []string{"pandoc.docx", "libreoffice.docx", "pandoc.odt", "libreoffice.odt",
	"pandoc.html", "libreoffice.html",
	"pandoc-2.epub", "pandoc-3.epub", "libreoffice.epub", "pandoc.tei"}

// wordsOf returns the words and figures of s.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}

// blockWords returns the words of the blocks that keep lets through, without
// marks.
func blockWords(doc *text.Document, keep func(text.Block) bool) []string {
	var words []string
	for _, b := range doc.Blocks {
		if keep(b) {
			words = append(words, wordsOf(plainText(doc.Text, b.Span, doc.Marks))...)
		}
	}
	return words
}

// loadOffice reads a file of testdata/office and checks the document.
func loadOffice(t *testing.T, name string) *text.Document {
	t.Helper()
	dir := os.DirFS(filepath.Join("testdata", "office"))
	corpus, err := List(dir, Options{}, name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := corpus.Works[0].Load(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := check(doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestOffice reads what real programs wrote: the words must be those of the
// source as pandoc prints it, in their order, and the headings, notes,
// quotations, tables and metadata all there.
func TestOffice(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("testdata", "office", "source.txt"))
	if err != nil {
		t.Fatal(err)
	}
	body, notes, _ := strings.Cut(string(source), "\n[1] ")
	call := regexp.MustCompile(`\[\d\]`)
	body = itemNumbers.ReplaceAllString(call.ReplaceAllString(body, " "), "")
	wantBody := wordsOf(body)
	wantNotes := wordsOf(call.ReplaceAllString(notes, " "))
	for _, name := range officeFiles {
		wantBody, wantHeadings, wantQuotations := wantBody, officeHeadings, 1
		if name == "libreoffice.epub" {
			// LibreOffice leaves the head of a table out of a book, and marks
			// nothing in it but the chapters.
			wantBody = wordsOf(tableHead.ReplaceAllString(body, ""))
			wantHeadings = slices.DeleteFunc(slices.Clone(officeHeadings), func(h string) bool { return h[0] != '1' })
			wantQuotations = 0
		}
		t.Run(name, func(t *testing.T) {
			doc := loadOffice(t, name)
			if name == "pandoc.tei" { // the title page is in the head of the file
				wantBody = wantBody[len(wordsOf("الأحلاف الدولية بعد زوال الخصم فريق فصول")):]
			}
			if got := blockWords(doc, func(b text.Block) bool { return b.Kind != text.Note }); !slices.Equal(got, wantBody) {
				t.Errorf("words differ: %s", firstDifference(got, wantBody))
			}
			if got := blockWords(doc, func(b text.Block) bool { return b.Kind == text.Note }); !slices.Equal(got, wantNotes) {
				t.Errorf("words of notes differ: %s", firstDifference(got, wantNotes))
			}
			if got := headingsOf(doc); !slices.Equal(got, wantHeadings) {
				t.Errorf("headings are %q", got)
			}
			if doc.Title != "الأحلاف الدولية بعد زوال الخصم" || doc.Author != "فريق فصول" {
				t.Errorf("title %q, author %q", doc.Title, doc.Author)
			}
			checkNotes(t, doc)
			kinds := map[text.BlockKind]int{}
			for _, b := range doc.Blocks {
				kinds[b.Kind]++
			}
			if kinds[text.Quotation] != wantQuotations || kinds[text.Table] != 1 || kinds[text.Note] != 3 {
				t.Errorf("%d quotations, %d tables, %d notes, want %d, 1, 3", kinds[text.Quotation], kinds[text.Table], kinds[text.Note], wantQuotations)
			}
		})
	}
}

// TestOfficeFeatures reads what LibreOffice wrote of features.fodt, and that
// file itself. The numbers are those that LibreOffice prints of it.
func TestOfficeFeatures(t *testing.T) {
	const want = `L فهرس المحتويات
L الفصل 1: الردع	2
L الفصل 2: الاحتواء	3
H1 الفصل 1: الردع
P الردع منع الخصم من الفعل بتهديده بكلفة لا يحتملها، وهو غير الدفاع.{note 1}
N1 هذا تعريف مختصر.
H2 1.1 شروط الردع
P [1)]القدرة على العقاب
P [a.]قدرة تقليدية
P [b.]قدرة نووية
P [2)]صدق التهديد
P وهذه جملة فيها زيادة مقبولة بعد المراجعة.
P نص قبل الإطار ونص بعده.
P نص داخل الإطار
H1 الفصل 2: الاحتواء
P سياسة
الاحتواء	سبقت الانفراج{note i} بزمن، انظر هذا الرابط.
Ni تعليق في آخر العمل.
T خلية{note 2}
فقرة أولى
فقرة ثانية
N2 حاشية في جدول.
P ختام.
`
	page := regexp.MustCompile(`\{page \d+\}`) // LibreOffice sets them before or behind a line end
	for _, name := range []string{"features.fodt", "features.odt", "features.docx"} {
		doc := loadOffice(t, name)
		if got := page.ReplaceAllString(outlineOfDoc(doc), ""); got != want {
			t.Errorf("%s is\n%swant\n%s", name, got, want)
		}
		var pages []string
		for _, m := range doc.Marks {
			if m.Kind == text.PageBreak {
				pages = append(pages, m.Label)
			}
		}
		if !slices.Equal(pages, []string{"2", "3"}) {
			t.Errorf("%s: pages %q begin, want 2 and 3", name, pages)
		}
	}
}

// What source.txt has and the words of a document have not: the numbers of
// items, which are marks, and what LibreOffice loses when it makes a book.
var (
	itemNumbers = regexp.MustCompile(`(?m)^\d\.  `)
	tableHead   = regexp.MustCompile(`(?m)^  السنة .*$`)
)

// headingsOf returns the headings of doc with their levels.
func headingsOf(doc *text.Document) []string {
	var all []string
	for _, b := range doc.Blocks {
		if b.Kind == text.Heading {
			all = append(all, string(rune('0'+b.Level))+" "+plainText(doc.Text, b.Span, doc.Marks))
		}
	}
	return all
}

// checkNotes checks that each of three notes stands behind the paragraph that
// calls it, under the label of its call.
func checkNotes(t *testing.T, doc *text.Document) {
	t.Helper()
	var calls []text.Mark
	for _, m := range doc.Marks {
		if m.Kind == text.NoteAnchor {
			calls = append(calls, m)
		}
	}
	n := 0
	for i, b := range doc.Blocks {
		if b.Kind != text.Note {
			continue
		}
		if n >= len(calls) || calls[n].Label != b.Label || b.Label == "" {
			t.Errorf("note %d has the label %q; calls are %v", n, b.Label, calls)
			return
		}
		if before := doc.Blocks[i-1]; calls[n].Start < before.Start || calls[n].Start >= b.Start {
			t.Errorf("note %d stands behind [%d,%d), and is called at %d", n, before.Start, before.End, calls[n].Start)
		}
		n++
	}
}

// firstDifference shows where two lists of words part.
func firstDifference(got, want []string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-3)
	return strings.Join(got[from:min(len(got), i+5)], " ") + " | want " + strings.Join(want[from:min(len(want), i+5)], " ")
}
