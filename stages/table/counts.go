package table

import (
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go/format"

	"fusul/stages/count"
	"fusul/stages/stats"
)

// A CountTable is the rows of a token_counts table. The rows of a unit come by
// falling count, so all that depends on the count alone is said once for each
// count, and so it is in the file.
type CountTable struct {
	layout                Layout
	words                 *Words
	doc, chapter, section terms
	units                 []countUnit
	runs                  []countRun
	ids                   []int32 // by row: the word

	rates numbered[countRate] // of the runs
	place []int32             // by word: its number in the dictionary
	used  terms               // the dictionary, where some words have no row
}

// Words are the words that counts have numbers of, by rising spelling, and in
// how many units of a kind each occurs.
type Words struct {
	*Norms
	DocFreq []int32
	Units   int // in the corpus
}

// Norms are the words of a shard, by rising spelling. The tables of sections,
// chapters and works have the same dictionary, which is compressed once.
type Norms struct {
	terms
	packed []byte
}

// Add adds the next word.
func (n *Norms) Add(norm string) { n.add(norm) }

// Reset removes the words, and keeps their memory.
func (n *Norms) Reset() {
	n.reset()
	n.packed = n.packed[:0]
}

// Len returns the number of words.
func (n *Norms) Len() int { return n.len() }

// A countUnit is one section, chapter or document.
type countUnit struct {
	doc, chapter, section int32
	rows                  int32
	tokens                int64
}

// A countRun is the rows of a unit with one count.
type countRun struct {
	rows int32
	rate int32
	rank int32
}

// A countRate is all that a row has of its count and its unit.
type countRate struct {
	n      int32
	tokens int64
}

func newCountTable(s *Set, name string) *CountTable {
	t := &CountTable{layout: Layout{name, leavesOf(reflect.TypeFor[CountRow]())}}
	s.all = append(s.all, t)
	return t
}

// Words sets the words that the counts to come have numbers of.
func (t *CountTable) Words(w *Words) { t.words = w }

// Add appends the rows of a unit of so many tokens: counts, by falling count,
// then by number.
func (t *CountTable) Add(doc, chapter, section string, tokens int64, counts []count.Count) {
	if len(counts) == 0 {
		return
	}
	t.units = append(t.units, countUnit{t.doc.id(doc), t.chapter.id(chapter), t.section.id(section), int32(len(counts)), tokens})
	for i, c := range counts {
		t.ids = append(t.ids, c.ID)
		if i > 0 && c.N == counts[i-1].N {
			t.runs[len(t.runs)-1].rows++
			continue
		}
		t.runs = append(t.runs, countRun{rows: 1, rate: t.rates.id(countRate{c.N, tokens}), rank: int32(i + 1)})
	}
}

func (t *CountTable) shape() Layout { return t.layout }

func (t *CountTable) encode(g *groupWriter) error {
	g.begin(len(t.ids))
	for _, l := range t.layout.leaves {
		if len(t.ids) == 0 {
			break
		}
		if err := t.write(g, l); err != nil {
			return err
		}
	}
	return nil
}

func (t *CountTable) reset() {
	t.words = nil
	t.doc.reset()
	t.chapter.reset()
	t.section.reset()
	t.rates.reset()
	t.units, t.runs, t.ids = t.units[:0], t.runs[:0], t.ids[:0]
}

// write encodes one column.
func (t *CountTable) write(g *groupWriter, l leaf) error {
	unit := func(value func(*countUnit) int32) func([]int32, int, int) []int32 {
		return expand(len(t.units), func(i int) (int32, int32) { return t.units[i].rows, value(&t.units[i]) })
	}
	switch l.name {
	case "doc_id":
		return writeTerms(g, l, &t.doc, unit(func(u *countUnit) int32 { return u.doc }))
	case "chapter_id":
		return writeTerms(g, l, &t.chapter, unit(func(u *countUnit) int32 { return u.chapter }))
	case "section_id":
		return writeTerms(g, l, &t.section, unit(func(u *countUnit) int32 { return u.section }))
	case "feature":
		return t.writeFeatures(g, l)
	case "frequency":
		return writeRates(g, l, t, func(r countRate) (int64, bool) { return int64(r.n), true })
	case "rank":
		return writeRanks(g, l, t)
	case "n_tokens":
		return writeRates(g, l, t, func(r countRate) (int64, bool) { return r.tokens, true })
	case "per_10k":
		return writeRates(g, l, t, func(r countRate) (float64, bool) { return stats.Per10k(int64(r.n), r.tokens), true })
	case "ci_low", "ci_high":
		return writeRates(g, l, t, func(r countRate) (float64, bool) {
			low, high, ok := stats.Wilson(int64(r.n), r.tokens, stats.Z95)
			if l.name == "ci_low" {
				return 1e4 * low, ok
			}
			return 1e4 * high, ok
		})
	case "tf":
		return writeRates(g, l, t, func(r countRate) (float64, bool) { return r.tf(), true })
	case "docfreq":
		return writeByWord(g, l, t, func(docfreq int32) int64 { return int64(docfreq) })
	case "idf":
		return writeByWord(g, l, t, t.idf)
	case "tf_idf":
		return t.writeTFIDF(g, l)
	}
	panic(t.layout.Name + " has a column " + l.name + " that nobody fills") // the row type and this list differ
}

func (r countRate) tf() float64 {
	tf, _, _, _ := stats.TFIDF(int64(r.n), r.tokens, 1, 1)
	return tf
}

func (t *CountTable) idf(docfreq int32) float64 {
	_, idf, _, _ := stats.TFIDF(1, 1, int(docfreq), t.words.Units)
	return idf
}

