package stats

import (
	"cmp"
	"math"
	"math/bits"

	"fusul/stages/internal/exact"
)

// A Table is the 2×2 table of a word in two parts: A times among the N1 words
// of the target, B times among the N2 words of the reference (docs/methods.md
// has the names of the cells).
type Table struct{ A, B, N1, N2 int64 }

// ok reports whether t can be: both parts have words, the word occurs, and no
// count exceeds its total.
func (t Table) ok() bool {
	return t.N1 > 0 && t.N2 > 0 && t.A >= 0 && t.B >= 0 && t.A+t.B > 0 && t.A <= t.N1 && t.B <= t.N2
}

// cells returns the observed counts and their expected ones, by row (the
// word, other words) and column (target, reference).
func (t Table) cells() (observed, expected [4]float64) {
	a, b, n1, n2 := float64(t.A), float64(t.B), float64(t.N1), float64(t.N2)
	n := n1 + n2
	r1 := a + b
	r2 := n - r1
	observed = [4]float64{a, b, n1 - a, n2 - b}
	expected = [4]float64{r1 * n1 / n, r1 * n2 / n, r2 * n1 / n, r2 * n2 / n}
	return observed, expected
}

// Direction returns 1 where the word is relatively more frequent in the
// target, -1 where it is less, 0 where it is neither.
func (t Table) Direction() int {
	left, lowLeft := bits.Mul64(uint64(t.A), uint64(t.N2))
	right, lowRight := bits.Mul64(uint64(t.B), uint64(t.N1))
	return cmp.Or(cmp.Compare(left, right), cmp.Compare(lowLeft, lowRight))
}

// G2 returns the log-likelihood ratio over all four cells (Dunning 1993;
// quanteda's lr, NLTK).
func (t Table) G2() (g2 float64, ok bool) { return t.likelihood(4) }

// G2Two returns the log-likelihood over the two cells of the word (Rayson &
// Garside 2000; the UCREL wizard, WordSmith).
func (t Table) G2Two() (g2 float64, ok bool) { return t.likelihood(2) }

func (t Table) likelihood(cells int) (float64, bool) {
	if !t.ok() {
		return 0, false
	}
	o, e := t.cells()
	return likelihood(o[:cells], e[:cells]), true
}

// likelihood returns twice the sum of o ln(o/e).
func likelihood(o, e []float64) float64 {
	sum := 0.0
	for i := range o {
		if o[i] > 0 {
			sum += float64(o[i] * exact.Log(o[i]/e[i]))
		}
	}
	return max(0, 2*sum) // rounding may leave a hair below 0
}

// G2Yates returns the log-likelihood over four cells with the observed counts
// moved by one half towards the expected ones where quanteda does so for its
// lr: see [YatesQuanteda].
func (t Table) G2Yates() (g2 float64, ok bool) {
	if !t.ok() {
		return 0, false
	}
	o, e := t.cells()
	if t.smallCells() {
		shift := 0.5 // a and d away from their expected counts, or b and c
		if o[0] > e[0] {
			shift = -0.5
		}
		o = [4]float64{o[0] + shift, o[1] - shift, o[2] - shift, o[3] + shift}
	}
	return likelihood(o[:], e[:]), true
}

// smallCells reports whether quanteda corrects t.
func (t Table) smallCells() bool {
	o, _ := t.cells()
	a, b, c, d := o[0], o[1], o[2], o[3]
	n := a + b + c + d
	gap := math.Abs(float64(a*d) - float64(b*c))
	return gap >= n/2 && min((a+b)*(a+c), (a+b)*(b+d), (a+c)*(c+d), (c+d)*(b+d))/n < 5
}

// Williams returns g2 with Williams' correction for small tables.
func (t Table) Williams(g2 float64) (corrected float64, ok bool) {
	o, _ := t.cells()
	r1, r2 := o[0]+o[1], o[2]+o[3]
	n1, n2 := float64(t.N1), float64(t.N2)
	if !t.ok() || r2 == 0 {
		return 0, false
	}
	n := n1 + n2
	q := 1 + float64((n/r1+n/r2-1)*(n/n1+n/n2-1))/(6*n)
	return g2 / q, true
}

// A Correction is a continuity correction of χ².
type Correction uint8

// The corrections.
const (
	Uncorrected Correction = iota
	Yates                  // always by one half
	// YatesQuanteda corrects where quanteda does: |ad-bc| reaches N/2 and one
	// of four products of margins is below 5 N.
	YatesQuanteda
)

// ChiSquare returns Pearson's χ² of the table.
func (t Table) ChiSquare(c Correction) (chi2 float64, ok bool) {
	if !t.ok() {
		return 0, false
	}
	o, _ := t.cells()
	a, b, cc, d := o[0], o[1], o[2], o[3]
	n := a + b + cc + d
	r2 := cc + d
	if r2 == 0 {
		return 0, false
	}
	gap := math.Abs(float64(a*d) - float64(b*cc))
	if c == Yates || c == YatesQuanteda && t.smallCells() {
		gap = max(0, gap-float64(n/2))
	}
	return float64(n*gap*gap) / ((a + b) * r2 * float64(t.N1) * float64(t.N2)), true
}

// BIC returns the approximation of the Bayes factor (Wilson 2013): g2 - ln N.
// Above 2 there is positive evidence for a difference, above 6 strong, above
// 10 very strong.
func (t Table) BIC(g2 float64) float64 { return g2 - exact.Log(float64(t.N1+t.N2)) }

