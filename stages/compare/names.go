package compare

import "fusul/stages/count"

// Names numbers the features of a corpus: of all its texts together. Its zero
// value is empty and ready.
type Names struct {
	ids     map[string]int32
	best    []int64 // how often the display of a feature occurs in the text that gave it
	votes   []int64 // how often it is a function word, less how often it is none
	Names   []string
	Display []string // as in the text in which the feature is most frequent
	Stop    []bool   // function words, mostly
}

// Number returns the number of a feature, which is new if it was never met.
// Its display and whether it is a function word are as given, until a text is
// added that has it.
func (n *Names) Number(name, display string, stop bool) int32 {
	if n.ids == nil {
		n.ids = map[string]int32{}
	}
	id, ok := n.ids[name]
	if !ok {
		id = int32(len(n.Names))
		n.ids[name] = id
		n.Names, n.Display, n.Stop = append(n.Names, name), append(n.Display, display), append(n.Stop, stop)
		n.best, n.votes = append(n.best, 0), append(n.votes, 0)
	}
	return id
}

// Add takes in the features of a text and returns their numbers.
func (n *Names) Add(f *Features) []int32 {
	freq := make([]int64, len(f.Names))
	for _, id := range f.At {
		freq[id]++
	}
	number := make([]int32, len(f.Names))
	for i, name := range f.Names {
		id := n.Number(name, f.Display[i], f.Stop[i])
		number[i] = id
		n.votes[id] += int64(vote(f.Stop[i])) * freq[i]
		n.Stop[id] = n.votes[id] > 0
		if freq[i] > n.best[id] {
			n.best[id], n.Display[id] = freq[i], f.Display[i]
		}
	}
	return number
}

// Renumber returns counts with number[i] in the place of feature i, sorted.
func Renumber(counts []count.Count, number []int32) []count.Count {
	renumbered := make([]count.Count, len(counts))
	for i, c := range counts {
		renumbered[i] = count.Count{ID: number[c.ID], N: c.N}
	}
	return count.Sum(renumbered)
}
