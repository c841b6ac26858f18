package clitic

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Candidate is one way to read a word: clitics before a host, the host, a
// pronoun behind it.
//
// word[:Pre], word[Pre:len(word)-Suf] and word[len(word)-Suf:] are the letters
// before the host, of the host and behind it; together they spell the word.
type Candidate struct {
	Proclitics Proclitics
	Article    bool     // ال, which is among the letters of Pre
	Enclitic   Enclitic // 0 for none
	Pre, Suf   int      // bytes of the word before and behind the host

	// Host is the host as a free word, without article: its letters in the
	// word, but for an ending or a hamza that it has only before a pronoun
	// (مدرستها: مدرسة) and for an alef lost behind ل (للذين: الذين).
	Host string
}

// Surface returns the letters of word that are c's host.
func (c Candidate) Surface(word string) string { return word[c.Pre : len(word)-c.Suf] }

// SameCut reports whether c and d part a word in the same places under the
// scheme [ATB], whatever they think of its article and of its free host.
func (c Candidate) SameCut(d Candidate) bool {
	return c.Proclitics == d.Proclitics && c.Suf == d.Suf
}

// Append appends to dst every reading of word that the grammar allows, the
// whole word first, and returns the extended slice. There is always one. A
// host that may stand for two free words (مستشفاها: مستشفا or مستشفى) is two
// readings.
func Append(dst []Candidate, word string) []Candidate {
	var buf [32]reading
	for _, r := range table().readings(buf[:0], word) {
		dst = append(dst, r.candidate(word))
	}
	return dst
}

// A reading is a candidate before its host is spelt.
type reading struct {
	proclitics Proclitics
	article    bool
	enclitic   Enclitic
	pre, suf   int
	head       string // letters put before the host's
	drop       int    // bytes left off the host's end
	tail       string // letters put in their place
}

// candidate spells the host of r, a reading of word.
func (r reading) candidate(word string) Candidate {
	host := word[r.pre : len(word)-r.suf-r.drop]
	if r.head != "" || r.tail != "" {
		host = r.head + host + r.tail
	}
	return Candidate{r.proclitics, r.article, r.enclitic, r.pre, r.suf, host}
}

// appendFree appends to dst the host of r, a reading of word, as a free word.
func appendFree[S string | []byte](dst []byte, r reading, word S) []byte {
	dst = append(dst, r.head...)
	dst = append(dst, word[r.pre:len(word)-r.suf-r.drop]...)
	return append(dst, r.tail...)
}

// sameCut reports whether r and s cut a word in the same places.
func (r reading) sameCut(s reading) bool {
	return r.proclitics == s.proclitics && r.suf == s.suf
}

// readings appends to dst every reading of word.
func (g *grammar) readings(dst []reading, word string) []reading {
	first := len(dst)
	dst = g.behindConjunction(dst, word, reading{})
	if strings.HasPrefix(word, g.question) {
		dst = g.behindConjunction(dst, word, reading{proclitics: Question, pre: len(g.question)})
	}
	if len(dst) == first || dst[first].pre+dst[first].suf > 0 {
		// a word too short or too odd to be a host is still read whole
		dst = slices.Insert(dst, first, reading{})
	}
	return dst
}

// behindConjunction appends the readings of word that begin with r, with and
// without a conjunction.
func (g *grammar) behindConjunction(dst []reading, word string, r reading) []reading {
	dst = g.behindPreposition(dst, word, r)
	for _, c := range g.conjunctions {
		if strings.HasPrefix(word[r.pre:], c.form) {
			s := r
			s.proclitics |= c.set
			s.pre += len(c.form)
			dst = g.behindPreposition(dst, word, s)
		}
	}
	return dst
}

// behindPreposition appends the readings of word that begin with r, with and
// without a preposition or the future particle.
func (g *grammar) behindPreposition(dst []reading, word string, r reading) []reading {
	dst = g.indefinite(dst, word, r)
	if r.proclitics != Question {
		dst = g.definite(dst, word, r)
	}
	for _, p := range g.prepositions {
		rest, ok := strings.CutPrefix(word[r.pre:], p.form)
		if !ok || !beginsWith(rest, p.next) {
			continue
		}
		s := r
		s.proclitics |= p.set
		s.pre += len(p.form)
		dst = g.indefinite(dst, word, s)
		if p.set != Will {
			dst = g.definite(dst, word, s)
		}
	}
	return dst
}

