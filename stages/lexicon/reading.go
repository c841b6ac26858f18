package lexicon

import (
	"hash/maphash"
	"strings"
	"sync"

	"fusul/stages/clitic"
	"fusul/stages/lexicon/paradigm"
	"fusul/stages/text"
)

// A wordType is what a matcher knows of one spelling of a token.
type wordType struct {
	readings    []reading
	starts      bool // a reading may begin a term
	transparent bool // a mark that does not part the words of a term
}

// A reading is one way in which a token is a word of the lexicon.
type reading struct {
	word       int32
	form       string
	rule       paradigm.Rule
	state      state
	proclitics clitic.Proclitics
	split      string // the token as it was split
	doubtful   bool   // another split is nearly as good
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
	w.readings = m.readSurface(w.readings, light, t)
	if len(w.readings) == 0 && !w.transparent {
		return nil
	}
	for i := range w.readings {
		w.starts = w.starts || len(m.heads[w.readings[i].word]) > 0
	}
	return &w
}

// readWord appends the readings of an Arabic word by its generated forms.
func (m *Matcher) readWord(dst []reading, word string) []reading {
	var cbuf [32]clitic.Candidate
	var kbuf [64]byte
	for _, c := range clitic.Append(cbuf[:0], word) {
		k := appendKey(kbuf[:0], c.Host)
		first, ok := m.index[string(k)]
		if !ok {
			continue
		}
		for i := first; i >= 0; i = m.forms[i].next {
			f := &m.forms[i]
			if !admits(f.Admits, c) {
				continue
			}
			if ok, _ := m.folding.agrees(c.Host, f.Text); !ok {
				continue
			}
			dst = appendReading(dst, reading{
				word: f.word, form: f.Text, rule: f.Rule,
				state: stateOf(c), proclitics: c.Proclitics, split: c.Segments(word, clitic.ATB),
			})
		}
	}
	return dst
}

// admits reports whether a form may have the clitics of c.
func admits(a paradigm.Admits, c clitic.Candidate) bool {
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
	return a&need == need
}

// appendReading adds r unless there is one of the same word in the same state.
// Of two, the one by the plainer rule stays.
func appendReading(dst []reading, r reading) []reading {
	for i := range dst {
		d := &dst[i]
		if d.word == r.word && d.state == r.state && d.proclitics == r.proclitics {
			if r.rule < d.rule {
				*d = r
			}
			return dst
		}
	}
	return append(dst, r)
}

// readSurface appends the readings of a token as it stands.
func (m *Matcher) readSurface(dst []reading, light string, t *text.Type) []reading {
	if len(m.surface) == 0 && m.globs.empty() && len(m.regexes) == 0 {
		return dst
	}
	low := strings.ToLower(light)
	whole := func(word int32, rule paradigm.Rule) {
		dst = append(dst, reading{word: word, form: low, rule: rule, split: light})
	}
	if word, ok := m.surface[key(low)]; ok {
		if ok, _ := m.folding.agrees(low, m.cited[word]); ok {
			whole(word, paradigm.Surface)
		}
	}
	m.globs.match(low, m.folding, func(word int32) { whole(word, paradigm.Glob) })
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
	seed   maphash.Seed
	shards [shards]shard
}

const (
	shards    = 32
	shardSize = 1 << 14 // with 32 shards, half a million types, about 60 MB
)

type shard struct {
	mu    sync.RWMutex
	types map[string]*wordType
}

// wordType returns what m knows of t; nil for nothing.
func (m *Matcher) wordType(t *text.Type) *wordType {
	s := &m.cache.shards[maphash.String(m.cache.seed, t.Form)%shards]
	s.mu.RLock()
	w, ok := s.types[t.Form]
	s.mu.RUnlock()
	if ok {
		return w
	}
	w = m.read(t)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.types == nil || len(s.types) >= shardSize {
		s.types = make(map[string]*wordType)
	}
	s.types[strings.Clone(t.Form)] = w // a slice would pin the whole text
	return w
}
