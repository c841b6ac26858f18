package clitic

import (
	"fmt"
	"strings"
)

// A Scheme says which clitics [Candidate.Segments] parts from the host.
type Scheme uint8

// The schemes, named as CAMeL Tools and the treebanks name them.
const (
	ATB  Scheme = iota // all but the article, which stays on its host
	D3                 // all, the article too
	None               // nothing
)

var schemeNames = [...]string{"atb", "d3", "none"}

// String returns the name of s as [ParseScheme] reads it.
func (s Scheme) String() string { return schemeNames[s] }

// ParseScheme returns the scheme of that name: atb, d3 or none.
func ParseScheme(name string) (Scheme, error) {
	for i, n := range schemeNames {
		if n == name {
			return Scheme(i), nil
		}
	}
	return 0, fmt.Errorf("no clitic scheme %q, want one of %s", name, strings.Join(schemeNames[:], ", "))
}

// Segments returns word, of which c is a reading, with a + at each place where
// s parts it. Without the marks the segments spell the word.
func (c Candidate) Segments(word string, s Scheme) string {
	if s == None || c.Pre+c.Suf == 0 {
		return word
	}
	var buf [64]byte
	out := buf[:0]
	rest := word
	for _, l := range letterOf {
		if c.Proclitics&l.set != 0 {
			out = append(out, l.letter...)
			out = append(out, '+')
			rest = rest[len(l.letter):]
		}
	}
	host := c.Surface(word)
	if article := len(rest) - len(host) - c.Suf; article > 0 && s == D3 {
		out = append(out, rest[:article]...)
		out = append(out, '+')
		rest = rest[article:]
	}
	out = append(out, rest[:len(rest)-c.Suf]...)
	if c.Suf > 0 {
		out = append(out, '+')
		out = append(out, rest[len(rest)-c.Suf:]...)
	}
	if len(out) == len(word) {
		return word
	}
	return string(out)
}
