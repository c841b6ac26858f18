// Package compare compares the parts of a corpus: which words and dictionary
// keys set a part apart, how evenly they are spread, what stands beside what.
//
// A [Text] is a work as numbers, and everything else is counted on it. What
// needs more than one work is gathered in accumulators whose zero value is
// ready: Add takes in a work, Merge another accumulator, and the answer does
// not depend on the cut. The formulas are those of package stats.
//
// Answers are in a defined order, and no value is ever NaN or infinite: where
// there is too little text for one, it is missing.
package compare

import (
	"cmp"
	"slices"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/text"
)

// TooLittle is the note on a value that is missing since there is too little
// text for it.
const TooLittle = "too little text"

// A Text is the counted words of one work as numbers. A position is the place
// of a word among them, from 0; all ranges are of positions.
type Text struct {
	Words  Features // folded spellings
	Lemmas Features // hosts of the clitic splits, folded

	// The units of the work, by their number in its structure. What is not
	// counted is empty.
	Chapters, Sections, Paragraphs, Sentences []text.Range

	ChapterOf []int32      // the chapter of each section
	SectionOf []int32      // the section of each paragraph
	Runs      []text.Range // words that stand together: no mark, number or sentence end parts them
	Hits      []Hit        // the counted ones, in text order
	Before    []int32      // of each hit given, counted or not: the counted words before it
}

// A Hit is a place where a dictionary key matches. It counts for its key and
// for those keys above it whose level is at least Level.
type Hit struct {
	text.Range // empty where the hit is a number, or other than words
	Key        int32
	Level      int32
	Paragraph  int32
	Sentence   int32
}

// Features are the words of a text under one way of telling them apart.
// Numbers are given in order of first occurrence.
type Features struct {
	At      []int32  // the feature at each position
	Names   []string // by number
	Display []string // its most frequent spelling, by number
	Stop    []bool   // whether all its spellings are function words, by number
}

// NewText returns the counted words of r. Hits are the matches of a
// dictionary and from the levels at which they begin to count; fold is applied
// to lemmas.
func NewText(r *analyse.Result, hits []count.Hit, from []int32, fold func(string) string) *Text {
	t := &Text{
		Chapters:   make([]text.Range, len(r.Chapters)),
		Sections:   make([]text.Range, len(r.Structure.Sections)),
		Paragraphs: make([]text.Range, len(r.Paragraphs)),
		Sentences:  make([]text.Range, len(r.Structure.Sentences)),
		ChapterOf:  make([]int32, len(r.Structure.Sections)),
		SectionOf:  make([]int32, len(r.Paragraphs)),
	}
	counted := make([]bool, len(r.Paragraphs))
	place := make([]int, len(r.Tokens)+1) // counted words before each token
	var types []int32                     // of each position
	for s, section := range r.Structure.Sections {
		t.ChapterOf[s] = int32(section.Chapter)
		body := r.Chapters[section.Chapter].Part.Counted()
		for p := section.Paragraphs.From; p < section.Paragraphs.To; p++ {
			t.SectionOf[p] = int32(s)
			counted[p] = body && count.IsProse(r.Paragraphs[p])
			for i := r.Paras[p].From; i < r.Paras[p].To; i++ {
				place[i] = len(types)
				if counted[p] && r.Tokens[i].Kind.IsWord() {
					types = append(types, r.Tokens[i].Type)
				}
			}
		}
	}
	place[len(r.Tokens)] = len(types)
	t.units(r, place)
	t.runs(r, counted, place)
	t.Words = features(r.Types, types, func(t *text.Type) (string, string) { return t.Norm, t.Form })
	t.Lemmas = features(r.Types, types, func(t *text.Type) (string, string) { return fold(t.Lemma), t.Lemma })
	sentence := 0
	for i, h := range hits {
		t.Before = append(t.Before, int32(place[h.From]))
		if !counted[h.Para] {
			continue
		}
		for r.Sentences[sentence].To <= h.From {
			sentence++
		}
		t.Hits = append(t.Hits, Hit{
			Range: text.Range{From: place[h.From], To: place[h.To]},
			Key:   h.Key, Level: from[i], Paragraph: h.Para, Sentence: int32(sentence),
		})
	}
	return t
}

// units finds the positions of the units of r.
func (t *Text) units(r *analyse.Result, place []int) {
	for i, tokens := range r.Sentences {
		t.Sentences[i] = text.Range{From: place[tokens.From], To: place[tokens.To]}
	}
	for i, tokens := range r.Paras {
		t.Paragraphs[i] = text.Range{From: place[tokens.From], To: place[tokens.To]}
	}
	for i, s := range r.Structure.Sections {
		t.Sections[i] = span(t.Paragraphs, s.Paragraphs)
	}
	for i, c := range r.Chapters {
		t.Chapters[i] = span(t.Sections, c.Sections)
	}
}

// span returns the range that the units numbered by of make.
func span(units []text.Range, of text.Range) text.Range {
	if of.Len() == 0 {
		return text.Range{}
	}
	return text.Range{From: units[of.From].From, To: units[of.To-1].To}
}

// runs finds the stretches of words that nothing parts but footnote marks.
func (t *Text) runs(r *analyse.Result, counted []bool, place []int) {
	for i, s := range r.Structure.Sentences {
		if !counted[s.Para] {
			continue
		}
		from := place[r.Sentences[i].From]
		for j := r.Sentences[i].From; j < r.Sentences[i].To; j++ {
			k := r.Tokens[j].Kind
			if k.IsWord() || k == text.NoteMark {
				continue
			}
			if place[j] > from {
				t.Runs = append(t.Runs, text.Range{From: from, To: place[j]})
			}
			from = place[j]
		}
		if end := place[r.Sentences[i].To]; end > from {
			t.Runs = append(t.Runs, text.Range{From: from, To: end})
		}
	}
}

