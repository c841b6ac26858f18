package lexicon

import (
	"strings"
	"sync"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
	"fusul/stages/text"
)

// A wordType is what a matcher knows of one spelling of a token.
type wordType struct {
	readings    []reading
	excludes    []int32 // of a word with readings, the exclusions that it matches
	starts      bool    // a reading may begin a term
	transparent bool    // a mark that does not part the words of a term
}

// A reading is one way in which a token is a word of the lexicon.
type reading struct {
	word       int32
	form       string
	rule       paradigm.Rule
	state      state
	proclitics clitic.Proclitics
	split      string // the token as it was split
	doubtful   bool   // another split is likelier, or nearly as likely
	misspelt   bool   // only with tolerance it is a form
}

// read finds the readings of a token.
func (m *Matcher) read(t *text.Type) *wordType {
	var w wordType
	switch t.Kind {
	case text.Punct:
		w.transparent = isTransparent(t.Form)
	case text.NoteMark:
		w.transparent = true
	}
	light := m.light.Word(t.Form)
	if t.Kind == text.Word {
		w.readings = m.readWord(w.readings, light)
	}
	low := strings.ToLower(light)
	w.readings = m.readSurface(w.readings, light, low)
	if bare, ok := withoutGenitive(low); ok && t.Kind == text.Foreign && len(w.readings) == 0 {
		w.readings = m.readSurface(w.readings, light, bare)
	}
	if len(w.readings) == 0 {
		if w.transparent {
			return &w
		}
		return nil
	}
	w.excludes = m.excludes.match(nil, low, m.folding)
	for i := range w.readings {
		w.starts = w.starts || m.begins[w.readings[i].word]
	}
	return &w
}

// withoutGenitive takes the English 's off a word.
func withoutGenitive(low string) (string, bool) {
	if bare, ok := strings.CutSuffix(low, "'s"); ok {
		return bare, true
	}
	return strings.CutSuffix(low, "’s")
}

// readWord appends the readings of an Arabic word by its generated forms.
func (m *Matcher) readWord(dst []reading, word string) []reading {
	var buf [32]clitic.Candidate
	var j judgement
	for _, c := range clitic.Append(buf[:0], word) {
		for i := m.filed(c.Host); i >= 0; i = m.forms[i].next {
			f := &m.forms[i]
			if f.Admits&needs(c) != needs(c) || f.Rule == paradigm.BeforePronoun && c.Host != c.Surface(word) {
				continue // a shape before a pronoun is compared with the letters before it
			}
			how := m.compare(c.Host, f.Text)
			if how == different || m.opt.Mode == Strict && m.refuses(&j, word, c, f, how) {
				continue
			}
			m.ask(&j, word)
			dst = appendReading(dst, reading{
				word: f.word, form: f.Text, rule: f.Rule, misspelt: how == misspelt,
				state: stateOf(c), proclitics: c.Proclitics, split: c.Segments(word, clitic.ATB),
				doubtful: !isSure(c, f) && (j.doubtful || !c.SameCut(j.best)),
			})
		}
	}
	return dst
}

// compare says how host is spelt, seen from form, under the options of m.
func (m *Matcher) compare(host, form string) spelling {
	how := m.folding.compare(host, form)
	if how == different && m.opt.Tolerant && tolerates(host, form) {
		return misspelt
	}
	return how
}

// filed returns the last form filed under the key of host, or -1.
func (m *Matcher) filed(host string) int32 {
	var buf [64]byte
	k := appendKey(buf[:0], host)
	if m.opt.Tolerant {
		k = appendTolerantKey(buf[:0], host)
	}
	if i, ok := m.index[string(k)]; ok {
		return i
	}
	return -1
}

