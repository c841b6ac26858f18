package clitic

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A template is a kind of feature. A feature is a template with what it asks
// of the clitics, of an affix or of the letters of a cut. Its value is in
// 32nds.
type template uint8

// The templates. Those up to length have a number as their value; the others
// hold or do not.
const (
	base      template = iota // how often the host occurs
	definite                  // how often the host occurs with the article
	whole                     // how often the word occurs
	closed                    // the host is a function word
	kin                       // how often the host occurs with another ending
	turned                    // how often the host, as a verb, occurs in another person
	length                    // letters of the host
	clitics                   // these clitics, one of the three or all
	frequency                 // the host occurs so often: a step of three octaves
	letters                   // the host has so many letters
	prefix                    // the host occurs with this prefix
	suffix                    // the host occurs with this suffix
	first                     // the host begins with these letters
	last                      // the host ends in these letters
	templates
)

// numbered is how many templates have a number.
const numbered = length + 1

var templateNames = [templates]string{
	"base", "definite", "whole", "closed", "kin", "turned", "length",
	"clitics", "frequency", "letters", "prefix", "suffix", "first", "last",
}

// one is the value of a feature that holds.
const one = 32

// What a question may ask of a slot but a class: nothing, or that there is a
// clitic; of the lead, that there is any particle before the host.
const (
	anything = -1
	some     = -2
)

// whatever asks nothing of the clitics.
var whatever = triple{anything, anything, anything}

// each returns the triples that ask for one slot of c each.
func (c triple) each() [3]triple {
	return [3]triple{{c.lead, anything, anything}, {anything, c.inner, anything}, {anything, anything, c.behind}}
}

// rough returns the triple that asks only whether there is a particle before
// the host, and whether there is a pronoun behind it.
func (c triple) rough() triple {
	out := triple{0, anything, 0}
	if c.lead > 0 || c.inner > 1 {
		out.lead = some
	}
	if c.behind > 0 {
		out.behind = some
	}
	return out
}

// A question is what a feature asks.
type question struct {
	template template
	clitics  triple
	letters  string
}

// A fact is a question and the value of the feature.
type fact struct {
	question
	value int32
}

// facts returns the features of e. What [scorer] does with an evidence is the
// same as to add up their values times their weights.
func (e *evidence) facts() []fact {
	var out []fact
	add := func(t template, letters string, value int32, asked ...triple) {
		for _, c := range asked {
			out = append(out, fact{question{t, c, letters}, value})
		}
	}
	each := e.clitics.each()
	add(clitics, "", one, e.clitics)
	add(clitics, "", one, each[:]...)
	for t, value := range e.numbers {
		if value != 0 {
			add(template(t), "", value, whatever)
			add(template(t), "", value, each[:]...)
		}
	}
	add(frequency, digit(e.frequency), one, each[:]...)
	add(letters, digit(e.letters), one, whatever)
	for i, a := range affixes {
		if e.affixes>>i&1 != 0 {
			add(a.template(), a.letters, one, whatever, e.clitics.rough())
		}
	}
	for begin, end := range grams(e.host) {
		add(first, string(begin), one, whatever, each[0], each[1])
		add(last, string(end), one, whatever, each[2])
	}
	return out
}

// template returns the template of the features of a.
func (a affix) template() template {
	if a.suffix {
		return suffix
	}
	return prefix
}

// digit spells n, which is at most most.
func digit(n uint8) string { return "0123456"[n : n+1] }

// grams yields the first and the last one, two and three letters of host, as
// far as it has them.
func grams(host []byte) func(yield func(begin, end []byte) bool) {
	return func(yield func(begin, end []byte) bool) {
		from, to := 0, len(host)
		for range 3 {
			if from == len(host) {
				return
			}
			_, n := utf8.DecodeRune(host[from:])
			_, m := utf8.DecodeLastRune(host[:to])
			from += n
			to -= m
			if !yield(host[:from], host[to:]) {
				return
			}
		}
	}
}

// In the name of a feature, these stand for what it asks of a slot if not for
// certain clitics: nothing, that there are some, or none.
const nothingAsked, someAsked, noneAsked = "-", "+", "."

// name spells q: the template, what leads, what stands within, the pronoun and
// the letters, parted by tabs.
func (q question) name() string {
	return strings.Join([]string{
		templateNames[q.template],
		className(q.clitics.lead, leads[:]),
		className(q.clitics.inner, inners[:]),
		className(q.clitics.behind, behinds()),
		q.letters,
	}, "\t")
}

// behinds returns the letters of the classes of pronouns.
var behinds = sync.OnceValue(func() []string { return append([]string{""}, table().pronouns...) })

func className(class int8, letters []string) string {
	switch class {
	case anything:
		return nothingAsked
	case some:
		return someAsked
	case 0:
		return noneAsked
	}
	return letters[class]
}

// parseQuestion reads what name writes.
func parseQuestion(name string) (q question, err error) {
	f := strings.Split(name, "\t")
	if len(f) != 5 {
		return q, fmt.Errorf("%d columns before the weight, want 5", len(f))
	}
	t := slices.Index(templateNames[:], f[0])
	if t < 0 {
		return q, fmt.Errorf("no feature %q", f[0])
	}
	q = question{template: template(t), letters: f[4]}
	for i, slot := range []struct {
		class   *int8
		letters []string
	}{{&q.clitics.lead, leads[:]}, {&q.clitics.inner, inners[:]}, {&q.clitics.behind, behinds()}} {
		if *slot.class, err = parseClass(f[1+i], slot.letters); err != nil {
			return q, err
		}
	}
	return q, q.check()
}

// check reports what is wrong with the letters of q.
func (q question) check() error {
	ok := true
	switch q.template {
	case frequency, letters:
		ok = len(q.letters) == 1 && q.letters[0] >= '0' && q.letters[0] <= '0'+most
	case prefix, suffix:
		ok = slices.ContainsFunc(affixes, func(a affix) bool { return a.letters == q.letters && a.template() == q.template })
	case first, last:
		ok = q.letters != ""
	default:
		ok = q.letters == ""
	}
	if !ok {
		return fmt.Errorf("a feature %q cannot ask for %q", templateNames[q.template], q.letters)
	}
	return nil
}

func parseClass(name string, letters []string) (int8, error) {
	switch name {
	case nothingAsked:
		return anything, nil
	case someAsked:
		return some, nil
	case noneAsked:
		return 0, nil
	}
	if i := slices.Index(letters, name); i > 0 {
		return int8(i), nil
	}
	return 0, fmt.Errorf("no clitics %q", name)
}