// An Effect is an effect size of a table. Where a count is 0, it is taken as
// one half (Hardie 2014) and Adjusted is set.
type Effect struct {
	LogRatio  float64 // log2 of the ratio of the rates (Hardie 2014)
	Low, High float64 // its 95 % interval (Katz)
	PctDiff   float64 // %DIFF (Gabrielatos & Marchi 2012)
	Risk      float64 // ratio of the rates
	Odds      float64 // odds ratio
	DiffCoef  float64 // difference coefficient (Hofland & Johansson 1982)
	Adjusted  bool
}

// Effect returns the effect sizes of t.
func (t Table) Effect() (e Effect, ok bool) {
	if !t.ok() {
		return Effect{}, false
	}
	a, b, n1, n2 := float64(t.A), float64(t.B), float64(t.N1), float64(t.N2)
	if t.A == 0 || t.B == 0 {
		e.Adjusted = true
		a, b = max(a, 0.5), max(b, 0.5)
	}
	f1, f2 := a/n1, b/n2
	e.Risk = f1 / f2
	e.LogRatio = exact.Log2(e.Risk)
	se := math.Sqrt(max(0, 1/a-1/n1+1/b-1/n2))
	half := float64(Z95*se) / math.Ln2
	e.Low, e.High = e.LogRatio-half, e.LogRatio+half
	e.PctDiff = 100 * (f1 - f2) / f2
	e.DiffCoef = (f1 - f2) / (f1 + f2)
	if n1 > a && n2 > b {
		e.Odds = float64(a*(n2-b)) / float64(b*(n1-a))
	}
	return e, true
}

// ELL returns the effect size of the two-cell log-likelihood (Johnston, Berry
// & Mielke 2006); ok is false where the smaller expected count is at most 1.
func (t Table) ELL() (ell float64, ok bool) {
	g2, ok := t.G2Two()
	if !ok {
		return 0, false
	}
	_, e := t.cells()
	least := min(e[0], e[1])
	if least <= 1 {
		return 0, false
	}
	return g2 / (float64(t.N1+t.N2) * exact.Log(least)), true
}

// SimpleMaths returns the ratio of the rates per million, each with k added
// (Kilgarriff 2009).
func (t Table) SimpleMaths(k float64) (ratio float64, ok bool) {
	if !t.ok() || k <= 0 {
		return 0, false
	}
	return (1e6*float64(t.A)/float64(t.N1) + k) / (1e6*float64(t.B)/float64(t.N2) + k), true
}

// LogOdds returns the weighted log-odds of the word with an informative
// Dirichlet prior, and its z score (Monroe, Colaresi & Quinn 2008, "Fightin'
// Words"). The prior counts the word alpha times among alphaSum words.
func (t Table) LogOdds(alpha, alphaSum float64) (delta, z float64, ok bool) {
	y1, y2 := float64(t.A)+alpha, float64(t.B)+alpha
	rest1, rest2 := float64(t.N1)+alphaSum-y1, float64(t.N2)+alphaSum-y2
	if !t.ok() || alpha <= 0 || rest1 <= 0 || rest2 <= 0 {
		return 0, 0, false
	}
	delta = exact.Log(y1/rest1) - exact.Log(y2/rest2)
	return delta, delta / math.Sqrt(1/y1+1/y2), true
}

// PValue returns the upper tail of χ² with one degree of freedom, and its
// decimal logarithm, which stays finite where p itself is 0.
func PValue(chi2 float64) (p, log10p float64) {
	p = Tail(chi2)
	return p, LogTail(chi2, p)
}

// LogTail returns the decimal logarithm of the tail p of chi2.
func LogTail(chi2, p float64) float64 {
	if x := math.Sqrt(chi2 / 2); x >= 5 {
		return (exact.Log(erfcx(x)) - float64(x*x)) / math.Ln10
	}
	return exact.Log10(p)
}

// Tail returns the upper tail of χ² with one degree of freedom.
func Tail(chi2 float64) float64 {
	if !(chi2 > 0) {
		return 1
	}
	return erfc(math.Sqrt(chi2 / 2))
}

// series are 1/n and 1/(2n+1): a division takes four times as long as a
// product.
var series = func() (s [100]struct{ factor, part float64 }) {
	for n := range s {
		s[n].factor, s[n].part = 1/float64(max(1, n)), 1/float64(2*n+1)
	}
	return s
}()

// erfc is the complementary error function of x ≥ 0: by the series of erf
// below 2, by the continued fraction above.
func erfc(x float64) float64 {
	if x >= 2 {
		return float64(exact.Exp(-float64(x*x)) * erfcx(x))
	}
	term, sum := x, x
	square := -float64(x * x)
	for n := 1; n < len(series) && math.Abs(term) > 1e-18; n++ {
		term = float64(term * float64(square*series[n].factor))
		sum += float64(term * series[n].part)
	}
	return 1 - float64(2/math.Sqrt(math.Pi)*sum)
}

// erfcx is exp(x²) erfc(x) for x ≥ 2, by its continued fraction.
func erfcx(x float64) float64 {
	f := x
	for n := 8 + int(104/x); n >= 1; n-- { // 60 at 2; fewer do beyond
		f = x + float64(n)/2/f
	}
	return 1 / float64(f*math.Sqrt(math.Pi))
}
