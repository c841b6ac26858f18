package compare

import (
	"cmp"
	"slices"

	"fusul/stages/count"
	"fusul/stages/stats"
)

// A Parts gathers the counts of features in the parts of a text, or of a
// corpus. Its zero value is empty and ready.
type Parts struct {
	words    int64
	freq     []int64 // by feature
	features []int32 // that occur, by first occurrence
	parts    []Part
}

// A Part is one part: its words and the counts of its features, sorted.
type Part struct {
	Words  int64
	Counts []count.Count
}

// Add takes in a part of so many words. Counts is sorted by feature, and is
// kept.
func (p *Parts) Add(words int64, counts []count.Count) {
	p.words += words
	p.parts = append(p.parts, Part{words, counts})
	if len(counts) == 0 {
		return
	}
	p.grow(int(counts[len(counts)-1].ID) + 1)
	for _, c := range counts {
		p.occur(c.ID, int64(c.N))
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
	for _, id := range q.features {
		p.occur(id, q.freq[id])
	}
}

// occur counts n occurrences of a feature.
func (p *Parts) occur(feature int32, n int64) {
	if p.freq[feature] == 0 && n > 0 {
		p.features = append(p.features, feature)
	}
	p.freq[feature] += n
}

// Reset empties p. What it has allocated is used again.
func (p *Parts) Reset() {
	for _, id := range p.features {
		p.freq[id] = 0
	}
	p.words, p.features, p.parts = 0, p.features[:0], p.parts[:0]
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

// Frequent returns the features with at least least occurrences, the limit
// (0: all) most frequent, sorted.
func (p *Parts) Frequent(least int64, limit int) []int32 {
	var features []int32
	for id, n := range p.freq {
		if n > 0 && n >= least {
			features = append(features, int32(id))
		}
	}
	if limit > 0 && len(features) > limit {
		slices.SortStableFunc(features, func(a, b int32) int { return cmp.Compare(p.freq[b], p.freq[a]) })
		features = features[:limit]
		slices.Sort(features)
	}
	return features
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
		clusters[i] = stats.Cluster{F: of(part.Counts, feature), N: part.Words}
	}
	return clusters
}

// division returns the division of the text into the parts.
func (p *Parts) division() stats.Division {
	sizes := make([]int64, len(p.parts))
	for i, part := range p.parts {
		sizes[i] = part.Words
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

// Disperse returns the dispersion of features, which are sorted and occur, in
// their order.
func (p *Parts) Disperse(features []int32) []Dispersed {
	division := p.division()
	all := make([]Dispersed, len(features))
	place := make([]int32, len(p.freq)) // of each feature in all, plus one
	for i, id := range features {
		all[i] = Dispersed{Feature: id, Frequency: p.freq[id], Parts: division.Parts}
		place[id] = int32(i + 1)
	}
	// The counts of all features by part become those of each feature.
	end := make([]int, len(all)+1) // of each feature in freqs, and 0 before the first
	for _, part := range p.parts {
		for _, c := range part.Counts {
			end[place[c.ID]]++
		}
	}
	end[0] = 0
	for i := 1; i < len(end); i++ {
		end[i] += end[i-1]
	}
	total := end[len(all)]
	freqs, sizes, next := make([]int64, total), make([]int64, total), slices.Clone(end)
	for _, part := range p.parts {
		for _, c := range part.Counts {
			if i := place[c.ID]; i > 0 {
				freqs[next[i-1]], sizes[next[i-1]] = int64(c.N), part.Words
				next[i-1]++
			}
		}
	}
	dispersions := make([]stats.Dispersion, len(all))
	for i := range all {
		from, to := end[i], end[i+1]
		all[i].Within = to - from
		if d, ok := division.Disperse(freqs[from:to], sizes[from:to]); ok {
			dispersions[i] = d
			all[i].Dispersion = &dispersions[i]
		}
	}
	return all
}
