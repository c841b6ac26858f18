package damage

import (
	"fmt"
	"strings"
	"unicode"

	"fusul/stages/clitic"
	"fusul/stages/internal/exact"
	"fusul/stages/internal/visual"
)

// A Kind is a kind of damage.
type Kind uint8

// The kinds of damage.
const (
	Visual  Kind = iota // lines stand as they look, from left to right
	Letters             // the letters of each word are turned, the words are in order
	Order               // the words of each line are turned, the letters are in order
	Forms               // presentation forms in place of letters
	LamAlef             // lam-alef written alef-lam: السالم for السلام
	Digits              // numbers are turned
	Spaces              // spaces are missing
	Noise               // other letters and digits within words
)

// String returns the name of k.
func (k Kind) String() string {
	return [...]string{"visual", "letters", "order", "forms", "lam-alef", "digits", "spaces", "noise"}[k]
}

// A Finding is one kind of damage and its figure: N of Of things that can be
// damaged that way are.
type Finding struct {
	Kind  Kind
	N, Of int
}

// Share returns the figure of f, from 0 to 1.
func (f Finding) Share() float64 {
	if f.Of == 0 {
		return 0
	}
	return float64(f.N) / float64(f.Of)
}

// String says what was found.
func (f Finding) String() string {
	what := [...]string{
		"lines stand from left to right, as they look: %d of %d words that tell are known only backwards",
		"the letters of words are turned: %d of %d words that tell are known only backwards",
		"the words of lines are turned: %d of %d pairs of words stand in the other order",
		"presentation forms in place of letters: %d of %d",
		"lam-alef is written alef-lam: %d of %d words that begin with it",
		"numbers are turned: %d of %d years are years only backwards",
		"spaces are missing: %d of %d words with ة have it within",
		"letters of other scripts and digits stand within words: %d of %d",
	}[f.Kind]
	return fmt.Sprintf(what, f.N, f.Of)
}

// A Diagnosis is what is wrong with a text. The zero value is a sound text.
type Diagnosis struct {
	Findings []Finding // at most one of a kind, in the order of the kinds

	naive     bool // of a visual text: numbers and foreign words are turned with the rest
	after     bool // marks stand behind their letter although the letters are turned
	outermost bool // of turned letters: punctuation is turned with its word
	dense     bool // of missing spaces: words are longer by half than words are

	// Of missing spaces, what putting them back goes by; see parter.
	lost   float64
	hamzas bool
}

// find returns the finding of kind k, if there is one.
func (d Diagnosis) find(k Kind) (Finding, bool) {
	for _, f := range d.Findings {
		if f.Kind == k {
			return f, true
		}
	}
	return Finding{}, false
}

// Has reports whether k was found.
func (d Diagnosis) Has(k Kind) bool {
	_, ok := d.find(k)
	return ok
}

// Refuse reports whether words of the text are other words than were written,
// so that nothing can be counted in it.
func (d Diagnosis) Refuse() bool {
	return d.Has(Visual) || d.Has(Letters) || d.Has(Order) || d.Has(LamAlef) || d.Has(Spaces) && d.dense
}

// String says what was found, in a line.
func (d Diagnosis) String() string {
	var all []string
	for _, f := range d.Findings {
		all = append(all, f.String())
	}
	return strings.Join(all, "; ")
}

// The least figures that are damage. What sound texts have is far below.
const (
	leastBackwards = 0.005 // of words; a sound text has one in 100,000
	leastTurned    = 0.5   // of words known in one direction only; a sound text has 0.01
	leastApart     = 0.6   // of pairs; a sound text has 0.05
	leastForms     = 0.001 // of letters
	leastLamAlef   = 0.5   // of words with article and hamza
	leastInner     = 0.02  // of words with ة; a sound text has 0.001
	leastMixed     = 0.01  // of words
	few            = 3     // things that are needed to speak of a share
)

// Diagnose says what is wrong with the letters of src.
func Diagnose(src string) (Diagnosis, error) {
	var d Diagnosis
	s := scan(src)
	d.add(Forms, s.forms, s.letters, leastForms)
	if s.backwards >= few && float64(s.backwards) > leastBackwards*float64(s.words) {
		counts, err := clitic.EmbeddedCounts()
		if err != nil {
			return d, err
		}
		d.direction(src, counts)
	}
	if d.Has(Visual) || d.Has(Letters) {
		s = scan(repairLines(src, d))
	} else {
		d.add(Order, s.loose, s.loose+s.relatives, leastApart)
	}
	d.add(LamAlef, s.lamAlef, s.lamAlef+s.article, leastLamAlef)
	d.add(Digits, s.turned, s.turned+s.years, leastTurned)
	d.add(Spaces, s.inner, s.inner+s.closing, leastInner)
	const dense = 7 // letters of a word, which have five
	d.dense = s.letters > dense*s.words
	if f, ok := d.find(Spaces); ok {
		d.lost = max(0, exact.Log((1-f.Share())/f.Share()))
		d.hamzas = hamzas(repairLines(src, d))
	} else { // which leave numbers between words
		d.add(Noise, s.mixed, s.words, leastMixed)
	}
	return d.sorted(), nil
}

