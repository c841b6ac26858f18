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
	a := &Analyser{opt: opt, light: normalise.Light(), ir: normalise.IR()}
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
	languages := foreignLanguages(src, tokens)
	var types []*text.Type
	seen := map[spelling]int32{}
	words := map[string]int32{} // the words of Arabic, nine tokens of ten, have a faster key
	for i := range tokens {
		t := &tokens[i]
		form := t.Of(src)
		if t.Kind == text.Word {
			id, ok := words[form]
			if !ok {
				id = int32(len(types))
				words[form] = id
				types = append(types, c.word(a, form))
			}
			t.Type = id
			continue
		}
		key := spelling{form, t.Kind, languages[i]}
		id, ok := seen[key]
		if !ok {
			id = int32(len(types))
			seen[key] = id
			types = append(types, a.other(key))
		}
		t.Type = id
	}
	return types
}

// A spelling is what tells two types apart that are no Arabic words: 1 may be
// a number or a footnote mark, and a foreign word may be of two languages.
type spelling struct {
	form     string
	kind     text.Kind
	language string
}

// foreignLanguages returns the language of the run of each foreign word.
func foreignLanguages(src string, tokens []text.Token) map[int]string {
	languages := map[int]string{}
	for run := range stem.Runs(tokens) {
		words := func(yield func(string) bool) {
			for _, t := range tokens[run.From:run.To] {
				if t.Kind == text.Foreign && !yield(t.Of(src)) {
					return
				}
			}
		}
		language := stem.Language(words)
		for i := run.From; i < run.To; i++ {
			if tokens[i].Kind == text.Foreign {
				languages[i] = language
			}
		}
	}
	return languages
}

// Word analyses one spelling of an Arabic word by itself.
func (a *Analyser) Word(form string) *text.Type {
	t := &text.Type{Form: strings.Clone(form), Kind: text.Word} // a slice would pin its whole book
	light := a.light.Word(t.Form)
	split := a.opt.Splitter.Split(light)
	t.Norm = a.opt.Profile.Word(t.Form)
	t.Segments = split.Segments(a.opt.Scheme)
	t.Lemma = split.Best.Host
	t.Stem = stem.Light10(a.ir.Word(light))
	t.Snowball = stem.Snowball(light)
	t.Stop = a.opt.Splitter.IsFunctionWord(light)
	return t
}

// other analyses a token that is no Arabic word.
func (a *Analyser) other(s spelling) *text.Type {
	form := strings.Clone(s.form)
	t := &text.Type{Form: form, Kind: s.kind, Norm: a.light.Word(form), Segments: form}
	if s.kind == text.Foreign {
		t.Norm = strings.ToLower(t.Norm)
		t.Stem = stem.Latin(t.Norm, s.language)
		t.Snowball = t.Stem
	}
	t.Lemma = t.Norm
	return t
}

// cacheSize is the number of word types that a cache holds before it starts
// anew: about 100 MB. A library of 72 M words has about 1.3 M types, and nine
// tokens of ten are of the commonest 50,000.
const cacheSize = 400_000

// A cache remembers the Arabic words that one goroutine has met.
type cache struct{ words map[string]*text.Type }

// word returns the type of form.
func (c *cache) word(a *Analyser, form string) *text.Type {
	if t, ok := c.words[form]; ok {
		return t
	}
	if c.words == nil || len(c.words) >= cacheSize {
		c.words = map[string]*text.Type{}
	}
	t := a.Word(form)
	c.words[t.Form] = t
	return t
}
