package lexicon

import (
	"cmp"
	"slices"

	"fusul/stages/text"
)

// scratch is what choosing needs from call to call.
type scratch struct {
	order   []int32 // hits, as they are chosen
	kept    []int32 // those that count, by their first token
	longest int     // tokens of the longest hit
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
		if h := &s.hits[i]; s.counts(h) {
			at, _ := slices.BinarySearchFunc(s.kept, h, func(k int32, h *hit) int { return byPlace(&s.hits[k], h) })
			s.kept = slices.Insert(s.kept, at, i)
		}
	}
	for _, i := range s.kept {
		dst = append(dst, s.finished(i))
	}
	return dst
}

// byPlace orders hits as Match returns them.
func byPlace(a, b *hit) int {
	return cmp.Or(cmp.Compare(a.tokens.From, b.tokens.From), cmp.Compare(a.key, b.key))
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
	s.longest = s.hits[s.order[0]].tokens.Len()
}

// plainness is lower, the nearer the form of a hit is to the citation form.
func (h *hit) plainness() int {
	n := 0
	for _, r := range h.readings[:min(h.n, len(h.readings))] {
		n += int(r.rule)
	}
	return n
}

// beside returns those kept hits that may have a token of r. A sentence may be
// as long as a book, so not all are looked at.
func (s *search) beside(r text.Range) []int32 {
	at := func(token int) int {
		i, _ := slices.BinarySearchFunc(s.kept, token, func(k int32, token int) int {
			return cmp.Compare(s.hits[k].tokens.From, token)
		})
		return i
	}
	return s.kept[at(r.From-s.longest):at(r.To)]
}

// counts reports whether h counts beside the hits that were kept.
func (s *search) counts(h *hit) bool {
	same := false
	beside := s.beside(h.tokens)
	for _, i := range beside {
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
		if !slices.ContainsFunc(beside, func(i int32) bool { return within(t, s.hits[i].tokens) }) {
			return true
		}
	}
	return false
}

// finished makes the Match of a hit that was kept.
func (s *search) finished(i int32) Match {
	h := &s.hits[i]
	x := s.match(h)
	for _, j := range s.beside(h.tokens) {
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
