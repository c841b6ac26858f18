package compare

import (
	"fusul/stages/count"
)

// Under gathers the features around the hits of a node under each of two
// keys: in the paragraphs that speak of the one and not of the other. Its
// zero value is empty and ready. A part is a paragraph.
type Under struct {
	Window int // words looked at on each side of a hit, within its sentence; 0: the whole sentence

	A, B       Parts
	HitsA      int64 // of the node
	HitsB      int64
	Both, None int64 // hits of the node in paragraphs that speak of both, or of neither
}

// Add takes in the hits of t. Feature i of f is feature number[i] here.
func (u *Under) Add(t *Text, tree count.Tree, f *Features, number []int32, node, a, b int32) {
	for p := range t.byParagraph(tree) {
		hits := p.hits[node]
		if len(hits) == 0 {
			continue
		}
		n := int64(len(hits))
		parts := &u.A
		switch withA, withB := len(p.hits[a]) > 0, len(p.hits[b]) > 0; {
		case withA && withB:
			u.Both += n
			continue
		case withA:
			u.HitsA += n
		case withB:
			u.HitsB += n
			parts = &u.B
		default:
			u.None += n
			continue
		}
		var around []count.Count
		done := 0
		for _, h := range hits {
			s := t.Sentences[h.Sentence]
			from, to := s.From, s.To
			if u.Window > 0 {
				from, to = max(from, h.From-u.Window), min(to, h.To+u.Window)
			}
			for i := max(from, done); i < to; i++ {
				if i < h.From || i >= h.To {
					around = append(around, count.Count{ID: number[f.At[i]], N: 1})
				}
			}
			done = max(done, to)
		}
		parts.Add(int64(len(around)), count.Sum(around))
	}
}
