package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

const (
	chunkWords = 300 // words of running text in one document
	stopTypes  = 100 // the most frequent types left out, as stop words
	minCount   = 5   // types rarer than this are left out
)

// books cuts every book of dir into chunks and returns them as word ids,
// with the vocabulary in order of falling frequency.
func books(dir string) (docs [][]int32, vocab []string, err error) {
	names, err := fs.Glob(os.DirFS(dir), "*-ara1")
	if err != nil || len(names) == 0 {
		return nil, nil, fmt.Errorf("%s: no books: %v", dir, err)
	}
	var chunks [][]string
	counts := make(map[string]int)
	for _, name := range names {
		src, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, nil, err
		}
		words := arabicWords(body(string(src)))
		for _, w := range words {
			counts[w]++
		}
		for c := range slices.Chunk(words, chunkWords) {
			chunks = append(chunks, c)
		}
	}
	for w := range counts {
		vocab = append(vocab, w)
	}
	slices.SortFunc(vocab, func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	vocab = vocab[stopTypes:]
	for counts[vocab[len(vocab)-1]] < minCount {
		vocab = vocab[:len(vocab)-1]
	}
	ids := make(map[string]int32, len(vocab))
	for i, w := range vocab {
		ids[w] = int32(i)
	}
	for _, c := range chunks {
		var doc []int32
		for _, w := range c {
			if id, ok := ids[w]; ok {
				doc = append(doc, id)
			}
		}
		if len(doc) > 1 {
			docs = append(docs, doc)
		}
	}
	return docs, vocab, nil
}

// body returns the prose of an OpenITI text: no head, no lines of markup.
func body(src string) string {
	if _, rest, ok := strings.Cut(src, "#META#Header#End#"); ok {
		src = rest
	}
	var b strings.Builder
	for line := range strings.Lines(src) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

var fold = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ـ", "")

// arabicWords returns the words of two or more Arabic letters, without marks.
func arabicWords(src string) []string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\u200f', r == '\u200e':
			return -1
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
			return r
		}
		return ' '
	}, src)
	words := strings.Fields(fold.Replace(plain))
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 4 })
}

// writeDocs writes one document a line, as numbers.
func writeDocs(name string, docs [][]int32) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for _, doc := range docs {
		for i, id := range doc {
			if i > 0 {
				w.WriteByte(' ')
			}
			fmt.Fprint(w, id)
		}
		w.WriteByte('\n')
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
