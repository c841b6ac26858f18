package topics

import (
	"math"

	"fusul/stages/internal/exact"
)

// epsilon is added to joint probabilities (Röder, Both & Hinneburg 2015).
const epsilon = 1e-12

// Windows counts in how many windows of a corpus words stand, alone and
// together. A window is a set: a word stands in it once or not at all.
type Windows struct {
	size    int
	total   int64
	index   map[int32]int32    // of the words that are counted
	partner [][]int32          // by index: the greater indices that share a topic with it
	single  []int64            // by index
	pair    map[[2]int32]int64 // by two indices, the smaller first

	at    [][]span // by index: where it stands in the document at hand
	found []int32
}

// span is a run of windows, by the number of their first word.
type span struct{ lo, hi int }

// NewWindows returns a counter of the words of the given topics, and of those
// pairs that share a topic, over windows of size words; a document that is
// shorter is one window, and with size 0 every document is one.
func NewWindows(topics [][]int32, size int) *Windows {
	c := &Windows{size: size, index: make(map[int32]int32), pair: make(map[[2]int32]int64)}
	linked := make(map[[2]int32]bool)
	for _, words := range topics {
		for i, w := range words {
			if _, ok := c.index[w]; !ok {
				c.index[w] = int32(len(c.partner))
				c.partner = append(c.partner, nil)
			}
			for _, v := range words[:i] {
				p := c.key(w, v)
				if p[0] != p[1] && !linked[p] {
					linked[p] = true
					c.partner[p[0]] = append(c.partner[p[0]], p[1])
				}
			}
		}
	}
	c.single = make([]int64, len(c.partner))
	c.at = make([][]span, len(c.partner))
	return c
}

// key returns the indices of two words, the smaller first.
func (c *Windows) key(a, b int32) [2]int32 {
	i, j := c.index[a], c.index[b]
	return [2]int32{min(i, j), max(i, j)}
}

// Add takes in one document.
func (c *Windows) Add(doc []int32) {
	if len(doc) == 0 {
		return
	}
	size, last := c.size, len(doc)-c.size // number of the last window
	if size == 0 || last < 0 {
		size, last = len(doc), 0
	}
	c.total += int64(last + 1)
	for pos, w := range doc {
		i, ok := c.index[w]
		if !ok {
			continue
		}
		lo, hi := max(pos-size+1, 0), min(pos, last)+1
		runs := c.at[i]
		switch {
		case len(runs) == 0:
			c.found = append(c.found, i)
			c.at[i] = append(runs, span{lo, hi})
		case lo <= runs[len(runs)-1].hi:
			runs[len(runs)-1].hi = hi
		default:
			c.at[i] = append(runs, span{lo, hi})
		}
	}
	for _, i := range c.found {
		for _, s := range c.at[i] {
			c.single[i] += int64(s.hi - s.lo)
		}
		for _, j := range c.partner[i] {
			if n := common(c.at[i], c.at[j]); n > 0 {
				c.pair[[2]int32{i, j}] += n
			}
		}
	}
	for _, i := range c.found {
		c.at[i] = c.at[i][:0]
	}
	c.found = c.found[:0]
}

