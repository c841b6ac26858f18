package validate

import (
	"cmp"
	"slices"
)

// A Stratum says what the dictionary found in a sentence.
type Stratum uint8

// The strata.
const (
	Hit  Stratum = iota // a match of the key
	Near                // none, but one in a laxer reading
	None                // nothing
	strata
)

var stratumNames = [...]string{"hit", "near", "none"}

// String returns the name of s as plans write it.
func (s Stratum) String() string { return stratumNames[s] }

// Options say how many sentences are drawn. The zero value draws 30 hits, 15
// near misses and 15 others for each key.
type Options struct {
	Seed uint64
	Size [strata]int // by Stratum; all zero for the default
}

// A Unit is one sentence, or other stretch of text to be coded.
type Unit struct {
	Doc        string
	Start, End int // bytes of the document
	Text       string
}

// A Find is why a sentence is a hit or a near miss of a key.
type Find struct {
	Key     int    // index into the keys of the sampler
	Pattern string // the term
	Keyword string // the words of the text
}

// A Sampler draws sentences as they come, in one pass, holding no more than it
// will return. What it draws depends on the seed and the sentences alone, not
// on their order or on how they are spread over samplers that are merged.
type Sampler struct {
	opt   Options
	keys  []string
	cells [][strata]cell
}

// A cell is one stratum of one key: its size, and the units of lowest draw.
type cell struct {
	size  int64
	units []drawn // rising by draw
}

type drawn struct {
	draw  uint64
	unit  Unit
	finds []Find
}

// NewSampler returns a sampler for the keys of those names.
func NewSampler(keys []string, opt Options) *Sampler {
	if opt.Size == [strata]int{} {
		opt.Size = [strata]int{30, 15, 15}
	}
	return &Sampler{opt, keys, make([][strata]cell, len(keys))}
}

// Add takes in a sentence with what was found in it.
func (s *Sampler) Add(u Unit, hits, near []Find) {
	d := draw(s.opt.Seed, u)
	of := make(map[int]Stratum, len(hits)+len(near))
	for _, f := range near {
		of[f.Key] = Near
	}
	for _, f := range hits {
		of[f.Key] = Hit
	}
	for k := range s.keys {
		stratum, ok := of[k]
		if !ok {
			stratum = None
		}
		c := &s.cells[k][stratum]
		c.size++
		if !c.wants(d, s.opt.Size[stratum]) {
			continue
		}
		finds := hits
		if stratum == Near {
			finds = near
		}
		c.insert(drawn{d, u, ofKey(finds, k)}, s.opt.Size[stratum])
	}
}

// Merge takes in what another sampler of the same keys and options has.
func (s *Sampler) Merge(t *Sampler) {
	for k := range t.cells {
		for stratum := range t.cells[k] {
			from, to := &t.cells[k][stratum], &s.cells[k][stratum]
			to.size += from.size
			for _, d := range from.units {
				if to.wants(d.draw, s.opt.Size[stratum]) {
					to.insert(d, s.opt.Size[stratum])
				}
			}
		}
	}
}

// ofKey returns the finds of key k.
func ofKey(finds []Find, k int) []Find {
	var out []Find
	for _, f := range finds {
		if f.Key == k {
			out = append(out, f)
		}
	}
	return out
}

// wants reports whether a unit of this draw is among the n lowest so far.
func (c *cell) wants(draw uint64, n int) bool {
	return len(c.units) < n || n > 0 && draw <= c.units[len(c.units)-1].draw
}

// insert puts d in its place and drops what is then one too many. Equal draws
// are in the order of their place in the corpus.
func (c *cell) insert(d drawn, n int) {
	i, _ := slices.BinarySearchFunc(c.units, d, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(a.draw, b.draw), cmp.Compare(a.unit.Doc, b.unit.Doc), cmp.Compare(a.unit.Start, b.unit.Start))
	})
	c.units = slices.Insert(c.units, i, d)
	c.units = c.units[:min(len(c.units), n)]
}

// draw returns the number that decides whether u is drawn: a hash of seed,
// document and place.
func draw(seed uint64, u Unit) uint64 {
	h := mix(seed ^ 0x9e3779b97f4a7c15)
	for i := 0; i < len(u.Doc); i++ {
		h = (h ^ uint64(u.Doc[i])) * 0x100000001b3 // FNV-1a
	}
	return mix(mix(h) ^ uint64(u.Start))
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// A Plan is a drawn sample.
type Plan struct {
	Seed  uint64
	Keys  []Population
	Items []Item // in the order of the coding sheet
}

// A Population is the size of each stratum of a key.
type Population struct {
	Key  string
	Size [strata]int64
}

// An Item is one sentence to be coded for one key.
type Item struct {
	ID      int // from 1, in the order of the sheet
	Key     string
	Stratum Stratum
	Unit
	Finds []Find
}

// Plan returns the sample: key by key, within a key the strata mixed.
func (s *Sampler) Plan() *Plan {
	p := &Plan{Seed: s.opt.Seed}
	for k, name := range s.keys {
		pop := Population{Key: name}
		var drawn []Item
		for stratum := range strata {
			c := &s.cells[k][stratum]
			pop.Size[stratum] = c.size
			for _, d := range c.units {
				drawn = append(drawn, Item{Key: name, Stratum: stratum, Unit: d.unit, Finds: d.finds})
			}
		}
		slices.SortStableFunc(drawn, func(a, b Item) int {
			return cmp.Or(cmp.Compare(draw(^s.opt.Seed, a.Unit), draw(^s.opt.Seed, b.Unit)),
				cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Start, b.Start))
		})
		p.Keys = append(p.Keys, pop)
		p.Items = append(p.Items, drawn...)
	}
	for i := range p.Items {
		p.Items[i].ID = i + 1
	}
	return p
}