// writeFeatures encodes the words: those that occur, by rising spelling, are
// the dictionary.
func (t *CountTable) writeFeatures(g *groupWriter, l leaf) error {
	n := t.words.Len()
	t.place = slices.Grow(t.place[:0], n)[:n]
	clear(t.place)
	for _, id := range t.ids {
		t.place[id] = 1
	}
	if !slices.Contains(t.place, 0) { // as of a shard
		c := chunk{leaf: l, encoding: format.RLEDictionary, dict: t.words.page, distinct: n, packed: &t.words.packed}
		c.min, c.max = t.words.bounds()
		return g.write(c, g.indices(n, func(dst []int32, from, to int) []int32 { return append(dst, t.ids[from:to]...) }))
	}
	t.used.reset()
	for id, used := range t.place {
		if used == 1 {
			t.place[id] = t.used.add(string(t.words.text(int32(id))))
		}
	}
	return writeTerms(g, l, &t.used, func(dst []int32, from, to int) []int32 {
		for _, id := range t.ids[from:to] {
			dst = append(dst, t.place[id])
		}
		return dst
	})
}

// A numbered is the different values of a list, in order of first occurrence.
type numbered[T comparable] struct {
	ids  map[T]int32
	list []T
}

// id returns the number of x, and adds it if it is new.
func (d *numbered[T]) id(x T) int32 {
	if d.ids == nil {
		d.ids = map[T]int32{}
	}
	id, ok := d.ids[x]
	if !ok {
		id = int32(len(d.list))
		d.ids[x] = id
		d.list = append(d.list, x)
	}
	return id
}

// reset empties d, and keeps its memory.
func (d *numbered[T]) reset() {
	clear(d.ids)
	d.list = d.list[:0]
}

// chunkOf returns the column chunk whose dictionary is a list of numbers.
func chunkOf[T int64 | float64](l leaf, list []T) chunk {
	c := chunk{leaf: l, encoding: format.RLEDictionary, dict: []byte{}, distinct: len(list)}
	switch list := any(list).(type) {
	case []int64:
		for _, x := range list {
			c.dict = appendInteger(c.dict, l.kind, x)
		}
		c.min, c.max = integerBounds(l.kind, list)
	case []float64:
		for _, x := range list {
			c.dict = appendDouble(c.dict, x)
		}
		c.min, c.max = doubleBounds(list)
	}
	return c
}

// writeRates encodes a column that the count and the unit give. A value that is
// not ok is null.
func writeRates[T int64 | float64](g *groupWriter, l leaf, t *CountTable, value func(countRate) (T, bool)) error {
	var v numbered[T]
	g.runs = g.runs[:0]
	nulls := false
	for _, r := range t.rates.list {
		id := int32(-1)
		if x, ok := value(r); ok {
			id = v.id(x)
		} else {
			nulls = true
		}
		g.runs = append(g.runs, id)
	}
	c := chunkOf(l, v.list)
	fill := expand(len(t.runs), func(i int) (int32, int32) { return t.runs[i].rows, g.runs[t.runs[i].rate] })
	if l.optional {
		c.defined = t.defined(g)
	}
	if !nulls {
		return g.write(c, g.indices(c.distinct, fill))
	}
	return g.write(c, g.indices(c.distinct, func(dst []int32, from, to int) []int32 {
		return slices.DeleteFunc(fill(dst, from, to), func(id int32) bool { return id < 0 })
	}))
}

// defined says of each row whether the number of its rate is one.
func (t *CountTable) defined(g *groupWriter) []bool {
	g.flags = g.flags[:0]
	for _, r := range t.runs {
		ok := g.runs[r.rate] >= 0
		for range r.rows {
			g.flags = append(g.flags, ok)
		}
	}
	return g.flags
}

// writeRanks encodes the ranks.
func writeRanks(g *groupWriter, l leaf, t *CountTable) error {
	var v numbered[int64]
	g.runs = g.runs[:0]
	for _, r := range t.runs {
		g.runs = append(g.runs, v.id(int64(r.rank)))
	}
	c := chunkOf(l, v.list)
	return g.write(c, g.indices(c.distinct, expand(len(t.runs), func(i int) (int32, int32) { return t.runs[i].rows, g.runs[i] })))
}

// writeByWord encodes a column that the number of units with the word gives.
func writeByWord[T int64 | float64](g *groupWriter, l leaf, t *CountTable, value func(docfreq int32) T) error {
	var v numbered[T]
	known := map[int32]int32{}
	g.runs = g.runs[:0]
	for _, docfreq := range t.words.DocFreq {
		id, ok := known[docfreq]
		if !ok {
			id = v.id(value(docfreq))
			known[docfreq] = id
		}
		g.runs = append(g.runs, id)
	}
	c := chunkOf(l, v.list)
	return g.write(c, g.indices(c.distinct, func(dst []int32, from, to int) []int32 {
		for _, word := range t.ids[from:to] {
			dst = append(dst, g.runs[word])
		}
		return dst
	}))
}

// writeTFIDF encodes the one column that both give.
func (t *CountTable) writeTFIDF(g *groupWriter, l leaf) error {
	known := map[int32]float64{}
	idf := make([]float64, len(t.words.DocFreq))
	for word, docfreq := range t.words.DocFreq {
		x, ok := known[docfreq]
		if !ok {
			x = t.idf(docfreq)
			known[docfreq] = x
		}
		idf[word] = x
	}
	run, used := 0, int32(0)
	var tf float64
	return g.write(chunk{leaf: l}, func(dst []byte, from, to int) []byte {
		for _, word := range t.ids[from:to] {
			if used == 0 {
				tf = t.rates.list[t.runs[run].rate].tf()
			}
			dst = appendDouble(dst, tf*idf[word])
			if used++; used == t.runs[run].rows {
				run, used = run+1, 0
			}
		}
		return dst
	})
}
