package topics

import (
	"cmp"
	"math"
	"slices"

	"fusul/stages/internal/exact"
)

// A Ranked is a word with its value in some order.
type Ranked struct {
	Word  int32
	Value float64
}

// Top returns the n words with the greatest values, greatest first; equal
// values in order of their ids.
func Top(values []float64, n int) []Ranked {
	all := make([]Ranked, len(values))
	for w, v := range values {
		all[w] = Ranked{int32(w), v}
	}
	slices.SortFunc(all, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Word, b.Word))
	})
	return all[:min(n, len(all))]
}

// TopWords returns for each topic the ids of its n most probable words.
func (t *Topics) TopWords(n int) [][]int32 {
	out := make([][]int32, len(t.Phi))
	for k, phi := range t.Phi {
		for _, r := range Top(phi, n) {
			out[k] = append(out[k], r.Word)
		}
	}
	return out
}

// Words returns the probability of each word under the whole model,
// Σ_k P(k)·φ_kw.
func (t *Topics) Words() []float64 {
	p := make([]float64, len(t.Phi[0]))
	for k, phi := range t.Phi {
		for w, x := range phi {
			p[w] += float64(t.Share[k] * x)
		}
	}
	return p
}

// TokenShares returns the share of each topic in all tokens, from the shares
// of the topics in each document and the lengths of the documents.
func TokenShares(theta [][]float64, lengths []int) []float64 {
	share := make([]float64, len(theta[0]))
	total := 0.0
	for d, row := range theta {
		for k, x := range row {
			share[k] += float64(x * float64(lengths[d]))
		}
		total += float64(lengths[d])
	}
	for k := range share {
		share[k] /= total
	}
	return share
}

// Lift returns φ_kw / p_w for every topic and word (Taddy 2012).
func (t *Topics) Lift() [][]float64 {
	p := t.Words()
	return t.each(func(k, w int) float64 { return t.Phi[k][w] / p[w] })
}

// Relevance returns λ·ln φ_kw + (1−λ)·ln(φ_kw/p_w) for every topic and word
// (Sievert & Shirley 2014, who advise λ = 0.6).
func (t *Topics) Relevance(lambda float64) [][]float64 {
	p := t.Words()
	logP := make([]float64, len(p))
	for w, x := range p {
		logP[w] = exact.Log(x)
	}
	return t.each(func(k, w int) float64 {
		return exact.Log(t.Phi[k][w]) - float64((1-lambda)*logP[w])
	})
}

// Score returns φ_kw·(ln φ_kw − mean over topics of ln φ_w) for every topic
// and word (Chang's lda package).
func (t *Topics) Score() [][]float64 {
	mean := make([]float64, len(t.Phi[0]))
	for _, phi := range t.Phi {
		for w, x := range phi {
			mean[w] += exact.Log(x) / float64(len(t.Phi))
		}
	}
	return t.each(func(k, w int) float64 { return float64(t.Phi[k][w] * (exact.Log(t.Phi[k][w]) - mean[w])) })
}

// each returns f of every topic and word.
func (t *Topics) each(f func(k, w int) float64) [][]float64 {
	out := make([][]float64, len(t.Phi))
	for k, phi := range t.Phi {
		out[k] = make([]float64, len(phi))
		for w := range phi {
			out[k][w] = f(k, w)
		}
	}
	return out
}

// Saliency returns p_w·Σ_k P(k|w)·ln(P(k|w)/P(k)) for every word (Chuang et al.
// 2012), with P(k|w) by Bayes from the shares of the topics. LDAvis and
// pyLDAvis take φ_kw/Σ_k φ_kw in its place, as if all topics were of one size.
func (t *Topics) Saliency() []float64 {
	p := t.Words()
	out := make([]float64, len(p))
	for w := range out {
		out[w] = t.salience(p[w], func(k int) float64 { return float64(t.Share[k]*t.Phi[k][w]) / p[w] })
	}
	return out
}

// salience returns the saliency of a word of probability p, given P(k|w).
func (t *Topics) salience(p float64, given func(k int) float64) float64 {
	sum := 0.0
	for k := range t.Phi {
		if q := given(k); q > 0 {
			sum += float64(q * exact.Log(q/t.Share[k]))
		}
	}
	return float64(p * sum)
}

// JSD returns the Jensen–Shannon divergence of two distributions in bits,
// from 0 to 1; times ln 2 it is in nats, and its square root is a distance.
func JSD(p, q []float64) float64 {
	sum := 0.0
	for i, a := range p {
		b := q[i]
		mean := (a + b) / 2
		if a > 0 {
			sum += float64(a * exact.Log(a/mean))
		}
		if b > 0 {
			sum += float64(b * exact.Log(b/mean))
		}
	}
	return min(max(sum/(2*math.Ln2), 0), 1)
}

// Distances returns the Jensen–Shannon divergence of every two topics, in bits.
func (t *Topics) Distances() [][]float64 {
	d := make([][]float64, len(t.Phi))
	for i := range d {
		d[i] = make([]float64, len(t.Phi))
		for j := range i {
			d[i][j] = JSD(t.Phi[i], t.Phi[j])
			d[j][i] = d[i][j]
		}
	}
	return d
}

// Plane lays out points in the plane by classical scaling, so that their
// distances there come near those given (LDAvis: the divergences of Distances
// in nats). The axes are turned so that the point farthest out is positive.
func Plane(distances [][]float64) [][2]float64 {
	n := len(distances)
	b := make([][]float64, n)
	rows := make([]float64, n)
	all := 0.0
	for i := range distances {
		b[i] = make([]float64, n)
		for j, d := range distances[i] {
			b[i][j] = -float64(d*d) / 2
			rows[i] += b[i][j] / float64(n)
		}
		all += rows[i] / float64(n)
	}
	for i := range b {
		for j := range b[i] {
			b[i][j] += all - rows[i] - rows[j]
		}
	}
	at := make([][2]float64, n)
	for axis := range 2 {
		value, vector := principal(b)
		for i, x := range vector {
			at[i][axis] = float64(x * math.Sqrt(max(value, 0)))
			for j, y := range vector {
				b[i][j] -= float64(value * float64(x*y))
			}
		}
	}
	return at
}

// principal returns the greatest eigenvalue of a symmetric matrix and its unit
// vector, by iteration on the matrix shifted so that no eigenvalue is negative.
func principal(a [][]float64) (value float64, vector []float64) {
	n := len(a)
	shift := 0.0
	for i := range a {
		row := 0.0
		for _, x := range a[i] {
			row += math.Abs(x)
		}
		shift = max(shift, row)
	}
	vector = make([]float64, n)
	for i := range vector {
		vector[i] = 1 / float64(i+2) // no symmetry, so not orthogonal to the answer
	}
	next := make([]float64, n)
	for range 2000 {
		norm := 0.0
		for i := range a {
			next[i] = float64(shift * vector[i])
			for j, x := range a[i] {
				next[i] += float64(x * vector[j])
			}
			norm += float64(next[i] * next[i])
		}
		if norm == 0 {
			return 0, vector
		}
		norm = math.Sqrt(norm)
		for i := range next {
			vector[i] = next[i] / norm
		}
		value = norm - shift
	}
	far := slices.MaxFunc(vector, func(x, y float64) int { return cmp.Compare(math.Abs(x), math.Abs(y)) })
	if far < 0 {
		for i := range vector {
			vector[i] = -vector[i]
		}
	}
	return value, vector
}
