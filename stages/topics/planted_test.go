package topics

import (
	"math"
	"math/rand/v2"
)

// planted draws a corpus from known topics: each has size words of its own,
// with falling probabilities, and each document two topics or so. A share of
// the tokens comes from a background that all documents have, Zipf's law over
// the vocabulary.
func planted(docs, v, k, length int, background float64, seed uint64) (Corpus, [][]float64) {
	rng := rand.New(rand.NewPCG(seed, 0))
	phi := make([][]float64, k)
	order := rng.Perm(v)
	size := v / k
	for t := range phi {
		phi[t] = make([]float64, v)
		for i, w := range order[t*size : (t+1)*size] {
			phi[t][w] = 1 / float64(i+5)
		}
		normalise(phi[t])
	}
	zipf := make([]float64, v)
	for i, w := range rng.Perm(v) {
		zipf[w] = 1 / float64(i+1)
	}
	normalise(zipf)
	c := Corpus{V: v}
	tables := make([]*wheel, k)
	for t := range tables {
		tables[t] = newWheel(phi[t])
	}
	common := newWheel(zipf)
	for range docs {
		theta := make([]float64, k)
		for t := range theta {
			theta[t] = math.Pow(rng.Float64(), 10) // about Dirichlet(0.1) once normalised
		}
		normalise(theta)
		pick := newWheel(theta)
		doc := make([]int32, length)
		for i := range doc {
			if rng.Float64() < background {
				doc[i] = common.spin(rng)
			} else {
				doc[i] = tables[pick.spin(rng)].spin(rng)
			}
		}
		c.Docs = append(c.Docs, doc)
	}
	for t := range phi {
		for w := range phi[t] {
			phi[t][w] = (1-background)*phi[t][w] + background*zipf[w]
		}
	}
	return c, phi
}

func normalise(p []float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		p[i] /= sum
	}
}

// A wheel draws from a distribution.
type wheel struct{ sums []float64 }

func newWheel(p []float64) *wheel {
	w := &wheel{make([]float64, len(p))}
	sum := 0.0
	for i, x := range p {
		sum += x
		w.sums[i] = sum
	}
	return w
}

func (w *wheel) spin(rng *rand.Rand) int32 {
	u := rng.Float64() * w.sums[len(w.sums)-1]
	lo, hi := 0, len(w.sums)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if w.sums[mid] > u {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return int32(lo)
}

// recovered returns how many of the planted topics have a topic of their own
// with a cosine above 0.9.
func recovered(t *Topics, phi [][]float64) int {
	used := make([]bool, len(t.Phi))
	n := 0
	for _, p := range phi {
		best, at := 0.0, -1
		for k, q := range t.Phi {
			if c := cosine(p, q); !used[k] && c > best {
				best, at = c, k
			}
		}
		if best > 0.9 {
			used[at] = true
			n++
		}
	}
	return n
}
