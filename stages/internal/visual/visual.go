// Package visual turns lines that stand as they look into lines as they are
// read: the inverse of what the Unicode bidirectional algorithm does for
// display, as far as a line alone allows it.
package visual

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Class decides in which direction a character is read.
type Class uint8

// The classes.
const (
	Neutral Class = iota
	Arabic        // a letter of a script that is written from right to left
	Foreign       // a letter of another script
	Digit
	Separator // what parts the digits of one number
)

// ClassOf returns the class of r.
func ClassOf(r rune) Class {
	switch {
	case unicode.IsDigit(r):
		return Digit
	case r == '.', r == ',', r == ':', r == '/', r == '\u066B', r == '\u066C':
		return Separator
	case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac):
		if unicode.IsLetter(r) {
			return Arabic
		}
		return Neutral
	case unicode.IsLetter(r):
		return Foreign
	}
	return Neutral
}

// Leftward returns the order in which a line is read whose characters rs stand
// from right to left: indices into rs. What is written from left to right in
// it is turned, a number, or words of another script with all between them.
func Leftward(rs []rune) []int {
	order := identity(len(rs))
	for i := 0; i < len(rs); {
		end := i + 1
		switch ClassOf(rs[i]) {
		case Foreign:
			end = foreignEnd(rs, i)
		case Digit:
			if end = foreignAhead(rs, i); end == 0 {
				end = numberEnd(rs, i)
			}
		}
		slices.Reverse(order[i:end])
		i = end
	}
	return order
}

// Rightward is Leftward for a line that is read from left to right, whose
// characters stand so: runs of Arabic are turned, the numbers within them
// turned back.
func Rightward(rs []rune) []int {
	order := identity(len(rs))
	for i := 0; i < len(rs); {
		end := i + 1
		if ClassOf(rs[i]) == Arabic {
			end = arabicEnd(rs, i)
			run := order[i:end]
			slices.Reverse(run)
			for k := 0; k < len(run); k++ {
				if ClassOf(rs[run[k]]) != Digit {
					continue
				}
				stop := k + 1
				for stop < len(run) && (ClassOf(rs[run[stop]]) == Digit ||
					ClassOf(rs[run[stop]]) == Separator && stop+1 < len(run) && ClassOf(rs[run[stop+1]]) == Digit) {
					stop++
				}
				slices.Reverse(run[k:stop])
				k = stop
			}
		}
		i = end
	}
	return order
}

func identity(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// arabicEnd returns the end of the run of Arabic that begins at rs[i]. It ends
// with a letter.
func arabicEnd(rs []rune, i int) int {
	end := i + 1
	for j := end; j < len(rs) && ClassOf(rs[j]) != Foreign; j++ {
		if ClassOf(rs[j]) == Arabic {
			end = j + 1
		}
	}
	return end
}

// numberEnd returns the end of the number that begins at rs[i]: single
// separators belong to it where digits stand on both sides.
func numberEnd(rs []rune, i int) int {
	end := i + 1
	for end < len(rs) {
		switch class := ClassOf(rs[end]); {
		case class == Digit:
			end++
		case class == Separator && end+1 < len(rs) && ClassOf(rs[end+1]) == Digit:
			end += 2
		default:
			return end
		}
	}
	return end
}

// foreignEnd returns the end of the run of another script that begins at
// rs[i]. It ends with a letter, or with digits that touch one.
func foreignEnd(rs []rune, i int) int {
	end := i + 1
	for j := end; j < len(rs); j++ {
		switch ClassOf(rs[j]) {
		case Arabic:
			return end
		case Foreign:
			end = j + 1
		case Digit:
			if end == j {
				end = j + 1
			}
		}
	}
	return end
}

// foreignAhead returns the end of a run of another script that the number at
// rs[i] closes, as in "Boeing 747"; 0 if there is none.
func foreignAhead(rs []rune, i int) int {
	j := numberEnd(rs, i)
	for j < len(rs) && (rs[j] == ' ' || rs[j] == '-' || rs[j] == '.') {
		j++
	}
	if j < len(rs) && ClassOf(rs[j]) == Foreign {
		return foreignEnd(rs, j)
	}
	return 0
}

// Plain returns r as a keyboard writes it: a form that a letter takes within a
// word is the letter, a ligature its letters. Other signs stay as they are.
func Plain(r rune) string {
	switch {
	case r == 0xFDF2:
		return "الله"
	case !Form(r) && !(0xFB00 <= r && r <= 0xFB06):
		return string(r)
	}
	s := norm.NFKC.String(string(r))
	if len(s) > 1 && s[0] == ' ' { // a mark that stands alone
		s = s[1:]
	}
	return s
}

// Form reports whether r is a presentation form: the shape that an Arabic
// letter or a ligature has at a place in a word, as a character of its own.
func Form(r rune) bool {
	return 0xFB50 <= r && r <= 0xFDFB && !(0xFD3E <= r && r <= 0xFD4F) && r != 0xFDF2 && r != 0xFDFA && r != 0xFDFB || 0xFE70 <= r && r <= 0xFEFC
}

// brackets are the pairs of brackets and quotation marks that print mirrors in
// lines from right to left.
var brackets = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '«': '»', '»': '«', '‹': '›', '›': '‹'}

// MendBrackets turns the brackets of a line, as it is read, that open where
// they should close. Programs differ in whether they write them as they are
// read or as they look: but one that opens has its word behind it and a gap
// before it, and one that closes the other way around.
func MendBrackets(rs []rune) {
	is := func(i int, closing string) bool {
		return i >= 0 && i < len(rs) && (unicode.IsLetter(rs[i]) || unicode.IsMark(rs[i]) || unicode.IsDigit(rs[i]) || strings.ContainsRune(closing, rs[i]))
	}
	for i, r := range rs {
		other := brackets[r]
		if other == 0 {
			continue
		}
		opens := strings.ContainsRune("([{«‹", r)
		before, behind := is(i-1, ".!؟?%"), is(i+1, "")
		if before != behind && opens == before {
			rs[i] = other
		}
	}
}
