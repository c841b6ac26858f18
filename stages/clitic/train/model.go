package main

import (
	"math"
	"slices"
	"strings"

	"fusul/stages/clitic"
	"fusul/stages/internal/exact"
)

// An example is a word with the ways to cut it, of which one is right.
type example struct {
	word   string
	cuts   []string // under the scheme atb
	values [][]value
	right  int
	weight float64
}

// A value is a feature of a cut, by its place in the model, and how much of it
// there is.
type value struct {
	feature int
	x       float64
}

// A model gives features their weights.
type model struct {
	names   []string
	place   map[string]int
	weights []float64
}

// settings are the choices of the training, made by cross-validation over the
// training corpus (the command check).
type settings struct {
	decay   float64 // the strength of the quadratic penalty on the weights
	dropped float64 // what a token's copy with its hamzas left out counts
	swapped float64 // what a token's copy with ف for its و counts, before an article
	least   float64 // features of letters with a smaller weight are left out
	steps   int     // most steps of the minimiser
}

// Half of the writers leave hamzas out, but the corpus has them all. News has
// hardly a ف before an article, where و and ف are otherwise alike; more than a
// little of that would take the فال of foreign names for clitics.
var usual = settings{decay: 0.7, dropped: 1, swapped: 0.05, least: 0.1, steps: 150}

// train fits a model to tokens.
func train(explain func(string) []clitic.Reading, tokens []gold, s settings) *model {
	m := &model{place: map[string]int{}}
	examples := m.examples(explain, tokens, s)
	m.fit(examples, s)
	if s.least > 0 {
		m.prune(examples, s.least)
		m.fit(examples, s)
	}
	return m
}

// examples lists the words of tokens that can be cut in two ways or more. Each
// counts with the square root of how often it occurs: the commonest words are
// few and teach little.
func (m *model) examples(explain func(string) []clitic.Reading, tokens []gold, s settings) []example {
	times := map[gold]float64{}
	var order []gold
	see := func(g gold, n float64) {
		if n == 0 {
			return
		}
		if _, ok := times[g]; !ok {
			order = append(order, g)
		}
		times[g] += n
	}
	for _, g := range tokens {
		see(g, 1)
		if bare := g.dropHamza(); bare != g {
			see(bare, s.dropped)
		}
		if rest, ok := strings.CutPrefix(g.split, "و+"); ok && strings.HasPrefix(rest, "ال") {
			see(gold{"ف" + strings.TrimPrefix(g.word, "و"), "ف+" + rest}, s.swapped)
		}
	}
	var out []example
	for _, g := range order {
		readings := explain(g.word)
		e := example{word: g.word, right: -1, weight: math.Sqrt(times[g])}
		for i, r := range readings {
			e.cuts = append(e.cuts, r.Segments(g.word, clitic.ATB))
			e.values = append(e.values, m.values(r.Features))
			if e.cuts[i] == g.split {
				e.right = i
			}
		}
		if e.right >= 0 && len(readings) > 1 {
			out = append(out, e)
		}
	}
	return out
}

// dropHamza returns g with every alef bare.
func (g gold) dropHamza() gold { return gold{bareAlef.Replace(g.word), bareAlef.Replace(g.split)} }

var bareAlef = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا")

// values numbers features; those that m has not met are new.
func (m *model) values(features []clitic.Feature) []value {
	out := make([]value, len(features))
	for i, f := range features {
		place, ok := m.place[f.Name]
		if !ok {
			place = len(m.names)
			m.place[f.Name] = place
			m.names = append(m.names, f.Name)
		}
		out[i] = value{place, f.Value}
	}
	return out
}

// fit finds the weights under which the right cuts are the likeliest, less the
// penalty.
func (m *model) fit(examples []example, s settings) {
	var p []float64
	m.weights = minimise(func(w, gradient []float64) float64 {
		loss := 0.0
		for i := range w {
			gradient[i] = float64(s.decay * w[i])
			loss += float64(float64(s.decay/2) * float64(w[i]*w[i]))
		}
		for _, e := range examples {
			p = probabilities(p[:0], w, e.values)
			loss -= float64(e.weight * exact.Log(p[e.right]))
			for i, values := range e.values {
				d := p[i]
				if i == e.right {
					d--
				}
				d = float64(d * e.weight)
				for _, v := range values {
					gradient[v.feature] += float64(d * v.x)
				}
			}
		}
		return loss
	}, len(m.names), s.steps)
}

// probabilities appends how likely each cut is.
func probabilities(dst []float64, w []float64, cuts [][]value) []float64 {
	for _, values := range cuts {
		sum := 0.0
		for _, v := range values {
			sum += float64(w[v.feature] * v.x)
		}
		dst = append(dst, sum)
	}
	most, total := slices.Max(dst), 0.0
	for i := range dst {
		dst[i] = exact.Exp(dst[i] - most)
		total += dst[i]
	}
	for i := range dst {
		dst[i] = max(dst[i]/total, 1e-300)
	}
	return dst
}

// lettered are the templates that ask for letters of the host and the word;
// there are tens of thousands of such features.
var lettered = []string{"first", "last"}

// prune leaves out of m and of examples the features of letters whose weight
// is below least.
func (m *model) prune(examples []example, least float64) {
	kept := &model{place: map[string]int{}}
	places := make([]int, len(m.names))
	for i, name := range m.names {
		template, _, _ := strings.Cut(name, "\t")
		if math.Abs(m.weights[i]) < least && slices.Contains(lettered, template) {
			places[i] = -1
			continue
		}
		places[i] = len(kept.names)
		kept.place[name] = places[i]
		kept.names = append(kept.names, name)
	}
	*m = *kept
	for _, e := range examples {
		for i, values := range e.values {
			left := values[:0]
			for _, v := range values {
				if place := places[v.feature]; place >= 0 {
					left = append(left, value{place, v.x})
				}
			}
			e.values[i] = left
		}
	}
}

// try reports whether m cuts the word of g as it should, and returns the
// logarithm of how likely the right cut is to it.
func (m *model) try(readings []clitic.Reading, g gold) (bool, float64) {
	var values [][]value
	right := -1
	for i, r := range readings {
		if r.Segments(g.word, clitic.ATB) == g.split {
			right = i
		}
		var known []value
		for _, f := range r.Features {
			if place, ok := m.place[f.Name]; ok {
				known = append(known, value{place, f.Value})
			}
		}
		values = append(values, known)
	}
	if right < 0 {
		return false, -10 // the grammar does not have it
	}
	p := probabilities(nil, m.weights, values)
	return p[right] == slices.Max(p), exact.Log(p[right])
}
