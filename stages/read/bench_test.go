package read

import (
	"os"
	"strings"
	"testing"
)

// BenchmarkLoad reads the same prose in each format and encoding.
func BenchmarkLoad(b *testing.B) {
	body := strings.Repeat(strings.Join(prose, "\n\n")+"\n\n", 2000)
	for _, c := range []struct{ name, file, raw string }{
		{"plain", "a.txt", body},
		{"markdown", "a.md", body},
		{"openiti", "a.mARkdown", "######OpenITI#\n#META#Header#End#\n\n" + body},
		{"utf-16", "a.txt", encode(body, nameUTF16LE, false)},
		{"windows-1256", "a.txt", encode(body, "windows-1256", false)},
	} {
		b.Run(c.name, func(b *testing.B) {
			fsys := mapFS(c.file, c.raw)
			w := Work{ID: "w", Files: []File{{Path: c.file}}}
			b.SetBytes(int64(len(c.raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Load(fsys, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBooks reads the 14 books.
func BenchmarkBooks(b *testing.B) {
	fsys := os.DirFS(shared(b, "data", "books"))
	corpus, err := List(fsys, Options{})
	if err != nil {
		b.Fatal(err)
	}
	var size int64
	for _, w := range corpus.Works {
		size += w.Size
	}
	b.SetBytes(size)
	for b.Loop() {
		for _, w := range corpus.Works {
			if _, err := w.Load(fsys, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
