package stats

import (
	"cmp"
	"math"
	"slices"

	"fusul/stages/internal/exact"
)

// Windows and thresholds of the diversity measures. They are settings of the
// definitions, so they stand in the tables' metadata too.
const (
	MATTRWindow   = 100
	MSTTRSegment  = 100
	MTLDThreshold = 0.72
	HDDSample     = 42
)

// A Diversity is the lexical diversity of a text of N words of V types. A
// measure that the text is too short for is nil.
type Diversity struct {
	N, V, Hapax int64 // Hapax: types that occur once

	TTR, Herdan, Guiraud, CTTR float64

	// With natural logarithms, as in LexicalRichness. quanteda takes decimal
	// ones: its U is this over ln 10, its Maas the root of this times ln 10.
	DugastU, MaasA2 *float64

	YuleK                   float64
	Simpson                 *float64
	MSTTR, MATTR, MTLD, HDD *float64
}

// Diversify returns the diversity of the words with the given numbers, in
// text order. ok is false where there are none.
func Diversify(words []int32) (d Diversity, ok bool) {
	var v Diversifier
	return v.Diversify(words)
}

// A Diversifier keeps what it has allocated from one text to the next: whoever
// asks for the diversity of many should have one. Its zero value is ready.
type Diversifier struct {
	words    []occurrences // by word; those of no word between two calls
	few      [64]int64     // types by occurrences: most words are rare
	spectrum []frequency
	closes   [256]int32 // closings of MTLDThreshold
	repeats
}

// Diversify is the function Diversify.
func (v *Diversifier) Diversify(words []int32) (d Diversity, ok bool) {
	if len(words) == 0 {
		return Diversity{}, false
	}
	if v.closes[len(v.closes)-1] == 0 {
		v.closes = closings(MTLDThreshold)
	}
	types := v.read(words)
	n, t := float64(len(words)), float64(types)
	d = Diversity{N: int64(len(words)), V: types, TTR: t / n, Guiraud: t / math.Sqrt(n), CTTR: t / math.Sqrt(2*n)}
	if first := v.spectrum[0]; first.n == 1 {
		d.Hapax = first.types
	}
	d.Herdan = 1
	if n > 1 {
		d.Herdan = exact.LogOf(types) / exact.LogOf(d.N)
	}
	if t < n {
		logN, logV := exact.LogOf(d.N), exact.LogOf(types)
		d.DugastU = pointer(float64(logN*logN) / (logN - logV))
		d.MaasA2 = pointer((logN - logV) / float64(logN*logN))
	}
	d.YuleK = yuleK(v.spectrum)
	if n > 1 {
		sum := 0.0
		for _, f := range v.spectrum {
			sum += float64(float64(f.types) * (float64(f.n) / n) * (float64(f.n-1) / (n - 1)))
		}
		d.Simpson = &sum
	}
	d.MSTTR = optional(v.msttr(MSTTRSegment))
	d.MATTR = optional(v.mattr(MATTRWindow))
	d.MTLD = optional(v.mtld(&v.closes, MTLDThreshold))
	d.HDD = optional(hddOf(v.spectrum, HDDSample))
	return d, true
}

// The occurrences of a word so far: how many, and the place behind the last.
type occurrences struct{ n, last int32 }

// Repeats says of each place of a text where its word stands before and next.
// What counts types in stretches of the text asks for nothing else, and so
// reads the words but once.
type repeats struct {
	before []int32 // the place behind the one before, 0 where there is none
	next   []int32 // len(next) where there is none
}

