package lexicon

import (
	"fmt"
	"path"
	"strings"
)

// Parse reads a lexicon. The ending of name says the format: .yaml and .yml
// (the native one, quanteda's); meta is the side file of that format, and may
// be nil. Errors are of type *[SyntaxError].
func Parse(name string, data, meta []byte) (*Lexicon, error) {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".yaml", ".yml":
		lex, err := parseYAML(name, data)
		if err != nil || meta == nil {
			return lex, err
		}
		return lex, addMeta(lex, MetaName(name), meta)
	default:
		return nil, &SyntaxError{Name: name, Msg: fmt.Sprintf("unknown lexicon format %q", ext)}
	}
}

// MetaName returns the name of the side file of a native lexicon file:
// ir-theory.meta.yaml for ir-theory.yaml.
func MetaName(name string) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + ".meta" + ext
}
