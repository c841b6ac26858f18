package clitic

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// A Splitter chooses the split of a word. It is read-only, and safe for use by
// many goroutines at once.
type Splitter struct {
	counts    *Counts
	ranker    *Ranker
	scorer    *scorer
	functions functionList
	views     sync.Pool // of *view: each is 4 KB, and a text has many words
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
	s := &Splitter{counts: counts, ranker: ranker, scorer: newScorer(ranker), functions: functions}
	s.views.New = func() any { return &view{counts: counts, functions: functions.all} }
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

	// Function says that the word is a particle, pronoun, demonstrative or
	// other word of no content of its own, with or without clitics.
	Function bool
}

// Certain is the margin of a word that the grammar allows to be cut in one way
// only.
const Certain = 1000.0

// Segments returns the word with a + at each place where scheme parts it.
func (s Split) Segments(scheme Scheme) string { return s.Best.Segments(s.Word, scheme) }

// Split splits word, which comes without harakat and tatweel. A word of more
// than 60 letters is left whole.
func (s *Splitter) Split(word string) Split {
	if len(word) > maxWord {
		whole := Candidate{Host: word}
		return Split{Word: word, Best: whole, RunnerUp: whole, Margin: Certain}
	}
	v := s.views.Get().(*view)
	v.open(word)
	out := s.split(v)
	s.views.Put(v)
	out.Function = s.isFunction(out)
	return out
}

// split ranks the cuts of v.
func (s *Splitter) split(v *view) Split {
	if len(v.cuts) == 1 {
		c := v.cuts[0].candidate(v.word)
		return Split{Word: v.word, Best: c, RunnerUp: c, Margin: Certain}
	}
	best, second := 0, 0
	most, next := int64(math.MinInt64), int64(math.MinInt64)
	for i, r := range v.cuts {
		e := v.gather(r)
		score := s.scorer.score(&e)
		if score > most {
			best, second = i, best
			most, next = score, most
		} else if score > next {
			second, next = i, score
		}
	}
	return Split{
		Word:     v.word,
		Best:     v.cuts[best].candidate(v.word),
		RunnerUp: v.cuts[second].candidate(v.word),
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
	Name   string  // as the ranker's file spells it
	Value  float64 // how much of it there is
	Weight float64 // how much one of it adds to the score
}

// Explain returns all ways to cut word, the best first. Of the readings that
// differ in their article or their free host alone it has one.
func (s *Splitter) Explain(word string) []Reading {
	if len(word) > maxWord {
		return []Reading{{Candidate: Candidate{Host: word}}}
	}
	v := &view{counts: s.counts, functions: s.functions.all}
	v.open(word)
	var out []Reading
	for _, r := range v.cuts {
		e := v.gather(r)
		reading := Reading{Candidate: r.candidate(word), Score: float64(s.scorer.score(&e)) / (unit * one)}
		for _, f := range e.facts() {
			reading.Features = append(reading.Features, Feature{
				Name:   f.name(),
				Value:  float64(f.value) / one,
				Weight: float64(s.ranker.weights[f.question]) / unit,
			})
		}
		out = append(out, reading)
	}
	slices.SortStableFunc(out, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
	return out
}
