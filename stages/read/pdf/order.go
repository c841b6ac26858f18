package pdf

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The classes of characters that decide in which direction they are read.
const (
	neutral = iota
	arabicLetter
	otherLetter
	digit
	separator // between the digits of one number
)

// classOf returns the class of r.
func classOf(r rune) int {
	switch {
	case unicode.IsDigit(r):
		return digit
	case r == '.', r == ',', r == ':', r == '/', r == '\u066B', r == '\u066C':
		return separator
	case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac):
		if unicode.IsLetter(r) {
			return arabicLetter
		}
		return neutral
	case unicode.IsLetter(r):
		return otherLetter
	}
	return neutral
}

// turnRuns brings items, which stand from right to left, into the order of
// reading: what is written from left to right among them is turned, a number,
// or words of another script with all between them.
func turnRuns(items []item) {
	for i := 0; i < len(items); {
		switch classOf(items[i].Rune) {
		case otherLetter:
			end := foreignEnd(items, i)
			slices.Reverse(items[i:end])
			i = end
		case digit:
			if end := foreignAhead(items, i); end > 0 {
				slices.Reverse(items[i:end])
				i = end
				continue
			}
			end := numberEnd(items, i)
			slices.Reverse(items[i:end])
			i = end
		default:
			i++
		}
	}
}

// numberEnd returns the end of the number that begins at items[i]: single
// separators belong to it where digits stand on both sides.
func numberEnd(items []item, i int) int {
	end := i + 1
	for end < len(items) {
		switch class := classOf(items[end].Rune); {
		case class == digit:
			end++
		case class == separator && end+1 < len(items) && classOf(items[end+1].Rune) == digit:
			end += 2
		default:
			return end
		}
	}
	return end
}

// foreignEnd returns the end of the run of another script that begins at
// items[i]. It ends with a letter, or with digits that touch one.
func foreignEnd(items []item, i int) int {
	end := i + 1
	for j := end; j < len(items); j++ {
		switch classOf(items[j].Rune) {
		case arabicLetter:
			return end
		case otherLetter:
			end = j + 1
		case digit:
			if end == j {
				end = j + 1
			}
		}
	}
	return end
}

// foreignAhead returns the end of a run of another script that the number at
// items[i] closes, as in "Boeing 747"; 0 if there is none.
func foreignAhead(items []item, i int) int {
	j := numberEnd(items, i)
	for j < len(items) && (items[j].Rune == ' ' || items[j].Rune == '-' || items[j].Rune == '.') {
		j++
	}
	if j < len(items) && classOf(items[j].Rune) == otherLetter {
		return foreignEnd(items, j)
	}
	return 0
}

// turnArabic brings items, which stand from left to right, into the order of
// reading: runs of Arabic are turned, the numbers within them turned back.
func turnArabic(items []item) {
	for i := 0; i < len(items); i++ {
		if classOf(items[i].Rune) != arabicLetter {
			continue
		}
		end := i + 1
		for j := end; j < len(items); j++ {
			class := classOf(items[j].Rune)
			if class == otherLetter {
				break
			}
			if class == arabicLetter {
				end = j + 1
			}
		}
		run := items[i:end]
		slices.Reverse(run)
		for k := 0; k < len(run); k++ {
			if classOf(run[k].Rune) == digit {
				stop := numberEnd(run, k)
				slices.Reverse(run[k:stop])
				k = stop - 1
			}
		}
		i = end - 1
	}
}

// plain returns r as a keyboard writes it: a form that a letter takes within a
// word is the letter, a ligature its letters. Other signs stay as they are.
func plain(r rune) string {
	if r >= 0xFB50 && r <= 0xFDFB && !(0xFD3E <= r && r <= 0xFD4F) || r >= 0xFE70 && r <= 0xFEFC || 0xFB00 <= r && r <= 0xFB06 {
		s := norm.NFKC.String(string(r))
		if len(s) > 1 && s[0] == ' ' { // a mark that stands alone
			s = s[1:]
		}
		return s
	}
	return string(r)
}

// brackets are the pairs of brackets and quotation marks that print mirrors in
// lines from right to left.
var brackets = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '«': '»', '»': '«', '‹': '›', '›': '‹'}

// mendBrackets turns the brackets that open where they should close. Programs
// differ in whether the file has them as they are read or as they look, and
// PDFium turns some of them: but one that opens has its word behind it and a
// gap before it, and one that closes the other way around.
func mendBrackets(items []item) {
	is := func(i int, closing string) bool {
		if i < 0 || i >= len(items) {
			return false
		}
		r := items[i].Rune
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(closing, r)
	}
	for i := range items {
		r := items[i].Rune
		other := brackets[r]
		if other == 0 {
			continue
		}
		opens := r == '(' || r == '[' || r == '{' || r == '«' || r == '‹'
		before, behind := is(i-1, ".!؟?%"), is(i+1, "")
		if before != behind && opens == before {
			items[i].Rune = other
		}
	}
}
