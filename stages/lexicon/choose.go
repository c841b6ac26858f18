package lexicon

import (
	"cmp"
	"slices"

	"fusul/stages/text"
)

// scratch is what choosing needs from call to call.
type scratch struct {
	order []int32
	kept  []int32
}

// choose appends to dst those hits of a sentence that count, as quanteda
// chooses them: longer ones before shorter ones, then from the beginning of
// the sentence; a hit that shares a word with one of its key does not count;
// with [ScopeDictionary] neither does one whose words all belong to hits
// before it, unless it has the very words of one of them.
func (s *search) choose(dst []Match) []Match {
	if len(s.hits) == 0 {
		return dst
	}
	s.sort()
	s.kept = s.kept[:0]
	for _, i := range s.order {
		if s.counts(&s.hits[i]) {
			s.kept = append(s.kept, i)
		}
	}
	slices.SortFunc(s.kept, func(a, b int32) int {
		x, y := &s.hits[a], &s.hits[b]
		return cmp.Or(cmp.Compare(x.tokens.From, y.tokens.From), cmp.Compare(x.key, y.key))
	})
	for _, i := range s.kept {
		dst = append(dst, s.finished(i))
	}
	return dst
}

// sort puts the hits in the order in which they are chosen.
func (s *search) sort() {
	s.order = s.order[:0]
	for i := range s.hits {
		s.order = append(s.order, int32(i))
	}
	slices.SortFunc(s.order, func(a, b int32) int {
		x, y := &s.hits[a], &s.hits[b]
		return cmp.Or(
			cmp.Compare(y.tokens.Len(), x.tokens.Len()),
			cmp.Compare(x.tokens.From, y.tokens.From),
			cmp.Compare(x.plainness(), y.plainness()), // of two terms of a key, the one that is cited so
			cmp.Compare(x.entry, y.entry),
		)
	})
}

// plainness is lower, the nearer the form of a hit is to the citation form.
func (h *hit) plainness() int {
	n := 0
	for _, r := range h.readings[:min(h.n, len(h.readings))] {
		n += int(r.rule)
	}
	return n
}

// counts reports whether h counts beside the hits that were kept.
func (s *search) counts(h *hit) bool {
	covered, same := 0, false
	for _, i := range s.kept {
		k := &s.hits[i]
		if k.key == h.key && overlap(k.tokens, h.tokens) {
			return false
		}
		same = same || k.tokens == h.tokens
	}
	if s.m.opt.Scope == ScopeKey || same {
		return true
	}
	for t := h.tokens.From; t < h.tokens.To; t++ {
		if slices.ContainsFunc(s.kept, func(i int32) bool { return within(t, s.hits[i].tokens) }) {
			covered++
		}
	}
	return covered < h.tokens.Len()
}

// finished makes the Match of a hit that was kept.
func (s *search) finished(i int32) Match {
	h := &s.hits[i]
	x := s.match(h)
	for _, j := range s.kept {
		k := &s.hits[j]
		if j == i || k.key == h.key {
			continue
		}
		if k.tokens == h.tokens {
			x.Ambiguous = true
		} else if k.tokens.From <= h.tokens.From && h.tokens.To <= k.tokens.To {
			x.Nested = true
		}
	}
	return x
}

func overlap(a, b text.Range) bool { return a.From < b.To && b.From < a.To }

func within(i int, r text.Range) bool { return r.From <= i && i < r.To }
