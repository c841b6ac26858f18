package topics

import (
	"cmp"
	"slices"

	"fusul/stages/internal/exact"
)

// A division is a set of tokens in two parts, each a topic.
type division struct {
	tokens []occurrence
	second []bool // by token
	docs   [][2]int32
	words  [][2]int32
	sizes  [2]int
	alpha  [2]float64
	beta   float64
	mass   float64 // β times the number of words
}

// newDivision counts the tokens of both parts; with nil the parts are empty.
func (m *Model) newDivision(tokens []occurrence, second []bool, alpha, alphaSecond float64) *division {
	d := &division{
		tokens: tokens,
		second: second,
		docs:   make([][2]int32, len(m.docLen)),
		words:  make([][2]int32, m.v),
		alpha:  [2]float64{alpha, alphaSecond},
		beta:   m.beta,
		mass:   float64(float64(m.v) * m.beta),
	}
	if second != nil {
		for i, t := range tokens {
			d.put(t, d.part(i), 1)
		}
	}
	return d
}

// grow fills the empty parts document by document, each token drawn given
// those before it: the parts differ from the first document on.
func (d *division) grow(key uint64) {
	order := make([]int, len(d.tokens))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(d.tokens[a].doc, d.tokens[b].doc) })
	d.second = make([]bool, len(d.tokens))
	for _, i := range order {
		w := d.weights(d.tokens[i])
		d.second[i] = float64(uniform(key, i)*(w[0]+w[1])) >= w[0]
		d.put(d.tokens[i], d.part(i), 1)
	}
}

// part returns the part of token i, 0 or 1.
func (d *division) part(i int) int {
	if d.second[i] {
		return 1
	}
	return 0
}

func (d *division) put(t occurrence, part, n int) {
	d.docs[t.doc][part] += int32(n)
	d.words[t.word][part] += int32(n)
	d.sizes[part] += n
}

// weights returns the weights of both parts for a token that is in neither.
func (d *division) weights(t occurrence) (w [2]float64) {
	for p := range w {
		w[p] = (float64(d.docs[t.doc][p]) + d.alpha[p]) * (float64(d.words[t.word][p]) + d.beta) / (float64(d.sizes[p]) + d.mass)
	}
	return w
}

// sweep draws the part of every token anew.
func (d *division) sweep(key uint64) {
	for i, t := range d.tokens {
		d.put(t, d.part(i), -1)
		w := d.weights(t)
		d.second[i] = float64(uniform(key, i)*(w[0]+w[1])) >= w[0]
		d.put(t, d.part(i), 1)
	}
}

// surprise returns the sum over the tokens of ln p of the part that each is in,
// given the others.
func (d *division) surprise() float64 {
	sum, product := 0.0, 1.0
	for i, t := range d.tokens {
		p := d.part(i)
		d.put(t, p, -1)
		w := d.weights(t)
		d.put(t, p, 1)
		product *= w[p] / (w[0] + w[1])
		if product < 0x1p-900 {
			sum += exact.Log(product)
			product = 1
		}
	}
	return sum + exact.Log(product)
}

// gain returns by how much the tokens with their parts are likelier than as one
// topic, as a logarithm.
func (d *division) gain() float64 {
	word, size := newRising(d.beta), newRising(d.mass)
	first, second, whole := newRising(d.alpha[0]), newRising(d.alpha[1]), newRising(d.alpha[0]+d.alpha[1])
	sum := size.at(d.sizes[0]+d.sizes[1]) - size.at(d.sizes[0]) - size.at(d.sizes[1])
	for _, n := range d.words {
		if n[0] > 0 && n[1] > 0 {
			sum += word.at(int(n[0])) + word.at(int(n[1])) - word.at(int(n[0]+n[1]))
		}
	}
	for _, n := range d.docs {
		if n[0]+n[1] > 0 {
			sum += first.at(int(n[0])) + second.at(int(n[1])) - whole.at(int(n[0]+n[1]))
		}
	}
	return sum
}

// rising holds ln Γ(x+n) − ln Γ(x) for small n.
type rising struct {
	x     float64
	start float64 // ln Γ(x)
	table []float64
}

func newRising(x float64) *rising { return &rising{x, exact.LogGamma(x), []float64{0}} }

func (r *rising) at(n int) float64 {
	if n >= 4096 {
		return exact.LogGamma(r.x+float64(n)) - r.start
	}
	for i := len(r.table); i <= n; i++ {
		r.table = append(r.table, r.table[i-1]+exact.Log(r.x+float64(i-1)))
	}
	return r.table[n]
}
