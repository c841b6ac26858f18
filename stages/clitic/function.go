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

// IsFunctionWord reports whether word is a particle, pronoun, demonstrative or
// other word without a content of its own, bare or with clitics (وعليه).
func (s *Splitter) IsFunctionWord(word string) bool {
	if len(word) > maxWord {
		return false
	}
	best := s.Split(word).Best
	return s.functions[folded(word).sum] || !best.Article && s.functions[folded(best.Host).sum]
}
