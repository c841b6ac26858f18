package compare

import (
	"fusul/stages/count"
	"fusul/stages/text"
)

// A unitHits is the hits in one sentence or paragraph.
type unitHits struct {
	number int32
	keys   []int32         // that count in it, in order of first occurrence
	hits   map[int32][]Hit // by key
}

// bySentence yields the sentences with hits, in order.
func (t *Text) bySentence(tree count.Tree) func(yield func(unitHits) bool) {
	return t.byUnit(tree, func(h Hit) int32 { return h.Sentence })
}

// byParagraph yields the paragraphs with hits, in order.
func (t *Text) byParagraph(tree count.Tree) func(yield func(unitHits) bool) {
	return t.byUnit(tree, func(h Hit) int32 { return h.Paragraph })
}

func (t *Text) byUnit(tree count.Tree, number func(Hit) int32) func(yield func(unitHits) bool) {
	return func(yield func(unitHits) bool) {
		for from := 0; from < len(t.Hits); {
			u := unitHits{number: number(t.Hits[from]), hits: map[int32][]Hit{}}
			to := from
			for ; to < len(t.Hits) && number(t.Hits[to]) == u.number; to++ {
				h := t.Hits[to]
				for key := range h.keys(tree) {
					if u.hits[key] == nil {
						u.keys = append(u.keys, key)
					}
					u.hits[key] = append(u.hits[key], h)
				}
			}
			if !yield(u) {
				return
			}
			from = to
		}
	}
}

// withWords returns the number of ranges that are not empty.
func withWords(ranges []text.Range) (n int64) {
	for _, r := range ranges {
		if r.Len() > 0 {
			n++
		}
	}
	return n
}
