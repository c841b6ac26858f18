package lexicon

import (
	"slices"
	"strings"
	"testing"

	"fusul/stages/text"
	"fusul/stages/tokenise"
)

// analysed is a text as Match wants it.
type analysed struct {
	src       string
	types     []*text.Type
	tokens    []text.Token
	sentences []text.Range
}

// analyse cuts src into tokens; each line is a sentence.
func analyse(src string) analysed {
	a := analysed{src: src}
	index := map[string]int32{}
	start := 0
	for line := range strings.Lines(src) {
		from := len(a.tokens)
		a.tokens = tokenise.Append(a.tokens, src, text.Span{Start: start, End: start + len(line)}, nil)
		for i := from; i < len(a.tokens); i++ {
			t := &a.tokens[i]
			form := t.Of(src)
			id, ok := index[form+t.Kind.String()]
			if !ok {
				id = int32(len(a.types))
				index[form+t.Kind.String()] = id
				a.types = append(a.types, &text.Type{Form: form, Kind: t.Kind})
			}
			t.Type = id
		}
		a.sentences = append(a.sentences, text.Range{From: from, To: len(a.tokens)})
		start += len(line)
	}
	return a
}

// lexiconOf parses the native file, and its side file if there is one.
func lexiconOf(t testing.TB, yaml string, meta ...string) *Lexicon {
	t.Helper()
	var side []byte
	if len(meta) > 0 {
		side = []byte(meta[0])
	}
	lex, err := Parse("test.yaml", []byte(yaml), side)
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

// found returns the matches of lex in src as "key:words of the text".
func found(t testing.TB, lex *Lexicon, opt Options, src string) []string {
	t.Helper()
	m, err := lex.Compile(opt)
	if err != nil {
		t.Fatal(err)
	}
	a := analyse(src)
	var out []string
	for _, x := range m.Match(nil, a.types, a.tokens, a.sentences) {
		out = append(out, m.Keys()[x.Key].Name()+":"+x.Of(src))
	}
	return out
}

func TestMatch(t *testing.T) {
	lex := lexiconOf(t, `
power: [قوة, القوى العظمى]
security: [أمن, أمن قومي, الأمن الجماعي]
`, `
words:
  قوة: {plural: [قوى]}
`)
	src := `رأى أن القوة والقوى العظمى تصون أمنها القومي، وأن للأمن الجماعي "قوتين": بقوتها وبالقوات.`
	want := []string{"power:القوة", "power:والقوى العظمى", "security:أمنها القومي", "security:للأمن الجماعي",
		"power:قوتين", "power:بقوتها", "power:وبالقوات"}
	if got := found(t, lex, Options{}, src); !slices.Equal(got, want) {
		t.Errorf("Match(%q) = %q, want %q", src, got, want)
	}
}
