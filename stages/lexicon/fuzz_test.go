package lexicon

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"fusul/stages/text"
)

var fuzzNames = []string{"a.yaml", "a.dic", "a.lc3", "a.ykd", "a.cat", "a.ttl", "a.csv"}

// FuzzParse reads anything in any format: there is an error that names the
// file, or a lexicon that survives being written and read again.
func FuzzParse(f *testing.F) {
	for _, seed := range []struct {
		format int
		data   string
	}{
		{0, "a:\n  __: [قوة, \"x*\"]\n  b: سلام\n"}, {0, "a: {b: [c]}\n? - x\n: y\n"}, {0, "- - - - a"},
		{1, "%\n1\ta\n\t2\tb\n%\nقوة\t1\t2\n"}, {2, "+a\nقوة\n"}, {3, `<dictionary><cnode name="d"><cnode name="a"><pnode name="قوة"/></cnode></cnode></dictionary>`},
		{4, "A\n\tقوة (1)\n\tB\n\t\tx_y (1)\n"}, {5, "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<a> s:broader <b> ; s:altLabel \"\"\"x\n\"\"\"@ar, 'y' .\n[ s:note ( 1 2 ) ] .\n"},
		{6, "key,pattern,match,lang,note\na.b,قوة,glob,ar,\"n\"\"\"\n"},
	} {
		f.Add(seed.format, []byte(seed.data))
	}
	f.Fuzz(func(t *testing.T, format int, data []byte) {
		if format < 0 || len(data) > 1<<16 {
			return
		}
		name := fuzzNames[format%len(fuzzNames)]
		lex, err := Parse(name, data, nil)
		if err != nil {
			var s *SyntaxError
			if !errors.As(err, &s) || s.Name != name || s.Line < 0 || s.Col < 0 {
				t.Fatalf("Parse(%s, %q): %v, want a SyntaxError", name, data, err)
			}
			return
		}
		var yaml, meta bytes.Buffer
		if err := errors.Join(lex.Write(&yaml, YAML), lex.Write(&meta, Meta)); err != nil {
			t.Fatal(err)
		}
		again, err := Parse("b.yaml", yaml.Bytes(), meta.Bytes())
		if err != nil {
			t.Fatalf("%q as YAML\n%s\n%s: %v", data, &yaml, &meta, err)
		}
		if shape(again) != shape(lex) {
			t.Fatalf("%q read again as\n%swant\n%sfrom\n%s", data, shape(again), shape(lex), &yaml)
		}
	})
}

// FuzzMeta reads anything as a side file.
func FuzzMeta(f *testing.F) {
	f.Add([]byte("title: {ar: x}\nwords:\n  قوة: {plural: [قوى]}\nkeys:\n  a: {entries: {قوة: {pos: noun, window: 2}}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		_, err := Parse("a.yaml", []byte("a: [قوة]"), data)
		var s *SyntaxError
		if err != nil && (!errors.As(err, &s) || s.Name != "a.meta.yaml") {
			t.Fatalf("side file %q: %v, want a SyntaxError of it", data, err)
		}
	})
}

// checkMatches checks what holds for the matches of any text.
func checkMatches(m *Matcher, a analysed, matches []Match) error {
	for i, x := range matches {
		switch {
		case i > 0 && x.Tokens.From < matches[i-1].Tokens.From:
			return fmt.Errorf("match %d is out of order", i)
		case x.Tokens.Len() < 1 || x.Tokens.To > len(a.tokens):
			return fmt.Errorf("match %d has the tokens %v", i, x.Tokens)
		case x.Start != a.tokens[x.Tokens.From].Start || x.End != a.tokens[x.Tokens.To-1].End:
			return fmt.Errorf("match %d at %v is not where its tokens are", i, x.Span)
		case m.entries[x.Entry].Key != x.Key:
			return fmt.Errorf("match %d has the key %d of another entry", i, x.Key)
		case x.Form == "" || x.Rule == "" || x.Split == "":
			return fmt.Errorf("match %d does not say how it came: %+v", i, x)
		case !slices.ContainsFunc(a.sentences, func(r text.Range) bool { return r.From <= x.Tokens.From && x.Tokens.To <= r.To }):
			return fmt.Errorf("match %d goes beyond its sentence", i)
		}
		for _, y := range matches[:i] {
			if y.Key == x.Key && overlap(x.Tokens, y.Tokens) {
				return fmt.Errorf("key %d counts a word twice, %v and %v", x.Key, x.Tokens, y.Tokens)
			}
		}
	}
	return nil
}

