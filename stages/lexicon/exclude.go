package lexicon

import (
	"slices"
	"strings"

	"fusul/stages/text"
)

// An exclusion is the globs of a sequence of tokens, by their numbers in
// [Matcher.excludes]. One token takes back the hits that have it; several take
// back the hits that lie within them.
type exclusion []int32

// exclusions files the globs of patterns.
func (m *Matcher) exclusions(patterns []string) []exclusion {
	var out []exclusion
	for _, p := range patterns {
		var x exclusion
		for _, w := range strings.Fields(m.lower(p)) {
			n, ok := m.excludeIDs[w]
			if w == "*" {
				n, ok = anyToken, true
			}
			if !ok {
				n = int32(len(m.excludeIDs))
				m.excludeIDs[w] = n
				m.excludes.add(w, n)
			}
			x = append(x, n)
		}
		out = append(out, x)
	}
	return out
}

// lower returns a word as globs see it.
func (m *Matcher) lower(w string) string { return strings.ToLower(m.light.Word(w)) }

// excluded reports whether an exclusion takes back a hit on tokens.
func (s *search) excluded(all []exclusion, tokens text.Range) bool {
	for _, x := range all {
		if len(x) == 1 {
			for i := tokens.From; i < tokens.To; i++ {
				if s.isExcluded(i, x[0]) {
					return true
				}
			}
			continue
		}
		if s.liesWithin(x, tokens) {
			return true
		}
	}
	return false
}

// liesWithin reports whether tokens lie within a place that x matches. The
// first of them is then one of its words.
func (s *search) liesWithin(x exclusion, tokens text.Range) bool {
	for n := range x {
		if !s.isExcluded(tokens.From, x[n]) {
			continue
		}
		if from, ok := s.wordsBefore(tokens.From, n); ok {
			if end, ok := s.sequence(x, from); ok && end >= tokens.To {
				return true
			}
		}
	}
	return false
}

// wordsBefore returns the token that stands n words before token i of the
// sentence.
func (s *search) wordsBefore(i, n int) (int, bool) {
	for ; n > 0; n-- {
		for i--; i >= s.from && s.isTransparent(i); i-- {
		}
	}
	return i, i >= s.from
}

// sequence matches x with the tokens from i on and returns where it ends.
func (s *search) sequence(x exclusion, i int) (end int, ok bool) {
	for n := range x {
		for n > 0 && i < s.to && s.isTransparent(i) {
			i++
		}
		if i >= s.to || !s.isExcluded(i, x[n]) {
			return 0, false
		}
		i++
	}
	return i, true
}

// isExcluded reports whether token i matches a glob of an exclusion. Of words
// that are in no term this is found out when it is asked: few stand beside a
// hit.
func (s *search) isExcluded(i int, glob int32) bool {
	if glob == anyToken {
		return s.tokens[i].Kind != text.Punct
	}
	typ := s.tokens[i].Type
	if w := s.types[typ]; w != nil && len(w.readings) > 0 {
		return slices.Contains(w.excludes, glob)
	}
	globs, ok := s.globs[typ]
	if !ok {
		globs = s.m.excludes.match(nil, s.m.lower(s.forms[typ].Form), s.m.folding)
		if s.globs == nil {
			s.globs = map[int32][]int32{}
		}
		s.globs[typ] = globs
	}
	return slices.Contains(globs, glob)
}

func (s *search) isTransparent(i int) bool {
	w := s.types[s.tokens[i].Type]
	return w != nil && w.transparent
}
