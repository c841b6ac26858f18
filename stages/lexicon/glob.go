package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/normalise"
)

// A glob is a pattern of one token: * stands for any letters, also none, ?
// for one. It must match the whole token.
type glob string

// A globSequence is the globs of adjacent tokens.
type globSequence []glob

// compileGlobs returns the globs of patterns.
func compileGlobs(patterns []string) []globSequence {
	var out []globSequence
	for _, p := range patterns {
		var g globSequence
		for _, w := range strings.Fields(lower(normalise.Light(), p)) {
			g = append(g, glob(w))
		}
		out = append(out, g)
	}
	return out
}

// lower returns s as globs see it.
func lower(light normalise.Profile, s string) string { return strings.ToLower(light.Word(s)) }

// match reports whether g matches s. It takes time in proportion to their
// product at most.
func (g glob) match(s string, f folding) bool {
	p := string(g)
	star, mark := -1, 0 // behind the last *, and where it began to match
	i, j := 0, 0
	for j < len(s) {
		if i < len(p) {
			r, n := utf8.DecodeRuneInString(p[i:])
			t, m := utf8.DecodeRuneInString(s[j:])
			switch {
			case r == '*':
				star, mark = i+n, j
				i = star
				continue
			case r == '?' || f.agree(t, r):
				i, j = i+n, j+m
				continue
			}
		}
		if star < 0 {
			return false
		}
		_, m := utf8.DecodeRuneInString(s[mark:])
		mark += m
		i, j = star, mark
	}
	return strings.Trim(p[i:], "*") == ""
}

// agree reports whether the letter text is a spelling of the letter r of a
// pattern, wherever in the word they stand.
func (f folding) agree(text, r rune) bool {
	switch {
	case text == r:
		return true
	case f.exact:
		return false
	case text == 'ا' && isHamzaAlef(r), f.alefs && isAlef(text) && isAlef(r):
		return true
	}
	return text == 'ى' && r == 'ي' || text == 'ه' && r == 'ة' || text == 'ة' && r == 'ه'
}

// A globSet finds the globs that match a token. Most globs of dictionaries
// are a stem and a star, so those are filed by their stem.
type globSet struct {
	prefixes map[string][]globWord // key of the stem
	lengths  []int                 // of the keys in prefixes, in bytes, rising
	others   []globWord
}

type globWord struct {
	glob
	word int32
}

func (s *globSet) add(pattern string, word int32) {
	g := globWord{glob(strings.ToLower(pattern)), word}
	stem, ok := strings.CutSuffix(string(g.glob), "*")
	if !ok || strings.ContainsAny(stem, "*?") {
		s.others = append(s.others, g)
		return
	}
	if s.prefixes == nil {
		s.prefixes = map[string][]globWord{}
	}
	k := key(stem)
	s.prefixes[k] = append(s.prefixes[k], g)
}

func (s *globSet) finish() {
	have := map[int]bool{}
	for k := range s.prefixes {
		if !have[len(k)] {
			have[len(k)] = true
			s.lengths = append(s.lengths, len(k))
		}
	}
	slices.Sort(s.lengths)
}

func (s *globSet) empty() bool { return len(s.prefixes) == 0 && len(s.others) == 0 }

// match calls f for each glob that matches the token low.
func (s *globSet) match(low string, fold folding, f func(word int32)) {
	if len(s.prefixes) > 0 {
		k := key(low)
		for _, n := range s.lengths {
			if n > len(k) {
				continue
			}
			for _, g := range s.prefixes[k[:n]] {
				if g.match(low, fold) {
					f(g.word)
				}
			}
		}
	}
	for _, g := range s.others {
		if g.match(low, fold) {
			f(g.word)
		}
	}
}
