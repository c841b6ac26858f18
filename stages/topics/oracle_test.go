package topics

import (
	"math"
	"testing"
)

// near reports whether got is want to the number of digits that an oracle is
// given with.
func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance
}

// small is the model of the oracles: three topics over five words.
func small() (*Topics, [][]float64, []int) {
	theta := [][]float64{{.8, .1, .1}, {.2, .7, .1}, {.1, .2, .7}, {.6, .2, .2}}
	lengths := []int{100, 200, 50, 150}
	t := &Topics{
		Phi: [][]float64{
			{.40, .30, .15, .10, .05},
			{.05, .10, .15, .30, .40},
			{.20, .20, .30, .20, .10},
		},
		Alpha: []float64{.1, .1, .1},
		Share: TokenShares(theta, lengths),
	}
	return t, theta, lengths
}

func TestTopicWeights(t *testing.T) {
	m, _, _ := small()
	for k, want := range []float64{215, 190, 95} { // LDAvis' T_k
		if got := m.Share[k] * 500; !near(got, want, 1e-9) {
			t.Errorf("tokens of topic %d = %v, want %v", k, got, want)
		}
	}
	for w, want := range []float64{.229, .205, .1785, .195, .1925} {
		if got := m.Words()[w]; !near(got, want, 1e-12) {
			t.Errorf("p(%d) = %v, want %v", w, got, want)
		}
	}
}

func TestRelevance(t *testing.T) {
	m, _, _ := small()
	for _, c := range []struct {
		lambda float64
		topic  int
		want   []float64
	}{
		{1, 0, []float64{-.916291, -1.203973, -1.897120, -2.302585, -2.995732}},
		{.6, 0, []float64{-.326677, -.570075, -1.207853, -1.648683, -2.336669}},
		{0, 0, []float64{.557743, .380772, -.173953, -.667829, -1.348073}}, // ln of the lift
		{.6, 1, []float64{-2.406119, -1.668687, -1.207853, -.550071, -.257227}},
		{.6, 2, []float64{-1.019825, -.975540, -.514706, -.955536, -1.643521}},
	} {
		got := m.Relevance(c.lambda)[c.topic]
		for w, want := range c.want {
			if !near(got[w], want, 1e-6) {
				t.Errorf("Relevance(%v) of topic %d, word %d = %v, want %v", c.lambda, c.topic, w, got[w], want)
			}
		}
	}
	lift := m.Lift()
	for w, want := range []float64{.557743, .380772, -.173953, -.667829, -1.348073} {
		if got := math.Log(lift[0][w]); !near(got, want, 1e-6) {
			t.Errorf("ln lift of word %d = %v, want %v", w, got, want)
		}
	}
}

func TestSaliency(t *testing.T) {
	m, _, _ := small()
	for w, want := range []float64{.06187406, .02090342, .00845872, .02135467, .06974083} { // P(k|w) by Bayes
		if got := m.Saliency()[w]; !near(got, want, 1e-8) {
			t.Errorf("Saliency of word %d = %v, want %v", w, got, want)
		}
	}
	p, excl := m.Words(), m.exclusive()
	for w, want := range []float64{.05634523, .02571148, .0434707, .03249217, .06214396} { // as LDAvis has it
		got := m.salience(p[w], func(k int) float64 { return excl[k][w] })
		if !near(got, want, 1e-8) {
			t.Errorf("saliency of word %d in the manner of LDAvis = %v, want %v", w, got, want)
		}
	}
}

