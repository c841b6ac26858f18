package table

import (
	"reflect"

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
}

// Words are the words that counts have numbers of, by rising spelling, and in
// how many units of a kind each occurs.
type Words struct {
	Norms   []string
	DocFreq []int32
	Units   int // in the corpus
}

// A countUnit is one section, chapter or document.
type countUnit struct {
	doc, chapter, section int32
	rows                  int32
	tokens                int64
}

// A countRun is the rows of a unit with one count.
type countRun struct {
	rows int32
	n    int32
	rank int32
	unit int32
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
		t.runs = append(t.runs, countRun{rows: 1, n: c.N, rank: int32(i + 1), unit: int32(len(t.units) - 1)})
	}
}

func (t *CountTable) encode() (Encoded, error) {
	g := newGroupWriter(len(t.ids))
	for _, l := range t.layout.leaves {
		if len(t.ids) == 0 {
			break
		}
		if err := t.write(g, l); err != nil {
			return Encoded{Layout: t.layout}, err
		}
	}
	return Encoded{t.layout, g.RowGroup}, nil
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
		return writeRuns(g, l, t, func(r *countRun) (int64, bool) { return int64(r.n), true })
	case "rank":
		return writeRuns(g, l, t, func(r *countRun) (int64, bool) { return int64(r.rank), true })
	case "n_tokens":
		return writeRuns(g, l, t, func(r *countRun) (int64, bool) { return t.units[r.unit].tokens, true })
	case "per_10k":
		return writeRuns(g, l, t, func(r *countRun) (float64, bool) { return stats.Per10k(int64(r.n), t.units[r.unit].tokens), true })
	case "ci_low", "ci_high":
		return writeRuns(g, l, t, func(r *countRun) (float64, bool) {
			low, high, ok := stats.Wilson(int64(r.n), t.units[r.unit].tokens, stats.Z95)
			if l.name == "ci_low" {
				return 1e4 * low, ok
			}
			return 1e4 * high, ok
		})
	case "tf":
		return writeRuns(g, l, t, func(r *countRun) (float64, bool) { return t.tf(r), true })
	case "docfreq":
		return writeByWord(g, l, t, func(docfreq int32) int64 { return int64(docfreq) })
	case "idf":
		return writeByWord(g, l, t, t.idf)
	case "tf_idf":
		return t.writeTFIDF(g, l)
	}
	panic(t.layout.Name + " has a column " + l.name + " that nobody fills") // the row type and this list differ
}

func (t *CountTable) tf(r *countRun) float64 {
	tf, _, _, _ := stats.TFIDF(int64(r.n), t.units[r.unit].tokens, 1, 1)
	return tf
}

func (t *CountTable) idf(docfreq int32) float64 {
	_, idf, _, _ := stats.TFIDF(1, 1, int(docfreq), t.words.Units)
	return idf
}

// writeFeatures encodes the words: those that occur, by rising spelling, are
// the dictionary.
func (t *CountTable) writeFeatures(g *groupWriter, l leaf) error {
	place := make([]int32, len(t.words.Norms))
	for _, id := range t.ids {
		place[id] = 1
	}
	var d terms
	for id, used := range place {
		if used == 1 {
			place[id] = int32(len(d.list))
			d.list = append(d.list, t.words.Norms[id])
		}
	}
	return writeTerms(g, l, &d, func(dst []int32, from, to int) []int32 {
		for _, id := range t.ids[from:to] {
			dst = append(dst, place[id])
		}
		return dst
	})
}

// A values is a dictionary of numbers in the making.
type values[T int64 | float64] struct {
	ids  map[T]int32
	list []T
}

func (v *values[T]) id(x T) int32 {
	if v.ids == nil {
		v.ids = map[T]int32{}
	}
	id, ok := v.ids[x]
	if !ok {
		id = int32(len(v.list))
		v.ids[x] = id
		v.list = append(v.list, x)
	}
	return id
}

// chunk returns the column chunk with the dictionary.
func (v *values[T]) chunk(l leaf) chunk {
	c := chunk{leaf: l, encoding: format.RLEDictionary, dict: []byte{}, distinct: len(v.list)}
	switch list := any(v.list).(type) {
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

// writeRuns encodes a column that the count and the unit give. A value that is
// not ok is null.
func writeRuns[T int64 | float64](g *groupWriter, l leaf, t *CountTable, value func(*countRun) (T, bool)) error {
	var v values[T]
	ids := make([]int32, len(t.runs))
	for i := range t.runs {
		x, ok := value(&t.runs[i])
		if ids[i] = -1; ok {
			ids[i] = v.id(x)
		}
	}
	c := v.chunk(l)
	fill := expand(len(t.runs), func(i int) (int32, int32) { return t.runs[i].rows, ids[i] })
	if !l.optional {
		return g.write(c, g.indices(c.distinct, fill))
	}
	c.defined = make([]bool, len(t.ids))
	row := 0
	for i, r := range t.runs {
		for range r.rows {
			c.defined[row] = ids[i] >= 0
			row++
		}
	}
	return g.write(c, g.indices(c.distinct, func(dst []int32, from, to int) []int32 {
		all := fill(nil, from, to)
		for _, id := range all {
			if id >= 0 {
				dst = append(dst, id)
			}
		}
		return dst
	}))
}

// writeByWord encodes a column that the number of units with the word gives.
func writeByWord[T int64 | float64](g *groupWriter, l leaf, t *CountTable, value func(docfreq int32) T) error {
	var v values[T]
	known := map[int32]int32{}
	ids := make([]int32, len(t.words.DocFreq))
	for word, docfreq := range t.words.DocFreq {
		id, ok := known[docfreq]
		if !ok {
			id = v.id(value(docfreq))
			known[docfreq] = id
		}
		ids[word] = id
	}
	c := v.chunk(l)
	return g.write(c, g.indices(c.distinct, func(dst []int32, from, to int) []int32 {
		for _, word := range t.ids[from:to] {
			dst = append(dst, ids[word])
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
				tf = t.tf(&t.runs[run])
			}
			dst = appendDouble(dst, tf*idf[word])
			if used++; used == t.runs[run].rows {
				run, used = run+1, 0
			}
		}
		return dst
	})
}
