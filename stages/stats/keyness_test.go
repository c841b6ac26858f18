package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Dunning 1993, Table 2: cells k11, k12, k21, k22 and the log-likelihood as
// printed.
func TestG2Dunning(t *testing.T) {
	tests := []struct {
		bigram string
		k      [4]int64
		want   float64
	}{
		{"the swiss", [4]int64{110, 2442, 111, 29114}, 270.72},
		{"can be", [4]int64{29, 13, 123, 31612}, 263.90},
		{"previous year", [4]int64{31, 23, 139, 31584}, 256.84},
		{"mineral water", [4]int64{10, 0, 3, 31764}, 167.23},
		{"at the", [4]int64{76, 104, 2476, 29121}, 157.21},
		{"real terms", [4]int64{16, 16, 51, 31694}, 157.03},
		{"natural gas", [4]int64{9, 0, 5, 31763}, 146.80},
		{"owing to", [4]int64{16, 0, 865, 30896}, 115.02},
		{"health insurance", [4]int64{10, 9, 41, 31717}, 104.53},
		{"stiff competition", [4]int64{8, 2, 27, 31740}, 100.96},
	}
	for _, tt := range tests {
		table := Table{A: tt.k[0], B: tt.k[1], N1: tt.k[0] + tt.k[2], N2: tt.k[1] + tt.k[3]}
		if got, ok := table.G2(); !ok || math.Abs(got-tt.want) > 0.005 {
			t.Errorf("%s: G² %.4f, want %.2f", tt.bigram, got, tt.want)
		}
	}
}

func TestKeynessNumbers(t *testing.T) {
	a := Table{120, 45, 52000, 61000}
	b := Table{15, 0, 20000, 30000}
	toy := Table{7, 2, 10, 9}
	effectA, _ := a.Effect()
	effectB, _ := b.Effect()
	get := func(v float64, ok bool) float64 {
		if !ok {
			return math.NaN()
		}
		return v
	}
	g2A, g2B := get(a.G2Two()), get(b.G2Two())
	tests := []struct {
		name      string
		got, want float64
		tol       float64
	}{
		{"G² two cells, A", g2A, 48.396476, 1e-7},
		{"G² four cells, A", get(a.G2()), 48.465771, 1e-7},
		{"G² two cells, B", g2B, 27.488722, 1e-7},
		{"G² four cells, B", get(b.G2()), 27.495474, 1e-7},
		{"G² four cells, toy", get(toy.G2()), 4.534939, 1e-6},
		{"Williams, toy", get(toy.Williams(get(toy.G2()))), 4.200833, 1e-6},
		{"χ², toy", get(toy.ChiSquare(Uncorrected)), 4.337160, 1e-6},
		{"χ² Yates, toy", get(toy.ChiSquare(Yates)), 2.632438, 1e-6},
		{"φ² (Church & Gale 1991)", get(Table{31950, 12004, 31950 + 4793, 12004 + 848330}.ChiSquare(Uncorrected)) / (31950 + 12004 + 4793 + 848330), .62, 5e-3},
		{"BIC, A", a.BIC(g2A), 36.761333, 1e-7},
		{"BIC, B", b.BIC(g2B), 16.668944, 1e-7},
		{"BIC, we", Table{1048, 779, 43002, 108539}.BIC(667.110012), 655.181401, 1e-7},
		{"Log Ratio, A", effectA.LogRatio, 1.6453351187, 1e-9},
		{"Log Ratio low, A", effectA.Low, 1.1513493856, 1e-9},
		{"Log Ratio high, A", effectA.High, 2.1393208518, 1e-9},
		{"Log Ratio, B", effectB.LogRatio, 5.491853, 1e-6},
		{"Log Ratio, we", effect(Table{1048, 779, 43002, 108539}).LogRatio, 1.7636813399, 1e-9},
		{"Log Ratio, the", effect(Table{2089, 8094, 43002, 108539}).LogRatio, -.6183025002, 1e-9},
		{"%DIFF (Gabrielatos & Marchi 2012)", effect(Table{206523, 178174, 959641, 1562358}).PctDiff, 88.7104, 1e-6},
		{"odds ratio", effect(Table{16217, 735, 2796938, 2087946}).Odds, 16.6, 3e-3},
		{"difference coefficient", effect(Table{18, 35, 1e6, 1e6}).DiffCoef, -.32, 3e-3},
		{"ELL, A", get(a.ELL()), 0.00009892, 5e-9},
		{"simple maths (Kilgarriff 2009)", get(Table{35, 263, 112289811, 1559717242}.SimpleMaths(1)), 1.1224, 5e-5},
		{"simple maths k=1, A", get(a.SimpleMaths(1)), 3.1253241333, 1e-9},
		{"simple maths k=100, A", get(a.SimpleMaths(100)), 2.8741532440, 1e-9},
	}
	for _, tt := range tests {
		if !near(tt.got, tt.want, tt.tol) {
			t.Errorf("%s = %.10f, want %.10f", tt.name, tt.got, tt.want)
		}
	}
	if !effectB.Adjusted || effectA.Adjusted {
		t.Error("only a table with a zero is adjusted")
	}
}

