package segment

import "slices"

// thin is the number of bytes under a heading below which it may be an item of
// a list instead; in a short document it is less.
func (w *work) thin() int { return min(300, len(w.src)/50) }

// dropEmpty drops headings that stand one below the other, as in a list of what
// the chapters hold: those of which more than one is followed at once by
// another of its rank or above. The last stays if it is in the list before.
func (w *work) dropEmpty(hs []head) []head {
	kept := hs[:0]
	for i := 0; i < len(hs); {
		end, empty := i+1, 0
		for ; end < len(hs) && hs[end-1].to == hs[end].from; end++ {
			if hs[end].order() <= hs[end-1].order() {
				empty++
			}
		}
		chain := hs[i:end]
		i = end
		if empty < 2 || slices.ContainsFunc(chain, func(h head) bool { return h.listed || w.block(h) }) {
			kept = append(kept, chain...)
			continue
		}
		last := chain[len(chain)-1]
		if slices.ContainsFunc(chain[:len(chain)-1], func(h head) bool { return h.full == last.full }) {
			kept = append(kept, last)
		}
	}
	return kept
}

// order is the rank of h; a title such as المقدمة counts as a chapter.
func (h *head) order() int {
	if !h.structural() {
		return 10 * chapterRank
	}
	return h.rank
}

// dropLists drops the headings that are items of a list: numbered lines that
// do not count on from one another, and those with hardly any text under most
// of them.
func (w *work) dropLists(hs []head) []head {
	c := counting{work: w, heads: hs, open: map[uint64][][]int{}, item: make([]bool, len(hs))}
	for i := range hs {
		switch h := &hs[i]; {
		case !h.listed && !w.block(*h) && h.label.kind == numbered:
			c.number(i)
		case !h.listed && !w.block(*h) && h.label.kind == divided:
			c.closeBelow(h.rank)
			c.division(i)
		case h.rank <= sectionRank:
			c.closeBelow(h.rank)
		}
	}
	c.closeBelow(-1)
	kept := hs[:0]
	for i, h := range hs {
		if !c.item[i] {
			kept = append(kept, h)
		}
	}
	return kept
}

// counting follows the series of numbers through the headings.
type counting struct {
	*work
	heads []head
	open  map[uint64][][]int // of each series, the runs being counted: a list within a list is behind it
	item  []bool             // the heading is an item of a list
}

// number adds the numbered heading i to the run that it continues, or begins
// one with it.
func (c *counting) number(i int) {
	h := &c.heads[i]
	runs := c.open[h.label.series]
	for k := len(runs) - 1; k >= 0; k-- {
		if last := runs[k][len(runs[k])-1]; c.heads[last].label.number+1 == h.label.number {
			c.close(runs[k+1:])
			runs[k] = append(runs[k], i)
			c.open[h.label.series] = runs[:k+1]
			return
		}
	}
	if h.label.number != 1 {
		c.item[i] = true
		return
	}
	c.open[h.label.series] = append(runs, []int{i})
}

// division adds the heading i to the run of its kind.
func (c *counting) division(i int) {
	key := uint64(c.heads[i].rank) << 32
	if len(c.open[key]) == 0 {
		c.open[key] = [][]int{nil}
	}
	c.open[key][0] = append(c.open[key][0], i)
}

// closeBelow ends the runs of headings of a lower rank.
func (c *counting) closeBelow(rank int) {
	for key, runs := range c.open { // in any order: they have nothing in common
		if c.heads[runs[0][0]].rank > rank {
			c.close(runs)
			delete(c.open, key)
		}
	}
}

// close marks the headings of those runs that are lists.
func (c *counting) close(runs [][]int) {
	for _, run := range runs {
		if !c.isList(run) {
			continue
		}
		for _, i := range run {
			c.item[i] = true
		}
	}
}

// isList reports whether the headings of run are items of a list.
func (c *counting) isList(run []int) bool {
	numbers := c.heads[run[0]].label.kind == numbered
	if numbers && len(run) < 2 {
		return true
	}
	if !numbers && len(run) < 3 {
		return false
	}
	thin := 0
	for k, i := range run[:len(run)-1] {
		if c.units[c.heads[run[k+1]].from].start-c.units[c.heads[i].to-1].to < c.thin() {
			thin++
		}
	}
	return 2*thin > len(run)-1
}
