package main

import (
	"math"
	"math/rand/v2"
	"sort"
)

// The planted corpus: as many documents, words, topics and tokens a document as
// the project's own target names.
const (
	plantedDocs   = 2000
	plantedWords  = 5000
	plantedTopics = 20
	plantedLength = 100
)

// planted draws documents from known topics, and returns the topics too. A topic
// has 250 words of its own with falling probabilities and, as its share of the
// common stock, a background by Zipf's law over all words; a document has one
// to three topics for the most part.
func planted(background float64) (docs [][]int32, phi [][]float64) {
	rng := rand.New(rand.NewPCG(42, 0))
	order := rng.Perm(plantedWords)
	zipf := make([]float64, plantedWords)
	for i, w := range rng.Perm(plantedWords) {
		zipf[w] = 1 / float64(i+1)
	}
	normalise(zipf)
	size := plantedWords / plantedTopics
	for t := range plantedTopics {
		own := make([]float64, plantedWords)
		for i, w := range order[t*size : (t+1)*size] {
			own[w] = 1 / float64(i+5)
		}
		normalise(own)
		for w := range own {
			own[w] = (1-background)*own[w] + background*zipf[w]
		}
		phi = append(phi, own)
	}
	for range plantedDocs {
		theta := make([]float64, plantedTopics)
		for t := range theta {
			theta[t] = math.Pow(rng.Float64(), 10) // about a Dirichlet of 0.1 once normalised
		}
		doc := make([]int32, plantedLength)
		for i := range doc {
			doc[i] = int32(draw(rng, phi[draw(rng, theta)]))
		}
		docs = append(docs, doc)
	}
	return docs, phi
}

// draw draws an index in proportion to p.
func draw(rng *rand.Rand, p []float64) int {
	sums := make([]float64, len(p))
	sum := 0.0
	for i, x := range p {
		sum += x
		sums[i] = sum
	}
	return sort.SearchFloat64s(sums, rng.Float64()*sum)
}

func normalise(p []float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		p[i] /= sum
	}
}
