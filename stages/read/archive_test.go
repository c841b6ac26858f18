package read

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packTar packs pairs of name and content.
func packTar(pairs ...string) string {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = t.WriteHeader(&tar.Header{Name: pairs[i], Size: int64(len(pairs[i+1])), Mode: 0o644, Typeflag: tar.TypeReg})
		_, _ = io.WriteString(t, pairs[i+1])
	}
	_ = t.Close()
	return b.String()
}

// packGzip packs one file.
func packGzip(content string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, content)
	_ = z.Close()
	return b.String()
}

// packZip packs pairs of name and content.
func packZip(t testing.TB, pairs ...string) string {
	t.Helper()
	var entries []zipEntry
	for i := 0; i < len(pairs); i += 2 {
		entries = append(entries, zipEntry{name: pairs[i], content: pairs[i+1]})
	}
	raw, err := os.ReadFile(makeZip(t, entries...))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestArchives(t *testing.T) {
	inner := packZip(t, "ب.txt", "نص ب")
	two := packTar("./أ.txt", "نص أ", "d/in.zip", inner, "d/ج.txt.gz", packGzip("نص ج"))
	jsonl := `{"id":"س","text":"نص"}` + "\n" + `{"id":"ع","text":"نص آخر"}` + "\n"
	for _, c := range []struct{ name, raw string }{
		{"a.tar", two},
		{"a.tar.gz", packGzip(two)},
		{"a.tgz", packGzip(two)},
		{"a.zip", packZip(t, "x/a.tar.gz", packGzip(two))},
		{"book.txt.gz", packGzip("نص الكتاب")},
		{"rows.zip", packZip(t, "rows.jsonl", jsonl, "note.txt.gz", packGzip("نص"))},
		{"named.dat", packGzip(two)},
	} {
		file := filepath.Join(t.TempDir(), c.name)
		write(t, file, c.raw)
		for _, where := range []string{file, "-"} {
			in, corpus, err := openList(Options{}, strings.NewReader(c.raw), where)
			if err != nil {
				t.Errorf("%s as %s: %v", c.name, where, err)
				continue
			}
			var got []string
			for _, w := range corpus.Works {
				doc, err := w.Load(in.FS, Options{})
				if err != nil {
					t.Errorf("%s: %v", c.name, err)
					continue
				}
				got = append(got, fmt.Sprintf("%s=%s", w.ID, doc.Text))
			}
			if err := in.Close(); err != nil {
				t.Error(err)
			}
			slices.Sort(got)
			want := []string{"أ=نص أ", "ب=نص ب", "ج=نص ج"}
			switch c.name {
			case "book.txt.gz":
				want = []string{map[bool]string{true: "stdin=نص الكتاب", false: "book=نص الكتاب"}[where == "-"]}
			case "rows.zip":
				want = []string{"note=نص", "س=نص", "ع=نص آخر"}
			}
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s as %s: works are %q, want %q", c.name, where, got, want)
			}
		}
	}
}

// TestStreamOfRows: a stream is known by its first bytes.
func TestStreamOfRows(t *testing.T) {
	in, corpus, err := openList(Options{}, strings.NewReader(`{"id":"س","text":"نص"}`+"\n"+`{"text":"نص آخر"}`), "-")
	if err != nil || len(corpus.Works) != 2 || corpus.Works[0].ID != "س" || corpus.Works[1].ID != "stdin-2" {
		t.Fatalf("%+v, %v", corpus, err)
	}
	doc, err := corpus.Works[1].Load(in.FS, Options{})
	if err != nil || doc.Text != "نص آخر" {
		t.Errorf("%v, %v", doc, err)
	}
}

// TestSpoolIsGone: nothing of an unpacked archive is left behind.
func TestSpoolIsGone(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	file := filepath.Join(t.TempDir(), "a.tar")
	write(t, file, packTar("a.txt", "نص"))
	in, _, err := openList(Options{}, nil, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
