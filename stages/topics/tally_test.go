package topics

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// shareOf returns the shares that a Tallier finds in one text.
func shareOf(f *Fixed, doc []int32) []Prevalence {
	x := NewTallier(f, 0.95)
	t := NewTally(len(f.Alpha))
	x.Add(&t, doc)
	return x.Shares([]Tally{t})
}

func TestFixedIsTheModel(t *testing.T) {
	c, _ := planted(60, 200, 5, 40, 0.2, 1)
	want := fit(t, c, Options{K: 5, Iterations: 60, Seed: 1, Keywords: [][]Keyword{{{7, 2.5}}}}, Sequential).Topics()
	first := want.Fixed()
	second, err := NewFixed(first.Alpha, first.Least)
	if err != nil {
		t.Fatal(err)
	}
	for w := range first.Words() {
		if err := second.Add(first.Cells(int32(w))); err != nil {
			t.Fatal(err)
		}
	}
	row := make([]float64, 5)
	for _, f := range []*Fixed{first, second} {
		if f.Words() != c.V {
			t.Fatalf("%d words, want %d", f.Words(), c.V)
		}
		for w := range c.V {
			f.Row(int32(w), row)
			for k, p := range row {
				if p != want.Phi[k][w] {
					t.Fatalf("probability of word %d in topic %d = %v, want %v", w, k, p, want.Phi[k][w])
				}
			}
		}
	}
}

func TestFixedErrors(t *testing.T) {
	for _, bad := range [][2][]float64{
		{nil, nil}, {{1}, nil}, {{0}, {.1}}, {{math.Inf(1)}, {.1}}, {{1}, {0}}, {{1}, {1}}, {{math.NaN()}, {.1}}, {{1}, {math.NaN()}},
	} {
		if _, err := NewFixed(bad[0], bad[1]); err == nil {
			t.Errorf("NewFixed(%v, %v): no error", bad[0], bad[1])
		}
	}
	f, err := NewFixed([]float64{1, 1}, []float64{.01, .01})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]Cell{{{2, .5}}, {{-1, .5}}, {{0, .5}, {0, .5}}, {{1, .5}, {0, .5}}, {{0, .001}}, {{0, 1.5}}, {{0, math.NaN()}}} {
		if err := f.Add(bad); err == nil || !strings.Contains(err.Error(), "word 0") {
			t.Errorf("Add(%v): error %v", bad, err)
		}
	}
}

// TestTallierExact holds the shares against the exact posterior means, as
// TestInferExact does.
func TestTallierExact(t *testing.T) {
	m, _, _ := small()
	doc := []int32{0, 1, 2, 4, 0, 2}
	want := exactShares(m, doc)
	for k, got := range shareOf(m.Fixed(), doc) {
		if !near(got.Mean, want[k], 0.1) {
			t.Errorf("share of topic %d = %.3f, exactly %.3f", k, got.Mean, want[k])
		}
	}
}

func TestTallierInvariants(t *testing.T) {
	m, _, _ := small()
	f := m.Fixed()
	rapid.Check(t, func(t *rapid.T) {
		doc := rapid.SliceOf(rapid.Int32Range(-1, 6)).Draw(t, "doc")
		x := NewTallier(f, 0.95)
		one, known := NewTally(3), 0
		x.Add(&one, doc)
		for _, w := range doc {
			if w >= 0 && int(w) < f.Words() {
				known++
			}
		}
		sum := 0.0
		for k, n := range one.Expected {
			sum += n
			if n < -1e-12 || one.Variance[k] < -1e-12 || one.Variance[k] > n+1e-12 {
				t.Fatalf("%v: topic %d has %v words, variance %v", doc, k, n, one.Variance[k])
			}
		}
		if one.N != known || math.Abs(sum-float64(known)) > 1e-9 {
			t.Fatalf("%v: %d words, %v by topic; want %d", doc, one.N, sum, known)
		}
		total := 0.0
		for _, p := range x.Shares([]Tally{one}) {
			total += p.Mean
			if !(p.Low <= p.Mean+1e-9 && p.Mean <= p.High+1e-9) && p.Mean > 0.01 && p.Mean < 0.99 {
				t.Fatalf("%v: %+v", doc, p)
			}
		}
		if math.Abs(total-1) > 1e-12 {
			t.Fatalf("%v: shares sum to %v", doc, total)
		}
		turned, again := slices.Clone(doc), NewTally(3)
		slices.Reverse(turned)
		x.Add(&again, turned) // the room of the first text is used again
		if !slices.Equal(again.Expected, one.Expected) {
			t.Fatalf("the order of %v, or what came before it, matters", doc)
		}
	})
}

