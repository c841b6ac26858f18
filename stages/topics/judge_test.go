package topics

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestInfer(t *testing.T) {
	m, _, _ := small()
	if got := m.Infer([]int32{0, 0, 0, 1, 0, 1, 0}); got[0] < 0.8 { // words of the first topic
		t.Errorf("Infer gives the first topic %v, want above 0.8", got[0])
	}
	for _, doc := range [][]int32{nil, {-1, 99}} { // nothing known: the prior
		for k, x := range m.Infer(doc) {
			if !near(x, 1./3, 1e-12) {
				t.Errorf("Infer(%v): share %v of topic %d, want 1/3", doc, x, k)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		doc := rapid.SliceOf(rapid.Int32Range(-1, 5)).Draw(t, "doc")
		theta := m.Infer(doc)
		if sum := theta[0] + theta[1] + theta[2]; math.Abs(sum-1) > 1e-12 || slices.Min(theta) < 0 {
			t.Fatalf("Infer(%v) = %v", doc, theta)
		}
		turned := slices.Clone(doc)
		slices.Reverse(turned)
		if !slices.Equal(m.Infer(turned), theta) {
			t.Fatalf("Infer depends on the order of %v", doc)
		}
	})
}

// TestInferExact holds the shares against the exact posterior means, which the
// variational fixed point comes near to.
func TestInferExact(t *testing.T) {
	m, _, _ := small()
	doc := []int32{0, 1, 2, 4, 0, 2}
	want := exactShares(m, doc)
	for k, got := range m.Infer(doc) {
		if !near(got, want[k], 0.1) {
			t.Errorf("share of topic %d = %.3f, exactly %.3f", k, got, want[k])
		}
	}
}

// exactShares returns the posterior means of the shares of three topics, summed
// over all assignments.
func exactShares(m *Topics, doc []int32) []float64 {
	shares, total := make([]float64, 3), 0.0
	var walk func(i int, counts [3]float64, p float64)
	walk = func(i int, counts [3]float64, p float64) {
		if i == len(doc) {
			total += p
			for k := range shares {
				shares[k] += p * (counts[k] + m.Alpha[k]) / (float64(len(doc)) + 0.3)
			}
			return
		}
		for k := range counts {
			next := counts
			next[k]++
			walk(i+1, next, p*(counts[k]+m.Alpha[k])*m.Phi[k][doc[i]])
		}
	}
	walk(0, [3]float64{}, 1)
	for k := range shares {
		shares[k] /= total
	}
	return shares
}

func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCorpus(t)
		seed := rapid.Uint64().Draw(t, "seed")
		train, h := Split(c, 0.5, seed)
		again, _ := Split(c, 0.5, seed)
		if len(train.Docs) != len(c.Docs) || train.V != c.V {
			t.Fatalf("training corpus of %d documents, want %d", len(train.Docs), len(c.Docs))
		}
		for d := range c.Docs {
			if !slices.Equal(train.Docs[d], again.Docs[d]) {
				t.Fatalf("document %d: another split with the same seed", d)
			}
		}
		known := make(map[int32]bool)
		for _, doc := range train.Docs {
			for _, w := range doc {
				known[w] = true
			}
		}
		for i, d := range h.Docs {
			if !slices.Equal(h.Visible[i], train.Docs[d]) {
				t.Fatalf("document %d: visible %v, trained on %v", d, h.Visible[i], train.Docs[d])
			}
			if i > 0 && d <= h.Docs[i-1] {
				t.Fatalf("held-out documents %v are not in order", h.Docs)
			}
			all := slices.Sorted(slices.Values(c.Docs[d]))
			all = slices.DeleteFunc(all, func(w int32) bool { return !known[w] })
			if got := slices.Sorted(slices.Values(slices.Concat(h.Visible[i], h.Hidden[i]))); !slices.Equal(got, all) {
				t.Fatalf("document %d: parts %v, want %v", d, got, all)
			}
		}
	})
}

