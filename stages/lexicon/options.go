package lexicon

import (
	"fusul/stages/clitic"
	"fusul/stages/normalise"
)

// A Mode says how sure the split of a word must be.
type Mode uint8

// The modes.
const (
	Strict Mode = iota // the splitter's choice must agree
	Recall             // any split that the grammar allows
)

// A Scope says between which terms the longest match wins. Within a key it
// always does, and a key counts a word once.
type Scope uint8

// The scopes, quanteda's nested_scope.
const (
	ScopeKey        Scope = iota // a word counts for every key that has it
	ScopeDictionary              // a match inside a longer one of another key does not count
)

// Options are the choices of a compilation. The zero value is what most want.
type Options struct {
	Mode  Mode
	Scope Scope

	// Levels are the levels of the hierarchy, from 1, that make up the keys of
	// the matcher; none means all. With {1} the matches of realism.classical
	// and realism.defensive are matches of the one key realism.
	Levels []int

	// Splitter says how words are parted; nil is the embedded one.
	Splitter *clitic.Splitter

	// Profile says which spellings are equal; nil is normalise.Match.
	Profile *normalise.Profile

	// Tolerant also accepts common misspellings: ي for يي, a hamza left out
	// or on another seat, ي for ى.
	Tolerant bool

	// Plurals are broken plurals of words by citation form, from outside the
	// lexicon; see [ParsePlurals]. What the lexicon says comes first.
	Plurals map[string][]string
}
