// Package topics finds the topics of a corpus by latent Dirichlet allocation.
//
// A [Model] is fitted by collapsed Gibbs sampling over fixed blocks of
// documents. The package starts no goroutine: the caller runs [Model.Sample]
// and [Model.Merge] for all blocks and parts in any order, on as many workers
// as it likes, and the result is the same to the last bit, on every processor.
package topics

import "slices"

// Topics are the topics of a fitted model. They keep the numbers of the model
// everywhere.
type Topics struct {
	Phi   [][]float64 // by topic: the probability of each word
	Alpha []float64   // document prior of each topic
	Beta  float64     // word prior
	Share []float64   // by topic: its share of all tokens
}

// Topics returns the mean over the samples kept so far; before the first it is
// the present state.
func (m *Model) Topics() *Topics {
	s := m.kept
	if s.samples == 0 {
		s = m.present()
	}
	k := m.opt.K
	t := &Topics{Alpha: make([]float64, k), Share: make([]float64, k), Phi: make([][]float64, k)}
	n := float64(s.samples)
	tokens := int64(0)
	for _, c := range s.totals {
		tokens += c
	}
	t.Beta = s.beta / n
	for i := range k {
		t.Alpha[i] = s.alpha[i] / n
		t.Share[i] = float64(s.totals[i]) / float64(tokens)
		t.Phi[i] = make([]float64, m.v)
	}
	size := make([]float64, k)
	for i := range k {
		size[i] = float64(s.totals[i]) + float64(n*(float64(float64(m.v)*t.Beta)+m.seeds.mass[i]))
	}
	for w := range m.v {
		for i, c := range s.words[w*k : (w+1)*k] {
			t.Phi[i][w] = (float64(c) + float64(n*t.Beta)) / size[i]
		}
		for _, c := range m.seeds.of(int32(w)) {
			t.Phi[c.topic][w] += float64(n*c.count) / size[c.topic]
		}
	}
	return t
}

// present returns the present state as if it were the only sample.
func (m *Model) present() kept {
	last := *m
	last.kept = kept{}
	last.keep()
	return last.kept
}

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
