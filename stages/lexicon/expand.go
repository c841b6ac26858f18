package lexicon

import (
	"slices"
	"strings"

	"fusul/stages/lexicon/paradigm"
)

// An Expansion is one word of a term with all its forms, before clitics.
type Expansion struct {
	Word  string // the citation form
	POS   paradigm.POS
	Given bool // the lexicon says so; else the part of speech is guessed
	Forms []paradigm.Form
}

// Expand returns the words of a term with the forms that Compile generates
// for them. The term need not be in l; what l says of its words is used.
func (l *Lexicon) Expand(term string, opt Options) ([]Expansion, error) {
	term = strings.Join(strings.Fields(term), " ")
	if err := checkPattern(term); err != nil {
		return nil, err
	}
	entry, pos := l.find(term)
	c, err := newCompiler(l, opt)
	if err != nil {
		return nil, err
	}
	words := splitPattern(c.light.Word(term), ByLexeme)
	var out []Expansion
	for i, w := range words {
		if !isArabic(w) {
			out = append(out, Expansion{Word: w, POS: paradigm.Fixed, Given: true,
				Forms: []paradigm.Form{{Text: w, Rule: paradigm.Surface, Admits: paradigm.Alone | paradigm.NoArticle}}})
			continue
		}
		p := c.part(w, posAt(pos, i), i > 0)
		if len(words) == 1 {
			p.lexeme = merge(c.describe(w, posAt(pos, i)), entry)
		}
		x := Expansion{Word: p.Citation, POS: p.POS, Given: p.POS != paradigm.Unknown, Forms: slices.Clone(c.forms(p.lexeme))}
		if !x.Given {
			x.POS = paradigm.Guess(p.Citation)
		}
		out = append(out, x)
	}
	return out, nil
}

// find returns the first entry whose pattern is term, with the parts of
// speech that its key gives; an empty one if there is none.
func (l *Lexicon) find(term string) (*Entry, []paradigm.POS) {
	for i := range l.Keys {
		for j := range l.Keys[i].Entries {
			e := &l.Keys[i].Entries[j]
			if e.Pattern != term {
				continue
			}
			if len(e.POS) == 0 && l.Keys[i].POS != paradigm.Unknown {
				return e, []paradigm.POS{l.Keys[i].POS}
			}
			return e, e.POS
		}
	}
	return &Entry{Pattern: term}, nil
}
