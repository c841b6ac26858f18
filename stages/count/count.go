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
	Norm   string
	Shared int32  // its number in the session of the analysis
	Forms  []Form // the spellings that fold to it, in order of first occurrence
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
	norms := len(r.Norms.Names)
	d.Words = make([]Word, 0, norms)
	n := numbering{r: r, forms: make([]Form, norms), word: make([]int32, len(r.Types)), form: make([]int32, len(r.Types)), of: make([]int32, norms)}
	freq := make([]int32, norms) // of each word in the current section
	var seen []int32             // its words
	for i, s := range r.Structure.Sections {
		counted := r.Chapters[s.Chapter].Part.Counted()
		seen = seen[:0]
		for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
			if !r.Prose(p) {
				continue
			}
			for _, t := range r.Tokens[r.Paras[p].From:r.Paras[p].To] {
				if !t.Kind.IsWord() {
					continue
				}
				d.Tokens[i]++
				id := n.id(d, t.Type, counted)
				if freq[id]++; freq[id] == 1 {
					seen = append(seen, id)
				}
			}
		}
		d.Types[i] = int64(len(seen))
		slices.Sort(seen)
		if counted && len(seen) > 0 {
			d.Sections[i] = make([]Count, 0, len(seen))
		}
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

// numbering gives words their numbers in a document. All slices hold a number
// plus one.
type numbering struct {
	r          *analyse.Result
	word, form []int32 // by type
	of         []int32 // by folded spelling
	forms      []Form  // room for the first form of each word
}

// id returns the number of the word of a type, and counts its form if
// counted.
func (n *numbering) id(d *Document, typ int32, counted bool) int32 {
	if n.word[typ] == 0 {
		norm := n.r.Norms.Of[typ]
		if n.of[norm] == 0 {
			k := len(d.Words)
			d.Words = append(d.Words, Word{Norm: n.r.Norms.Names[norm], Shared: n.r.Norms.Shared[norm], Forms: n.forms[k : k : k+1]})
			n.of[norm] = int32(k + 1)
		}
		w := &d.Words[n.of[norm]-1]
		w.Forms = append(w.Forms, Form{Type: n.r.Types[typ]})
		n.word[typ], n.form[typ] = n.of[norm], int32(len(w.Forms))
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

// Merge is Sum of units that are sorted by ID.
func Merge(units ...[]Count) []Count {
	switch len(units) {
	case 0:
		return nil
	case 1:
		return units[0]
	}
	a, b := Merge(units[:len(units)/2]...), Merge(units[len(units)/2:]...)
	sum := make([]Count, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch x, y := a[0], b[0]; {
		case x.ID < y.ID:
			sum, a = append(sum, x), a[1:]
		case x.ID > y.ID:
			sum, b = append(sum, y), b[1:]
		default:
			sum, a, b = append(sum, Count{x.ID, x.N + y.N}), a[1:], b[1:]
		}
	}
	return append(append(sum, a...), b...)
}

// Total returns the number of tokens in counts.
func Total(counts []Count) int64 {
	var n int64
	for _, c := range counts {
		n += int64(c.N)
	}
	return n
}
