package compare

import (
	"cmp"
	"slices"

	"fusul/stages/stats"
)

// A Correction is what is done to the log-likelihood of small tables.
type Correction uint8

// The corrections. Yates is made where quanteda makes it.
const (
	Uncorrected Correction = iota
	Yates
	Williams
)

// KeynessOptions are the choices of a comparison. The zero value tests every
// feature and answers with all of them.
type KeynessOptions struct {
	Only       []int32    // the features that are tested, sorted; nil stands for all
	Least      int64      // occurrences in target and reference together of a feature that is tested
	MaxP       float64    // features with a larger p are left out of the answer; 0 leaves out none
	Limit      int        // features in the answer, the strongest; 0 for all
	Correction Correction // of G2, and of what is made from it
}

// PriorWords is the weight of the prior of the log-odds, in words: what is
// known of a feature from target and reference together counts like a text of
// this length.
const PriorWords = 500

// A Keyword is a feature that was tested.
type Keyword struct {
	Feature int32
	stats.Table
	stats.Effect
	G2, G2Two, Chi2 float64 // over four cells, over two, Pearson's
	P, Log10P, Q    float64 // of G2
	Tests           int     // tests that Q allows for
	BIC             float64
	LogOddsZ        float64

	// How the feature is spread over the parts of the target; nil where it
	// has fewer than two parts with words, or lacks the feature.
	Spread *stats.Dispersion
}

// Keyness returns the features that are more or less frequent in the target
// than in the reference, by falling log-likelihood, then feature. The answer
// is empty where one of them has no words.
func Keyness(target, reference *Parts, opt KeynessOptions) []Keyword {
	var whole Parts
	whole.Merge(target)
	whole.Merge(reference)
	return NewRest(&whole, opt).Keyness(target)
}

// A Rest compares parts of a whole with the rest of it, one after the other.
//
// Most features of the whole are absent from a part, and what is absent is
// tested alike where it is as frequent in the whole: a part takes the time of
// its own features, and of the different frequencies in the whole. A feature
// by itself took four times as long over the chapters of books.
type Rest struct {
	whole   *Parts
	opt     KeynessOptions
	tests   int
	classes []class // by rising frequency
	classOf []int32 // of each feature, plus one; 0 is not tested

	// scratch
	present [][2]int32 // the tested features of the part, and their cells
	absent  []int32    // of each class, how many are absent; then their cell
	cells   cells
}

// A class is the tested features of one frequency in the whole, sorted.
type class struct {
	frequency int64
	features  []int32
}

// NewRest prepares comparisons with the rest of whole, which is kept.
func NewRest(whole *Parts, opt KeynessOptions) *Rest {
	r := &Rest{whole: whole, opt: opt, classOf: make([]int32, len(whole.freq))}
	features := whole.Frequent(max(1, opt.Least), 0)
	if opt.Only != nil {
		features = slices.DeleteFunc(features, func(id int32) bool { return !slices.Contains(opt.Only, id) })
	}
	slices.SortStableFunc(features, func(a, b int32) int { return cmp.Compare(whole.freq[a], whole.freq[b]) })
	r.tests = len(features)
	for from, to := 0, 0; from < len(features); from = to {
		n := whole.freq[features[from]]
		for to = from; to < len(features) && whole.freq[features[to]] == n; to++ {
			r.classOf[features[to]] = int32(len(r.classes) + 1)
		}
		r.classes = append(r.classes, class{n, features[from:to:to]})
	}
	r.absent = make([]int32, len(r.classes))
	return r
}

// Keyness returns the features that are more or less frequent in part than in
// the rest, by falling log-likelihood, then feature. The answer is empty where
// one of them has no words.
func (r *Rest) Keyness(part *Parts) []Keyword {
	n1, n2 := part.words, r.whole.words-part.words
	if n1 <= 0 || n2 <= 0 {
		return nil
	}
	c := &r.cells
	c.reset(n1, n2, r.opt.Correction)
	r.test(part)
	q := stats.BenjaminiHochbergOf(c.p, c.times, r.tests)
	kept := r.kept(part)
	slices.SortFunc(kept, func(a, b [2]int32) int {
		return cmp.Or(cmp.Compare(c.g2[b[1]], c.g2[a[1]]), cmp.Compare(a[0], b[0]))
	})
	if r.opt.Limit > 0 {
		kept = kept[:min(r.opt.Limit, len(kept))]
	}
	division := part.division()
	answer := make([]Keyword, len(kept))
	for i, x := range kept {
		k, cell := &answer[i], x[1]
		*k = Keyword{Feature: x[0], Table: c.tables[cell], G2: c.g2[cell], P: c.p[cell], Q: q[cell], Tests: r.tests}
		k.complete(part, division)
	}
	return answer
}

