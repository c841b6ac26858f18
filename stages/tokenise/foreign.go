package tokenise

import (
	"unicode"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// foreign cuts the word in another script, or the address, that begins at i.
func (s *scanner) foreign(i int) int {
	if end := s.address(i); end > i {
		return s.emit(i, end, text.URL)
	}
	j := i
	for {
		class, n := s.at(j)
		switch class {
		case letters.Foreign, letters.Mark:
			j += n
			continue
		case letters.Invisible:
			if k := s.visible(j); s.class(k) == letters.Foreign {
				j = k
				continue
			}
		case letters.Digit:
			if end := s.digits(j); !s.isNameNote(i, j, end) {
				j = end
				continue
			}
		case letters.Symbol:
			if k := s.hyphen(i, j); k > j {
				j = k
				continue
			}
		}
		return s.emit(i, j, text.Foreign)
	}
}

// isNameNote reports whether the digits [j, end) glued to the Latin word
// [i, j) are the call of a footnote: at the end of a sentence, behind a word
// that ends in small letters. G7, F16 and H1N1 are words with digits.
func (s *scanner) isNameNote(i, j, end int) bool {
	if s.noteDigits(j) < end || j-i < 3 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s.src[i:j])
	if !unicode.IsLower(r) {
		return false
	}
	right := s.tail(s.noteDigits(j)).class
	return right == stop || right == lineEnd
}

// hyphen returns the place behind an apostrophe, hyphen or full stop at j
// that joins two parts of the word that began at i, or j: O'Neill,
// neo-realism, U.S.A, F-16.
func (s *scanner) hyphen(i, j int) int {
	r, n := utf8.DecodeRuneInString(s.src[j:s.end])
	next := s.class(j + n)
	switch r {
	case '\'', '’', '‘', '·', '\u2010', '\u2011':
		if next == letters.Foreign {
			return j + n
		}
	case '-':
		if next == letters.Foreign || next == letters.Digit && capitals(s.src[i:j]) {
			return j + n
		}
	case '.':
		if next == letters.Foreign && single(s.src[i:j]) && s.singleAt(j+n) {
			return j + n
		}
	}
	return j
}

// capitals reports whether w is one to four capital letters, such as those
// before the number of a weapon or a model.
func capitals(w string) bool {
	if len(w) > 4 {
		return false
	}
	for _, b := range []byte(w) {
		if b < 'A' || b > 'Z' {
			return false
		}
	}
	return true
}

// single reports whether the last part of w is one letter: U, U.S.
func single(w string) bool {
	r, n := utf8.DecodeLastRuneInString(w)
	return unicode.IsLetter(r) && (n == len(w) || w[len(w)-n-1] == '.')
}

// singleAt reports whether a single letter stands at i.
func (s *scanner) singleAt(i int) bool {
	_, n := s.at(i)
	return s.class(i+n) != letters.Foreign && s.class(i+n) != letters.Digit
}
