package lexicon

import (
	"slices"
	"strings"
)

// CompileNear is Compile for a matcher of which only [Matcher.Explain] and
// [Matcher.Near] of word are asked. It leaves out the terms of which no form
// can be spelt like the word, give or take a letter, which is nearly all: to
// generate the forms of all takes longer than all else that an answer needs.
func (l *Lexicon) CompileNear(word string, opt Options) (*Matcher, error) {
	c, err := newCompiler(l, opt)
	if err != nil {
		return nil, err
	}
	s := skeletonOf(c.light.Word(word))
	c.wanted = &s
	return c.compile()
}

// A skeleton is how often the letters stand in a word that no inflection takes
// away: all but the weak ones, the hamzas and the endings ة and ه.
type skeleton [64]int8

// skeletonOf returns the skeleton of w, which comes without marks.
func skeletonOf(w string) skeleton {
	var s skeleton
	for _, r := range w {
		if strong(r) {
			s[r-'ء']++
		}
	}
	return s
}

// strong reports whether every form of a word with the letter r has it.
func strong(r rune) bool {
	switch r {
	case 'ء', 'آ', 'أ', 'ؤ', 'إ', 'ئ', 'ا', 'ة', 'ه', 'و', 'ى', 'ي', '\u0640':
		return false
	}
	return 'ء' <= r && r < 'ء'+rune(len(skeleton{}))
}

// differs returns how many strong letters of stem a word of the skeleton s
// lacks, and how many it has that are neither of stem nor of an ending, a
// clitic or a prefix of the present. Of a form of stem both are 0.
func (s skeleton) differs(stem string) (lacks, more int) {
	for _, r := range stem {
		if strong(r) {
			s[r-'ء']--
		}
	}
	core := skeletonOf(withoutClitics(stem))
	whole := skeletonOf(stem)
	for i, n := range s {
		switch r := 'ء' + rune(i); {
		case n < 0:
			lacks += max(0, int(-n-(whole[i]-core[i])))
		case n > 0 && whole[i] == 0 && !strings.ContainsRune("تنكمسلبف", r):
			more += int(n) // one that stem has may be doubled: مددت of مد
		}
	}
	return lacks, more
}

// withoutClitics takes off a citation form what may be no part of its word: an
// article, and a letter before it.
func withoutClitics(w string) string {
	for _, clitic := range []string{"و", "ف", "ب", "ك", "ل", "س"} {
		if rest, ok := strings.CutPrefix(w, clitic); ok {
			w = rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(w, "ال"); ok {
		return rest
	}
	return strings.TrimPrefix(w, "ل") // لل
}

// wants reports whether a form of entry e of key k may be near to the word that
// is asked for.
func (c *compiler) wants(k, e int) bool {
	entry := &c.lex.Keys[k].Entries[e]
	by := entry.By
	if by == ByDefault {
		by = c.by[k]
	}
	if by > ByLexeme {
		return true
	}
	for _, list := range [][]string{{entry.Pattern}, entry.Variants, entry.Plural, entry.Forms, entry.Present} {
		for _, p := range list {
			words := splitPattern(c.light.Word(p), by)
			near := 0 // letters
			if len(words) == 1 {
				near = 1 // which Near looks for among terms of one word
			}
			for _, w := range words {
				if strings.ContainsAny(w, "*?") || !isArabic(w) || c.wantsWord(w, near) {
					return true
				}
			}
		}
	}
	return false
}

// wantsWord is wants for one word of a term, which may differ by near letters.
func (c *compiler) wantsWord(w string, near int) bool {
	any := func(stems ...string) bool {
		return slices.ContainsFunc(stems, func(s string) bool {
			lacks, more := c.wanted.differs(s)
			return lacks <= near && more <= near
		})
	}
	if any(w) {
		return true
	}
	for _, citation := range []string{w, strings.TrimPrefix(w, "ال")} {
		if fact := c.facts[citation]; fact != nil && (any(fact.Plural...) || any(fact.Forms...) || any(fact.Present...)) {
			return true
		}
		if any(c.opt.Plurals[citation]...) {
			return true
		}
	}
	return false
}
