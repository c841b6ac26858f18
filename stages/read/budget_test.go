package read

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"fusul/stages/damage"
	"fusul/stages/internal/stopwatch"
)

// large returns a sound file of every format with a few thousand things in it,
// so that the loops over them ask the budget.
func large(t *testing.T) map[Format]string {
	t.Helper()
	const many = 3000
	raw, err := os.ReadFile("testdata/pdf/chromium.pdf")
	if err != nil {
		t.Fatal(err)
	}
	page := "<html><body>" + strings.Repeat("<p>نص</p>", many) + "</body></html>"
	return map[Format]string{
		Markdown: strings.Repeat("> نص\n\n", many),
		OpenITI:  "######OpenITI#\n#META#Header#End#\n" + strings.Repeat("# نص\n", many),
		TEI:      "<TEI ><text><body>" + strings.Repeat("<p>نص</p>", many) + "</body></text></TEI>",
		HTML:     page,
		DOCX: bundleOf(t, "[Content_Types].xml", "<Types/>",
			"word/document.xml", wordHead+strings.Repeat("<w:p><w:r><w:t>نص</w:t></w:r></w:p>", many)+wordFoot),
		ODT:  bundleOf(t, "content.xml", odtHead+strings.Repeat("<text:p>نص</text:p>", many)+odtFoot),
		EPUB: bundleOf(t, "META-INF/container.xml", epubRoot, "a.opf", epubOf("a.xhtml"), "a.xhtml", page),
		PDF:  string(raw),
	}
}

// epubOf is the list of the parts of a book of one page.
func epubOf(page string) string {
	return `<package><manifest><item id="a" href="` + page + `" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`
}

// TestBudget: a reader of any format gives up when its time or its memory is
// used up, and says by which limit.
func TestBudget(t *testing.T) {
	for format, data := range large(t) {
		for want, b := range map[string]budget{
			"limit MaxSeconds": {most: -1, left: 1 << 30},
			"limit MaxMemory":  {watch: stopwatch.Start(), most: time.Hour, left: 1000},
			"":                 {watch: stopwatch.Start(), most: time.Hour, left: 1 << 30},
		} {
			if format == PDF && want == "limit MaxMemory" {
				continue // PDFium has the whole limit: TestBudgetOfPDF
			}
			opt, err := Options{PDF: engine}.withDefaults()
			if err != nil {
				t.Fatal(err)
			}
			opt.budget = &b
			switch format {
			case Markdown:
				_, err = parseMarkdown(data, opt)
			case OpenITI:
				_, err = parseOpenITI(data, opt)
			default:
				_, err = extract(format, data, opt)
			}
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s: %v, want %q", format, err, want)
			}
		}
	}
}

// TestBudgetOfPDF: the glyphs of a PDF count as what PDFium takes does.
func TestBudgetOfPDF(t *testing.T) {
	_, err := loadPDF(t, "testdata/pdf/chromium.pdf", Options{MaxMemory: 100_000})
	if err == nil || !strings.Contains(err.Error(), "limit MaxMemory") {
		t.Error(err)
	}
}

// A slowFS is a disk that takes a while for every file.
type slowFS struct {
	fs.FS
	wait time.Duration
}

type slowFile struct {
	fs.File
	wait time.Duration
}

func (s slowFS) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	return slowFile{f, s.wait}, err
}

func (f slowFile) Read(p []byte) (int, error) {
	time.Sleep(f.wait)
	return f.File.Read(p)
}

// TestSlowFile: MaxSeconds is set as any limit is, and holds from the first
// byte on for a file of any format, a row and a table. Waiting counts a tenth.
func TestSlowFile(t *testing.T) { synctest.Test(t, testSlowFile) }

func testSlowFile(t *testing.T) {
	var opt Options
	if err := opt.SetLimit("max-seconds", 1); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"a.txt": {Data: []byte("نص")}, "a.csv": {Data: []byte("text\nنص\n")}}
	for format, data := range large(t) {
		files["a."+string(format)] = &fstest.MapFile{Data: []byte(data)}
	}
	var tests []Work
	for name := range files {
		if name != "a.csv" {
			tests = append(tests, Work{ID: name, Files: []File{{Path: name, Size: 1}}})
		}
	}
	errs := make(chan error)
	for _, w := range tests {
		go func() {
			_, err := w.Load(slowFS{files, 11 * time.Second}, opt)
			if err == nil || !strings.HasPrefix(err.Error(), w.ID+": ") || !strings.Contains(err.Error(), "longer than 1 s (limit MaxSeconds") {
				errs <- fmt.Errorf("%s: %w", w.ID, err)
			} else {
				errs <- nil
			}
		}()
	}
	go func() {
		_, err := List(slowFS{files, 11 * time.Second}, opt, "a.csv")
		if err == nil || !strings.Contains(err.Error(), "limit MaxSeconds") {
			errs <- fmt.Errorf("a.csv: %w", err)
		} else {
			errs <- nil
		}
	}()
	for range len(tests) + 1 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

// TestRepairIsStopped: putting spaces back takes longest of all, and ends with
// the time.
func TestRepairIsStopped(t *testing.T) {
	late := errors.New("late")
	src := strings.Repeat("وهذهسياسةأخرىللدولة ", 100)
	d, err := damage.Diagnose(src)
	if err != nil || !d.Has(damage.Spaces) {
		t.Fatalf("%v, %v", d, err)
	}
	words := 0
	m, err := damage.NewMender(d, func() error {
		if words++; words == 10 {
			return late
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = m.Mend(src)
	if !errors.Is(err, late) || words != 10 {
		t.Errorf("%v after %d words", err, words)
	}
}
