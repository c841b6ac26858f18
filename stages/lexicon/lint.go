package lexicon

import (
	"cmp"
	"fmt"
	"slices"

	"fusul/stages/lexicon/paradigm"
	"fusul/stages/text"
)

// A Finding is something in a lexicon that may count wrong.
type Finding struct {
	Kind    FindingKind
	Entry   int32  // index into [Matcher.Entries]
	Form    string // the form, or the plural that is proposed
	Count   int    // how often the corpus has it
	Message string // what is the matter, in a sentence
}

// A FindingKind says what a Finding is about.
type FindingKind string

// The kinds of findings.
const (
	FunctionWord  FindingKind = "function-word"  // a form is spelt like a function word
	Collision     FindingKind = "collision"      // a form belongs to terms of two keys
	MissingPlural FindingKind = "missing-plural" // the corpus has what may be a broken plural
	UnseenForm    FindingKind = "unseen-form"    // a plural or form that the lexicon lists does not occur
	UnseenTerm    FindingKind = "unseen-term"    // no form of a word of the term occurs
)

// Lint looks for terms that may count wrong in a corpus, of which counts are
// the word counts, as written. Without counts it looks at the lexicon alone.
// Findings are in the order of the entries.
func (m *Matcher) Lint(counts map[string]int) []Finding {
	l := linter{m: m, seen: m.occurrences(counts), users: m.users()}
	for w := range m.cited {
		l.functionWords(int32(w))
	}
	l.collisions()
	if len(counts) > 0 {
		l.unseen()
		l.plurals(counts)
	}
	slices.SortStableFunc(l.out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Kind, b.Kind), -cmp.Compare(a.Count, b.Count), cmp.Compare(a.Form, b.Form))
	})
	return l.out
}

type linter struct {
	m     *Matcher
	seen  map[occurrence]int
	users [][]user // of each word
	out   []Finding
}

// A user is a place of a word in a term.
type user struct {
	entry int32
	alone bool // the word is the whole term
}

// An occurrence is a form of a word.
type occurrence struct {
	word int32
	form string
}

// users returns the terms of each word.
func (m *Matcher) users() [][]user {
	out := make([][]user, len(m.cited))
	for _, t := range m.terms {
		for _, s := range t.slots {
			out[s.word] = append(out[s.word], user{t.entry, len(t.slots) == 1})
		}
	}
	return out
}

// occurrences returns how often each form occurs in a corpus.
func (m *Matcher) occurrences(counts map[string]int) map[occurrence]int {
	seen := map[occurrence]int{}
	for word, n := range counts {
		if w := m.read(&text.Type{Form: word, Kind: kindOf(word)}); w != nil {
			for _, r := range w.readings {
				seen[occurrence{r.word, r.form}] += n
			}
		}
	}
	return seen
}

func kindOf(word string) text.Kind {
	if isArabic(word) {
		return text.Word
	}
	return text.Foreign
}

func (l *linter) add(kind FindingKind, entry int32, form string, count int, format string, args ...any) {
	l.out = append(l.out, Finding{kind, entry, form, count, fmt.Sprintf(format, args...)})
}

// functionWords finds forms of a word that are spelt like a function word, but
// for the hamza of an alef.
func (l *linter) functionWords(w int32) {
	told := map[string]bool{}
	for i := range l.m.formsOfWord(w) {
		f := &l.m.formsOfWord(w)[i]
		if f.Admits&paradigm.Alone == 0 || told[f.Text] {
			continue
		}
		if !l.m.splitter.IsFunctionWord(f.Text) {
			continue
		}
		told[f.Text] = true
		effect := "each of them counts"
		if isRareCase(f) {
			effect = "strict mode leaves them out, recall mode counts them"
		}
		for _, u := range l.users[w] {
			if u.alone {
				l.add(FunctionWord, u.entry, f.Text, l.seen[occurrence{w, f.Text}],
					"the form %s (%s) is spelt like a function word: %s", f.Text, f.Rule, effect)
			}
		}
	}
}

