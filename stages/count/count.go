// Package count counts words and dictionary hits by section, chapter and
// work.
//
// A word is counted where it stands in prose of a counted part of the work
// (analyse.Result.Counted). Sections are counted on
// their own; chapters and works are sums of their sections.
package count

import (
	"cmp"
	"slices"

	"fusul/stages/analyse"
	"fusul/stages/text"
)

// A Count says that word number ID occurs N times.
type Count struct{ ID, N int32 }

// A Document is the word counts of one document. Words have numbers of the
// document's own, in order of first occurrence.
type Document struct {
	Words    []Word
	Sections [][]Count // by section, sorted by ID; empty where not counted
	Tokens   []int64   // by section: words of prose, counted part or not
	Types    []int64   // by section: different words of prose
	Of       []int32   // by type of the analysed document: its word, or -1
}

// A Word is one counted word of a document: a folded spelling.
type Word struct {
	Norm  string
	Forms []Form // the spellings that fold to it, in order of first occurrence
}

// A Form is a spelling of a word and how often it is counted.
type Form struct {
	Type *text.Type
	N    int32
}

// Words counts the words of an analysed document.
func Words(r *analyse.Result) *Document {
	d := &Document{
		Sections: make([][]Count, len(r.Structure.Sections)),
		Tokens:   make([]int64, len(r.Structure.Sections)),
		Types:    make([]int64, len(r.Structure.Sections)),
	}
	n := numbering{word: make([]int32, len(r.Types)), form: make([]int32, len(r.Types)), ids: map[string]int32{}}
	var freq []int32 // of each word in the current section
	for i, s := range r.Structure.Sections {
		counted := r.Chapters[s.Chapter].Part.Counted()
		var seen []int32
		for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
			if !r.Prose(p) {
				continue
			}
			for _, t := range r.Tokens[r.Paras[p].From:r.Paras[p].To] {
				if !t.Kind.IsWord() {
					continue
				}
				d.Tokens[i]++
				id := n.id(d, r.Types, t.Type, counted)
				for int(id) >= len(freq) {
					freq = append(freq, 0)
				}
				if freq[id]++; freq[id] == 1 {
					seen = append(seen, id)
				}
			}
		}
		d.Types[i] = int64(len(seen))
		slices.Sort(seen)
		for _, id := range seen {
			if counted {
				d.Sections[i] = append(d.Sections[i], Count{id, freq[id]})
			}
			freq[id] = 0
		}
	}
	d.Of = n.word
	for i := range d.Of {
		d.Of[i]-- // numbering has a number plus one
	}
	return d
}

// numbering gives words their numbers in a document. Both slices are by type
// and hold a number plus one.
type numbering struct {
	word, form []int32
	ids        map[string]int32
}

// id returns the number of the word of a type, and counts its form if
// counted.
func (n *numbering) id(d *Document, types []*text.Type, typ int32, counted bool) int32 {
	if n.word[typ] == 0 {
		t := types[typ]
		id, ok := n.ids[t.Norm]
		if !ok {
			id = int32(len(d.Words))
			n.ids[t.Norm] = id
			d.Words = append(d.Words, Word{Norm: t.Norm})
		}
		w := &d.Words[id]
		w.Forms = append(w.Forms, Form{Type: t})
		n.word[typ], n.form[typ] = id+1, int32(len(w.Forms))
	}
	id := n.word[typ] - 1
	if counted {
		d.Words[id].Forms[n.form[typ]-1].N++
	}
	return id
}

// Sum returns the counts of several units as one, sorted by ID.
func Sum(units ...[]Count) []Count {
	var all []Count
	for _, u := range units {
		all = append(all, u...)
	}
	slices.SortFunc(all, func(a, b Count) int { return cmp.Compare(a.ID, b.ID) })
	sum := all[:0]
	for _, c := range all {
		if k := len(sum); k > 0 && sum[k-1].ID == c.ID {
			sum[k-1].N += c.N
			continue
		}
		sum = append(sum, c)
	}
	return sum
}

// Total returns the number of tokens in counts.
func Total(counts []Count) int64 {
	var n int64
	for _, c := range counts {
		n += int64(c.N)
	}
	return n
}
