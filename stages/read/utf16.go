package read

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unit returns the UTF-16 code unit at raw[i:i+2].
func unit(raw string, i int, bigEndian bool) rune {
	if bigEndian {
		return rune(raw[i])<<8 | rune(raw[i+1])
	}
	return rune(raw[i+1])<<8 | rune(raw[i])
}

// guessUTF16 returns the byte order in which raw is UTF-16 text, or nothing.
// The high bytes of Arabic and Latin letters, 06 and 00, occur in no text of
// any other encoding.
func guessUTF16(raw string) string {
	const sample = 64 << 10
	units := min(len(raw), sample) / 2
	if units < 2 {
		return ""
	}
	for _, name := range []string{nameUTF16LE, nameUTF16BE} {
		fits, telling := 0, 0
		for i := range units {
			u := unit(raw, 2*i, name == nameUTF16BE)
			if usual(u) {
				fits++
			}
			if high := u >> 8; high == 0x00 || high == 0x06 {
				telling++
			}
		}
		if fits*100 >= units*95 && telling*2 >= units {
			return name
		}
	}
	return ""
}

// usual reports whether u is a code unit that Arabic or Latin text is made of.
func usual(u rune) bool {
	switch {
	case u == '\t', u == '\n', u == '\r', u == '\f',
		' ' <= u && u <= '~', 0xA0 <= u && u <= 0xFF,
		0x600 <= u && u <= 0x6FF,
		0x200B <= u && u <= 0x200F, 0x2010 <= u && u <= 0x203A,
		0xFB50 <= u && u <= 0xFDFF, 0xFE70 <= u && u <= 0xFEFF:
		return true
	}
	return false
}

// decodeUTF16 decodes body; skip bytes of the file stand before it.
func decodeUTF16(body string, skip int64, name string) (decoded, error) {
	big := name == nameUTF16BE
	var b strings.Builder
	b.Grow(len(body))
	for i := 0; i+1 < len(body); i += 2 {
		r := unit(body, i, big)
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+3 < len(body) {
				low = unit(body, i+2, big)
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return decoded{}, &SyntaxError{Offset: skip + int64(i), Msg: fmt.Sprintf("invalid %s: half of a surrogate pair", name)}
			}
			i += 2
		}
		b.WriteRune(r)
	}
	if len(body)%2 == 1 {
		return decoded{}, &SyntaxError{Offset: skip + int64(len(body)-1), Msg: fmt.Sprintf("invalid %s: half of a character at the end", name)}
	}
	d := decoded{text: b.String(), encoding: name}
	place := func(at int) int64 {
		n := skip
		for _, r := range d.text[:at] {
			n += 2 * int64(utf16.RuneLen(r))
		}
		return n
	}
	if err := d.checkControls(place); err != nil {
		return decoded{}, err
	}
	d.checkHistory()
	return d, nil
}
