package segment

import (
	"math"
	"strings"
	"testing"

	"fusul/stages/text"
)

// TestTextTiling joins three subjects with different vocabularies: the shifts
// must be found at the paragraphs where they are, and nowhere else.
func TestTextTiling(t *testing.T) {
	subjects := [][]string{
		strings.Fields("بئر ماء دلو حبل حارس نوبة عطش مطر حفر حجر قربة جفاف سقاية حوض"),
		strings.Fields("سوق تاجر قماش ميزان ثمن دراهم بيع شراء دين كفيل ملح تمر قافلة حمل"),
		strings.Fields("قاض شاهد خصم حكم يمين دعوى صلح سجن عدل بينة مجلس كاتب ختم غرامة"),
	}
	var b strings.Builder
	var starts []int
	for s, words := range subjects {
		starts = append(starts, b.Len())
		for p := range 12 {
			for w := range 40 {
				b.WriteString(words[(w*w+p*5+s)%len(words)] + " في ")
			}
			b.WriteString("القرية.\n")
		}
	}
	words := newSegmenter(t)
	s := New(Options{Headings: words.words, TextTiling: true})
	doc := &text.Document{Text: b.String()}
	st := s.Document(doc)
	if err := check(doc, st); err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, sec := range st.Sections {
		got = append(got, sec.Start)
	}
	if len(st.Chapters) != 1 || len(got) != len(starts) {
		t.Fatalf("%d chapters with sections at %v, want 1 with sections at %v", len(st.Chapters), got, starts)
	}
	for i := range got {
		if got[i] != starts[i] {
			t.Errorf("section %d begins at %d, want %d", i, got[i], starts[i])
		}
	}
	if plain := words.Document(doc); len(plain.Sections) != 1 {
		t.Errorf("without the option there are %d sections, want 1", len(plain.Sections))
	}
}

// TestSimilarities compares the sliding counts with the definition.
func TestSimilarities(t *testing.T) {
	rows := make([][]int, 40)
	for i := range rows {
		for j := range 1 + i%7 {
			rows[i] = append(rows[i], (i*i+j*3)%11)
		}
	}
	got := similarities(rows)
	for gap := range got {
		left, right := map[int]int{}, map[int]int{}
		for i := max(0, gap+1-blockRows); i <= gap; i++ {
			for _, id := range rows[i] {
				left[id]++
			}
		}
		for i := gap + 1; i < min(len(rows), gap+1+blockRows); i++ {
			for _, id := range rows[i] {
				right[id]++
			}
		}
		dot, l, r := 0, 0, 0
		for id := range 11 {
			dot, l, r = dot+left[id]*right[id], l+left[id]*left[id], r+right[id]*right[id]
		}
		want := float64(dot) / math.Sqrt(float64(l*r))
		if math.Abs(got[gap]-want) > 1e-12 {
			t.Errorf("similarity at gap %d is %v, want %v", gap, got[gap], want)
		}
	}
}
