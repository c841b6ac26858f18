package read

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// naturalCompare orders names as people count: runs of digits, European,
// Arabic or Persian, by their value and before all else, so that "ch2" comes
// before "ch10"; the rest by bytes. Names that differ only in how a number is
// written are ordered by bytes, so the order is total.
func naturalCompare(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		nx, restx := leadingNumber(x)
		ny, resty := leadingNumber(y)
		switch {
		case nx != "" && ny != "":
			if c := compareNumbers(nx, ny); c != 0 {
				return c
			}
			x, y = restx, resty
			continue
		case nx != "":
			return -1
		case ny != "":
			return 1
		}
		_, sx := utf8.DecodeRuneInString(x)
		_, sy := utf8.DecodeRuneInString(y)
		if c := strings.Compare(x[:sx], y[:sy]); c != 0 {
			return c
		}
		x, y = x[sx:], y[sy:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

// leadingNumber splits s behind its leading digits and returns them as ASCII.
func leadingNumber(s string) (digits, rest string) {
	i := 0
	ascii := true
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if digitValue(r) < 0 {
			break
		}
		ascii = ascii && size == 1
		i += size
	}
	if ascii {
		return s[:i], s[i:]
	}
	b := make([]byte, 0, i)
	for _, r := range s[:i] {
		b = append(b, '0'+byte(digitValue(r)))
	}
	return string(b), s[i:]
}

// digitValue returns the value of a European, Arabic or Persian digit, or -1.
func digitValue(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '\u0660' <= r && r <= '\u0669': // Arabic-Indic
		return int(r - '\u0660')
	case '\u06F0' <= r && r <= '\u06F9': // Persian
		return int(r - '\u06F0')
	}
	return -1
}

// compareNumbers compares runs of ASCII digits of any length by value.
func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