func TestComplete(t *testing.T) {
	m, _, _ := small()
	h := Holdout{Docs: []int{0, 1, 2}, Visible: [][]int32{nil, nil, {3}}, Hidden: [][]int32{{0}, {1, 1, 2}, nil}}
	got := m.Complete(h)
	// Without visible words each topic has a third.
	p0, p1, p2 := (.4+.05+.2)/3, (.3+.1+.2)/3, (.15+.15+.3)/3
	perWord := (math.Log(p0) + 2*math.Log(p1) + math.Log(p2)) / 4
	perDoc := (math.Log(p0) + (2*math.Log(p1)+math.Log(p2))/3) / 2
	if !near(got.PerWord, perWord, 1e-12) || !near(got.PerDocument, perDoc, 1e-12) ||
		!near(got.Perplexity, math.Exp(-perWord), 1e-10) || got.Words != 4 {
		t.Errorf("Complete = %+v, want %v per word and %v per document", got, perWord, perDoc)
	}
	if got := m.Complete(Holdout{}); got != (Completion{}) {
		t.Errorf("Complete of nothing = %+v", got)
	}
}

func TestCompare(t *testing.T) {
	m, _, _ := small()
	turned := &Topics{Phi: [][]float64{m.Phi[2], m.Phi[0], m.Phi[1]}}
	l := m.Compare(turned)
	jaccard, overlap := l.Stability()
	if !slices.Equal(l.Match, []int{1, 2, 0}) || jaccard != 1 || !near(overlap, 1, 1e-15) {
		t.Errorf("Compare with the same topics in another order = %+v", l)
	}
}

func TestResidual(t *testing.T) {
	// Two documents and one topic, by hand: q = φ, m = 4.
	m := &Topics{Phi: [][]float64{{.5, .25, .25}}, Alpha: []float64{1}}
	docs := [][]int32{{0, 0, 1, 2}, {0, 0, 0, 0}}
	theta := [][]float64{{1}, {1}}
	// First: all as expected, 0. Second: (4−2)²/(2·½) + 2·(0−1)²/(1·¾) = 4 + 8/3.
	// df = 6 cells − 3 − [2·0 + 1·2] = 1.
	got, ok := m.Residual(docs, theta, 2)
	if !ok || !near(got, 4+8./3, 1e-12) {
		t.Errorf("Residual = %v, %v, want %v", got, ok, 4+8./3)
	}
	if got, ok := m.Residual(docs[:1], theta[:1], 1); ok { // three cells for five parameters
		t.Errorf("Residual without degrees of freedom = %v", got)
	}
}

func TestPrevalence(t *testing.T) {
	c, _ := planted(40, 200, 4, 60, 0.1, 3)
	c.Group = make([]int32, len(c.Docs))
	unit := make([]int32, 10)
	for d := range c.Docs {
		c.Group[d] = int32(d % 10) // the documents of a group need not be neighbours
	}
	for g := range unit {
		unit[g] = int32(g / 5)
	}
	m := fit(t, c, Options{K: 4, Iterations: 60, Seed: 1}, Sequential)
	groups, units := m.Prevalence(nil, 0.95), m.Prevalence(unit, 0.95)
	if len(groups) != 10 || len(units) != 2 {
		t.Fatalf("%d groups and %d units, want 10 and 2", len(groups), len(units))
	}
	for u, row := range units {
		for k, p := range row {
			want, wide := 0.0, 0.0
			for g := range unit {
				if int(unit[g]) == u {
					want += groups[g][k].Mean / 5 // all groups have 240 tokens
					wide = max(wide, groups[g][k].High-groups[g][k].Low)
				}
			}
			if !near(p.Mean, want, 1e-12) {
				t.Errorf("unit %d, topic %d: mean %v, of its groups %v", u, k, p.Mean, want)
			}
			if p.High-p.Low >= wide {
				t.Errorf("unit %d, topic %d: interval of %v, no narrower than a group's %v", u, k, p.High-p.Low, wide)
			}
		}
	}
	gamma := Means(groups)
	best := Representative(gamma, 2, 3)
	for i := 1; i < len(best); i++ {
		if gamma[best[i]][2] > gamma[best[i-1]][2] {
			t.Errorf("Representative = %v, not in falling order", best)
		}
	}
}

func TestIntervalCovers(t *testing.T) {
	// One topic has three quarters of a document of 100 words for certain: Beta(75, 25).
	got := interval(.75, .75*.25/101, .95)
	if !near(got.Low, .6610, 5e-4) || !near(got.High, .8294, 5e-4) {
		t.Errorf("interval = %+v, want about [0.661, 0.829]", got)
	}
}

