package compare

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/normalise"
	"fusul/stages/text"
)

// tree is the dictionary of the tests: two branches with two keys each, and a
// key below one of them.
//
//	0 theory   1 theory.realism   2 theory.liberalism   3 theory.realism.neo
//	4 concept  5 concept.power    6 concept.peace
var tree = count.NewTree([]int32{-1, 0, 0, 1, -1, 4, 4})

// hitOf are the words of the tests that are hits, and their keys.
var hitOf = map[string]int32{"R": 1, "L": 2, "N": 3, "P": 5, "Q": 6}

// parse makes a text of s. Words are parted by blanks; # begins a chapter, =
// a section, / a paragraph; a full stop ends a sentence and a comma a run.
// Capital letters are hits.
func parse(s string) *Text {
	t := &Text{}
	numbers := map[string]int32{}
	at := func() int { return len(t.Words.At) }
	for _, chapter := range strings.Split(s, "#") {
		c := text.Range{From: at()}
		for _, section := range strings.Split(chapter, "=") {
			sec := text.Range{From: at()}
			for _, paragraph := range strings.Split(section, "/") {
				p := text.Range{From: at()}
				for _, sentence := range strings.Split(paragraph, ".") {
					from := at()
					for _, run := range strings.Split(sentence, ",") {
						begin := at()
						for _, w := range strings.Fields(run) {
							t.word(w, numbers)
						}
						if at() > begin {
							t.Runs = append(t.Runs, text.Range{From: begin, To: at()})
						}
					}
					t.Sentences = append(t.Sentences, text.Range{From: from, To: at()})
				}
				t.SectionOf = append(t.SectionOf, int32(len(t.Sections)))
				p.To = at()
				t.Paragraphs = append(t.Paragraphs, p)
			}
			t.ChapterOf = append(t.ChapterOf, int32(len(t.Chapters)))
			sec.To = at()
			t.Sections = append(t.Sections, sec)
		}
		c.To = at()
		t.Chapters = append(t.Chapters, c)
	}
	t.Lemmas = t.Words
	return t
}

// word appends a word, and a hit if it is one.
func (t *Text) word(w string, numbers map[string]int32) {
	id, ok := numbers[w]
	if !ok {
		id = int32(len(numbers))
		numbers[w] = id
		f := &t.Words
		f.Names, f.Display, f.Stop = append(f.Names, w), append(f.Display, w), append(f.Stop, w == "s")
	}
	if key, ok := hitOf[w]; ok {
		n := len(t.Words.At)
		t.Hits = append(t.Hits, Hit{
			Range: text.Range{From: n, To: n + 1}, Key: key, Level: 1,
			Paragraph: int32(len(t.Paragraphs)), Sentence: int32(len(t.Sentences)),
		})
	}
	t.Words.At = append(t.Words.At, id)
}

// drawText draws a text with hits.
func drawText(r *rapid.T) *Text {
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Split("a b c d e s R L N P Q . . , / = #", " ")), 0, 120).Draw(r, "text")
	return parse(strings.Join(words, " "))
}

func (t *Text) number(word string) int32 { return int32(slices.Index(t.Words.Names, word)) }

// analysed is a small Arabic work with everything that positions must mind.
const analysed = `الفصل الأول: القوة
تسعى الدولة إلى القوة.1 والدولة، في عام 1991، قوة كبرى.
كتب Waltz عن القوّة والأمن.
الفصل الثاني: السلام
السلام غاية للدولة. والأمن غايةٌ أيضاً.
قائمة المراجع
كتاب القوة والدولة.
`

