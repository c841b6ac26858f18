package clitic

import (
	"bytes"
	"unicode/utf8"
)

// A template is a kind of feature. A feature is a template with what it asks
// of the clitics and the letters of a cut. Its value is in 32nds.
type template uint8

// The templates. Those marked * have a number as their value and ask for no
// clitics, for these proclitics, or for this pronoun; the others hold or do
// not.
const (
	clitics   template = iota // these proclitics, this pronoun, or both
	base                      // * how often the host occurs
	definite                  // * how often the host occurs with the article
	whole                     // * how often the word occurs
	frequency                 // the host occurs so often: a step of three octaves
	closed                    // * the host is a function word
	kin                       // * how often the host occurs with another ending
	turned                    // * how often the host, as a verb, occurs in another person
	prefix                    // the host occurs with this prefix
	suffix                    // the host occurs with this suffix
	length                    // * letters of the host
	letters                   // so many letters
	first                     // the host begins with these letters
	last                      // the host ends in these letters
	templates
)

var templateNames = [templates]string{
	"clitics", "base", "definite", "whole", "frequency", "closed", "kin", "turned",
	"prefix", "suffix", "length", "letters", "first", "last",
}

// one is the value of a feature that holds.
const one = 32

// What a feature asks of the clitics of a slot: nothing, some, or, from 0 on,
// these: the class of the proclitics, or the pronoun.
const (
	anything = -1
	some     = -2
)

// A feature is a template as it applies to a cut.
type feature struct {
	key   uint64
	value int32
}

// A question is what a feature asks.
type question struct {
	template       template
	before, behind int
	letters        string
}

// ask lists a feature.
func ask[S string | []byte](v *view, t template, before, behind int, letters S, value int) {
	v.features = append(v.features, feature{key(t, before, behind, hashOf(letters)), int32(value)})
	if v.named {
		v.questions = append(v.questions, question{t, before, behind, string(letters)})
	}
}

// key returns the number of a feature.
func key(t template, before, behind int, letters hash) uint64 {
	return mix(letters.sum + uint64(t+1)<<56 + uint64(before+2)<<48 + uint64(behind+2)<<40)
}

// classes is the number of classes of proclitics.
const classes = 2 * 3 * 5 * 2

// classOf numbers proclitics and article: the question particle, the
// conjunction, the preposition and the article are the digits from the highest
// down.
func classOf(p Proclitics, article bool) int {
	c := 0
	if p&Question != 0 {
		c = 3
	}
	switch {
	case p&And != 0:
		c++
	case p&So != 0:
		c += 2
	}
	c *= 5
	switch {
	case p&By != 0:
		c++
	case p&For != 0:
		c += 2
	case p&Like != 0:
		c += 3
	case p&Will != 0:
		c += 4
	}
	c *= 2
	if article {
		c++
	}
	return c
}

// clitic classes of one reading.
type clitic struct{ before, behind int }

// add lists the features of r.
func (v *view) add(r reading) {
	c := clitic{classOf(r.proclitics, r.article), int(r.enclitic)}
	var buf, bare [maxWord + 8]byte
	host := v.free(buf[:0], r)
	plain := append(bare[:0], host...)
	fold(plain)
	ask(v, clitics, c.before, c.behind, "", one)
	v.crossed(clitics, c, "", one)
	v.frequencies(c, hashOf(plain))
	v.affixes(r, hashOf(plain))
	v.relatives(c, plain)
	v.spelling(c, host)
}

// crossed lists the feature of a template that asks for the proclitics and
// that which asks for the pronoun.
func (v *view) crossed(t template, c clitic, letters string, value int) {
	ask(v, t, c.before, anything, letters, value)
	ask(v, t, anything, c.behind, letters, value)
}

// number lists the features of a template that has a number.
func (v *view) number(t template, c clitic, value int) {
	if value != 0 {
		ask(v, t, anything, anything, "", value)
		v.crossed(t, c, "", value)
	}
}

