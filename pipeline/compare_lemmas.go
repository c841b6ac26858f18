package pipeline

import (
	"cmp"
	"iter"
	"slices"

	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/table"
)

// A lemmaList is the lemmas of a corpus while they are gathered.
type lemmaList struct {
	names   table.Names
	stop    []bool
	places  []int64
	ids     map[string]int32
	around  map[int32]compare.Environment
	total   int64 // places of the corpus
	key     int32 // whose collocates are gathered
	near    []compare.Near
	works   []int
	content [][]count.Count
}

// reduceLemmas makes the collocations of the keys and compares the works.
func (c *collector) reduceLemmas(records iter.Seq2[merged, error]) error {
	if c.worker.compares != everything {
		return nil
	}
	l := &lemmaList{names: table.Names{Kind: "lemma"}, ids: map[string]int32{}, around: map[int32]compare.Environment{}, key: -1}
	for m, err := range records {
		if err == nil {
			switch m.key[0] {
			case recordLemma:
				err = l.addLemma(m)
			case recordAround:
				err = l.addAround(m)
			case recordPair:
				err = c.addPair(l, m)
			case recordContent:
				err = l.addContent(m)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := c.writeCollocates(l); err != nil {
		return err
	}
	return c.writeDocumentSimilarity(l)
}

// addLemma takes in a lemma. Its display is that of the work in which it is
// most frequent, of equals the first.
func (l *lemmaList) addLemma(m merged) error {
	var most, places int64
	work, display, stop := 0, "", true
	for i, v := range m.values {
		u := unpacker{left: v}
		places += u.int64()
		n, w, shown := u.int64(), u.int(), u.view()
		if i == 0 || n > most || n == most && w < work {
			most, work, display = n, w, string(shown)
		}
		stop = u.flag() && stop
		if u.err() != nil {
			return errBlock
		}
	}
	name := string(m.key[1:])
	l.ids[name] = int32(len(l.stop))
	l.names.Feature, l.names.Display = append(l.names.Feature, name), append(l.names.Display, display)
	l.stop, l.places = append(l.stop, stop), append(l.places, places)
	return nil
}

// addAround takes in the environment of a key.
func (l *lemmaList) addAround(m merged) error {
	u := unpacker{left: m.key[1:]}
	key := int32(u.key()) - 1
	var e compare.Environment
	for _, v := range m.values {
		u := unpacker{left: v}
		e.Hits += u.int64()
		e.Around += u.int64()
		if u.err() != nil {
			return errBlock
		}
	}
	if key < 0 {
		l.total = e.Hits
		return nil
	}
	l.around[key] = e
	return nil
}

// addPair takes in a lemma near a key.
func (c *collector) addPair(l *lemmaList, m merged) error {
	u := unpacker{left: m.key[1:]}
	key := int32(u.key())
	id, ok := l.ids[string(u.left)]
	n, err := sum(m.values)
	if err != nil || !ok {
		return errBlock
	}
	if key != l.key {
		if err := c.writeCollocates(l); err != nil {
			return err
		}
		l.key = key
	}
	l.near = append(l.near, compare.Near{Feature: id, N: n, Places: l.places[id]})
	return nil
}

// writeCollocates writes the collocates of the key at hand.
func (c *collector) writeCollocates(l *lemmaList) error {
	found := compare.CollocatesOf(l.key, l.around[l.key], l.total, l.near, 0, leastCollocate, mostCollocates)
	l.near = l.near[:0]
	return c.out.Collocations.Write(table.Collocations(collocateWindow, c.worker.keyNames, l.names, l.stop, found))
}

// addContent takes in the content lemmas of a work.
func (l *lemmaList) addContent(m merged) error {
	value, err := one(m)
	if err != nil {
		return err
	}
	u := unpacker{left: value}
	counts := make([]count.Count, u.count())
	for i := range counts {
		counts[i] = count.Count{ID: l.ids[string(u.view())], N: int32(u.int())}
	}
	slices.SortFunc(counts, func(a, b count.Count) int { return cmp.Compare(a.ID, b.ID) })
	l.works, l.content = append(l.works, workOf(m.key)), append(l.content, counts)
	return u.err()
}

// writeDocumentSimilarity compares the works by their content lemmas.
func (c *collector) writeDocumentSimilarity(l *lemmaList) error {
	if n := c.job.scale.works; n > mostUnits {
		return c.out.Problems.Write([]table.ProblemRow{tooMany("", "similarity", "works", n)})
	}
	if len(l.works) < 2 {
		return nil
	}
	names := make([]string, len(l.works))
	for i, work := range l.works {
		names[i] = c.job.list.Works[work].ID
	}
	likenesses, kept, merges := compare.Similar(l.content)
	pairs, steps := table.Similarity("", "document", names, likenesses, kept, merges)
	if err := c.out.Similarity.Write(pairs); err != nil {
		return err
	}
	return c.out.Clusters.Write(steps)
}
