package lexicon

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A triple is one statement of a Turtle file.
type triple struct {
	subject   string // an IRI, or _:name of a blank node
	predicate string
	object    turtleTerm
}

// A turtleTerm is an IRI, a blank node or a literal, with its place.
type turtleTerm struct {
	value     string
	lang      string
	literal   bool
	line, col int
}

// parseTurtle returns the statements of a Turtle file, in order.
// See https://www.w3.org/TR/turtle/.
func parseTurtle(name string, data []byte) ([]triple, error) {
	if err := checkSize(name, data); err != nil {
		return nil, err
	}
	p := turtleParser{file: name, src: strings.TrimPrefix(string(data), "\ufeff"), line: 1, prefixes: map[string]string{}}
	if !utf8.ValidString(p.src) {
		return nil, &SyntaxError{Name: name, Line: 1, Col: 1, Msg: "not UTF-8; save the file as UTF-8"}
	}
	for p.skip(); p.err == nil && p.pos < len(p.src); p.skip() {
		p.statement()
	}
	return p.triples, p.err
}

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

// A turtleParser reads from pos on and keeps the first error.
type turtleParser struct {
	file      string
	src       string
	pos       int
	line      int
	lineStart int
	base      string
	prefixes  map[string]string
	triples   []triple
	blanks    int
	depth     int
	err       error
}

func (p *turtleParser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = &SyntaxError{p.file, p.line, p.col(), fmt.Sprintf(format, args...)}
	}
	p.pos = len(p.src)
}

func (p *turtleParser) col() int { return utf8.RuneCountInString(p.src[p.lineStart:p.pos]) + 1 }

// skip passes over white space and comments.
func (p *turtleParser) skip() {
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case c == '\n':
			p.pos++
			p.line, p.lineStart = p.line+1, p.pos
		case c == ' ' || c == '\t' || c == '\r':
			p.pos++
		case c == '#':
			if i := strings.IndexByte(p.src[p.pos:], '\n'); i >= 0 {
				p.pos += i
			} else {
				p.pos = len(p.src)
			}
		default:
			return
		}
	}
}

// peek returns the next byte behind white space, 0 at the end.
func (p *turtleParser) peek() byte {
	p.skip()
	if p.pos >= len(p.src) {
		return 0
	}
	return p.src[p.pos]
}

// take passes over c if it is next.
func (p *turtleParser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.pos++
	return true
}

func (p *turtleParser) want(c byte) {
	if !p.take(c) {
		p.fail("want %q", c)
	}
}

// keyword passes over a word if it is next; case does not matter.
func (p *turtleParser) keyword(w string) bool {
	p.skip()
	end := p.pos + len(w)
	if end > len(p.src) || !strings.EqualFold(p.src[p.pos:end], w) || end < len(p.src) && isNameByte(p.src[end]) {
		return false
	}
	p.pos = end
	return true
}

func (p *turtleParser) statement() {
	switch {
	case p.keyword("@prefix"), p.keyword("@base"):
		p.directive(p.src[p.pos-1] == 'x' || p.src[p.pos-1] == 'X')
		p.want('.')
	case p.keyword("PREFIX"):
		p.directive(true)
	case p.keyword("BASE"):
		p.directive(false)
	default:
		var subject turtleTerm
		if p.peek() == '[' {
			subject = p.blank()
			if p.take('.') {
				return
			}
		} else {
			subject = p.term()
		}
		if subject.literal {
			p.fail("a literal cannot be a subject")
		}
		p.predicates(subject.value)
		p.want('.')
	}
}

func (p *turtleParser) directive(prefix bool) {
	if !prefix {
		p.base = p.iri()
		return
	}
	p.skip()
	i := strings.IndexByte(p.src[p.pos:], ':')
	if i < 0 || strings.ContainsAny(p.src[p.pos:p.pos+i], " \t\r\n<") {
		p.fail("want a prefix and a colon")
		return
	}
	name := p.src[p.pos : p.pos+i]
	p.pos += i + 1
	p.prefixes[name] = p.iri()
}

// predicates reads what is said of a subject.
func (p *turtleParser) predicates(subject string) {
	for p.err == nil {
		predicate := rdfType
		if !p.keyword("a") {
			predicate = p.term().value
		}
		for p.err == nil {
			p.triples = append(p.triples, triple{subject, predicate, p.term()})
			if !p.take(',') {
				break
			}
		}
		if len(p.triples) > 8*maxPatterns {
			p.fail("more than %d statements", 8*maxPatterns)
		}
		if !p.take(';') {
			return
		}
		for p.take(';') {
		}
		if c := p.peek(); c == '.' || c == ']' || c == 0 {
			return
		}
	}
}

// blank reads [ … ], a node without a name.
func (p *turtleParser) blank() turtleTerm {
	p.blanks++
	t := turtleTerm{value: "_:b" + strconv.Itoa(p.blanks), line: p.line, col: p.col()}
	if p.depth++; p.depth > maxDepth {
		p.fail("more than %d levels", maxDepth)
	}
	p.want('[')
	if !p.take(']') && p.err == nil {
		p.predicates(t.value)
		p.want(']')
	}
	p.depth--
	return t
}

