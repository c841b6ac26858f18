package lexicon

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
)

// An Explanation says how one reading of a word meets one form of a term, or
// why it does not.
type Explanation struct {
	Split string        // the word as this reading parts it: "ب+قوت+ها"
	Host  string        // the host as a free word: "قوة"
	Form  paradigm.Form // the form whose spelling is near
	Word  string        // the citation form that it belongs to
	Terms []int32       // the entries with that word, indices into [Matcher.Entries]
	// Strict and Recall say whether the two modes take the reading.
	Strict, Recall bool
	Why            string // why not; empty if Strict
}

// Explain returns what could make a single word match, the best first: for
// every reading that the clitic grammar allows, every generated form that is
// spelt like its host but for letters that writers confuse.
func (m *Matcher) Explain(word string) []Explanation {
	light := m.light.Word(word)
	var out []Explanation
	var j judgement
	for _, c := range clitic.Append(nil, light) {
		for i := m.filed(c.Host); i >= 0; i = m.forms[i].next {
			f := &m.forms[i]
			if f.Rule == paradigm.BeforePronoun && c.Host != c.Surface(light) {
				continue
			}
			x := Explanation{Split: c.Segments(light, clitic.D3), Host: c.Host, Form: f.Form,
				Word: m.cited[f.word], Terms: m.termsWith(f.word)}
			how := m.compare(c.Host, f.Text)
			switch {
			case how == different:
				x.Why = fmt.Sprintf("%s is not a spelling of %s", c.Host, f.Text)
			case f.Admits&needs(c) != needs(c):
				x.Why = unmet(f.Admits, needs(c))
			default:
				x.Recall = true
				x.Why = m.refusal(&j, light, c, f, how)
				x.Strict = x.Why == ""
			}
			out = append(out, x)
		}
	}
	return tidied(m.explainSurface(out, light))
}

// explainSurface appends what matches the word as it stands.
func (m *Matcher) explainSurface(out []Explanation, light string) []Explanation {
	for _, r := range m.readSurface(nil, light, strings.ToLower(light)) {
		out = append(out, Explanation{Split: r.split, Host: light, Strict: true, Recall: true,
			Form: paradigm.Form{Text: r.form, Rule: r.rule}, Word: m.cited[r.word], Terms: m.termsWith(r.word)})
	}
	return out
}

// unmet says which clitic of a reading a form does not admit.
func unmet(have, need paradigm.Admits) string {
	for _, x := range []struct {
		clitic paradigm.Admits
		why    string
	}{
		{paradigm.Article, "this form has no article"},
		{paradigm.NoArticle, "the article is part of this name"},
		{paradigm.Pronoun, "this form has no pronoun behind it"},
		{paradigm.Alone, "this form is only used before a pronoun"},
		{paradigm.Preposition, "this form does not follow ب or ك"},
		{paradigm.Lam, "this form does not follow ل"},
		{paradigm.Future, "only a verb in the present follows س"},
	} {
		if need&x.clitic != 0 && have&x.clitic == 0 {
			return x.why
		}
	}
	return ""
}

// termsWith returns the entries in whose terms a word stands.
func (m *Matcher) termsWith(word int32) []int32 {
	var out []int32
	for _, t := range m.terms {
		for _, s := range t.slots {
			if s.word == word && (len(out) == 0 || out[len(out)-1] != t.entry) {
				out = append(out, t.entry)
			}
		}
	}
	return out
}

// tidied puts what matches first, and of what a reading and a word have in
// common keeps the plainest form.
func tidied(xs []Explanation) []Explanation {
	rank := func(x Explanation) int {
		switch {
		case x.Strict:
			return 0
		case x.Recall:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(xs, func(a, b Explanation) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.Form.Rule, b.Form.Rule))
	})
	type id struct{ split, word string }
	told := map[id]int{}
	kept := xs[:0]
	for _, x := range xs {
		i, ok := told[id{x.Split, x.Word}]
		if !ok {
			told[id{x.Split, x.Word}] = len(kept)
			kept = append(kept, x)
			continue
		}
		if k := &kept[i]; rank(*k) == rank(x) { // a word may have two paradigms: قوى alone and in its phrases
			for _, t := range x.Terms {
				if !slices.Contains(k.Terms, t) {
					k.Terms = append(k.Terms, t)
				}
			}
			slices.Sort(k.Terms)
		}
	}
	return kept
}
