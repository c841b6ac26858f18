//go:build ignore

// Pack writes lexicon/ir-theory.bin: the built-in lexicon, read from its YAML,
// in the form that takes no time to read. Run it with go generate ./corpus
// whenever the YAML changes; a test of stages/lexicon says when it was forgotten.
package main

import (
	"log"
	"os"

	"fusul/stages/lexicon"
)

func main() {
	const name = "ir-theory.yaml"
	data, err := os.ReadFile("lexicon/" + name)
	if err != nil {
		log.Fatal(err)
	}
	meta, err := os.ReadFile("lexicon/" + lexicon.MetaName(name))
	if err != nil {
		log.Fatal(err)
	}
	l, err := lexicon.Parse(name, data, meta)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("lexicon/ir-theory.bin", lexicon.Pack(l), 0o644); err != nil {
		log.Fatal(err)
	}
}
