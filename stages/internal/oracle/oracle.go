// Package oracle gives tests the answers of other programs and the data that
// stand beside the repository. A test whose oracle is absent is skipped, and
// says how to get it.
package oracle

import (
	"bufio"
	"bytes"
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
	var words []string
	for line := range strings.Lines(read(t, Shared(t, "data", "counts", "word_counts.tsv.gz"))) {
		word, _, _ := strings.Cut(line, "\t")
		words = append(words, word)
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
	return lines(t, out, len(words))
}

// Snowball returns the words of a language of Debian's snowball-data and
// their stems.
func Snowball(t testing.TB, language string) (words, stems []string) {
	t.Helper()
	dir := filepath.Join("/usr/share/snowball/data", language)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the Snowball vocabularies are absent: install Debian's snowball-data")
	}
	words = strings.Split(strings.TrimSuffix(plainOrGzip(t, filepath.Join(dir, "voc.txt")), "\n"), "\n")
	return words, lines(t, []byte(plainOrGzip(t, filepath.Join(dir, "output.txt"))), len(words))
}

func plainOrGzip(t testing.TB, name string) string {
	t.Helper()
	if _, err := os.Stat(name); err != nil {
		name += ".gz"
	}
	return read(t, name)
}

// read returns the contents of a file, unpacked if its name ends in .gz.
func read(t testing.TB, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// lines returns the want lines of out.
func lines(t testing.TB, out []byte, want int) []string {
	t.Helper()
	all := make([]string, 0, want)
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		all = append(all, s.Text())
	}
	if len(all) != want {
		t.Fatalf("the oracle gave %d lines, want %d", len(all), want)
	}
	return all
}