// read finds the repeats and the spectrum of words, and returns the number of
// different ones.
func (v *Diversifier) read(words []int32) (types int64) {
	if more := space(words) - len(v.words); more > 0 {
		v.words = append(v.words, make([]occurrences, more)...)
	}
	v.before, v.next = room(v.before, len(words)), room(v.next, len(words))
	for i, w := range words {
		o := &v.words[w]
		v.before[i], v.next[i] = o.last, int32(len(words))
		if o.last > 0 {
			v.next[o.last-1] = int32(i)
		}
		o.n++
		o.last = int32(i) + 1
	}
	clear(v.few[:])
	v.spectrum = v.spectrum[:0]
	for i, w := range words {
		if v.before[i] > 0 {
			continue
		}
		types++
		if n := v.words[w].n; int(n) < len(v.few) {
			v.few[n]++
		} else {
			v.spectrum = append(v.spectrum, frequency{int64(n), 1})
		}
		v.words[w] = occurrences{}
	}
	for n, t := range &v.few {
		if t > 0 {
			v.spectrum = append(v.spectrum, frequency{int64(n), t})
		}
	}
	v.spectrum = summed(v.spectrum)
	return types
}

// repeatsOf returns the repeats of words.
func repeatsOf(words []int32) *repeats {
	var v Diversifier
	v.read(words)
	return &v.repeats
}

// A frequency is how many types occur n times.
type frequency struct{ n, types int64 }

// summed returns the frequencies in rising order, each once.
func summed(all []frequency) []frequency {
	slices.SortFunc(all, func(a, b frequency) int { return cmp.Compare(a.n, b.n) })
	sum := all[:0]
	for _, f := range all {
		if k := len(sum); k > 0 && sum[k-1].n == f.n {
			sum[k-1].types += f.types
			continue
		}
		sum = append(sum, f)
	}
	return sum
}

// frequencies returns a spectrum in rising order: sums are taken in it, so that
// their last bits do not depend on the map.
func frequencies(spectrum map[int64]int64) []frequency {
	all := make([]frequency, 0, len(spectrum))
	for n, types := range spectrum {
		all = append(all, frequency{n, types})
	}
	return summed(all)
}

// space returns the length of a slice by word number.
func space(words []int32) int {
	if len(words) == 0 {
		return 0
	}
	return int(slices.Max(words)) + 1
}

func pointer(x float64) *float64 { return &x }

func optional(x float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &x
}

// YuleK returns Yule's K of a frequency spectrum: spectrum[i] types occur i
// times.
func YuleK(spectrum map[int64]int64) float64 { return yuleK(frequencies(spectrum)) }

func yuleK(spectrum []frequency) float64 {
	var n, s float64
	for _, f := range spectrum {
		n += float64(f.n * f.types)
		s += float64(float64(f.n) * float64(f.n) * float64(f.types))
	}
	if n == 0 {
		return 0
	}
	return 1e4 * (s - n) / float64(n*n)
}

// MSTTR returns the mean type-token ratio of consecutive segments of w words;
// the rest is dropped. ok is false for a text shorter than w.
func MSTTR(words []int32, w int) (ratio float64, ok bool) { return repeatsOf(words).msttr(w) }

func (r *repeats) msttr(w int) (ratio float64, ok bool) {
	if w <= 0 || len(r.before) < w {
		return 0, false
	}
	segments := len(r.before) / w
	types := 0
	for segment := range segments {
		from := segment * w
		for _, before := range r.before[from : from+w] {
			if int(before) <= from {
				types++
			}
		}
	}
	return float64(types) / float64(segments*w), true
}

// MATTR returns the mean type-token ratio of all windows of w words
// (Covington & McFall 2010). ok is false for a text shorter than w.
func MATTR(words []int32, w int) (ratio float64, ok bool) { return repeatsOf(words).mattr(w) }

func (r *repeats) mattr(w int) (ratio float64, ok bool) {
	last := len(r.before) - w // where the last window begins
	if w <= 0 || last < 0 {
		return 0, false
	}
	sum := 0
	for i, before := range r.before { // in so many windows the word stands here first
		sum += max(0, min(i, last)+1-max(int(before), i+1-w, 0))
	}
	return float64(sum) / float64(w) / float64(last+1), true
}