// test finds the cells of the features that are in the part, and of each class
// those of the absent ones.
func (r *Rest) test(part *Parts) {
	for i, class := range r.classes {
		r.absent[i] = int32(len(class.features))
	}
	r.present = r.present[:0]
	for _, id := range part.features {
		if class := r.classOf[id] - 1; class >= 0 {
			a := part.freq[id]
			r.present = append(r.present, [2]int32{id, r.cells.number(a, r.whole.freq[id]-a)})
			r.absent[class]--
		}
	}
	for i, n := range r.absent {
		if n > 0 {
			r.absent[i] = r.cells.add(0, r.classes[i].frequency, int(n))
		} else {
			r.absent[i] = -1
		}
	}
}

// kept returns the features with a small p and their cells.
func (r *Rest) kept(part *Parts) [][2]int32 {
	small := func(cell int32) bool { return r.opt.MaxP <= 0 || r.cells.p[cell] <= r.opt.MaxP }
	kept := slices.DeleteFunc(r.present, func(x [2]int32) bool { return !small(x[1]) })
	for i, cell := range r.absent {
		if cell < 0 || !small(cell) {
			continue
		}
		for _, id := range r.classes[i].features {
			if part.Frequency(id) == 0 {
				kept = append(kept, [2]int32{id, cell})
			}
		}
	}
	r.present = kept
	return kept
}

// cells are pairs of counts in two parts, with the test of each and the number
// of features that have it.
type cells struct {
	n1, n2     int64
	correction Correction

	small  [16][64]int32 // number of the pair, plus one, of small counts, which many features share
	tables []stats.Table
	times  []int
	g2, p  []float64
}

// reset empties c for parts of n1 and n2 words.
func (c *cells) reset(n1, n2 int64, correction Correction) {
	c.n1, c.n2, c.correction = n1, n2, correction
	c.small = [16][64]int32{}
	c.tables, c.times, c.g2, c.p = c.tables[:0], c.times[:0], c.g2[:0], c.p[:0]
}

// number returns the number of the pair a, b, and counts it.
func (c *cells) number(a, b int64) int32 {
	if a >= int64(len(c.small)) || b >= int64(len(c.small[0])) {
		return c.add(a, b, 1)
	}
	i := &c.small[a][b]
	if *i == 0 {
		*i = c.add(a, b, 0) + 1
	}
	c.times[*i-1]++
	return *i - 1
}

// add tests a pair that times features have, and returns its number.
func (c *cells) add(a, b int64, times int) int32 {
	t := stats.Table{A: a, B: b, N1: c.n1, N2: c.n2}
	g2 := likelihood(t, c.correction)
	c.tables, c.times = append(c.tables, t), append(c.times, times)
	c.g2, c.p = append(c.g2, g2), append(c.p, stats.Tail(g2))
	return int32(len(c.tables)) - 1
}

// likelihood returns the log-likelihood of t over four cells.
func likelihood(t stats.Table, c Correction) float64 {
	if c == Yates {
		g2, _ := t.G2Yates()
		return g2
	}
	g2, _ := t.G2()
	if c == Williams {
		if corrected, ok := t.Williams(g2); ok {
			return corrected
		}
	}
	return g2
}

// complete computes what is asked of the features in the answer only.
func (k *Keyword) complete(target *Parts, division stats.Division) {
	k.Log10P = stats.LogTail(k.G2, k.P)
	k.Effect, _ = k.Table.Effect()
	k.G2Two, _ = k.Table.G2Two()
	k.Chi2, _ = k.ChiSquare(stats.Uncorrected)
	k.BIC = k.Table.BIC(k.G2Two)
	share := float64(k.A+k.B) / float64(k.N1+k.N2)
	_, k.LogOddsZ, _ = k.LogOdds(PriorWords*share, PriorWords)
	var freqs, sizes []int64
	if len(target.parts) < 2 {
		return
	}
	for _, part := range target.parts {
		if f := of(part.Counts, k.Feature); f > 0 {
			freqs, sizes = append(freqs, f), append(sizes, part.Words)
		}
	}
	if d, ok := division.Disperse(freqs, sizes); ok {
		k.Spread = &d
	}
}
