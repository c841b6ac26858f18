package count

import (
	"cmp"
	"slices"
	"strings"

	"fusul/stages/text"
)

// A Vocab is the vocabulary of a corpus. Its zero value is empty and ready.
type Vocab struct {
	ids   map[string]int32
	words []Entry
	forms map[string]*form
}

// An Entry is one word of the corpus.
type Entry struct {
	Norm      string
	Frequency int64
	Documents int32 // with the word in a counted part
	Chapters  int32 // counted ones with the word
	Sections  int32 // counted ones with the word

	// Type is its most frequent spelling; of equals the one met first.
	Type *text.Type

	best *form
}

type form struct {
	t *text.Type
	n int64
}

// Add takes in the words of one document and returns its section counts with
// the numbers of the corpus, and those of its chapters and of the whole.
// Chapters gives the sections of each chapter.
func (v *Vocab) Add(d *Document, chapters []text.Range) (sections, byChapter [][]Count, whole []Count) {
	if v.ids == nil {
		v.ids, v.forms = map[string]int32{}, map[string]*form{}
	}
	ids := make([]int32, len(d.Words))
	for i, w := range d.Words {
		ids[i] = v.number(w)
	}
	sections = make([][]Count, len(d.Sections))
	for i, s := range d.Sections {
		sections[i] = make([]Count, len(s))
		for j, c := range s {
			sections[i][j] = Count{ids[c.ID], c.N}
			v.words[ids[c.ID]].Sections++
		}
		slices.SortFunc(sections[i], func(a, b Count) int { return cmp.Compare(a.ID, b.ID) })
	}
	for _, r := range chapters {
		c := Sum(sections[r.From:r.To]...)
		byChapter = append(byChapter, c)
		for _, w := range c {
			v.words[w.ID].Chapters++
		}
	}
	whole = Sum(byChapter...)
	for _, w := range whole {
		v.words[w.ID].Documents++
		v.words[w.ID].Frequency += int64(w.N)
	}
	return sections, byChapter, whole
}

// number returns the corpus's number of a word of a document, and counts its
// spellings.
func (v *Vocab) number(w Word) int32 {
	id, ok := v.ids[w.Norm]
	if !ok {
		id = int32(len(v.words))
		norm := strings.Clone(w.Norm)
		v.ids[norm] = id
		v.words = append(v.words, Entry{Norm: norm})
	}
	e := &v.words[id]
	for _, f := range w.Forms {
		known := v.forms[f.Type.Form]
		if known == nil {
			known = &form{t: f.Type}
			v.forms[f.Type.Form] = known
		}
		known.n += int64(f.N)
		if e.best == nil || known.n > e.best.n {
			e.best, e.Type = known, known.t
		}
	}
	return id
}

// Number returns the number of a word, or -1 if it was never met.
func (v *Vocab) Number(norm string) int32 {
	id, ok := v.ids[norm]
	if !ok {
		return -1
	}
	return id
}

// Entries returns the words by their numbers.
func (v *Vocab) Entries() []Entry { return v.words }

// Order returns the numbers of the words that are counted at least once, by
// falling frequency, then spelling.
func (v *Vocab) Order() []int32 {
	var order []int32
	for id := range v.words {
		if v.words[id].Frequency > 0 {
			order = append(order, int32(id))
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := &v.words[a], &v.words[b]
		return cmp.Or(cmp.Compare(y.Frequency, x.Frequency), cmp.Compare(x.Norm, y.Norm))
	})
	return order
}

// ByFrequency returns counts by falling frequency, then spelling.
func ByFrequency(counts []Count, words []Entry) []Count {
	order := slices.Clone(counts)
	slices.SortFunc(order, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(words[a.ID].Norm, words[b.ID].Norm))
	})
	return order
}
