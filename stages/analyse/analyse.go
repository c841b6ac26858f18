// Package analyse runs the language stages on one document: segment,
// tokenise, normalise, split and stem.
//
// An Analyser is prepared once and is read-only afterwards but for a cache of
// word types, so many goroutines may share it; what it answers depends on the
// document alone.
package analyse

import (
	"fmt"
	"strings"
	"sync"

	"fusul/stages/clitic"
	"fusul/stages/normalise"
	"fusul/stages/segment"
	"fusul/stages/stem"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

// Options are the choices of an analysis.
type Options struct {
	Profile   normalise.Profile  // of Type.Norm; the zero value folds nothing
	Scheme    clitic.Scheme      // of Type.Segments
	Splitter  *clitic.Splitter   // nil: the embedded one
	Segmenter *segment.Segmenter // nil: the embedded word lists
	Notes     Notes              // whether the words of notes are counted

	// Base folds lemmas to those that are compared: see Result.Bases.
	Base normalise.Profile

	// Know fills in Type.Known; nil leaves it empty. See lexicon.Matcher.Know.
	Know func(*text.Type) any
}

// An Analyser analyses documents.
type Analyser struct {
	opt   Options
	light normalise.Profile
	ir    normalise.Profile

	mu     sync.Mutex
	space  *Space
	caches []*cache // those that no goroutine uses now; a sync.Pool would lose them at every collection
}

// A Session analyses documents one after the other, and numbers their types
// and spellings through all of them. It is for one goroutine.
type Session struct {
	analyser *Analyser
	cache    *cache
}

// Session begins a session. Close gives back what it holds.
func (a *Analyser) Session() *Session { return &Session{a, a.borrow()} }

// Close ends the session.
func (s *Session) Close() { s.analyser.giveBack(s.cache) }

// A Result is a document with all that the stages found in it.
type Result struct {
	Doc *text.Document
	text.Structure
	Tokens    []text.Token
	Types     []*text.Type // by Token.Type, in order of first occurrence
	Sentences []text.Range // the tokens of each sentence of Structure
	Paras     []text.Range // the tokens of each paragraph of Structure
	Notes     Notes

	// Types by what they have in common: folded spelling, lemma, folded lemma.
	Norms, Lemmas, Bases Groups

	// Numbers are those of the types in the session. Space tells sessions
	// apart: numbers of one space may be compared.
	Numbers []Numbers
	Space   *Space
}

// Groups are types of a document that have one spelling in common.
type Groups struct {
	Of     []int32  // by type: its group; groups are numbered in order of first occurrence
	Names  []string // by group: the spelling
	Shared []int32  // by group: the number of the spelling in the session
}

// Notes says whether the words of footnotes and endnotes are counted.
type Notes uint8

// The ways to count notes.
const (
	NotesOut  Notes = iota // they are not
	NotesIn                // they are, as those of other paragraphs
	NotesOnly              // they are, and no others
)

// ParseNotes returns the way of the name exclude, include or only.
func ParseNotes(name string) (Notes, error) {
	switch name {
	case "exclude", "":
		return NotesOut, nil
	case "include":
		return NotesIn, nil
	case "only":
		return NotesOnly, nil
	}
	return 0, fmt.Errorf("notes: %q is not one of exclude, include, only", name)
}

// Prose reports whether the words of paragraph p are prose that may be
// counted: it is neither a heading nor a running head, and a note or none as
// the analysis was told.
func (r *Result) Prose(p int) bool {
	switch r.Paragraphs[p].Kind {
	case text.Heading, text.RunningHead:
		return false
	case text.Note:
		return r.Notes != NotesOut
	}
	return r.Notes != NotesOnly
}

// Counted reports whether the words of paragraph p are counted: they are prose
// of a counted part of the work.
func (r *Result) Counted(p int) bool {
	return r.Prose(p) && r.Chapters[r.Structure.Sections[r.Paragraphs[p].Section].Chapter].Part.Counted()
}

// New prepares an analyser.
func New(opt Options) (*Analyser, error) {
	var err error
	if opt.Splitter == nil {
		if opt.Splitter, err = clitic.Default(); err != nil {
			return nil, err
		}
	}
	if opt.Segmenter == nil {
		if opt.Segmenter, err = segment.Default(); err != nil {
			return nil, err
		}
	}
	return &Analyser{opt: opt, light: normalise.Light(), ir: normalise.IR()}, nil
}

// Document analyses doc. It is safe to call from many goroutines at once.
func (a *Analyser) Document(doc *text.Document) *Result {
	s := a.Session()
	defer s.Close()
	return s.Document(doc)
}

// Document analyses doc.
func (s *Session) Document(doc *text.Document) *Result {
	a := s.analyser
	r := &Result{Doc: doc, Structure: a.opt.Segmenter.Document(doc), Notes: a.opt.Notes}
	r.Paras = make([]text.Range, len(r.Paragraphs))
	r.Tokens = make([]text.Token, 0, len(doc.Text)/8)
	marks := doc.Marks
	for i, p := range r.Paragraphs {
		for len(marks) > 0 && marks[0].End <= p.Start {
			marks = marks[1:]
		}
		from := len(r.Tokens)
		r.Tokens = tokenise.Append(r.Tokens, doc.Text, p.Span, marks)
		r.Paras[i] = text.Range{From: from, To: len(r.Tokens)}
	}
	r.Sentences = sentenceTokens(r.Structure.Sentences, r.Tokens)
	r.Types = a.types(s.cache, doc.Text, r.Tokens)
	s.cache.describe(r)
	return r
}

// Types gives each token of src its type and returns the distinct types, in
// order of first occurrence. It is safe to call from many goroutines at once.
func (a *Analyser) Types(src string, tokens []text.Token) []*text.Type {
	c := a.borrow()
	defer a.giveBack(c)
	return a.types(c, src, tokens)
}

// borrow returns a cache for the goroutine that calls.
func (a *Analyser) borrow() *cache {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := &cache{}
	if n := len(a.caches); n > 0 {
		c = a.caches[n-1]
		a.caches = a.caches[:n-1]
	}
	if a.space == nil || a.space.full() {
		a.space = newSpace()
	}
	c.begin(a.space)
	return c
}

// giveBack makes c free for others.
func (a *Analyser) giveBack(c *cache) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.caches = append(a.caches, c)
}

