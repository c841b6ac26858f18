package topics

import "sort"

// rows hold the topics of every word .
type rows struct {
	heads []head
	cells []cell
}

// newRows makes room for words that occur so often among k topics.
func newRows(frequency []int32, k int) rows {
	r := rows{heads: make([]head, len(frequency))}
	at := 0
	for w, f := range frequency {
		r.heads[w].at = uint32(at)
		at += min(k, int(f))
	}
	r.cells = make([]cell, at)
	return r
}

// of returns the cells of word w.
func (r *rows) of(w int32) []cell {
	h := r.heads[w]
	return r.cells[h.at : h.at+h.n]
}

// wordsPerPart is the number of words whose counts are merged in one call.
const wordsPerPart = 4096

// Parts returns the number of parts that Merge knows.
func (m *Model) Parts() int { return (m.v + wordsPerPart - 1) / wordsPerPart }

// Merge counts anew the topics of the words of one part over all blocks. It
// may run for different parts at once, after Sample has run for every block.
func (m *Model) Merge(part int) {
	lo := int32(part * wordsPerPart)
	hi := min(lo+wordsPerPart, int32(m.v))
	at := make([]int, len(m.blocks)) // by block: index of its next word
	for b := range m.blocks {
		words := m.blocks[b].words
		at[b] = sort.Search(len(words), func(i int) bool { return words[i] >= lo })
	}
	count := make([]uint32, m.opt.K)
	seen := make([]uint16, m.opt.K+1) // topics in the order in which they were met
	for w := lo; w < hi; w++ {
		n := 0
		for b := range m.blocks {
			bl := &m.blocks[b]
			i := at[b]
			if i == len(bl.words) || bl.words[i] != w {
				continue
			}
			at[b]++
			for _, z := range bl.topic[bl.start[i]:bl.start[i+1]] {
				c := count[z]
				seen[n] = z
				if c == 0 { // compiled without a jump, which would often be foretold wrongly
					n++
				}
				count[z] = c + 1
			}
		}
		h := &m.words.heads[w]
		h.n = uint32(n)
		row := m.words.cells[h.at : h.at+h.n]
		for j, z := range seen[:n] {
			row[j] = cell{z, count[z]}
			count[z] = 0
		}
	}
}

// recount merges all parts and sums the tokens of each topic.
func (m *Model) recount() {
	for p := range m.Parts() {
		m.Merge(p)
	}
	m.sumTotals()
}

// sumTotals sums the tokens of each topic over the words.
func (m *Model) sumTotals() {
	clear(m.totals)
	for _, h := range m.words.heads {
		for _, c := range m.words.cells[h.at : h.at+h.n] {
			m.totals[c.topic] += int64(c.count)
		}
	}
}
