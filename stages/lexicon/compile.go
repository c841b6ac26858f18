package lexicon

import (
	"fmt"
	"regexp"
	"strings"

	"fusul/stages/lexicon/paradigm"
	"fusul/stages/normalise"
)

// Compile generates the forms of all terms of l.
func (l *Lexicon) Compile(opt Options) (*Matcher, error) {
	c, err := newCompiler(l, opt)
	if err != nil {
		return nil, err
	}
	return c.compile()
}

// compile compiles all entries, or those wanted.
func (c *compiler) compile() (*Matcher, error) {
	c.keys()
	for k := range c.lex.Keys {
		key := &c.lex.Keys[k]
		for e := range key.Entries {
			if c.wanted != nil && !c.wants(k, e) {
				continue
			}
			if err := c.entry(k, e); err != nil {
				return nil, fmt.Errorf("key %q: pattern %q: %w", key.Name(), key.Entries[e].Pattern, err)
			}
		}
	}
	return c.m, nil
}

// A compiler builds a Matcher.
type compiler struct {
	lex       *Lexicon
	opt       Options
	m         *Matcher
	facts     map[string]*Word // by citation form
	cited     map[string]bool  // words that are terms, or are said to be words
	by        []By             // of each key, what it inherits included
	pos       []paradigm.POS   // likewise
	out       []int32          // the matcher's key of each key
	interned  map[string]int32 // words of the matcher
	light     normalise.Profile
	scratch   []paradigm.Form
	id        []byte // of a word, to look it up in interned
	excluding *Key   // the last key that was compiled, and its exclusions
	excludes  []exclusion
	wanted    *skeleton // of the word for which alone the matcher is; nil: for all
}

// newCompiler returns a compiler that knows the words of l.
func newCompiler(l *Lexicon, opt Options) (*compiler, error) {
	entries := 0
	for i := range l.Keys {
		entries += len(l.Keys[i].Entries)
	}
	m, err := newMatcher(opt, entries)
	if err != nil {
		return nil, err
	}
	c := &compiler{lex: l, opt: opt, m: m, interned: map[string]int32{}}
	c.learnWords()
	return c, nil
}

// learnWords files the facts about single words, and which words the lexicon
// itself has: a word that is a term is no inflected form of another one
// unless the grammar leaves no doubt.
func (c *compiler) learnWords() {
	c.light = normalise.Light()
	c.facts = make(map[string]*Word, len(c.lex.Words))
	c.cited = map[string]bool{}
	for i := range c.lex.Words {
		w := &c.lex.Words[i]
		c.facts[c.light.Word(w.Citation)] = w
		c.cited[c.light.Word(w.Citation)] = true
	}
	for k := range c.lex.Keys {
		for i := range c.lex.Keys[k].Entries {
			if p := c.light.Word(c.lex.Keys[k].Entries[i].Pattern); !strings.Contains(p, " ") {
				c.cited[p] = true
			}
		}
	}
}

// keys gives the matcher its keys: those of the lexicon, or what the levels
// asked for leave of them.
func (c *compiler) keys() {
	index := map[string]int32{}
	inherited := map[string]int{}
	for i := range c.lex.Keys {
		k := &c.lex.Keys[i]
		by, pos := c.lex.By, paradigm.Unknown
		if p, ok := inherited[parentName(k)]; ok {
			by, pos = c.by[p], c.pos[p]
		}
		if k.By != ByDefault {
			by = k.By
		}
		if k.POS != paradigm.Unknown {
			pos = k.POS
		}
		inherited[k.Name()] = i
		c.by, c.pos = append(c.by, by), append(c.pos, pos)

		out := *k
		out.Path = c.levels(k.Path)
		name := out.Name()
		if _, ok := index[name]; !ok {
			index[name] = int32(len(c.m.keys))
			if len(out.Path) != len(k.Path) {
				out = Key{Path: out.Path}
				if same := c.lex.Key(name); same != nil {
					out.Label, out.Note, out.Source = same.Label, same.Note, same.Source
				}
			}
			out.Entries = nil
			c.m.keys = append(c.m.keys, out)
		}
		c.out = append(c.out, index[name])
	}
}

func parentName(k *Key) string { return strings.Join(k.Path[:len(k.Path)-1], separator) }

