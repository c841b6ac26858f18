package lexicon

import (
	"slices"
	"strings"

	"fusul/stages/text"
)

// Match appends the matches in the sentences of a document to dst, in the
// order of their first word, and returns the extended slice. types are the
// types of the tokens, by Token.Type. No match crosses the end of a sentence.
//
// A word type is looked up in the lexicon once; for each token there is then
// no more to do than to look at its type.
func (m *Matcher) Match(dst []Match, types []*text.Type, tokens []text.Token, sentences []text.Range) []Match {
	s := search{m: m, tokens: tokens, forms: types, types: make([]*wordType, len(types))}
	for i, t := range types {
		s.types[i] = m.wordType(t)
	}
	for _, r := range sentences {
		s.hits = s.hits[:0]
		s.from, s.to = r.From, r.To
		for i := r.From; i < r.To; i++ {
			if w := s.types[tokens[i].Type]; w != nil && w.starts {
				s.begin(i, w)
			}
		}
		dst = s.choose(dst)
	}
	return dst
}

// A search is the state of one call of Match.
type search struct {
	m      *Matcher
	tokens []text.Token
	forms  []*text.Type
	types  []*wordType
	globs  map[int32][]int32 // of word types beside hits, the exclusions that they match
	from   int               // of the sentence
	to     int
	hits   []hit
	path   [maxWords]*reading // of the words so far
	scratch
}

// A hit is an occurrence of a term before it is known whether it counts.
type hit struct {
	tokens   text.Range
	key      int32
	entry    int32
	n        int // words
	readings [2]*reading
	more     []*reading // of a term of more than two words
}

// begin looks for the terms whose first word is token i.
func (s *search) begin(i int, w *wordType) {
	next := s.next(i + 1)
	for r := range w.readings {
		reading := &w.readings[r]
		for _, t := range s.m.heads[reading.word] {
			s.start(t, reading, i)
		}
		if next == nil {
			continue
		}
		for n := range next.readings {
			second := next.readings[n].word
			if n > 0 && second == next.readings[n-1].word {
				continue // another state of the same word
			}
			for _, t := range s.m.pairs[pair{reading.word, second}] {
				s.start(t, reading, i)
			}
		}
	}
}

// next returns the type of the first token from i on that is not transparent;
// nil if the lexicon does not know it.
func (s *search) next(i int) *wordType {
	for ; i < s.to; i++ {
		w := s.types[s.tokens[i].Type]
		if w == nil || len(w.readings) > 0 || !w.transparent {
			return w
		}
	}
	return nil
}

// start takes token i, as reading reads it, for the first word of term t.
func (s *search) start(t int32, reading *reading, i int) {
	term := &s.m.terms[t]
	first := &term.slots[0]
	if reading.proclitics&first.proclitics != first.proclitics {
		return
	}
	s.path[0] = reading
	s.follow(term, 1, i, i+1, first.allowed[reading.state])
}

// follow looks for word n of a term, of which the words before it were found;
// the next token is at i, and the patterns of articles that are still
// possible are alive.
func (s *search) follow(t *term, n, from, i int, alive patterns) {
	if alive == 0 {
		return
	}
	if n == len(t.slots) {
		s.found(t, from, i)
		return
	}
	slot := &t.slots[n]
	for gap := 0; i < s.to; i++ {
		w := s.types[s.tokens[i].Type]
		if w != nil && w.transparent && len(w.readings) == 0 {
			continue
		}
		if w != nil {
			s.try(t, slot, n, from, i, w, alive, gap > 0)
		}
		if gap == int(t.window) || s.tokens[i].Kind == text.Punct {
			return
		}
		gap++
	}
}

// try takes token i for word n of t in each reading that fits.
func (s *search) try(t *term, slot *slot, n, from, i int, w *wordType, alive patterns, gap bool) {
	for r := range w.readings {
		reading := &w.readings[r]
		if reading.word != slot.word || reading.proclitics != slot.proclitics {
			continue
		}
		next := alive & slot.allowed[reading.state]
		if !gap {
			next &^= slot.gap
		}
		s.path[n] = reading
		s.follow(t, n+1, from, i+1, next)
	}
}

// found adds a hit of t on the tokens from, to, unless there is one of the
// same entry.
func (s *search) found(t *term, from, to int) {
	tokens := text.Range{From: from, To: to}
	for i := len(s.hits) - 1; i >= 0 && s.hits[i].tokens.From == from; i-- {
		if s.hits[i].tokens == tokens && s.hits[i].entry == t.entry {
			return
		}
	}
	e := &s.m.entries[t.entry]
	if len(e.excludes) > 0 && s.excluded(e.excludes, tokens) {
		return
	}
	h := hit{tokens: tokens, key: e.Key, entry: t.entry, n: len(t.slots)}
	copy(h.readings[:], s.path[:h.n])
	if h.n > len(h.readings) {
		h.more = slices.Clone(s.path[:h.n])
	}
	s.hits = append(s.hits, h)
}

// match makes a Match of a hit that counts.
func (s *search) match(h *hit) Match {
	readings := h.readings[:min(h.n, len(h.readings))]
	if h.more != nil {
		readings = h.more
	}
	x := Match{
		Span:   text.Span{Start: s.tokens[h.tokens.From].Start, End: s.tokens[h.tokens.To-1].End},
		Tokens: h.tokens, Key: h.key, Entry: h.entry,
	}
	if len(readings) == 1 {
		r := readings[0]
		x.Form, x.Rule, x.Split, x.Ambiguous = r.form, r.ruleName(), r.split, r.doubtful
		return x
	}
	var form, rule, split strings.Builder
	for i, r := range readings {
		if i > 0 {
			form.WriteByte(' ')
			rule.WriteByte(' ')
			split.WriteByte(' ')
		}
		form.WriteString(r.form)
		rule.WriteString(r.ruleName())
		split.WriteString(r.split)
		x.Ambiguous = x.Ambiguous || r.doubtful
	}
	x.Form, x.Rule, x.Split = form.String(), rule.String(), split.String()
	return x
}

// ruleName returns the rule of r as tables print it.
func (r *reading) ruleName() string {
	if r.misspelt {
		return r.rule.String() + "~" // as a misspelling of the form
	}
	return r.rule.String()
}
