package compare

import (
	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/text"
)

// A Text is the counted words of one work as numbers. A position is the place
// of a word among them, from 0; all ranges are of positions.
type Text struct {
	Words  Features // folded spellings
	Lemmas Features // hosts of the clitic splits, as analyse.Options.Base folds them

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

// NewText returns the counted words of r, which words are of. Hits are the
// matches of a dictionary and from the levels at which they begin to count.
func NewText(r *analyse.Result, words *count.Document, hits []count.Hit, from []int32) *Text {
	t := &Text{
		Chapters:   make([]text.Range, len(r.Chapters)),
		Sections:   make([]text.Range, len(r.Structure.Sections)),
		Paragraphs: make([]text.Range, len(r.Paragraphs)),
		Sentences:  make([]text.Range, len(r.Structure.Sentences)),
		ChapterOf:  make([]int32, len(r.Structure.Sections)),
		SectionOf:  make([]int32, len(r.Paragraphs)),
	}
	counted := make([]bool, len(r.Paragraphs))
	place := make([]int, len(r.Tokens)+1)    // counted words before each token
	types := make([]int32, 0, len(r.Tokens)) // of each position
	for s, section := range r.Structure.Sections {
		t.ChapterOf[s] = int32(section.Chapter)
		for p := section.Paragraphs.From; p < section.Paragraphs.To; p++ {
			t.SectionOf[p] = int32(s)
			counted[p] = r.Counted(p)
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
	t.Words = wordsOf(words, types)
	t.Lemmas = lemmasOf(r, types)
	sentence := 0
	t.Before, t.Hits = make([]int32, 0, len(hits)), make([]Hit, 0, len(hits))
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
	t.Runs = make([]text.Range, 0, 2*len(r.Structure.Sentences))
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
