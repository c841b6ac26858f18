package analyse

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"

	"fusul/corpus"
	"fusul/stages/normalise"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

func newAnalyser(t testing.TB) *Analyser {
	t.Helper()
	a, err := New(Options{Profile: normalise.IR()})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// check reports the first invariant that r breaks. The fuzz target and every
// test of a whole document use it.
func check(r *Result) error {
	src := r.Doc.Text
	if err := checkTokens(r, src); err != nil {
		return err
	}
	if err := checkRanges("sentence", r.Sentences, len(r.Tokens)); err != nil {
		return err
	}
	if err := checkRanges("paragraph", r.Paras, len(r.Tokens)); err != nil {
		return err
	}
	at := 0
	for i, c := range r.Chapters {
		if c.Start != at {
			return fmt.Errorf("chapter %d begins at %d, the last ends at %d", i, c.Start, at)
		}
		at = c.End
	}
	if len(r.Chapters) > 0 && at != len(src) {
		return fmt.Errorf("the chapters end at %d, the text at %d", at, len(src))
	}
	for i, t := range r.Types {
		if t.Kind == text.Word && strings.ReplaceAll(t.Segments, "+", "") != normalise.Light().Word(t.Form) {
			return fmt.Errorf("type %d: the split %q does not spell %q", i, t.Segments, t.Form)
		}
		if again := normalise.IR().Word(t.Norm); t.Kind == text.Word && again != t.Norm {
			return fmt.Errorf("type %d: folding %q again gives %q", i, t.Norm, again)
		}
	}
	return nil
}

func checkTokens(r *Result, src string) error {
	end := 0
	for i, t := range r.Tokens {
		switch {
		case t.Start < end || t.End <= t.Start || t.End > len(src):
			return fmt.Errorf("token %d is [%d, %d), the last ends at %d", i, t.Start, t.End, end)
		case !utf8.RuneStart(src[t.Start]) || t.End < len(src) && !utf8.RuneStart(src[t.End]):
			return fmt.Errorf("token %d cuts a letter", i)
		case int(t.Type) >= len(r.Types) || r.Types[t.Type].Form != t.Of(src) || r.Types[t.Type].Kind != t.Kind:
			return fmt.Errorf("token %d %q has another's type", i, t.Of(src))
		}
		for _, m := range r.Doc.Marks {
			if m.Len() > 0 && t.Start < m.End && m.Start < t.End {
				return fmt.Errorf("token %d overlaps the mark at %d", i, m.Start)
			}
		}
		end = t.End
	}
	return nil
}

// checkRanges reports whether ranges tile n tokens.
func checkRanges(what string, ranges []text.Range, n int) error {
	at := 0
	for i, g := range ranges {
		if g.From != at || g.To < g.From {
			return fmt.Errorf("%s %d has the tokens [%d, %d), the last ends at %d", what, i, g.From, g.To, at)
		}
		at = g.To
	}
	if at != n {
		return fmt.Errorf("the %ss have %d tokens of %d", what, at, n)
	}
	return nil
}

func TestSample(t *testing.T) {
	a := newAnalyser(t)
	files, err := fs.Glob(corpus.Sample, "*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("the sample has %d files, error %v", len(files), err)
	}
	for _, name := range files {
		data, err := fs.ReadFile(corpus.Sample, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(a.Document(&text.Document{ID: name, Text: string(data)})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One spelling is one type per kind, and per language where it is foreign.
func TestTypes(t *testing.T) {
	a := newAnalyser(t)
	r := a.Document(&text.Document{Text: "وقع الحلف ميثاق بروكسل سنة 1948.\nوبعد الميثاق 1948 وقّع الحلف.\n"})
	forms := map[string]int{}
	for _, typ := range r.Types {
		forms[typ.Form+"/"+typ.Kind.String()]++
	}
	for form, n := range forms {
		if n != 1 {
			t.Errorf("%s has %d types, want 1", form, n)
		}
	}
	for _, typ := range r.Types {
		if typ.Form == "والحلف" && typ.Lemma != "حلف" {
			t.Errorf("والحلف has the lemma %q, want حلف", typ.Lemma)
		}
		if typ.Form == "وقّع" && (typ.Norm != "وقع" || typ.Form == typ.Norm) {
			t.Errorf("وقّع is folded to %q", typ.Norm)
		}
	}
}

// Megabytes without a space are no word: they are not split, and not stemmed.
func TestLongWord(t *testing.T) {
	a := newAnalyser(t)
	long := strings.Repeat("وَا", 1<<20)
	typ := a.Word(long)
	if typ.Stem != "" || typ.Snowball != "" || strings.Contains(typ.Segments, "+") || len(typ.Norm) != 4<<20 {
		t.Errorf("stem of %d bytes, Snowball stem of %d, norm of %d, want 0, 0, %d", len(typ.Stem), len(typ.Snowball), len(typ.Norm), 4<<20)
	}
	if err := check(a.Document(&text.Document{Text: long + " نهاية"})); err != nil {
		t.Error(err)
	}
}

// A word met before costs no allocation: a text of known words costs what a
// text of one word does.
func TestKnownWordsAllocateNothing(t *testing.T) {
	a := newAnalyser(t)
	const src = "وللمؤسسات قواها وأمنها"
	tokens := tokenise.Append(nil, src, text.Span{End: len(src)}, nil)
	a.Types(src, tokens)
	few := testing.AllocsPerRun(100, func() { a.Types(src, tokens[:1]) })
	all := testing.AllocsPerRun(100, func() { a.Types(src, tokens) })
	if all > few+2 { // the slice of the types grows
		t.Errorf("three known words cost %g allocations, one %g", all, few)
	}
}

func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		"الفصل الأول: تمهيد\n\nقال والتز (Kenneth Waltz) إن القوة.1 وسيلة؛ والأمن غاية!\n",
		"المقدمة:\nنصٌّ مُشكَّل وتـــطويل 1991خرجت، 13.3% و«اقتباس». 2\n",
		"\u202bنص\u202c \ufeff www.example.org a@b.co ٣٫١٤ ﷺ ﻻ\r\n\r\n# عنوان\n",
	} {
		f.Add(s)
	}
	a := newAnalyser(f)
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			return
		}
		if err := check(a.Document(&text.Document{Text: src})); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkDocument(b *testing.B) {
	data, err := fs.ReadFile(corpus.Sample, "03-chapter-2.txt")
	if err != nil {
		b.Fatal(err)
	}
	doc := &text.Document{Text: strings.Repeat(string(data), 20)}
	a := newAnalyser(b)
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		a.Document(doc)
	}
}

func ExampleAnalyser_Document() {
	a, err := New(Options{})
	if err != nil {
		panic(err)
	}
	r := a.Document(&text.Document{Text: "وللدول أمنها."})
	for _, t := range r.Tokens {
		typ := r.Types[t.Type]
		fmt.Println(typ.Kind, t.Span, typ.Segments, typ.Lemma)
	}
	// Output:
	// word {0 12} و+ل+لدول دول
	// word {13 23} أمن+ها أمن
	// punct {23 24} . .
}
