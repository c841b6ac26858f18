package damage

import (
	"slices"
	"strings"
	"unicode"

	"fusul/stages/clitic"
	"fusul/stages/internal/visual"
)

// Repair returns src mended as far as d says what is wrong with it. Lines stay
// lines.
func Repair(src string, d Diagnosis) (string, error) {
	m, err := NewMender(d, nil)
	if err != nil {
		return "", err
	}
	return m.Mend(src)
}

// A Mender mends the lines of a text whose diagnosis is known. It is not for
// several goroutines at once.
type Mender struct {
	d      Diagnosis
	counts *clitic.Counts
	spaces parter
	late   func() error
}

// NewMender returns a mender. To put spaces back takes long: late, if it is
// not nil, is asked before every word, and its error ends the work.
func NewMender(d Diagnosis, late func() error) (*Mender, error) {
	m := &Mender{d: d, late: late}
	if !d.Has(LamAlef) && !d.Has(Spaces) {
		return m, nil
	}
	var err error
	m.counts, err = clitic.EmbeddedCounts()
	m.spaces = parter{counts: m.counts, lost: d.lost, hamzas: d.hamzas, costs: make(map[string]float64)}
	return m, err
}

// Mend returns src mended: a line, or several.
func (m *Mender) Mend(src string) (string, error) {
	if len(m.d.Findings) == 0 {
		return src, nil
	}
	out := repairLines(src, m.d)
	var ended error
	each := func(mend func(string) string) {
		out = eachWord(out, func(w string) string {
			if m.late != nil && ended == nil {
				ended = m.late()
			}
			if ended != nil {
				return w
			}
			return mend(w)
		})
	}
	if m.d.Has(LamAlef) {
		each(func(w string) string { return mendLamAlef(w, m.counts) })
	}
	if m.d.Has(Spaces) {
		each(m.spaces.part)
		out = partNumbers(out)
	}
	return out, ended
}

// repairLines mends the order of src, its forms and its numbers.
func repairLines(src string, d Diagnosis) string {
	var b strings.Builder
	b.Grow(len(src))
	for line := range strings.Lines(src) {
		body := strings.TrimRight(line, "\r\n")
		b.WriteString(repairLine(body, d))
		b.WriteString(line[len(body):])
	}
	return b.String()
}

