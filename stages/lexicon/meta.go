package lexicon

import (
	"strconv"
	"strings"

	"fusul/stages/lexicon/paradigm"
)

// addMeta adds the side file to lex: all that quanteda does not know of.
func addMeta(lex *Lexicon, name string, data []byte) error {
	root, err := parseTree(name, data)
	if err != nil {
		return err
	}
	m := metaReader{name: name, lex: lex, keys: map[string]*Key{}}
	for i := range lex.Keys {
		m.keys[lex.Keys[i].Name()] = &lex.Keys[i]
	}
	m.file(root)
	return m.err
}

// A metaReader reads a side file and keeps the first error.
type metaReader struct {
	name string
	lex  *Lexicon
	keys map[string]*Key
	err  error
}

func (m *metaReader) fail(line, col int, format string, args ...any) {
	b := builder{name: m.name, err: m.err}
	b.fail(line, col, format, args...)
	m.err = b.err
}

// each calls f for every field of a map.
func (m *metaReader) each(n node, f func(field)) {
	switch n.kind {
	case mapping:
		seen := map[string]bool{}
		for _, x := range n.fields {
			if seen[x.name] {
				m.fail(x.line, x.col, "%q stands twice", x.name)
			}
			seen[x.name] = true
			if m.err == nil {
				f(x)
			}
		}
	case empty:
	default:
		m.fail(n.line, n.col, "%s, want a map", kindNames[n.kind])
	}
}

func (m *metaReader) file(n node) {
	m.each(n, func(f field) {
		switch f.name {
		case "title":
			m.lex.Title = m.label(f.value)
		case "version":
			m.lex.Version = m.text(f.value)
		case "licence":
			m.lex.Licence = m.text(f.value)
		case "note":
			m.lex.Note = m.text(f.value)
		case "source":
			m.lex.Source = m.texts(f.value)
		case "match":
			m.lex.By = m.by(f.value)
		case "words":
			m.each(f.value, m.word)
		case "keys":
			m.each(f.value, m.key)
		default:
			m.unknown(f, "title, version, licence, note, source, match, words, keys")
		}
	})
}

func (m *metaReader) unknown(f field, want string) {
	m.fail(f.line, f.col, "unknown field %q, want one of %s", f.name, want)
}

func (m *metaReader) word(f field) {
	if strings.ContainsAny(f.name, " \t") {
		m.fail(f.line, f.col, "%q is more than one word", f.name)
		return
	}
	w := Word{Citation: f.name}
	m.each(f.value, func(f field) {
		switch f.name {
		case "pos":
			w.POS = m.pos(f.value)
		case "plural":
			w.Plural = m.patterns(f.value)
		case "forms":
			w.Forms = m.patterns(f.value)
		case "present":
			w.Present = m.patterns(f.value)
		default:
			m.unknown(f, "pos, plural, forms, present")
		}
	})
	m.lex.Words = append(m.lex.Words, w)
}

func (m *metaReader) key(f field) {
	k := m.keys[f.name]
	if k == nil {
		m.fail(f.line, f.col, "the lexicon has no key %q", f.name)
		return
	}
	m.each(f.value, func(f field) {
		switch f.name {
		case "label":
			k.Label = m.label(f.value)
		case "note":
			k.Note = m.text(f.value)
		case "source":
			k.Source = m.texts(f.value)
		case "match":
			k.By = m.by(f.value)
		case "pos":
			k.POS = m.pos(f.value)
		case "exclude":
			k.Exclude = m.patterns(f.value)
		case "entries":
			m.entries(k, f.value)
		default:
			m.unknown(f, "label, note, source, match, pos, exclude, entries")
		}
	})
}

func (m *metaReader) entries(k *Key, n node) {
	index := make(map[string]*Entry, len(k.Entries))
	for i := range k.Entries {
		index[k.Entries[i].Pattern] = &k.Entries[i]
	}
	m.each(n, func(f field) {
		e := index[strings.Join(strings.Fields(f.name), " ")]
		if e == nil {
			m.fail(f.line, f.col, "key %q has no pattern %q", k.Name(), f.name)
			return
		}
		m.each(f.value, func(f field) { m.entry(e, f) })
	})
}

func (m *metaReader) entry(e *Entry, f field) {
	switch f.name {
	case "label":
		e.Label = m.label(f.value)
	case "note":
		e.Note = m.text(f.value)
	case "source":
		e.Source = m.texts(f.value)
	case "match":
		e.By = m.by(f.value)
	case "pos":
		e.POS = m.poses(f.value, strings.Count(e.Pattern, " ")+1)
	case "plural":
		e.Plural = m.patterns(f.value)
	case "forms":
		e.Forms = m.patterns(f.value)
	case "present":
		e.Present = m.patterns(f.value)
	case "exclude":
		e.Exclude = m.patterns(f.value)
	case "variants":
		e.Variants = m.patterns(f.value)
	case "lang":
		e.Lang = m.text(f.value)
	case "window":
		e.Window = m.window(f.value)
	default:
		m.unknown(f, "label, pos, plural, forms, present, exclude, window, match, variants, lang, note, source")
	}
}

// text returns a scalar.
func (m *metaReader) text(n node) string {
	if n.kind != scalar && n.kind != empty {
		m.fail(n.line, n.col, "%s, want a string", kindNames[n.kind])
	}
	return n.text
}

// texts returns a list of scalars; one alone counts as a list.
func (m *metaReader) texts(n node) []string {
	if n.kind != list {
		if s := m.text(n); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for _, item := range n.items {
		out = append(out, m.text(item))
	}
	return out
}

// patterns returns a list of words or patterns, with their space put right.
func (m *metaReader) patterns(n node) []string {
	out := m.texts(n)
	for i, s := range out {
		out[i] = strings.Join(strings.Fields(s), " ")
		if err := checkPattern(out[i]); err != nil {
			m.fail(n.line, n.col, "%v", err)
		}
	}
	return out
}

func (m *metaReader) label(n node) (l Label) {
	m.each(n, func(f field) {
		switch f.name {
		case "ar":
			l.Ar = m.text(f.value)
		case "en":
			l.En = m.text(f.value)
		default:
			m.unknown(f, "ar, en")
		}
	})
	return l
}

func (m *metaReader) by(n node) By {
	by, err := ParseBy(m.text(n))
	if err != nil {
		m.fail(n.line, n.col, "%v", err)
	}
	return by
}

func (m *metaReader) pos(n node) paradigm.POS {
	pos, err := paradigm.ParsePOS(m.text(n))
	if err != nil {
		m.fail(n.line, n.col, "%v", err)
	}
	return pos
}

// poses returns one part of speech for all words of a pattern, or one for
// each.
func (m *metaReader) poses(n node, words int) []paradigm.POS {
	if n.kind != list {
		return []paradigm.POS{m.pos(n)}
	}
	var out []paradigm.POS
	for _, item := range n.items {
		out = append(out, m.pos(item))
	}
	if len(out) != words {
		m.fail(n.line, n.col, "%d parts of speech for %d words", len(out), words)
	}
	return out
}

// maxWindow keeps the search for the next word of a term short.
const maxWindow = 20

func (m *metaReader) window(n node) int {
	w, err := strconv.Atoi(m.text(n))
	if err != nil || w < 0 || w > maxWindow {
		m.fail(n.line, n.col, "window is %q, want a number from 0 to %d", n.text, maxWindow)
		return 0
	}
	return w
}
