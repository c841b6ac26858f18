// Package corpus holds the data that ships with the program: a sample work,
// the lexicon of international-relations theory, and the word lists of the
// language stages. It has no code but the three file systems.
package corpus

import (
	"embed"
	"io/fs"
)

//go:embed sample/*.txt sample/corpus.yaml
var sample embed.FS

//go:generate go run pack.go
//go:embed lexicon
var lexicon embed.FS

//go:embed words/*.txt words/*.tsv words/*.md
var words embed.FS

// Counts is the file words/counts.bin, which is looked into as it is.
//
//go:embed words/counts.bin
var Counts string

// Sample is a short thesis in Arabic, written for this project, with its
// manifest corpus.yaml.
var Sample = sub(sample, "sample")

// Lexicon is the vocabulary of international-relations theory:
// ir-theory.yaml and its side file ir-theory.meta.yaml, and ir-theory.bin, which
// is both as lexicon.Pack writes them.
var Lexicon = sub(lexicon, "lexicon")

// Words are the word lists, counts and weights of the language stages.
var Words = sub(words, "words")

// sub returns the directory dir of fsys.
func sub(fsys embed.FS, dir string) fs.FS {
	s, err := fs.Sub(fsys, dir)
	if err != nil {
		panic(err) // dir is a constant of this file
	}
	return s
}