// needs returns what a form must admit to have the clitics of c.
func needs(c clitic.Candidate) paradigm.Admits {
	need := paradigm.Alone
	if c.Enclitic != 0 {
		need = paradigm.Pronoun
	}
	if c.Article {
		need |= paradigm.Article
	} else {
		need |= paradigm.NoArticle
	}
	if c.Proclitics&(clitic.By|clitic.Like) != 0 {
		need |= paradigm.Preposition
	}
	if c.Proclitics&clitic.For != 0 {
		need |= paradigm.Lam
	}
	if c.Proclitics&clitic.Will != 0 {
		need |= paradigm.Future
	}
	return need
}

// appendReading adds r unless there is one of the same word in the same state.
// Of two, the one by the plainer rule stays.
func appendReading(dst []reading, r reading) []reading {
	for i := range dst {
		d := &dst[i]
		if d.word == r.word && d.state == r.state && d.proclitics == r.proclitics {
			if d.misspelt && !r.misspelt || d.misspelt == r.misspelt && r.rule < d.rule {
				*d = r
			}
			return dst
		}
	}
	return append(dst, r)
}

// readSurface appends the readings of a token as it stands; low is light in
// small letters.
func (m *Matcher) readSurface(dst []reading, light, low string) []reading {
	whole := func(word int32, rule paradigm.Rule) {
		dst = append(dst, reading{word: word, form: low, rule: rule, split: light})
	}
	if len(m.surface) > 0 {
		var buf [64]byte
		for _, word := range m.surface[string(appendKey(buf[:0], low))] {
			if m.folding.compare(low, m.cited[word]) != different {
				whole(word, paradigm.Surface)
			}
		}
	}
	var globs [8]int32
	for _, word := range m.globs.match(globs[:0], low, m.folding) {
		whole(word, paradigm.Glob)
	}
	for _, r := range m.regexes {
		if r.re.MatchString(light) {
			whole(r.word, paradigm.Regex)
		}
	}
	return dst
}

// isTransparent reports whether a punctuation mark lets a term go on: quotation
// marks and brackets do, and a hyphen.
func isTransparent(s string) bool {
	for _, r := range s {
		switch r {
		case '"', '\'', '`', '«', '»', '‹', '›', '“', '”', '„', '‟', '‘', '’', '‚', '‛', '″', '′',
			'(', ')', '[', ']', '{', '}', '⟨', '⟩', '﴾', '﴿', '*', '_':
		default:
			if !isHyphen(r) {
				return false
			}
		}
	}
	return true
}

// A cache keeps the readings of word types. It is bounded: a shard that is
// full is emptied, which costs time and changes nothing.
type cache struct {
	limit  int // types of a shard
	shards [shards]shard
}

const (
	shards    = 32
	shardSize = 1 << 14 // with 32 shards, half a million types, about 60 MB
)

// shard returns the shard of a spelling. Its length and two of its letters
// spread Arabic words well enough that no two goroutines often meet.
func (c *cache) shard(form string) *shard {
	n := len(form)
	if n == 0 {
		return &c.shards[0]
	}
	return &c.shards[(n+3*int(form[n-1])+7*int(form[n/4|1%n]))%shards]
}

type shard struct {
	mu    sync.RWMutex
	types map[string]*wordType
}

// A known is what the matcher of says of a type, as Type.Known holds it.
type known struct {
	of   *Matcher
	word *wordType // nil for nothing
}

// Know returns what m knows of t, to be kept in t.Known: Match then has no
// look-up to make for t. What another matcher left there is passed over.
func (m *Matcher) Know(t *text.Type) any { return &known{m, m.read(t)} }

// wordType returns what m knows of t; nil for nothing.
func (m *Matcher) wordType(t *text.Type) *wordType {
	if k, ok := t.Known.(*known); ok && k.of == m {
		return k.word
	}
	s := m.cache.shard(t.Form)
	s.mu.RLock()
	w, ok := s.types[t.Form]
	s.mu.RUnlock()
	if ok {
		return w
	}
	w = m.read(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.types == nil || len(s.types) >= m.cache.limit {
		s.types = make(map[string]*wordType)
	}
	s.types[strings.Clone(t.Form)] = w // a slice would pin the whole text
	return w
}
