package topics

import (
	"fmt"
	"math"
	"slices"
)

// Fixed are the topics of a finished model, for texts that it was not trained
// on. It is read-only: many goroutines may share it, each with a [Tallier] of
// its own.
type Fixed struct {
	Alpha []float64 // document prior of each topic
	Least []float64 // by topic: the probability of a word that the samples did not find in it
	start []uint32  // by word: where its topics begin in the two lists below
	topic []uint16  // topics that the word was found in, ascending
	value []float64 // its probability there
}

// A Cell is a topic that a word was found in, with the word's probability there.
type Cell struct {
	Topic int
	Value float64
}

// NewFixed returns topics without words.
func NewFixed(alpha, least []float64) (*Fixed, error) {
	if len(alpha) == 0 || len(alpha) > math.MaxUint16 || len(alpha) != len(least) {
		return nil, fmt.Errorf("%d priors of topics, %d least probabilities", len(alpha), len(least))
	}
	for k := range alpha {
		if !(alpha[k] > 0) || math.IsInf(alpha[k], 1) || !(least[k] > 0 && least[k] < 1) {
			return nil, fmt.Errorf("topic %d has prior %v and least probability %v", k, alpha[k], least[k])
		}
	}
	return &Fixed{Alpha: alpha, Least: least, start: []uint32{0}}, nil
}

// Add adds the next word, with the topics that it was found in, in their order.
func (f *Fixed) Add(cells []Cell) error {
	last := -1
	for _, c := range cells {
		if c.Topic <= last || c.Topic >= len(f.Alpha) || !(c.Value > f.Least[c.Topic] && c.Value <= 1) {
			return fmt.Errorf("word %d: topic %d with probability %v", f.Words(), c.Topic, c.Value)
		}
		last = c.Topic
	}
	f.add(cells)
	return nil
}

func (f *Fixed) add(cells []Cell) {
	for _, c := range cells {
		f.topic, f.value = append(f.topic, uint16(c.Topic)), append(f.value, c.Value)
	}
	f.start = append(f.start, uint32(len(f.topic)))
}

// Words returns the number of words.
func (f *Fixed) Words() int { return len(f.start) - 1 }

// Cells returns the topics that word w was found in.
func (f *Fixed) Cells(w int32) []Cell {
	topics, values := f.of(w)
	cells := make([]Cell, len(topics))
	for i, t := range topics {
		cells[i] = Cell{int(t), values[i]}
	}
	return cells
}

// of returns the topics that word w was found in, and its probability in each.
func (f *Fixed) of(w int32) ([]uint16, []float64) {
	from, to := f.start[w], f.start[w+1]
	return f.topic[from:to], f.value[from:to]
}

// Row puts the probability of word w in each topic into row.
func (f *Fixed) Row(w int32, row []float64) {
	copy(row, f.Least)
	topics, values := f.of(w)
	for i, t := range topics {
		row[t] = values[i]
	}
}

// Fixed returns t for texts that it was not trained on.
func (t *Topics) Fixed() *Fixed {
	least := make([]float64, len(t.Phi))
	for k, phi := range t.Phi {
		least[k] = slices.Min(phi)
	}
	f := &Fixed{Alpha: t.Alpha, Least: least, start: []uint32{0}}
	var cells []Cell
	for w := range t.Phi[0] {
		cells = cells[:0]
		for k, phi := range t.Phi {
			if phi[w] > least[k] {
				cells = append(cells, Cell{k, phi[w]})
			}
		}
		f.add(cells)
	}
	return f
}
