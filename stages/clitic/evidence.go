package clitic

import "unicode/utf8"

// An evidence is all that the ranker knows of one cut of a word.
type evidence struct {
	clitics   triple
	numbers   [numbered]int32 // by template, in 32nds
	affixes   uint32          // a bit for each of affixes with which the host occurs
	frequency uint8           // of the host: steps of three octaves, at most most
	letters   uint8           // of the host, at most most
	host      []byte          // the free host
}

// most is the last class of frequencies and of lengths.
const most = 6

// A triple is the clitics of a cut: what leads (the question particle and the
// conjunction), what stands within (the preposition or future particle, and
// the article), and the pronoun behind. Each is a class from 0, which is none.
type triple struct{ lead, inner, behind int8 }

// The letters of the classes of what leads and of what stands within.
var (
	leads  = [...]string{"", "و", "ف", "أ", "أو", "أف"}
	inners = [...]string{"", "ال", "ب", "بال", "ل", "لل", "ك", "كال", "س"}
)

// pronouns is the number of classes of pronouns, none among them.
const pronouns = 13

// tripleOf returns the classes of the clitics of r.
func tripleOf(r reading) (c triple) {
	if r.proclitics&Question != 0 {
		c.lead = 3
	}
	switch {
	case r.proclitics&And != 0:
		c.lead++
	case r.proclitics&So != 0:
		c.lead += 2
	}
	switch {
	case r.proclitics&By != 0:
		c.inner = 2
	case r.proclitics&For != 0:
		c.inner = 4
	case r.proclitics&Like != 0:
		c.inner = 6
	case r.proclitics&Will != 0:
		c.inner = 8
	}
	if r.article {
		c.inner++
	}
	c.behind = int8(r.enclitic)
	return c
}

// An affix is letters that may stand before or behind a host.
type affix struct {
	letters string
	hash
	suffix bool
}

// affixes are those with which a host may be met.
var affixes = append(
	affixList(false, "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل", "كال", "فال", "ول", "وب", "فب", "فل", "وس"),
	affixList(true, "ه", "ها", "هم", "نا", "ا", "هما", "ك", "كم", "ي", "ني", "ات", "ة", "ين")...)

func affixList(suffix bool, list ...string) []affix {
	var out []affix
	for _, s := range list {
		out = append(out, affix{s, hashOf(s), suffix})
	}
	return out
}

// endings are those that a noun, an adjective or a verb changes. What is left
// of a host without one occurs by itself or with ة if they are kin.
var endings = affixList(true, "ا", "ة", "ت", "ات", "ون", "ين", "ان", "وا", "تا", "تي", "ية", "ي", "و")

// persons are the letters that begin a verb of the present tense; the first
// has lost its hamza.
var persons = affixList(false, "ا", "ي", "ت", "ن")

var taMarbuta = hashOf("ة")

// gather returns what speaks for r.
func (v *view) gather(r reading) (e evidence) {
	e.clitics = tripleOf(r)
	from := len(v.spelt)
	v.spelt = appendFree(v.spelt, r, v.word)
	e.host = v.spelt[from:]
	var buf [maxWord + 8]byte
	bare := v.free(buf[:0], r)
	h := hashOf(bare)

	n := v.counts.level(h)
	e.frequency = min((n+23)/24, most)
	e.numbers[base] = int32(n)
	e.numbers[definite] = int32(v.counts.level(article.then(h)))
	e.numbers[whole] = int32(v.whole)
	if v.functions[h.sum] {
		e.numbers[closed] = one
	}
	e.numbers[kin] = int32(v.kin(bare))
	e.numbers[turned] = int32(v.turned(bare))
	letters := utf8.RuneCount(e.host)
	e.numbers[length] = int32(letters * one / 3)
	e.letters = uint8(min(letters, most))
	e.affixes = v.affixesOf(h)
	return e
}

// affixesOf returns a bit for each of affixes with which the host with hash h
// occurs.
func (v *view) affixesOf(h hash) uint32 {
	set := uint32(0)
	for i := range affixes {
		a := &affixes[i]
		with := a.hash.then(h)
		if a.suffix {
			with = h.then(a.hash)
		}
		if v.counts.level(with) > 0 {
			set |= 1 << i
		}
	}
	return set
}

// kin returns the level of the commonest word that may be another form of the
// noun, adjective or verb host, which is folded.
func (v *view) kin(host []byte) uint8 {
	n := uint8(0)
	for i := range endings {
		e := &endings[i]
		stem := len(host) - e.len
		if stem < 6 || string(host[stem:]) != e.letters {
			continue
		}
		h := hashOf(host[:stem])
		n = max(n, v.counts.level(h), v.counts.level(article.then(h)))
		if e.hash != taMarbuta {
			h = h.then(taMarbuta)
			n = max(n, v.counts.level(h), v.counts.level(article.then(h)))
		}
	}
	return n
}

// turned returns the level of the commonest word that is the verb host, which
// is folded, in another person.
func (v *view) turned(host []byte) uint8 {
	n := uint8(0)
	for i := range persons {
		p := &persons[i]
		if len(host) < p.len+4 || string(host[:p.len]) != p.letters {
			continue
		}
		h := hashOf(host[p.len:])
		for k := 1; k < len(persons); k++ {
			if k != i {
				n = max(n, v.counts.level(persons[k].then(h)))
			}
		}
	}
	return n
}
