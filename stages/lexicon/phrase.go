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

// An arrangement is one way to put the articles of a term: for each word the
// states it may have, a bit each.
type arrangement []uint8

const (
	isBare      uint8 = 1 << bare
	isDefinite  uint8 = 1 << definite
	isPossessed uint8 = 1 << possessed
	isAny             = isBare | isDefinite | isPossessed
)

// arrangements returns the ways to put the articles of parts. Where a word has
// no agreement with the next one, what stands before and what stands behind
// are definite or not each by itself.
func arrangements(parts []part) []arrangement {
	ways := []arrangement{{}}
	for from := 0; from < len(parts); {
		to := from + 1
		for to < len(parts) && links(parts, to-1)[0] != none {
			to++
		}
		var next []arrangement
		for _, w := range ways {
			for _, group := range groupArrangements(parts, from, to) {
				next = append(next, append(w[:len(w):len(w)], group...))
			}
		}
		ways, from = next, to
	}
	return ways
}

// groupArrangements returns the ways to put the articles of parts[from:to],
// whose words agree.
func groupArrangements(parts []part, from, to int) []arrangement {
	if to == from+1 && (parts[from].rigid() || parts[from].proclitics != 0 && parts[from].definite) {
		return []arrangement{{isAny}}
	}
	indefinite := arrangement{}
	for range to - from {
		indefinite = append(indefinite, isBare)
	}
	ways := []arrangement{{}}
	before := []link{none}
	if from > 0 && parts[from-1].definite && !parts[from-1].rigid() {
		before[0] = agree // الردع متعدد الأطراف: an adjective with its own noun
	}
	for i := from; i < to; i++ {
		ls := []link{none}
		if i+1 < to {
			ls = links(parts, i)
		}
		var next []arrangement
		var behind []link
		for n, w := range ways {
			for _, l := range ls {
				next = append(next, append(w[:len(w):len(w)], definiteState(&parts[i], i, before[n], l)))
				behind = append(behind, l)
			}
		}
		ways, before = next, behind
	}
	return append([]arrangement{indefinite}, ways...)
}

// definiteState returns the states of word i in a definite term, where before
// and behind are its relations to the words beside it.
func definiteState(p *part, i int, before, behind link) uint8 {
	adjective := before == agree || i == 0 && p.isAdjective()
	switch {
	case behind == construct && adjective: // النظام أحادي القطبية, الأحادي القطبية
		return isBare | isDefinite
	case behind == construct:
		return isBare
	case before == agree:
		return isDefinite
	}
	return isDefinite | isPossessed
}

// maxWays is the number of arrangements that a patterns set has room for,
// beside apart. A term with more is one whose every word is left open.
const maxWays = 31

// allow fills in the patterns of slots.
func allow(slots []slot, parts []part, window bool) {
	ways := arrangements(parts)
	if len(slots) == 1 || len(ways) > maxWays {
		for i := range slots {
			slots[i] = anyState(slots[i])
		}
		return
	}
	for n, way := range ways {
		for i, states := range way {
			for s := bare; s <= possessed; s++ {
				if states&(1<<s) != 0 {
					slots[i].allowed[s] |= 1 << n
				}
			}
		}
	}
	if window && len(slots) == 2 && links(parts, 0)[0] == agree {
		allowApart(slots)
	}
}

// apart is the pattern of a noun and its adjective with the noun's possessor
// between them: سياسة الدولة الخارجية. It needs a window.
const apart patterns = 1 << maxWays

func allowApart(slots []slot) {
	slots[0].allowed[bare] |= apart
	slots[1].allowed[definite] |= apart
	slots[1].gap |= apart
}