// TestInferenceAgreesWithTraining compares what a model that was trained on half
// of a corpus says of the other half with what a model of everything says of it,
// and both with the truth.
func TestInferenceAgreesWithTraining(t *testing.T) {
	c, phi := planted(400, 1000, 8, 150, 0.2, 5)
	whole := fit(t, c, Options{K: 9, Iterations: 200, Seed: 1}, Sequential)
	half := fit(t, Corpus{Docs: c.Docs[:200], V: c.V}, Options{K: 9, Iterations: 200, Seed: 2}, Sequential).Topics()
	if n := recovered(half, phi); n < 8 {
		t.Fatalf("half of the corpus gives %d of 8 topics", n)
	}
	match := half.Compare(whole.Topics()).Match
	sampled := whole.Prevalence(nil, 0.95)
	x := NewTallier(half.Fixed(), 0.95)
	off, worst, n := 0.0, 0.0, 0
	var shares, exact [][]float64
	for d := 200; d < 400; d++ {
		one := NewTally(9)
		x.Add(&one, c.Docs[d])
		row := make([]float64, 9)
		for k, p := range x.Shares([]Tally{one}) {
			miss := math.Abs(p.Mean - sampled[d][match[k]].Mean)
			off, worst, n = off+miss, max(worst, miss), n+1
			row[k] = p.Mean
		}
		shares, exact = append(shares, row), append(exact, half.Infer(c.Docs[d]))
	}
	if off/float64(n) > 0.02 || worst > 0.25 {
		t.Errorf("shares differ by %.4f on the average, %.3f at most", off/float64(n), worst)
	}
	off = 0
	for d, row := range shares {
		for k, x := range row {
			off += math.Abs(x - exact[d][k])
		}
	}
	if off/float64(n) > 0.005 {
		t.Errorf("shares differ by %.4f from those of Infer", off/float64(n))
	}
}

// TestSharesCover draws texts from known topics: the intervals hold the true
// shares about as often as they say.
func TestSharesCover(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 0))
	const k, v = 6, 300
	model := &Topics{Alpha: make([]float64, k), Phi: make([][]float64, k)}
	wheels := make([]*wheel, k)
	for i := range k { // half of the words of a topic are its own
		model.Alpha[i] = 0.5
		model.Phi[i] = make([]float64, v)
		for w := range v {
			model.Phi[i][w] = 1 / float64(w+20)
			if w%k == i {
				model.Phi[i][w] *= 8
			}
		}
		normalise(model.Phi[i])
		wheels[i] = newWheel(model.Phi[i])
	}
	f, in, all := model.Fixed(), 0, 0
	for range 400 {
		theta := make([]float64, k) // Dirichlet(1/2): squares of normal numbers
		for i := range theta {
			z := rng.NormFloat64()
			theta[i] = z * z
		}
		normalise(theta)
		pick := newWheel(theta)
		doc := make([]int32, 120)
		for i := range doc {
			doc[i] = wheels[pick.spin(rng)].spin(rng)
		}
		for i, p := range shareOf(f, doc) {
			if theta[i] > 0.02 {
				all++
				if p.Low <= theta[i] && theta[i] <= p.High {
					in++
				}
			}
		}
	}
	if share := float64(in) / float64(all); share < 0.88 || share > 0.99 {
		t.Errorf("%.3f of %d intervals of 95 %% hold the true share", share, all)
	}
}

func TestSharesOfParts(t *testing.T) {
	m, _, _ := small()
	x := NewTallier(m.Fixed(), 0.95)
	a, b, none := NewTally(3), NewTally(3), NewTally(3)
	x.Add(&a, []int32{0, 0, 1, 2})
	x.Add(&b, []int32{3, 4, 4, 3, 5, 5, 3, 4, 1, 1, 1, 1})
	first, second, both := x.Shares([]Tally{a}), x.Shares([]Tally{b}), x.Shares([]Tally{a, b})
	for k := range both {
		if want := (4*first[k].Mean + float64(b.N)*second[k].Mean) / float64(4+b.N); !near(both[k].Mean, want, 1e-12) {
			t.Errorf("topic %d: %v, want the mean %v by words", k, both[k].Mean, want)
		}
		if got := x.Shares([]Tally{a, none})[k].Mean; !near(got, first[k].Mean, 1e-12) {
			t.Errorf("topic %d: a part without words makes %v of %v", k, got, first[k].Mean)
		}
		if got := x.Shares([]Tally{none, none})[k].Mean; !near(got, 1./3, 1e-12) {
			t.Errorf("topic %d: share %v of no words, want 1/3", k, got)
		}
		if again := x.Shares([]Tally{a}); again[k] != first[k] {
			t.Errorf("topic %d: %v, then %v", k, first[k], again[k])
		}
	}
}

func TestCorrelator(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 5).Draw(t, "topics")
		n := rapid.IntRange(2, 20).Draw(t, "units")
		cut := rapid.IntRange(0, n).Draw(t, "cut")
		one, two := NewCorrelator(k), NewCorrelator(k)
		var gamma [][]float64
		var weight []float64
		for u := range n {
			row := make([]float64, k)
			for i := range row {
				row[i] = rapid.Float64Range(0.01, 1).Draw(t, "share")
			}
			normalise(row)
			w := float64(rapid.IntRange(1, 500).Draw(t, "words"))
			gamma, weight = append(gamma, row), append(weight, w)
			if u < cut {
				one.Add(row, w)
			} else {
				two.Add(row, w)
			}
		}
		one.Units += two.Units
		for i, x := range two.Sums {
			one.Sums[i] += x
		}
		if int(one.Units) != n {
			t.Fatalf("%d units, want %d", one.Units, n)
		}
		for i, row := range Correlation(gamma, weight) {
			for j, want := range row {
				if got := one.Matrix()[i][j]; math.Abs(got-want) > 1e-6 && spread(gamma, i) > 1e-4 && spread(gamma, j) > 1e-4 {
					t.Fatalf("correlation of %d and %d = %v, want %v", i, j, got, want)
				}
			}
		}
	})
}

// spread returns the range of the shares of a topic.
func spread(gamma [][]float64, topic int) float64 {
	low, high := 1.0, 0.0
	for _, row := range gamma {
		low, high = min(low, row[topic]), max(high, row[topic])
	}
	return high - low
}