func TestNewText(t *testing.T) {
	a, err := analyse.New(analyse.Options{Profile: normalise.IR(), Base: normalise.IR()})
	if err != nil {
		t.Fatal(err)
	}
	r := a.Document(&text.Document{ID: "w", Text: analysed})
	words := count.Words(r)
	var hits []count.Hit
	for i, tok := range r.Tokens {
		if s := tok.Of(analysed); strings.Contains(s, "قو") || s == "1991" {
			para := slices.IndexFunc(r.Paras, func(p text.Range) bool { return p.From <= i && i < p.To })
			hits = append(hits, count.Hit{Range: text.Range{From: i, To: i + 1}, Key: 1, Para: int32(para)})
		}
	}
	got := NewText(r, words, hits, make([]int32, len(hits)))

	var names, lemmas []string
	for i := range got.Words.At {
		names = append(names, got.Words.Names[got.Words.At[i]])
		lemmas = append(lemmas, got.Lemmas.Names[got.Lemmas.At[i]])
	}
	want := "تسعي الدوله الي القوه والدوله في عام قوه كبري كتب waltz عن القوه والامن السلام غايه للدوله والامن غايه ايضا"
	if s := strings.Join(names, " "); s != want {
		t.Errorf("words %q, want %q", s, want)
	}
	if lemmas[1] != "دوله" || lemmas[4] != "دوله" || lemmas[16] != "دوله" {
		t.Errorf("lemmas %q: the state is not always one lemma", lemmas)
	}
	var runs []string
	for _, run := range got.Runs {
		runs = append(runs, strings.Join(names[run.From:run.To], " "))
	}
	if s := strings.Join(runs, " | "); s != "تسعي الدوله الي القوه | والدوله | في عام | قوه كبري | كتب waltz عن القوه والامن | السلام غايه للدوله | والامن غايه ايضا" {
		t.Errorf("runs %q: a footnote mark must not part a run, all other marks must", s)
	}
	var at []string
	for _, h := range got.Hits {
		at = append(at, fmt.Sprint(h.Range))
	}
	if s := strings.Join(at, " "); s != "{3 4} {7 7} {7 8} {12 13}" {
		t.Errorf("hits at %s: the heading and the bibliography do not count, a year is no word", s)
	}
	if n := len(got.Before); n != len(hits) {
		t.Errorf("%d places of %d hits", n, len(hits))
	}
	id := got.number("القوه")
	if got.Words.Display[id] != "القوة" {
		t.Errorf("%q is shown as %q, want its commonest spelling", got.Words.Names[id], got.Words.Display[id])
	}
	if !got.Words.Stop[got.number("في")] || got.Words.Stop[got.number("كتب")] {
		t.Error("في must be a function word, كتب none")
	}
	if last := got.Chapters[len(got.Chapters)-1]; last.Len() != 0 {
		t.Errorf("the bibliography has the words %v", last)
	}
	sections := got.Words.Count(got.Sections)
	for i := range sections {
		if !slices.Equal(sections[i], words.Sections[i]) {
			t.Errorf("section %d counts %v, package count says %v", i, sections[i], words.Sections[i])
		}
	}
}

func TestPlaces(t *testing.T) {
	f := parse("a b a . c a").Words
	p := f.Places()
	for word, want := range map[string][]int32{"a": {0, 2, 4}, "b": {1}, "c": {3}} {
		if got := p.Of(int32(slices.Index(f.Names, word))); !slices.Equal(got, want) {
			t.Errorf("%s stands at %v, want %v", word, got, want)
		}
	}
}

// A hit counts for its key and for the keys above it down to its level.
func TestKeys(t *testing.T) {
	txt := parse("N a R # L P")
	txt.Hits[1].Level = 2 // counts for realism, not for theory
	whole := txt.Keys(tree, 1, func(Hit) int32 { return 0 })[0]
	want := []count.Count{{ID: 0, N: 2}, {ID: 1, N: 2}, {ID: 2, N: 1}, {ID: 3, N: 1}, {ID: 4, N: 1}, {ID: 5, N: 1}}
	if !slices.Equal(whole, want) {
		t.Errorf("keys %v, want %v", whole, want)
	}
	chapters := txt.Keys(tree, 2, txt.Chapter)
	if !slices.Equal(chapters[1], []count.Count{{ID: 0, N: 1}, {ID: 2, N: 1}, {ID: 4, N: 1}, {ID: 5, N: 1}}) {
		t.Errorf("keys of the second chapter %v", chapters[1])
	}
	if at := txt.KeyPlaces(tree)(1); !slices.Equal(at, []int32{0, 2}) {
		t.Errorf("realism is hit at %v, want 0 and 2", at)
	}
}

// The tenths of a work cover its words, and each hit is in that of its word.
func TestDeciles(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		txt := drawText(r)
		deciles := txt.Deciles()
		at := 0
		for _, d := range deciles {
			if d.From != at {
				r.Fatalf("tenths %v of %d words have a gap", deciles, len(txt.Words.At))
			}
			at = d.To
		}
		if at != len(txt.Words.At) {
			r.Fatalf("tenths %v end before word %d", deciles, len(txt.Words.At))
		}
		for _, h := range txt.Hits {
			if d := deciles[txt.Decile(h)]; h.Range.From < d.From || h.Range.From >= d.To {
				r.Fatalf("hit at %d is in tenth %v", h.Range.From, d)
			}
		}
	})
}

func ExampleText() {
	a, err := analyse.New(analyse.Options{Profile: normalise.IR(), Base: normalise.IR()})
	if err != nil {
		panic(err)
	}
	r := a.Document(&text.Document{Text: "القوة والأمن. الأمن قبل القوة."})
	t := NewText(r, count.Words(r), nil, nil)
	fmt.Println(t.Words.Names)
	fmt.Println(t.Lemmas.Names, t.Lemmas.At)
	// Output:
	// [القوه والامن الامن قبل]
	// [قوه امن قبل] [0 1 1 2 0]
}
