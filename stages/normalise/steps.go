package normalise

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fusul/stages/internal/letters"
)

// steps is a set of the switches of a Profile.
type steps uint32

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

	// Which marks of the Arabic block call for NFC: those that join letters
	// always, the others unless they are removed anyhow.
	join
	reorder
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
	if p.Compose {
		on |= join
		if !p.Harakat || !p.Quranic {
			on |= reorder
		}
	}
	return on
}

// A rule says what becomes of one rune.
type rule struct {
	by steps // any of these steps
	to rune  // replaces it by this, or removes it if 0
}

// block holds the rules of U+0600–06FF.
var block = func() (t [256]rule) {
	for i := range t {
		r := rune(0x600 + i)
		t[i] = ruleOf(r)
		switch {
		case r >= '\u0653' && r <= '\u0655':
			t[i].by |= join
		case norm.NFC.PropertiesString(string(r)).CCC() != 0:
			t[i].by |= reorder
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

// A need is what has to be done to a word.
type need uint8

const (
	nothing     need = iota // it stays
	folding                 // one pass of fold
	composition             // NFC as well, and perhaps more passes
)

// need returns what has to be done to s. It is exact for words of Arabic
// letters and of ASCII, and may be too careful of others.
func (on steps) need(s string) need {
	hit := steps(0)
	for i := 0; i < len(s); {
		b := s[i]
		switch {
		case b < utf8.RuneSelf:
			if 'A' <= b && b <= 'Z' {
				hit |= on & lower
			}
			i++
		case letters.IsLead(b) && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
			hit |= on & block[b&3<<6|s[i+1]&0x3f].by
			i += 2
		default:
			hit |= on & (compose | presentation | quranic | invisible | lower)
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		}
	}
	switch {
	case hit == 0:
		return nothing
	case hit&(compose|join|reorder) == 0:
		return folding
	}
	return composition
}

// fold returns s after one pass of the steps but compose.
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
	switch {
	case r >= 0x600 && r <= 0x6ff:
		return block[r-0x600].by&on&^(join|reorder) != 0
	case isPresentation(r):
		return on&presentation != 0 && shown(r) != nil
	case r >= 0x898 && r <= 0x8ff && letters.Of(r) == letters.Mark:
		return on&quranic != 0
	case letters.Of(r) == letters.Invisible || r == '\u034f': // the grapheme joiner is a mark by class
		return on&invisible != 0
	}
	return on&lower != 0 && unicode.ToLower(r) != r
}

// foldFrom is fold where the first i bytes are known to stay.
func (on steps) foldFrom(s string, i int) string {
	var short [64]byte // enough for nearly all words, and not on the heap
	out := append(short[:0], s[:i]...)
	for i < len(s) {
		if b := s[i]; letters.IsLead(b) && i+1 < len(s) && block[b&3<<6|s[i+1]&0x3f].by&on == 0 && s[i+1]&0xc0 == 0x80 {
			out = append(out, b, s[i+1])
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isPresentation(r) && on.changes(r) {
			for _, l := range norm.NFC.String(string(shown(r))) {
				out = appendKept(out, on.final(l))
			}
		} else {
			out = appendKept(out, on.final(r)) // U+FFFD for a byte that is no UTF-8, lest it join another
		}
		i += n
	}
	return string(out)
}

func appendKept(out []byte, r rune) []byte {
	if r == removed {
		return out
	}
	return utf8.AppendRune(out, r)
}

const removed = -1

// final returns what the steps make of r, which is no presentation form that
// changes.
func (on steps) final(r rune) rune {
	for on.changes(r) { // a replacement may be folded in its turn: ۃ to ة to ه
		switch {
		case r >= 0x600 && r <= 0x6ff:
			if r = block[r-0x600].to; r == 0 {
				return removed
			}
		case letters.Of(r) == letters.Invisible, letters.Of(r) == letters.Mark:
			return removed
		default:
			r = unicode.ToLower(r)
		}
	}
	return r
}

func isPresentation(r rune) bool {
	return r >= 0xfb50 && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefe
}

// shown returns the letters that a presentation form shows, decomposed, or
// nil if it shows none. The compatibility decomposition has them, but writes
// a vowel sign that stands alone as space and sign, and makes several words of
// signs such as ﷺ, which are kept.
func shown(r rune) []byte {
	var b [utf8.UTFMax]byte
	d := norm.NFKD.Properties(b[:utf8.EncodeRune(b[:], r)]).Decomposition()
	d = bytes.TrimPrefix(d, []byte(" "))
	if bytes.IndexByte(d, ' ') >= 0 {
		return nil
	}
	return d
}
