// Package paradigm writes out every form of an Arabic word from its citation
// form: the forms that a lexicon term may have in a text before the clitics of
// the grammar are put on it.
//
// A form says by which rule it was made, and which clitics it admits, so that
// a hit in a text can be explained: الدولتين is دولة in the dual, with the
// article. Forms come with hamza, ة and ى as correctly spelt; what spellings
// of a text count as equal is for the caller to decide.
package paradigm

import (
	"fmt"
	"strings"
)

// A POS is a part of speech: it chooses the paradigm.
type POS uint8

// The parts of speech.
const (
	Unknown   POS = iota // to be guessed from the ending, see [Guess]
	Noun                 // دولة، حلف
	Adjective            // كبير: with feminine forms
	Nisba                // واقعي، واقعية
	Verb                 // ردع، تعاون
	Fixed                // this form only, with proclitics and article
	Name                 // this form only, with proclitics
	Nominal              // noun or adjective, not known which
)

var posNames = [...]string{"", "noun", "adj", "nisba", "verb", "fixed", "name", "nominal"}

// String returns the name of p as lexicon files write it.
func (p POS) String() string { return posNames[p] }

// ParsePOS returns the part of speech that lexicon files call name.
func ParsePOS(name string) (POS, error) {
	for i, n := range posNames[:Nominal] {
		if n == name && n != "" {
			return POS(i), nil
		}
	}
	return Unknown, fmt.Errorf("no part of speech %q, want one of %s", name, strings.Join(posNames[1:Nominal], ", "))
}

// Admits is the set of clitics that a form may have.
type Admits uint8

// The clitics.
const (
	Alone       Admits = 1 << iota // no pronoun behind it
	Pronoun                        // a pronoun behind it
	Article                        // ال before it
	NoArticle                      // no ال before it
	Preposition                    // ب or ك before it
	Lam                            // ل before it
	Future                         // س before it
)

// String lists the clitics, as in "ال, ب ك, ل, pronoun"; a form that must have
// an article or a pronoun says so.
func (a Admits) String() string {
	var out []string
	say := func(has Admits, s string) {
		if a&has == has {
			out = append(out, s)
		}
	}
	switch {
	case a&NoArticle == 0:
		out = append(out, "ال always")
	default:
		say(Article, "ال")
	}
	say(Preposition, "ب ك")
	say(Lam, "ل")
	say(Future, "س")
	switch {
	case a&Alone == 0:
		out = append(out, "pronoun always")
	default:
		say(Pronoun, "pronoun")
	}
	return strings.Join(out, ", ")
}

const (
	prepositions = Preposition | Lam

	full      = Alone | Pronoun | Article | NoArticle | prepositions // any clitic of a noun
	absolute  = Alone | Article | NoArticle | prepositions           // a noun that takes no pronoun
	construct = Alone | Pronoun | NoArticle | prepositions           // a noun before another one
	suffixed  = Pronoun | NoArticle | prepositions                   // only before a pronoun
	tanwin    = Alone | NoArticle                                    // an accusative: no preposition

	perfective   = Alone | Pronoun | NoArticle | Lam // a verb in the past
	imperfective = perfective | Future               // a verb in the present
)

// A Rule names the way a form was made.
type Rule uint8

// The rules. Their names are part of the tables and do not change.
const (
	Citation Rule = iota
	Accusative
	Feminine
	FeminineDual
	FeminineDualConstruct
	FemininePlural
	Dual
	DualConstruct
	MasculinePlural
	MasculinePluralConstruct
	Nominalised
	BrokenPlural
	BrokenPluralAccusative
	BeforePronoun
	Shortened
	Past
	Present
	Jussive
	PassivePast
	PassivePresent
	Given
	Surface
	Glob
	Regex
)

var ruleNames = [...]string{
	"citation", "accusative", "feminine", "feminine.dual", "feminine.dual.construct", "plural.feminine",
	"dual", "dual.construct", "plural.masculine", "plural.masculine.construct", "nominalised",
	"plural.broken", "plural.broken.accusative", "before-pronoun", "shortened",
	"past", "present", "jussive", "past.passive", "present.passive",
	"given", "surface", "glob", "regex",
}

// String returns the stable name of r.
func (r Rule) String() string { return ruleNames[r] }

// A Form is one form of a word, before clitics.
type Form struct {
	Text   string
	Rule   Rule
	Admits Admits
}

// A Word is what the lexicon says of one word.
type Word struct {
	Citation string   // without harakat and, but for names, without ال
	POS      POS      // Unknown to guess
	Plurals  []string // broken plurals
	Given    []string // further forms, which are not inflected
	Present  []string // of a verb: its present, 3rd person masculine; empty for all that the past allows

	// OwnFeminine says that citation + ة is another word (حال and حالة): its
	// forms are not forms of this one.
	OwnFeminine bool
}

// Append appends the forms of w to dst, the citation form first, each pair of
// spelling and clitics once, and returns the extended slice.
func Append(dst []Form, w Word) []Form {
	l := list{forms: dst, first: len(dst)}
	pos := w.POS
	if pos == Unknown {
		pos = Guess(w.Citation)
	}
	switch pos {
	case Verb:
		l.verb(w.Citation, w.Present)
	case Fixed:
		l.add(w.Citation, Citation, absolute)
	case Name:
		l.add(w.Citation, Citation, Alone|NoArticle|prepositions)
	default:
		l.nominal(w, pos)
	}
	for _, p := range w.Plurals {
		l.broken(p)
	}
	for _, g := range w.Given {
		l.given(g, pos)
	}
	return l.forms
}

// A list is the forms made so far.
type list struct {
	forms []Form
	first int // where the forms of this word begin
}

// add adds a form unless the list has its spelling with the same clitics.
func (l *list) add(text string, r Rule, a Admits) {
	for _, f := range l.forms[l.first:] {
		if f.Text == text && f.Admits|a == f.Admits {
			return
		}
	}
	l.forms = append(l.forms, Form{text, r, a})
}

// given adds a form that the lexicon lists as it is.
func (l *list) given(text string, pos POS) {
	switch pos {
	case Verb:
		l.add(text, Given, imperfective)
	case Name:
		l.add(text, Given, Alone|NoArticle|prepositions)
	default:
		l.add(text, Given, full)
		l.beforePronoun(text)
	}
}