func TestJSD(t *testing.T) {
	for _, c := range []struct {
		p, q                               []float64
		bits, distance, nats, distanceNats float64
	}{
		{[]float64{1, 0}, []float64{0, 1}, 1, 1, .6931471806, .8325546112},
		{[]float64{.5, .5, 0}, []float64{0, .5, .5}, .5, .7071067812, .3465735903, .5887050113},
		{[]float64{.7, .2, .1}, []float64{.1, .2, .7}, .3651484454, .6042751405, .2531016154, .5030920546}, // scipy
		{[]float64{.36, .48, .16}, []float64{1. / 3, 1. / 3, 1. / 3}, .0324027293, .1800075811, .0224598604, .1498661417},
	} {
		d := JSD(c.p, c.q)
		for _, v := range []struct{ got, want float64 }{
			{d, c.bits}, {math.Sqrt(d), c.distance}, {d * math.Ln2, c.nats}, {math.Sqrt(d * math.Ln2), c.distanceNats},
		} {
			if !near(v.got, v.want, 1e-10) {
				t.Errorf("JSD(%v, %v): %v, want %v", c.p, c.q, v.got, v.want)
			}
		}
	}
	m, _, _ := small()
	d := m.Distances()
	for _, c := range []struct {
		i, j int
		nats float64
	}{{0, 1, .2072666}, {0, 2, .04750864}, {1, 2, .09855054}} {
		if got := d[c.i][c.j] * math.Ln2; !near(got, c.nats, 1e-7) || d[c.i][c.j] != d[c.j][c.i] {
			t.Errorf("distance of topics %d and %d = %v nats, want %v", c.i, c.j, got, c.nats)
		}
	}
}

func TestPlaneKeepsDistances(t *testing.T) {
	at := [][2]float64{{0, 0}, {3, 0}, {3, 4}, {-1, 2}} // a figure in the plane comes back congruent
	d := make([][]float64, len(at))
	for i, p := range at {
		for _, q := range at {
			d[i] = append(d[i], math.Hypot(p[0]-q[0], p[1]-q[1]))
		}
	}
	got := Plane(d)
	for i, p := range got {
		for j, q := range got {
			if g := math.Hypot(p[0]-q[0], p[1]-q[1]); !near(g, d[i][j], 1e-6) {
				t.Errorf("points %d and %d are %v apart, want %v", i, j, g, d[i][j])
			}
		}
	}
	for _, p := range Plane([][]float64{{0, 0}, {0, 0}}) { // all in one place
		if p != [2]float64{} {
			t.Errorf("Plane of points in one place has %v", p)
		}
	}
}

// counted returns the windows of size over docs of one-letter or Arabic words,
// and the topics as ids.
func counted(docs, topics [][]string, size int) (*Windows, [][]int32) {
	ids := make(map[string]int32)
	number := func(words []string) []int32 {
		var out []int32
		for _, w := range words {
			if _, ok := ids[w]; !ok {
				ids[w] = int32(len(ids))
			}
			out = append(out, ids[w])
		}
		return out
	}
	var tops [][]int32
	for _, words := range topics {
		tops = append(tops, number(words))
	}
	c := NewWindows(tops, size)
	for _, doc := range docs {
		c.Add(number(doc))
	}
	return c, tops
}

var sixDocs = [][]string{
	{"ناتو", "تحالف", "ردع", "امن"}, {"ناتو", "تحالف", "امن", "جماعي"},
	{"واقعيه", "قوه", "ردع", "توازن"}, {"ليبراليه", "مؤسسات", "تعاون", "امن"},
	{"واقعيه", "قوه", "توازن", "ناتو"}, {"ليبراليه", "تعاون", "مؤسسات", "جماعي"},
}

var threeTopics = [][]string{
	{"ناتو", "تحالف", "امن", "ردع"}, {"واقعيه", "قوه", "توازن", "ردع"}, {"ليبراليه", "تعاون", "مؤسسات", "امن"},
}

