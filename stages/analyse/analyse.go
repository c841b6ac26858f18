// Package analyse runs the language stages on one document: segment,
// tokenise, normalise, split and stem.
//
// An Analyser is prepared once and is read-only afterwards but for a cache of
// word types, so many goroutines may share it; what it answers depends on the
// document alone.
package analyse

import (
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
}

// An Analyser analyses documents.
type Analyser struct {
	opt    Options
	light  normalise.Profile
	ir     normalise.Profile
	stop   func(light string) bool
	caches sync.Pool // of *cache
}

// A Result is a document with all that the stages found in it.
type Result struct {
	Doc *text.Document
	text.Structure
	Tokens    []text.Token
	Types     []*text.Type // by Token.Type, in order of first occurrence
	Sentences []text.Range // the tokens of each sentence of Structure
	Paras     []text.Range // the tokens of each paragraph of Structure
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
	a := &Analyser{opt: opt, light: normalise.Light, ir: normalise.IR, stop: opt.Splitter.IsFunctionWord}
	a.caches.New = func() any { return &cache{} }
	return a, nil
}

// Document analyses doc. It is safe to call from many goroutines at once.
func (a *Analyser) Document(doc *text.Document) *Result {
	r := &Result{Doc: doc, Structure: a.opt.Segmenter.Document(doc)}
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
	c := a.caches.Get().(*cache)
	r.Types = a.types(c, doc.Text, r.Tokens)
	a.caches.Put(c)
	return r
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

// types gives each token its type and returns the distinct types.
func (a *Analyser) types(c *cache, src string, tokens []text.Token) []*text.Type {
	var types []*text.Type
	var seen [text.NoteMark + 1]map[string]int32 // one spelling may be two kinds of token
	for i := range seen {
		seen[i] = map[string]int32{}
	}
	for i := range tokens {
		t := &tokens[i]
		form := t.Of(src)
		id, ok := seen[t.Kind][form]
		if !ok {
			id = int32(len(types))
			seen[t.Kind][form] = id
			types = append(types, c.get(a, form, t.Kind))
		}
		t.Type = id
	}
	return types
}

// Type analyses one spelling of the given kind by itself.
func (a *Analyser) Type(form string, kind text.Kind) *text.Type {
	t := &text.Type{Form: strings.Clone(form), Kind: kind} // a slice would pin its whole book
	switch kind {
	case text.Word:
		light := a.light.Word(t.Form)
		split := a.opt.Splitter.Split(light)
		t.Norm = a.opt.Profile.Word(t.Form)
		t.Segments = split.Segments(a.opt.Scheme)
		t.Lemma = split.Best.Host
		t.Stem = stem.Light10(a.ir.Word(light))
		t.Stop = a.stop(light)
	case text.Foreign:
		t.Norm = strings.ToLower(a.light.Word(t.Form))
		t.Segments, t.Lemma = t.Form, t.Norm
		t.Stem = stem.Latin(t.Norm)
	default:
		t.Norm = a.light.Word(t.Form)
		t.Segments, t.Lemma, t.Stem = t.Form, t.Norm, t.Norm
	}
	return t
}

// cacheSize is the number of word types that a cache holds before it starts
// anew: about 100 MB. A library of 72 M words has about 1.3 M types, and nine
// tokens of ten are of the commonest 50,000.
const cacheSize = 400_000

// A cache remembers the types that one goroutine has met.
type cache struct {
	types [text.NoteMark + 1]map[string]*text.Type
	n     int
}

// get returns the type of form.
func (c *cache) get(a *Analyser, form string, kind text.Kind) *text.Type {
	if t, ok := c.types[kind][form]; ok {
		return t
	}
	if c.n >= cacheSize {
		*c = cache{}
	}
	if c.types[kind] == nil {
		c.types[kind] = map[string]*text.Type{}
	}
	t := a.Type(form, kind)
	c.types[kind][t.Form] = t
	c.n++
	return t
}
