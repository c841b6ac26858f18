package compare

import (
	"cmp"
	"slices"

	"fusul/stages/count"
	"fusul/stages/stats"
)

// Collocations gathers which features stand near the hits of each key. Its
// zero value is empty and ready, and looks at whole sentences.
//
// Within a window, a place near two hits of a key counts once, and the words
// of the hit itself do not count; windows end where their sentence ends. In
// sentences, what is counted is the sentences that have both.
type Collocations struct {
	Window int   // words looked at on each side of a hit; 0: sentences
	Pairs  Tally // of a key and a feature

	places   int64         // words, or sentences with words
	keys     []Environment // by key
	features []int64       // places of each feature
}

// An Environment is what is known of a key by itself.
type Environment struct {
	Hits   int64 // hits, or sentences with one
	Around int64 // places looked at
}

// Add takes in the hits of t and the features around them.
func (c *Collocations) Add(t *Text, tree count.Tree, f *Features) {
	if n := len(tree.Level); n > len(c.keys) {
		c.keys = append(c.keys, make([]Environment, n-len(c.keys))...)
	}
	if n := len(f.Names); n > len(c.features) {
		c.features = append(c.features, make([]int64, n-len(c.features))...)
	}
	if c.Window > 0 {
		c.addWindows(t, tree, f)
	} else {
		c.addSentences(t, tree, f)
	}
}

func (c *Collocations) addWindows(t *Text, tree count.Tree, f *Features) {
	c.places += int64(len(f.At))
	for _, id := range f.At {
		c.features[id]++
	}
	done := make([]int, len(tree.Level)) // the end of what was looked at, by key
	for _, h := range t.Hits {
		s := t.Sentences[h.Sentence]
		for key := range h.keys(tree) {
			c.keys[key].Hits++
			c.look(key, f, max(h.From-c.Window, s.From, done[key]), h.From)
			end := min(h.To+c.Window, s.To)
			c.look(key, f, max(h.To, done[key]), end)
			done[key] = max(done[key], end)
		}
	}
}

// look counts the features at the positions from from to to.
func (c *Collocations) look(key int32, f *Features, from, to int) {
	for i := from; i < to; i++ {
		c.Pairs.Add(key, f.At[i], 1)
		c.keys[key].Around++
	}
}

func (c *Collocations) addSentences(t *Text, tree count.Tree, f *Features) {
	in := make([]int32, len(f.Names)) // the last sentence with a feature, plus one
	for i, s := range t.Sentences {
		if s.Len() > 0 {
			c.places++
		}
		for _, id := range f.At[s.From:s.To] {
			if in[id] != int32(i)+1 {
				in[id] = int32(i) + 1
				c.features[id]++
			}
		}
	}
	met := make([]int32, len(f.Names)) // the last mark of a feature
	mark := int32(0)
	for unit := range t.bySentence(tree) {
		if t.Sentences[unit.number].Len() == 0 {
			continue // hits that are numbers
		}
		for _, key := range unit.keys {
			c.keys[key].Hits++
			c.keys[key].Around++
			mark++
			at := t.Sentences[unit.number].From
			for _, h := range unit.hits[key] {
				c.meet(key, f, met, mark, at, h.From)
				at = max(at, h.To)
			}
			c.meet(key, f, met, mark, at, t.Sentences[unit.number].To)
		}
	}
}

// meet counts the features at the positions from from to to that do not bear
// the mark yet.
func (c *Collocations) meet(key int32, f *Features, met []int32, mark int32, from, to int) {
	for i := from; i < to; i++ {
		if id := f.At[i]; met[id] != mark {
			met[id] = mark
			c.Pairs.Add(key, id, 1)
		}
	}
}

// Merge takes in what o has gathered. Feature i of o is feature number[i]
// here; nil stands for the same numbers.
func (c *Collocations) Merge(o *Collocations, number []int32) {
	c.places += o.places
	if n := len(o.keys); n > len(c.keys) {
		c.keys = append(c.keys, make([]Environment, n-len(c.keys))...)
	}
	for key, e := range o.keys {
		c.keys[key].Hits += e.Hits
		c.keys[key].Around += e.Around
	}
	for id, n := range o.features {
		if number != nil {
			id = int(number[id])
		}
		if id >= len(c.features) {
			c.features = append(c.features, make([]int64, id+1-len(c.features))...)
		}
		c.features[id] += n
	}
	c.Pairs.Merge(&o.Pairs, number)
}

// A Collocate is a feature near the hits of a key.
type Collocate struct {
	Key, Feature int32
	stats.Pair
	stats.Association
	Short int64 // by which the joint count may be too low
}

// Collocates returns for each key its features with at least least joint
// occurrences, more than would be expected, at most limit of them (0: all): by
// key, then by falling log-likelihood, then by feature.
func (c *Collocations) Collocates(least int64, limit int) []Collocate {
	var all []Collocate
	pairs := c.Pairs.pairs()
	for len(pairs) > 0 {
		n := 1
		for n < len(pairs) && pairs[n].a == pairs[0].a {
			n++
		}
		near := make([]Near, n)
		for i, p := range pairs[:n] {
			near[i] = Near{Feature: p.b, N: p.n, Places: c.features[p.b]}
		}
		key := pairs[0].a
		all = append(all, CollocatesOf(key, c.keys[key], c.places, near, c.Pairs.Short(), least, limit)...)
		pairs = pairs[n:]
	}
	return all
}

// A Near is a feature near the hits of a key.
type Near struct {
	Feature int32
	N       int64 // places, or sentences, with both
	Places  int64 // of the feature
}

// CollocatesOf is Collocates for one key, of which all is known: its
// environment e, the places of the corpus and the features near it, in their
// order. Short is by how much the counts of near may be too low.
func CollocatesOf(key int32, e Environment, places int64, near []Near, short, least int64, limit int) []Collocate {
	var some []Collocate
	for _, f := range near {
		x := Collocate{Key: key, Feature: f.Feature, Short: short, Pair: stats.Pair{
			O: f.N, F1: e.Hits, F2: f.Places, N: places, Around: e.Around,
		}}
		var ok bool
		if x.Association, ok = x.Associate(); ok && f.N >= least && float64(f.N) > x.Expected {
			some = append(some, x)
		}
	}
	slices.SortFunc(some, func(a, b Collocate) int {
		return cmp.Or(cmp.Compare(b.G2, a.G2), cmp.Compare(a.Feature, b.Feature))
	})
	if limit > 0 {
		some = some[:min(limit, len(some))]
	}
	return some
}

// Places returns the number of places: words, or sentences with words.
func (c *Collocations) Places() int64 { return c.places }

// Environments returns what is known of each key.
func (c *Collocations) Environments() []Environment { return c.keys }

// FeaturePlaces returns the number of places of each feature.
func (c *Collocations) FeaturePlaces() []int64 { return c.features }
