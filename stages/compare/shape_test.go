package compare

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/analyse"
	"fusul/stages/text"
)

func TestShapeOf(t *testing.T) {
	tests := []struct {
		word    string
		letters int
		syl     int
		faseeh  bool
	}{
		{"كتب", 3, 1, false},        // without marks: three letters less two
		{"كَتَبَ", 3, 3, false},     // three short vowels
		{"كِتَابٌ", 4, 5, false},    // short, long (before alef), tanween
		{"قُوَّةٌ", 3, 7, false},    // damma before waw is long, shadda and tanween two each, a short fatha
		{"الدراسات", 8, 3, false},   // alefs do not count
		{"يكتبون", 6, 4, true},      // ends in ون
		{"مسؤول", 5, 3, true},       // ؤ
		{"ظـــلم", 3, 1, true},      // ظ; tatweel is no letter
		{"NATO", 4, 2, false},       // a foreign word has letters too
		{"إلى", 3, 0, false},        // إ counts, ى does not: none is left of two
		{"مسؤولياتهم", 10, 7, true}, // long and complex
	}
	for _, tt := range tests {
		if got := shapeOf(tt.word); got != (wordShape{tt.letters, tt.syl, tt.faseeh}) {
			t.Errorf("shapeOf(%q) = %+v, want %+v", tt.word, got, tt)
		}
	}
}

func shapesOf(t testing.TB, src string) []Shape {
	a, err := analyse.New(analyse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return Shapes(a.Document(&text.Document{Text: src}))
}

func TestShapes(t *testing.T) {
	var whole Shape
	for _, s := range shapesOf(t, "كتب الولد الدرس. قرأ.\nجلسنا في الحديقة الواسعة.\n") {
		whole.Merge(&s)
	}
	if got := whole.Counts(); got.Words != 8 || got.Sentences != 3 || got.Long != 2 {
		t.Errorf("counts %+v, want 8 words, 3 sentences, 2 long words", got)
	}
	if s := whole.Sentences(); math.Abs(s.Mean-8./3) > 1e-12 || s.Median != 3 || math.Abs(s.SD-math.Sqrt(26./3-64./9)) > 1e-12 {
		t.Errorf("sentences %+v", s)
	}
	if w := whole.Words(); math.Abs(w.Mean-37./8) > 1e-12 || w.Median != 5 {
		t.Errorf("words %+v", w)
	}
	var none Shape
	if none.Words() != nil || none.Sentences() != nil {
		t.Error("no words have a length")
	}
}

func TestShapeMerge(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		draw := rapid.Custom(func(r *rapid.T) Shape {
			var s Shape
			for _, n := range rapid.SliceOf(rapid.IntRange(1, 30)).Draw(r, "lengths") {
				s.sentences.add(n, 1)
				s.words.add(n%7, 2)
				s.read.Words += 2
				s.read.Syllables += int64(n)
			}
			return s
		})
		shapes := rapid.SliceOfN(draw, 0, 5).Draw(r, "shapes")
		of := func(shapes []Shape) (all Shape) {
			for i := range shapes {
				all.Merge(&shapes[i])
			}
			return all
		}
		whole := of(shapes)
		for cut := range len(shapes) + 1 {
			merged, rest := of(shapes[:cut]), of(shapes[cut:])
			merged.Merge(&rest)
			if merged.Counts() != whole.Counts() || !sameLength(merged.Sentences(), whole.Sentences()) || !sameLength(merged.Words(), whole.Words()) {
				r.Fatalf("cut at %d: %+v, want %+v", cut, merged, whole)
			}
		}
		if s := whole.Sentences(); s != nil {
			finite(r, s.Mean, s.SD, s.Median)
		}
	})
}

func sameLength(a, b *Length) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