func TestCorrelation(t *testing.T) {
	gamma := [][]float64{{.1, .9, 0}, {.3, .7, 0}, {.2, .8, 0}}
	got := Correlation(gamma, []float64{1, 2, 5})
	want := [][]float64{{1, -1, 0}, {-1, 1, 0}, {0, 0, 1}} // the second is the first's complement, the third constant
	for i := range want {
		for j := range want[i] {
			if !near(got[i][j], want[i][j], 1e-12) {
				t.Errorf("correlation of %d and %d = %v, want %v", i, j, got[i][j], want[i][j])
			}
		}
	}
}

func TestSearch(t *testing.T) {
	c, _ := planted(150, 200, 4, 50, 0, 8)
	grid := Grid{Ks: []int{8, 2, 4, 4}, Seeds: []uint64{1, 2}, Base: Options{Iterations: 80}}
	s, err := NewSearch(c, grid)
	if err != nil {
		t.Fatal(err)
	}
	run := func(s *Search, over func(int, func(int))) []Row {
		over(s.Tasks(), func(i int) {
			if err := s.Run(context.Background(), i); err != nil {
				t.Error(err)
			}
		})
		return s.Rows()
	}
	rows := run(s, Sequential)
	again, err := NewSearch(c, grid)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(run(again, parallel(3)), rows) {
		t.Error("three workers make another table than one")
	}
	if len(rows) != 6 || rows[0].K != 2 || rows[3].Seed != 2 {
		t.Fatalf("rows %+v, want K = 2, 4, 8 with two seeds each", rows)
	}
	for _, r := range rows {
		if !r.HasCoherence || !r.HasStability || r.HeldoutLL >= 0 || !(r.Perplexity > 1) || r.Stability < 0 || r.Stability > 1 {
			t.Errorf("row %+v", r)
		}
	}
	if got := Choose(rows); got.K != 4 || !strings.Contains(got.Reason, "K = 4") {
		t.Errorf("Choose = %+v, want the 4 planted topics", got)
	}
}

func TestSearchErrors(t *testing.T) {
	c := Corpus{Docs: [][]int32{{0, 1}}, V: 2}
	for _, x := range []struct {
		grid Grid
		want string
	}{
		{Grid{}, "want at least one"},
		{Grid{Ks: []int{0}, Seeds: []uint64{1}}, "number of topics is 0"},
	} {
		if _, err := NewSearch(c, x.grid); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("NewSearch(%+v): error %v, want %q", x.grid, err, x.want)
		}
	}
}

func TestChoose(t *testing.T) {
	row := func(k int, seed uint64, ll, npmi, excl, stability float64) Row {
		return Row{K: k, Seed: seed, HeldoutLL: ll, NPMI: npmi, Exclusivity: excl, Stability: stability}
	}
	for _, c := range []struct {
		reason string
		rows   []Row
		k      int
		seed   uint64
		word   string
	}{
		{"one alone", []Row{row(5, 3, -8, .1, 9, .5)}, 5, 3, "only one tried"},
		{"one far ahead", []Row{row(5, 1, -8, .9, 9, .9), row(10, 1, -7, .1, 8, .1), row(20, 1, -8, .9, 9, .9)}, 10, 1, "no other K"},
		{"likelihood alike, two of three marks better", []Row{row(10, 1, -7.001, .3, 9, .8), row(20, 1, -7, .2, 9.5, .4)}, 10, 1, "best mean rank"},
		{"all alike: the smaller", []Row{row(20, 1, -7, .2, 9, .4), row(10, 1, -7, .2, 9, .4)}, 10, 1, "best mean rank"},
		{"the likelier seed", []Row{row(10, 1, -7.2, .2, 9, .4), row(10, 2, -7.1, .2, 9, .4)}, 10, 2, "only one tried"},
	} {
		got := Choose(c.rows)
		if got.K != c.k || got.Seed != c.seed || !strings.Contains(got.Reason, c.word) {
			t.Errorf("%s: Choose = %+v, want K = %d, seed %d, %q", c.reason, got, c.k, c.seed, c.word)
		}
	}
}
