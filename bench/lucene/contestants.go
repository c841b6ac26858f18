package main

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/registry"

	"fusul/corpus"
	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/lexicon"
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

// language prepares fusul's analyser and the matcher of the built-in lexicon
// of international-relations theory.
func language() (*analyse.Analyser, *lexicon.Matcher, error) {
	const name = "ir-theory.yaml"
	data, err := fs.ReadFile(corpus.Lexicon, name)
	if err != nil {
		return nil, nil, err
	}
	meta, err := fs.ReadFile(corpus.Lexicon, lexicon.MetaName(name))
	if err != nil {
		return nil, nil, err
	}
	l, err := lexicon.Parse(name, data, meta)
	if err != nil {
		return nil, nil, err
	}
	matcher, err := l.Compile(lexicon.Options{})
	if err != nil {
		return nil, nil, err
	}
	analyser, err := analyse.New(analyse.Options{Profile: normalise.IR(), Know: matcher.Know})
	return analyser, matcher, err
}

// splitAndMatch tokenises a text, folds, splits and stems its words, finds the
// terms of the lexicon, line by line, and counts.
func splitAndMatch() (counter, error) {
	analyser, matcher, err := language()
	if err != nil {
		return nil, err
	}
	var (
		tokens  []text.Token
		matches []lexicon.Match
		lines   []text.Range
		counts  []int
	)
	return func(src string) int {
		tokens, lines = tokens[:0], lines[:0]
		for start := 0; start < len(src); {
			end := start + strings.IndexByte(src[start:], '\n') + 1
			if end == start {
				end = len(src)
			}
			from := len(tokens)
			tokens = tokenise.Append(tokens, src, text.Span{Start: start, End: end}, nil)
			lines = append(lines, text.Range{From: from, To: len(tokens)})
			start = end
		}
		types := analyser.Types(src, tokens)
		matches = matcher.Match(matches[:0], types, tokens, lines)
		counts = append(counts[:0], make([]int, len(types))...)
		words := 0
		for _, t := range tokens {
			if t.Kind.IsWord() {
				counts[t.Type]++
				words++
			}
		}
		return words
	}, nil
}

// analyseAll does all that a run does with a text before it writes tables.
func analyseAll() (counter, error) {
	analyser, matcher, err := language()
	if err != nil {
		return nil, err
	}
	var matches []lexicon.Match
	return func(src string) int {
		r := analyser.Document(&text.Document{Text: src})
		matches = matcher.Match(matches[:0], r.Types, r.Tokens, r.Sentences)
		words := 0
		for _, n := range count.Words(r).Tokens {
			words += int(n)
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
