package compare

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTally(t *testing.T) {
	var tally Tally
	tally.Add(1, 2, 3)
	tally.Add(1, 2, 1)
	tally.Add(0, 5, 2)
	if tally.Of(1, 2) != 4 || tally.Of(2, 1) != 0 || tally.Short() != 0 {
		t.Errorf("%v", tally.pairs())
	}
	var merged Tally
	merged.Merge(&tally, []int32{9, 8, 7, 6, 5, 4})
	if got := merged.pairs(); !slices.Equal(got, []pair{{0, 4, 2}, {1, 7, 4}}) {
		t.Errorf("renumbered: %v", got)
	}
}

// A tally with a limit holds no more pairs, is never too high, and too low by
// no more than it says.
func TestTallyLimit(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		exact, bounded := Tally{}, Tally{Limit: rapid.IntRange(1, 20).Draw(r, "limit")}
		for _, x := range rapid.SliceOf(rapid.Int32Range(0, 60)).Draw(r, "pairs") {
			n := int64(x%4 + 1)
			exact.Add(x/8, x%8, n)
			bounded.Add(x/8, x%8, n)
			if len(bounded.counts) > bounded.Limit {
				r.Fatalf("%d pairs, the limit is %d", len(bounded.counts), bounded.Limit)
			}
		}
		for _, p := range exact.pairs() {
			if got := bounded.Of(p.a, p.b); got > p.n || got < p.n-bounded.Short() {
				r.Fatalf("%v is counted %d times, short by at most %d", p, got, bounded.Short())
			}
		}
	})
}

func TestCollocationsByHand(t *testing.T) {
	txt := parse("a b R c d . e R a R f # s R")
	c := Collocations{Window: 2}
	c.Add(txt, tree, &txt.Words)
	want := map[string]int64{
		"a": 2, // before the first hit, and between two later ones, where it counts once
		"b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "s": 1,
		"R": 1, // behind another hit; what is before a hit and was looked at already does not count again
	}
	got := map[string]int64{}
	for _, p := range c.Pairs.pairs() {
		if p.a == 1 {
			got[txt.Words.Names[p.b]] = p.n
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("near realism: %v, want %v", got, want)
	}
	if c.keys[1] != (Environment{Hits: 4, Around: 9}) || c.places != 12 {
		t.Errorf("environment %+v of %d words, want 4 hits, 9 places of 12", c.keys[1], c.places)
	}
	if c.keys[0] != c.keys[1] {
		t.Errorf("theory has %+v, realism %+v", c.keys[0], c.keys[1])
	}

	var s Collocations // whole sentences
	s.Add(txt, tree, &txt.Words)
	got = map[string]int64{}
	for _, p := range s.Pairs.pairs() {
		if p.a == 1 {
			got[txt.Words.Names[p.b]] = p.n
		}
	}
	if want := map[string]int64{"a": 2, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "s": 1}; !maps.Equal(got, want) {
		t.Errorf("in sentences with realism: %v, want %v", got, want)
	}
	if s.keys[1] != (Environment{3, 3}) || s.places != 3 || s.features[txt.number("a")] != 2 {
		t.Errorf("sentences %+v of %d", s.keys[1], s.places)
	}
}

// Counting position by position gives the same as counting window by window,
// and merging works is adding them, for every cut.
func TestCollocationsProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		works := rapid.SliceOfN(rapid.Custom(drawText), 1, 3).Draw(r, "works")
		window := rapid.IntRange(0, 4).Draw(r, "window")
		var names Names
		of := func(works []*Text) *Collocations {
			all := &Collocations{Window: window}
			for _, w := range works {
				var one Collocations
				one.Window = window
				one.Add(w, tree, &w.Words)
				all.Merge(&one, names.Add(&w.Words))
			}
			return all
		}
		whole := of(works)
		for cut := range len(works) + 1 {
			merged := of(works[:cut])
			merged.Merge(of(works[cut:]), nil)
			if !slices.Equal(merged.Collocates(1, 0), whole.Collocates(1, 0)) || merged.places != whole.places {
				r.Fatalf("cut at %d: %+v, want %+v", cut, merged.Collocates(1, 0), whole.Collocates(1, 0))
			}
		}
		if window > 0 {
			one := &Collocations{Window: window}
			one.Add(works[0], tree, &works[0].Words)
			if want := byPosition(works[0], window); !slices.Equal(one.Pairs.pairs(), want) {
				r.Fatalf("pairs %v, position by position %v", one.Pairs.pairs(), want)
			}
		}
		for _, c := range whole.Collocates(1, 0) {
			finite(r, c.Expected, c.MI, c.MI3, c.NPMI, c.T, c.Z, c.G2, c.LogDice, c.DeltaP1, c.DeltaP2)
			if float64(c.O) <= c.Expected || c.NPMI < -1 || c.NPMI > 1 || c.LogDice > 14+1e-9 {
				r.Fatalf("%+v", c)
			}
		}
	})
}