// add adds what was found of k, if it is damage.
func (d *Diagnosis) add(k Kind, n, of int, least float64) {
	if f := (Finding{k, n, of}); n >= few && f.Share() >= least {
		d.Findings = append(d.Findings, f)
	}
}

// sorted returns d with its findings in the order of the kinds.
func (d Diagnosis) sorted() Diagnosis {
	out := d
	out.Findings = nil
	for k := Visual; k <= Noise; k++ {
		if f, ok := d.find(k); ok {
			out.Findings = append(out.Findings, f)
		}
	}
	return out
}

// direction finds out whether words stand backwards, and whether their lines
// do too.
func (d *Diagnosis) direction(src string, counts *clitic.Counts) {
	forward, backward := 0, 0
	before, behind := 0, 0 // punctuation at the one and the other end of a word
	marksFirst, marksLast := 0, 0
	for word := range strings.FieldsSeq(src) {
		ahead, back := known(word, counts)
		if ahead && !back {
			forward++
		}
		if back && !ahead {
			backward++
		}
		rs := []rune(word)
		if len(rs) < 3 || strings.IndexFunc(word, arabic) < 0 {
			continue // foreign words are seldom turned with the rest
		}
		if strings.ContainsRune("،.؛؟", rs[0]) {
			before++
		}
		if strings.ContainsRune("،.؛؟", rs[len(rs)-1]) {
			behind++
		}
		if unicode.Is(unicode.Mn, rs[0]) {
			marksFirst++
		}
		if unicode.Is(unicode.Mn, rs[len(rs)-1]) {
			marksLast++
		}
	}
	f := Finding{Visual, backward, forward + backward}
	if f.Share() < leastTurned {
		return
	}
	d.after = marksLast > marksFirst
	d.outermost = before > behind
	d.Findings = append(d.Findings, f)
	// Which it is, lines or words, is seen by the order of the words once their
	// letters are mended: the one that parts fewer partners.
	lines := scan(repairLines(src, Diagnosis{Findings: []Finding{{Kind: Visual}}, after: d.after}))
	words := scan(repairLines(src, Diagnosis{Findings: []Finding{{Kind: Letters}}, after: d.after, outermost: d.outermost}))
	if words.partners*(lines.apart+1) > lines.partners*(words.apart+1) || lines.partners+lines.apart == 0 && !d.outermost {
		d.Findings[len(d.Findings)-1].Kind = Letters
	} else {
		d.naive = foreignTurned(src)
	}
}

// known reports whether a word is known as it stands, and backwards.
func known(word string, counts *clitic.Counts) (ahead, back bool) {
	const least = 20 // so often the word occurs in 117 million
	var a, b strings.Builder
	n := 0
	rs := []rune(word)
	for i := range rs {
		if r := rs[i]; visual.ClassOf(r) == visual.Arabic && !unicode.IsMark(r) && r != '\u0640' {
			a.WriteString(visual.Plain(r))
			n++
		} else if visual.ClassOf(r) >= visual.Foreign && visual.ClassOf(r) != visual.Separator {
			return false, false
		}
		if r := rs[len(rs)-1-i]; visual.ClassOf(r) == visual.Arabic && !unicode.IsMark(r) && r != '\u0640' {
			b.WriteString(visual.Plain(r))
		}
	}
	if n < 3 {
		return false, false
	}
	return counts.Of(a.String()) >= least, counts.Of(b.String()) >= least
}

// Known returns the share of the Arabic words of src, of three letters or
// more, that the embedded counts of words know.
func Known(src string) (float64, error) {
	counts, err := clitic.EmbeddedCounts()
	if err != nil {
		return 0, err
	}
	n, all := 0, 0
	eachWord(src, func(w string) string {
		var b strings.Builder
		letters := 0
		for _, r := range w {
			if visual.ClassOf(r) == visual.Arabic && r != '\u0640' {
				b.WriteString(visual.Plain(r))
				letters++
			}
		}
		if letters > 2 {
			all++
			if counts.Of(b.String()) > 0 {
				n++
			}
		}
		return ""
	})
	return Finding{N: n, Of: all}.Share(), nil
}

// foreignTurned reports whether Latin words end in capitals more often than
// they begin with one.
func foreignTurned(src string) bool {
	begin, end := 0, 0
	for word := range strings.FieldsFuncSeq(src, func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') }) {
		first, last := word[0], word[len(word)-1]
		if 'A' <= first && first <= 'Z' && 'a' <= last {
			begin++
		}
		if 'A' <= last && last <= 'Z' && 'a' <= first {
			end++
		}
	}
	return end > begin
}
