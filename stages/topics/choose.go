package topics

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Choice is the model that a search recommends.
type Choice struct {
	K      int
	Seed   uint64
	Reason string
}

// A candidate is one number of topics: the means over its seeds.
type candidate struct {
	k           int
	rows        []Row
	likelihood  float64
	npmi        float64
	exclusivity float64
	stability   float64
	ranks       int // sum of the ranks by the last three, from 1 for the best
}

// Choose recommends one of rows, of which there must be one.
//
// It takes the numbers of topics whose mean held-out likelihood comes within
// one standard error of the best (over the seeds, but no less than 0.1 % of the
// value); of those the one with the best sum of ranks by coherence, exclusivity
// and stability, of equals the smaller; and of its seeds the likeliest.
func Choose(rows []Row) Choice {
	all := candidates(rows)
	best := slices.MaxFunc(all, func(a, b candidate) int { return cmp.Compare(a.likelihood, b.likelihood) })
	margin := max(best.standardError(), -best.likelihood/1000)
	near := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return c.likelihood < best.likelihood-margin })
	rank(near, func(c candidate) float64 { return c.npmi })
	rank(near, func(c candidate) float64 { return c.exclusivity })
	rank(near, func(c candidate) float64 { return c.stability })
	chosen := slices.MinFunc(near, func(a, b candidate) int { return cmp.Compare(a.ranks, b.ranks) })
	row := slices.MaxFunc(chosen.rows, func(a, b Row) int { return cmp.Compare(a.HeldoutLL, b.HeldoutLL) })
	return Choice{chosen.k, row.Seed, reason(all, near, best, chosen, margin)}
}

// candidates groups rows by K, ascending.
func candidates(rows []Row) []candidate {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.K, b.K) })
	var all []candidate
	for lo := 0; lo < len(rows); {
		hi := lo
		for hi < len(rows) && rows[hi].K == rows[lo].K {
			hi++
		}
		c := candidate{k: rows[lo].K, rows: rows[lo:hi]}
		for _, r := range c.rows {
			n := float64(len(c.rows))
			c.likelihood += r.HeldoutLL / n
			c.npmi += r.NPMI / n
			c.exclusivity += r.Exclusivity / n
			c.stability += r.Stability / n
		}
		all = append(all, c)
		lo = hi
	}
	return all
}

// standardError returns the standard error of the mean likelihood; 0 for one seed.
func (c candidate) standardError() float64 {
	n := float64(len(c.rows))
	if n < 2 {
		return 0
	}
	sum := 0.0
	for _, r := range c.rows {
		sum += float64((r.HeldoutLL - c.likelihood) * (r.HeldoutLL - c.likelihood))
	}
	return math.Sqrt(sum / (n - 1) / n)
}

// rank adds to the ranks of each candidate the number of those that are not
// worse by f; all are equal where none has the value.
func rank(all []candidate, f func(candidate) float64) {
	for i, c := range all {
		for j, other := range all {
			if i == j || f(other) > f(c) {
				all[i].ranks++
			}
		}
	}
}

// reason says in words why a number of topics was chosen.
func reason(all, near []candidate, best, chosen candidate, margin float64) string {
	if len(all) == 1 {
		return fmt.Sprintf("K = %d is the only one tried.", chosen.k)
	}
	if len(near) == 1 {
		return fmt.Sprintf("K = %d foretells hidden words best (%.4f per word, mean over %d seeds); no other K comes within %.4f of it.",
			best.k, best.likelihood, len(best.rows), margin)
	}
	var ks []int
	for _, c := range near {
		ks = append(ks, c.k)
	}
	return fmt.Sprintf("K = %v foretell hidden words equally well (within %.4f of %.4f per word at K = %d). Of these, K = %d has the best mean rank by coherence (NPMI %.3f), exclusivity (%.2f) and stability (%.2f).",
		ks, margin, best.likelihood, best.k, chosen.k, chosen.npmi, chosen.exclusivity, chosen.stability)
}
