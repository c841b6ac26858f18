package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fusul/stages/text"
)

// lineAt returns where the line that begins at pos ends, and where the next
// one begins. A line ends at LF, CR LF, or CR; in the last line next is the
// length of src.
func lineAt(src string, pos int) (end, next int) {
	for i := pos; i < len(src); i++ {
		switch src[i] {
		case '\n':
			return i, i + 1
		case '\r':
			if i+1 < len(src) && src[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		}
	}
	return len(src), len(src)
}

// endsLine reports whether s ends with a line end.
func endsLine(s string) bool {
	return strings.HasSuffix(s, "\n") || strings.HasSuffix(s, "\r")
}

// blank reports whether r is white space or a mark that no one sees:
// directional marks, joiners, a byte order mark. Such runes at the ends of a
// line are not part of what it says.
func blank(r rune) bool {
	return unicode.IsSpace(r) || invisible(r)
}

// invisible reports whether r is a directional mark, a joiner or a byte order
// mark.
func invisible(r rune) bool {
	switch {
	case '\u200B' <= r && r <= '\u200F', // zero-width space and joiners, LRM, RLM
		'\u202A' <= r && r <= '\u202E', // embeddings and overrides
		'\u2060' <= r && r <= '\u2069', // word joiner, isolates
		r == '\u061C', r == '\uFEFF', r == '\u00AD':
		return true
	}
	return false
}

// trimSpan returns s without blanks at its ends.
func trimSpan(src string, s text.Span) text.Span {
	part := s.Of(src)
	rest := strings.TrimLeftFunc(part, blank)
	s.Start += len(part) - len(rest)
	s.End = s.Start + len(strings.TrimRightFunc(rest, blank))
	return s
}

// squash returns s as lines are compared: blanks at the ends and invisible
// marks taken out, every stretch of white space one space.
func squash(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			gap = b.Len() > 0
		case !invisible(r):
			if gap {
				b.WriteByte(' ')
				gap = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lineBlocks makes a paragraph of every line of a plain text, for a work
// whose other files mark their paragraphs.
func lineBlocks(src string) []text.Block {
	blocks := []text.Block{}
	for pos := 0; pos < len(src); {
		end, next := lineAt(src, pos)
		if s := trimSpan(src, text.Span{Start: pos, End: end}); s.Len() > 0 {
			blocks = append(blocks, text.Block{Span: s, Kind: text.Paragraph})
		}
		pos = next
	}
	return blocks
}

// isASCIILetter reports whether c is a letter of the Latin alphabet.
func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isASCIIDigit reports whether c is a European digit.
func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

// runeBefore returns the rune that ends at pos, or 0 at the start of src.
func runeBefore(src string, pos int) rune {
	if pos <= 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(src[:pos])
	return r
}

// runeAt returns the rune that begins at pos, or 0 at the end of src.
func runeAt(src string, pos int) rune {
	if pos >= len(src) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(src[pos:])
	return r
}
