package read

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"fusul/corpus"
	"fusul/stages/read/pdf"
	"fusul/stages/text"
)

// engine keeps the compiled code where the command does, since compiling it
// takes seconds.
var engine = func() *pdf.Engine {
	dir, err := os.UserCacheDir()
	if err != nil {
		return new(pdf.Engine)
	}
	return &pdf.Engine{CacheDir: filepath.Join(dir, "fusul")}
}()

// loadPDF reads one PDF of testdata.
func loadPDF(t testing.TB, path string, opt Options) (*text.Document, error) {
	t.Helper()
	opt.PDF = engine
	doc, err := (Work{ID: "w", Files: []File{{Path: filepath.Base(path)}}}).Load(os.DirFS(filepath.Dir(path)), opt)
	if err == nil {
		if err := check(doc); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	return doc, err
}

// pdfWords returns the words of s, its marks in one order and its letters plain.
func pdfWords(s string) []string {
	return regexp.MustCompile(`[\pL\pN][\pL\pN\pM\x{0640}]*`).FindAllString(norm.NFKC.String(s), -1)
}

// pdfBody returns the text of doc without notes and marks.
func pdfBody(doc *text.Document) string {
	var b strings.Builder
	marks := doc.Marks
	for _, block := range doc.Blocks {
		if block.Kind == text.Note {
			continue
		}
		at := block.Start
		for _, m := range marks {
			if m.Start >= at && m.End <= block.End && m.Len() > 0 {
				b.WriteString(doc.Text[at:m.Start] + " ")
				at = m.End
			}
		}
		b.WriteString(doc.Text[at:block.End] + "\n")
	}
	return b.String()
}

// inOrder returns how many of want stand in got, in their order: the length
// of the longest common subsequence.
func inOrder(want, got []string) int {
	row := make([]int, len(got)+1)
	for _, w := range want {
		diagonal := 0
		for j, g := range got {
			above := row[j+1]
			if w == g {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(got)]
}

// sampleText returns a file of the sample thesis.
func sampleText(t testing.TB, name string) string {
	t.Helper()
	raw, err := fs.ReadFile(corpus.Sample, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestPDFWords: what programs make of the introduction of the sample is read
// word for word, as a work in paragraphs with its headings, notes and pages.
func TestPDFWords(t *testing.T) {
	intro := sampleText(t, "01-introduction.txt")
	want := pdfWords(intro)
	for _, c := range []struct {
		name            string
		notes, pages    int
		title, metadata bool
		lost            int // words that are not read as they stand
	}{
		{name: "libreoffice", notes: 5, pages: 4, title: true, metadata: true},
		{name: "chromium", notes: 5, pages: 4, title: true},
		{name: "typst", notes: 5, pages: 3, title: true, metadata: true, lost: 1}, // it names the letter of two marks twice
		{name: "visual", pages: 4},
		{name: "columns", pages: 2}, // its notes are nearly as large as its text
	} {
		doc, err := loadPDF(t, "testdata/pdf/"+c.name+".pdf", Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		body := pdfBody(doc)
		if got := inOrder(want, pdfWords(body)); got < len(want)-c.lost {
			t.Errorf("%s: %d of %d words", c.name, got, len(want))
		}
		if body := pdfBody(doc); strings.Count(body, "التحالفات بعد زوال الخصم") > 0 {
			t.Errorf("%s: the running head is in the text", c.name)
		}
		var notes, pages []string
		heads := ""
		for _, b := range doc.Blocks {
			switch b.Kind {
			case text.Note:
				notes = append(notes, b.Label)
			case text.Heading:
				heads += b.Of(doc.Text) + "\n"
			}
		}
		for _, m := range doc.Marks {
			if m.Kind == text.PageBreak {
				pages = append(pages, m.Label)
			}
		}
		if !strings.HasPrefix(heads, "المقدمة\n") {
			t.Errorf("%s: headings %q", c.name, heads)
		}
		if len(notes) != c.notes || len(pages) != c.pages || pages[0] != "1" || pages[c.pages-1] != fmt.Sprint(c.pages) {
			t.Errorf("%s: notes %q, pages %q", c.name, notes, pages)
		}
		if c.title && doc.Title != "التحالفات بعد زوال الخصم" || c.metadata && doc.Author != "فريق فصول" {
			t.Errorf("%s: title %q, author %q", c.name, doc.Title, doc.Author)
		}
		if n := len(regexp.MustCompile(`\n+`).Split(strings.TrimSpace(intro), -1)); c.title && paragraphs(doc) != n {
			t.Errorf("%s: %d paragraphs and headings, want %d", c.name, paragraphs(doc), n)
		}
	}
}

// paragraphs counts the paragraphs and headings of doc, but for the notes at
// the end of a web page.
func paragraphs(doc *text.Document) int {
	n := 0
	for _, b := range doc.Blocks {
		if (b.Kind == text.Paragraph || b.Kind == text.Heading) && b.Of(doc.Text) != "الهوامش" {
			n++
		}
	}
	return n
}

// TestPDFMeasure measures the files that testdata/pdf/make.py made of all
// chapters in the folder FUSUL_PDFS.
func TestPDFMeasure(t *testing.T) {
	dir := os.Getenv("FUSUL_PDFS")
	if dir == "" {
		t.Skip("FUSUL_PDFS is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no PDF in %s: %v", dir, err)
	}
	type sum struct{ words, read int }
	sums := make(map[string]sum)
	for _, path := range files {
		program := strings.TrimSuffix(filepath.Base(path), ".pdf")
		if program == "scanned" || program == "password" {
			continue
		}
		want := pdfWords(sampleText(t, filepath.Base(filepath.Dir(path))+".txt"))
		start := time.Now()
		doc, err := loadPDF(t, path, Options{Repair: program == "reversed"})
		if err != nil {
			t.Error(err)
			continue
		}
		got := inOrder(want, pdfWords(pdfBody(doc)))
		t.Logf("%s: %d of %d words, %v", path, got, len(want), time.Since(start).Round(time.Millisecond))
		s := sums[program]
		sums[program] = sum{s.words + len(want), s.read + got}
	}
	for program, s := range sums {
		share := 100 * float64(s.read) / float64(s.words)
		t.Logf("%s: %.3f %% of %d words", program, share, s.words)
		if gate := map[string]float64{"libreoffice": 99.5, "chromium": 99.5, "columns": 99.5, "reversed": 99}[program]; share < cmp.Or(gate, 98) {
			t.Errorf("%s: %.3f %% of the words", program, share)
		}
	}
}

// TestPDFRefused: what cannot be read is refused in words that help.
func TestPDFRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		opt  Options
		want string
	}{
		{"scanned", Options{}, "it was scanned"},
		{"password", Options{}, "password"},
		{"libreoffice", Options{MaxPages: 3}, "limit MaxPages"},
		{"libreoffice", Options{MaxGlyphs: 3000}, "limit MaxGlyphs"},
		{"libreoffice", Options{MaxFile: 50_000}, "limit MaxFile"},
	} {
		_, err := loadPDF(t, "testdata/pdf/"+c.name+".pdf", c.opt)
		var bad *SyntaxError
		if !errors.As(err, &bad) || bad.Name != c.name+".pdf" || !strings.Contains(bad.Msg, c.want) {
			t.Errorf("%s with %+v: %v, want %q", c.name, c.opt, err, c.want)
		}
	}
}

// TestPDFCut: a file that ends early is a clear error, or what is left of it.
func TestPDFCut(t *testing.T) {
	raw, err := os.ReadFile("testdata/pdf/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(raw); n += 1024 {
		fsys := mapFS("a.pdf", string(raw[:n]))
		doc, err := (Work{ID: "w", Files: []File{{Path: "a.pdf"}}}).Load(fsys, Options{PDF: engine})
		var bad *SyntaxError
		switch {
		case err == nil:
			if err := check(doc); err != nil {
				t.Errorf("cut at %d: %v", n, err)
			}
		case !errors.As(err, &bad) || bad.Msg == "":
			t.Errorf("cut at %d: %v", n, err)
		}
	}
}

// TestPDFTogether: many goroutines read the same as one.
func TestPDFTogether(t *testing.T) {
	var want *text.Document
	results := make(chan *text.Document)
	const many = 4
	for range many {
		go func() {
			doc, err := loadPDF(t, "testdata/pdf/chromium.pdf", Options{})
			if err != nil {
				t.Error(err)
			}
			results <- doc
		}()
	}
	for range many {
		doc := <-results
		if doc == nil {
			continue
		}
		if want == nil {
			want = doc
		}
		if doc.Text != want.Text || !slices.Equal(doc.Blocks, want.Blocks) || !slices.Equal(doc.Marks, want.Marks) {
			t.Error("two readings differ")
		}
	}
}

func FuzzPDF(f *testing.F) {
	for _, name := range []string{"scanned", "password", "visual"} {
		raw, err := os.ReadFile("testdata/pdf/" + name + ".pdf")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw, 0, byte(0))
		f.Add(raw, len(raw)/2, byte('9'))
	}
	f.Fuzz(func(t *testing.T, raw []byte, at int, c byte) {
		if n := len(raw); n > 0 {
			raw = slices.Clone(raw)
			raw[(at%n+n)%n] ^= c
		}
		fsys := mapFS("a.pdf", string(raw))
		doc, err := (Work{ID: "w", Files: []File{{Path: "a.pdf", Format: PDF}}}).Load(fsys, Options{PDF: engine, MaxMemory: 256 << 20})
		var bad *SyntaxError
		if err != nil && !errors.As(err, &bad) {
			t.Fatal(err)
		}
		if err == nil {
			if err := check(doc); err != nil {
				t.Fatal(err)
			}
		}
	})
}
