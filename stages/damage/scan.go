package damage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fusul/stages/internal/visual"
)

// signs are what one pass over a text counts.
type signs struct {
	words     int // in Arabic letters, of two or more
	backwards int // begin with ة or ى
	letters   int // Arabic
	forms     int // of them presentation forms
	lamAlef   int // words that begin as in األمن, or are ال
	article   int // words that begin as in الأمن, or are لا
	years     int
	turned    int // numbers that are years only backwards
	inner     int // words with a ة that does not end them
	closing   int // words that end with ة
	mixed     int // words with a digit or another letter within
	foreign   int // letters of other languages in Arabic script
	partners  int // pairs of words in their order
	apart     int // in the other order
	relatives int // of the pairs, those with a relative pronoun
	loose     int // ... in the other order
}

// scan counts the signs of src.
func scan(src string) signs {
	var s signs
	last := company(0)
	for at := 0; at < len(src); {
		start, end := at, 0
		for start < len(src) {
			size, in := wordRune(src[start:])
			if in {
				end = start + size
				break
			}
			start += size
		}
		if start == len(src) {
			break
		}
		if gap := src[at:start]; gap != " " && strings.ContainsAny(gap, "\n.،؛:؟!") {
			last = 0
		}
		for end < len(src) {
			size, in := wordRune(src[end:])
			if !in {
				break
			}
			end += size
		}
		word := src[start:end]
		s.word(word)
		c := companyOf(word)
		s.pair(last, c)
		last, at = c, end
	}
	return s
}

// wordRune returns the length of the first rune of s, and whether it is part
// of a word or number. Nearly all runes are of the first two cases.
func wordRune(s string) (size int, in bool) {
	c := s[0]
	if c < utf8.RuneSelf {
		return 1, '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	if c == 0xD8 && len(s) > 1 && 0xA0 <= s[1] && s[1] <= 0xBF || c == 0xD9 && len(s) > 1 && 0x80 <= s[1] && s[1] <= 0x9F {
		return 2, true // U+0620 to U+065F
	}
	r, size := utf8.DecodeRuneInString(s)
	return size, inWord(r)
}

// inWord reports whether r is part of a word or number.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return 0x620 <= r && r <= 0x6D3 && r != 0x66B && r != 0x66C && r != 0x66D && r != 0x66A && r != 0x6D4 || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// word counts the signs of one word.
func (s *signs) word(w string) {
	if c := w[0]; c < utf8.RuneSelf && len(w) == 4 && '0' <= c && c <= '9' {
		s.number(w)
	}
	if n := plainLetters(w); n > 0 {
		s.letters += n
		if n < 2 {
			return
		}
		const tehMarbuta, alefMaqsura = "ة", "ى"
		if w[:2] == tehMarbuta || w[:2] == alefMaqsura {
			s.backwards++
		}
		s.ending(strings.Contains(w[:len(w)-2], tehMarbuta), w[len(w)-2:] == tehMarbuta)
		s.opening(w)
		return
	}
	s.anyWord(w)
}

// anyWord is word for words of any runes.
func (s *signs) anyWord(w string) {
	n, forms, others := 0, 0, 0
	first, last, inner := rune(0), rune(0), false
	for _, r := range w {
		switch {
		case 0x621 <= r && r <= 0x64A && r != 0x640, r == 0x671:
		case visual.Form(r):
			forms++
			r = lastOf(r, n == 0)
		case r == 'پ', r == 'چ', r == 'ژ', r == 'گ', r == 'ک', r == 'ی', r == 'ہ', r == 'ے', r == 'ٹ', r == 'ڈ':
			s.foreign++
		case unicode.IsMark(r), r == 0x640:
			continue
		default:
			others++
			continue
		}
		if n++; n == 1 {
			first = r
		}
		inner = inner || last == 'ة'
		last = r
	}
	s.letters += n
	s.forms += forms
	if n < 2 {
		return
	}
	if others > 0 && mixedWithin(w) {
		s.mixed++
	}
	if first == 'ة' || first == 'ى' {
		s.backwards++
	}
	s.ending(inner, last == 'ة')
	s.opening(w)
}

