package pipeline

import (
	"math"
	"strings"
	"testing"

	"fusul/corpus"
	"fusul/stages/read"
	"fusul/stages/table"
)

// counted are the counted words of a run, gathered from the table tokens by
// whoever wants to check the others.
type counted struct {
	words              []table.TokenRow
	byChapter, section map[string]map[string]float64 // unit, word: occurrences
	chapterSize, size  map[string]float64            // unit: words
	bigrams            map[string]int64
}

func countTokens(t *testing.T, dir string) *counted {
	c := &counted{
		byChapter: map[string]map[string]float64{}, section: map[string]map[string]float64{},
		chapterSize: map[string]float64{}, size: map[string]float64{}, bigrams: map[string]int64{},
	}
	add := func(counts map[string]map[string]float64, unit, word string) {
		if counts[unit] == nil {
			counts[unit] = map[string]float64{}
		}
		counts[unit][word]++
	}
	for r, err := range table.Rows[table.TokenRow](dir, "tokens") {
		if err != nil {
			t.Fatal(err)
		}
		if !r.Counted {
			continue
		}
		if n := len(c.words); n > 0 && c.words[n-1].Sentence == r.Sentence && c.words[n-1].Index == r.Index-1 {
			c.bigrams[c.words[n-1].Norm+" "+r.Norm]++
		}
		c.words = append(c.words, r)
		add(c.byChapter, r.Chapter, r.Norm)
		add(c.section, r.Section, r.Norm)
		c.chapterSize[r.Chapter]++
		c.size[r.Section]++
	}
	return c
}

// TestComparingTables makes figures of the comparing tables of the sample anew
// from tokens, by the plain definitions.
func TestComparingTables(t *testing.T) {
	dir := t.TempDir()
	in := Input{Input: &read.Input{FS: corpus.Sample, Patterns: []string{"."}}}
	if _, err := Run(t.Context(), in, Config{Out: dir, Topics: "none"}, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	c := countTokens(t, dir)
	c.checkKeyness(t, dir)
	c.checkDispersion(t, dir)
	c.checkDiversity(t, dir)
	c.checkNgrams(t, dir)
}

func (c *counted) checkKeyness(t *testing.T, dir string) {
	n := 0
	for r, err := range table.Rows[table.KeynessRow](dir, "keyness") {
		if err != nil {
			t.Fatal(err)
		}
		if r.Kind != "word" {
			continue
		}
		n++
		all, total := 0.0, 0.0
		for chapter, words := range c.byChapter {
			all += words[r.Feature]
			total += c.chapterSize[chapter]
		}
		a, n1 := c.byChapter[r.Target][r.Feature], c.chapterSize[r.Target]
		b, n2 := all-a, total-n1
		if float64(r.NTarget) != a || float64(r.NReference) != b || float64(r.TotalTarget) != n1 || float64(r.TotalReference) != n2 {
			t.Fatalf("%s in %s: %d of %d and %d of %d, tokens say %v of %v and %v of %v", r.Feature, r.Target,
				r.NTarget, r.TotalTarget, r.NReference, r.TotalReference, a, n1, b, n2)
		}
		g2 := 0.0
		for _, cell := range [][3]float64{{a, all, n1}, {b, all, n2}, {n1 - a, total - all, n1}, {n2 - b, total - all, n2}} {
			if cell[0] > 0 {
				g2 += 2 * cell[0] * math.Log(cell[0]/(cell[1]*cell[2]/total))
			}
		}
		if math.Abs(g2-r.G2) > 1e-8*max(1, g2) {
			t.Fatalf("G² of %s in %s = %v, want %v", r.Feature, r.Target, r.G2, g2)
		}
		if want := math.Log2((a / n1) / (b / n2)); a > 0 && b > 0 && math.Abs(want-r.LogRatio) > 1e-9 {
			t.Fatalf("log ratio of %s in %s = %v, want %v", r.Feature, r.Target, r.LogRatio, want)
		}
	}
	if n < 50 {
		t.Errorf("%d rows of words in keyness", n)
	}
}

func (c *counted) checkDispersion(t *testing.T, dir string) {
	n := 0
	for r, err := range table.Rows[table.DispersionRow](dir, "dispersion") {
		if err != nil {
			t.Fatal(err)
		}
		counts, sizes := c.section, c.size
		if r.Unit == "chapter" {
			counts, sizes = c.byChapter, c.chapterSize
		}
		if r.Kind != "word" || r.DP == nil {
			continue
		}
		n++
		frequency, parts := 0.0, int32(0)
		for _, words := range counts {
			frequency += words[r.Feature]
			if words[r.Feature] > 0 {
				parts++
			}
		}
		dp := 0.0
		for unit, size := range sizes {
			dp += math.Abs(counts[unit][r.Feature]/frequency-size/float64(len(c.words))) / 2
		}
		if float64(r.Frequency) != frequency || r.Range != parts || math.Abs(*r.DP-dp) > 1e-9 {
			t.Fatalf("%s by %s: %d in %d parts, DP %v; tokens say %v in %d, %v", r.Feature, r.Unit, r.Frequency, r.Range, *r.DP, frequency, parts, dp)
		}
	}
	if n < 50 {
		t.Errorf("%d rows of words in dispersion", n)
	}
}

func (c *counted) checkDiversity(t *testing.T, dir string) {
	n := 0
	for r, err := range table.Rows[table.DiversityRow](dir, "diversity") {
		if err != nil {
			t.Fatal(err)
		}
		words := c.byChapter[r.Chapter]
		if r.Kind != "word" || words == nil {
			continue
		}
		n++
		hapax, squares := int64(0), 0.0
		for _, f := range words {
			squares += f * f
			if f == 1 {
				hapax++
			}
		}
		size := c.chapterSize[r.Chapter]
		yule := 1e4 * (squares - size) / (size * size)
		if float64(r.Tokens) != size || r.Types != int64(len(words)) || r.Hapax != hapax || math.Abs(*r.YuleK-yule) > 1e-9 {
			t.Errorf("%s: %d words, %d types, %d once, K %v; tokens say %v, %d, %d, %v", r.Chapter, r.Tokens, r.Types, r.Hapax, *r.YuleK, size, len(words), hapax, yule)
		}
	}
	if n != len(c.byChapter) {
		t.Errorf("%d chapters in diversity, %d in tokens", n, len(c.byChapter))
	}
}

func (c *counted) checkNgrams(t *testing.T, dir string) {
	n := 0
	for r, err := range table.Rows[table.NgramRow](dir, "ngrams") {
		if err != nil {
			t.Fatal(err)
		}
		if r.Length != 2 {
			continue
		}
		n++
		if want := c.bigrams[r.Ngram]; r.Frequency != want || strings.Count(r.Ngram, " ") != 1 {
			t.Errorf("%q occurs %d times, tokens say %d", r.Ngram, r.Frequency, want)
		}
	}
	if n < 20 {
		t.Errorf("%d bigrams in ngrams", n)
	}
}
