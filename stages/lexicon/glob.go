package lexicon

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// A glob is a pattern of one token: * stands for any letters, also none, ?
// for one. It must match the whole token.
type glob string

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

// anyToken is the number of the glob that matches every token.
const anyToken = -1

// A globSet finds the globs that match a token. Most globs of dictionaries
// have one star, at one end, or none: they are filed by their letters. Of the
// others the longest run of letters is looked for first.
type globSet struct {
	whole    map[string][]globWord // by key
	prefixes affixed               // stem*
	suffixes affixed               // *stem
	others   []otherGlob
}

// affixed is globs by the key of their stem, and the lengths of those keys in
// bytes, rising.
type affixed struct {
	stems   map[string][]globWord
	lengths []int
}

type globWord struct {
	glob
	word int32
}

type otherGlob struct {
	globWord
	letters []byte // a key that the token's key must have in it
}

func (s *globSet) add(pattern string, word int32) {
	g := globWord{glob(strings.ToLower(pattern)), word}
	stem := strings.Trim(string(g.glob), "*")
	k := key(stem)
	switch p := string(g.glob); {
	case strings.ContainsAny(stem, "*?") || stem == "" || p == "*"+stem+"*":
		s.others = append(s.others, otherGlob{g, []byte(longestRun(k))})
	case p == stem:
		s.whole = filed(s.whole, k, g)
	case strings.HasPrefix(p, "*"):
		s.suffixes.add(k, g)
	default:
		s.prefixes.add(k, g)
	}
}

// longestRun returns the longest stretch of p without wildcards.
func longestRun(p string) string {
	longest := ""
	for _, run := range strings.FieldsFunc(p, func(r rune) bool { return r == '*' || r == '?' }) {
		if len(run) > len(longest) {
			longest = run
		}
	}
	return longest
}

func (a *affixed) add(k string, g globWord) {
	a.stems = filed(a.stems, k, g)
	if !slices.Contains(a.lengths, len(k)) {
		a.lengths = append(a.lengths, len(k))
		slices.Sort(a.lengths)
	}
}

func filed(m map[string][]globWord, k string, g globWord) map[string][]globWord {
	if m == nil {
		m = map[string][]globWord{}
	}
	m[k] = append(m[k], g)
	return m
}

// match appends the words whose globs match the token low to dst.
func (s *globSet) match(dst []int32, low string, fold folding) []int32 {
	var buf [64]byte
	k := appendKey(buf[:0], low)
	if len(s.whole) > 0 {
		dst = matching(dst, s.whole[string(k)], low, fold)
	}
	for _, n := range s.prefixes.lengths {
		if n <= len(k) {
			dst = matching(dst, s.prefixes.stems[string(k[:n])], low, fold)
		}
	}
	for _, n := range s.suffixes.lengths {
		if n <= len(k) {
			dst = matching(dst, s.suffixes.stems[string(k[len(k)-n:])], low, fold)
		}
	}
	for i := range s.others {
		if g := &s.others[i]; bytes.Contains(k, g.letters) && g.match(low, fold) {
			dst = append(dst, g.word)
		}
	}
	return dst
}

func matching(dst []int32, globs []globWord, low string, fold folding) []int32 {
	for _, g := range globs {
		if g.match(low, fold) {
			dst = append(dst, g.word)
		}
	}
	return dst
}
