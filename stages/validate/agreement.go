package validate

import "math"

// A Confusion is a table of a dictionary's verdicts against the truth. The
// counts are weighted, so they need not be whole.
type Confusion struct{ TP, FP, FN, TN float64 }

// Precision returns TP/(TP+FP); ok is false where there is no hit.
func (c Confusion) Precision() (p float64, ok bool) { return ratio(c.TP, c.TP+c.FP) }

// Recall returns TP/(TP+FN); ok is false where there is nothing to find.
func (c Confusion) Recall() (r float64, ok bool) { return ratio(c.TP, c.TP+c.FN) }

// F1 returns the harmonic mean of precision and recall.
func (c Confusion) F1() (f float64, ok bool) { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

// Accuracy returns the share of verdicts that are right.
func (c Confusion) Accuracy() (a float64, ok bool) { return ratio(c.TP+c.TN, c.total()) }

// MCC returns Matthews' correlation coefficient.
func (c Confusion) MCC() (m float64, ok bool) {
	d := math.Sqrt(c.TP+c.FP) * math.Sqrt(c.TP+c.FN) * math.Sqrt(c.TN+c.FP) * math.Sqrt(c.TN+c.FN)
	return ratio(float64(c.TP*c.TN)-float64(c.FP*c.FN), d)
}

// Kappa returns Cohen's κ between the dictionary and the truth.
func (c Confusion) Kappa() (k float64, ok bool) {
	return cohen([][]float64{{c.TP, c.FP}, {c.FN, c.TN}})
}

func (c Confusion) total() float64 { return c.TP + c.FP + c.FN + c.TN }

func ratio(a, b float64) (float64, bool) {
	if b == 0 {
		return 0, false
	}
	return a / b, true
}

// Cohen returns Cohen's κ of two coders: table[i][j] is how many units the
// first gave value i and the second value j. It is not defined where both
// gave all units one and the same value.
func Cohen(table [][]int) (kappa float64, ok bool) {
	t := make([][]float64, len(table))
	for i, row := range table {
		for _, n := range row {
			t[i] = append(t[i], float64(n))
		}
	}
	return cohen(t)
}

func cohen(table [][]float64) (kappa float64, ok bool) {
	var total, same, chance float64
	rows, cols := make([]float64, len(table)), make([]float64, len(table))
	for i, row := range table {
		for j, n := range row {
			total, rows[i], cols[j] = total+n, rows[i]+n, cols[j]+n
		}
		same += row[i]
	}
	if total == 0 {
		return 0, false
	}
	for i := range rows {
		chance += float64(rows[i] / total * (cols[i] / total))
	}
	return ratio(same/total-chance, 1-chance)
}

// Alpha returns Krippendorff's α for nominal values: 1 is agreement, 0 what
// chance gives. Each unit is the values that coders gave it; missing ones are
// left out, and a unit with fewer than two says nothing. It is not defined
// where there is one value only.
func Alpha[V comparable](units [][]V) (alpha float64, ok bool) {
	var observed float64 // disagreeing pairs, each weighted 1/(m-1)
	counts := map[V]int{}
	n := 0
	for _, u := range units {
		m := len(u)
		if m < 2 {
			continue
		}
		in := map[V]int{}
		for _, v := range u {
			in[v]++
			counts[v]++
		}
		differ := m * m
		for _, c := range in {
			differ -= c * c
		}
		observed += float64(differ) / float64(m-1)
		n += m
	}
	differ := n * n
	for _, c := range counts {
		differ -= c * c
	}
	if differ == 0 {
		return 0, false
	}
	return 1 - observed*float64(n-1)/float64(differ), true
}