// collisions finds forms that terms of several keys have.
func (l *linter) collisions() {
	type pair struct{ a, b int32 }
	told := map[pair]bool{}
	for i := range l.m.forms {
		f := &l.m.forms[i]
		for j := f.next; j >= 0; j = l.m.forms[j].next {
			g := &l.m.forms[j]
			p := pair{min(f.word, g.word), max(f.word, g.word)}
			if f.word != g.word && f.Text == g.Text && f.Admits&g.Admits&paradigm.Alone != 0 && !told[p] {
				told[p] = true
				l.collision(f, g)
			}
		}
	}
}

// collision reports that two words have a form in common, if they are terms
// of different keys.
func (l *linter) collision(f, g *form) {
	if f.word > g.word {
		f, g = g, f
	}
	for _, a := range l.users[f.word] {
		for _, b := range l.users[g.word] {
			x, y := &l.m.entries[a.entry], &l.m.entries[b.entry]
			if a.alone && b.alone && x.Key != y.Key {
				n := l.seen[occurrence{f.word, f.Text}]
				l.add(Collision, a.entry, f.Text, n, "%s is a form of %s (%s) and of %s in key %s (%s)",
					f.Text, l.m.cited[f.word], f.Rule, l.m.cited[g.word], y.Name, g.Rule)
			}
		}
	}
}

// unseen finds listed forms and whole words that the corpus does not have.
func (l *linter) unseen() {
	occurs := make([]bool, len(l.m.cited))
	for o := range l.seen {
		occurs[o.word] = true
	}
	for w, users := range l.users {
		if occurs[w] {
			continue
		}
		for _, u := range users {
			l.add(UnseenTerm, u.entry, l.m.cited[w], 0, "no form of %s occurs in the corpus", l.m.cited[w])
		}
	}
	for i := range l.m.forms {
		f := &l.m.forms[i]
		listed := f.Rule == paradigm.BrokenPlural || f.Rule == paradigm.Given
		if !listed || !occurs[f.word] || l.seen[occurrence{f.word, f.Text}] > 0 {
			continue
		}
		for _, u := range l.users[f.word] {
			if u.alone {
				l.add(UnseenForm, u.entry, f.Text, 0, "%s, a form of %s that the lexicon lists, does not occur in the corpus", f.Text, l.m.cited[f.word])
			}
		}
	}
}

// enough is how often a word must occur before it is proposed as a plural, and
// proposals is how many are made for a term.
const (
	enough    = 5
	proposals = 3
)

// plurals proposes words of the corpus that have the shape of a broken plural
// of a term and are none of its forms.
func (l *linter) plurals(counts map[string]int) {
	for w, users := range l.users {
		have := map[string]bool{}
		inflected := false
		for _, f := range l.m.formsOfWord(int32(w)) {
			have[key(f.Text)] = true
			inflected = inflected || f.Rule == paradigm.Dual
		}
		if !inflected || slices.ContainsFunc(l.m.formsOfWord(int32(w)), func(f form) bool { return f.Rule == paradigm.BrokenPlural }) {
			continue
		}
		for _, p := range l.proposed(l.m.cited[w], counts, have) {
			for _, u := range users {
				if u.alone {
					l.add(MissingPlural, u.entry, p.form, p.n, "%s may be a broken plural of %s; it occurs %d times", p.form, l.m.cited[w], p.n)
				}
			}
		}
	}
}

// formsOfWord returns the forms of a word.
func (m *Matcher) formsOfWord(w int32) []form { return m.forms[m.formsOf[w].From:m.formsOf[w].To] }

type proposal struct {
	form string
	n    int
}

// proposed returns the possible plurals of a word that occur, the commonest
// first.
func (l *linter) proposed(citation string, counts map[string]int, forms map[string]bool) []proposal {
	var out []proposal
	for _, p := range paradigm.Plurals(citation) {
		if forms[key(p)] || l.m.splitter.IsFunctionWord(p) {
			continue
		}
		n := 0
		for _, prefix := range [...]string{"", "ال", "وال", "بال", "و"} {
			n += counts[prefix+p]
		}
		n += counts["لل"+p]
		if n >= enough && counts["ال"+p] > 0 {
			out = append(out, proposal{p, n})
		}
	}
	slices.SortFunc(out, func(a, b proposal) int { return cmp.Or(-cmp.Compare(a.n, b.n), cmp.Compare(a.form, b.form)) })
	return out[:min(len(out), proposals)]
}
