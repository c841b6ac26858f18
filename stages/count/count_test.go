package count

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/analyse"
	"fusul/stages/normalise"
	"fusul/stages/text"
)

// result analyses a small work of two chapters and a bibliography.
func result(t testing.TB) *analyse.Result {
	t.Helper()
	a, err := analyse.New(analyse.Options{Profile: normalise.IR()})
	if err != nil {
		t.Fatal(err)
	}
	return a.Document(&text.Document{ID: "w", Text: `الفصل الأول: البحر

بحر وبحر وسفينة. بحرٌ هادئ.

الفصل الثاني: الجبل

جبل وبحر 1948.

قائمة المراجع

كتاب البحر
`})
}

func TestWords(t *testing.T) {
	r := result(t)
	d := Words(r)
	total := map[string]int32{}
	for i, s := range d.Sections {
		n := int64(0)
		for _, c := range s {
			total[d.Words[c.ID].Norm] += c.N
			n += int64(c.N)
		}
		counted := r.Chapters[r.Structure.Sections[i].Chapter].Part.Counted()
		if counted && (n != d.Tokens[i] || int64(len(s)) != d.Types[i]) {
			t.Errorf("section %d: %d words of %d types, said to be %d of %d", i, n, len(s), d.Tokens[i], d.Types[i])
		}
		if !counted && (len(s) > 0 || d.Tokens[i] == 0) {
			t.Errorf("section %d is not counted, but has %v and %d words", i, s, d.Tokens[i])
		}
	}
	want := map[string]int32{"بحر": 2, "وبحر": 2, "وسفينه": 1, "هادئ": 1, "جبل": 1}
	for w, n := range want {
		if total[w] != n {
			t.Errorf("%s is counted %d times, want %d", w, total[w], n)
		}
	}
	if len(total) != len(want) {
		t.Errorf("counted %v, want %v: a heading, a number or a reference got in", total, want)
	}
	for _, w := range d.Words {
		forms := int32(0)
		for _, f := range w.Forms {
			forms += f.N
		}
		if forms != total[w.Norm] {
			t.Errorf("the spellings of %s are counted %d times, want %d", w.Norm, forms, total[w.Norm])
		}
	}
}

func TestVocab(t *testing.T) {
	r := result(t)
	var v Vocab
	var chapters []text.Range
	for _, c := range r.Chapters {
		chapters = append(chapters, c.Sections)
	}
	for range 3 {
		sections, byChapter, whole := v.Add(Words(r), chapters)
		var n int64
		for _, s := range sections {
			n += Total(s)
		}
		if Total(whole) != n || Total(Sum(byChapter...)) != n {
			t.Errorf("sections have %d words, the whole %d, the chapters %d", n, Total(whole), Total(Sum(byChapter...)))
		}
	}
	words := v.Entries()
	first := words[v.Order()[0]]
	if first.Norm != "بحر" || first.Frequency != 6 || first.Documents != 3 || first.Chapters != 3 || first.Type.Form != "بحر" {
		t.Errorf("the first word is %+v with the spelling %s", first, first.Type.Form)
	}
	for _, id := range v.Order() {
		if words[id].Norm == "كتاب" {
			t.Error("a word of the references is in the order")
		}
	}
	order := ByFrequency([]Count{{0, 1}, {1, 3}, {2, 3}}, []Entry{{Norm: "أ"}, {Norm: "ج"}, {Norm: "ب"}})
	if !slices.Equal(order, []Count{{2, 3}, {1, 3}, {0, 1}}) {
		t.Errorf("ByFrequency gives %v, want equals by spelling", order)
	}
}

// theories is a tree of keys: 0 theory over 1 realism (over 2 structural) and
// 3 liberalism; 4 concept alone.
func theories() Tree { return NewTree([]int32{-1, 0, 1, 0, -1}) }

