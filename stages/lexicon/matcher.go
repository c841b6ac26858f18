package lexicon

import (
	"regexp"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
	"fusul/stages/normalise"
	"fusul/stages/text"
)

// A Matcher finds the terms of a lexicon. It is safe for concurrent use: but
// for a cache of word types it does not change.
type Matcher struct {
	opt      Options
	splitter *clitic.Splitter
	folding  folding
	light    normalise.Profile
	keys     []Key
	entries  []EntryInfo
	terms    []term

	forms   []form
	index   map[string]int32   // key of a form → the last one filed under it
	surface map[string][]int32 // key of a token → words that are matched as they stand
	globs   globSet
	regexes []regexWord

	excludes   globSet
	excludeIDs map[string]int32

	cited   []string         // citation of each word
	formsOf []text.Range     // of each word, its forms
	begins  []bool           // of each word, whether a term begins with it
	heads   [][]int32        // of each word, the terms of it alone, and those with a window
	pairs   map[pair][]int32 // of the first two words of the others

	cache cache
}

// An EntryInfo is an entry of a lexicon as a matcher knows it.
type EntryInfo struct {
	*Entry
	Key  int32  // index into [Matcher.Keys]
	Name string // of the lexicon's key, whatever the levels

	excludes []exclusion
}

// A term is one pattern of an entry, as the words it is made of.
type term struct {
	entry  int32
	window int8
	slots  []slot
}

// A form is one generated form, filed under its key.
type form struct {
	paradigm.Form
	word int32
	next int32 // the form filed before it under the same key, or -1
}

type regexWord struct {
	re   *regexp.Regexp
	word int32
}

// A Match is one occurrence of a term.
type Match struct {
	text.Span
	Tokens    text.Range
	Key       int32  // index into [Matcher.Keys]
	Entry     int32  // index into [Matcher.Entries]
	Form      string // the generated form, or forms
	Rule      string // how the form was made: "dual", "citation plural.broken"
	Split     string // the words as they were split: "و+الدولة"
	Nested    bool   // it lies inside a longer match of another key
	Ambiguous bool   // the split is doubtful, or another key has the same words
}

func newMatcher(opt Options, entries int) (*Matcher, error) {
	profile := normalise.Match()
	if opt.Profile != nil {
		profile = *opt.Profile
	}
	splitter := opt.Splitter
	if splitter == nil {
		var err error
		if splitter, err = clitic.Default(); err != nil {
			return nil, err
		}
	}
	return &Matcher{opt: opt, splitter: splitter, folding: foldingOf(profile), light: normalise.Light(),
		index: make(map[string]int32, formsPerEntry*entries), surface: map[string][]int32{}, excludeIDs: map[string]int32{}, pairs: map[pair][]int32{}, cache: cache{limit: shardSize}}, nil
}

// formsPerEntry is about what a noun has. It only saves time.
const formsPerEntry = 12

// Keys returns the keys that matches refer to. They have no entries; see
// [Matcher.Entries].
func (m *Matcher) Keys() []Key { return m.keys }

// Entries returns the entries that matches refer to.
func (m *Matcher) Entries() []EntryInfo { return m.entries }

// addWord makes a new word.
func (m *Matcher) addWord(citation string) int32 {
	m.cited = append(m.cited, citation)
	m.heads, m.begins = append(m.heads, nil), append(m.begins, false)
	m.formsOf = append(m.formsOf, text.Range{From: len(m.forms), To: len(m.forms)})
	return int32(len(m.cited) - 1)
}

// addForms makes a word that is matched by its forms.
func (m *Matcher) addForms(citation string, forms []paradigm.Form) int32 {
	word := m.addWord(citation)
	var buf [64]byte
	for _, f := range forms {
		k := appendKey(buf[:0], f.Text)
		if m.opt.Tolerant {
			k = appendTolerantKey(buf[:0], f.Text)
		}
		next, ok := m.index[string(k)]
		if !ok {
			next = -1
		}
		name := f.Text // most forms are their own key
		if string(k) != name {
			name = string(k)
		}
		m.index[name] = int32(len(m.forms))
		m.forms = append(m.forms, form{f, word, next})
	}
	m.formsOf[word].To = len(m.forms)
	return word
}

func (m *Matcher) addSurface(w string) int32 {
	word := m.addWord(w)
	m.surface[key(w)] = append(m.surface[key(w)], word)
	return word
}

func (m *Matcher) addGlob(w string) int32 {
	word := m.addWord(w)
	m.globs.add(w, word)
	return word
}

func (m *Matcher) addRegex(re *regexp.Regexp) int32 {
	word := m.addWord(re.String())
	m.regexes = append(m.regexes, regexWord{re, word})
	return word
}

// A pair is two words that follow each other in a term.
type pair struct{ first, second int32 }

func (m *Matcher) addTerm(t term) {
	if len(t.slots) == 0 {
		return
	}
	id, head := int32(len(m.terms)), t.slots[0].word
	m.terms = append(m.terms, t)
	m.begins[head] = true
	if len(t.slots) == 1 || t.window > 0 {
		m.heads[head] = append(m.heads[head], id)
		return
	}
	p := pair{head, t.slots[1].word}
	m.pairs[p] = append(m.pairs[p], id)
}
