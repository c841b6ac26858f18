package lexicon

import (
	"strings"
	"unicode/utf8"
)

// Spelling tolerance. Forms and hosts are filed under a key that all spellings
// of a word share which writers confuse; tolerates then asks whether the
// difference is one of those that are let pass:
//
//   - ي for يي: الواقعين for الواقعيين, never the other way;
//   - a hamza left out, or on another seat: مسول, مسوول for مسؤول; إقتصاد;
//   - ي for ى and ى for ي, ه for ة and ة for ه, at the end.

// appendTolerantKey appends the key of s under tolerance to dst.
func appendTolerantKey(dst []byte, s string) []byte {
	start := len(dst)
	for _, r := range s {
		switch r {
		case 'أ', 'إ', 'آ', 'ٱ':
			r = 'ا'
		case 'ى', 'ئ':
			r = 'ي'
		case 'ؤ':
			r = 'و'
		case 'ة':
			r = 'ه'
		case 'ء':
			continue
		}
		var letter [utf8.UTFMax]byte
		n := utf8.EncodeRune(letter[:], r)
		if (r == 'ي' || r == 'و' || r == 'ا') && strings.HasSuffix(string(dst[start:]), string(letter[:n])) {
			continue
		}
		dst = append(dst, letter[:n]...)
	}
	return dst
}

// tolerates reports whether text is a common misspelling of form, of which
// it may leave out one letter.
func tolerates(text, form string) bool {
	t, f := []rune(text), []rune(form)
	return len(t) <= len(f) && len(f)-len(t) <= 1 && leftOut(t, f, 0)
}

// leftOut compares t with f from f[i] on; t is as long as f[i:], or a letter
// shorter.
func leftOut(t, f []rune, i int) bool {
	for ; i < len(f); t, i = t[1:], i+1 {
		missing := len(f)-i > len(t)
		optional := missing && (isHamza(f[i]) || f[i] == 'ي' && i > 0 && f[i-1] == 'ي')
		if optional && leftOut(t, f, i+1) {
			return true
		}
		if len(t) == 0 || !sameSound(t[0], f[i], i == len(f)-1) {
			return false
		}
	}
	return len(t) == 0
}

// sameSound reports whether writers confuse the letter t of a text with the
// letter f.
func sameSound(t, f rune, last bool) bool {
	switch {
	case t == f, isAlef(t) && isAlef(f):
		return true
	case last && (t == 'ي' && f == 'ى' || t == 'ى' && f == 'ي' || t == 'ه' && f == 'ة' || t == 'ة' && f == 'ه'):
		return true
	}
	return isHamza(f) && (isHamza(t) || t == seat(f)) && !isAlef(f)
}

// isHamza reports whether r is a hamza, with or without a seat.
func isHamza(r rune) bool { return r == 'ء' || r == 'ؤ' || r == 'ئ' || isHamzaAlef(r) }

// seat returns the letter that a hamza sits on; 0 for none.
func seat(r rune) rune {
	switch r {
	case 'ؤ':
		return 'و'
	case 'ئ':
		return 'ي'
	}
	return 0
}
