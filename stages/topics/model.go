package topics

import (
	"errors"
	"fmt"
)

// A Corpus is a collection of documents as bags of words.
type Corpus struct {
	Docs [][]int32 // word ids in [0, V), a document each; order within one is of no account
	V    int       // number of words in the vocabulary

	// Group names for each document the unit that it is reported under, such
	// as the section that a chunk was cut from: numbers from 0 without gaps.
	// Nil makes every document a group of its own.
	Group []int32
}

// Tokens returns the number of tokens of c.
func (c Corpus) Tokens() int {
	n := 0
	for _, doc := range c.Docs {
		n += len(doc)
	}
	return n
}

// check reports what is wrong with c.
func (c Corpus) check() error {
	for d, doc := range c.Docs {
		for _, w := range doc {
			if w < 0 || int(w) >= c.V {
				return fmt.Errorf("document %d: word id %d, want 0 to %d", d, w, c.V-1)
			}
		}
	}
	if c.Tokens() == 0 {
		return errors.New("the corpus has no tokens")
	}
	if c.Group != nil && len(c.Group) != len(c.Docs) {
		return fmt.Errorf("%d groups for %d documents", len(c.Group), len(c.Docs))
	}
	for d, g := range c.Group {
		if g < 0 || int(g) >= len(c.Docs) {
			return fmt.Errorf("document %d: group %d, want 0 to %d", d, g, len(c.Docs)-1)
		}
	}
	return nil
}

// A Keyword is a word that a topic is told to begin with.
type Keyword struct {
	Word  int32
	Count float64 // pseudo-count: as if the topic had been seen with the word so often
}

// Options are the settings of a model. The zero value of each field but K
// means its default.
type Options struct {
	K          int     // number of topics, 1 to 65,535
	Alpha      float64 // sum of the document prior at the start; 5
	Beta       float64 // prior of each word in each topic at the start; 0.01
	Iterations int     // passes over the corpus; 1,000
	BurnIn     int     // passes before the first sample that is kept; half of Iterations
	Samples    int     // samples kept and averaged, evenly spaced from BurnIn to the end; 20
	Seed       uint64

	// OptimizeInterval is the number of passes from one estimate of the
	// priors to the next; 10. Negative leaves them as they are.
	OptimizeInterval int
	FixBeta          bool // estimate the document prior only

	// Keywords has the keywords of the first len(Keywords) topics; the
	// topics behind them are free.
	Keywords [][]Keyword

	// Blocks is the number of blocks that the documents are cut into. It is
	// part of the model, unlike the number of workers; 0 chooses it from the
	// number of tokens.
	Blocks int
}

// withDefaults returns opt with every zero field filled in.
func (opt Options) withDefaults() (Options, error) {
	fill := func(field *int, value int) {
		if *field == 0 {
			*field = value
		}
	}
	if opt.Alpha == 0 {
		opt.Alpha = 5
	}
	if opt.Beta == 0 {
		opt.Beta = 0.01
	}
	fill(&opt.Iterations, 1000)
	fill(&opt.BurnIn, opt.Iterations/2)
	fill(&opt.Samples, 20)
	opt.Samples = min(opt.Samples, max(1, opt.Iterations-opt.BurnIn))
	fill(&opt.OptimizeInterval, 10)
	switch {
	case opt.K < 1 || opt.K >= 1<<16:
		return opt, fmt.Errorf("number of topics is %d, want 1 to %d", opt.K, 1<<16-1)
	case !(opt.Alpha > 0) || !(opt.Beta > 0):
		return opt, fmt.Errorf("alpha is %v and beta %v, want both above 0", opt.Alpha, opt.Beta)
	case opt.Iterations < 1:
		return opt, fmt.Errorf("iterations is %d, must be positive", opt.Iterations)
	case opt.BurnIn < 0 || opt.BurnIn >= opt.Iterations:
		return opt, fmt.Errorf("burn-in is %d, want 0 to %d", opt.BurnIn, opt.Iterations-1)
	case opt.Samples < 1 || opt.Blocks < 0:
		return opt, fmt.Errorf("samples is %d and blocks %d, must not be negative", opt.Samples, opt.Blocks)
	case len(opt.Keywords) > opt.K:
		return opt, fmt.Errorf("keywords for %d topics, K is %d", len(opt.Keywords), opt.K)
	}
	return opt, nil
}

// A Model is a topic model in the making. Between two calls of Apply its
// global counts stand still, so that Sample may run for all blocks at once.
type Model struct {
	opt        Options
	v          int
	iteration  int     // passes done
	fruitless  int     // mends in a row that changed nothing
	likelihood float64 // of the last pass, per token

	alpha    []float64 // document prior of each topic
	alphaSum float64
	beta     float64
	seeds    seeds

	blocks []block
	words  rows    // topics of each word, as of the last merge
	totals []int64 // tokens of each topic, as of the last merge

	docLen      []int32
	fingerprint uint64    // of the corpus
	byGroup     [][]int32 // documents of each group; nil when each is its own
	kept        kept
}

// New returns a model of corpus whose tokens have topics drawn at random.
// It keeps nothing of corpus.Docs.
func New(corpus Corpus, opt Options) (*Model, error) {
	m, err := build(corpus, opt)
	if err != nil {
		return nil, err
	}
	for b := range m.blocks {
		m.blocks[b].scatter(m, b)
	}
	m.recount()
	return m, nil
}

// build returns a model whose tokens have no topics yet.
func build(corpus Corpus, opt Options) (*Model, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := corpus.check(); err != nil {
		return nil, err
	}
	m := &Model{
		opt:      opt,
		v:        corpus.V,
		alpha:    make([]float64, opt.K),
		alphaSum: opt.Alpha,
		beta:     opt.Beta,
		totals:   make([]int64, opt.K),
		docLen:   make([]int32, len(corpus.Docs)),
	}
	for k := range m.alpha {
		m.alpha[k] = opt.Alpha / float64(opt.K)
	}
	if m.seeds, err = newSeeds(opt, corpus.V); err != nil {
		return nil, err
	}
	frequency := make([]int32, corpus.V)
	for d, doc := range corpus.Docs {
		m.docLen[d] = int32(len(doc))
		for _, w := range doc {
			frequency[w]++
		}
	}
	m.words = newRows(frequency, opt.K)
	m.blocks = cut(corpus, opt)
	m.fingerprint = fingerprint(corpus)
	m.byGroup = groups(corpus.Group)
	return m, nil
}

// groups inverts group: the documents of each number.
func groups(group []int32) [][]int32 {
	if group == nil {
		return nil
	}
	var out [][]int32
	for d, g := range group {
		for int(g) >= len(out) {
			out = append(out, nil)
		}
		out[g] = append(out[g], int32(d))
	}
	return out
}

// Blocks returns the number of blocks of documents.
func (m *Model) Blocks() int { return len(m.blocks) }

// Iteration returns the number of passes done.
func (m *Model) Iteration() int { return m.iteration }

// Done reports whether all passes have been made.
func (m *Model) Done() bool { return m.iteration >= m.opt.Iterations }

// Options returns the settings of m, defaults filled in.
func (m *Model) Options() Options { return m.opt }
