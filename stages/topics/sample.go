package topics

import "math/bits"

// A sampler is the view that one pass over one block has of the topics: the
// counts of the last merge, kept up to date with the block's own changes.
//
// The weight of topic k for a token of document d is (n_dk + α_k)·φ_k, with φ_k
// the probability of the word at hand under topic k. The part with n_dk is
// summed over the few topics of the document; the part with α_k is carried
// along in smooth. Weights are whole numbers: sums of them are exact, so
// nothing drifts, and no processor rounds them in its own way.
type sampler struct {
	phi    []int64 // φ_k of the word at hand times unit, for all topics
	alpha  []int64 // α_k times 1<<fine
	smooth int64   // the sum over topics of alpha·phi
	cum    []int64 // room for weigh
	state  []topic
	beta   float64
	unit   float64
	fine   uint
}

// A topic is what the sampler knows of one topic.
type topic struct {
	num  float64 // n_kw + β_kw of the word at hand; β without it
	size float64 // n_k + Σ_w β_kw
	inv  float64 // unit / size
	less float64 // unit / (size-1), ready for a token that is taken out
	more float64 // unit / (size+1), ready for a token that is put in
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

func newSampler(m *Model) *sampler {
	k := m.opt.K
	room := make([]int64, 3*k+group)
	s := &sampler{
		phi:   room[:k:k],
		alpha: room[k : 2*k : 2*k],
		cum:   room[2*k:],
		state: make([]topic, k),
		beta:  m.beta,
	}
	s.unit, s.fine = m.scale()
	for i := range s.state {
		t := &s.state[i]
		t.num = m.beta
		t.size = float64(m.totals[i]) + float64(float64(m.v)*m.beta) + m.seeds.mass[i]
		t.inv = s.unit / t.size
		t.less = s.unit / (t.size - 1)
		t.more = s.unit / (t.size + 1)
		s.alpha[i] = int64(m.alpha[i] * float64(uint64(1)<<s.fine))
		s.set(uint32(i))
	}
	return s
}

// set computes phi of topic k from its state.
func (s *sampler) set(k uint32) {
	t := &s.state[k]
	phi := int64(t.num * t.inv)
	s.smooth += (phi - s.phi[k]) * s.alpha[k]
	s.phi[k] = phi
}

// move counts one token of the word at hand under topic to instead of from.
func (s *sampler) move(from, to uint32) {
	t := &s.state[from]
	t.num--
	t.size--
	t.inv, t.more = t.less, t.inv
	s.set(from)
	t.less = s.unit / (t.size - 1)
	t = &s.state[to]
	t.num++
	t.size++
	t.inv, t.less = t.more, t.inv
	s.set(to)
	t.more = s.unit / (t.size + 1)
}

// load makes the word with these topics and pseudo-counts the word at hand.
func (s *sampler) load(row []cell, seeds []seed) {
	for _, c := range row {
		s.state[c.topic].num += float64(c.count)
		s.set(c.topic)
	}
	for _, c := range seeds {
		s.state[c.topic].num += c.count
		s.set(uint32(c.topic))
	}
}

// unload forgets the word at hand in topic k.
func (s *sampler) unload(k uint32) {
	if s.state[k].num != s.beta {
		s.state[k].num = s.beta
		s.set(k)
	}
}

// Sample draws a new topic for every token of block b, given the counts of the
// last Apply and the block's own changes since. It reads what all blocks share
// and writes only what is b's: calls for different blocks may run at once, and
// the result does not depend on their order.
func (m *Model) Sample(b int) {
	bl := &m.blocks[b]
	s := newSampler(m)
	grain := 1 / s.unit
	key := streamKey(m.opt.Seed, b, m.iteration+1)
	bl.logMass = 0
	product := 1.0 // of the weights since the last logarithm
	for i, w := range bl.words {
		row, seeds := m.words.of(w), m.seeds.of(w)
		s.load(row, seeds)
		lo, hi := int(bl.start[i]), int(bl.start[i+1])
		for at := lo; at < hi; at++ {
			product *= float64(s.draw(bl, at, mix(key+uint64(at)*golden))) * grain
			if product < 0x1p-900 || product > 0x1p900 {
				bl.logMass += ln(product)
				product = 1
			}
		}
		for _, c := range row {
			s.unload(c.topic)
		}
		for _, c := range seeds {
			s.unload(uint32(c.topic))
		}
		for _, z := range bl.topic[lo:hi] {
			s.unload(uint32(z))
		}
	}
	bl.logMass += ln(product)
}

// draw gives the token at a topic by its conditional distribution and returns
// the sum of the weights.
func (s *sampler) draw(bl *block, at int, random uint64) int64 {
	z := uint32(bl.topic[at])
	h := &bl.docs[bl.doc[at]]
	row := bl.cells[h.at : h.at+(h.n+group-1)&^(group-1)]

	// Take the token out of its topic; out of its document only below.
	self := &s.state[z]
	phi, smooth := s.phi[z], s.smooth
	own := int64((self.num - 1) * self.less)
	s.phi[z] = own
	s.smooth += (own - phi) * s.alpha[z]
	sum := weigh(row, s.phi, s.cum)
	total := sum + s.smooth>>s.fine
	var t uint32
	to := -1 // index in row of the new topic
	for {
		hi, _ := bits.Mul64(random, uint64(total))
		u := int64(hi)
		if u >= sum {
			t = s.fromPrior((u - sum) << s.fine)
			break
		}
		to = find(s.cum[:len(row)], u)
		t = row[to].topic
		// The last of the weight of z is the token itself: draw again.
		if t != z || u < s.cum[to]-own {
			break
		}
		random = mix(random + golden)
	}
	s.phi[z], s.smooth = phi, smooth
	if t != z {
		s.move(z, t)
		bl.topic[at] = uint16(t)
		if to >= 0 && row[to].topic == t {
			row[to].count++
			bl.remove(h, z)
		} else {
			bl.remove(h, z) // first, or the row might outgrow its room
			bl.add(h, t)
		}
	}
	return total - own
}

// group is the number of cells that weigh takes at once. Rows have room for
// whole groups; the cells behind their last have the count 0.
const group = 4

// weigh puts the running sums of count times phi over row into cum.
func weigh(row []cell, phi, cum []int64) int64 {
	sum := int64(0)
	for ; len(row) >= group && len(cum) >= group; row, cum = row[group:], cum[group:] {
		r, c := (*[group]cell)(row), (*[group]int64)(cum)
		c[0] = sum + int64(r[0].count)*phi[r[0].topic]
		c[1] = c[0] + int64(r[1].count)*phi[r[1].topic]
		c[2] = c[1] + int64(r[2].count)*phi[r[2].topic]
		c[3] = c[2] + int64(r[3].count)*phi[r[3].topic]
		sum = c[3]
	}
	return sum
}

// find returns the number of sums up to u: the index of the first above it.
// It reads them all, since a jump out of the loop would mostly be foretold
// wrongly, and costs more than a few comparisons.
func find(cum []int64, u int64) int {
	at := 0
	for ; len(cum) >= group; cum = cum[group:] {
		c := (*[group]int64)(cum)
		at += below(c[0], u) + below(c[1], u) + below(c[2], u) + below(c[3], u)
	}
	return at
}

// below returns 1 if c <= u, else 0.
func below(c, u int64) int {
	return int(uint64(c-u-1) >> 63)
}

// fromPrior returns the topic at u in the part of the weights that the prior
// makes.
func (s *sampler) fromPrior(u int64) uint32 {
	for k, a := range s.alpha {
		u -= a * s.phi[k]
		if u < 0 {
			return uint32(k)
		}
	}
	return uint32(len(s.phi) - 1)
}