// collection reads ( … ). What is in it is of no use to a lexicon.
func (p *turtleParser) collection() turtleTerm {
	t := turtleTerm{value: "_:list", line: p.line, col: p.col()}
	if p.depth++; p.depth > maxDepth {
		p.fail("more than %d levels", maxDepth)
	}
	p.want('(')
	for p.err == nil && !p.take(')') {
		p.term()
	}
	p.depth--
	return t
}

// term reads any term.
func (p *turtleParser) term() turtleTerm {
	c := p.peek()
	t := turtleTerm{line: p.line, col: p.col()}
	switch {
	case c == '<':
		t.value = p.iri()
	case c == '"' || c == '\'':
		t.literal = true
		t.value = p.str(c)
		t.lang = p.tag()
	case c == '[':
		return p.blank()
	case c == '(':
		return p.collection()
	case c >= '0' && c <= '9' || c == '+' || c == '-':
		t.literal = true
		t.value = p.name()
	case p.keyword("true"), p.keyword("false"):
		t.literal = true
	default:
		t.value = p.prefixed()
	}
	return t
}

// iri reads <…>.
func (p *turtleParser) iri() string {
	p.want('<')
	if p.err != nil {
		return ""
	}
	i := strings.IndexAny(p.src[p.pos:], ">\n")
	if i < 0 || p.src[p.pos+i] == '\n' {
		p.fail("no > behind <")
		return ""
	}
	iri := p.src[p.pos : p.pos+i]
	p.pos += i + 1
	if !strings.Contains(iri, ":") {
		iri = p.base + iri
	}
	return iri
}

// name reads the letters of a name or number.
func (p *turtleParser) name() string {
	start := p.pos
	for p.pos < len(p.src) && (isNameByte(p.src[p.pos]) || p.src[p.pos] == '\\' && p.pos+1 < len(p.src)) {
		if p.src[p.pos] == '\\' {
			p.pos++
		}
		p.pos++
	}
	for p.pos > start && p.src[p.pos-1] == '.' {
		p.pos-- // the end of the statement
	}
	return strings.ReplaceAll(p.src[start:p.pos], "\\", "")
}

func isNameByte(c byte) bool {
	return c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		strings.IndexByte("_-.:%+", c) >= 0
}

// prefixed reads a name with its prefix, ex:realism.
func (p *turtleParser) prefixed() string {
	name := p.name()
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		p.fail("%q is no term", name)
		return ""
	}
	if prefix == "_" {
		return name
	}
	base, ok := p.prefixes[prefix]
	if !ok {
		p.fail("prefix %q is not defined", prefix)
		return ""
	}
	return base + local
}

// str reads a quoted string.
func (p *turtleParser) str(quote byte) string {
	end := string(quote)
	if strings.HasPrefix(p.src[p.pos:], strings.Repeat(end, 3)) {
		end = strings.Repeat(end, 3)
	}
	p.pos += len(end)
	var b strings.Builder
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		switch {
		case strings.HasPrefix(p.src[p.pos:], end):
			p.pos += len(end)
			return b.String()
		case c == '\\':
			p.escape(&b)
			continue
		case c == '\n' && len(end) == 1:
			p.fail("no %s before the end of the line", end)
			return ""
		case c == '\n':
			p.line, p.lineStart = p.line+1, p.pos+1
		}
		b.WriteByte(c)
		p.pos++
	}
	p.fail("no %s behind %s", end, end)
	return ""
}

// escape reads a backslash and what it stands for.
func (p *turtleParser) escape(b *strings.Builder) {
	if p.pos+1 >= len(p.src) {
		p.fail("nothing behind \\")
		return
	}
	c := p.src[p.pos+1]
	p.pos += 2
	digits := map[byte]int{'u': 4, 'U': 8}[c]
	switch i := strings.IndexByte("tbnrf\"'\\", c); {
	case i >= 0:
		b.WriteByte("\t\b\n\r\f\"'\\"[i])
	case digits > 0 && p.pos+digits <= len(p.src):
		r, err := strconv.ParseUint(p.src[p.pos:p.pos+digits], 16, 32)
		if err != nil || !utf8.ValidRune(rune(r)) {
			p.fail("\\%c%s is no character", c, p.src[p.pos:p.pos+digits])
			return
		}
		b.WriteRune(rune(r))
		p.pos += digits
	default:
		p.fail("\\%c is no escape", c)
	}
}

// tag reads the language or type behind a string.
func (p *turtleParser) tag() string {
	switch {
	case strings.HasPrefix(p.src[p.pos:], "^^"):
		p.pos += 2
		p.term()
	case strings.HasPrefix(p.src[p.pos:], "@"):
		p.pos++
		return strings.ToLower(p.name())
	}
	return ""
}
