package read

import (
	"strings"
	"unicode"

	"fusul/stages/text"
)

// An inliner marks what is within the text of one block. Signs that need a
// partner wait on a stack of their kind, so the text is gone through once.
type inliner struct {
	*markdownParser
	end      int
	ticks    map[int][]int  // where runs of backquotes of each length stand
	emphasis map[byte][]run // opened and not closed, by sign
	brackets []int          // '[' or "![" not closed
	noClose  bool           // no comment ends in what is left of the block
}

// A run is a stretch of one sign of emphasis.
type run struct{ start, end int }

// isSign has the bytes that may begin a sign.
var isSign = func() (set [256]bool) {
	for _, c := range []byte("\\`*_~[!]<&{") {
		set[c] = true
	}
	return set
}()

// inline marks the signs within s. In a table the bars between cells are signs
// too.
func (p *markdownParser) inline(s text.Span, table bool) {
	in := inliner{markdownParser: p, end: s.End, emphasis: make(map[byte][]run)}
	gaps := p.gaps
	for i := s.Start; i < s.End; {
		if c := p.src[i]; !isSign[c] && (c != '|' || !table) && len(gaps) == 0 {
			i++
			continue
		}
		for len(gaps) > 0 && gaps[0].End <= i {
			gaps = gaps[1:]
		}
		if len(gaps) > 0 && gaps[0].Start <= i {
			i = gaps[0].End
			continue
		}
		if p.src[i] == '|' && table {
			p.mark(i, i+1, text.Markup, "")
		}
		i = in.sign(i)
	}
}

// sign marks the sign at i, if one stands there, and returns where to go on.
func (in *inliner) sign(i int) int {
	rest := in.src[i:in.end]
	n := 0
	switch rest[0] {
	case '\\':
		return in.escape(i)
	case '`':
		return in.code(i)
	case '*', '_', '~':
		return in.emphasise(i)
	case '[', '!':
		return in.openBracket(i)
	case ']':
		return in.closeBracket(i)
	case '<':
		return in.angle(i)
	case '&':
		n = entity(rest)
	case '{':
		if end := strings.IndexByte(rest[:min(len(rest), 200)], '}'); end > 0 && isAttribute(rest[:end+1]) {
			n = end + 1
		}
	}
	in.mark(i, i+n, text.Markup, "")
	return i + max(n, 1)
}

// escape marks a backslash before a sign or a line end.
func (in *inliner) escape(i int) int {
	if i+1 >= in.end || strings.IndexByte("\r\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", in.src[i+1]) < 0 {
		return i + 1
	}
	in.mark(i, i+1, text.Markup, "")
	return i + 2
}

// code marks the backquotes of a code span and passes over it.
func (in *inliner) code(i int) int {
	if in.ticks == nil {
		in.ticks = make(map[int][]int)
		for k := i; k < in.end; {
			n := runLength(in.src[k:in.end], '`')
			if n > 0 {
				in.ticks[n] = append(in.ticks[n], k)
			}
			k += max(n, 1)
		}
	}
	n := runLength(in.src[i:in.end], '`')
	places := in.ticks[n]
	for len(places) > 0 && places[0] <= i {
		places = places[1:]
	}
	in.ticks[n] = places
	if len(places) == 0 {
		return i + n
	}
	in.mark(i, i+n, text.Markup, "")
	in.mark(places[0], places[0]+n, text.Markup, "")
	return places[0] + n
}