// plainLetters returns the number of letters of a word that is made of the
// letters of Arabic alone, as nearly all are, and 0 for others.
func plainLetters(w string) int {
	if len(w)%2 != 0 {
		return 0
	}
	for i := 0; i < len(w); i += 2 { // U+0621 to U+063F, U+0641 to U+064A
		if a, b := w[i], w[i+1]; !(a == 0xD8 && 0xA1 <= b && b <= 0xBF || a == 0xD9 && 0x81 <= b && b <= 0x8A) {
			return 0
		}
	}
	return len(w) / 2
}

// ending counts a word of two letters or more by its ة: within, or at its end.
func (s *signs) ending(inner, closing bool) {
	s.words++
	switch {
	case inner:
		s.inner++
	case closing:
		s.closing++
	}
}

// opening counts the articles of w.
func (s *signs) opening(w string) {
	if !strings.Contains(w[:min(len(w), 10)], "ا") { // neither أ nor ل come without
		return
	}
	switch {
	case hasAny(w, "األ", "اإل", "اآل"), w == "ال":
		s.lamAlef++
	case hasAny(w, "الأ", "الإ", "الآ"), w == "لا":
		s.article++
	}
}

// lastOf returns the last letter that the form r stands for, or the first.
func lastOf(r rune, first bool) rune {
	p := visual.Plain(r)
	var c rune
	if first {
		c, _ = utf8.DecodeRuneInString(p)
	} else {
		c, _ = utf8.DecodeLastRuneInString(p)
	}
	return c
}

// hasAny reports whether w begins with one of the prefixes, which begin with
// alef, with or without a conjunction or preposition.
func hasAny(w string, prefixes ...string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(w, "و"), "ب"), "ك")
	if !strings.HasPrefix(rest, "ا") {
		return false
	}
	for _, p := range prefixes {
		if strings.HasPrefix(rest, p) {
			return true
		}
	}
	return false
}

// mixedWithin reports whether a digit or a letter of another script stands
// between two Arabic letters of w.
func mixedWithin(w string) bool {
	state := 0
	for _, r := range w {
		switch visual.ClassOf(r) {
		case visual.Arabic:
			if state == 2 {
				return true
			}
			state = 1
		case visual.Digit, visual.Foreign:
			if state > 0 {
				state = 2
			}
		}
	}
	return false
}

// number counts a number of four digits.
func (s *signs) number(w string) {
	year := func(a, b byte) bool { return a == '1' && '3' <= b && b <= '9' || a == '2' && b == '0' }
	ahead, behind := year(w[0], w[1]), year(w[3], w[2])
	switch {
	case ahead && !behind:
		s.years++
	case behind && !ahead:
		s.turned++
	}
}

// A company is what the words beside a word say of it.
type company uint8

const (
	article company = 1 << iota // begins with ال and is no relative pronoun
	relative
	demonstrative
)

// companyOf returns the company of w.
func companyOf(w string) company {
	switch w {
	case "التي", "الذي", "الذين":
		return relative
	case "هذا", "هذه", "ذلك", "تلك":
		return demonstrative
	}
	if strings.HasPrefix(w, "ال") {
		return article
	}
	return 0
}

// pair counts two words that follow each other, if one of them is known by
// its company: التي stands behind a word with ال, and هذا before one, at least
// in the written language.
func (s *signs) pair(a, b company) {
	switch {
	case b == relative && a == article:
		s.relatives++
		s.partners++
	case a == relative && b == article:
		s.loose++
		s.apart++
	case a == demonstrative && b == article:
		s.partners++
	case b == demonstrative && a == article:
		s.apart++
	}
}
