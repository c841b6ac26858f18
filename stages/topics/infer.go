package topics

import (
	"cmp"
	"math"
	"slices"
)

// inferSteps bounds the sweeps of Infer; documents of some hundred words
// settle in ten to fifty.
const inferSteps = 200

// Infer returns the shares of the topics in a document that need not be one of
// the model's. Words beyond the vocabulary are passed over. The answer is a
// function of the document's word counts alone: no random number is drawn.
//
// It is the fixed point of the zero-order collapsed variational update (CVB0;
// Asuncion et al. 2009) with the words of the topics held fixed.
func (t *Topics) Infer(doc []int32) []float64 {
	k := len(t.Alpha)
	bag := t.bag(doc)
	counts := slices.Clone(t.Alpha) // α_k plus the expected tokens of topic k
	phi, mix := make([]float64, len(bag)*k), make([]float64, len(bag)*k)
	for i, w := range bag {
		row, p := mix[i*k:(i+1)*k], phi[i*k:(i+1)*k]
		for j := range p {
			p[j] = t.Phi[j][w.id]
		}
		respond(row, t.Alpha, nil, p)
		for j, q := range row {
			counts[j] += float64(w.n * q)
		}
	}
	old, own := make([]float64, k), make([]float64, k)
	for range inferSteps {
		copy(old, counts)
		for i, w := range bag {
			row := mix[i*k : (i+1)*k]
			copy(own, row)
			respond(row, counts, own, phi[i*k:(i+1)*k])
			for j, q := range row {
				counts[j] += float64(w.n * (q - own[j]))
			}
		}
		moved := 0.0
		for j, c := range counts {
			moved += math.Abs(c - old[j])
		}
		if moved < 1e-5 {
			break
		}
	}
	sum := 0.0
	for j, c := range counts {
		counts[j] = max(c, 0) // rounding may leave a trace below 0
		sum += counts[j]
	}
	for j := range counts {
		counts[j] /= sum
	}
	return counts
}

// respond puts into row the topics of one token of a word with the probabilities
// phi, given the counts less those that the token has of its own.
func respond(row, counts, own, phi []float64) {
	sum := 0.0
	for j := range row {
		c := counts[j]
		if own != nil {
			c = max(c-own[j], 0)
		}
		row[j] = float64(c * phi[j])
		sum += row[j]
	}
	if sum == 0 {
		copy(row, own)
		return
	}
	for j := range row {
		row[j] /= sum
	}
}

// A wordCount is one distinct word of a document.
type wordCount struct {
	id int32
	n  float64
}

// bag counts the words of doc that t knows, in order of their ids.
func (t *Topics) bag(doc []int32) []wordCount {
	sorted := slices.Clone(doc)
	slices.SortFunc(sorted, cmp.Compare)
	var bag []wordCount
	for _, w := range sorted {
		switch {
		case w < 0 || int(w) >= len(t.Phi[0]):
		case len(bag) > 0 && bag[len(bag)-1].id == w:
			bag[len(bag)-1].n++
		default:
			bag = append(bag, wordCount{w, 1})
		}
	}
	return bag
}
