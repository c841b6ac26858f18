package topics

// Residual returns the dispersion of the word counts of docs around what the
// model expects (Taddy 2012), given the shares of the topics in each; above 1
// it suggests more topics. docs may be an even sample of a corpus of total
// documents. ok is false where the model has as many parameters as the corpus
// has counts to judge it by.
func (t *Topics) Residual(docs [][]int32, theta [][]float64, total int) (value float64, ok bool) {
	const tolerance = 0.01 // expected counts below it are not counted (stm)
	v, k := len(t.Phi[0]), len(t.Phi)
	sum, cells := 0.0, 0
	q := make([]float64, v)
	for d, doc := range docs {
		clear(q)
		for i, share := range theta[d] {
			for w, p := range t.Phi[i] {
				q[w] += float64(share * p)
			}
		}
		n := float64(len(doc))
		for _, p := range q {
			sum += float64(n*p) / (1 - p)
			if p*n > tolerance {
				cells++
			}
		}
		for _, w := range t.bag(doc) {
			p := q[w.id]
			expected := float64(n * p)
			sum += float64(w.n*(w.n-2*expected)) / float64(expected*(1-p))
		}
	}
	scale := float64(total) / float64(len(docs))
	free := float64(scale*float64(cells)) - float64(v+total*(k-1)+k*(v-1))
	if !(free > 0) {
		return 0, false
	}
	return float64(scale*sum) / free, true
}
