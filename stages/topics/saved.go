package topics

import (
	"fmt"
	"slices"
)

// Entries returns the words that the samples found in topic k, in order of
// their numbers. All other words have the least probability of the topic: what
// the entries leave of 1, in even shares.
func (t *Topics) Entries(k int) []Ranked {
	least := slices.Min(t.Phi[k])
	var out []Ranked
	for w, p := range t.Phi[k] {
		if p > least {
			out = append(out, Ranked{int32(w), p})
		}
	}
	return out
}

// Restore makes Topics for Infer of a document prior and the entries of every
// topic, over v words.
func Restore(alpha []float64, entries [][]Ranked, v int) (*Topics, error) {
	if len(alpha) == 0 || len(alpha) != len(entries) || v == 0 {
		return nil, fmt.Errorf("%d priors, %d topics and %d words", len(alpha), len(entries), v)
	}
	t := &Topics{Alpha: alpha, Phi: make([][]float64, len(entries))}
	for k, list := range entries {
		if !(alpha[k] > 0) {
			return nil, fmt.Errorf("prior of topic %d is %v, must be above 0", k, alpha[k])
		}
		phi := make([]float64, v)
		rest, others := 1.0, v
		for _, e := range list {
			if e.Word < 0 || int(e.Word) >= v || !(e.Value > 0 && e.Value <= 1) || phi[e.Word] > 0 {
				return nil, fmt.Errorf("topic %d: word %d with probability %v", k, e.Word, e.Value)
			}
			phi[e.Word] = e.Value
			rest -= e.Value
			others--
		}
		for w := range phi {
			if phi[w] == 0 {
				phi[w] = max(rest, 0) / float64(others)
			}
		}
		t.Phi[k] = phi
	}
	return t, nil
}