// beginsWith reports whether s begins with one of letters, if there are any.
func beginsWith(s, letters string) bool {
	if letters == "" {
		return true
	}
	c, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(letters, c)
}

// indefinite appends the readings of word whose proclitics are those of r,
// without article: the host bare and before each pronoun.
func (g *grammar) indefinite(dst []reading, word string, r reading) []reading {
	rest := word[r.pre:]
	if g.whole[rest] {
		return append(dst, r)
	}
	if r.proclitics&For != 0 {
		if r.head = g.lost(rest); r.head != "" {
			return append(dst, r)
		}
	}
	if !canBegin(rest) {
		return dst
	}
	if isLong(rest) && !g.isPronounBehind(rest, r.proclitics) {
		dst = append(dst, r)
	}
	for i, p := range g.pronouns {
		host, ok := strings.CutSuffix(rest, p)
		if !ok || !g.canPrecedePronoun(host, r.proclitics) {
			continue
		}
		s := r
		s.enclitic = Enclitic(i + 1)
		s.suf = len(p)
		dst = g.restored(dst, host, s)
	}
	return dst
}

// isPronounBehind reports whether rest, behind ل or ب, is a pronoun, so that
// the particle is the host (لهم).
func (g *grammar) isPronounBehind(rest string, p Proclitics) bool {
	return p&(For|By) != 0 && slices.Contains(g.pronouns, rest)
}

// restored appends r, which has a pronoun behind host, once for each free word
// that host may stand for.
func (g *grammar) restored(dst []reading, host string, r reading) []reading {
	if free, ok := g.hosts[host]; ok {
		r.drop, r.tail = len(host), free
		return append(dst, r)
	}
	dst = append(dst, r)
	for _, e := range g.endings {
		if len(host) > len(e.written) && strings.HasSuffix(host, e.written) {
			r.drop, r.tail = len(e.written), e.free
			dst = append(dst, r)
		}
	}
	return dst
}

// definite appends the readings of word whose proclitics are those of r, with
// the article.
func (g *grammar) definite(dst []reading, word string, r reading) []reading {
	rest, written := word[r.pre:], g.article
	r.article = true
	if r.proclitics&For != 0 {
		if g.lost(rest) != "" {
			return dst
		}
		written = lam
	}
	host, ok := strings.CutPrefix(rest, written)
	if !ok || g.whole[rest] {
		return dst
	}
	s := r
	s.pre += len(written)
	if isLong(host) && canBegin(host) {
		dst = append(dst, s)
	}
	if written != g.article && isLong(rest) {
		dst = append(dst, r) // للغة: the host's own lam takes in that of the article
	}
	return dst
}

// The letters of the article. Behind ل it loses its alef, and its lam too
// before another.
const alef, lam = "ا", "ل"

// lost returns the letters that the word whose ال is part of it, and of which
// rest is what is written behind ل, has lost there: of the لذين of للذين the
// alef, of the له of لله alef and lam. It is empty if there is no such word.
func (g *grammar) lost(rest string) string {
	switch {
	case !strings.HasPrefix(rest, lam):
		return ""
	case g.whole[alef+rest]:
		return alef
	case g.whole[alef+lam+rest]:
		return alef + lam
	}
	return ""
}

// isLong reports whether s has two letters or more.
func isLong(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return n < len(s)
}

// canBegin reports whether a host may begin as s does.
func canBegin(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	switch c {
	case 'ة', 'ى', 'ء', 'ؤ', 'ئ':
		return false
	}
	return true
}

// canPrecedePronoun reports whether host may stand before a pronoun and behind
// the proclitics p.
func (g *grammar) canPrecedePronoun(host string, p Proclitics) bool {
	if !isLong(host) {
		return slices.Contains(g.letters, host) && p&(By|For|Like|Will) == 0
	}
	return !strings.HasSuffix(host, "ة") && !strings.HasSuffix(host, "ى")
}