// byPosition counts a place for a key if it is near a hit of it, and not part
// of all hits that it is near.
func byPosition(t *Text, window int) []pair {
	var tally Tally
	for key := range int32(len(tree.Level)) {
		done := 0
		for _, h := range t.Hits {
			for k := range h.keys(tree) {
				if k != key {
					continue
				}
				s := t.Sentences[h.Sentence]
				for i := max(s.From, done); i < s.To; i++ {
					if i >= h.Range.From-window && i < h.Range.To+window && (i < h.Range.From || i >= h.Range.To) {
						tally.Add(key, t.Words.At[i], 1)
					}
				}
				done = max(done, min(h.Range.To+window, s.To))
			}
		}
	}
	return tally.pairs()
}

func TestNames(t *testing.T) {
	var n Names
	a, b := parse("x y s"), parse("z y y s")
	b.Words.Display[1] = "Y" // more frequent here
	one, two := n.Add(&a.Words), n.Add(&b.Words)
	if !slices.Equal(one, []int32{0, 1, 2}) || !slices.Equal(two, []int32{3, 1, 2}) {
		t.Errorf("numbers %v and %v", one, two)
	}
	if n.Display[1] != "Y" || n.Display[0] != "x" || !n.Stop[2] || n.Stop[0] {
		t.Errorf("display %v, function words %v", n.Display, n.Stop)
	}
}

func TestNetworkByHand(t *testing.T) {
	txt := parse("R P . L P P / R L . a / Q # a b")
	n := Network{Paragraphs: true}
	n.Add(txt, tree)
	type row struct {
		a, b          int32
		o, fa, fb, of int64
	}
	var got []row
	for _, e := range n.Edges(tree) {
		got = append(got, row{e.A, e.B, e.O, e.F1, e.F2, e.Pair.N})
	}
	want := []row{
		{0, 4, 1, 2, 2, 4}, // theory and concept
		{1, 2, 2, 2, 2, 4}, {1, 5, 1, 2, 1, 4}, {2, 5, 1, 2, 1, 4},
	}
	if !slices.Equal(got, want) {
		t.Errorf("paragraphs: %v, want %v", got, want)
	}
	if e := n.Edges(tree)[1]; e.Tests != 6 || e.Expected != 1 || math.Abs(e.MI-1) > 1e-12 || e.Direction != 1 || e.Q < e.P {
		t.Errorf("realism and liberalism: %+v", e) // four keys of the level occur: six pairs
	}
	var s Network
	s.Add(txt, tree)
	if s.Units() != 6 || s.Of(5) != 2 || s.pairs.Of(1, 2) != 1 || s.pairs.Of(2, 5) != 1 || s.pairs.Of(1, 5) != 1 {
		t.Errorf("sentences: %d, pairs %v", s.Units(), s.pairs.pairs())
	}
}

func TestNetworkProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		works := rapid.SliceOfN(rapid.Custom(drawText), 1, 4).Draw(r, "works")
		paragraphs := rapid.Bool().Draw(r, "paragraphs")
		of := func(works []*Text) *Network {
			n := &Network{Paragraphs: paragraphs}
			for _, w := range works {
				n.Add(w, tree)
			}
			return n
		}
		whole := of(works)
		for cut := range len(works) + 1 {
			merged := of(works[:cut])
			merged.Merge(of(works[cut:]))
			if !slices.Equal(merged.Edges(tree), whole.Edges(tree)) || merged.Units() != whole.Units() {
				r.Fatalf("cut at %d: %+v, want %+v", cut, merged.Edges(tree), whole.Edges(tree))
			}
		}
		turned := slices.Clone(works)
		slices.Reverse(turned)
		if got := of(turned).Edges(tree); !slices.Equal(got, whole.Edges(tree)) {
			r.Fatalf("works turned round: %+v, want %+v", got, whole.Edges(tree))
		}
		for _, e := range whole.Edges(tree) {
			finite(r, e.Expected, e.MI, e.NPMI, e.G2, e.P, e.Log10P, e.Q)
			if e.O > min(e.F1, e.F2) || max(e.F1, e.F2) > e.Pair.N || e.Q > 1 || e.Q < e.P*(1-1e-15) { // p·3/3 may be a hair below p
				r.Fatalf("%+v", e)
			}
		}
	})
}

func ExampleCollocations() {
	txt := parse("a R b . a R c . a R d . e f g h . f g e h . h g")
	c := Collocations{Window: 3}
	c.Add(txt, tree, &txt.Words)
	for _, x := range c.Collocates(2, 1) {
		if x.Key == 1 {
			fmt.Printf("%s: %d times near the node, %.1f expected, logDice %.1f\n", txt.Words.Names[x.Feature], x.O, x.Expected, x.LogDice)
		}
	}
	// Output: a: 3 times near the node, 0.9 expected, logDice 14.0
}
