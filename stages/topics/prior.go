package topics

import "fusul/stages/internal/exact"

// Minka's fixed point for the priors, with the Gamma hyperprior that MALLET
// puts on each component: it keeps a component of a topic that no document
// has from reaching 0.
const (
	gammaShape = 1.001
	gammaScale = 1.0
	fixedSteps = 5    // steps of the fixed point at each estimate
	minPrior   = 1e-6 // below this a prior is as good as absent
)

// optimise estimates the document prior of each topic and, unless it is
// fixed, the word prior, from the topics of the last pass. As long as topics are
// merged and split, all have the same document prior.
func (m *Model) optimise() {
	perTopic := make([]histogram, m.opt.K)
	var lengths histogram
	for b := range m.blocks {
		bl := &m.blocks[b]
		for d := range bl.docs {
			n := 0
			for _, c := range bl.row(d) {
				perTopic[c.topic].add(int(c.count))
				n += int(c.count)
			}
			lengths.add(n)
		}
	}
	for range fixedSteps {
		down := 1/gammaScale + lengths.rise(m.alphaSum)
		sum := 0.0
		for k := range m.alpha {
			up := gammaShape - 1 + float64(m.alpha[k]*perTopic[k].rise(m.alpha[k]))
			m.alpha[k] = max(up/down, minPrior)
			sum += m.alpha[k]
		}
		m.alphaSum = sum
		if m.mending() { // priors of their own would let a topic that every document has a little of take root
			for k := range m.alpha {
				m.alpha[k] = sum / float64(len(m.alpha))
			}
		}
	}
	if !m.opt.FixBeta {
		m.optimiseBeta()
	}
}

// optimiseBeta estimates the common prior of the words in the topics.
func (m *Model) optimiseBeta() {
	var cells histogram
	for _, h := range m.words.heads {
		for _, c := range m.words.cells[h.at : h.at+h.n] {
			cells.add(int(c.count))
		}
	}
	v := float64(m.v)
	for range fixedSteps {
		up := gammaShape - 1 + float64(m.beta*cells.rise(m.beta))
		down := 0.0
		for k, n := range m.totals {
			base := float64(v*m.beta) + m.seeds.mass[k]
			down += exact.Digamma(float64(n)+base) - exact.Digamma(base)
		}
		m.beta = max(up/(1/gammaScale+float64(v*down)), minPrior)
	}
}

// A histogram has at i the number of counts equal to i+1.
type histogram []int64

func (h *histogram) add(n int) {
	if n == 0 {
		return
	}
	for len(*h) < n {
		*h = append(*h, 0)
	}
	(*h)[n-1]++
}

// rise returns the sum of ψ(n+x) − ψ(x) over the counts n, by the recurrence
// ψ(n+1) − ψ(n) = 1/n.
func (h histogram) rise(x float64) float64 {
	sum, psi := 0.0, 0.0
	for i, times := range h {
		psi += 1 / (x + float64(i))
		sum += float64(float64(times) * psi)
	}
	return sum
}
