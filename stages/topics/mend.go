package topics

import (
	"cmp"
	"slices"
)

// Gibbs sampling from random topics nearly always comes to rest with two
// topics that share one subject and one topic that holds two, and cannot leave
// it: every token would have to move at once. During burn-in, mend looks for
// pairs to merge and topics to split, and exchanges one for the other where
// both together gain. What a division of tokens into two topics gains is the
// acceptance ratio of split–merge sampling (Jain & Neal 2004), its logarithm:
// the likelihood of the tokens with their topics, less the probability of
// coming upon just this division of them.

const (
	mendFrom    = 40   // passes before the first mend
	mendEvery   = 20   // passes from one mend to the next
	mendTries   = 4    // mends in a row that may change nothing; then no more are made
	splitSweeps = 12   // sweeps over the tokens of a topic to find its split; as often again after each mend in vain
	mendTokens  = 4096 // so many tokens of a topic, on the average, are looked at
)

// A merge is a pair of topics with what is gained by making them one.
type merge struct {
	a, b int
	gain float64
}

// A split is a topic with what is gained by making it two.
type split struct {
	topic int
	gain  float64
}

// mending reports whether there may be mends yet: the last fifth of burn-in is
// left to settle.
func (m *Model) mending() bool {
	return m.opt.K > 2 && m.fruitless < mendTries && 5*m.iteration <= 4*m.opt.BurnIn
}

// mendDue reports whether the pass just made is followed by a mend.
func (m *Model) mendDue() bool {
	return m.mending() && m.iteration >= mendFrom && m.iteration%mendEvery == 0
}

// mend exchanges splits for merges as long as they gain.
func (m *Model) mend() {
	total := 0
	for _, n := range m.docLen {
		total += int(n)
	}
	tokens := m.gather(1+total/(mendTokens*m.opt.K), m.free)
	merges, splits := m.merges(tokens), m.splits(tokens)
	used := make([]bool, m.opt.K)
	mended := false
	for {
		mg, s, ok := bestExchange(merges, splits, used)
		if !ok {
			break
		}
		used[mg.a], used[mg.b], used[s.topic] = true, true, true
		m.exchange(mg, s.topic)
		mended = true
	}
	if !mended {
		m.fruitless++
		return
	}
	m.fruitless = 0
	for b := range m.blocks {
		m.blocks[b].fillRows()
	}
	m.recount()
}

// bestExchange returns the merge and the split of three topics not used that
// gain most together, if any gain.
func bestExchange(merges []merge, splits []split, used []bool) (best merge, with split, ok bool) {
	most := 0.0
	for _, mg := range merges {
		i := slices.IndexFunc(splits, func(s split) bool {
			return !used[s.topic] && s.topic != mg.a && s.topic != mg.b
		})
		if i >= 0 && !used[mg.a] && !used[mg.b] && mg.gain+splits[i].gain > most {
			most = mg.gain + splits[i].gain
			best, with, ok = mg, splits[i], true
		}
	}
	return best, with, ok
}

// exchange makes mg.b part of mg.a, and a part of topic s the new mg.b.
func (m *Model) exchange(mg merge, s int) {
	_, second := m.halve(m.gather(1, func(z int) bool { return z == s })[s], s)
	i := 0 // number of the next token of s: halve has them in this order too
	for b := range m.blocks {
		for at, z := range m.blocks[b].topic {
			switch int(z) {
			case mg.b:
				m.blocks[b].topic[at] = uint16(mg.a)
			case s:
				if second[i] {
					m.blocks[b].topic[at] = uint16(mg.b)
				}
				i++
			}
		}
	}
	m.alpha[mg.a] += m.alpha[mg.b]
	m.alpha[s] /= 2
	m.alpha[mg.b] = m.alpha[s]
}

// free reports whether topic k has no keywords: one that has keeps its place.
func (m *Model) free(k int) bool { return m.seeds.mass[k] == 0 }

// merges returns each free topic with the one most like it.
func (m *Model) merges(tokens [][]occurrence) []merge {
	pairs := m.nearest()
	for i, p := range pairs {
		both := slices.Concat(tokens[p.a], tokens[p.b])
		second := make([]bool, len(both))
		for j := len(tokens[p.a]); j < len(both); j++ {
			second[j] = true
		}
		d := m.newDivision(both, second, m.alpha[p.a], m.alpha[p.b])
		pairs[i].gain = d.surprise() - d.gain()
	}
	return pairs
}

// splits returns the free topics, greatest gain first.
func (m *Model) splits(tokens [][]occurrence) []split {
	var out []split
	for k := range tokens {
		if len(tokens[k]) > 1 {
			gain, _ := m.halve(tokens[k], k)
			out = append(out, split{k, gain})
		}
	}
	slices.SortStableFunc(out, func(x, y split) int { return cmp.Compare(y.gain, x.gain) })
	return out
}

// halve divides the tokens of topic k in two by sampling, and returns what the
// division gains and which tokens are in the second part.
func (m *Model) halve(tokens []occurrence, k int) (gain float64, second []bool) {
	key := streamKey(m.opt.Seed, -1-k, m.iteration)
	d := m.newDivision(tokens, nil, m.alpha[k]/2, m.alpha[k]/2)
	d.grow(key)
	for sweep := range splitSweeps * (1 + m.fruitless) {
		d.sweep(mix(key + uint64(sweep)))
	}
	return d.gain() - d.surprise(), d.second
}

// nearest returns each free topic with the free topic whose words are most like
// its own, every pair once.
func (m *Model) nearest() []merge {
	dot := make([][]float64, m.opt.K)
	for i := range dot {
		dot[i] = make([]float64, m.opt.K)
	}
	for _, h := range m.words.heads {
		row := m.words.cells[h.at : h.at+h.n]
		for i, x := range row {
			for _, y := range row[:i+1] {
				a, b := max(x.topic, y.topic), min(x.topic, y.topic)
				dot[a][b] += float64(float64(x.count) * float64(y.count))
			}
		}
	}
	var pairs []merge
	for a := range dot {
		best, at := 0.0, -1
		for b := range dot {
			x := dot[max(a, b)][min(a, b)]
			if a == b || x == 0 || !m.free(a) || !m.free(b) {
				continue
			}
			if c := float64(x*x) / float64(dot[a][a]*dot[b][b]); c > best {
				best, at = c, b
			}
		}
		if at >= 0 {
			pairs = append(pairs, merge{a: min(a, at), b: max(a, at)})
		}
	}
	slices.SortFunc(pairs, func(x, y merge) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	return slices.Compact(pairs)
}

// An occurrence is a token as halve sees it.
type occurrence struct{ doc, word int32 }

// gather returns the tokens of each topic that is wanted, in every stride-th
// document.
func (m *Model) gather(stride int, want func(topic int) bool) [][]occurrence {
	out := make([][]occurrence, m.opt.K)
	wanted := make([]bool, m.opt.K)
	for k := range wanted {
		wanted[k] = want(k)
	}
	for b := range m.blocks {
		bl := &m.blocks[b]
		for i, w := range bl.words {
			for at := bl.start[i]; at < bl.start[i+1]; at++ {
				z := bl.topic[at]
				if d := bl.first + int(bl.doc[at]); wanted[z] && d%stride == 0 {
					out[z] = append(out[z], occurrence{int32(d), w})
				}
			}
		}
	}
	return out
}