// levels returns the names of path at the levels asked for.
func (c *compiler) levels(path []string) []string {
	if len(c.opt.Levels) == 0 {
		return path
	}
	var out []string
	for i, name := range path {
		for _, l := range c.opt.Levels {
			if l == i+1 {
				out = append(out, name)
				break
			}
		}
	}
	return out
}

// entry compiles entry e of key k.
func (c *compiler) entry(k, e int) error {
	entry := &c.lex.Keys[k].Entries[e]
	if len(c.m.keys[c.out[k]].Path) == 0 {
		return nil // no level asked for reaches it
	}
	by := entry.By
	if by == ByDefault {
		by = c.by[k]
	}
	id := int32(len(c.m.entries))
	x := EntryInfo{Key: c.out[k], Name: c.lex.Keys[k].Name(), Entry: entry}
	patterns := append([]string{entry.Pattern}, entry.Variants...)
	if several := strings.Contains(entry.Pattern, " "); several || by > ByLexeme {
		// the paradigm of one word holds its plurals and forms itself
		patterns = append(append(patterns, entry.Plural...), entry.Forms...)
	}
	for i, p := range patterns {
		if err := c.pattern(p, id, wayOf(p, by, entry.By), c.wordPOS(entry, k, i), entry); err != nil {
			return err
		}
	}
	if c.excluding != &c.lex.Keys[k] {
		c.excluding, c.excludes = &c.lex.Keys[k], c.m.exclusions(c.lex.Keys[k].Exclude)
	}
	x.excludes = append(c.excludes[:len(c.excludes):len(c.excludes)], c.m.exclusions(entry.Exclude)...)
	c.m.entries = append(c.m.entries, x)
	return nil
}

// wayOf returns how p is matched: as its entry says, or as its key says. A star
// makes it a glob where nobody says otherwise.
func wayOf(p string, inherited, own By) By {
	if own == ByDefault && inherited <= ByLexeme && strings.ContainsAny(p, "*?") {
		return ByGlob
	}
	return inherited
}

// wordPOS returns the parts of speech that the lexicon gives for the words of
// pattern i of an entry (0 is the pattern itself).
func (c *compiler) wordPOS(e *Entry, k, i int) []paradigm.POS {
	if len(e.POS) > 0 && (i == 0 || len(e.POS) == 1) {
		return e.POS
	}
	if c.pos[k] != paradigm.Unknown {
		return []paradigm.POS{c.pos[k]}
	}
	return nil
}

// pattern compiles one pattern of entry id.
func (c *compiler) pattern(p string, id int32, by By, pos []paradigm.POS, e *Entry) error {
	words := splitPattern(c.light.Word(p), by)
	if len(words) > maxWords {
		return fmt.Errorf("%d words, want at most %d", len(words), maxWords)
	}
	t := term{entry: id, window: int8(e.Window)}
	if by <= ByLexeme && len(words) > 1 {
		return c.phrase(t, words, pos)
	}
	for i, w := range words {
		s, err := c.single(w, by, posAt(pos, i), e, len(words) == 1)
		if err != nil {
			return err
		}
		t.slots = append(t.slots, anyState(s))
	}
	c.m.addTerm(t)
	return nil
}

func posAt(pos []paradigm.POS, i int) paradigm.POS {
	switch {
	case len(pos) == 0:
		return paradigm.Unknown
	case i < len(pos):
		return pos[i]
	}
	return pos[0]
}

// splitPattern returns the words of a pattern. A hyphen parts words too, as
// it does in a text, but for those of globs and regular expressions.
func splitPattern(p string, by By) []string {
	if by == ByGlob || by == ByRegex {
		return strings.Fields(p)
	}
	return strings.FieldsFunc(p, func(r rune) bool { return r == ' ' || isHyphen(r) })
}

func isHyphen(r rune) bool { return r == '-' || r >= '\u2010' && r <= '\u2015' }

// single compiles one word that stands for itself. alone says that it is the
// whole term.
func (c *compiler) single(w string, by By, pos paradigm.POS, e *Entry, alone bool) (slot, error) {
	switch {
	case by == ByRegex:
		re, err := regexp.Compile(w)
		if err != nil {
			return slot{}, err
		}
		return slot{word: c.m.addRegex(re)}, nil
	case by == ByGlob:
		return slot{word: c.m.addGlob(w)}, nil
	case by == BySurface || !isArabic(w):
		return slot{word: c.surface(w)}, nil
	case by == ByClitic:
		base, article := c.article(w, paradigm.Unknown)
		f := paradigm.Form{Text: base, Rule: paradigm.Given, Admits: anyClitic}
		if article {
			f.Admits &^= paradigm.NoArticle
		}
		return slot{word: c.intern("clitic", base, f)}, nil
	}
	word := c.describe(w, pos)
	if alone {
		word = merge(word, e)
	}
	return slot{word: c.lexeme(word)}, nil
}