func effect(t Table) Effect {
	e, _ := t.Effect()
	return e
}

// quanteda 4.0.1's documented keyness of the inaugural speeches (target: since
// 1945): signed χ² as printed, and the uncorrected G² recomputed. The totals
// were solved from the printed values.
func TestKeynessQuanteda(t *testing.T) {
	tests := []struct {
		feature  string
		a, b     int64
		chi2, g2 float64
	}{
		{"we", 1048, 779, 764.4484, 676.3499},
		{".", 2014, 3141, 300.1887, 282.5849},
		{"us", 289, 216, 207.5181, 183.4361},
		{"-", 242, 157, 205.0408, 180.1038},
		{"america", 148, 54, 200.5544, 174.6018},
		{":", 115, 29, 187.9821, 164.5778},
		{"our", 917, 1307, 183.5362, 170.8618},
		{"world", 196, 123, 171.9660, 150.8575},
		{"americans", 76, 7, 163.1532, 148.2095},
		{"today", 84, 21, 137.7753, 120.6431},
		{"upon", 39, 332, -58.39810, -70.5461},
		{"public", 12, 213, -58.87042, -78.7974},
		{"constitution", 9, 200, -59.66134, -82.0355},
		{"it", 266, 1132, -60.68425, -65.6938},
		{"states", 29, 305, -63.87803, -79.6350},
		{"be", 278, 1224, -72.68161, -79.1005},
		{"should", 16, 309, -88.14817, -119.1936},
		{"which", 96, 911, -177.10087, -217.2916},
		{"of", 1514, 5666, -197.08830, -208.6149},
		{"the", 2089, 8094, -331.99069, -352.7553},
	}
	for _, tt := range tests {
		table := Table{tt.a, tt.b, 43002, 108539}
		chi2, _ := table.ChiSquare(YatesQuanteda)
		g2, _ := table.G2()
		sign := float64(table.Direction())
		if math.Abs(sign*chi2-tt.chi2) > 5e-4 || math.Abs(sign*g2-tt.g2) > 5e-4 {
			t.Errorf("%q: χ² %.4f, G² %.4f, want %.4f, %.4f", tt.feature, sign*chi2, sign*g2, tt.chi2, tt.g2)
		}
	}
}

// The same documentation, one speech against the other post-war ones: the
// small cells take the conditional correction.
func TestChiSquareSmallCells(t *testing.T) {
	tests := []struct {
		feature string
		a, b    int64
		want    float64
	}{
		{"protected", 5, 1, 81.83024},
		{"while", 6, 7, 51.79484},
		{"obama", 3, 0, 51.05861},
		{"will", 40, 332, 48.03251},
		{"everyone", 4, 5, 29.76164},
		{"your", 11, 51, 28.60175},
		{"america", 18, 130, 27.57968},
		{"breath", 2, 0, 27.27421},
	}
	for _, tt := range tests {
		if got, ok := (Table{tt.a, tt.b, 1660, 41342}).ChiSquare(YatesQuanteda); !ok || math.Abs(got-tt.want) > 5e-5 {
			t.Errorf("%q: χ² %.5f, want %.5f", tt.feature, got, tt.want)
		}
	}
}

// The same comparison after one was added to every cell of the matrix of
// documents and features (4,522 features, 19 reference speeches), by the
// log-likelihood. quanteda adds 1e-9 to each ratio before it takes the
// logarithm, which adds 2e-9 times the number of words to the sum.
func TestG2SmallCells(t *testing.T) {
	tests := []struct {
		feature string
		a, b    int64
		want    float64
	}{
		{"will", 41, 351, 22.609878},
		{"america", 19, 149, 12.306921},
		{"your", 12, 70, 10.868622}, // only here does the correction set in
		{"while", 7, 26, 9.707425},
		{"again", 10, 56, 9.345219},
		{"protected", 6, 20, 8.909125},
		{"american", 12, 86, 7.996610},
		{"back", 7, 35, 7.113978},
		{"dreams", 6, 30, 5.908744},
		{"country", 10, 77, 5.725811},
	}
	const epsilon = 2e-9 * (6182 + 127260)
	for _, tt := range tests {
		if got, ok := (Table{tt.a, tt.b, 6182, 127260}).G2Yates(); !ok || math.Abs(got+epsilon-tt.want) > 5e-6 {
			t.Errorf("%q: G² %.6f, want %.6f", tt.feature, got, tt.want)
		}
	}
	your := Table{12, 70, 6182, 127260}
	plain, _ := your.G2()
	if williams, _ := your.Williams(plain); math.Abs(plain+epsilon-12.106282) > 5e-6 || math.Abs(williams+epsilon-11.596368) > 2e-5 {
		t.Errorf("\"your\": uncorrected %.6f, Williams %.6f, want 12.106282, 11.596368", plain, williams)
	}
}