// MTLD returns the measure of textual lexical diversity (McCarthy & Jarvis
// 2010): a factor closes where the running type-token ratio reaches the
// threshold or less, without a least length; the mean of both directions. ok
// is false where no factor begins: all words differ.
func MTLD(words []int32, threshold float64) (mtld float64, ok bool) {
	closes := closings(threshold)
	return repeatsOf(words).mtld(&closes, threshold)
}

func (r *repeats) mtld(closes *[256]int32, threshold float64) (mtld float64, ok bool) {
	forward, ok1 := r.factors(closes, threshold, false)
	backward, ok2 := r.factors(closes, threshold, true)
	if !ok1 || !ok2 {
		return 0, false
	}
	return (forward + backward) / 2, true
}

// closings returns how many types close a factor, by its words: divisions are
// slow, and factors short.
func closings(threshold float64) (closes [256]int32) {
	for n := 1; n < len(closes); n++ {
		closes[n] = closes[n-1]
		for float64(closes[n]+1)/float64(n) <= threshold {
			closes[n]++
		}
	}
	return closes
}

// factors returns the words per factor in one direction.
func (r *repeats) factors(closes *[256]int32, threshold float64, backward bool) (float64, bool) {
	size := len(r.before)
	count, n, types := 0, 0, int32(0)
	begin := int32(0) // of the factor
	for i := range size {
		// Whether the factor has the word already is a coin's throw: no branch
		// shall depend on it.
		inside := r.before[i] - begin - 1
		if backward {
			inside = int32(size) - begin - 1 - r.next[size-1-i]
		}
		types += int32(uint32(inside) >> 31)
		n++
		if n < len(closes) && types <= closes[n] || n >= len(closes) && float64(types)/float64(n) <= threshold {
			count++
			n, types = 0, 0
			begin = int32(i) + 1
		}
	}
	total := float64(count)
	if n > 0 {
		total += (1 - float64(types)/float64(n)) / (1 - threshold)
	}
	if total == 0 {
		return 0, false
	}
	return float64(size) / total, true
}

// HDD returns the mean contribution of the types to the type-token ratio of a
// random sample of the given size (McCarthy & Jarvis 2007). ok is false for a
// shorter text.
func HDD(spectrum map[int64]int64, sample int64) (hdd float64, ok bool) {
	return hddOf(frequencies(spectrum), sample)
}

func hddOf(spectrum []frequency, sample int64) (hdd float64, ok bool) {
	n := int64(0)
	for _, f := range spectrum {
		n += f.n * f.types
	}
	if sample <= 0 || n < sample {
		return 0, false
	}
	ofSample := exact.LogGamma(float64(sample + 1))
	logChoose := func(n int64) float64 { // the logarithm of n over sample
		return exact.LogGamma(float64(n+1)) - ofSample - exact.LogGamma(float64(n-sample+1))
	}
	all := logChoose(n)
	for _, f := range spectrum {
		absent := 0.0 // the probability that none of its tokens is drawn
		if n-f.n >= sample {
			absent = exact.Exp(logChoose(n-f.n) - all)
		}
		hdd += float64(f.types) * (1 - absent) / float64(sample)
	}
	return hdd, true
}

// Readability is the OSMAN score of Arabic text (El-Haj & Rayson 2016) from
// its counts: higher reads easier. It is experimental: without vowel marks
// the syllables are a guess.
type Readability struct {
	Words, Sentences int64
	Long             int64 // words of more than five letters
	Syllables        int64
	Complex          int64 // words of five syllables or more
	Faseeh           int64 // complex words with ء ئ ؤ ذ ظ, or ending in وا or ون
}

// OSMAN returns the score. ok is false without words or sentences.
func (r Readability) OSMAN() (score float64, ok bool) {
	if r.Words <= 0 || r.Sentences <= 0 {
		return 0, false
	}
	a, b := float64(r.Words), float64(r.Sentences)
	hard := float64(r.Long + r.Syllables + r.Complex + r.Faseeh)
	return 200.791 - float64(1.015*(a/b)) - 24.181*hard/a, true
}
