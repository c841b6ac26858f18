package normalise

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fusul/stages/internal/letters"
)

// steps is a set of the switches of a Profile.
type steps uint16

const (
	compose steps = 1 << iota
	presentation
	tatweel
	short
	harakat
	quranic
	invisible
	wasla
	lookalikes
	digits
	lower
	alef
	maksura
	marbuta
	carriers
)

// steps returns the switches of p that are on.
func (p Profile) steps() steps {
	var on steps
	for i, b := range [...]bool{
		p.Compose, p.Presentation, p.Tatweel, p.Short, p.Harakat, p.Quranic, p.Invisible, p.Wasla,
		p.Lookalikes, p.Digits, p.Lower, p.Alef, p.Maksura, p.Marbuta, p.Carriers,
	} {
		if b {
			on |= 1 << i
		}
	}
	return on
}

// A rule says what becomes of one rune.
type rule struct {
	by steps // any of these steps
	to rune  // replaces it by this, or removes it if 0
}

// block holds the rules of U+0600–06FF. Runes that NFC may move or join carry
// compose as well.
var block = func() (t [256]rule) {
	for i := range t {
		r := rune(0x600 + i)
		t[i] = ruleOf(r)
		if norm.NFC.PropertiesString(string(r)).CCC() != 0 {
			t[i].by |= compose
		}
	}
	return t
}()

// ruleOf returns the rule of a rune of the Arabic block.
func ruleOf(r rune) rule {
	switch r {
	case '\u0640':
		return rule{tatweel, 0}
	case 'ٱ':
		return rule{wasla, 'ا'}
	case 'أ', 'إ', 'آ':
		return rule{alef, 'ا'}
	case 'ى':
		return rule{maksura, 'ي'}
	case 'ة':
		return rule{marbuta, 'ه'}
	case 'ؤ', 'ئ':
		return rule{carriers, 'ء'}
	case '٫':
		return rule{digits, '.'}
	case '٬':
		return rule{digits, ','}
	case '٪':
		return rule{digits, '%'}
	}
	switch {
	case r >= '\u064b' && r <= '\u0652':
		return rule{short | harakat, 0}
	case r >= '\u0653' && r <= '\u065f', r >= '\u0610' && r <= '\u061a', r == '\u0670':
		return rule{harakat, 0}
	case r >= '\u06d6' && r <= '\u06ed' && r != '\u06de' && r != '\u06e9': // these two are ornaments, no marks
		return rule{quranic, 0}
	case letters.Of(r) == letters.Invisible:
		return rule{invisible, 0}
	case letters.Value(r) >= 0:
		return rule{digits, '0' + rune(letters.Value(r))}
	}
	return rule{lookalikes, lookalike(r)}.orNone()
}

// orNone returns the rule that changes nothing in place of one without an
// aim.
func (u rule) orNone() rule {
	if u.to == 0 {
		return rule{}
	}
	return u
}

// lookalike returns the Arabic letter that a letter of another language looks
// like in some of its forms and stands for in Arabic text, or 0.
func lookalike(r rune) rune {
	switch r {
	case 'ی', 'ې', 'ۍ', 'ے', 'ؠ', 'ێ':
		return 'ي'
	case 'ۓ':
		return 'ئ'
	case 'ک', 'ڪ':
		return 'ك'
	case 'ہ', 'ھ', 'ە', 'ۀ', 'ۂ', 'ۿ':
		return 'ه'
	case 'ۃ':
		return 'ة'
	case 'ٲ', 'ٵ':
		return 'أ'
	case 'ٳ':
		return 'إ'
	case 'ٶ':
		return 'ؤ'
	case 'ٸ':
		return 'ئ'
	case 'ں':
		return 'ن'
	case 'ڡ', 'ڢ': // the fa of Maghrebi hands
		return 'ف'
	case 'ٯ', 'ڧ': // and their qaf
		return 'ق'
	}
	return 0
}

// touch reports whether the steps may change s. It is exact for words of
// Arabic letters and of ASCII, and may say yes too often of others.
func (on steps) touch(s string) bool {
	for i := 0; i < len(s); {
		b := s[i]
		switch {
		case b < utf8.RuneSelf:
			if on&lower != 0 && 'A' <= b && b <= 'Z' {
				return true
			}
			i++
		case letters.IsLead(b) && i+1 < len(s):
			if block[b&3<<6|s[i+1]&0x3f].by&on != 0 {
				return true
			}
			i += 2
		default:
			if on&(compose|presentation|quranic|invisible|lower) != 0 {
				return true
			}
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		}
	}
	return false
}

// fold returns s after one round of the steps but compose.
func (on steps) fold(s string) string {
	for i, r := range s {
		if on.changes(r) {
			return on.foldFrom(s, i)
		}
	}
	return s
}

// changes reports whether the steps replace or remove r.
func (on steps) changes(r rune) bool {
	var b [4 * utf8.UTFMax]byte
	out := on.append(b[:0], r)
	got, n := utf8.DecodeRune(out)
	return n != len(out) || n == 0 || got != r
}

// foldFrom is fold where the first i bytes are known to stay.
func (on steps) foldFrom(s string, i int) string {
	buf := append(make([]byte, 0, len(s)+utf8.UTFMax), s[:i]...)
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			buf = append(buf, s[i]) // what is no UTF-8 stays as it is
		} else {
			buf = on.append(buf, r)
		}
		i += n
	}
	return string(buf)
}

// append appends what the steps make of r.
func (on steps) append(buf []byte, r rune) []byte {
	for r >= 0x600 && r <= 0x6ff { // a replacement may be folded in its turn: ۃ to ة to ه
		u := block[r-0x600]
		switch {
		case u.by&on&^compose == 0:
			return utf8.AppendRune(buf, r)
		case u.to == 0:
			return buf
		}
		r = u.to
	}
	switch {
	case r >= 0xfb50 && r <= 0xfdff, r >= 0xfe70 && r <= 0xfeff && r != '\ufeff':
		if on&presentation != 0 {
			return on.appendLetters(buf, r)
		}
	case on&quranic != 0 && r >= 0x898 && r <= 0x8ff && letters.Of(r) == letters.Mark:
		return buf
	case on&invisible != 0 && (letters.Of(r) == letters.Invisible || r == '\u034f'): // the grapheme joiner is a mark by class
		return buf
	case on&lower != 0:
		r = unicode.ToLower(r)
	}
	return utf8.AppendRune(buf, r)
}

// appendLetters appends the letters that a presentation form shows. The
// compatibility decomposition has them, but writes a vowel sign that stands
// alone as space and sign, and makes several words of signs such as ﷺ, which
// are kept.
func (on steps) appendLetters(buf []byte, r rune) []byte {
	var b [12 * utf8.UTFMax]byte
	out := strings.TrimLeft(string(norm.NFKC.AppendString(b[:0], string(r))), " ")
	if strings.Contains(out, " ") || out == string(r) {
		return utf8.AppendRune(buf, r)
	}
	for _, l := range out {
		buf = on.append(buf, l)
	}
	return buf
}
