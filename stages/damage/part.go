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

// A parter puts the spaces back into words that have run together: of all
// partings it takes the likeliest, if words are drawn by their counts.
type parter struct {
	counts *clitic.Counts
	lost   float64            // what a lost space costs, as the negative logarithm of its odds
	hamzas bool               // the text writes hamzas, so that a word that lacks its own is another
	costs  map[string]float64 // of words asked for
}

const (
	most = 40 // what no word costs
	near = 2  // by how much two words are likelier side by side than each alone
)

// part returns w with its spaces.
func (p *parter) part(w string) string {
	const short, enough = 4, 4000
	if utf8.RuneCountInString(w) < short || len(w) > enough {
		return w
	}
	var at []int // where letters begin; a mark belongs to the letter before, or to the first
	var bare strings.Builder
	for i, r := range w {
		if !unicode.Is(unicode.Mn, r) && r != '\u0640' {
			at = append(at, i)
			bare.WriteRune(r)
		}
	}
	if len(at) == 0 {
		return w
	}
	letters := bare.String()
	starts := make([]int, 0, len(at)+1) // of letters, in bare
	for i := range letters {
		starts = append(starts, i)
	}
	starts = append(starts, len(letters))
	at[0] = 0
	at = append(at, len(w))
	from := p.cheapest(letters, starts)
	var cuts []int
	for end := len(starts) - 1; end > 0; end = from[end] {
		cuts = append(cuts, at[end])
	}
	if len(cuts) == 1 {
		return w
	}
	var b strings.Builder
	start := 0
	for i := len(cuts) - 1; i >= 0; i-- {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w[start:cuts[i]])
		start = cuts[i]
	}
	return b.String()
}

// cheapest returns, for each end of a word in the cheapest parting of letters,
// where it begins. Both are indices into starts.
func (p *parter) cheapest(letters string, starts []int) []int {
	n := len(starts) - 1
	cost := make([]float64, n+1)
	from := make([]int, n+1)
	for end := 1; end <= n; end++ {
		cost[end] = math.Inf(1)
		for start := max(0, end-longest); start < end; start++ {
			c := cost[start] + p.cost(letters[starts[start]:starts[end]], end-start)
			if start > 0 {
				c += p.lost - near
			}
			if c < cost[end] {
				cost[end], from[end] = c, start
			}
		}
	}
	return from
}

// cost returns the negative logarithm of the chance of a word of n letters.
func (p *parter) cost(w string, n int) float64 {
	c, known := p.costs[w]
	if !known {
		c = p.price(w, n)
		p.costs[w] = c
	}
	return c
}

// The clitics and endings with which a word that is not known may be made of
// one that is, and what each costs, as the negative logarithm of a chance.
var (
	before = []affix{{"وال", 3}, {"بال", 4}, {"لل", 4}, {"فال", 5}, {"و", 3}, {"ف", 4}, {"ب", 4}, {"ل", 4}, {"ك", 5}, {"س", 5}}
	behind = []affix{{"هما", 6}, {"ها", 4}, {"هم", 4}, {"نا", 5}, {"ه", 4}, {"ان", 5}, {"ين", 5}, {"ون", 5}, {"ات", 5}, {"ا", 5}, {"ية", 5}, {"ة", 5},
		{"وهم", 6}, {"وها", 6}, {"وه", 6}, {"تهم", 6}, {"تها", 6}, {"ته", 6}, {"تين", 6}, {"تان", 6}, {"يتهم", 7}, {"يته", 7}, {"يتها", 7},
		{"ني", 5}, {"كم", 5}, {"يا", 6}, {"يين", 5}, {"يون", 5}, {"تموه", 8}, {"هن", 6}}
)

type affix struct {
	letters string
	cost    float64
}

