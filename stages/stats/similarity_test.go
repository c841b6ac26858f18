package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestJensenShannon(t *testing.T) {
	tests := []struct {
		p, q []float64
		bits float64
	}{
		{[]float64{1, 0}, []float64{0, 1}, 1},
		{[]float64{.5, .5, 0}, []float64{0, .5, .5}, .5},
		{[]float64{.7, .2, .1}, []float64{.1, .2, .7}, .3651484454},
		{[]float64{.36, .48, .16}, []float64{1. / 3, 1. / 3, 1. / 3}, .0324027293},
		{[]float64{2, 3}, []float64{4, 6}, 0}, // counts are shares
	}
	for _, tt := range tests {
		bits, ok := JensenShannon(tt.p, tt.q)
		back, _ := JensenShannon(tt.q, tt.p)
		if !ok || math.Abs(bits-tt.bits) > 1e-10 || bits != back {
			t.Errorf("JensenShannon(%v, %v) = %.10f, back %.10f, want %.10f", tt.p, tt.q, bits, back, tt.bits)
		}
	}
	if d, _ := JensenShannon([]float64{.7, .2, .1}, []float64{.1, .2, .7}); math.Abs(math.Sqrt(d*math.Ln2)-.5030920546) > 1e-10 { // scipy's distance
		t.Errorf("distance in nats %.10f", math.Sqrt(d*math.Ln2))
	}
	if _, ok := JensenShannon([]float64{0, 0}, []float64{1, 0}); ok {
		t.Error("a distribution without mass has a divergence")
	}
}

func TestCosine(t *testing.T) {
	if c, ok := Cosine([]float64{1, 2, 0}, []float64{2, 1, 2}); !ok || math.Abs(c-4/math.Sqrt(45)) > 1e-15 {
		t.Errorf("Cosine = %g, %v", c, ok)
	}
	if _, ok := Cosine([]float64{0, 0}, []float64{1, 2}); ok {
		t.Error("a zero vector has an angle")
	}
}

// Five items on a line at 0, 1, 5, 7 and 20: heights by hand.
func TestAgglomerate(t *testing.T) {
	at := []float64{0, 1, 5, 7, 20}
	d := make([][]float64, len(at))
	for i := range d {
		for j := range at {
			d[i] = append(d[i], math.Abs(at[i]-at[j]))
		}
	}
	want := []Merge{{0, 1, 1, 2}, {2, 3, 2, 2}, {5, 6, 5.5, 4}, {4, 7, 16.75, 5}}
	if got := Agglomerate(d); !slices.Equal(got, want) {
		t.Errorf("Agglomerate = %v, want %v", got, want)
	}
	if got := Agglomerate(nil); len(got) != 0 {
		t.Errorf("no items merge: %v", got)
	}
}

// tidytext 0.4.1 on Jane Austen's six novels.
func TestTFIDF(t *testing.T) {
	tests := []struct {
		word       string
		f, n       int64
		docs       int
		tf, weight float64
	}{
		{"elinor", 623, 119957, 1, .005193527681, .009305552401},
		{"marianne", 492, 119957, 1, 492. / 119957, .007348847161},
		{"darcy", 373, 122204, 1, 373. / 122204, .005468939495},
		{"emma", 786, 160996, 2, 786. / 160996, .005363544802},
	}
	for _, tt := range tests {
		tf, _, weight, ok := TFIDF(tt.f, tt.n, tt.docs, 6)
		if !ok || math.Abs(tf-tt.tf) > 1e-12 || math.Abs(weight-tt.weight) > 1e-12 {
			t.Errorf("%s: tf %.12f, tf-idf %.12f, want %.12f, %.12f", tt.word, tf, weight, tt.tf, tt.weight)
		}
	}
}

// BERTopic's class weights of two classes of 12 and 14 words.
func TestClassTFIDF(t *testing.T) {
	tests := []struct {
		word     string
		f, total int64
		want     float64
	}{
		{"nato", 6, 7, 6.298933},
		{"alliance", 4, 5, 5.123735},
		{"power", 2, 10, 1.665818},
		{"anarchy", 4, 4, 5.787676},
	}
	for _, tt := range tests {
		if got, ok := ClassTFIDF(tt.f, tt.total, 13); !ok || math.Abs(got-tt.want) > 5e-6 {
			t.Errorf("%s: %.6f, want %.6f", tt.word, got, tt.want)
		}
	}
}

// quanteda's textstat_frequency on "a a b b c d", "a d d d", "a a a".
func TestRanks(t *testing.T) {
	if got, want := Ranks([]int64{6, 2, 1, 4}), []int{1, 3, 4, 2}; !slices.Equal(got, want) {
		t.Errorf("Ranks = %v, want %v", got, want)
	}
	if got, want := Ranks([]int64{30, 25, 20, 18, 18, 16}), []int{1, 2, 3, 4, 4, 6}; !slices.Equal(got, want) { // equal values take the smallest rank
		t.Errorf("Ranks = %v, want %v", got, want)
	}
}

func ExampleJensenShannon() {
	realism, liberalism := []float64{12, 3, 1}, []float64{2, 9, 7}
	bits, _ := JensenShannon(realism, liberalism)
	fmt.Printf("%.3f\n", bits)
	// Output: 0.340
}
