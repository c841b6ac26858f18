package analyse

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"fusul/corpus"
	"fusul/stages/stem"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

// plainTypes is Types as anybody would write it: a map for each document, and
// no memory.
func plainTypes(a *Analyser, src string, tokens []text.Token) []*text.Type {
	type key struct {
		form, language string
		kind           text.Kind
	}
	var types []*text.Type
	numbers := map[key]int32{}
	run, language := 0, ""
	for i := range tokens {
		k := key{form: tokens[i].Of(src), kind: tokens[i].Kind}
		if k.kind == text.Foreign {
			if i >= run {
				run = stem.Run(tokens, i)
				language = stem.Language(func(yield func(string) bool) {
					for _, t := range tokens[i:run] {
						if t.Kind == text.Foreign && !yield(t.Of(src)) {
							return
						}
					}
				})
			}
			k.language = language
		}
		n, ok := numbers[k]
		if !ok {
			n = int32(len(types))
			numbers[k] = n
			types = append(types, a.newType(k.form, k.kind, k.language))
		}
		tokens[i].Type = n
	}
	return types
}

// checkTypes compares Types, whose cache knows other documents, with plainTypes.
func checkTypes(t *testing.T, a *Analyser, src string) {
	t.Helper()
	tokens := tokenise.Append(nil, src, text.Span{End: len(src)}, nil)
	plain := append([]text.Token(nil), tokens...)
	want := plainTypes(a, src, plain)
	got := a.Types(src, tokens)
	if !reflect.DeepEqual(tokens, plain) {
		t.Fatal("the tokens have other numbers than with a map")
	}
	if len(got) != len(want) {
		t.Fatalf("%d types, with a map %d", len(got), len(want))
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("type %d is %+v, with a map %+v", i, *got[i], *want[i])
		}
	}
}

// The table of spellings answers what a map would, over the sample, whatever
// was met before, and over the books where they are.
func TestTypesAreThoseOfAMap(t *testing.T) {
	a := newAnalyser(t)
	files, err := fs.Glob(corpus.Sample, "*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, name := range files {
			data, err := fs.ReadFile(corpus.Sample, name)
			if err != nil {
				t.Fatal(err)
			}
			checkTypes(t, a, string(data))
		}
	}
	for _, src := range []string{
		"", "1", "الأ", "مؤسسات1", "أأأأأأأأ", "أأأأأأأأأ", "12345678 1234567890123456 www.example.org", "ا ا.ا1 1. 1\n",
		"The Cold War الحرب la guerre froide et les alliances الحرب la", "a", "ـــــــــــــــ !!!!!!!!!!!!!!! !!!!!!!!!!!!!!!! ؟؟؟؟؟؟؟؟",
	} {
		checkTypes(t, a, src)
	}
	books, _ := filepath.Glob("../../../shared/data/books/*")
	if testing.Short() || len(books) == 0 {
		t.Log("../shared is absent, or the run is short: no books")
		return
	}
	for _, name := range books {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		checkTypes(t, a, string(data))
	}
}

// A full space gives way to another, and sessions that still go on in it answer
// the same.
func TestSpaceStartsAnew(t *testing.T) {
	a := newAnalyser(t)
	doc := &text.Document{Text: "الأمن والقوة في السياسة، 1949 NATO"}
	going := a.Session()
	first := going.Document(doc)
	for n := range spaceSize {
		a.space.types[shared{form: strconv.Itoa(n)}] = &known{}
	}
	second := a.Document(doc)
	if first.Space == second.Space || first.Types[0] == second.Types[0] {
		t.Error("a full space was not left")
	}
	if !reflect.DeepEqual(first.Types, second.Types) || !reflect.DeepEqual(first.Numbers, second.Numbers) {
		t.Error("another space gives other types")
	}
	if again := going.Document(doc); again.Space != first.Space || again.Types[0] != first.Types[0] {
		t.Error("a session changed its space")
	}
	going.Close()
	if third := a.Document(doc); third.Space != second.Space || third.Types[0] != second.Types[0] {
		t.Error("a space with room forgot a type")
	}
}

// Sessions beside each other share their types and numbers, and each groups
// the types of a document by itself.
func TestSessionsShareTypes(t *testing.T) {
	a := newAnalyser(t)
	docs := []*text.Document{{Text: "الأمن وأمن الدولة"}, {Text: "دولة والأمن 1949"}, {Text: "قوة وقوتها"}}
	want := make([]*Result, len(docs))
	for i, doc := range docs {
		want[i] = a.Document(doc)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s := a.Session()
			defer s.Close()
			for i := range 20 {
				r := s.Document(docs[i%len(docs)])
				if !reflect.DeepEqual(r, want[i%len(docs)]) {
					t.Errorf("document %d is another in a session", i%len(docs))
				}
			}
		})
	}
	all.Wait()
	r := want[0]
	for i, typ := range r.Types {
		if r.Norms.Names[r.Norms.Of[i]] != typ.Norm || r.Lemmas.Names[r.Lemmas.Of[i]] != typ.Lemma {
			t.Errorf("the groups of %q are %q and %q", typ.Form, r.Norms.Names[r.Norms.Of[i]], r.Lemmas.Names[r.Lemmas.Of[i]])
		}
	}
}

func FuzzTypes(f *testing.F) {
	f.Add("الأمن 1 أمن.1 NATO the alliance", "1 ١ 1م la guerre ﷺ")
	f.Add("أأأأأأأأ أأأأأأأأأ", "!!!!!!!!!!!!!!!!! aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaa")
	a := newAnalyser(f)
	f.Fuzz(func(t *testing.T, one, two string) {
		if utf8.ValidString(one) && utf8.ValidString(two) {
			checkTypes(t, a, one)
			checkTypes(t, a, two)
			checkTypes(t, a, strings.Repeat(one+" ", 2)+two)
		}
	})
}

// BenchmarkTypes looks up the types of texts whose words are known, in the
// table and in a map of strings: of the books where they are, else of the sample.
func BenchmarkTypes(b *testing.B) {
	texts, size := someTexts(b)
	tokens := make([][]text.Token, len(texts))
	a := newAnalyser(b)
	met := map[string]*entry{}
	for i, src := range texts {
		tokens[i] = tokenise.Append(nil, src, text.Span{End: len(src)}, nil)
		for _, t := range a.Types(src, tokens[i]) {
			met[t.Form] = &entry{known: &known{Type: t}}
		}
	}
	b.Run("table", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			for i, src := range texts {
				a.Types(src, tokens[i])
			}
		}
	})
	b.Run("map", func(b *testing.B) {
		b.SetBytes(size)
		n := uint64(0)
		for b.Loop() {
			for k, src := range texts {
				n++
				var types []*text.Type
				for i := range tokens[k] {
					t := &tokens[k][i]
					e := met[t.Of(src)]
					if e.document != n {
						e.document, e.id = n, int32(len(types))
						types = append(types, e.Type)
					}
					t.Type = e.id
				}
			}
		}
	})
}

func someTexts(b *testing.B) (texts []string, size int64) {
	fsys, pattern := fs.FS(corpus.Sample), "*.txt"
	books := os.DirFS("../../../shared/data/books")
	if names, err := fs.Glob(books, "*"); err == nil && len(names) > 0 {
		fsys, pattern = books, "*"
	}
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			b.Fatal(err)
		}
		texts, size = append(texts, string(data)), size+int64(len(data))
	}
	return texts, size
}