func TestCountsFrom(t *testing.T) {
	at := func(from, to int) text.Range { return text.Range{From: from, To: to} }
	tests := []struct {
		why  string
		hits []Hit
		want []int32
	}{
		{"alone, a hit counts at every level", []Hit{{Range: at(0, 1), Key: 2}}, []int32{1}},
		{"a shorter hit of the parent counts nowhere within the child's", []Hit{{Range: at(0, 2), Key: 2}, {Range: at(0, 1), Key: 1}}, []int32{1, 3}},
		{"a longer hit of the parent leaves the child's its own key", []Hit{{Range: at(0, 2), Key: 1}, {Range: at(0, 1), Key: 2}}, []int32{1, 3}},
		{"of two equal hits of one branch the first counts above", []Hit{{Range: at(3, 4), Key: 1}, {Range: at(3, 4), Key: 3}}, []int32{1, 2}},
		{"hits of other branches do not meet", []Hit{{Range: at(0, 2), Key: 2}, {Range: at(1, 2), Key: 4}}, []int32{1, 1}},
		{"hits that do not overlap all count", []Hit{{Range: at(0, 1), Key: 2}, {Range: at(1, 2), Key: 3}, {Range: at(2, 4), Key: 1}}, []int32{1, 1, 1}},
		{"the longest of a chain wins, and its far neighbour still counts", []Hit{{Range: at(0, 2), Key: 1}, {Range: at(1, 4), Key: 3}, {Range: at(4, 5), Key: 1}}, []int32{2, 1, 1}},
	}
	for _, tt := range tests {
		if got := theories().CountsFrom(tt.hits); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

// At every level no token counts twice for one key, and every hit is covered
// by one that counts.
func TestCountsFromProperties(t *testing.T) {
	tree := theories()
	rapid.Check(t, func(r *rapid.T) {
		hits := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Hit {
			from := rapid.IntRange(0, 20).Draw(r, "from")
			return Hit{Range: text.Range{From: from, To: from + rapid.IntRange(1, 4).Draw(r, "len")}, Key: rapid.Int32Range(0, 4).Draw(r, "key")}
		}), 0, 12).Draw(r, "hits")
		from := tree.CountsFrom(hits)
		for i, h := range hits {
			if from[i] < 1 || from[i] > tree.Level[h.Key]+1 {
				r.Fatalf("hit %+v counts from level %d", h, from[i])
			}
			for level := tree.Level[h.Key]; level >= 1; level-- {
				covered := false
				for j, g := range hits {
					meet := g.From < h.To && h.From < g.To
					same := tree.Level[g.Key] >= level && tree.Above(g.Key, level) == tree.Above(h.Key, level)
					if i != j && meet && same && from[i] <= level && from[j] <= level {
						r.Fatalf("%+v and %+v both count at level %d", h, g, level)
					}
					covered = covered || meet && same && (from[j] <= level || i == j && from[i] <= level)
				}
				if from[i] == level+1 && !covered {
					r.Fatalf("%+v does not count at level %d, and nothing in its place does: %v", h, level, from)
				}
			}
		}
	})
}

// Counting in parts and adding up is counting at once, for every cut.
func TestSums(t *testing.T) {
	counts := [][]Count{{{0, 1}, {3, 2}}, {{1, 5}}, nil, {{0, 4}, {1, 1}, {3, 1}}}
	keys := [][]KeyCount{{{0, 1, 1, 2}}, {{0, 2, 1, 2}, {4, 1, 1, 1}}, nil, {{4, 3, 2, 5}}}
	whole, wholeKeys := Sum(counts...), SumKeys(keys...)
	if !slices.Equal(whole, []Count{{0, 5}, {1, 6}, {3, 3}}) || !slices.Equal(wholeKeys, []KeyCount{{0, 3, 2, 4}, {4, 4, 3, 6}}) {
		t.Fatalf("sums %v and %v", whole, wholeKeys)
	}
	for cut := range len(counts) + 1 {
		if got := Sum(Sum(counts[:cut]...), Sum(counts[cut:]...)); !slices.Equal(got, whole) {
			t.Errorf("cut at %d: %v, want %v", cut, got, whole)
		}
		if got := SumKeys(SumKeys(keys[:cut]...), SumKeys(keys[cut:]...)); !slices.Equal(got, wholeKeys) {
			t.Errorf("cut at %d: %v, want %v", cut, got, wholeKeys)
		}
	}
}

func TestKeys(t *testing.T) {
	r := result(t)
	tree := theories()
	var hits []Hit
	for p, g := range r.Paras { // every word is a hit of key 2, the first of a paragraph of key 4 too
		for i := g.From; i < g.To; i++ {
			hits = append(hits, Hit{Range: text.Range{From: i, To: i + 1}, Key: 2, Para: int32(p)})
		}
	}
	counts := tree.Keys(r, hits, tree.CountsFrom(hits))
	words := Words(r)
	for i, s := range counts {
		counted := r.Chapters[r.Structure.Sections[i].Chapter].Part.Counted()
		if !counted && len(s) > 0 {
			t.Errorf("section %d is not counted, but has %v", i, s)
		}
		if !counted {
			continue
		}
		if len(s) != 3 || s[0].Key != 0 || s[2].Key != 2 || s[0].N != s[2].N || s[0].Tokens != words.Tokens[i] || s[0].Paragraphs != 1 {
			t.Errorf("section %d has %+v, want the counts of keys 0, 1 and 2 over %d words", i, s, words.Tokens[i])
		}
	}
}

func ExampleTree_CountsFrom() {
	// «الواقعية البنيوية» is a hit of realism.structural, and «الواقعية» in it
	// one of realism. The longer one counts at both levels, the shorter is
	// evidence, but counts nowhere.
	tree := NewTree([]int32{-1, 0})
	fmt.Println(tree.CountsFrom([]Hit{
		{Range: text.Range{From: 0, To: 2}, Key: 1},
		{Range: text.Range{From: 0, To: 1}, Key: 0},
	}))
	// Output: [1 2]
}

func TestMerge(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		units := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) []Count {
			var counts []Count
			for id := range int32(6) {
				if n := rapid.Int32Range(-2, 3).Draw(r, "n"); n > 0 {
					counts = append(counts, Count{id, n})
				}
			}
			return counts
		}), 0, 6).Draw(r, "units")
		if got, want := Merge(units...), Sum(units...); !slices.Equal(got, want) {
			r.Fatalf("%v became %v, want %v", units, got, want)
		}
	})
}
