package read

import (
	"strings"

	"fusul/stages/text"
)

// inline marks the tags within the text of s and reports whether it is verse.
func (p *openITIParser) inline(s text.Span) (verse bool) {
	src := p.src[:s.End]
	for i := s.Start; i < s.End; {
		n, kind := 0, text.Markup
		switch c := src[i]; {
		case c >= 0x80:
			i++
			continue
		case c == 'P':
			n, kind = pageTag(src[i:]), text.PageEnd
		case c == 'N':
			n, kind = noteTag(src[i:]), text.NoteAnchor
		case c == 'm' || c == 'M':
			n, kind = milestoneTag(src, i), text.Milestone
		case c == '%':
			n = verseTag(src[i:])
			verse = verse || n > 0
		case c == '@' || c == '#':
			n = nameTag(src, i)
		}
		if n == 0 {
			i++
			continue
		}
		p.mark(i, i+n, kind, tagLabel(src[i:i+n], kind))
		i += n
	}
	return verse
}

// tagLabel is the label of a mark: the number of a page as written.
func tagLabel(tag string, kind text.MarkKind) string {
	switch kind {
	case text.PageEnd:
		return tag[strings.IndexByte(tag, 'V'):]
	case text.Milestone, text.NoteAnchor:
		return tag
	}
	return ""
}

// digits returns how many digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && isASCIIDigit(s[n]) {
		n++
	}
	return n
}

// pageTag returns the length of the page tag that s begins with, or 0:
// PageV01P005, with a letter for the side of a leaf behind it (PageV00P030a),
// or with what the page is before the V (PageBegV01P005).
func pageTag(s string) int {
	rest, ok := strings.CutPrefix(s, "Page")
	if !ok {
		return 0
	}
	for _, kind := range []string{"Beg", "End", "Start", "Wrong"} {
		if after, ok := strings.CutPrefix(rest, kind); ok {
			rest = after
			break
		}
	}
	if !strings.HasPrefix(rest, "V") {
		return 0
	}
	volume := 1
	for volume < len(rest) && volume <= 4 && (isASCIIDigit(rest[volume]) || isASCIILetter(rest[volume]) && rest[volume] != 'P') {
		volume++
	}
	if volume == 1 || volume >= len(rest) || rest[volume] != 'P' {
		return 0
	}
	n := digits(rest[volume+1:])
	if n == 0 {
		return 0
	}
	end := volume + 1 + n
	if end < len(rest) && isASCIILetter(rest[end]) && (end+1 == len(rest) || !isASCIILetter(rest[end+1]) && !isASCIIDigit(rest[end+1])) {
		end++
	}
	return len(s) - len(rest) + end
}

// noteTag returns the length of the tag of a note, NoteV01P005N02, or 0.
func noteTag(s string) int {
	rest, ok := strings.CutPrefix(s, "NoteV")
	if !ok {
		return 0
	}
	for _, letter := range []string{"P", "N", ""} {
		n := digits(rest)
		if n == 0 || !strings.HasPrefix(rest[n:], letter) {
			return 0
		}
		rest = rest[n+len(letter):]
	}
	return len(s) - len(rest)
}

// milestoneTag returns the length of the milestone at src[i:], or 0: ms001 or
// Milestone300, with no other Latin letter or digit beside it.
func milestoneTag(src string, i int) int {
	if i > 0 && (isASCIILetter(src[i-1]) || isASCIIDigit(src[i-1])) {
		return 0
	}
	for _, tag := range []string{"ms", "Milestone"} {
		rest, ok := strings.CutPrefix(src[i:], tag)
		if n := digits(rest); ok && n > 0 && (n == len(rest) || !isASCIILetter(rest[n])) {
			return len(tag) + n
		}
	}
	return 0
}

// verseTag returns the length of the sign between two halves of a verse, or 0.
func verseTag(s string) int {
	for _, tag := range []string{"%~%", "% %"} {
		if strings.HasPrefix(s, tag) {
			return len(tag)
		}
	}
	return 0
}

// nameTag returns the length of the tag of a name or a passage at src[i:], or
// 0: @TOP02, @YD597, @MATN@, @USR@CAT_SUB@, @PER$0310Tabari@12, #$#TYPE. An
// address of mail is none.
func nameTag(src string, i int) int {
	if i > 0 && (isASCIILetter(src[i-1]) || isASCIIDigit(src[i-1]) || src[i-1] == '.') {
		return 0
	}
	rest := src[i:]
	body := strings.TrimPrefix(rest[1:], "$#")
	if body == "" || body[0] < 'A' || body[0] > 'Z' || rest[0] == '#' && !strings.HasPrefix(rest, "#$#") && !hashName(body) {
		return 0
	}
	n := len(rest) - len(body)
	for n < len(rest) && (isASCIILetter(rest[n]) || isASCIIDigit(rest[n]) || strings.IndexByte("@_$-", rest[n]) >= 0) {
		n++
	}
	for rest[n-1] == '-' || rest[n-1] == '_' {
		n--
	}
	return n
}

// hashName reports whether s is the name in a tag that begins with a hash
// sign, three capitals and no more letters: #PER$0310Tabari.
func hashName(s string) bool {
	return len(s) >= 4 && isTagName(s[:3]) && s[3] == '$'
}
