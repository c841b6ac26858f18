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
	docfreq := map[int32]int{}
	for i, u := range units {
		if len(u) > 0 {
			kept = append(kept, i)
		}
		for _, c := range u {
			docfreq[c.ID]++
		}
	}
	vectors := make([]vector, len(kept))
	for i, u := range kept {
		vectors[i] = weigh(units[u], docfreq, len(kept))
	}
	distance := make([][]float64, len(kept))
	for i := range distance {
		distance[i] = make([]float64, len(kept))
	}
	var place []int32 // of each feature in a vector, plus one
	for i := range kept {
		v := &vectors[i]
		for k, c := range v.counts {
			if more := int(c.ID) + 1 - len(place); more > 0 {
				place = append(place, make([]int32, more)...)
			}
			place[c.ID] = int32(k + 1)
		}
		for j := i + 1; j < len(kept); j++ {
			l := v.compare(&vectors[j], place)
			l.A, l.B = kept[i], kept[j]
			likenesses = append(likenesses, l)
			distance[i][j] = l.Distance()
			distance[j][i] = distance[i][j]
		}
		for _, c := range v.counts {
			place[c.ID] = 0
		}
	}
	return likenesses, kept, stats.Agglomerate(distance)
}

// A vector is a unit with the weights of its features.
type vector struct {
	counts  []count.Count
	shares  []float64 // of each feature in the words
	bits    []float64 // share times its binary logarithm
	weights []float64 // tf-idf
	total   float64   // words
	norm    float64   // sum of the squares of the weights
}

func weigh(counts []count.Count, docfreq map[int32]int, units int) vector {
	total := count.Total(counts)
	v := vector{counts: counts, total: float64(total)}
	v.shares, v.bits, v.weights = make([]float64, len(counts)), make([]float64, len(counts)), make([]float64, len(counts))
	for i, c := range counts {
		share := float64(c.N) / v.total
		v.shares[i], v.bits[i] = share, float64(share*exact.Log2(share))
		_, _, w, _ := stats.TFIDF(int64(c.N), total, docfreq[c.ID], units)
		v.weights[i] = w
		v.norm += float64(w * w)
	}
	return v
}

// compare compares two vectors, where place gives the features of the first,
// plus one. What only one of them has adds half of its share to the
// divergence, whatever it is, so that logarithms are taken of what they have
// in common only.
func (v *vector) compare(w *vector, place []int32) (l Likeness) {
	var dot, shared float64
	var onlyV, onlyW int64 = int64(v.total), int64(w.total)
	for j, b := range w.counts {
		if int(b.ID) >= len(place) {
			break // counts are sorted
		}
		i := place[b.ID] - 1
		if i < 0 {
			continue
		}
		onlyV -= int64(v.counts[i].N)
		onlyW -= int64(b.N)
		sum := v.shares[i] + w.shares[j]
		shared += v.bits[i] + w.bits[j] - float64(sum*exact.Log2(sum/2))
		dot += float64(v.weights[i] * w.weights[j])
	}
	bits := float64((shared + float64(onlyV)/v.total + float64(onlyW)/w.total) / 2)
	l.Bits = max(0, min(1, bits))
	if v.norm > 0 && w.norm > 0 {
		l.Weighed = true
		l.Cosine = max(0, min(1, dot/math.Sqrt(float64(v.norm*w.norm))))
	}
	return l
}
