package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// here is quanteda's name for the patterns of a key that has keys below it.
const here = "__"

// parseYAML reads the native format, which is quanteda's: nested maps whose
// leaves are lists of patterns.
func parseYAML(name string, data []byte) (*Lexicon, error) {
	root, err := parseTree(name, data)
	if err != nil {
		return nil, err
	}
	b := builder{name: name, lex: &Lexicon{}}
	switch root.kind {
	case mapping:
		b.keys(root.fields, nil)
	case empty:
	default:
		b.fail(root.line, root.col, "%s, want a map of keys", kindNames[root.kind])
	}
	return b.lexicon()
}

// A builder makes a Lexicon and keeps the first error.
type builder struct {
	name     string
	lex      *Lexicon
	index    map[string]int // key name → index
	patterns int
	seen     map[string]bool // patterns of keys
	err      error
}

func (b *builder) fail(line, col int, format string, args ...any) {
	if b.err == nil {
		b.err = &SyntaxError{b.name, line, col, fmt.Sprintf(format, args...)}
	}
}

// lexicon returns what was built, or the first error.
func (b *builder) lexicon() (*Lexicon, error) {
	if b.err != nil {
		return nil, b.err
	}
	return b.lex, nil
}

// keys adds the keys of a map below parent.
func (b *builder) keys(fields []field, parent []string) {
	for _, f := range fields {
		if f.name == here && parent != nil {
			b.patternsOf(f.value, b.key(parent, f.line, f.col))
			continue
		}
		if err := checkKeyName(f.name); err != nil {
			b.fail(f.line, f.col, "%v", err)
			return
		}
		path := append(slices.Clip(parent), f.name)
		if _, ok := b.index[strings.Join(path, separator)]; ok {
			b.fail(f.line, f.col, "key %q stands twice", strings.Join(path, separator))
			return
		}
		k := b.key(path, f.line, f.col)
		if f.value.kind == mapping {
			b.keys(f.value.fields, path)
		} else {
			b.patternsOf(f.value, k)
		}
	}
}

// checkKeyName reports what is wrong with a key, if anything.
func checkKeyName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return fmt.Errorf("a key without a name")
	case strings.Contains(name, separator):
		return fmt.Errorf("key %q has a %q, which stands between the names of a path", name, separator)
	case !utf8.ValidString(name):
		return fmt.Errorf("key %q is not UTF-8", name)
	case len(name) > maxPattern:
		return fmt.Errorf("a key of %d bytes, want at most %d", len(name), maxPattern)
	}
	return nil
}

// key returns the index of the key of that path, which it makes if need be,
// with the keys above it.
func (b *builder) key(path []string, line, col int) int {
	name := strings.Join(path, separator)
	if i, ok := b.index[name]; ok {
		return i
	}
	if len(path) > maxDepth {
		b.fail(line, col, "more than %d levels of keys", maxDepth)
		path = path[:maxDepth]
	}
	if len(path) > 1 {
		b.key(path[:len(path)-1], line, col)
	}
	if b.index == nil {
		b.index = map[string]int{}
	}
	b.index[name] = len(b.lex.Keys)
	b.lex.Keys = append(b.lex.Keys, Key{Path: slices.Clone(path)})
	return b.index[name]
}

// patternsOf adds the patterns of a leaf to key k.
func (b *builder) patternsOf(n node, k int) {
	switch n.kind {
	case empty:
	case scalar:
		b.pattern(k, n)
	case list:
		for _, item := range n.items {
			if item.kind != scalar {
				b.fail(item.line, item.col, "%s, want a pattern", kindNames[item.kind])
				return
			}
			b.pattern(k, item)
		}
	default:
		b.fail(n.line, n.col, "%s, want a list of patterns", kindNames[n.kind])
	}
}

// pattern adds one pattern of a native file. quanteda's YAML reader takes
// bare numbers and truth values for what they are, and then refuses the file.
func (b *builder) pattern(k int, n node) {
	if !n.quoted && notString(n.text) {
		b.fail(n.line, n.col, "%s is not a string in YAML; write it in quotes", n.text)
		return
	}
	b.add(k, n.text, n.line, n.col)
}

// add adds a pattern to key k and returns its entry, or nil after an error.
func (b *builder) add(k int, pattern string, line, col int) *Entry {
	pattern = strings.Join(strings.Fields(pattern), " ")
	key := &b.lex.Keys[k]
	if err := checkPattern(pattern); err != nil {
		b.fail(line, col, "%v", err)
		return nil
	}
	if b.patterns++; b.patterns > maxPatterns {
		b.fail(line, col, "more than %d patterns", maxPatterns)
		return nil
	}
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	id := key.Name() + "\x00" + pattern
	if b.seen[id] {
		b.fail(line, col, "pattern %q stands twice in key %q", pattern, key.Name())
		return nil
	}
	b.seen[id] = true
	key.Entries = append(key.Entries, Entry{Pattern: pattern})
	return &key.Entries[len(key.Entries)-1]
}

// checkPattern reports what is wrong with a pattern, if anything.
func checkPattern(p string) error {
	switch {
	case p == "":
		return fmt.Errorf("an empty pattern")
	case !utf8.ValidString(p):
		return fmt.Errorf("pattern %q is not UTF-8", p)
	case len(p) > maxPattern:
		return fmt.Errorf("a pattern of %d bytes, want at most %d", len(p), maxPattern)
	case strings.Count(p, " ") >= maxWords:
		return fmt.Errorf("a pattern of %d words, want at most %d", strings.Count(p, " ")+1, maxWords)
	}
	return nil
}

// addOnce adds a pattern of a foreign format, where it may stand twice.
func (b *builder) addOnce(k int, pattern string, line, col int) *Entry {
	pattern = strings.Join(strings.Fields(pattern), " ")
	if b.seen[b.lex.Keys[k].Name()+"\x00"+pattern] {
		return nil
	}
	return b.add(k, pattern, line, col)
}

// foreignKey returns the key of that name below parent (-1 for none), and
// whether it is new. A dot, which parts the names of our paths, becomes a
// line, and a name that means something in YAML gets one more; the name as it
// stood is kept as the label.
func (b *builder) foreignKey(parent int, name string, line, col int) (k int, added bool) {
	name = strings.TrimSpace(name)
	clean := strings.ReplaceAll(name, separator, "_")
	if clean == here { // which YAML would take for the patterns of the key above
		clean += "_"
	}
	if err := checkKeyName(clean); err != nil {
		b.fail(line, col, "%v", err)
		return 0, false
	}
	var path []string
	if parent >= 0 {
		path = slices.Clip(b.lex.Keys[parent].Path)
	}
	before := len(b.lex.Keys)
	k = b.key(append(path, clean), line, col)
	added = len(b.lex.Keys) > before
	if added && clean != name {
		b.lex.Keys[k].Label = labelOf(name)
	}
	return k, added
}

// labelOf returns name as a label of the language that it is written in.
func labelOf(name string) Label {
	if isArabic(name) {
		return Label{Ar: name}
	}
	return Label{En: name}
}

// problem notes something that is left out.
func (b *builder) problem(line, col int, format string, args ...any) {
	b.lex.Problems = append(b.lex.Problems, &SyntaxError{b.name, line, col, fmt.Sprintf(format, args...)})
}

// notString reports whether YAML 1.1, which R reads, takes a bare s for
// something else than a string.
func notString(s string) bool {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~":
		return true
	}
	digits := strings.Trim(s, "+-.,_:eE0123456789")
	return digits == "" && strings.ContainsAny(s, "0123456789")
}