func TestCoherence(t *testing.T) { // gensim 4.2.0 and independent code
	for _, c := range []struct {
		name string
		size int
		f    func(*Windows, []int32) (float64, bool)
		want [3]float64
	}{
		{"C_V", 110, (*Windows).CV, [3]float64{.7830515904, .8945321435, .7837309387}},
		{"C_NPMI", 10, (*Windows).NPMI, [3]float64{.2916689000, .6131471928, .5}},
		{"C_UCI", 10, (*Windows).UCI, [3]float64{.3465735903, .7520386984, .5493061443}},
		{"U_Mass", 0, (*Windows).UMass, [3]float64{-.6168836623, -.3465735903, -.3465735903}},
	} {
		w, tops := counted(sixDocs, threeTopics, c.size)
		for k, want := range c.want {
			if got, ok := c.f(w, tops[k]); !ok || !near(got, want, 1e-9) {
				t.Errorf("%s of topic %d = %v, %v, want %v", c.name, k, got, ok, want)
			}
		}
	}
}

func TestWindows(t *testing.T) { // words that stand twice in a window, where gensim miscounts
	docs := [][]string{{"a", "b", "c", "a", "d", "b", "c", "e"}, {"a", "c", "e", "d"}, {"b", "d"}}
	topics := [][]string{{"a", "b", "c"}, {"c", "d", "e"}}
	for _, c := range []struct {
		size     int
		cv, npmi [2]float64
	}{
		{2, [2]float64{.3838114268, .3543366388}, [2]float64{-.1607646434, -.2866753015}},
		{3, [2]float64{.4770838358, .4762023452}, [2]float64{-.0837518288, -.0799825931}},
		{5, [2]float64{.6729261271, .6364745918}, [2]float64{.2662137157, .0553187443}},
		{110, [2]float64{.5662815538, .7396504722}, [2]float64{.1587603286, .3333333333}},
	} {
		w, tops := counted(docs, topics, c.size)
		for k := range topics {
			if got, _ := w.CV(tops[k]); !near(got, c.cv[k], 1e-9) {
				t.Errorf("windows of %d: C_V of topic %d = %.10f, want %v", c.size, k, got, c.cv[k])
			}
			if got, _ := w.NPMI(tops[k]); !near(got, c.npmi[k], 1e-9) {
				t.Errorf("windows of %d: C_NPMI of topic %d = %.10f, want %v", c.size, k, got, c.npmi[k])
			}
		}
	}
}

// TestPalmetto has the probabilities of Palmetto's unit tests, each made by
// documents that are one window.
func TestPalmetto(t *testing.T) {
	for _, c := range []struct {
		reason string
		docs   [][]string
		words  []string
		want   float64
	}{
		{"one word in every window, the others together in two of three",
			[][]string{{"1", "2", "3"}, {"1", "2", "3"}, {"1"}}, []string{"1", "2", "3"}, 1. / 3},
		{"each in two of three windows, every two together in one",
			[][]string{{"1", "2"}, {"1", "3"}, {"2", "3"}}, []string{"1", "2", "3"}, -.2618595},
		{"all joints a quarter",
			[][]string{{"1", "2", "3"}, {"2"}, {"3"}, {"x"}}, []string{"1", "2", "3"}, 1. / 3},
		{"two joints 0, where ε decides",
			[][]string{{"1"}, {"2", "3"}, {"2"}, {"3"}}, []string{"1", "2", "3"}, -.616495},
	} {
		w, tops := counted(c.docs, [][]string{c.words}, 10)
		got, ok := w.NPMI(tops[0])
		if !ok || !near(got, c.want, 1e-6) {
			t.Errorf("%s: NPMI = %v, %v, want %v", c.reason, got, ok, c.want)
		}
	}
}

func TestCoherenceUndefined(t *testing.T) {
	w, _ := counted(sixDocs, threeTopics, 10)
	if got, ok := w.NPMI([]int32{0, 999}); ok { // a word that the corpus lacks
		t.Errorf("NPMI with an unknown word = %v, want none", got)
	}
	if got, ok := w.CV([]int32{0}); ok { // no pair
		t.Errorf("CV of one word = %v, want none", got)
	}
	c, tops := counted([][]string{{"a", "b"}, {"b", "a"}}, [][]string{{"a", "b"}}, 10)
	if got, _ := c.NPMI(tops[0]); got != 1 { // both everywhere: the limit, not 0/0
		t.Errorf("NPMI of words in every window = %v, want 1", got)
	}
}

