package damage

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"fusul/stages/clitic"
	"fusul/stages/internal/exact"
	"fusul/stages/internal/visual"
)

// total is the number of running words that the embedded counts are of.
const total = 117.2e6

// longest is the length of the longest words.
const longest = 16

// part puts the spaces back into w, which may be several words: the parting
// that is likeliest if words are drawn by their counts. A word that is known
// stays.
func part(w string, counts *clitic.Counts) string {
	const short = 5
	if utf8.RuneCountInString(w) < short || len(w) > 4000 || countOf(w, counts) > 0 {
		return w
	}
	var at []int // where letters begin; a mark belongs to the letter before, or to the first
	for i, r := range w {
		if !unicode.Is(unicode.Mn, r) && r != '\u0640' {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return w
	}
	at[0] = 0
	at = append(at, len(w))
	n := len(at) - 1
	cost := make([]float64, n+1)
	from := make([]int, n+1)
	for end := 1; end <= n; end++ {
		cost[end] = math.Inf(1)
		for start := max(0, end-longest); start < end; start++ {
			if c := cost[start] + wordCost(w[at[start]:at[end]], end-start, counts); c < cost[end] {
				cost[end], from[end] = c, start
			}
		}
	}
	var cuts []int
	for end := n; end > 0; end = from[end] {
		cuts = append(cuts, at[from[end]])
	}
	var b strings.Builder
	last := len(w)
	for i := len(cuts) - 2; i >= 0; i-- {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w[cuts[i+1]:cuts[i]])
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(w[cuts[0]:last])
	return b.String()
}

// The clitics and endings with which a word that is not known may be made of
// one that is, and what each costs, as the negative logarithm of a chance.
var (
	before = []affix{{"وال", 3}, {"بال", 4}, {"لل", 4}, {"فال", 5}, {"و", 3}, {"ف", 4}, {"ب", 4}, {"ل", 4}, {"ك", 5}, {"س", 5}}
	behind = []affix{{"هما", 6}, {"ها", 4}, {"هم", 4}, {"نا", 5}, {"ه", 4}, {"ان", 5}, {"ين", 5}, {"ون", 5}, {"ات", 5}, {"ا", 5}, {"ية", 5}, {"ة", 5}}
)

type affix struct {
	letters string
	cost    float64
}

// partNumbers puts a space between the words and the numbers of src that
// touch, but for a letter alone, as in و1952 and 1991م.
func partNumbers(src string) string {
	rs := []rune(src)
	var b strings.Builder
	b.Grow(len(src) + len(src)/16)
	run := 0 // letters since the last other character
	for i, r := range rs {
		digit, letter := visual.ClassOf(r) == visual.Digit, arabic(r)
		switch {
		case digit && run > 1:
			b.WriteByte(' ')
		case letter && i > 0 && visual.ClassOf(rs[i-1]) == visual.Digit && i+1 < len(rs) && arabic(rs[i+1]):
			b.WriteByte(' ')
		}
		if run++; !letter {
			run = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

// wordCost returns the negative logarithm of the chance of a word of n
// letters. Of running words one in fifty is not known, nor made of one that
// is; its letters are drawn by their own chances, which is 2.85 for each.
func wordCost(w string, n int, counts *clitic.Counts) float64 {
	const most = 30
	if n == 1 && w != "و" {
		return most
	}
	if c := countOf(w, counts); c > 0 {
		return exact.Log(total / float64(c))
	}
	best := exact.Log(50) + float64(2.85*float64(n))
	host := func(rest string, cost float64) {
		if c := countOf(rest, counts); c > 0 && utf8.RuneCountInString(rest) > 2 {
			best = min(best, cost+2+exact.Log(total/float64(c)))
		}
	}
	for _, a := range before {
		rest, ok := strings.CutPrefix(w, a.letters)
		if !ok {
			continue
		}
		host(rest, a.cost)
		if strings.HasSuffix(a.letters, "ل") && len(a.letters) > 2 {
			host("ال"+rest, a.cost-2)
		}
		for _, b := range behind {
			if inner, ok := strings.CutSuffix(rest, b.letters); ok {
				host(inner, a.cost+b.cost)
			}
		}
	}
	for _, b := range behind {
		if inner, ok := strings.CutSuffix(w, b.letters); ok {
			host(inner, b.cost)
		}
	}
	return best
}