// sentenceTokens returns the tokens of each sentence: those that begin in it.
func sentenceTokens(sentences []text.Sentence, tokens []text.Token) []text.Range {
	ranges := make([]text.Range, len(sentences))
	next := 0
	for i, s := range sentences {
		from := next
		for next < len(tokens) && tokens[next].Start < s.End {
			next++
		}
		ranges[i] = text.Range{From: from, To: next}
	}
	return ranges
}

// types is Types with the cache c.
func (a *Analyser) types(c *cache, src string, tokens []text.Token) []*text.Type {
	c.document++
	c.met = c.met[:0]
	run, language := 0, noLanguage // of the foreign words before token run
	for i := range tokens {
		t, l := &tokens[i], noLanguage
		if t.Kind == text.Foreign {
			if i >= run {
				run, language = c.foreignRun(src, tokens, i)
			}
			l = language
		}
		e := a.entry(c, src, t, l)
		if e.document != c.document {
			e.document, e.id = c.document, int32(len(c.met))
			c.met = append(c.met, e)
		}
		t.Type = e.id
	}
	types := make([]*text.Type, len(c.met))
	for i, e := range c.met {
		types[i] = e.Type
	}
	return types
}

// entry returns what c has of the spelling of t, which is analysed if c has
// nothing yet.
func (a *Analyser) entry(c *cache, src string, t *text.Token, l lang) *entry {
	p, ok := pack(src, t, l)
	if !ok {
		key := spelling{t.Of(src), t.Kind, l}
		e := c.long[key]
		if e == nil {
			e = a.learn(c, key.form, t.Kind, l)
			key.form = e.Form // not a slice of the document
			c.long[key] = e
		}
		return e
	}
	s := c.find(p)
	if s.entry == nil {
		return c.add(s, p, a.learn(c, t.Of(src), t.Kind, l))
	}
	return s.entry
}

// learn returns the entry of a spelling that c has not met. Another session of
// its space may have.
func (a *Analyser) learn(c *cache, form string, kind text.Kind, l lang) *entry {
	key := shared{form, kind, c.languages[l]}
	k := c.space.find(key)
	if k == nil {
		t := a.newType(form, kind, key.language)
		k = c.space.add(key, t, a.opt.Base.Word(t.Lemma))
	}
	return &entry{Type: k.Type, known: k}
}

// foreignRun returns the end of the run of foreign words that begins with token
// i, and its language.
func (c *cache) foreignRun(src string, tokens []text.Token, i int) (end int, l lang) {
	end = stem.Run(tokens, i)
	words := func(yield func(string) bool) {
		for _, t := range tokens[i:end] {
			if t.Kind == text.Foreign && !yield(t.Of(src)) {
				return
			}
		}
	}
	return end, c.language(stem.Language(words))
}

// newType analyses one spelling of a token.
func (a *Analyser) newType(form string, kind text.Kind, language string) *text.Type {
	if kind == text.Word {
		return a.Word(form)
	}
	return a.other(form, kind, language)
}

// longest is the number of bytes of a word beyond which it gets no stems: it is
// no word, and each column of a file's 10 MB of letters is 10 MB more.
const longest = 1000

// Word analyses one spelling of an Arabic word by itself.
func (a *Analyser) Word(form string) *text.Type {
	t := &text.Type{Form: strings.Clone(form), Kind: text.Word} // a slice would pin its whole book
	light := a.light.Word(t.Form)
	split := a.opt.Splitter.Split(light)
	t.Norm = a.opt.Profile.Word(t.Form)
	t.Segments = split.Segments(a.opt.Scheme)
	t.Lemma = split.Best.Host
	if len(light) > longest {
		return a.known(t)
	}
	t.Stem = stem.Light10(a.ir.Word(light))
	t.Snowball = stem.Snowball(light)
	t.Stop = a.opt.Splitter.IsFunctionWord(light)
	return a.known(t)
}

// other analyses a token that is no Arabic word.
func (a *Analyser) other(form string, kind text.Kind, language string) *text.Type {
	form = strings.Clone(form)
	t := &text.Type{Form: form, Kind: kind, Norm: a.light.Word(form), Segments: form}
	if kind == text.Foreign {
		t.Norm = strings.ToLower(t.Norm)
		t.Stem = stem.Latin(t.Norm, language)
		t.Snowball = t.Stem
	}
	t.Lemma = t.Norm
	return a.known(t)
}

// known fills in what the matcher knows of t.
func (a *Analyser) known(t *text.Type) *text.Type {
	if a.opt.Know != nil {
		t.Known = a.opt.Know(t)
	}
	return t
}
