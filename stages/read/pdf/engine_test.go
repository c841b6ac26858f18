package pdf

import (
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// testEngine keeps the compiled code where the command does, since compiling
// it takes seconds.
func testEngine(t testing.TB) *Engine {
	dir, err := os.UserCacheDir()
	if err != nil {
		t.Logf("no cache folder: %v", err)
		return new(Engine)
	}
	return &Engine{CacheDir: filepath.Join(dir, "fusul")}
}

// TestEngineCache: a folder for compiled code that cannot be used is no error.
func TestEngineCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles PDFium")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := &Engine{CacheDir: filepath.Join(file, "below")}
	defer e.Close()
	if _, err := e.Read("%PDF-1.7", Limits{}); err != ErrFormat {
		t.Errorf("Read: %v, want %v", err, ErrFormat)
	}
}

// file makes a PDF of one page whose objects from number 4 on are given; 4 is
// what is drawn on the page, and every object is a form named by its number.
func file(objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	forms := ""
	for i := range objects {
		forms += fmt.Sprintf("/F%d %d 0 R ", 4+i, 4+i)
	}
	all := append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Contents 4 0 R/Resources<</XObject<<" + forms + ">>>>>>",
	}, objects...)
	var at []int
	for i, o := range all {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, xref)
	return b.String()
}

// stream makes the object of a stream, compressed.
func stream(t *testing.T, dict, content string) string {
	t.Helper()
	var b strings.Builder
	z := zlib.NewWriter(&b)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", dict, b.Len(), b.String())
}

// TestEngineBombs: a page that unpacks to more than the memory, and one that
// draws itself over and over, end in an error or in an empty page, in time.
func TestEngineBombs(t *testing.T) {
	e := testEngine(t)
	defer e.Close()
	wide := file(stream(t, "", strings.Repeat("q Q ", 10<<20)))
	var nested []string
	for i := range 30 {
		call := strings.Repeat(fmt.Sprintf("/F%d Do ", 5+i), 3)
		nested = append(nested, stream(t, "/Type/XObject/Subtype/Form/BBox[0 0 500 700]", call))
	}
	for name, src := range map[string]string{"wide": wide, "nested": file(nested...)} {
		start := time.Now()
		f, err := e.Read(src, Limits{Memory: 32 << 20, Time: 5 * time.Second})
		t.Logf("%s: %v, %v", name, err, time.Since(start))
		if err == nil && len(f.Pages[0].Glyphs) > 0 {
			t.Errorf("%s: glyphs out of nothing", name)
		}
	}
}

// BenchmarkRead reads an introduction of four pages.
func BenchmarkRead(b *testing.B) {
	e := testEngine(b)
	defer e.Close()
	raw, err := os.ReadFile("../testdata/pdf/chromium.pdf")
	if err != nil {
		b.Fatal(err)
	}
	src := string(raw)
	if _, err := e.Read(src, Limits{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f, err := e.Read(src, Limits{})
		if err != nil {
			b.Fatal(err)
		}
		f.Flow(f.Lines())
	}
	b.ReportMetric(float64(b.N*4)/b.Elapsed().Seconds(), "pages/s")
}
