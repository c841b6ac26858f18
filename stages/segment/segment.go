package segment

import (
	"io"
	"sync"

	"fusul/corpus"
	"fusul/stages/text"
)

// Options are the word lists and choices of a Segmenter. The zero value
// knows no heading word and no abbreviation.
type Options struct {
	Headings      *Headings
	Abbreviations *Abbreviations
	Semicolons    bool // ؛ and ; end a sentence
	TextTiling    bool // split chapters without headings where their vocabulary shifts
}

// A Segmenter divides documents. It is never changed after New, so many
// goroutines may share one.
type Segmenter struct {
	words      *Headings
	abbrs      *Abbreviations
	semicolons bool
	tiling     bool
}

// New prepares a Segmenter.
func New(opt Options) *Segmenter {
	s := &Segmenter{opt.Headings, opt.Abbreviations, opt.Semicolons, opt.TextTiling}
	if s.words == nil {
		s.words = &Headings{}
	}
	if s.abbrs == nil {
		s.abbrs = &Abbreviations{}
	}
	return s
}

// WithTextTiling returns a Segmenter like s that splits chapters without
// headings where their vocabulary shifts.
func (s *Segmenter) WithTextTiling() *Segmenter {
	tiled := *s
	tiled.tiling = true
	return &tiled
}

// Default returns a Segmenter with the word lists that ship with the program.
func Default() (*Segmenter, error) { return embedded() }

var embedded = sync.OnceValues(func() (*Segmenter, error) {
	headings, err := open("headings.txt", ParseHeadings)
	if err != nil {
		return nil, err
	}
	abbreviations, err := open("abbreviations.txt", ParseAbbreviations)
	if err != nil {
		return nil, err
	}
	return New(Options{Headings: headings, Abbreviations: abbreviations}), nil
})

// open parses one of the embedded word lists.
func open[T any](name string, parse func(io.Reader, string) (T, error)) (T, error) {
	f, err := corpus.Words.Open(name)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close() // a file in memory: nothing can fail
	return parse(f, name)
}

// Document divides doc. Its answer tiles doc.Text as [text.Structure] says;
// an empty text has no chapters.
func (s *Segmenter) Document(doc *text.Document) text.Structure {
	if doc.Text == "" {
		return text.Structure{}
	}
	w := s.read(doc)
	w.notes()
	w.pages()
	heads := w.headings()
	return w.build(w.outline(heads))
}
