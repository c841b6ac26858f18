package compare

import (
	"slices"

	"fusul/stages/count"
	"fusul/stages/stats"
	"fusul/stages/text"
)

// A Rate is what a bootstrap says of one key in one unit: the intervals of its
// share of the words, and of its share of the hits of its siblings, the keys
// under the same key. An interval is nil where there is too little text, or
// where the key does not occur.
type Rate struct {
	Key             int32
	OfWords, OfKeys *stats.Interval
}

// A Clustering is the clusters of a unit that a bootstrap draws.
type Clustering struct {
	Kind  string // "section" or "paragraph"; empty where there are too few of both
	parts text.Range
	words []int64
}

// Clusters returns the clusters of the sections from and to: the sections, if
// there are enough of them with words, or their paragraphs.
func (t *Text) Clusters(sections text.Range) Clustering {
	if w := lengths(t.Sections[sections.From:sections.To]); withSome(w) >= stats.MinClusters {
		return Clustering{"section", sections, w}
	}
	var paragraphs text.Range
	paragraphs.From, _ = slices.BinarySearch(t.SectionOf, int32(sections.From))
	paragraphs.To, _ = slices.BinarySearch(t.SectionOf, int32(sections.To))
	if w := lengths(t.Paragraphs[paragraphs.From:paragraphs.To]); withSome(w) >= stats.MinClusters {
		return Clustering{"paragraph", paragraphs, w}
	}
	return Clustering{}
}

func lengths(ranges []text.Range) []int64 {
	n := make([]int64, len(ranges))
	for i, r := range ranges {
		n[i] = int64(r.Len())
	}
	return n
}

func withSome(words []int64) (n int) {
	for _, w := range words {
		if w > 0 {
			n++
		}
	}
	return n
}

// Rates draws the clusters of a unit and returns the keys that occur in it,
// sorted. Seed is of the unit: no other should have it. Whoever asks for many
// units passes one resampler to all.
func (t *Text) Rates(r *stats.Resampler, tree count.Tree, c Clustering, seed uint64) []Rate {
	if c.Kind == "" {
		return nil
	}
	var clusters []int32 // those with words, by their number before
	var words []int64
	for _, w := range c.words {
		clusters = append(clusters, int32(len(words)))
		if w > 0 {
			words = append(words, w)
		}
	}
	byCluster := t.Keys(tree, len(words), func(h Hit) int32 {
		n := int(h.Paragraph)
		if c.Kind == "section" {
			n = int(t.Section(h))
		}
		if n < c.parts.From || n >= c.parts.To || c.words[n-c.parts.From] == 0 {
			return -1
		}
		return clusters[n-c.parts.From]
	})
	rows := map[int32][]stats.Hits{}
	siblings := map[int32]map[int32]int64{} // by the key above and the cluster
	for i, counts := range byCluster {
		for _, k := range counts {
			rows[k.ID] = append(rows[k.ID], stats.Hits{Cluster: int32(i), F: int64(k.N)})
			above := tree.Parent[k.ID]
			if siblings[above] == nil {
				siblings[above] = map[int32]int64{}
			}
			siblings[above][int32(i)] += int64(k.N)
		}
	}
	return intervals(r, tree, rows, siblings, words, seed)
}

// intervals runs the bootstrap of all keys over the same draws.
func intervals(r *stats.Resampler, tree count.Tree, rows map[int32][]stats.Hits, siblings map[int32]map[int32]int64, words []int64, seed uint64) []Rate {
	var counts [][]stats.Hits
	family := map[int32]int{} // of the sum of the siblings in counts, by the key above
	for _, above := range sortedKeys(siblings) {
		family[above] = len(counts)
		var sum []stats.Hits
		for _, cluster := range sortedKeys(siblings[above]) {
			sum = append(sum, stats.Hits{Cluster: cluster, F: siblings[above][cluster]})
		}
		counts = append(counts, sum)
	}
	var ratios []stats.Ratio
	keys := sortedKeys(rows)
	for _, key := range keys {
		n := len(counts)
		counts = append(counts, rows[key])
		ratios = append(ratios, stats.Ratio{Of: n, Over: stats.OverWords}, stats.Ratio{Of: n, Over: family[tree.Parent[key]]})
	}
	all := r.Rates(words, counts, ratios, seed)
	if all == nil {
		return nil
	}
	rates := make([]Rate, len(keys))
	for i, key := range keys {
		rates[i] = Rate{key, all[2*i], all[2*i+1]}
	}
	return rates
}

// sortedKeys returns the keys of m in rising order.
func sortedKeys[V any](m map[int32]V) []int32 {
	keys := make([]int32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