const fuzzLexicon = `
power: [قوة, قوة عظمى, "قو*"]
security: [أمن, أمن قومي, الأمن القومي العربي]
balance: [توازن القوى, سلام]
act: [ردع]
name: [كانط, إيمانويل كانط]
`

const fuzzSide = `
words:
  قوة: {plural: [قوى]}
keys:
  power: {exclude: [بقوة, "* قوة القانون"]}
  security: {entries: {أمن قومي: {window: 2}}}
  act: {pos: verb}
  name: {pos: name}
`

// FuzzMatch matches any text in any mode.
func FuzzMatch(f *testing.F) {
	lex := lexiconOf(f, fuzzLexicon, fuzzSide)
	var matchers []*Matcher
	for _, opt := range []Options{{}, {Mode: Recall}, {Scope: ScopeDictionary}, {Tolerant: true}, {Levels: []int{1}}} {
		m, err := lex.Compile(opt)
		if err != nil {
			f.Fatal(err)
		}
		matchers = append(matchers, m)
	}
	f.Add("القوة العظمى تردع، وأمنها \"القومي\" العربي.\nتوازن القوى بقوة")
	f.Add("أمن الدولة القومي قوة القانون قوّة\u200cعظمى")
	f.Add("لللل وووو ااا ؤئء \xff كانطـ")
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4096 {
			return
		}
		src = strings.ToValidUTF8(src, "\ufffd")
		a := analyse(src)
		for i, m := range matchers {
			matches := m.Match(nil, a.types, a.tokens, a.sentences)
			if err := checkMatches(m, a, matches); err != nil {
				t.Fatalf("options %d, %q: %v", i, src, err)
			}
			for _, typ := range a.types {
				m.Explain(typ.Form)
			}
		}
	})
}

// TestConcurrent matches the same texts from many goroutines at once.
func TestConcurrent(t *testing.T) {
	lex := lexiconOf(t, fuzzLexicon, fuzzSide)
	texts := []string{"القوة العظمى تردع وأمنها القومي", "توازن القوى بقوة والأمن القومي العربي", "سلام ووقوة وكانط"}
	var want []string
	for _, src := range texts {
		want = append(want, strings.Join(found(t, lex, Options{}, src), " | "))
	}
	m, err := lex.Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 50 {
				n := (g + i) % len(texts)
				a := analyse(texts[n])
				var got []string
				for _, x := range m.Match(nil, a.types, a.tokens, a.sentences) {
					got = append(got, m.Keys()[x.Key].Name()+":"+x.Of(texts[n]))
				}
				if s := strings.Join(got, " | "); s != want[n] {
					t.Errorf("goroutine %d: %q gives %s, want %s", g, texts[n], s, want[n])
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestCacheIsBounded fills the cache beyond its size.
func TestCacheIsBounded(t *testing.T) {
	m, err := lexiconOf(t, "power: [قوة]").Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	m.cache.limit = 10
	word := &text.Type{Form: "القوة"}
	for i := range 100 * shards {
		m.wordType(&text.Type{Form: fmt.Sprint("x", i), Kind: text.Foreign})
		if w := m.wordType(word); w == nil || len(w.readings) != 1 {
			t.Fatalf("with %d types in the cache, %s is read as %+v", i, word.Form, w)
		}
	}
	for i := range m.cache.shards {
		if n := len(m.cache.shards[i].types); n > 10 {
			t.Errorf("shard %d holds %d types, want at most 10", i, n)
		}
	}
}
