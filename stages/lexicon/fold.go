package lexicon

import (
	"unicode/utf8"

	"fusul/stages/normalise"
)

// A folding says which spellings of a host count as a form of a term.
//
// Forms are filed under their key, the coarsest folding; whether a host that
// was found under a form's key is a spelling of it is then asked letter by
// letter, since the answer is not symmetric:
//
//   - a bare alef of the text agrees with any alef of the term, a hamza that is
//     written only with itself (الامن is الأمن; آمن is not);
//   - ى of the text agrees with ي of the term, as Egyptians write it, but ي of
//     the text does not agree with ى (القوي "the strong" is not القوى "the
//     powers");
//   - ه and ة at the end agree both ways.
type folding struct {
	exact bool // only the very letters agree
	alefs bool // any alef agrees with any other
}

// foldingOf returns the folding that a profile of normalise asks for.
func foldingOf(p normalise.Profile) folding {
	return folding{exact: !p.Maksura && !p.Marbuta && !p.Alef, alefs: p.Alef}
}

// appendKey appends the key of s to dst.
func appendKey(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		b := s[i]
		if (b == 0xd8 || b == 0xd9) && i+1 < len(s) {
			c := s[i+1]
			switch {
			case b == 0xd8 && (c == 0xa2 || c == 0xa3 || c == 0xa5): // آ أ إ → ا
				c = 0xa7
			case b == 0xd9 && c == 0x89: // ى → ي
				c = 0x8a
			case b == 0xd8 && c == 0xa9: // ة → ه
				b, c = 0xd9, 0x87
			}
			dst = append(dst, b, c)
			i++
			continue
		}
		dst = append(dst, b)
	}
	return dst
}

// key returns the key under which forms are filed.
func key(s string) string { return string(appendKey(nil, s)) }

// A spelling says how the word of a text is spelt, seen from the form of a
// term.
type spelling uint8

const (
	same      spelling = iota // as the form, or with other letters that the folding takes for equal
	hamza                     // without a hamza of the form
	madda                     // with ا for آ, which few writers confuse
	misspelt                  // otherwise; see tolerates
	different                 // as another word
)

// compare says how the host text, as it was written, is spelt, seen from form.
func (f folding) compare(text, form string) spelling {
	if text == form {
		return same
	}
	if f.exact {
		return different
	}
	how := same
	for text != "" && form != "" {
		t, n := utf8.DecodeRuneInString(text)
		r, m := utf8.DecodeRuneInString(form)
		text, form = text[n:], form[m:]
		switch {
		case t == r:
		case t == 'ا' && r == 'آ':
			how = max(how, madda)
		case t == 'ا' && isHamzaAlef(r):
			how = max(how, hamza)
		case f.alefs && isAlef(t) && isAlef(r):
		case t == 'ى' && r == 'ي', f.alefs && t == 'ي' && r == 'ى':
		case (t == 'ه' && r == 'ة' || t == 'ة' && r == 'ه') && text == "" && form == "":
		default:
			return different
		}
	}
	if text != form {
		return different
	}
	return how
}

func isHamzaAlef(r rune) bool { return r == 'أ' || r == 'إ' || r == 'آ' }

func isAlef(r rune) bool { return r == 'ا' || isHamzaAlef(r) }
