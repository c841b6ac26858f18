package read

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// parseYAML parses one YAML document. The node is nil if there is nothing in
// it but comments. Errors name the file and the place.
func parseYAML(name, src string) (ast.Node, error) {
	if len(src) > maxYAML {
		return nil, &SyntaxError{Name: name, Offset: -1, Msg: fmt.Sprintf("%d bytes, more than %d", len(src), maxYAML)}
	}
	if line, msg := costlyYAML(src); msg != "" {
		return nil, &SyntaxError{Name: name, Offset: -1, Line: line, Column: 1, Msg: msg}
	}
	file, err := parser.ParseBytes([]byte(src), 0)
	if err != nil {
		return nil, yamlError(name, err)
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body != nil:
			return nil, placeError(name, doc.Body.GetToken(), "a second document in the file")
		default:
			body = doc.Body
		}
	}
	return body, nil
}

// yamlError gives an error of the YAML parser the form of this package's.
func yamlError(name string, err error) error {
	var bad yaml.Error
	if errors.As(err, &bad) && bad.GetToken() != nil {
		return placeError(name, bad.GetToken(), "%s", bad.GetMessage())
	}
	msg, _, _ := strings.Cut(err.Error(), "\n")
	return &SyntaxError{Name: name, Offset: -1, Msg: msg, Err: err}
}

// placeError returns an error at the place of a token.
func placeError(name string, at *token.Token, format string, args ...any) error {
	e := &SyntaxError{Name: name, Offset: -1, Msg: fmt.Sprintf(format, args...)}
	if at != nil && at.Position != nil {
		e.Line, e.Column = at.Position.Line, at.Position.Column
	}
	return e
}

// A pair is one key of a mapping and its value.
type pair struct {
	key   string
	at    *token.Token // of the key
	value ast.Node
}

// mapping returns the pairs of a mapping in their order.
func mapping(name string, n ast.Node) ([]pair, error) {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return nil, placeError(name, n.GetToken(), "want keys with values here (key: value)")
	}
	pairs := make([]pair, 0, len(values))
	for _, v := range values {
		key, ok := v.Key.(ast.Node)
		text, isText := scalar(key)
		if !ok || !isText {
			return nil, placeError(name, v.Key.GetToken(), "this cannot be a key")
		}
		pairs = append(pairs, pair{text, key.GetToken(), v.Value})
	}
	return pairs, nil
}

// scalar returns the text of a value as it is written, without quotes; nothing
// for null. It is false for collections, anchors, aliases and tags.
func scalar(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return "", true
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// scalarOf is scalar with an error at the place of key.
func scalarOf(name string, p pair) (string, error) {
	s, ok := scalar(p.value)
	if !ok {
		return "", placeError(name, p.at, "%q must be one value", p.key)
	}
	return s, nil
}

// joined returns the text of a value or, joined by "; ", of a list of values.
func joined(name string, p pair) (string, error) {
	list, ok := p.value.(*ast.SequenceNode)
	if !ok {
		return scalarOf(name, p)
	}
	parts := make([]string, len(list.Values))
	for i, v := range list.Values {
		if parts[i], ok = scalar(v); !ok {
			return "", placeError(name, p.at, "%q must be one value or a list of values", p.key)
		}
	}
	return strings.Join(parts, "; "), nil
}
