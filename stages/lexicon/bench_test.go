package lexicon

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// book returns the text of a book beside the repository, in tokens.
func book(b *testing.B) analysed {
	files, err := filepath.Glob(filepath.Join(shared(b, "data/books"), "1307*"))
	if err != nil || len(files) == 0 {
		b.Skip("../shared is absent: no book")
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		b.Fatal(err)
	}
	return analyse(string(data))
}

// BenchmarkMatch matches the embedded lexicon in a book of 1.1 MB whose word
// types are known.
func BenchmarkMatch(b *testing.B) {
	m, err := theory(b).Compile(Options{})
	if err != nil {
		b.Fatal(err)
	}
	a := book(b)
	matches := m.Match(nil, a.types, a.tokens, a.sentences)
	b.ReportMetric(float64(len(a.tokens)), "tokens")
	b.ReportMetric(float64(len(matches)), "matches")
	b.SetBytes(int64(len(a.src)))
	b.ReportAllocs()
	for b.Loop() {
		matches = m.Match(matches[:0], a.types, a.tokens, a.sentences)
	}
}

// BenchmarkNewTypes looks every word type of a book up for the first time.
func BenchmarkNewTypes(b *testing.B) {
	m, err := theory(b).Compile(Options{})
	if err != nil {
		b.Fatal(err)
	}
	a := book(b)
	b.SetBytes(int64(len(a.src)))
	b.ReportMetric(float64(len(a.types)), "types")
	for b.Loop() {
		for _, t := range a.types {
			m.read(t)
		}
	}
}

// BenchmarkCompile compiles lexicons of 5,000 and 50,000 terms.
func BenchmarkCompile(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		lex := big(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := lex.Compile(Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// big returns a lexicon of n made-up terms, one in four of two words.
func big(n int) *Lexicon {
	letters := []rune("بتجحدرزسشصطعفقكلمنهوي")
	word := func(i int) string {
		w := make([]rune, 4)
		for j := range w {
			w[j] = letters[i%len(letters)]
			i /= len(letters)
		}
		return string(w) + []string{"", "ة", "ي", ""}[i%4]
	}
	lex := &Lexicon{Keys: []Key{{Path: []string{"a"}}, {Path: []string{"b"}}}}
	for i := range n {
		p := word(i * 7919)
		if i%4 == 0 {
			p += " " + word(i*104729)
		}
		k := &lex.Keys[i%2]
		k.Entries = append(k.Entries, Entry{Pattern: p})
	}
	return lex
}

// BenchmarkParse reads the native file of a lexicon of 50,000 terms.
func BenchmarkParse(b *testing.B) {
	var native bytes.Buffer
	if err := big(50_000).Write(&native, YAML); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(native.Len()))
	for b.Loop() {
		if _, err := Parse("big.yaml", native.Bytes(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
