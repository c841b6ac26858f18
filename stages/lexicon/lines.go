package lexicon

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// eachLine calls f for every line of data, without its end, numbered from 1,
// until f reports an error through b.
func (b *builder) eachLine(data []byte, f func(n int, line string)) {
	if err := checkSize(b.name, data); err != nil {
		b.err = err
		return
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	n := 0
	for raw := range bytes.Lines(data) {
		n++
		line := strings.TrimRight(string(raw), "\r\n")
		if !utf8.ValidString(line) {
			b.fail(n, 1, "not UTF-8; save the file as UTF-8")
		}
		if b.err != nil {
			return
		}
		f(n, line)
	}
}

// parseLIWC reads a LIWC dictionary: categories with their numbers between
// two lines with a per-cent sign, where tabs before the number make a
// hierarchy; behind them patterns with the numbers of their categories.
func parseLIWC(name string, data []byte) (*Lexicon, error) {
	r := liwcReader{builder: builder{name: name, lex: &Lexicon{}}, ids: map[string]int{}}
	r.eachLine(data, r.line)
	if r.section < 2 {
		r.fail(r.last+1, 1, "no second line with %%, want the categories between two")
	}
	return r.lexicon()
}

type liwcReader struct {
	builder
	section int // number of % lines so far
	last    int
	ids     map[string]int // category number → key
	path    []int          // the keys above, by level
}

func (r *liwcReader) line(n int, line string) {
	r.last = n
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "":
	case trimmed == "%" && r.section < 2:
		r.section++
	case r.section == 0:
		r.fail(n, 1, "%q before the first %%", trimmed)
	case r.section == 1:
		r.category(n, line)
	default:
		r.entry(n, trimmed)
	}
}

func (r *liwcReader) category(n int, line string) {
	depth := len(line) - len(strings.TrimLeft(line, "\t"))
	id, name := splitAtSpace(strings.TrimSpace(line))
	if strings.Trim(id, "0123456789") != "" || name == "" {
		r.fail(n, depth+1, "want a number and the name of a category")
		return
	}
	if depth > len(r.path) {
		r.fail(n, 1, "%d tabs below a category with %d", depth, len(r.path)-1)
		return
	}
	id = trimZeros(id)
	if _, ok := r.ids[id]; ok {
		r.fail(n, depth+1, "category %s stands twice", id)
		return
	}
	parent := -1
	if depth > 0 {
		parent = r.path[depth-1]
	}
	k, _ := r.foreignKey(parent, name, n, depth+1)
	r.ids[id] = k
	r.path = append(r.path[:depth], k)
}

func (r *liwcReader) entry(n int, line string) {
	if strings.Contains(line, "<of>") || strings.ContainsAny(line, "()") {
		r.problem(n, 1, "conditional entry %q left out", line)
		return
	}
	pattern, ids := liwcFields(line)
	if len(ids) == 0 {
		r.fail(n, len(line)+1, "pattern %q has no category", pattern)
		return
	}
	for _, id := range ids {
		k, ok := r.ids[trimZeros(id)]
		if !ok {
			r.fail(n, len(pattern)+2, "pattern %q is of category %s, which is not defined", pattern, id)
			return
		}
		r.addOnce(k, pattern, n, 1)
	}
}

// liwcFields parts a pattern, which may have spaces, from the numbers behind
// it, which tabs or spaces part.
func liwcFields(line string) (pattern string, ids []string) {
	fields := strings.Fields(line)
	first := len(fields)
	for first > 1 && strings.Trim(fields[first-1], "0123456789") == "" {
		first--
	}
	if p, _, ok := strings.Cut(line, "\t"); ok { // the tab tells a number of the pattern from a category
		first = max(first, min(len(strings.Fields(p)), len(fields)))
	}
	return strings.Join(fields[:first], " "), fields[first:]
}

func trimZeros(id string) string {
	if t := strings.TrimLeft(id, "0"); t != "" {
		return t
	}
	return "0"
}

// splitAtSpace parts s at its first white space.
func splitAtSpace(s string) (first, rest string) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i:])
}

// parseLexicoder reads a Lexicoder 3 dictionary: lines with a plus sign name
// a category, the lines below are its patterns.
func parseLexicoder(name string, data []byte) (*Lexicon, error) {
	b := builder{name: name, lex: &Lexicon{}}
	key := -1
	b.eachLine(data, func(n int, line string) {
		line = strings.TrimSpace(line)
		category, ok := strings.CutPrefix(line, "+")
		switch {
		case line == "":
		case ok:
			key, _ = b.foreignKey(-1, category, n, 1)
		case key < 0:
			b.fail(n, 1, "pattern %q before the first category", line)
		default:
			b.addOnce(key, line, n, 1)
		}
	})
	return b.lexicon()
}

// parseWordStat reads a WordStat categorisation dictionary: tabs make the
// hierarchy, a line that ends in a weight in brackets is a pattern, whose
// words an underscore joins; the others are categories.
func parseWordStat(name string, data []byte) (*Lexicon, error) {
	b := builder{name: name, lex: &Lexicon{}}
	var path []int // the keys above, by level
	b.eachLine(data, func(n int, line string) {
		word := strings.TrimSpace(line)
		if word == "" {
			return
		}
		depth := strings.Count(line[:strings.Index(line, word)], "\t")
		if depth > len(path) {
			b.fail(n, 1, "%d tabs below a category with %d", depth, len(path)-1)
			return
		}
		pattern, isPattern := withoutWeight(word)
		switch {
		case strings.HasPrefix(word, "@"):
			b.problem(n, 1, "rule %q left out", word)
		case !isPattern:
			parent := -1
			if depth > 0 {
				parent = path[depth-1]
			}
			k, _ := b.foreignKey(parent, word, n, 1)
			path = append(path[:depth], k)
		case depth == 0:
			b.fail(n, 1, "pattern %q without a category", pattern)
		default:
			b.addOnce(path[depth-1], strings.ReplaceAll(pattern, "_", " "), n, 1)
		}
	})
	return b.lexicon()
}

// withoutWeight takes the weight off a WordStat pattern: "POWER (1)".
func withoutWeight(s string) (pattern string, ok bool) {
	i := strings.LastIndex(s, " (")
	if i < 0 || !strings.HasSuffix(s, ")") {
		return s, false
	}
	weight := s[i+2 : len(s)-1]
	if weight == "" || strings.Trim(weight, "0123456789.,-") != "" {
		return s, false
	}
	return strings.TrimSpace(s[:i]), true
}
