package compare

import (
	"math"

	"fusul/stages/count"
	"fusul/stages/internal/exact"
	"fusul/stages/stats"
)

// A Likeness is how like each other two units are.
type Likeness struct {
	A, B    int
	Bits    float64 // Jensen-Shannon divergence of their words, from 0 (alike) to 1
	Cosine  float64 // of their tf-idf weights, from 0 to 1 (alike)
	Weighed bool    // whether Cosine is known: both units have a word that not all units have
}

// Distance returns the square root of the divergence, which is a metric.
func (l Likeness) Distance() float64 { return math.Sqrt(l.Bits) }

// Similar compares every two of units, each given by its sorted counts, and
// clusters them by average linkage of their distances. Units without words
// are left out; kept are the numbers of the others, which merges refer to by
// their place. The tf-idf weights are those of the units among themselves.
func Similar(units [][]count.Count) (likenesses []Likeness, kept []int, merges []stats.Merge) {
	features, entries := 0, 0
	for i, u := range units {
		if len(u) > 0 {
			kept = append(kept, i)
			features = max(features, int(u[len(u)-1].ID)+1)
			entries += len(u)
		}
	}
	docfreq := make([]int32, features)
	for _, u := range units {
		for _, c := range u {
			docfreq[c.ID]++
		}
	}
	// The logarithm of a word in so many units: they are fewer than the words.
	idf := make([]float64, len(kept)+1)
	for n := 1; n < len(idf); n++ {
		_, idf[n], _, _ = stats.TFIDF(1, 1, n, len(kept))
	}
	vectors, terms := make([]vector, len(kept)), make([]term, 0, entries)
	for i, u := range kept {
		from := len(terms)
		terms = appendTerms(terms, units[u], docfreq, idf)
		vectors[i] = newVector(terms[from:])
	}
	likenesses = make([]Likeness, 0, len(kept)*(len(kept)-1)/2)
	distance := make([][]float64, len(kept))
	for i := range distance {
		distance[i] = make([]float64, len(kept))
	}
	place := make([]int32, features) // of each feature in a vector, plus one
	for i := range kept {
		v := &vectors[i]
		for k, c := range v.terms {
			place[c.id] = int32(k + 1)
		}
		for j := i + 1; j < len(kept); j++ {
			l := v.compare(&vectors[j], place)
			l.A, l.B = kept[i], kept[j]
			likenesses = append(likenesses, l)
			distance[i][j] = l.Distance()
			distance[j][i] = distance[i][j]
		}
		for _, c := range v.terms {
			place[c.id] = 0
		}
	}
	return likenesses, kept, stats.Agglomerate(distance)
}

// A vector is a unit with the weights of its features.
type vector struct {
	terms []term  // sorted by feature
	total float64 // words
	norm  float64 // sum of the squares of the weights
}

// A term is a feature of a unit.
type term struct {
	id, n  int32
	share  float64 // in the words
	bits   float64 // share times its binary logarithm
	weight float64 // tf-idf
}

// few is above nearly all counts of a feature in a unit. What depends on the
// count alone is computed once for each below it: a logarithm takes longer than
// all else that is done with a term.
const few = 8

// appendTerms appends the terms of a unit. Idf is by the number of units with a
// feature.
func appendTerms(terms []term, counts []count.Count, docfreq []int32, idf []float64) []term {
	total := float64(count.Total(counts))
	bits := func(n int32) float64 {
		share := float64(n) / total
		return float64(share * exact.Log2(share))
	}
	var known [few]float64 // 0 where it is not, or is 0
	for _, c := range counts {
		t := term{id: c.ID, n: c.N, share: float64(c.N) / total}
		if c.N >= few {
			t.bits = bits(c.N)
		} else {
			if known[c.N] == 0 {
				known[c.N] = bits(c.N)
			}
			t.bits = known[c.N]
		}
		t.weight = float64(t.share * idf[docfreq[c.ID]])
		terms = append(terms, t)
	}
	return terms
}

// newVector returns the vector of terms.
func newVector(terms []term) vector {
	v := vector{terms: terms}
	total := int64(0)
	for _, t := range terms {
		total += int64(t.n)
		v.norm += float64(t.weight * t.weight)
	}
	v.total = float64(total)
	return v
}

// compare compares two vectors, where place gives the features of the first,
// plus one. What only one of them has adds half of its share to the
// divergence, whatever it is, so that logarithms are taken of what they have
// in common only.
func (v *vector) compare(w *vector, place []int32) (l Likeness) {
	var dot, shared float64
	var onlyV, onlyW int64 = int64(v.total), int64(w.total)
	var known [few * few]float64 // by counts: 0 where it is not, or is 0
	for j := range w.terms {
		b := &w.terms[j]
		i := place[b.id] - 1
		if i < 0 {
			continue
		}
		a := &v.terms[i]
		onlyV -= int64(a.n)
		onlyW -= int64(b.n)
		mean := 0.0 // bits of the sum of both shares
		at := uint(a.n)*few + uint(b.n)
		if a.n < few && b.n < few {
			mean = known[at]
		}
		if mean == 0 {
			sum := a.share + b.share
			mean = float64(sum * exact.Log2(sum/2))
			if a.n < few && b.n < few {
				known[at] = mean
			}
		}
		shared += a.bits + b.bits - mean
		dot += float64(a.weight * b.weight)
	}
	bits := float64((shared + float64(onlyV)/v.total + float64(onlyW)/w.total) / 2)
	l.Bits = max(0, min(1, bits))
	if v.norm > 0 && w.norm > 0 {
		l.Weighed = true
		l.Cosine = max(0, min(1, dot/math.Sqrt(float64(v.norm*w.norm))))
	}
	return l
}