func TestPValue(t *testing.T) {
	tests := []struct{ chi2, p, tol float64 }{
		{3.84, .05004, 1e-4},
		{6.63, .01003, 1e-3},
		{10.83, .000999, 1e-3},
		{15.13, .0001004, 1e-3},
		{48.396476, 3.481933e-12, 1e-6},
		{764.4484, 2.8963e-168, 1e-4},
	}
	for _, tt := range tests {
		p, log10p := PValue(tt.chi2)
		if math.Abs(p/tt.p-1) > tt.tol || math.Abs(log10p-math.Log10(tt.p)) > 1e-3 {
			t.Errorf("PValue(%g) = %g, %g, want %g", tt.chi2, p, log10p, tt.p)
		}
	}
	for x := 0.01; x < 1400; x *= 1.1 { // the standard library as a second opinion
		p, log10p := PValue(x)
		if want := math.Erfc(math.Sqrt(x / 2)); math.Abs(p/want-1) > 1e-12 || math.Abs(log10p-math.Log10(want)) > 1e-9 {
			t.Errorf("PValue(%g) = %g, %g, want %g", x, p, log10p, want)
		}
	}
	if p, log10p := PValue(5000); p != 0 || math.IsInf(log10p, 0) || log10p > -1000 {
		t.Errorf("PValue(5000) = %g, %g", p, log10p)
	}
}

// Weighted log-odds of 1,000 tokens each with a prior of 200: recomputed from
// the formula in R.
func TestLogOdds(t *testing.T) {
	tests := []struct {
		a, b     int64
		delta, z float64
	}{
		{30, 10, 0.90431041, 2.84774034},
		{50, 40, 0.19444320, 1.00601612},
		{10, 50, -1.28713061, -4.54057001},
		{910, 900, 0.09698378, 2.25992702},
	}
	for _, tt := range tests {
		delta, z, ok := Table{tt.a, tt.b, 1000, 1000}.LogOdds(0.1*float64(tt.a+tt.b), 200)
		if !ok || !near(delta, tt.delta, 1e-8) || !near(z, tt.z, 1e-8) {
			t.Errorf("%d/%d: δ %.8f z %.8f, want %.8f %.8f", tt.a, tt.b, delta, z, tt.delta, tt.z)
		}
	}
}

// Benjamini & Hochberg 1995's fifteen p values; the q values are R's p.adjust.
func TestBenjaminiHochberg(t *testing.T) {
	p := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	want := []float64{.0015, .003, .0095, .035625, .0603, .0638571429, .0638571429, .0645, .0765, .486, .5811818182, .714875, .7532307692, .8132142857, 1}
	q := BenjaminiHochberg(p)
	for i := range p {
		if math.Abs(q[i]-want[i]) > 1e-9 {
			t.Errorf("q of %g is %.10f, want %.10f", p[i], q[i], want[i])
		}
	}
	reversed := slices.Clone(p)
	slices.Reverse(reversed)
	back := BenjaminiHochberg(reversed)
	slices.Reverse(back)
	if !slices.Equal(back, q) {
		t.Error("q depends on the order of the tests")
	}
	if h, b := Holm(p)[1], Bonferroni(p)[1]; !near(h, .0056, 1e-12) || !near(b, .006, 1e-12) {
		t.Errorf("Holm %g, Bonferroni %g, want .0056, .006", h, b)
	}
}

// No table makes a NaN or an infinity, and turning it round turns the signs.
func TestKeynessNeverFails(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n1, n2 := rapid.Int64Range(0, 1e9).Draw(r, "n1"), rapid.Int64Range(0, 1e9).Draw(r, "n2")
		table := Table{rapid.Int64Range(0, n1).Draw(r, "a"), rapid.Int64Range(0, n2).Draw(r, "b"), n1, n2}
		g4, ok4 := table.G2()
		g2, ok2 := table.G2Two()
		e, ok := table.Effect()
		if ok != ok4 || ok != ok2 || ok != (n1 > 0 && n2 > 0 && table.A+table.B > 0) {
			r.Fatalf("%+v: ok is %v, %v, %v", table, ok, ok4, ok2)
		}
		if !ok {
			return
		}
		chi2, _ := table.ChiSquare(Yates)
		williams, _ := table.Williams(g4)
		delta, z, _ := table.LogOdds(0.5, 100)
		p, log10p := PValue(g2)
		for i, v := range []float64{g4, g2, chi2, williams, delta, z, p, log10p, e.LogRatio, e.Low, e.High, e.PctDiff, e.Risk, e.Odds, e.DiffCoef} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				r.Fatalf("%+v: value %d is %g", table, i, v)
			}
		}
		turned, _ := Table{table.B, table.A, n2, n1}.Effect()
		if !near(turned.LogRatio, -e.LogRatio, 1e-9) {
			r.Fatalf("%+v: log ratio %g, turned round %g", table, e.LogRatio, turned.LogRatio)
		}
	})
}

func ExampleTable() {
	alliance := Table{A: 120, B: 45, N1: 52000, N2: 61000}
	g2, _ := alliance.G2()
	p, _ := PValue(g2)
	e, _ := alliance.Effect()
	fmt.Printf("G² %.1f, p %.1g, log ratio %.2f [%.2f, %.2f]\n", g2, p, e.LogRatio, e.Low, e.High)
	// Output: G² 48.5, p 3e-12, log ratio 1.65 [1.15, 2.14]
}
