package clitic

import (
	"slices"
	"sync"
)

// A Splitter chooses the split of a word. It is read-only, and safe for use by
// many goroutines at once.
type Splitter struct {
	counts    *Counts
	ranker    *Ranker
	functions wordSet
	views     sync.Pool // of *view: each is 20 KB, and a text has many words
}

// Default returns the splitter that ships with the program.
func Default() (*Splitter, error) { return defaultSplitter() }

var defaultSplitter = sync.OnceValues(func() (*Splitter, error) {
	counts, err := EmbeddedCounts()
	if err != nil {
		return nil, err
	}
	ranker, err := EmbeddedRanker()
	if err != nil {
		return nil, err
	}
	return New(counts, ranker)
})

// New returns a splitter that weighs what counts say of a word as ranker does.
func New(counts *Counts, ranker *Ranker) (*Splitter, error) {
	functions, err := embeddedFunctions()
	if err != nil {
		return nil, err
	}
	s := &Splitter{counts: counts, ranker: ranker, functions: functions}
	s.views.New = func() any { return &view{counts: counts, functions: functions} }
	return s, nil
}

// Counts returns the counts that s looks words up in.
func (s *Splitter) Counts() *Counts { return s.counts }

// A Split is the answer of a Splitter for one word.
type Split struct {
	Word     string
	Best     Candidate
	RunnerUp Candidate // the best that cuts the word elsewhere; Best if none does

	// Margin is by how much Best is the likelier: the natural logarithm of the
	// ratio of their probabilities. It is Certain if there is no other.
	Margin float64
}

// Certain is the margin of a word that the grammar allows to be cut in one way
// only.
const Certain = 1000.0

// Segments returns the word with a + at each place where scheme parts it.
func (s Split) Segments(scheme Scheme) string { return s.Best.Segments(s.Word, scheme) }

// Split splits word, which comes without harakat and tatweel.
func (s *Splitter) Split(word string) Split {
	whole := Candidate{Host: word}
	if len(word) > maxWord {
		return Split{word, whole, whole, Certain}
	}
	v := s.views.Get().(*view)
	defer s.views.Put(v)
	v.open(word)
	if len(v.cuts) == 1 {
		c := v.cuts[0].candidate(word)
		return Split{word, c, c, Certain}
	}
	v.describe()
	best, second := -1, -1
	var most, next int64
	for i, c := range v.cuts {
		score := s.ranker.score(v.features[c.from:c.to])
		switch {
		case best < 0 || score > most:
			second, next = best, most
			best, most = i, score
		case second < 0 || score > next:
			second, next = i, score
		}
	}
	return Split{
		Word:     word,
		Best:     v.cuts[best].candidate(word),
		RunnerUp: v.cuts[second].candidate(word),
		Margin:   float64(most-next) / (unit * one),
	}
}

// A Reading is a way to cut a word, and why a Splitter likes it.
type Reading struct {
	Candidate
	Score    float64 // the natural logarithm of its likelihood, but for a constant
	Features []Feature
}

// A Feature is something that a reading of a word has, and what that says.
type Feature struct {
	Name   string  // template, proclitics, pronoun, letters, parted by tabs
	Value  float64 // how much of it there is
	Weight float64 // how much one of it adds to the score
}

// Explain returns all ways to cut word, the best first. Of the readings that
// differ in their article or their free host alone it has one.
func (s *Splitter) Explain(word string) []Reading {
	if len(word) > maxWord {
		return []Reading{{Candidate: Candidate{Host: word}}}
	}
	v := &view{counts: s.counts, functions: s.functions, named: true}
	v.open(word)
	v.describe()
	var out []Reading
	for _, c := range v.cuts {
		r := Reading{Candidate: c.candidate(word)}
		r.Score = float64(s.ranker.score(v.features[c.from:c.to])) / (unit * one)
		for i := c.from; i < c.to; i++ {
			f := v.features[i]
			r.Features = append(r.Features, Feature{v.questions[i].name(), float64(f.value) / one, float64(s.ranker.weight(f)) / unit})
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Reading) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	return out
}
