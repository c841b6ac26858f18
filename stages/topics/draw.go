package topics

import "math/bits"

// documents are the topics of the documents of a block while a pass runs. The
// list of a document says which topics it has, and count how often: the count
// of a topic is found without a search, and the sums run over short lists.
type documents struct {
	heads []head   // where the list of each document lies
	list  []uint16 // topics, in no order; the filler, number K, makes the groups full
	count []uint32 // tokens of topic k in document d at d*(K+1)+k; 0 of the filler
	k     int
}

// newDocuments returns the documents of bl.
func newDocuments(bl *block, k int) documents {
	d := documents{heads: bl.docs, list: make([]uint16, len(bl.cells)), count: make([]uint32, len(bl.docs)*(k+1)), k: k}
	for i := range d.list {
		d.list[i] = uint16(k)
	}
	for i, h := range d.heads {
		count := d.count[i*(k+1):]
		for j, c := range bl.row(i) {
			d.list[int(h.at)+j] = c.topic
			count[c.topic] = c.count
		}
	}
	return d
}

// store puts the topics back into the rows of bl.
func (d *documents) store(bl *block) {
	for i, h := range d.heads {
		count := d.count[i*(d.k+1):]
		row := bl.row(i)
		for j, topic := range d.list[h.at : h.at+h.n] {
			row[j] = cell{topic, count[topic]}
		}
	}
}

// of returns the list of document i, in whole groups, and its counts.
func (d *documents) of(i int) (list []uint16, count []uint32) {
	h := d.heads[i]
	return d.list[h.at:][:(h.n+group-1)&^(group-1)], d.count[i*(d.k+1):][:d.k+1]
}

// move counts one token of document i under topic to instead of from.
func (d *documents) move(i int, from, to uint16) {
	h := &d.heads[i]
	count := d.count[i*(d.k+1):]
	if count[from]--; count[from] == 0 { // first, or the list might outgrow its room
		list := d.list[h.at : h.at+h.n]
		for j, topic := range list {
			if topic == from {
				list[j] = list[len(list)-1]
				list[len(list)-1] = uint16(d.k)
				break
			}
		}
		h.n--
	}
	if count[to]++; count[to] == 1 {
		d.list[h.at+h.n] = to
		h.n++
	}
}

// draw draws a topic by its conditional distribution for a token of the word at
// hand in document d, with topic z so far. It returns the topic and the sum of
// the weights.
func (s *sampler) draw(d int, z uint16, random uint64) (to uint16, total int64) {
	list, count := s.docs.of(d)
	phi := s.phi[z]
	s.phi[z] = 0
	sum := s.weigh(list, count)

	// Most tokens stay. Whether this one does is known without looking for
	// its place among the others: the weight of z comes first.
	own := int64((s.num[z] - 1) * s.state[z].less)
	stay := int64(count[z]-1)*own + own*s.alpha[z]>>s.fine
	total = stay + sum + (s.smooth-phi*s.alpha[z])>>s.fine
	hi, _ := bits.Mul64(random, uint64(total))
	u := int64(hi)
	if u < stay {
		s.phi[z] = phi
		return z, total
	}
	if u -= stay; u < sum {
		to = list[find(s.cum[:len(list)], u)]
	} else {
		to = s.fromPrior((u - sum) << s.fine)
	}
	s.phi[z] = phi
	s.move(z, to)
	s.docs.move(d, z, to)
	return to, total
}

// group is the number of topics that weigh takes at once.
const group = 4

// weigh returns the sum of count times phi over list, and puts the running sums
// into cum.
func (s *sampler) weigh(list []uint16, count []uint32) int64 {
	sum, phi, cum := int64(0), s.phi, s.cum
	for ; len(list) >= group && len(cum) >= group; list, cum = list[group:], cum[group:] {
		l, c := (*[group]uint16)(list), (*[group]int64)(cum)
		w0 := int64(count[l[0]]) * phi[l[0]]
		w1 := int64(count[l[1]]) * phi[l[1]]
		w2 := int64(count[l[2]]) * phi[l[2]]
		w3 := int64(count[l[3]]) * phi[l[3]]
		w1 += w0 // two sums of two, so that none waits for three others
		c[0], c[1], c[2] = sum+w0, sum+w1, sum+(w1+w2)
		sum += w1 + (w2 + w3)
		c[3] = sum
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
		at += (below(c[0], u) + below(c[1], u)) + (below(c[2], u) + below(c[3], u))
	}
	return at
}

// below returns 1 if c <= u, else 0.
func below(c, u int64) int {
	return int(uint64(c-u-1) >> 63)
}

// fromPrior returns the topic at u in the part of the weights that the prior
// makes.
func (s *sampler) fromPrior(u int64) uint16 {
	for k, a := range s.alpha {
		u -= a * s.phi[k]
		if u < 0 {
			return uint16(k)
		}
	}
	return uint16(len(s.alpha) - 1)
}
