package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/registry"

	"fusul/stages/normalise"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

// countWords counts the words of a text by their folded spelling, as a run
// does: each spelling of the document is folded once.
func countWords() (counter, error) {
	var (
		profile = normalise.IR()
		tokens  []text.Token
		counts  []int
		types   = map[string]int32{} // spelling, folded or not, to the index of its count
	)
	add := func(spelling string) int32 {
		id := int32(len(counts))
		types[spelling] = id
		counts = append(counts, 0)
		return id
	}
	// number returns the index of the count of a spelling that is not in types.
	number := func(form string) int32 {
		norm := profile.Word(form)
		if norm == form {
			return add(form)
		}
		id, ok := types[norm]
		if !ok {
			id = add(norm)
		}
		types[form] = id
		return id
	}
	return func(src string) int {
		clear(types)
		counts = counts[:0]
		tokens = tokenise.Append(tokens[:0], src, text.Span{End: len(src)}, nil)
		words := 0
		for i := range tokens {
			if !tokens[i].Kind.IsWord() {
				continue
			}
			words++
			form := tokens[i].Of(src)
			id, ok := types[form]
			if !ok {
				id = number(form)
			}
			tokens[i].Type = id
			counts[id]++
		}
		return words
	}, nil
}

// bleveCounter counts the terms of bleve's Arabic analyser.
func bleveCounter() (counter, error) {
	analyzer, err := ar.AnalyzerConstructor(nil, registry.NewCache())
	if err != nil {
		return nil, err
	}
	return func(src string) int {
		counts := map[string]int{}
		terms := analyzer.Analyze([]byte(src))
		for _, t := range terms {
			counts[string(t.Term)]++
		}
		return len(terms)
	}, nil
}

// startLucene starts the Java harness, which goes over the files once for
// each line it is sent.
func startLucene(files, _ []string) (round, error) {
	cache := filepath.Join("..", ".cache", "lucene")
	if _, err := os.Stat(filepath.Join(cache, "classes", "Lucene.class")); err != nil {
		return nil, fmt.Errorf("no harness in %s, run fetch.sh", cache)
	}
	path := filepath.Join(cache, "*") + string(os.PathListSeparator) + filepath.Join(cache, "classes")
	// The serial collector is the fastest for one thread, and keeps to it.
	cmd := exec.Command("java", append([]string{"-XX:+UseSerialGC", "-cp", path, "Lucene", "speed"}, files...)...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	answers := bufio.NewReader(out)
	return func() (words int, took time.Duration, err error) {
		if _, err := io.WriteString(in, "\n"); err != nil {
			return 0, 0, err
		}
		_, err = fmt.Fscanln(answers, &words, &took)
		return words, took, err
	}, nil
}
