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

// scan counts the signs of src. Words of Arabic letters alone, as nearly all
// are, are read and known in one go.
func scan(src string) signs {
	var s signs
	last := company(0)
	for at := 0; at < len(src); {
		start := at
		for start < len(src) {
			size, in := wordRune(src[start:])
			if in {
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
		end, within, closing := plainLetters(src, start)
		plain := end > start
		for end < len(src) {
			size, in := wordRune(src[end:])
			if !in {
				break
			}
			end += size
			plain = false
		}
		word := src[start:end]
		if plain {
			s.plainWord(word, within, closing)
		} else {
			s.word(word)
		}
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
		return 1, ascii[c]
	}
	if len(s) > 1 && c&0xfc == 0xd8 && s[1]&0xc0 == 0x80 {
		return 2, block[c&3][s[1]&0x3f]
	}
	return otherRune(s)
}

// otherRune is wordRune for the runes that no table has.
func otherRune(s string) (size int, in bool) {
	r, size := utf8.DecodeRuneInString(s)
	return size, inWord(r)
}

// ascii and block say of the runes to U+007F, and from U+0600 to U+06FF, whether
// they are parts of words.
var ascii, block = func() (ascii [utf8.RuneSelf]bool, block [4][64]bool) {
	for r := range ascii {
		ascii[r] = inWord(rune(r))
	}
	for r := range 256 {
		block[r>>6][r&0x3f] = inWord(rune(0x600 + r))
	}
	return ascii, block
}()

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
	s.anyWord(w)
}

// plainWord counts the signs of one word of the letters of Arabic alone. Within
// are the kinds of its letters but the last, which is of the kind closing.
func (s *signs) plainWord(w string, within, closing letter) {
	n := len(w) / 2
	s.letters += n
	if n < 2 {
		return
	}
	if first := letterOf(w[0], w[1]); first&(tehMarbuta|alefMaqsura) != 0 {
		s.backwards++
	}
	s.ending(within&tehMarbuta != 0, closing&tehMarbuta != 0)
	if (within|closing)&alef != 0 {
		s.opening(w)
	}
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

// A letter says what a letter of Arabic is; 0 is none of them.
type letter uint8

const (
	anyLetter letter = 1 << iota
	alef
	tehMarbuta
	alefMaqsura
)

// plainLetters returns the end of the letters of Arabic that stand at start, and
// the kinds of all but the last, and of the last.
func plainLetters(src string, start int) (end int, within, closing letter) {
	for end = start; end+1 < len(src); end += 2 {
		l := letterOf(src[end], src[end+1])
		if l == 0 {
			break
		}
		within |= closing
		closing = l
	}
	return end, within, closing
}

// letterOf returns the letter of two bytes.
func letterOf(lead, next byte) letter {
	if lead&0xfe != 0xd8 {
		return 0
	}
	return plain[lead&1][next]
}

// plain has the letters U+0621 to U+063F and U+0641 to U+064A by the last bit of
// the first byte and by the second byte.
var plain = func() (plain [2][256]letter) {
	for r := 'ء'; r <= 'ي'; r++ {
		if r == 0x640 {
			continue
		}
		l := anyLetter
		switch r {
		case 'ا':
			l |= alef
		case 'ة':
			l |= tehMarbuta
		case 'ى':
			l |= alefMaqsura
		}
		c := string(r)
		plain[c[0]&1][c[1]] = l
	}
	return plain
}()

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

// opening counts the articles of w. The first alef may stand behind a
// conjunction and prepositions.
func (s *signs) opening(w string) {
	switch w {
	case "ال":
		s.lamAlef++
	case "لا":
		s.article++
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(w, "و"), "ب"), "ك")
	if len(rest) < len("ا")+len("لأ") || rest[:2] != "ا" {
		return
	}
	switch rest[2:6] {
	case "أل", "إل", "آل":
		s.lamAlef++
	case "لأ", "لإ", "لآ":
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