// common returns the number of windows that are in both a and b.
func common(a, b []span) int64 {
	n := int64(0)
	for len(a) > 0 && len(b) > 0 {
		lo, hi := max(a[0].lo, b[0].lo), min(a[0].hi, b[0].hi)
		n += int64(max(hi-lo, 0))
		if a[0].hi < b[0].hi {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}

// Merge takes in the counts of d, which counts the same words.
func (c *Windows) Merge(d *Windows) {
	c.total += d.total
	for i, n := range d.single {
		c.single[i] += n
	}
	for p, n := range d.pair {
		c.pair[p] += n
	}
}

// counts returns the windows with a, with b and with both.
func (c *Windows) counts(a, b int32) (na, nb, both float64) {
	i, j := c.index[a], c.index[b]
	na, nb = float64(c.single[i]), float64(c.single[j])
	if i == j {
		return na, nb, na
	}
	return na, nb, float64(c.pair[c.key(a, b)])
}

// known reports whether the corpus has every word of words, and there are two.
func (c *Windows) known(words []int32) bool {
	for _, w := range words {
		i, ok := c.index[w]
		if !ok || c.single[i] == 0 {
			return false
		}
	}
	return len(words) > 1
}

// pmi returns ln[(P(a,b)+ε) / (P(a)·P(b))] and −ln(P(a,b)+ε).
func (c *Windows) pmi(a, b int32) (pmi, self float64) {
	na, nb, both := c.counts(a, b)
	n := float64(c.total)
	joint := both/n + epsilon
	return exact.Log(joint / float64((na/n)*(nb/n))), -exact.Log(joint)
}

// npmi returns the normalised PMI of two words: 1 for words that never stand
// apart.
func (c *Windows) npmi(a, b int32) float64 {
	if a == b {
		return 1
	}
	pmi, self := c.pmi(a, b)
	if math.Abs(self) < 2*epsilon {
		return 1 // both words in every window: the limit of the quotient
	}
	return pmi / self
}

// meanPairs returns the mean of f over all pairs of words.
func meanPairs(words []int32, f func(a, b int32) float64) float64 {
	sum := 0.0
	for i, a := range words {
		for _, b := range words[:i] {
			sum += f(a, b)
		}
	}
	return sum / float64(len(words)*(len(words)-1)/2)
}

// NPMI returns the coherence C_NPMI of a topic's words (windows of 10). It is
// not defined, and ok false, if the corpus lacks one of them.
func (c *Windows) NPMI(words []int32) (value float64, ok bool) {
	if !c.known(words) {
		return 0, false
	}
	return meanPairs(words, c.npmi), true
}

// UCI returns the coherence C_UCI, the mean PMI (windows of 10).
func (c *Windows) UCI(words []int32) (value float64, ok bool) {
	if !c.known(words) {
		return 0, false
	}
	return meanPairs(words, func(a, b int32) float64 { pmi, _ := c.pmi(a, b); return pmi }), true
}

// CV returns the coherence C_V (windows of 110): the mean over the words of the
// cosine between the NPMI vector of the word and the sum of all.
func (c *Windows) CV(words []int32) (value float64, ok bool) {
	if !c.known(words) {
		return 0, false
	}
	n := len(words)
	vectors := make([][]float64, n)
	sum := make([]float64, n)
	for i, a := range words {
		vectors[i] = make([]float64, n)
		for j, b := range words {
			vectors[i][j] = c.npmi(a, b)
			sum[j] += vectors[i][j]
		}
	}
	for _, v := range vectors {
		value += cosine(v, sum) / float64(n)
	}
	return value, true
}

// cosine returns the cosine of the angle between a and b.
func cosine(a, b []float64) float64 {
	ab, aa, bb := 0.0, 0.0, 0.0
	for i, x := range a {
		ab += float64(x * b[i])
		aa += float64(x * x)
		bb += float64(b[i] * b[i])
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(float64(aa*bb))
}

// UMass returns the coherence U_Mass as gensim computes it, over documents
// (windows of size 0): the mean of ln[(P(a,b)+ε)/P(b)] with b the likelier word.
func (c *Windows) UMass(words []int32) (value float64, ok bool) {
	if !c.known(words) {
		return 0, false
	}
	n := float64(c.total)
	return meanPairs(words, func(a, b int32) float64 {
		_, nb, both := c.counts(a, b)
		return exact.Log((both/n + epsilon) / (nb / n))
	}), true
}

// Semantic returns the semantic coherence of a topic over documents: the sum
// of ln[(D(a,b)+above)/(D(b)+below)] with b the likelier word. Mimno et al.
// (2011) have above 1 and below 0, the R package stm 0.01 for both.
func (c *Windows) Semantic(words []int32, above, below float64) (value float64, ok bool) {
	if !c.known(words) {
		return 0, false
	}
	for i, a := range words {
		for _, b := range words[:i] {
			_, nb, both := c.counts(a, b)
			value += exact.Log((both + above) / (nb + below))
		}
	}
	return value, true
}
