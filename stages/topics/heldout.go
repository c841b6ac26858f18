package topics

import (
	"math/rand/v2"
	"slices"

	"fusul/stages/internal/exact"
)

// A Holdout has the hidden words of documents whose other words are trained on
// (document completion).
type Holdout struct {
	Docs    []int     // numbers of the documents, ascending
	Visible [][]int32 // of each: the words that the training corpus has
	Hidden  [][]int32 // of each: the words that it has not
}

// Split hides half of the words of a share of the documents of c, both drawn
// from seed. The training corpus has as many documents as c.
//
// Hidden words that no document of the training corpus has are left out: no
// model could know them.
func Split(c Corpus, share float64, seed uint64) (Corpus, Holdout) {
	rng := rand.New(rand.NewPCG(seed, 0))
	train := c
	train.Docs = slices.Clone(c.Docs)
	chosen := rng.Perm(len(c.Docs))[:int(share*float64(len(c.Docs)))]
	slices.Sort(chosen)
	var h Holdout
	for _, d := range chosen {
		doc := slices.Clone(c.Docs[d])
		if len(doc) < 2 {
			continue
		}
		rng.Shuffle(len(doc), func(i, j int) { doc[i], doc[j] = doc[j], doc[i] })
		half := len(doc) / 2
		train.Docs[d] = doc[half:]
		h.Docs = append(h.Docs, d)
		h.Hidden = append(h.Hidden, doc[:half])
		h.Visible = append(h.Visible, doc[half:])
	}
	known := make([]bool, c.V)
	for _, doc := range train.Docs {
		for _, w := range doc {
			known[w] = true
		}
	}
	for i, doc := range h.Hidden {
		h.Hidden[i] = slices.DeleteFunc(doc, func(w int32) bool { return !known[w] })
	}
	return train, h
}

// A Completion says how well hidden words were foretold.
type Completion struct {
	PerDocument float64 // mean over documents of the mean of ln p over their hidden words
	PerWord     float64 // mean of ln p over all hidden words
	Perplexity  float64 // exp(-PerWord)
	Words       int
}

// Complete scores t on h: the topics of each document are inferred from its
// visible words, and its hidden words scored under them.
func (t *Topics) Complete(h Holdout) Completion {
	var c Completion
	docs, perDoc, total := 0, 0.0, 0.0
	for i, hidden := range h.Hidden {
		if len(hidden) == 0 {
			continue
		}
		theta := t.Infer(h.Visible[i])
		sum := 0.0
		for _, w := range hidden {
			sum += exact.Log(t.probability(theta, w))
		}
		docs++
		c.Words += len(hidden)
		perDoc += sum / float64(len(hidden))
		total += sum
	}
	if c.Words > 0 {
		c.PerDocument = perDoc / float64(docs)
		c.PerWord = total / float64(c.Words)
		c.Perplexity = exact.Exp(-c.PerWord)
	}
	return c
}

// probability returns Σ_k θ_k·φ_kw.
func (t *Topics) probability(theta []float64, w int32) float64 {
	p := 0.0
	for k, share := range theta {
		p += float64(share * t.Phi[k][w])
	}
	return p
}
