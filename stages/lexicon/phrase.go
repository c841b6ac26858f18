package lexicon

import (
	"strings"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
)

// A term of several words has its article where Arabic puts it. Its words are
// all indefinite, or the term is definite: then a noun has ال or a pronoun
// (الأمن القومي، أمنها القومي), an adjective has ال, and a noun that another
// noun follows has neither (توازن القوى). What the citation form leaves open
// (سباق تسلح: an adjective, or a second noun?) is allowed both ways. Each way
// is one pattern, a bit of a [patterns] set; a slot says which patterns its
// word may have in each state.

// patterns is a set of ways to put the articles of a term.
type patterns uint32

// A state is what a word has of article and pronoun.
type state uint8

const (
	bare      state = iota // neither
	definite               // the article
	possessed              // a pronoun
	states
)

func stateOf(c clitic.Candidate) state {
	switch {
	case c.Article:
		return definite
	case c.Enclitic != 0:
		return possessed
	}
	return bare
}

// A slot is the place of one word in a term.
type slot struct {
	word       int32
	proclitics clitic.Proclitics // those that the citation form has
	allowed    [states]patterns
	gap        patterns // patterns that need another word before this one
}

// anyState returns the slot of a word that has no say in the agreement.
func anyState(s slot) slot {
	for i := range s.allowed {
		s.allowed[i] = ^patterns(0)
	}
	return s
}

// A link is the relation of a word to the one behind it.
type link uint8

const (
	none      link = iota // no agreement: a name, a particle, the last word
	agree                 // noun and adjective: both definite or neither
	construct             // noun and noun: only the second can be definite
)

// A part is one word of a term as it is cited.
type part struct {
	lexeme
	proclitics clitic.Proclitics
	definite   bool // it is cited with ال
	arabic     bool
}

// phrase compiles a term of several words.
func (c *compiler) phrase(t term, words []string, pos []paradigm.POS) error {
	parts := make([]part, len(words))
	for i, w := range words {
		parts[i] = c.part(w, posAt(pos, i), i > 0)
		s := slot{proclitics: parts[i].proclitics}
		if parts[i].arabic {
			s.word = c.lexeme(parts[i].lexeme)
		} else {
			s.word = c.surface(w)
		}
		t.slots = append(t.slots, s)
	}
	allow(t.slots, parts, t.window > 0)
	c.m.addTerm(t)
	return nil
}

// part reads one word of a citation form.
func (c *compiler) part(w string, pos paradigm.POS, inner bool) part {
	p := part{arabic: isArabic(w)}
	if !p.arabic {
		return p
	}
	rest := w
	if pos != paradigm.Name && pos != paradigm.Fixed && pos != paradigm.Verb {
		p.proclitics, rest = c.m.citedProclitics(w, inner)
	}
	p.lexeme = c.describe(rest, pos)
	p.definite = p.Citation != rest
	p.article = p.article && p.definite
	return p
}

// rigid reports whether a word takes no part in the agreement.
func (p *part) rigid() bool {
	switch p.POS {
	case paradigm.Name, paradigm.Fixed, paradigm.Verb:
		return true
	}
	return !p.arabic
}

// links returns the relations that word i may have to the next one.
func links(parts []part, i int) []link {
	if i+1 == len(parts) {
		return []link{none}
	}
	p, q := &parts[i], &parts[i+1]
	switch {
	case p.rigid() || q.rigid() && !q.definite || q.proclitics != 0:
		return []link{none}
	case p.definite && q.definite:
		return []link{agree}
	case q.definite:
		return []link{construct}
	case p.definite:
		return []link{none} // الردع متعدد الأطراف
	}
	switch {
	case q.isAdjective():
		return []link{agree}
	case q.POS == paradigm.Noun:
		return []link{construct}
	}
	return []link{agree, construct}
}

// isAdjective reports whether a word is surely an adjective: it is said to be,
// or has the ending of a nisba.
func (p *part) isAdjective() bool {
	return p.POS == paradigm.Adjective || (p.POS == paradigm.Nisba || p.POS == paradigm.Unknown) && strings.HasSuffix(p.Citation, "ي")
}

// maxOpen is the number of words whose relation may be left open; behind
// them, the first relation is taken. Patterns grow as its power of two.
const maxOpen = 4

// allow fills in the patterns of slots.
func allow(slots []slot, parts []part, window bool) {
	ways := [][]link{nil}
	open := 0
	for i := range parts {
		ls := links(parts, i)
		if len(ls) > 1 {
			if open++; open > maxOpen {
				ls = ls[:1]
			}
		}
		var next [][]link
		for _, w := range ways {
			for _, l := range ls {
				next = append(next, append(w[:len(w):len(w)], l))
			}
		}
		ways = next
	}
	if len(slots) == 1 {
		slots[0] = anyState(slots[0])
		return
	}
	const indefinite patterns = 1
	for i := range slots {
		slots[i].allowed[bare] |= indefinite
		if parts[i].rigid() || parts[i].proclitics != 0 && parts[i].definite {
			slots[i] = anyState(slots[i])
		}
	}
	for n, way := range ways {
		allowDefinite(slots, parts, way, indefinite<<(n+1))
	}
	if window {
		allowApart(slots, ways[0])
	}
}

// allowDefinite adds the pattern p: the term is definite, its words related as
// way says.
func allowDefinite(slots []slot, parts []part, way []link, p patterns) {
	for i := range slots {
		s := &slots[i]
		adjective := i > 0 && way[i-1] == agree || i == 0 && parts[i].isAdjective()
		switch {
		case way[i] == construct && adjective: // النظام أحادي القطبية, الأحادي القطبية
			s.allowed[bare] |= p
			s.allowed[definite] |= p
		case way[i] == construct:
			s.allowed[bare] |= p
		case adjective && i > 0:
			s.allowed[definite] |= p
		default:
			s.allowed[definite] |= p
			s.allowed[possessed] |= p
		}
	}
}

// apart is the pattern of a noun and its adjective with the noun's possessor
// between them: سياسة الدولة الخارجية. It needs a window.
const apart patterns = 1 << 31

func allowApart(slots []slot, way []link) {
	if len(slots) == 2 && way[0] == agree {
		slots[0].allowed[bare] |= apart
		slots[1].allowed[definite] |= apart
		slots[1].gap |= apart
	}
}
