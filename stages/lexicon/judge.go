package lexicon

import (
	"fmt"
	"unicode/utf8"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
)

// A judgement is what the splitter says of a word; it is asked at most once,
// and only of words that might match.
type judgement struct {
	asked    bool
	best     clitic.Candidate
	second   clitic.Candidate
	doubtful bool // second is nearly as likely as best
	function bool // the word, without its clitics, is a function word
}

// doubt is the margin between the best split and the next below which the
// splitter is not believed against the lexicon: the best is less than e²
// times likelier, and that the host of the next is a term says more.
const doubt = 2.0

// ask lets the splitter judge word.
func (m *Matcher) ask(j *judgement, word string) {
	if j.asked {
		return
	}
	split := m.splitter.Split(word)
	*j = judgement{asked: true, best: split.Best, second: split.RunnerUp, doubtful: split.Margin < doubt,
		function: m.splitter.IsFunctionWord(word)}
}

// refuses reports whether strict mode refuses to take word, split as c, for
// the form f; how says in what their spellings differ.
//
// The splitter must part the word at the same places, or nearly as well part it
// so, unless the lexicon leaves no doubt; see isSure. And a function word is no
// term that is spelt a little differently, nor a rare case of a short one:
// ان is not آن, and هما is not the accusative of هم "sorrow". That it leaves
// out a hamza is no reason (اكثر is أكثر), nor that it is an adverb (حاليا).
func (m *Matcher) refuses(j *judgement, word string, c clitic.Candidate, f *form, how spelling) bool {
	m.ask(j, word)
	return !isSure(c, f) && !j.parts(c, how) || j.function && (how >= madda || isRareCase(f))
}

// isSure reports whether the lexicon leaves no doubt of a split, whatever the
// splitter says: the word is the very form that the lexicon lists, or that of
// a long name behind particles, or a long form behind the article. What
// somebody lists as a word is one, though the splitter may never have seen it
// (كينيث is not ك + ينيث).
func isSure(c clitic.Candidate, f *form) bool {
	const long = 4
	isLong := utf8.RuneCountInString(f.Text) >= long
	if c.Article && isLong {
		return true
	}
	listed := f.Rule == paradigm.Citation || f.Rule == paradigm.Given
	return listed && (c.Pre+c.Suf == 0 || isLong && isName(f))
}

// parts reports whether the splitter parts the word as c does, or would nearly
// as well. In doubt a particle before a host that is a form only if it left
// out a hamza is too much to assume (ك + امن).
func (j *judgement) parts(c clitic.Candidate, how spelling) bool {
	if !j.doubtful {
		return c.SameCut(j.best)
	}
	return (how == same || c.Proclitics == 0) && (c.SameCut(j.best) || c.SameCut(j.second))
}

// isRareCase reports whether f has three letters or fewer and is used in one
// case only, with nothing before it or only with a word behind it.
func isRareCase(f *form) bool {
	switch f.Rule {
	case paradigm.Accusative, paradigm.DualConstruct, paradigm.FeminineDualConstruct,
		paradigm.MasculinePluralConstruct, paradigm.BrokenPluralAccusative, paradigm.Shortened, paradigm.BeforePronoun:
		return utf8.RuneCountInString(f.Text) <= 3
	}
	return false
}

// isName reports whether f is a name: it admits neither a pronoun nor a choice
// of article.
func isName(f *form) bool {
	const choice = paradigm.Article | paradigm.NoArticle
	return f.Admits&paradigm.Pronoun == 0 && f.Admits&choice != choice
}

// refusal says why strict mode refuses word, if it does.
func (m *Matcher) refusal(j *judgement, word string, c clitic.Candidate, f *form, how spelling) string {
	switch {
	case !m.refuses(j, word, c, f, how):
		return ""
	case !isSure(c, f) && !j.parts(c, how) && c.SameCut(j.best):
		return fmt.Sprintf("the split is doubtful, and %s has not the hamza of %s", c.Host, f.Text)
	case !isSure(c, f) && !j.parts(c, how):
		return fmt.Sprintf("the word is more likely %s", j.best.Segments(word, clitic.ATB))
	}
	return fmt.Sprintf("%s is a function word", word)
}

// hasArticle reports whether the ال that w begins with is the article.
func (m *Matcher) hasArticle(w string) bool { return m.splitter.Split(w).Best.Article }

// citedProclitics takes off the proclitics that a word of a term has as it is
// cited (حرب بالوكالة), which its words in a text must have too. The first
// word may have any, so there only those are taken that stand before an
// article, which cannot be letters of the word.
func (m *Matcher) citedProclitics(w string, inner bool) (clitic.Proclitics, string) {
	split := m.splitter.Split(w)
	best := split.Best
	switch {
	case best.Proclitics == 0 || best.Enclitic != 0:
		return 0, w
	case best.Article:
		return best.Proclitics, "ال" + best.Host
	case !inner || split.Margin < doubt:
		return 0, w
	}
	return best.Proclitics, best.Host
}
