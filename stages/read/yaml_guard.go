package read

import (
	"fmt"
	"strings"
)

// Limits of a YAML file. The parser takes time square in the nesting, in the
// keys of one mapping and in items without a value (30 s for 400 kB of them),
// and no corpus.yaml of a person comes near any.
const (
	maxYAML      = 4 << 20 // bytes
	maxYAMLDepth = 32
	maxYAMLKeys  = 10_000
)

// costlyYAML returns the first line of src that is over a limit, and which, or
// nothing. It need not understand YAML: it may count too much in a text that
// only looks like keys, but never too little.
func costlyYAML(src string) (line int, msg string) {
	var g yamlGuard
	for s := range strings.Lines(src) {
		line++
		g.nest(s)
		g.count(s)
		switch {
		case g.depth > maxYAMLDepth || g.marks > 4*maxYAMLDepth:
			return line, fmt.Sprintf("nested deeper than %d", maxYAMLDepth)
		case g.bare > maxYAMLKeys:
			return line, fmt.Sprintf("more than %d items without a value", maxYAMLKeys)
		case len(g.keys) > 0 && g.keys[len(g.keys)-1].n > maxYAMLKeys:
			return line, fmt.Sprintf("more than %d keys in one mapping", maxYAMLKeys)
		}
	}
	return 0, ""
}

// A yamlGuard counts over the lines of a YAML file what costs its parser time.
type yamlGuard struct {
	depth int // open brackets
	marks int // dashes and the like in one line, one behind another
	bare  int // dashes and commas with nothing behind them
	keys  []struct{ indent, n int }
}

// nest counts the brackets that stand where a value may, and the dashes,
// question marks, anchors and tags that a line begins with. Prose has them
// too, but not one behind another.
func (g *yamlGuard) nest(s string) {
	g.marks = 0
	opening := true // a bracket here would open a collection
	comma := false
	for i := range len(s) {
		c := s[i]
		switch c {
		case ' ', '\t':
			continue
		case '[', '{':
			if opening {
				g.depth++
			}
		case ']', '}':
			g.depth = max(g.depth-1, 0)
		case '-', '?', '&', '!', '*':
			g.marks++
		case ',':
			if comma {
				g.bare++
			}
		case ':', '\r', '\n':
		default:
			g.marks -= g.marks / 2
		}
		opening = strings.IndexByte("[{-?&!*,:", c) >= 0
		comma = c == ',' || c == '['
		if g.depth > maxYAMLDepth || g.marks > 4*maxYAMLDepth {
			return
		}
	}
}

// count counts the lines that may be keys of one mapping: those of the same
// indentation with none of a smaller one between them.
func (g *yamlGuard) count(s string) {
	body := strings.TrimLeft(s, " ")
	indent := len(s) - len(body)
	if body = strings.TrimSpace(body); body == "" || body[0] == '#' {
		return
	}
	for n := len(g.keys); n > 0 && g.keys[n-1].indent > indent; n = len(g.keys) {
		g.keys = g.keys[:n-1]
	}
	if body[0] == '-' {
		if body == "-" {
			g.bare++
		}
		return
	}
	if n := len(g.keys); n == 0 || g.keys[n-1].indent < indent {
		g.keys = append(g.keys, struct{ indent, n int }{indent, 0})
	}
	g.keys[len(g.keys)-1].n++
}