// price is cost for a word that was not asked for before. Of running words
// one in 400 is not known, nor made of one that is; its letters are drawn by
// their own chances, which is 2.85 for each. These figures and near were chosen
// on seven of the books; the others and the sample say how good they are.
func (p *parter) price(w string, n int) float64 {
	if n == 1 || unwritten(w) {
		return most
	}
	if c := p.count(w); c > 0 {
		return exact.Log(total / c)
	}
	best := exact.Log(400) + float64(2.85*float64(n))
	host := func(rest string, cost float64) {
		if utf8.RuneCountInString(rest) < 3 {
			return
		}
		if c := p.count(rest); c > 0 {
			best = min(best, cost+1+exact.Log(total/c))
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

// count returns how often w occurs. The counts do not tell hamzas apart.
func (p *parter) count(w string) float64 {
	c := float64(p.counts.Of(w))
	switch {
	case p.hamzas && barren[w], joined[w], strings.HasPrefix(w, "عبدال"):
		c /= 300
	case p.hamzas && strings.HasSuffix(w, "أن") && len(w) > len("شأن") && !endsInAn(w):
		c /= 300
	}
	return c
}

// barren are words that are written with a hamza, where hamzas are written.
var barren = map[string]bool{
	"ان": true, "او": true, "انت": true, "الا": true, "اي": true, "الى": true, "اذا": true, "اما": true, "انه": true,
	"انها": true, "انهم": true, "انا": true, "اين": true, "ام": true, "وان": true, "فان": true, "بان": true, "لان": true,
}

// joined are words that sources run together now and then.
var joined = map[string]bool{
	"لاسيما": true, "ولاسيما": true, "لابد": true, "ولابد": true, "لاشك": true, "ولاشك": true, "لايزال": true, "لاتزال": true,
	"مازال": true, "مازالت": true, "ومازال": true, "ومازالت": true, "مادام": true, "مادامت": true, "مانصه": true,
}

// endsInAn reports whether w ends in أن as words do by themselves.
func endsInAn(w string) bool {
	for _, end := range []string{"شأن", "طمأن", "وكأن", "فكأن", "ولأن", "وبأن", "فبأن", "فلأن"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// endsInHamza are the ends of the words that end in أ.
var endsInHamza = map[string]bool{
	"بدأ": true, "قرأ": true, "نشأ": true, "لجأ": true, "طرأ": true, "خطأ": true, "ملأ": true, "نبأ": true, "رفأ": true, "سوأ": true,
	"جرأ": true, "هدأ": true, "عبأ": true, "جزأ": true, "كافأ": true, "هيأ": true, "هنأ": true, "برأ": true, "فجأ": true, "صدأ": true,
	"ظمأ": true, "كلأ": true, "وطأ": true, "شطأ": true, "درأ": true, "رزأ": true, "بوأ": true,
}

// unwritten reports whether Arabic writes no word like w: one that begins with
// a letter that begins none, or has one within that can only end.
func unwritten(w string) bool {
	first, size := utf8.DecodeRuneInString(w)
	switch first {
	case 'ة', 'ى', 'ئ', 'ؤ', 'ء':
		return true
	}
	for i, r := range w[size:] {
		end := size+i+utf8.RuneLen(r) == len(w)
		if (r == 'ة' || r == 'ى') && !end {
			return true
		}
	}
	last, size := utf8.DecodeLastRuneInString(w)
	switch last {
	case 'إ', 'آ':
		return true
	case 'أ':
		rest := w[:len(w)-size]
		for range 2 {
			_, n := utf8.DecodeLastRuneInString(rest)
			rest = rest[:len(rest)-n]
		}
		return !endsInHamza[w[len(rest):]]
	}
	return false
}

// hamzas reports whether src writes the hamza of أن and إلى and the like.
func hamzas(src string) bool {
	with := strings.Count(src, "أن") + strings.Count(src, "إلى") + strings.Count(src, "إن")
	without := strings.Count(src, " ان ") + strings.Count(src, " الى ") + strings.Count(src, " انه")
	return with > 10*without
}

// partNumbers puts a space between the words and the numbers of src that
// touch, but for a letter alone, as in و1952 and 1991م, and between two Latin
// words of which the second begins with a capital: WoodrowWilson, not McCalla.
func partNumbers(src string) string {
	rs := []rune(src)
	var b strings.Builder
	b.Grow(len(src) + len(src)/16)
	run, latin := 0, 0 // letters since the last other character
	for i, r := range rs {
		digit, letter := visual.ClassOf(r) == visual.Digit, arabic(r)
		is := func(at int, class visual.Class) bool {
			return at >= 0 && at < len(rs) && visual.ClassOf(rs[at]) == class
		}
		switch {
		case latin > 3 && unicode.IsUpper(r) && unicode.IsLower(rs[i-1]):
			b.WriteByte(' ')
			latin = 0
		case r == 'و' && is(i-1, visual.Digit) && is(i+1, visual.Digit):
			b.WriteByte(' ')
		case digit && run > 1:
			b.WriteByte(' ')
		case letter && is(i-1, visual.Digit) && i+1 < len(rs) && arabic(rs[i+1]):
			b.WriteByte(' ')
		}
		if run++; !letter {
			run = 0
		}
		if latin++; !is(i, visual.Foreign) {
			latin = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}
