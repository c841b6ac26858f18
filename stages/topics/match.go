package topics

import "math"

// Assign returns for each row of a square matrix the column that it is matched
// with, so that the sum of the costs is least (the Hungarian method with
// potentials, cubic in the number of rows).
func Assign(cost [][]float64) []int {
	n := len(cost)
	// Columns and rows are counted from 1; column 0 holds the row being placed.
	row, col := make([]float64, n+1), make([]float64, n+1) // potentials
	of := make([]int, n+1)                                 // row matched with each column
	for i := 1; i <= n; i++ {
		of[0] = i
		augment(cost, row, col, of)
	}
	match := make([]int, n)
	for j := 1; j <= n; j++ {
		match[of[j]-1] = j - 1
	}
	return match
}

// augment finds the cheapest way to place row of[0], moving others.
func augment(cost [][]float64, row, col []float64, of []int) {
	n := len(cost)
	from := make([]int, n+1)      // column before this one on the way
	least := make([]float64, n+1) // cheapest known way to this column
	done := make([]bool, n+1)
	for j := range least {
		least[j] = math.Inf(1)
	}
	at := 0
	for of[at] != 0 {
		done[at] = true
		i, step, next := of[at], math.Inf(1), 0
		for j := 1; j <= n; j++ {
			if done[j] {
				continue
			}
			if c := cost[i-1][j-1] - row[i] - col[j]; c < least[j] {
				least[j], from[j] = c, at
			}
			if least[j] < step {
				step, next = least[j], j
			}
		}
		for j := range n + 1 {
			if done[j] {
				row[of[j]] += step
				col[j] -= step
			} else {
				least[j] -= step
			}
		}
		at = next
	}
	for at != 0 {
		of[at] = of[from[at]]
		at = from[at]
	}
}

// A Likeness says how much alike two models are, topic by topic of the first.
type Likeness struct {
	Match   []int     // the topic of the second that each is matched with
	Jaccard []float64 // of their ten most probable words
	Overlap []float64 // 1 − Jensen–Shannon divergence in bits
}

// UnstableJaccard is the mean Jaccard index below which a topic is not found
// again with another seed.
const UnstableJaccard = 0.3

// Compare matches the topics of t and u, which have as many, so that the sum of
// their divergences is least.
func (t *Topics) Compare(u *Topics) Likeness {
	cost := make([][]float64, len(t.Phi))
	for i, p := range t.Phi {
		cost[i] = make([]float64, len(u.Phi))
		for j, q := range u.Phi {
			cost[i][j] = JSD(p, q)
		}
	}
	l := Likeness{Match: Assign(cost)}
	mine, theirs := t.TopWords(10), u.TopWords(10)
	for i, j := range l.Match {
		l.Jaccard = append(l.Jaccard, jaccard(mine[i], theirs[j]))
		l.Overlap = append(l.Overlap, 1-cost[i][j])
	}
	return l
}

// Stability returns the mean over the topics of Jaccard and of Overlap.
func (l Likeness) Stability() (jaccard, overlap float64) {
	return mean(l.Jaccard), mean(l.Overlap)
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// jaccard returns the share of common words among all words of a and b.
func jaccard(a, b []int32) float64 {
	in := make(map[int32]bool, len(a))
	for _, w := range a {
		in[w] = true
	}
	both := 0
	for _, w := range b {
		if in[w] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