// frequencies lists what the counts say of a host.
func (v *view) frequencies(c clitic, h hash) {
	n := int(v.counts.level(h))
	v.number(base, c, n)
	v.number(definite, c, int(v.counts.level(article.then(h))))
	v.crossed(whole, c, "", int(v.counts.level(folded(v.word))))
	v.crossed(frequency, c, digit((n+23)/24), one)
	if v.functions[h.sum] {
		v.number(closed, c, one)
	}
}

// digit spells n, or 6 if it is more.
func digit(n int) string { return "0123456"[min(n, 6):][:1] }

// An affix is letters that may stand before or behind a host.
type affix struct {
	letters string
	hash
}

func affixes(list ...string) []affix {
	var out []affix
	for _, s := range list {
		out = append(out, affix{s, hashOf(s)})
	}
	return out
}

// The prefixes and suffixes with which a host may be met.
var (
	prefixes = affixes("و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل", "كال", "فال", "ول", "وب", "فب", "فل", "وس")
	suffixes = affixes("ه", "ها", "هم", "نا", "ا", "هما", "ك", "كم", "ي", "ني", "ات", "ة", "ين")
)

// affixes lists the prefixes and suffixes with which the host of r occurs.
func (v *view) affixes(r reading, h hash) {
	before, behind := 0, 0
	if r.proclitics != 0 {
		before = some
	}
	if r.enclitic != 0 {
		behind = some
	}
	for _, p := range prefixes {
		if v.counts.level(p.then(h)) > 0 {
			ask(v, prefix, anything, anything, p.letters, one)
			ask(v, prefix, before, behind, p.letters, one)
		}
	}
	for _, s := range suffixes {
		if v.counts.level(h.then(s.hash)) > 0 {
			ask(v, suffix, anything, anything, s.letters, one)
			ask(v, suffix, before, behind, s.letters, one)
		}
	}
}

// endings are those that a noun, an adjective or a verb changes. What is left
// of a host without one occurs by itself or with ة if they are kin.
var endings = affixes("ا", "ة", "ت", "ات", "ون", "ين", "ان", "وا", "تا", "تي", "ية", "ي", "و")

// persons are the letters that begin a verb of the present tense; the first
// has lost its hamza.
var persons = affixes("ا", "ي", "ت", "ن")

// relatives lists how often words occur that may be forms of the same noun or
// verb as the host, given folded.
func (v *view) relatives(c clitic, host []byte) {
	n := uint8(0)
	for _, e := range endings {
		stem, ok := bytes.CutSuffix(host, []byte(e.letters))
		if !ok || len(stem) < 6 {
			continue
		}
		h := hashOf(stem)
		n = max(n, v.counts.level(h), v.counts.level(article.then(h)))
		if e.letters != "ة" {
			h = h.then(taMarbuta)
			n = max(n, v.counts.level(h), v.counts.level(article.then(h)))
		}
	}
	v.number(kin, c, int(n))
	n = 0
	for _, p := range persons {
		rest, ok := bytes.CutPrefix(host, []byte(p.letters))
		if !ok || len(rest) < 4 {
			continue
		}
		h := hashOf(rest)
		for _, q := range persons[1:] {
			if q != p {
				n = max(n, v.counts.level(q.then(h)))
			}
		}
	}
	v.number(turned, c, int(n))
}

var taMarbuta = hashOf("ة")

// spelling lists what there is to the letters of a host.
func (v *view) spelling(c clitic, host []byte) {
	n := utf8.RuneCount(host)
	v.number(length, c, n*one/3)
	ask(v, letters, anything, anything, digit(n), one)
	from, to := 0, len(host)
	for range min(n, 3) {
		_, size := utf8.DecodeRune(host[from:])
		from += size
		ask(v, first, c.before, anything, host[:from], one)
		ask(v, first, anything, anything, host[:from], one)
		_, size = utf8.DecodeLastRune(host[:to])
		to -= size
		ask(v, last, anything, c.behind, host[to:], one)
		ask(v, last, anything, anything, host[to:], one)
	}
}
