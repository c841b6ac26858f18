package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"fusul/stages/lexicon/paradigm"
)

// A Lexicon is a tree of keys with patterns, as its file gives it.
type Lexicon struct {
	Title   Label
	Version string
	Licence string
	Note    string
	Source  []string
	By      By // how patterns match that do not say so themselves

	Words []Word // facts about single words, wherever a term has them
	Keys  []Key  // a parent stands before its children; paths are distinct

	// Problems are what the file has and a Lexicon cannot hold, such as the
	// conditional entries of LIWC.
	Problems []*SyntaxError
}

// A Label is a name for people, in two languages; either may be empty.
type Label struct{ Ar, En string }

// A Key is a category of a lexicon.
type Key struct {
	Path    []string // from the root; never empty
	Label   Label
	Note    string
	Source  []string
	By      By           // of its own patterns and of the keys below it
	POS     paradigm.POS // likewise
	Exclude []string     // of its own patterns only
	Entries []Entry
}

// Name returns the path of k as tables print it: "realism.classical".
func (k *Key) Name() string { return strings.Join(k.Path, separator) }

// separator stands between the names of a path, as in quanteda.
const separator = "."

// An Entry is one term of a key.
type Entry struct {
	Pattern  string // a citation form, a sequence of them, a glob, ...
	Label    Label
	Note     string
	Source   []string
	By       By
	POS      []paradigm.POS // one for each word, or one for all
	Plural   []string       // of one word: its broken plurals; of several: other citation forms
	Forms    []string       // further forms, not inflected
	Present  []string       // of a verb: its present, 3rd person masculine
	Exclude  []string       // globs: see the matcher
	Variants []string       // other spellings, each compiled like Pattern
	Window   int            // how many other words may stand between two words of the term
	Lang     string         // the language tag that the file gives, if any
}

// A Word is what a lexicon says of one word, in whatever term it stands.
type Word struct {
	Citation string
	POS      paradigm.POS
	Plural   []string
	Forms    []string
	Present  []string
}

// By says how a pattern is compared with the words of a text.
type By uint8

// The ways of matching.
const (
	ByDefault By = iota // as the key above says; at the top, by lexeme
	ByLexeme            // in all forms of its paradigm, with clitics
	ByClitic            // as it is written, with clitics
	BySurface           // as it is written
	ByGlob              // * stands for any letters, ? for one
	ByRegex             // a regular expression, which may match inside the word
)

var byNames = [...]string{"", "lexeme", "clitic", "surface", "glob", "regex"}

// String returns the name of b as lexicon files write it.
func (b By) String() string { return byNames[b] }

// ParseBy returns the way of matching that lexicon files call name.
func ParseBy(name string) (By, error) {
	if i := slices.Index(byNames[:], name); i > 0 {
		return By(i), nil
	}
	return ByDefault, fmt.Errorf("no way of matching %q, want one of %s", name, strings.Join(byNames[1:], ", "))
}

// Key returns the key of that name, or nil.
func (l *Lexicon) Key(name string) *Key {
	for i := range l.Keys {
		if l.Keys[i].Name() == name {
			return &l.Keys[i]
		}
	}
	return nil
}

// A SyntaxError is a mistake in a lexicon file.
type SyntaxError struct {
	Name      string // of the file
	Line, Col int    // from 1; 0 where the mistake has no place
	Msg       string
}

// Error returns "name:line:col: message".
func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Name, e.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Col, e.Msg)
}
