package topics

import "slices"

// kept are the sums over the samples that were kept.
type kept struct {
	samples int
	words   []uint32 // tokens by word and topic, at word*K + topic
	totals  []int64  // tokens by topic
	alpha   []float64
	beta    float64
	draws   []draw
}

// A draw has the tokens of each group by topic, in one sample.
type draw struct {
	alpha    []float64
	alphaSum float64
	start    []uint32 // the row of group g is cells[start[g]:start[g+1]]
	cells    []cell   // in order of topics within a row
}

// due reports whether the pass just made is one whose sample is kept: there
// are opt.Samples of them, evenly spaced, the last pass among them.
func (opt Options) due(iteration int) bool {
	span := opt.Iterations - opt.BurnIn
	i := iteration - opt.BurnIn
	return i > 0 && i*opt.Samples/span > (i-1)*opt.Samples/span
}

// keep adds the present counts to the sums.
func (m *Model) keep() {
	k := m.opt.K
	s := &m.kept
	s.makeRoom(m)
	s.samples++
	for w, h := range m.words.heads {
		row := s.words[w*k : (w+1)*k]
		for _, c := range m.words.cells[h.at : h.at+h.n] {
			row[c.topic] += c.count
		}
	}
	for t, n := range m.totals {
		s.totals[t] += n
		s.alpha[t] += m.alpha[t]
	}
	s.beta += m.beta
	s.draws = append(s.draws, m.drawGroups())
}

// makeRoom makes the sums, unless they are made.
func (s *kept) makeRoom(m *Model) {
	if s.words == nil {
		s.words = make([]uint32, m.v*m.opt.K)
		s.totals = make([]int64, m.opt.K)
		s.alpha = make([]float64, m.opt.K)
	}
}

// drawGroups sums the topics of the documents of each group.
func (m *Model) drawGroups() draw {
	count := make([]uint32, m.opt.K)
	d := draw{alpha: slices.Clone(m.alpha), alphaSum: m.alphaSum}
	blockOf := m.blockStarts()
	for g := range m.Groups() {
		d.start = append(d.start, uint32(len(d.cells)))
		for _, doc := range m.groupDocs(g) {
			bl := &m.blocks[blockOf[doc]]
			for _, c := range bl.row(int(doc) - bl.first) {
				count[c.topic] += c.count
			}
		}
		for t, n := range count {
			if n > 0 {
				d.cells = append(d.cells, cell{uint16(t), n})
				count[t] = 0
			}
		}
	}
	d.start = append(d.start, uint32(len(d.cells)))
	return d
}

// blockStarts returns the block of every document.
func (m *Model) blockStarts() []int32 {
	of := make([]int32, len(m.docLen))
	for b := range m.blocks {
		for d := range m.blocks[b].docs {
			of[m.blocks[b].first+d] = int32(b)
		}
	}
	return of
}

// Groups returns the number of groups of documents.
func (m *Model) Groups() int {
	if m.byGroup == nil {
		return len(m.docLen)
	}
	return len(m.byGroup)
}

// groupDocs returns the documents of group g.
func (m *Model) groupDocs(g int) []int32 {
	if m.byGroup == nil {
		return []int32{int32(g)}
	}
	return m.byGroup[g]
}
