// Package oracle gives tests the answers of other programs and the data that
// stand beside the repository. A test whose oracle is absent is skipped, and
// says how to get it.
package oracle

import (
	"bufio"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Root returns the folder of the module.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// Shared returns the path of a file of the folder shared that stands beside
// the module.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	name := filepath.Join(append([]string{Root(t), "..", "shared"}, elem...)...)
	if _, err := os.Stat(name); err != nil {
		t.Skipf("../shared is absent: no %s", filepath.Join(elem...))
	}
	return name
}

// WordTypes returns the spellings of the shared word counts.
func WordTypes(t testing.TB) []string {
	t.Helper()
	words := everyNth(t, Shared(t, "data", "counts", "word_counts.tsv.gz"), 1)
	for i, line := range words {
		words[i], _, _ = strings.Cut(line, "\t")
	}
	return words
}

// Lucene returns what Lucene's Arabic normaliser or stemmer (the mode
// "normalise" or "stem") makes of each word. No word may have a line break.
func Lucene(t testing.TB, mode string, words []string) []string {
	t.Helper()
	cache := filepath.Join(Root(t), "bench", ".cache", "lucene")
	if _, err := os.Stat(filepath.Join(cache, "classes", "Lucene.class")); err != nil {
		t.Skip("Lucene is absent: run bench/lucene/fetch.sh (it needs Java and Maven)")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		t.Skip("Java is absent")
	}
	path := filepath.Join(cache, "*") + string(os.PathListSeparator) + filepath.Join(cache, "classes")
	cmd := exec.Command(java, "-cp", path, "Lucene", mode)
	cmd.Stdin = strings.NewReader(strings.Join(words, "\n") + "\n")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(answers) != len(words) {
		t.Fatalf("Lucene gave %d answers, want %d", len(answers), len(words))
	}
	return answers
}

// Snowball returns every n-th word of a language of Debian's snowball-data,
// and its stem.
func Snowball(t testing.TB, language string, n int) (words, stems []string) {
	t.Helper()
	dir := filepath.Join("/usr/share/snowball/data", language)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the Snowball vocabularies are absent: install Debian's snowball-data")
	}
	words = everyNth(t, filepath.Join(dir, "voc.txt"), n)
	stems = everyNth(t, filepath.Join(dir, "output.txt"), n)
	if len(words) != len(stems) {
		t.Fatalf("%d words and %d stems", len(words), len(stems))
	}
	return words, stems
}

// everyNth returns every n-th line of a file, which may be packed.
func everyNth(t testing.TB, name string, n int) []string {
	t.Helper()
	if _, err := os.Stat(name); err != nil {
		name += ".gz"
	}
	r := open(t, name)
	defer r.Close()
	var out []string
	scan := bufio.NewScanner(r)
	for i := 0; scan.Scan(); i++ {
		if i%n == 0 {
			out = append(out, scan.Text())
		}
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// open opens a file, and unpacks it if its name ends in .gz.
func open(t testing.TB, name string) io.ReadCloser {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}
}
