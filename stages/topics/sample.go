package topics

import (
	"math/bits"

	"fusul/stages/internal/exact"
)

// A sampler is the view that one pass over one block has of the topics: the
// counts of the last merge, kept up to date with the block's own changes.
//
// The weight of topic k for a token of document d is (n_dk + α_k)·φ_k, with φ_k
// the probability of the word at hand under topic k. The part with n_dk is
// summed over the few topics of the document; the part with α_k is carried
// along in smooth. Weights are whole numbers: sums of them are exact, so
// nothing drifts, and no processor rounds them in its own way.
type sampler struct {
	docs   documents
	phi    []int64   // φ_k of the word at hand times unit, for all topics and the filler
	alpha  []int64   // α_k times 1<<fine
	smooth int64     // the sum over topics of alpha·phi
	rest   int64     // smooth without a word at hand
	num    []float64 // n_kw + β_kw of the word at hand; β without it
	state  []topic
	more   []uint16 // topics that the word at hand has got since load
	cum    []int64  // room for weigh
	beta   float64
	unit   float64
	fine   uint
}

// A topic is what the sampler knows of one topic.
type topic struct {
	size float64 // n_k + Σ_w β_kw
	inv  float64 // unit / size
	less float64 // unit / (size-1), ready for a token that is taken out
	more float64 // unit / (size+1), ready for a token that is put in
	base int64   // phi of a word that the topic has not
}

// scale returns the powers of two that weights and α are multiples of, so
// that the weights of the longest document stay below 2^62.
func (m *Model) scale() (unit float64, fine uint) {
	longest := 0
	for _, n := range m.docLen {
		longest = max(longest, int(n))
	}
	unitBits := min(44, 62-bits.Len(uint(longest)+uint(m.alphaSum)+1))
	fine = uint(62 - unitBits - bits.Len(uint(m.alphaSum)+1))
	return float64(uint64(1) << unitBits), fine
}

func newSampler(m *Model, bl *block) *sampler {
	k := m.opt.K
	room := make([]int64, 3*k+1+group)
	s := &sampler{
		docs:  newDocuments(bl, k),
		phi:   room[: k+1 : k+1],
		alpha: room[k+1 : 2*k+1 : 2*k+1],
		cum:   room[2*k+1:],
		num:   make([]float64, k),
		state: make([]topic, k),
		beta:  m.beta,
	}
	s.unit, s.fine = m.scale()
	for i := range s.state {
		t := &s.state[i]
		t.size = float64(m.totals[i]) + float64(float64(m.v)*m.beta) + m.seeds.mass[i]
		t.inv = s.unit / t.size
		t.less = s.unit / (t.size - 1)
		t.more = s.unit / (t.size + 1)
		t.base = int64(m.beta * t.inv)
		s.num[i] = m.beta
		s.phi[i] = t.base
		s.alpha[i] = int64(m.alpha[i] * float64(uint64(1)<<s.fine))
		s.rest += t.base * s.alpha[i]
	}
	s.smooth = s.rest
	return s
}

// load makes the word with these topics and pseudo-counts the word at hand.
func (s *sampler) load(row []cell, seeds []seed) {
	smooth := s.smooth
	for _, c := range row {
		t := &s.state[c.topic]
		num := s.beta + float64(c.count)
		phi := int64(num * t.inv)
		s.num[c.topic] = num
		s.phi[c.topic] = phi
		smooth += (phi - t.base) * s.alpha[c.topic]
	}
	s.smooth = smooth
	for _, c := range seeds {
		s.num[c.topic] += c.count
		s.set(uint16(c.topic))
	}
}

// unload makes no word the word at hand, after load with the same arguments.
func (s *sampler) unload(row []cell, seeds []seed) {
	for _, c := range row {
		s.forget(c.topic)
	}
	for _, c := range seeds {
		s.forget(uint16(c.topic))
	}
	for _, k := range s.more {
		s.forget(k)
	}
	s.more = s.more[:0]
	s.smooth = s.rest
}

// forget takes the word at hand out of topic k.
func (s *sampler) forget(k uint16) {
	s.num[k] = s.beta
	s.phi[k] = s.state[k].base
}

// move counts one token of the word at hand under topic to instead of from.
func (s *sampler) move(from, to uint16) {
	t := &s.state[from]
	s.num[from]--
	t.size--
	t.inv, t.more = t.less, t.inv
	s.set(from)
	t.less = s.unit / (t.size - 1)
	t = &s.state[to]
	if s.num[to] == s.beta {
		s.more = append(s.more, to)
	}
	s.num[to]++
	t.size++
	t.inv, t.less = t.more, t.inv
	s.set(to)
	t.more = s.unit / (t.size + 1)
}

// set computes phi of topic k from its state.
func (s *sampler) set(k uint16) {
	t := &s.state[k]
	phi, base := int64(s.num[k]*t.inv), int64(s.beta*t.inv)
	s.smooth += (phi - s.phi[k]) * s.alpha[k]
	s.rest += (base - t.base) * s.alpha[k]
	s.phi[k], t.base = phi, base
}

// Sample draws a new topic for every token of block b, given the counts of the
// last Apply and the block's own changes since. It reads what all blocks share
// and writes only what is b's: calls for different blocks may run at once, and
// the result does not depend on their order.
func (m *Model) Sample(b int) {
	bl := &m.blocks[b]
	s := newSampler(m, bl)
	grain := 1 / s.unit
	key := streamKey(m.opt.Seed, b, m.iteration+1)
	bl.logMass = 0
	product := 1.0 // of the weights since the last logarithm
	for i, w := range bl.words {
		row, seeds := m.words.of(w), m.seeds.of(w)
		s.load(row, seeds)
		lo, hi := int(bl.start[i]), int(bl.start[i+1])
		docs, topics := bl.doc[lo:hi], bl.topic[lo:hi]
		for j, d := range docs {
			to, total := s.draw(int(d), topics[j], mix(key+uint64(lo+j)*golden))
			topics[j] = to
			product *= float64(total) * grain
			if product < 0x1p-900 || product > 0x1p900 {
				bl.logMass += exact.Log(product)
				product = 1
			}
		}
		s.unload(row, seeds)
	}
	bl.logMass += exact.Log(product)
	s.docs.store(bl)
}
