package compare

import (
	"cmp"
	"math"
	"slices"

	"fusul/stages/count"
	"fusul/stages/stats"
)

// A Share is the part that a key has in the hits of its siblings, the keys
// under the same key, in one unit.
type Share struct {
	Key      int32
	N, Total int64           // hits of the key; of all its siblings and itself
	Wilson   *stats.Interval // nil where Total is 0
}

// Of returns the share; 0 where Total is 0.
func (s Share) Of() float64 {
	if s.Total == 0 {
		return 0
	}
	return float64(s.N) / float64(s.Total)
}

// Shares returns the shares of the given keys, which are sorted, in a unit
// with the given counts.
func Shares(tree count.Tree, keys []int32, counts []count.Count) []Share {
	totals := map[int32]int64{} // by the key above
	for _, c := range counts {
		totals[tree.Parent[c.ID]] += int64(c.N)
	}
	shares := make([]Share, len(keys))
	for i, key := range keys {
		s := &shares[i]
		s.Key, s.N, s.Total = key, of(counts, key), totals[tree.Parent[key]]
		if low, high, ok := stats.Wilson(s.N, s.Total, stats.Z95); ok {
			s.Wilson = &stats.Interval{Low: low, High: high}
		}
	}
	return shares
}

// A Typical is a sentence that speaks as sentences with the key do, and as
// sentences with its siblings do not.
type Typical struct {
	Key, Sentence int32
	Rank          int // from 1
	Score         float64
	Hits          int // of the key in the sentence
}

// The lengths in words of sentences that may be typical, and the least number
// of sentences with a key for it to have typical ones.
const (
	shortest, longest = 5, 80
	leastSentences    = 3
)

// Typical returns up to limit sentences for each key of a level: by key, then
// by falling score, then in text order. The score of a sentence is the sum
// over its different content words (lemmas) of the z of their weighted
// log-odds, sentences with the key against those with its siblings only, over
// the square root of their number.
func (t *Text) Typical(tree count.Tree, level int32, limit int) []Typical {
	units := map[int32][]unitHits{} // by key
	families := map[int32][]unitHits{}
	for unit := range t.bySentence(tree) {
		in := map[int32]bool{}
		for _, key := range unit.keys {
			if tree.Level[key] != level {
				continue
			}
			units[key] = append(units[key], unit)
			if above := tree.Parent[key]; !in[above] {
				in[above] = true
				families[above] = append(families[above], unit)
			}
		}
	}
	lemmas := len(t.Lemmas.Names)
	m := typist{t: t, total: make([]int64, lemmas), of: map[int32][]int32{}, with: make([]int64, lemmas), without: make([]int64, lemmas)}
	for _, id := range t.Lemmas.At {
		m.total[id]++
	}
	var all []Typical
	for _, key := range sortedKeys(units) {
		if len(units[key]) >= leastSentences {
			all = append(all, m.rank(key, units[key], families[tree.Parent[key]], limit)...)
		}
	}
	return all
}

// A typist scores the sentences of a text.
type typist struct {
	t     *Text
	total []int64           // uses of each lemma
	of    map[int32][]int32 // the different content lemmas of each sentence

	with, without []int64 // scratch: uses of each lemma
}

// lemmas returns the different content lemmas of a sentence, in order of
// first occurrence.
func (m *typist) lemmas(sentence int32) []int32 {
	if ids, ok := m.of[sentence]; ok {
		return ids
	}
	var ids []int32
	s := m.t.Sentences[sentence]
	for _, id := range m.t.Lemmas.At[s.From:s.To] {
		if !m.t.Lemmas.Stop[id] && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	m.of[sentence] = ids
	return ids
}

// rank returns the most typical sentences of key. Family is the sentences with
// the key or a sibling.
func (m *typist) rank(key int32, with, family []unitHits, limit int) []Typical {
	a, b := m.with, m.without
	n1 := m.count(a, with, func(unitHits) bool { return true })
	n2 := m.count(b, family, func(u unitHits) bool { return u.hits[key] == nil })
	var some []Typical
	for _, u := range with {
		ids := m.lemmas(u.number)
		if n := m.t.Sentences[u.number].Len(); n < shortest || n > longest || len(ids) == 0 {
			continue
		}
		sum := 0.0
		for _, id := range ids {
			prior := PriorWords * float64(m.total[id]) / float64(len(m.t.Lemmas.At))
			if _, z, ok := (stats.Table{A: a[id], B: b[id], N1: n1, N2: max(1, n2)}).LogOdds(prior, PriorWords); ok {
				sum += z
			}
		}
		some = append(some, Typical{Key: key, Sentence: u.number, Score: sum / math.Sqrt(float64(len(ids))), Hits: len(u.hits[key])})
	}
	slices.SortStableFunc(some, func(x, y Typical) int { return cmp.Compare(y.Score, x.Score) })
	some = some[:min(limit, len(some))]
	for i := range some {
		some[i].Rank = i + 1
	}
	return some
}

// count sets freq to how often each lemma occurs in those of units that pass,
// and returns how many lemmas there are.
func (m *typist) count(freq []int64, units []unitHits, pass func(unitHits) bool) (n int64) {
	clear(freq)
	for _, u := range units {
		if !pass(u) {
			continue
		}
		for _, id := range m.lemmas(u.number) {
			freq[id]++
			n++
		}
	}
	return n
}
