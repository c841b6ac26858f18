package compare

import (
	"math"
	"strings"
	"unicode"

	"fusul/stages/analyse"
	"fusul/stages/stats"
	"fusul/stages/text"
)

// A Shape gathers the lengths of words and sentences, and what the readability
// of a text is computed from. Its zero value is empty and ready.
type Shape struct {
	words     histogram // by letters
	sentences histogram // by words
	read      stats.Readability
}

// A histogram is how many things have each length.
type histogram []int64

func (h *histogram) add(length int, n int64) {
	if length >= len(*h) {
		*h = append(*h, make(histogram, length+1-len(*h))...)
	}
	(*h)[length] += n
}

func (h histogram) total() (n int64) {
	for _, k := range h {
		n += k
	}
	return n
}

// A Length is the distribution of a length.
type Length struct{ Mean, SD, Median float64 }

// length returns the distribution of h, or nil where it is empty. SD is that
// of the population.
func (h histogram) length() *Length {
	n := h.total()
	if n == 0 {
		return nil
	}
	var sum, squares int64
	for length, k := range h {
		sum += int64(length) * k
		squares += int64(length) * int64(length) * k
	}
	mean := float64(sum) / float64(n)
	// n² times the variance, in whole numbers: it cannot go below 0
	spread := float64(float64(n)*float64(squares)) - float64(float64(sum)*float64(sum))
	return &Length{
		Mean:   mean,
		SD:     math.Sqrt(max(0, spread)) / float64(n),
		Median: (h.at((n-1)/2) + h.at(n/2)) / 2,
	}
}

// at returns the length of thing number i by rising length.
func (h histogram) at(i int64) float64 {
	for length, k := range h {
		if i < k {
			return float64(length)
		}
		i -= k
	}
	return 0
}

// Merge takes in the lengths of o.
func (s *Shape) Merge(o *Shape) {
	for length, n := range o.words {
		s.words.add(length, n)
	}
	for length, n := range o.sentences {
		s.sentences.add(length, n)
	}
	s.read.Words += o.read.Words
	s.read.Sentences += o.read.Sentences
	s.read.Long += o.read.Long
	s.read.Syllables += o.read.Syllables
	s.read.Complex += o.read.Complex
	s.read.Faseeh += o.read.Faseeh
}

// Words returns how long the words are, in letters; nil where there are none.
func (s *Shape) Words() *Length { return s.words.length() }

// Sentences returns how long the sentences are, in words; nil where there are
// none.
func (s *Shape) Sentences() *Length { return s.sentences.length() }

// Counts returns what the readability is computed from.
func (s *Shape) Counts() stats.Readability { return s.read }

// Shapes returns the shape of each chapter of r; those that are not counted
// are empty.
func Shapes(r *analyse.Result) []Shape {
	shapes := make([]Shape, len(r.Chapters))
	types := make([]wordShape, len(r.Types))
	for i, t := range r.Types {
		if t.Kind.IsWord() {
			types[i] = shapeOf(t.Form)
		}
	}
	for i, sentence := range r.Structure.Sentences {
		if !r.Counted(sentence.Para) {
			continue
		}
		s := &shapes[r.Structure.Sections[r.Paragraphs[sentence.Para].Section].Chapter]
		words := 0
		tokens := r.Tokens[r.Sentences[i].From:r.Sentences[i].To]
		for j := range tokens {
			if t := &tokens[j]; t.Kind.IsWord() {
				words++
				s.add(&types[t.Type], t.Kind)
			}
		}
		if words > 0 {
			s.sentences.add(words, 1)
			s.read.Sentences++
		}
	}
	return shapes
}

// add takes in one word.
func (s *Shape) add(w *wordShape, kind text.Kind) {
	s.words.add(w.letters, 1)
	s.read.Words++
	if w.letters > 5 {
		s.read.Long++
	}
	s.read.Syllables += int64(w.syllables)
	if kind == text.Word && w.syllables >= 5 {
		s.read.Complex++
		if w.faseeh {
			s.read.Faseeh++
		}
	}
}

// A wordShape is what the readability asks of a word.
type wordShape struct {
	letters, syllables int
	faseeh             bool // it has a letter or an ending that OSMAN calls faseeh
}

const (
	fathatan, dammatan, kasratan = '\u064B', '\u064C', '\u064D'
	fatha, damma, kasra, shadda  = '\u064E', '\u064F', '\u0650', '\u0651'
)

// shapeOf counts the letters and syllables of a word as OSMAN does: a short
// vowel is one syllable, a long one, a doubled letter and a tanween two. A
// word without vowel marks is taken to have two fewer than it has letters,
// alef and alef maqsura not counted.
func shapeOf(form string) (w wordShape) {
	var short, long, stressed, others int
	vowel := false // the rune before is a short vowel, so far
	for _, r := range form {
		if vowel && (r == 'ا' || r == 'و' || r == 'ي') {
			short, long = short-1, long+1
		}
		vowel = false
		switch {
		case r == fatha || r == damma || r == kasra:
			short, vowel = short+1, true
		case r == fathatan || r == dammatan || r == kasratan || r == shadda:
			stressed++
		case r >= 'ء' && r <= 'ي' && r != '\u0640' || unicode.IsLetter(r) && r != '\u0640': // tatweel is no letter
			w.letters++
			w.faseeh = w.faseeh || r == 'ء' || r == 'ئ' || r == 'ؤ' || r == 'ذ' || r == 'ظ'
			if r != 'ا' && r != 'ى' {
				others++
			}
		}
	}
	if short == 0 {
		short = max(0, others-2)
	}
	w.syllables = short + 2*(long+stressed)
	w.faseeh = w.faseeh || strings.HasSuffix(form, "وا") || strings.HasSuffix(form, "ون")
	return w
}