// runLength returns how often s begins with c.
func runLength(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// emphasise takes in a run of '*', '_' or '~': it closes what it can close of
// the same sign and waits with the rest, if it can open.
func (in *inliner) emphasise(i int) int {
	c := in.src[i]
	n := runLength(in.src[i:in.end], c)
	r := run{i, i + n}
	if c == '~' && n != 2 {
		return r.end
	}
	before, after := runeBefore(in.src, i), runeAt(in.src[:in.end], r.end)
	opens := after != 0 && !unicode.IsSpace(after) && (!punct(after) || before == 0 || unicode.IsSpace(before) || punct(before))
	closes := before != 0 && !unicode.IsSpace(before) && (!punct(before) || after == 0 || unicode.IsSpace(after) || punct(after))
	if c == '_' { // not within a word: snake_case
		opens, closes = opens && !wordRune(before), closes && !wordRune(after)
	}
	for closes && r.start < r.end && len(in.emphasis[c]) > 0 {
		stack := in.emphasis[c]
		o := &stack[len(stack)-1]
		k := min(o.end-o.start, r.end-r.start)
		in.mark(o.end-k, o.end, text.Markup, "")
		in.mark(r.start, r.start+k, text.Markup, "")
		o.end -= k
		r.start += k
		if o.start == o.end {
			in.emphasis[c] = stack[:len(stack)-1]
		}
	}
	if opens && r.start < r.end {
		in.emphasis[c] = append(in.emphasis[c], r)
	}
	return i + n
}

// punct reports whether r is punctuation or a symbol.
func punct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// wordRune reports whether r belongs to a word.
func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// openBracket takes in "[" or "![", the call of a footnote or a citation.
func (in *inliner) openBracket(i int) int {
	rest := in.src[i:in.end]
	if rest[0] == '!' {
		if strings.HasPrefix(rest, "![") {
			in.brackets = append(in.brackets, i)
			return i + 2
		}
		return i + 1
	}
	if id, ok := noteID(rest); ok {
		n := len("[^") + len(id) + len("]")
		in.mark(i, i+n, text.NoteAnchor, id)
		return i + n
	}
	if strings.HasPrefix(rest, "[@") || strings.HasPrefix(rest, "[-@") {
		if n := strings.IndexAny(rest[:min(len(rest), 500)], "]\n"); n > 0 && rest[n] == ']' {
			in.mark(i, i+n+1, text.Markup, "")
			return i + n + 1
		}
	}
	in.brackets = append(in.brackets, i)
	return i + 1
}

// closeBracket takes in "]"; with an address or a name behind it, it closes a
// link, of which only the text is prose.
func (in *inliner) closeBracket(i int) int {
	if len(in.brackets) == 0 {
		return i + 1
	}
	open := in.brackets[len(in.brackets)-1]
	in.brackets = in.brackets[:len(in.brackets)-1]
	n := linkTarget(in.src[i+1 : in.end])
	if n == 0 {
		return i + 1
	}
	in.mark(open, open+1+strings.IndexByte(in.src[open:], '['), text.Markup, "")
	in.mark(i, i+1+n, text.Markup, "")
	return i + 1 + n
}

// linkTarget returns the length of the address "(…)", the name "[…]" or the
// attributes "{…}" that s begins with, or 0.
func linkTarget(s string) int {
	const longest = 2000
	if s == "" {
		return 0
	}
	part := s[:min(len(s), longest)]
	switch s[0] {
	case '[':
		if n := strings.IndexAny(part, "]\n"); n > 0 && part[n] == ']' {
			return n + 1
		}
	case '{':
		if n := strings.IndexByte(part, '}'); n > 0 && isAttribute(part[:n+1]) {
			return n + 1
		}
	case '(':
		depth := 0
		for i := range len(part) {
			switch part[i] {
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					return i + 1
				}
			case '\n', '\r':
				return 0
			}
		}
	}
	return 0
}

// angle takes in a tag of HTML, a comment, or an address in angle brackets, of
// which only the brackets are signs.
func (in *inliner) angle(i int) int {
	const longest = 1000
	rest := in.src[i:in.end]
	if strings.HasPrefix(rest, "<!--") && !in.noClose {
		n := strings.Index(rest, "-->")
		if in.noClose = n < 0; n > 0 {
			in.mark(i, i+n+len("-->"), text.Markup, "")
			return i + n + len("-->")
		}
	}
	part := rest[:min(len(rest), longest)]
	end := strings.IndexByte(part, '>')
	if end < 2 || strings.IndexByte(part[1:end], '<') >= 0 {
		return i + 1
	}
	name := strings.TrimPrefix(part[1:end], "/")
	switch {
	case name == "" || !isASCIILetter(name[0]):
		return i + 1
	case strings.Contains(name, "://") && !strings.ContainsAny(name, " \""), strings.HasPrefix(name, "mailto:"),
		strings.Contains(name, "@") && !strings.ContainsAny(name, " ="):
		in.mark(i, i+1, text.Markup, "")
		in.mark(i+end, i+end+1, text.Markup, "")
	default:
		in.mark(i, i+end+1, text.Markup, "")
	}
	return i + end + 1
}

// comment marks a comment of HTML, or a script or style with its content, that
// begins the line s, and returns where it ends; 0 if none does.
func (p *markdownParser) comment(s text.Span, line string) int {
	lower := strings.ToLower(line[:min(len(line), 10)])
	for _, c := range []struct{ open, close string }{{"<!--", "-->"}, {"<script", "</script>"}, {"<style", "</style>"}} {
		if !strings.HasPrefix(lower, c.open) || p.noEnd[c.close] {
			continue
		}
		at := trimSpan(p.src, s).Start
		n := strings.Index(p.src[at:], c.close)
		if n < 0 {
			p.noEnd[c.close] = true
			continue
		}
		p.flush()
		stop := at + n + len(c.close)
		p.mark(at, stop, text.Markup, "")
		return stop
	}
	return 0
}

// entity returns the length of the entity of HTML that s begins with, or 0.
func entity(s string) int {
	end := strings.IndexByte(s[:min(len(s), 32)], ';')
	if end < 2 {
		return 0
	}
	name := strings.TrimPrefix(s[1:end], "#")
	for i := range len(name) {
		if !isASCIILetter(name[i]) && !isASCIIDigit(name[i]) {
			return 0
		}
	}
	if name == "" {
		return 0
	}
	return end + 1
}

// isAttribute reports whether s is a list of attributes: {#id .class key=value}.
func isAttribute(s string) bool {
	body := strings.TrimSpace(s[1 : len(s)-1])
	return body != "" && (strings.IndexByte("#.-", body[0]) >= 0 || strings.Contains(body, "=")) && !strings.ContainsAny(body, "\r\n{}")
}
