package command

import (
	"io"
	"os"
	"regexp"
	"strings"
	"unicode"
)

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// isolate returns s as w shows it: on a terminal, set apart from the writing
// direction of the line around it, if it has letters that are written from the
// right. A program that reads the output wants the word and nothing else.
func isolate(w io.Writer, s string) string {
	if rightToLeft(s) && isTerminal(w) {
		return setApart(s)
	}
	return s
}

// isolateWithin is isolate of each stretch of words in a sentence that is
// written from the left.
func isolateWithin(w io.Writer, s string) string {
	if rightToLeft(s) && isTerminal(w) {
		return stretch.ReplaceAllStringFunc(s, setApart)
	}
	return s
}

// stretch finds words that are written from the right, one after the other.
var stretch = regexp.MustCompile(`[\p{Arabic}\p{Hebrew}][\p{Arabic}\p{Hebrew}\p{M}\x{200C}\x{200D}]*(?: [\p{Arabic}\p{Hebrew}\p{M}\x{200C}\x{200D}]+)*`)

func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) })
}

// setApart isolates s: the first of its letters with a direction gives it its own.
func setApart(s string) string { return "\u2068" + s + "\u2069" }

// isolate is isolate on the standard output.
func (e *env) isolate(s string) string { return isolate(e.stdout, s) }

// column is isolate of s in a column of n.
func (e *env) column(s string, n int) string {
	return e.isolate(s) + strings.Repeat(" ", max(0, n-width(s)))
}

// width returns the columns that s takes in a terminal: marks and joiners
// take none.
func width(s string) (n int) {
	for _, r := range s {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}
