package compare

import (
	"fusul/stages/count"
	"fusul/stages/stats"
)

// A Parts gathers the counts of features in the parts of a text, or of a
// corpus. Its zero value is empty and ready.
type Parts struct {
	words int64
	freq  []int64 // by feature
	parts []part
}

// A part is one part: its words and the counts of its features, sorted.
type part struct {
	words  int64
	counts []count.Count
}

// Add takes in a part of so many words. Counts is sorted by feature, and is
// kept.
func (p *Parts) Add(words int64, counts []count.Count) {
	p.words += words
	p.parts = append(p.parts, part{words, counts})
	if len(counts) == 0 {
		return
	}
	p.grow(int(counts[len(counts)-1].ID) + 1)
	for _, c := range counts {
		p.freq[c.ID] += int64(c.N)
	}
}

// AddWhole takes in words whose parts are not known, such as a list of
// counts: they enter keyness, but not dispersion.
func (p *Parts) AddWhole(words int64, counts []count.Count) {
	p.Add(words, counts)
	p.parts = p.parts[:len(p.parts)-1]
}

// Merge takes in the parts of q behind those of p.
func (p *Parts) Merge(q *Parts) {
	p.words += q.words
	p.parts = append(p.parts, q.parts...)
	p.grow(len(q.freq))
	for id, n := range q.freq {
		p.freq[id] += n
	}
}

// Words returns the number of words.
func (p *Parts) Words() int64 { return p.words }

// Frequency returns the number of occurrences of a feature.
func (p *Parts) Frequency(feature int32) int64 {
	if int(feature) >= len(p.freq) {
		return 0
	}
	return p.freq[feature]
}

// Len returns the number of parts.
func (p *Parts) Len() int { return len(p.parts) }

// Counts returns the counts of all parts together, sorted by feature.
func (p *Parts) Counts() []count.Count {
	var counts []count.Count
	for id, n := range p.freq {
		if n > 0 {
			counts = append(counts, count.Count{ID: int32(id), N: int32(n)})
		}
	}
	return counts
}

// Without returns the counts of p less those of q, which must be a part of
// it. The parts of the answer are not known.
func (p *Parts) Without(q *Parts) *Parts {
	rest := &Parts{words: p.words - q.words, freq: make([]int64, len(p.freq))}
	copy(rest.freq, p.freq)
	for id, n := range q.freq {
		rest.freq[id] -= n
	}
	return rest
}

func (p *Parts) grow(n int) {
	if n > len(p.freq) {
		p.freq = append(p.freq, make([]int64, n-len(p.freq))...)
	}
}

// Clusters returns the parts as clusters of a feature, for a bootstrap.
func (p *Parts) Clusters(feature int32) []stats.Cluster {
	clusters := make([]stats.Cluster, len(p.parts))
	for i, part := range p.parts {
		clusters[i] = stats.Cluster{F: of(part.counts, feature), N: part.words}
	}
	return clusters
}

// division returns the division of the text into the parts.
func (p *Parts) division() stats.Division {
	sizes := make([]int64, len(p.parts))
	for i, part := range p.parts {
		sizes[i] = part.words
	}
	return stats.Divide(sizes)
}

// A Dispersed is the dispersion of a feature over parts.
type Dispersed struct {
	Feature           int32
	Frequency         int64
	Within, Parts     int // parts with it, and all with words
	*stats.Dispersion     // nil where there are fewer than two parts with words
}

// Disperse returns the dispersion of every feature with at least least
// occurrences, by feature.
func (p *Parts) Disperse(least int64) []Dispersed {
	division := p.division()
	var all []Dispersed
	place := make([]int32, len(p.freq)) // of each feature in all, plus one
	for id, n := range p.freq {
		if n > 0 && n >= least {
			all = append(all, Dispersed{Feature: int32(id), Frequency: n})
			place[id] = int32(len(all))
		}
	}
	freqs, sizes := make([][]int64, len(all)), make([][]int64, len(all))
	for _, part := range p.parts {
		for _, c := range part.counts {
			if i := place[c.ID] - 1; i >= 0 {
				freqs[i] = append(freqs[i], int64(c.N))
				sizes[i] = append(sizes[i], part.words)
			}
		}
	}
	for i := range all {
		all[i].Within, all[i].Parts = len(freqs[i]), division.Parts
		if d, ok := division.Disperse(freqs[i], sizes[i]); ok {
			all[i].Dispersion = &d
		}
	}
	return all
}
