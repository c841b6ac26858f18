package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Limits on what is read. A lexicon is made by hand; what is larger is a
// mistake or an attack.
const (
	maxBytes    = 32 << 20
	maxDepth    = 32
	maxPatterns = 500_000
	maxWords    = 32   // words of one pattern
	maxPattern  = 1000 // bytes of one pattern
)

// A node is a value of a YAML file: maps, lists and scalars, each with its
// place. Lexicon files have nothing else.
type node struct {
	kind      nodeKind
	line, col int
	text      string // of a scalar
	quoted    bool   // of a scalar
	items     []node // of a list
	fields    []field
}

// A field is one key of a map, with its value.
type field struct {
	name      string
	line, col int
	value     node
}

type nodeKind uint8

const (
	scalar nodeKind = iota
	list
	mapping
	empty // nothing at all, or null
)

var kindNames = [...]string{"a string", "a list", "a map", "nothing"}

// parseTree reads one YAML document.
func parseTree(name string, data []byte) (n node, err error) {
	if err := checkSize(name, data); err != nil {
		return node{}, err
	}
	if err := checkDepth(name, data); err != nil {
		return node{}, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return node{}, yamlError(name, err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return node{kind: empty, line: 1, col: 1}, nil
	}
	if len(file.Docs) > 1 {
		line, col := place(file.Docs[1].Start) // its body may be missing
		return node{}, &SyntaxError{name, line, col, "a second document, want one"}
	}
	t := treeReader{name: name}
	n = t.node(file.Docs[0].Body, 0)
	return n, t.err
}

// checkSize refuses a file that no lexicon can be.
func checkSize(name string, data []byte) error {
	if len(data) > maxBytes {
		return &SyntaxError{Name: name, Msg: fmt.Sprintf("%d bytes, want at most %d", len(data), maxBytes)}
	}
	return nil
}

// checkDepth refuses nesting that would exhaust the YAML parser, which calls
// itself for each level. It counts brackets without regard to quotes, so it
// is generous.
func checkDepth(name string, data []byte) error {
	const generous = 8 * maxDepth
	depth, line, start := 0, 1, 0
	for i, b := range data {
		switch b {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '\n':
			line, start = line+1, i+1
		case '-', '?', '!', '&':
			if depthInLine(data[start:i]) {
				depth++ // "- - -" opens a list in a list in a list
			}
		}
		if depth > generous {
			return &SyntaxError{name, line, i - start + 1, fmt.Sprintf("more than %d levels", maxDepth)}
		}
		if b == '\n' && bytes.IndexByte(data[i+1:min(i+2, len(data))], ' ') < 0 {
			depth = 0 // a line that is not indented closes all that dashes opened
		}
	}
	return nil
}

// depthInLine reports whether only indicators and spaces stand before this
// place of a line.
func depthInLine(before []byte) bool {
	return len(bytes.Trim(before, " \t-?!&")) == 0 && len(bytes.TrimSpace(before)) > 0
}

// yamlError gives an error of the YAML parser the form of a SyntaxError.
func yamlError(name string, err error) error {
	var y yaml.Error
	if !errors.As(err, &y) {
		return &SyntaxError{Name: name, Msg: err.Error()}
	}
	line, col := place(y.GetToken())
	return &SyntaxError{name, line, col, y.GetMessage()}
}

func place(t *token.Token) (line, col int) {
	if t == nil || t.Position == nil {
		return 0, 0
	}
	return t.Position.Line, t.Position.Column
}

// A treeReader turns the parser's tree into nodes; it keeps the first error.
type treeReader struct {
	name string
	err  error
}

func (t *treeReader) fail(line, col int, format string, args ...any) {
	if t.err == nil {
		t.err = &SyntaxError{t.name, line, col, fmt.Sprintf(format, args...)}
	}
}

func (t *treeReader) node(n ast.Node, depth int) node {
	line, col := place(n.GetToken())
	if depth > maxDepth {
		t.fail(line, col, "more than %d levels", maxDepth)
		return node{}
	}
	out := node{line: line, col: col}
	switch n := n.(type) {
	case *ast.NullNode:
		out.kind = empty
	case *ast.StringNode:
		out.text = n.Value
		out.quoted = n.Token.Type == token.DoubleQuoteType || n.Token.Type == token.SingleQuoteType
	case *ast.LiteralNode:
		out.text, out.quoted = strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		out.text = n.GetToken().Value
	case *ast.SequenceNode:
		out.kind = list
		for _, v := range n.Values {
			out.items = append(out.items, t.node(v, depth+1))
		}
	case *ast.MappingValueNode:
		out.kind = mapping
		t.field(&out, n, depth)
	case *ast.MappingNode:
		out.kind = mapping
		for _, v := range n.Values {
			t.field(&out, v, depth)
		}
	default:
		t.fail(line, col, "%s, want only maps, lists and strings", n.Type())
	}
	return out
}

func (t *treeReader) field(out *node, v *ast.MappingValueNode, depth int) {
	line, col := place(v.Key.GetToken())
	key, ok := v.Key.(ast.ScalarNode)
	if !ok {
		t.fail(line, col, "a key must be a string")
		return
	}
	name := key.GetToken().Value
	if s, ok := v.Key.(*ast.StringNode); ok {
		name = s.Value
	}
	out.fields = append(out.fields, field{name, line, col, t.node(v.Value, depth+1)})
}
