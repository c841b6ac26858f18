package clitic

import (
	"bufio"
	"io"
	"strings"
	"sync"

	"fusul/corpus"
)

// embeddedFunctions returns the hashes of the function words that ship with
// the program.
var embeddedFunctions = sync.OnceValues(func() (wordSet, error) {
	f, err := corpus.Words.Open("function.txt")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readFunctions(f)
})

// readFunctions returns the folded hashes of a list of words; # begins a comment.
func readFunctions(r io.Reader) (wordSet, error) {
	words := wordSet{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		list, _, _ := strings.Cut(lines.Text(), "#")
		for word := range strings.FieldsSeq(list) {
			words[folded(word).sum] = true
		}
	}
	return words, lines.Err()
}

// IsFunctionWord reports whether word is a function word, as [Split].Function
// says it.
func (s *Splitter) IsFunctionWord(word string) bool { return s.Split(word).Function }

// isFunction reports whether the word of a split is a function word, as it
// stands (الذي) or without its clitics (وعليه). With the article a host is none:
// ذات is "the same", but الذات is "the self".
func (s *Splitter) isFunction(split Split) bool {
	return s.functions[folded(split.Word).sum] ||
		!split.Best.Article && s.functions[folded(split.Best.Host).sum]
}
