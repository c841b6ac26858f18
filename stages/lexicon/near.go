package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
)

// Near returns what a word misses by one letter, more, less or another, the
// nearest first and at most limit: for the likeliest reading of the word, the
// forms of single words whose spelling is that near to its host. They do not
// match; they are what a reader may have expected: واقعي beside الواقع.
func (m *Matcher) Near(word string, limit int) []Explanation {
	light := m.light.Word(word)
	best := m.splitter.Split(light).Best
	host := best.Host
	if utf8.RuneCountInString(host) < 3 {
		return nil // too many words are near to so short a one
	}
	var out []Explanation
	near := key(host)
	for i := range m.forms {
		f := &m.forms[i]
		if f.Rule == paradigm.BeforePronoun || f.Rule == paradigm.Accusative || !isOneAway(near, key(f.Text)) {
			continue
		}
		if terms := m.termsOf(f.word); len(terms) > 0 {
			out = append(out, Explanation{
				Split: best.Segments(light, clitic.D3), Host: host, Form: f.Form, Word: m.cited[f.word], Terms: terms,
				Why: fmt.Sprintf("%s and %s differ by a letter", host, f.Text),
			})
		}
	}
	slices.SortStableFunc(out, func(a, b Explanation) int {
		return cmp.Or(cmp.Compare(distance(host, a), distance(host, b)), cmp.Compare(a.Form.Rule, b.Form.Rule), cmp.Compare(a.Form.Text, b.Form.Text))
	})
	out = onePerWord(out)
	return out[:min(limit, len(out))]
}

// termsOf returns the entries with a term of that word alone.
func (m *Matcher) termsOf(word int32) []int32 {
	var out []int32
	for _, t := range m.heads[word] {
		if len(m.terms[t].slots) == 1 {
			out = append(out, m.terms[t].entry)
		}
	}
	return out
}

// distance is lower, the more a form looks like host: one has the other whole,
// then they begin alike.
func distance(host string, x Explanation) int {
	form := x.Form.Text
	first, _ := utf8.DecodeRuneInString(host)
	switch {
	case strings.HasPrefix(form, host) || strings.HasPrefix(host, form):
		return 0
	case strings.HasPrefix(form, string(first)):
		return 1
	}
	return 2
}

// onePerWord keeps the first explanation of each word.
func onePerWord(xs []Explanation) []Explanation {
	told := map[string]bool{}
	return slices.DeleteFunc(xs, func(x Explanation) bool {
		seen := told[x.Word]
		told[x.Word] = true
		return seen
	})
}

// isOneAway reports whether a and b differ by one letter, put in, left out or
// exchanged.
func isOneAway(a, b string) bool {
	for a != "" && b != "" {
		r, n := utf8.DecodeRuneInString(a)
		s, k := utf8.DecodeRuneInString(b)
		if r != s {
			return a[n:] == b || a == b[k:] || a[n:] == b[k:]
		}
		a, b = a[n:], b[k:]
	}
	return utf8.RuneCountInString(a)+utf8.RuneCountInString(b) == 1
}