// anyClitic admits every clitic.
const anyClitic = ^paradigm.Admits(0)

// merge puts what the entry says of its one word before what is known of it.
func merge(w lexeme, e *Entry) lexeme {
	if len(e.Plural) > 0 {
		w.Plurals = e.Plural
	}
	if len(e.Present) > 0 {
		w.Present = e.Present
	}
	w.Given = append(append([]string(nil), w.Given...), e.Forms...)
	return w
}

// A lexeme is a word to compile, and whether ال is part of its name.
type lexeme struct {
	paradigm.Word
	article bool
}

// describe collects what the lexicon knows of a word in citation form.
func (c *compiler) describe(w string, pos paradigm.POS) lexeme {
	fact := c.facts[w]
	if pos == paradigm.Unknown && fact != nil {
		pos = fact.POS
	}
	base, article := c.article(w, pos)
	if fact == nil {
		fact = c.facts[base]
	}
	out := lexeme{Word: paradigm.Word{Citation: base, POS: pos}}
	if fact != nil {
		out.Plurals, out.Given, out.Present = fact.Plural, fact.Forms, fact.Present
		if pos == paradigm.Unknown {
			out.POS = fact.POS
		}
	}
	if len(out.Plurals) == 0 {
		out.Plurals = c.opt.Plurals[base]
	}
	out.OwnFeminine = c.cited[base+"ة"]
	out.article = article && (out.POS == paradigm.Name || out.POS == paradigm.Fixed)
	return out
}

// article takes ال off a citation form, unless it is part of the word (التزام).
func (c *compiler) article(w string, pos paradigm.POS) (base string, had bool) {
	rest, ok := strings.CutPrefix(w, "ال")
	if !ok || pos == paradigm.Verb || len(rest) < len("ابن") || !c.m.hasArticle(w) {
		return w, false
	}
	return rest, true
}

// lexeme returns the id of a word with all forms of its paradigm.
func (c *compiler) lexeme(w lexeme) int32 {
	c.id = w.appendID(c.id[:0])
	if word, ok := c.interned[string(c.id)]; ok {
		return word
	}
	word := c.m.addForms(w.Citation, c.forms(w))
	c.interned[string(c.id)] = word
	return word
}

// appendID appends to dst what tells w from all other words.
func (w *lexeme) appendID(dst []byte) []byte {
	flags := byte(w.POS) << 2
	if w.OwnFeminine {
		flags |= 1
	}
	if w.article {
		flags |= 2
	}
	dst = append(dst, flags)
	dst = append(dst, w.Citation...)
	for _, list := range [][]string{w.Plurals, w.Given, w.Present} {
		dst = append(dst, '\n')
		for _, s := range list {
			dst = append(append(dst, s...), 0)
		}
	}
	return dst
}

// forms returns the forms of w, until the next call.
func (c *compiler) forms(w lexeme) []paradigm.Form {
	c.scratch = paradigm.Append(c.scratch[:0], w.Word)
	if w.article {
		for i := range c.scratch {
			c.scratch[i].Admits = c.scratch[i].Admits&^paradigm.NoArticle | paradigm.Article
		}
	}
	return c.scratch
}

// intern returns the id of a word with the one form f.
func (c *compiler) intern(kind, citation string, f paradigm.Form) int32 {
	id := fmt.Sprintf("%s\x00%s\x00%d", kind, citation, f.Admits)
	if word, ok := c.interned[id]; ok {
		return word
	}
	word := c.m.addForms(citation, []paradigm.Form{f})
	c.interned[id] = word
	return word
}

// surface returns the id of a word that matches whole tokens only.
func (c *compiler) surface(w string) int32 {
	w = strings.ToLower(w)
	id := "surface\x00" + w
	if word, ok := c.interned[id]; ok {
		return word
	}
	word := c.m.addSurface(w)
	c.interned[id] = word
	return word
}

// isArabic reports whether w has a letter of the Arabic block.
func isArabic(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return r >= 'ء' && r <= 'ۿ' && !('٠' <= r && r <= '٩') })
}
