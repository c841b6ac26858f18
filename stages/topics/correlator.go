package topics

import "math"

// A Correlator correlates the shares of topics over units without keeping them.
// Two of them add up: Units and Sums by place.
type Correlator struct {
	Units int64
	Sums  []float64 // of weights; then weighted: of the share of each topic, of the products of every two
	k     int
}

// NewCorrelator returns a Correlator of k topics.
func NewCorrelator(k int) *Correlator { return &Correlator{Sums: make([]float64, 1+k+k*(k+1)/2), k: k} }

// Add takes in the shares of a unit with its weight.
func (c *Correlator) Add(gamma []float64, weight float64) {
	c.Units++
	c.Sums[0] += weight
	first, second := c.Sums[1:1+c.k], c.Sums[1+c.k:]
	for i, x := range gamma {
		x = float64(weight * x)
		first[i] += x
		for j, y := range gamma[:i+1] {
			second[j] += float64(x * y)
		}
		second = second[i+1:]
	}
}

// Matrix returns what [Correlation] returns of the same units.
func (c *Correlator) Matrix() [][]float64 {
	total, first, second := c.Sums[0], c.Sums[1:1+c.k], c.Sums[1+c.k:]
	out := make([][]float64, c.k)
	variance := make([]float64, c.k)
	for i := range out {
		out[i] = make([]float64, c.k)
		for j := range i + 1 {
			out[i][j] = second[j]/total - float64(first[i]/total*(first[j]/total))
		}
		second = second[i+1:]
		variance[i] = out[i][i]
	}
	for i := range out {
		for j := range i {
			v := float64(variance[i] * variance[j])
			if !(v > 0) {
				out[i][j] = 0
			} else {
				out[i][j] = min(max(out[i][j]/math.Sqrt(v), -1), 1)
			}
			out[j][i] = out[i][j]
		}
		out[i][i] = 1
	}
	return out
}