// features numbers the features of types, of which at[i] stands at position
// i. Name returns the name of a type's feature and how it is spelt.
func features(types []*text.Type, at []int32, name func(*text.Type) (name, spelling string)) Features {
	f := Features{At: make([]int32, len(at))}
	uses := make([]int32, len(types))
	for _, typ := range at {
		uses[typ]++
	}
	type spelling struct {
		feature int32
		form    string
	}
	ids := map[string]int32{}
	spelt := map[spelling]int32{}
	var best []int32                // uses of the most frequent spelling of each feature
	of := make([]int32, len(types)) // the feature of each type, plus one
	for i, typ := range at {
		if of[typ] == 0 {
			name, form := name(types[typ])
			id, ok := ids[name]
			if !ok {
				id = int32(len(f.Names))
				ids[name] = id
				f.Names, f.Display, f.Stop = append(f.Names, name), append(f.Display, form), append(f.Stop, true)
				best = append(best, 0)
			}
			of[typ] = id + 1
			f.Stop[id] = f.Stop[id] && types[typ].Stop
			s := spelling{id, form}
			if spelt[s] += uses[typ]; spelt[s] > best[id] {
				best[id], f.Display[id] = spelt[s], form
			}
		}
		f.At[i] = of[typ] - 1
	}
	return f
}

// Count returns how often each feature occurs in each range, sorted by
// feature.
func (f *Features) Count(ranges []text.Range) [][]count.Count {
	counts := make([][]count.Count, len(ranges))
	freq := make([]int32, len(f.Names))
	var seen []int32
	for i, r := range ranges {
		seen = seen[:0]
		for _, id := range f.At[r.From:r.To] {
			if freq[id]++; freq[id] == 1 {
				seen = append(seen, id)
			}
		}
		slices.Sort(seen)
		counts[i] = make([]count.Count, len(seen))
		for j, id := range seen {
			counts[i][j] = count.Count{ID: id, N: freq[id]}
			freq[id] = 0
		}
	}
	return counts
}

// Places are the positions of each feature.
type Places struct {
	start []int32 // of each feature in at, and the end of the last
	at    []int32
}

// Of returns the rising positions of a feature.
func (p Places) Of(feature int32) []int32 { return p.at[p.start[feature]:p.start[feature+1]] }

// Places returns the positions of every feature.
func (f *Features) Places() Places { return places(f.At, len(f.Names)) }

// places returns the positions of the numbers below n in at.
func places(at []int32, n int) Places {
	p := Places{start: make([]int32, n+2), at: make([]int32, len(at))}
	for _, id := range at {
		p.start[id+2]++
	}
	for i := 2; i < len(p.start); i++ {
		p.start[i] += p.start[i-1]
	}
	for i, id := range at { // start[id+1] is where its next position goes
		p.at[p.start[id+1]] = int32(i)
		p.start[id+1]++
	}
	return p
}

// Keys returns how often each key occurs in each of n units, with the hits of
// the keys under it, sorted by key. Unit returns the unit of a hit, or -1.
func (t *Text) Keys(tree count.Tree, n int, unit func(Hit) int32) [][]count.Count {
	counts := make([][]count.Count, n)
	for _, h := range t.Hits {
		u := unit(h)
		if u < 0 {
			continue
		}
		for key := range h.keys(tree) {
			counts[u] = append(counts[u], count.Count{ID: key, N: 1})
		}
	}
	for i := range counts {
		counts[i] = count.Sum(counts[i])
	}
	return counts
}

// KeyPlaces returns the rising positions at which a key is hit, or one under
// it.
func (t *Text) KeyPlaces(tree count.Tree) func(key int32) []int32 {
	at := make([][]int32, len(tree.Level))
	for _, h := range t.Hits {
		for key := range h.keys(tree) {
			at[key] = append(at[key], int32(h.From))
		}
	}
	return func(key int32) []int32 { return at[key] }
}

// keys yields the keys that h counts for, its own first.
func (h Hit) keys(tree count.Tree) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		for key := h.Key; key >= 0 && tree.Level[key] >= h.Level; key = tree.Parent[key] {
			if !yield(key) {
				return
			}
		}
	}
}

// Section returns the section of h.
func (t *Text) Section(h Hit) int32 { return t.SectionOf[h.Paragraph] }

// Chapter returns the chapter of h.
func (t *Text) Chapter(h Hit) int32 { return t.ChapterOf[t.Section(h)] }

// Deciles returns the ten equal stretches of the counted words.
func (t *Text) Deciles() []text.Range {
	n := len(t.Words.At)
	deciles := make([]text.Range, 10)
	for i := range deciles {
		deciles[i] = text.Range{From: i * n / 10, To: (i + 1) * n / 10}
	}
	return deciles
}

// Decile returns the stretch that h begins in.
func (t *Text) Decile(h Hit) int32 {
	n := len(t.Words.At)
	if n == 0 {
		return -1
	}
	at := min(h.From, n-1)
	d := at * 10 / n
	for d < 9 && at >= (d+1)*n/10 { // the bounds are rounded down
		d++
	}
	return int32(d)
}

// byID orders counts.
func byID(a, b count.Count) int { return cmp.Compare(a.ID, b.ID) }

// of returns the count of a feature in sorted counts.
func of(counts []count.Count, feature int32) int64 {
	i, ok := slices.BinarySearchFunc(counts, count.Count{ID: feature}, byID)
	if !ok {
		return 0
	}
	return int64(counts[i].N)
}
