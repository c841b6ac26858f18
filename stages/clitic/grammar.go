package clitic

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"fusul/corpus"
)

// Proclitics is a set of particles before a host. A word has at most one of
// each slot: [Question], then [And] or [So], then [By], [For], [Like] or
// [Will].
type Proclitics uint8

// The proclitics.
const (
	Question Proclitics = 1 << iota // أ
	And                             // و
	So                              // ف
	By                              // ب
	For                             // ل, and the emphatic lam, spelt the same
	Like                            // ك
	Will                            // س, before a verb
)

// letterOf gives each proclitic its letter, in the order they are written.
var letterOf = [...]struct {
	set    Proclitics
	letter string
}{{Question, "أ"}, {And, "و"}, {So, "ف"}, {By, "ب"}, {For, "ل"}, {Like, "ك"}, {Will, "س"}}

// String returns the letters of p in the order they are written.
func (p Proclitics) String() string {
	var b strings.Builder
	for _, l := range letterOf {
		if p&l.set != 0 {
			b.WriteString(l.letter)
		}
	}
	return b.String()
}

// An Enclitic is a pronoun behind a host; zero is none.
type Enclitic uint8

// String returns the letters of e; of none, the empty string.
func (e Enclitic) String() string {
	if e == 0 {
		return ""
	}
	return table().pronouns[e-1]
}

// Pronouns returns the pronouns of the grammar; Enclitic(i+1) is the i-th.
func Pronouns() []string { return append([]string(nil), table().pronouns...) }

// A grammar is the table clitics.tsv in memory. It is never changed.
type grammar struct {
	question     string
	conjunctions []proclitic
	prepositions []proclitic // and the future particle
	article      string
	pronouns     []string
	endings      []ending
	hosts        map[string]string // a whole host before a pronoun: what it stands for
	letters      []string          // hosts of one letter before a pronoun
	whole        map[string]bool   // words that begin with ال and have no article
	words        map[string]string // words that are parted in one way only
}

// A proclitic is a row of the slots conjunction, preposition and future.
type proclitic struct {
	form string
	set  Proclitics
	next string // the letters the host must begin with; empty for any
}

// An ending is a row of that slot.
type ending struct{ written, free string }

// table returns the grammar that ships with the program.
var table = sync.OnceValue(func() *grammar {
	const name = "clitics.tsv"
	f, err := corpus.Words.Open(name)
	if err != nil {
		panic(err) // the file is embedded
	}
	defer f.Close()
	g, err := parseGrammar(f, name)
	if err != nil {
		panic(err) // a test reads the same bytes
	}
	return g
})

// parseGrammar reads a clitic table; name is for its errors.
func parseGrammar(r io.Reader, name string) (*grammar, error) {
	g := &grammar{hosts: map[string]string{}, whole: map[string]bool{}, words: map[string]string{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return nil, fmt.Errorf("%s:%d: %d columns, want 4", name, n, len(f))
		}
		if err := g.add(f[0], f[1], strings.TrimPrefix(f[2], "-")); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return g, lines.Err()
}

// add takes in one row of the table.
func (g *grammar) add(slot, form, value string) error {
	switch slot {
	case "question":
		g.question = form
	case "conjunction", "preposition", "future":
		set, ok := setOf(form)
		if !ok {
			return fmt.Errorf("unknown proclitic %q", form)
		}
		p := proclitic{form, set, value}
		if slot == "conjunction" {
			g.conjunctions = append(g.conjunctions, p)
		} else {
			g.prepositions = append(g.prepositions, p)
		}
	case "article":
		g.article = form
	case "pronoun":
		g.pronouns = append(g.pronouns, form)
	case "ending":
		g.endings = append(g.endings, ending{form, value})
	case "host":
		g.hosts[form] = value
	case "letter":
		g.letters = append(g.letters, form)
	case "whole":
		g.whole[form] = true
	case "word":
		g.words[form] = value
	default:
		return fmt.Errorf("unknown slot %q", slot)
	}
	return nil
}

// setOf returns the proclitic that is spelt form.
func setOf(form string) (Proclitics, bool) {
	for _, l := range letterOf {
		if l.letter == form {
			return l.set, true
		}
	}
	return 0, false
}

// settled returns the parts of word if the table has them, joined by +.
func (g *grammar) settled(word string) (string, bool) {
	if parts, ok := g.words[word]; ok {
		return parts, true
	}
	for _, c := range g.conjunctions {
		if rest, ok := strings.CutPrefix(word, c.form); ok && utf8.RuneCountInString(rest) >= 4 {
			if parts, ok := g.words[rest]; ok {
				return c.form + "+" + parts, true
			}
		}
	}
	return "", false
}
