package read

import (
	"strconv"
	"strings"
)

// A listLevel says how one level of a list is numbered. Its text is the number
// with %1 for that of the first level, %2 for that of the second, and so on.
type listLevel struct {
	start   int
	format  string // as DOCX names it
	text    string
	decimal bool // all levels in European digits
	keeps   bool // does not begin again below a new item of a higher level
	style   string
}

// listLevels is the number of levels of a list in DOCX; ODT has one more.
const listLevels = 10

// A listDef is one kind of list.
type listDef [listLevels]listLevel

// A listCount is how far a list has come.
type listCount struct {
	n    [listLevels]int
	used [listLevels]bool
}

// next counts an item of the given level and returns its number as it is
// printed; a bullet is no number.
func (c *listCount) next(def *listDef, level int) string {
	if c.used[level] {
		c.n[level]++
	} else {
		c.n[level], c.used[level] = def[level].start, true
	}
	for i := level + 1; i < listLevels; i++ {
		if !def[i].keeps {
			c.used[i] = false
		}
	}
	return c.label(def, level)
}

// label writes the number of the last item.
func (c *listCount) label(def *listDef, level int) string {
	const longest = 100 // bytes: a number that is longer is none
	l := def[level]
	if l.format == "bullet" || l.format == "none" && !strings.ContainsFunc(l.text, letterOrDigit) || len(l.text) > longest {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != '%' || i+1 == len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			b.WriteByte(l.text[i])
			continue
		}
		i++
		of := int(l.text[i] - '1')
		n := c.n[of]
		if !c.used[of] {
			n = def[of].start
		}
		format := def[of].format
		if l.decimal {
			format = "decimal"
		}
		b.WriteString(numeral(n, format))
	}
	return strings.TrimFunc(b.String(), blank)
}

// letterOrDigit reports whether r may be part of a number of a list, and is
// none of the bullets.
func letterOrDigit(r rune) bool { return r >= '0' && r <= '9' || r >= 0x600 && r < 0xE000 || r == '%' }

// The letters that number in Arabic: in the order of the alphabet, and in the
// old order, abjad.
var (
	arabicAlpha = []rune("أبتثجحخدذرزسشصضطظعغفقكلمنهوي")
	arabicAbjad = []rune("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
)

// arabicOrdinals are the ordinals of chapters.
var arabicOrdinals = strings.Split("الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر", " ")

// numeral writes n in a format of DOCX; one that is not known is written in
// European digits.
func numeral(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letterNumeral(n, []rune("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	case "lowerLetter":
		return letterNumeral(n, []rune("abcdefghijklmnopqrstuvwxyz"))
	case "arabicAlpha":
		return letterNumeral(n, arabicAlpha)
	case "arabicAbjad":
		return letterNumeral(n, arabicAbjad)
	case "ordinalText", "cardinalText":
		if n >= 1 && n <= len(arabicOrdinals) {
			return arabicOrdinals[n-1]
		}
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "hindiNumbers", "arabicIndic":
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '٠'
			}
			return r
		}, strconv.Itoa(n))
	}
	return strconv.Itoa(n)
}

// letterNumeral writes n as word processors do: behind the last letter come
// the letters doubled.
func letterNumeral(n int, alphabet []rune) string {
	const most = 10 // doublings
	if n < 1 || (n-1)/len(alphabet) >= most {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(alphabet[(n-1)%len(alphabet)]), 1+(n-1)/len(alphabet))
}

// roman writes n in Roman numerals.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= s.value; n -= s.value {
			b.WriteString(s.sign)
		}
	}
	return b.String()
}