// repairLine mends one line.
func repairLine(line string, d Diagnosis) string {
	_, isVisual := d.find(Visual)
	_, isLetters := d.find(Letters)
	_, isOrder := d.find(Order)
	rs := []rune(line)
	if (isVisual || isLetters || isOrder) && !slices.ContainsFunc(rs, func(r rune) bool { return visual.ClassOf(r) == visual.Arabic }) {
		isVisual, isLetters, isOrder = false, false, false
	}
	switch {
	case isVisual:
		rs = turnLine(rs, d)
		visual.MendBrackets(rs)
	case isLetters:
		rs = turnWords(rs, d)
	case isOrder:
		words := strings.Split(string(rs), " ")
		slices.Reverse(words)
		rs = []rune(strings.Join(words, " "))
	}
	if d.Has(Digits) && !d.naive {
		turnDigits(rs)
	}
	if !isVisual && !isLetters && !d.Has(Forms) {
		return string(rs)
	}
	var b strings.Builder
	for _, r := range rs {
		if visual.Form(r) {
			b.WriteString(visual.Plain(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// turnLine returns a line that stands as it looks as it is read.
func turnLine(rs []rune, d Diagnosis) []rune {
	rs = backwards(rs, d.after)
	if d.naive {
		return rs
	}
	out := make([]rune, 0, len(rs))
	for _, i := range visual.Leftward(rs) {
		out = append(out, rs[i])
	}
	return out
}

// backwards returns rs from behind, each mark behind its letter.
func backwards(rs []rune, after bool) []rune {
	out := slices.Clone(rs)
	slices.Reverse(out)
	if !after {
		return out
	}
	for i := 0; i < len(out); { // marks came before their letters
		end := i
		for end < len(out) && unicode.Is(unicode.Mn, out[end]) {
			end++
		}
		if end > i && end < len(out) {
			letter := out[end]
			marks := slices.Clone(out[i:end])
			slices.Reverse(marks)
			out[i] = letter
			copy(out[i+1:], marks)
		}
		i = end + 1
	}
	return out
}

// turnWords turns the words of rs and leaves them in their order.
func turnWords(rs []rune, d Diagnosis) []rune {
	within := func(r rune) bool {
		if d.outermost {
			return r != ' ' && r != '\t'
		}
		return visual.ClassOf(r) == visual.Arabic || unicode.IsMark(r) || r == '\u0640'
	}
	out := slices.Clone(rs)
	for i := 0; i < len(out); {
		if !within(out[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(out) && within(out[end]) {
			end++
		}
		if word := out[i:end]; slices.ContainsFunc(word, func(r rune) bool { return visual.ClassOf(r) == visual.Arabic }) {
			copy(word, turnLine(slices.Clone(word), d))
		}
		i = end
	}
	visual.MendBrackets(out)
	return out
}

// turnDigits turns the numbers of rs.
func turnDigits(rs []rune) {
	for i := 0; i < len(rs); i++ {
		end := i
		for end < len(rs) && (visual.ClassOf(rs[end]) == visual.Digit ||
			end > i && visual.ClassOf(rs[end]) == visual.Separator && end+1 < len(rs) && visual.ClassOf(rs[end+1]) == visual.Digit) {
			end++
		}
		if end > i {
			slices.Reverse(rs[i:end])
			i = end
		}
	}
}

// eachWord replaces every run of Arabic letters and marks in src.
func eachWord(src string, mend func(string) string) string {
	var b strings.Builder
	b.Grow(len(src))
	for len(src) > 0 {
		end := strings.IndexFunc(src, arabic)
		if end < 0 {
			end = len(src)
		}
		b.WriteString(src[:end])
		src = src[end:]
		if end = strings.IndexFunc(src, func(r rune) bool { return !arabic(r) }); end < 0 {
			end = len(src)
		}
		if end > 0 {
			b.WriteString(mend(src[:end]))
		}
		src = src[end:]
	}
	return b.String()
}

// arabic reports whether r is part of an Arabic word.
func arabic(r rune) bool {
	return visual.ClassOf(r) == visual.Arabic || unicode.Is(unicode.Mn, r) || r == '\u0640'
}

// mendLamAlef returns the likeliest word that w stands for, if some of its
// pairs of alef and lam were lam and alef.
func mendLamAlef(w string, counts *clitic.Counts) string {
	rs := []rune(w)
	var pairs []int
	for i := 0; i+1 < len(rs); i++ {
		if strings.ContainsRune("اأإآ", rs[i]) && rs[i+1] == 'ل' {
			pairs = append(pairs, i)
		}
	}
	const most = 4
	if len(pairs) == 0 || len(pairs) > most {
		return w
	}
	best, often := w, -1
	for set := range 1 << len(pairs) {
		try := slices.Clone(rs)
		sound := true
		for bit, i := range pairs {
			if set>>bit&1 == 1 {
				try[i], try[i+1] = try[i+1], try[i]
			} else if rs[i] != 'ا' && i > 0 && rs[i-1] == 'ا' {
				sound = false // no word has األ
			}
		}
		if n := countOf(string(try), counts); sound && (n > often || best == w && !sound) {
			best, often = string(try), n
		}
	}
	return best
}

// countOf returns how often a word occurs, marks aside.
func countOf(w string, counts *clitic.Counts) int { return counts.Of(strings.Map(bareLetter, w)) }

// bareLetter drops what is written above and below letters.
func bareLetter(r rune) rune {
	if unicode.Is(unicode.Mn, r) || r == '\u0640' {
		return -1
	}
	return r
}
