package topics

import (
	"cmp"
	"math"
	"slices"
)

// A Prevalence is the share of a topic in a unit of the corpus, with a credible
// interval. It holds the doubt about each token's topic (from the samples) and
// about the unit's shares given those (from the document prior).
type Prevalence struct{ Mean, Low, High float64 }

// Prevalence returns the share of every topic in every unit of groups: group g
// belongs to unit[g], or with nil each group is a unit. The share in a unit is
// the mean over its groups weighted by tokens. level is that of the interval,
// such as 0.95.
//
// The interval is that of the Beta distribution with the mean and variance of
// the draws of γ: each sample gives every group a Dirichlet distribution.
func (m *Model) Prevalence(unit []int32, level float64) [][]Prevalence {
	s := m.kept
	if s.samples == 0 {
		s = m.present()
	}
	units := groups(unit)
	n := len(units)
	if unit == nil {
		n = m.Groups()
	}
	out := make([][]Prevalence, n)
	for u := range out {
		members := []int32{int32(u)}
		if unit != nil {
			members = units[u]
		}
		out[u] = m.prevalence(&s, members, level)
	}
	return out
}

// prevalence returns the share of every topic in one unit.
func (m *Model) prevalence(s *kept, members []int32, level float64) []Prevalence {
	k := m.opt.K
	total := 0.0
	for _, g := range members {
		total += float64(m.groupLen(g))
	}
	// Over the samples: sums of the mean, of its square, and of the variance.
	mean, square, within := make([]float64, k), make([]float64, k), make([]float64, k)
	for _, d := range s.draws {
		share := make([]float64, k)
		for _, g := range members {
			m.addGroup(share, within, d, g, total, float64(len(members)))
		}
		for t, x := range share {
			mean[t] += x
			square[t] += float64(x * x)
		}
	}
	n := float64(len(s.draws))
	out := make([]Prevalence, k)
	for t := range out {
		mu := mean[t] / n
		between := max(square[t]/n-float64(mu*mu), 0)
		out[t] = interval(mu, within[t]/n+between, level)
	}
	return out
}

// addGroup adds the weighted mean and variance of γ in group g under sample d.
// The weight is the group's share of the tokens; units without any weigh
// their groups alike.
func (m *Model) addGroup(share, within []float64, d draw, g int32, total, members float64) {
	n := float64(m.groupLen(g))
	weight := 1 / members
	if total > 0 {
		weight = n / total
	}
	size := n + d.alphaSum
	row := d.cells[d.start[g]:d.start[g+1]]
	for t, a := range d.alpha {
		if len(row) > 0 && int(row[0].topic) == t {
			a += float64(row[0].count)
			row = row[1:]
		}
		gamma := a / size
		share[t] += float64(weight * gamma)
		within[t] += float64(weight * weight * gamma * (1 - gamma) / (size + 1))
	}
}

// groupLen returns the number of tokens of group g.
func (m *Model) groupLen(g int32) int {
	n := 0
	for _, d := range m.groupDocs(int(g)) {
		n += int(m.docLen[d])
	}
	return n
}

// interval returns the central interval of the Beta distribution with a mean
// and a variance.
func interval(mean, variance, level float64) Prevalence {
	if variance <= 0 || mean <= 0 || mean >= 1 {
		return Prevalence{mean, mean, mean}
	}
	rest := 1 - mean
	size := max(float64(mean*rest)/variance-1, 1e-3)
	a, b := float64(mean*size), float64(rest*size)
	return Prevalence{mean, betaQuantile((1-level)/2, a, b), betaQuantile((1+level)/2, a, b)}
}

// Means returns the means alone: γ by unit and topic.
func Means(p [][]Prevalence) [][]float64 {
	out := make([][]float64, len(p))
	for u, row := range p {
		out[u] = make([]float64, len(row))
		for t, x := range row {
			out[u][t] = x.Mean
		}
	}
	return out
}

// Representative returns the n units in which topic has the greatest share,
// greatest first; equal shares in order of their numbers.
func Representative(gamma [][]float64, topic, n int) []int {
	order := make([]int, len(gamma))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(gamma[b][topic], gamma[a][topic]), cmp.Compare(a, b))
	})
	return order[:min(n, len(order))]
}

// Correlation returns Pearson's correlation over units of the shares of every
// two topics, each unit with its weight; 0 where a share does not vary.
func Correlation(gamma [][]float64, weight []float64) [][]float64 {
	k := len(gamma[0])
	mean := make([]float64, k)
	total := 0.0
	for u, row := range gamma {
		total += weight[u]
		for t, x := range row {
			mean[t] += float64(weight[u] * x)
		}
	}
	cov := make([][]float64, k)
	for i := range cov {
		mean[i] /= total
		cov[i] = make([]float64, k)
	}
	for u, row := range gamma {
		for i := range row {
			d := float64(weight[u] * (row[i] - mean[i]))
			for j := range i + 1 {
				cov[i][j] += float64(d * (row[j] - mean[j]))
			}
		}
	}
	out := make([][]float64, k)
	for i := range out {
		out[i] = make([]float64, k)
		for j := range i {
			if v := float64(cov[i][i] * cov[j][j]); v > 0 {
				out[i][j] = min(max(cov[i][j]/math.Sqrt(v), -1), 1)
				out[j][i] = out[i][j]
			}
		}
		out[i][i] = 1
	}
	return out
}
