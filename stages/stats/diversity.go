package stats

import (
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
	if len(words) == 0 {
		return Diversity{}, false
	}
	words = renumber(words)
	spectrum, types := Spectrum(words)
	n, v := float64(len(words)), float64(types)
	d = Diversity{N: int64(len(words)), V: types, Hapax: spectrum[1]}
	d.TTR, d.Guiraud, d.CTTR = v/n, v/math.Sqrt(n), v/math.Sqrt(2*n)
	d.Herdan = 1
	if n > 1 {
		d.Herdan = exact.Log(v) / exact.Log(n)
	}
	if v < n {
		logN, logV := exact.Log(n), exact.Log(v)
		d.DugastU = pointer(float64(logN*logN) / (logN - logV))
		d.MaasA2 = pointer((logN - logV) / float64(logN*logN))
	}
	d.YuleK = YuleK(spectrum)
	if n > 1 {
		sum := 0.0
		for _, i := range ordered(spectrum) {
			sum += float64(float64(spectrum[i]) * (float64(i) / n) * (float64(i-1) / (n - 1)))
		}
		d.Simpson = &sum
	}
	d.MSTTR = optional(MSTTR(words, MSTTRSegment))
	d.MATTR = optional(MATTR(words, MATTRWindow))
	d.MTLD = optional(MTLD(words, MTLDThreshold))
	d.HDD = optional(HDD(spectrum, HDDSample))
	return d, true
}

// renumber returns words with numbers in order of first occurrence, so that
// slices by word are short.
func renumber(words []int32) []int32 {
	number := make([]int32, space(words)) // plus one
	next := int32(0)
	short := make([]int32, len(words))
	for i, w := range words {
		if number[w] == 0 {
			next++
			number[w] = next
		}
		short[i] = number[w] - 1
	}
	return short
}

// Spectrum returns how many words occur how often, and the number of
// different words. The numbers of words are not negative.
func Spectrum(words []int32) (spectrum map[int64]int64, types int64) {
	counts := make([]int64, space(words))
	for _, w := range words {
		counts[w]++
	}
	spectrum = map[int64]int64{}
	var few [64]int64 // most words are rare
	for _, c := range counts {
		if c == 0 {
			continue
		}
		types++
		if c < int64(len(few)) {
			few[c]++
		} else {
			spectrum[c]++
		}
	}
	for c, n := range few {
		if n > 0 {
			spectrum[int64(c)] = n
		}
	}
	return spectrum, types
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
func YuleK(spectrum map[int64]int64) float64 {
	var n, s float64
	for _, i := range ordered(spectrum) {
		n += float64(i * spectrum[i])
		s += float64(float64(i) * float64(i) * float64(spectrum[i]))
	}
	if n == 0 {
		return 0
	}
	return 1e4 * (s - n) / float64(n*n)
}

// MSTTR returns the mean type-token ratio of consecutive segments of w words;
// the rest is dropped. ok is false for a text shorter than w.
func MSTTR(words []int32, w int) (ratio float64, ok bool) {
	if w <= 0 || len(words) < w {
		return 0, false
	}
	segments := len(words) / w
	last := make([]int32, space(words)) // the last segment with a word, plus one
	types := 0
	for segment := range segments {
		for _, word := range words[segment*w : (segment+1)*w] {
			if last[word] != int32(segment)+1 {
				last[word] = int32(segment) + 1
				types++
			}
		}
	}
	return float64(types) / float64(segments*w), true
}

// MATTR returns the mean type-token ratio of all windows of w words
// (Covington & McFall 2010). ok is false for a text shorter than w.
func MATTR(words []int32, w int) (ratio float64, ok bool) {
	if w <= 0 || len(words) < w {
		return 0, false
	}
	inside := make([]int32, space(words))
	types, sum := 0, 0
	for i, word := range words {
		if inside[word]++; inside[word] == 1 {
			types++
		}
		if i >= w {
			if inside[words[i-w]]--; inside[words[i-w]] == 0 {
				types--
			}
		}
		if i >= w-1 {
			sum += types
		}
	}
	return float64(sum) / float64(w) / float64(len(words)-w+1), true
}

// MTLD returns the measure of textual lexical diversity (McCarthy & Jarvis
// 2010): a factor closes where the running type-token ratio reaches the
// threshold or less, without a least length; the mean of both directions. ok
// is false where no factor begins: all words differ.
func MTLD(words []int32, threshold float64) (mtld float64, ok bool) {
	forward, ok1 := factors(words, threshold, false)
	backward, ok2 := factors(words, threshold, true)
	if !ok1 || !ok2 {
		return 0, false
	}
	return (forward + backward) / 2, true
}

// factors returns the words per factor in one direction.
func factors(words []int32, threshold float64, backward bool) (float64, bool) {
	last := make([]int32, space(words)) // the last factor with a word, plus one
	count, n, types := int32(0), 0, 0
	var closes [256]int // by words: so many types close a factor; divisions are slow, and factors short
	for n := 1; n < len(closes); n++ {
		closes[n] = closes[n-1]
		for float64(closes[n]+1)/float64(n) <= threshold {
			closes[n]++
		}
	}
	for i := range words {
		w := words[i]
		if backward {
			w = words[len(words)-1-i]
		}
		n++
		if last[w] != count+1 {
			last[w] = count + 1
			types++
		}
		if n < len(closes) && types <= closes[n] || n >= len(closes) && float64(types)/float64(n) <= threshold {
			count++
			n, types = 0, 0
		}
	}
	total := float64(count)
	if n > 0 {
		total += (1 - float64(types)/float64(n)) / (1 - threshold)
	}
	if total == 0 {
		return 0, false
	}
	return float64(len(words)) / total, true
}

// HDD returns the mean contribution of the types to the type-token ratio of a
// random sample of the given size (McCarthy & Jarvis 2007). ok is false for a
// shorter text.
func HDD(spectrum map[int64]int64, sample int64) (hdd float64, ok bool) {
	n := int64(0)
	for i, types := range spectrum {
		n += i * types
	}
	if sample <= 0 || n < sample {
		return 0, false
	}
	all := logChoose(n, sample)
	for _, i := range ordered(spectrum) {
		absent := 0.0 // the probability that none of i tokens is drawn
		if n-i >= sample {
			absent = exact.Exp(logChoose(n-i, sample) - all)
		}
		hdd += float64(spectrum[i]) * (1 - absent) / float64(sample)
	}
	return hdd, true
}

// logChoose returns the natural logarithm of n over k.
func logChoose(n, k int64) float64 {
	return exact.LogGamma(float64(n+1)) - exact.LogGamma(float64(k+1)) - exact.LogGamma(float64(n-k+1))
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