func TestSemanticCoherence(t *testing.T) {
	rows := []string{"11000", "11100", "00111", "00011", "10101", "01010", "10000"}
	topics := [][]int32{{0, 1, 2}, {4, 3, 2}, {2, 0, 1}}
	c := NewWindows(topics, 0)
	for _, row := range rows {
		var doc []int32
		for w, b := range row {
			if b == '1' {
				doc = append(doc, int32(w))
			}
		}
		c.Add(doc)
	}
	for k, want := range [][2]float64{{-.98082925, -2.47330279}, {-.40546511, -1.89960046}, {-.69314718, -2.18645162}} {
		mimno, _ := c.Semantic(topics[k], 1, 0)
		smooth, _ := c.Semantic(topics[k], .01, .01) // stm's constants, the paper's order of words
		if !near(mimno, want[0], 1e-8) || !near(smooth, want[1], 1e-8) {
			t.Errorf("Semantic of topic %d = %.8f and %.8f, want %v", k, mimno, smooth, want)
		}
	}
}

func TestFREX(t *testing.T) {
	m, _, _ := small()
	counts := []int64{50, 60, 40, 55, 45}
	excl := m.exclusive()
	for w, want := range []float64{.615384615, .5, .25, .166666667, .090909091} {
		if !near(excl[0][w], want, 1e-9) {
			t.Errorf("exclusivity of word %d = %v, want %v", w, excl[0][w], want)
		}
	}
	shrink(excl, counts)
	for k, row := range [][]float64{
		{.594849166, .46892655, .28205128, .20061728, .10090333},
		{.095591667, .19774011, .28205128, .46604938, .71103210},
		{.309559167, .33333333, .43589744, .33333333, .18806458},
	} {
		for w, want := range row {
			if !near(excl[k][w], want, 1e-8) {
				t.Errorf("shrunk exclusivity of topic %d, word %d = %v, want %v", k, w, excl[k][w], want)
			}
		}
	}
	frex := m.ShrunkFREX(counts, .5)
	for _, c := range []struct {
		topic int
		want  []float64
	}{{0, []float64{1, .8, .6, .4, .2}}, {2, []float64{.48, .64615385, 1, .64615385, .2}}} {
		for w, want := range c.want {
			if !near(frex[c.topic][w], want, 1e-8) {
				t.Errorf("ShrunkFREX of topic %d, word %d = %v, want %v", c.topic, w, frex[c.topic][w], want)
			}
		}
	}
	for k, want := range []float64{2.4, 2.4, 2.1111111} {
		if got := m.Exclusivity(3, .7)[k]; !near(got, want, 1e-7) {
			t.Errorf("Exclusivity of topic %d = %v, want %v", k, got, want)
		}
	}
}

func TestShrinkDegenerate(t *testing.T) {
	p := [][]float64{{.9, .5}, {.1, .5}}
	shrink(p, []int64{1, 10}) // seen once, and spread evenly: nothing is known of either
	for k := range p {
		for w, got := range p[k] {
			if !near(got, .5, 1e-15) {
				t.Errorf("share of topic %d in word %d = %v, want 0.5", k, w, got)
			}
		}
	}
}

func TestScoreAndDiversity(t *testing.T) {
	m := &Topics{Phi: [][]float64{{.5, .25, .25}, {.125, .25, .625}}}
	// ln(.5) and ln(.125) have the mean ln(.25): .5·ln 2 and −.125·ln 2.
	if s := m.Score(); !near(s[0][0], .5*math.Ln2, 1e-15) || !near(s[1][0], -.125*math.Ln2, 1e-15) || s[0][1] != 0 {
		t.Errorf("Score = %v", s)
	}
	if got := m.Diversity(2); got != .75 { // {0, 1} and {2, 1}: three words of four
		t.Errorf("Diversity(2) = %v, want 0.75", got)
	}
}
