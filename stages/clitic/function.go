package clitic

import (
	"bufio"
	"io"
	"strings"
	"sync"

	"fusul/corpus"
)

// A functionList is the function words, and those of them that are other words
// before a pronoun.
type functionList struct{ all, bare wordSet }

// embeddedFunctions returns the function words that ship with the program.
var embeddedFunctions = sync.OnceValues(func() (functionList, error) {
	f, err := corpus.Words.Open("function.txt")
	if err != nil {
		return functionList{}, err
	}
	defer f.Close()
	return readFunctions(f)
})

// readFunctions reads a list of words; # begins a comment, and ! ends a word
// that is a function word only without a pronoun.
func readFunctions(r io.Reader) (functionList, error) {
	words := functionList{wordSet{}, wordSet{}}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		list, _, _ := strings.Cut(lines.Text(), "#")
		for word := range strings.FieldsSeq(list) {
			word, bare := strings.CutSuffix(word, "!")
			sum := folded(word).sum
			words.all[sum] = true
			if bare {
				words.bare[sum] = true
			}
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
	if s.functions.all[folded(split.Word).sum] {
		return true
	}
	host := folded(split.Best.Host).sum
	return !split.Best.Article && s.functions.all[host] && (split.Best.Enclitic == 0 || !s.functions.bare[host])
}
