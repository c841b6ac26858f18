package topics

import (
	"context"
	"fmt"
	"slices"
)

// A Grid says which models a search tries: one for each K and seed.
type Grid struct {
	Ks    []int
	Seeds []uint64
	Base  Options // the other settings of every model

	Share     float64 // of the documents that are scored on hidden words; 0.1
	SplitSeed uint64  // which documents and words: the same for all models
	Top       int     // words of a topic that coherence looks at; 10
}

// A Row is one model of a search: a row of the table k_search. A Note says
// which values could not be computed, and why; they are 0.
type Row struct {
	K            int
	Seed         uint64
	HeldoutLL    float64 // mean over documents of ln p of a hidden word
	Perplexity   float64 // of the hidden words
	NPMI, CV     float64 // mean over the topics of C_NPMI and C_V
	Exclusivity  float64 // mean over the topics, as stm computes it
	Diversity    float64 // distinct words among the top 25 of all topics
	Stability    float64 // mean Jaccard of the top words with the other seeds' topics
	Overlap      float64 // mean of 1 − JSD with the other seeds' topics
	Residual     float64 // Taddy's dispersion
	Small        int     // topics with less than a quarter of an even share of the tokens
	Unstable     int     // topics not found again with the other seeds
	HasCoherence bool
	HasStability bool
	HasResidual  bool
}

// A Search fits the models of a grid. Its tasks are independent: they may run
// at once, in any order.
type Search struct {
	grid    Grid
	corpus  Corpus
	train   Corpus
	holdout Holdout
	topics  []*Topics // by task
	rows    []Row
}

// NewSearch prepares the search for the best number of topics of corpus.
func NewSearch(corpus Corpus, grid Grid) (*Search, error) {
	if grid.Share == 0 {
		grid.Share = 0.1
	}
	if grid.Top == 0 {
		grid.Top = 10
	}
	if len(grid.Ks) == 0 || len(grid.Seeds) == 0 {
		return nil, fmt.Errorf("%d numbers of topics and %d seeds, want at least one of each", len(grid.Ks), len(grid.Seeds))
	}
	if err := corpus.check(); err != nil {
		return nil, err
	}
	grid.Ks = slices.Compact(slices.Sorted(slices.Values(grid.Ks)))
	for _, k := range grid.Ks {
		opt := grid.Base
		opt.K = k
		if _, err := opt.withDefaults(); err != nil {
			return nil, err
		}
	}
	s := &Search{grid: grid, corpus: corpus}
	s.train, s.holdout = Split(corpus, grid.Share, grid.SplitSeed)
	s.topics = make([]*Topics, s.Tasks())
	s.rows = make([]Row, s.Tasks())
	return s, nil
}

// Tasks returns the number of models.
func (s *Search) Tasks() int { return len(s.grid.Ks) * len(s.grid.Seeds) }

// Run fits and judges model i, on the calling goroutine alone.
func (s *Search) Run(ctx context.Context, i int) error {
	opt := s.grid.Base
	opt.K, opt.Seed = s.grid.Ks[i/len(s.grid.Seeds)], s.grid.Seeds[i%len(s.grid.Seeds)]
	m, err := New(s.train, opt)
	if err != nil {
		return err
	}
	if err := Fit(ctx, m, Sequential, nil); err != nil {
		return err
	}
	s.topics[i] = m.Topics()
	s.rows[i] = s.judge(s.topics[i], opt)
	return nil
}

// judge computes what a single model tells.
func (s *Search) judge(t *Topics, opt Options) Row {
	r := Row{K: opt.K, Seed: opt.Seed, Diversity: t.Diversity(25)}
	c := t.Complete(s.holdout)
	r.HeldoutLL, r.Perplexity = c.PerDocument, c.Perplexity
	r.Exclusivity = mean(t.Exclusivity(10, 0.7))
	r.NPMI, r.CV, r.HasCoherence = s.coherence(t)
	for _, share := range t.Share {
		if share < 0.25/float64(opt.K) {
			r.Small++
		}
	}
	docs, theta := s.sample(t)
	r.Residual, r.HasResidual = t.Residual(docs, theta, len(s.corpus.Docs))
	return r
}

// coherence returns the mean C_NPMI and C_V over the topics.
func (s *Search) coherence(t *Topics) (npmi, cv float64, ok bool) {
	words := t.TopWords(s.grid.Top)
	near, far := NewWindows(words, 10), NewWindows(words, 110)
	for _, doc := range s.corpus.Docs {
		near.Add(doc)
		far.Add(doc)
	}
	for _, w := range words {
		n, okNear := near.NPMI(w)
		c, okFar := far.CV(w)
		if !okNear || !okFar {
			return 0, 0, false
		}
		npmi += n / float64(len(words))
		cv += c / float64(len(words))
	}
	return npmi, cv, true
}

// residualDocs bounds the documents that Residual looks at: each costs time in
// proportion to the vocabulary.
const residualDocs = 300

// sample returns evenly spaced documents of the corpus, with their topics.
func (s *Search) sample(t *Topics) (docs [][]int32, theta [][]float64) {
	n := min(residualDocs, len(s.corpus.Docs))
	for i := range n {
		doc := s.corpus.Docs[i*len(s.corpus.Docs)/n]
		docs = append(docs, doc)
		theta = append(theta, t.Infer(doc))
	}
	return docs, theta
}

// Rows returns the table of the search, by K and then in the order of the
// seeds, after all tasks have run.
func (s *Search) Rows() []Row {
	rows := slices.Clone(s.rows)
	n := len(s.grid.Seeds)
	if n == 1 {
		return rows
	}
	for first := 0; first < len(rows); first += n {
		jaccards := make([][]float64, n) // by seed and topic: summed over the other seeds
		for i := range jaccards {
			jaccards[i] = make([]float64, rows[first].K)
		}
		for i := range n {
			for j := range i {
				l := s.topics[first+i].Compare(s.topics[first+j])
				jaccard, overlap := l.Stability()
				for _, x := range [...]int{i, j} {
					rows[first+x].Stability += jaccard / float64(n-1)
					rows[first+x].Overlap += overlap / float64(n-1)
				}
				for a, b := range l.Match {
					jaccards[i][a] += l.Jaccard[a]
					jaccards[j][b] += l.Jaccard[a]
				}
			}
		}
		for i := range n {
			rows[first+i].HasStability = true
			for _, sum := range jaccards[i] {
				if sum/float64(n-1) < UnstableJaccard {
					rows[first+i].Unstable++
				}
			}
		}
	}
	return rows
}
