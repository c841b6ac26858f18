package compare

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/count"
	"fusul/stages/stats"
	"fusul/stages/text"
)

func TestSharesByHand(t *testing.T) {
	txt := parse("R a R L N # P b")
	counts := txt.Keys(tree, 2, txt.Chapter)
	shares := Shares(tree, []int32{1, 2, 5}, counts[0])
	want := []Share{{Key: 1, N: 3, Total: 4}, {Key: 2, N: 1, Total: 4}, {Key: 5}}
	for i, w := range want {
		s := shares[i]
		if s.Key != w.Key || s.N != w.N || s.Total != w.Total || (s.Wilson == nil) != (w.Total == 0) {
			t.Errorf("share %+v, want %+v", s, w)
		}
	}
	if low, high, _ := stats.Wilson(3, 4, stats.Z95); *shares[0].Wilson != (stats.Interval{Low: low, High: high}) || shares[0].Of() != .75 {
		t.Errorf("%+v", shares[0])
	}
}

// The shares of siblings add up to one.
func TestSharesAddUp(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		txt := drawText(r)
		counts := txt.Keys(tree, 1, func(Hit) int32 { return 0 })[0]
		shares := Shares(tree, []int32{0, 1, 2, 4, 5, 6}, counts)
		for _, family := range [][]int{{0, 3}, {1, 2}, {4, 5}} {
			n := shares[family[0]].N + shares[family[1]].N
			if total := shares[family[0]].Total; n != total {
				r.Fatalf("siblings %v: %d hits of %d", family, n, total)
			}
		}
	})
}

// eight makes a text of sections with the given numbers of hits of realism
// and liberalism among thirty words.
func eight(hits ...[2]int) *Text {
	var sections []string
	for _, h := range hits {
		words := strings.Repeat("R ", h[0]) + strings.Repeat("L ", h[1]) + strings.Repeat("a ", 30-h[0]-h[1])
		sections = append(sections, words)
	}
	return parse(strings.Join(sections, "="))
}

func TestRates(t *testing.T) {
	txt := eight([2]int{3, 1}, [2]int{0, 2}, [2]int{9, 1}, [2]int{1, 1}, [2]int{0, 1}, [2]int{2, 4}, [2]int{12, 1}, [2]int{1, 3})
	c := txt.Clusters(text.Range{From: 0, To: 8})
	if c.Kind != "section" {
		t.Fatalf("eight sections are drawn as %q", c.Kind)
	}
	rates := txt.Rates(new(stats.Resampler), tree, c, 7)
	if len(rates) != 3 || rates[0].Key != 0 || rates[1].Key != 1 || rates[2].Key != 2 {
		t.Fatalf("rates %+v", rates)
	}
	// Realism comes in bursts: its interval is wider than Wilson's.
	low, high, _ := stats.Wilson(28, 240, stats.Z95)
	if r := rates[1].OfWords; r.Low > low || r.High < high {
		t.Errorf("realism %+v is not wider than [%g, %g]", r, low, high)
	}
	clusters := make([]stats.Cluster, 8)
	for i, f := range []int64{3, 0, 9, 1, 0, 2, 12, 1} {
		clusters[i] = stats.Cluster{F: f, N: 30}
	}
	if l, h, _ := stats.Bootstrap(clusters, 7); l != rates[1].OfWords.Low || h != rates[1].OfWords.High {
		t.Errorf("realism %+v, by itself [%g, %g]", rates[1].OfWords, l, h)
	}
	// The shares of two siblings mirror each other.
	a, b := rates[1].OfKeys, rates[2].OfKeys
	if math.Abs(a.Low-(1-b.High)) > 1e-12 || math.Abs(a.High-(1-b.Low)) > 1e-12 {
		t.Errorf("shares of siblings %+v and %+v", a, b)
	}
	if k := rates[0].OfKeys; k.Low != 1 || k.High != 1 {
		t.Errorf("theory, without its sibling: %+v", k)
	}
}

// Where there are fewer than eight sections their paragraphs are drawn, and
// where there are fewer than eight of these nothing is.
func TestClusters(t *testing.T) {
	few := parse("R a = b / c")
	if c := few.Clusters(text.Range{From: 0, To: 2}); c.Kind != "" || few.Rates(new(stats.Resampler), tree, c, 1) != nil {
		t.Errorf("three paragraphs are drawn as %q", c.Kind)
	}
	many := parse("# R a / b / R c / d / e = f / g / R h / R i")
	if c := many.Clusters(text.Range{From: 1, To: 3}); c.Kind != "paragraph" || c.parts != (text.Range{From: 1, To: 10}) {
		t.Errorf("nine paragraphs are drawn as %+v", c)
	}
	// An empty paragraph is no cluster, and a hit of another chapter none here.
	gaps := parse("R R R # R a / / b / c / d / e / / f / g / h")
	c := gaps.Clusters(text.Range{From: 1, To: 2})
	rates := gaps.Rates(new(stats.Resampler), tree, c, 3)
	if len(rates) != 2 || rates[1].OfWords.High > .5 {
		t.Errorf("rates %+v", rates)
	}
}

// A constant rate has no width, and other keys do not change an interval.
func TestRatesProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		seed := rapid.Uint64().Draw(r, "seed")
		n := rapid.IntRange(8, 12).Draw(r, "sections")
		var both, one [][2]int
		for range n {
			l := rapid.IntRange(0, 5).Draw(r, "l")
			both, one = append(both, [2]int{2, l}), append(one, [2]int{2, 0})
		}
		a, b := eight(both...), eight(one...)
		whole := text.Range{From: 0, To: n}
		with, without := a.Rates(new(stats.Resampler), tree, a.Clusters(whole), seed), b.Rates(new(stats.Resampler), tree, b.Clusters(whole), seed)
		x, y := with[1].OfWords, without[1].OfWords
		if *x != *y || math.Abs(x.Low-2./30) > 1e-15 || math.Abs(x.High-2./30) > 1e-15 {
			r.Fatalf("a constant rate is %+v, without other keys %+v", x, y)
		}
		for _, rate := range with {
			if rate.OfKeys != nil {
				finite(r, rate.OfKeys.Low, rate.OfKeys.High, rate.OfWords.Low, rate.OfWords.High)
			}
		}
	})
}

func TestTypical(t *testing.T) {
	txt := parse("R a b c d . R a b e c . R a e b d . L x y z d . L x y w z . L x a y b . c d e w s . R x y z w")
	got := txt.Typical(tree, 2, 2)
	var lines []string
	for _, s := range got {
		lines = append(lines, fmt.Sprintf("%d.%d sentence %d", s.Key, s.Rank, s.Sentence))
	}
	if len(lines) != 4 || got[0].Key != 1 || got[2].Key != 2 {
		t.Fatalf("typical %q", lines)
	}
	if got[0].Sentence > 2 || got[1].Sentence > 2 {
		t.Errorf("typical of realism: %q; the last sentence speaks of it as of liberalism", lines[:2])
	}
	if got[2].Sentence == 5 || got[0].Score < got[1].Score {
		t.Errorf("typical %q", lines)
	}
	if few := parse("R a b c d . L a b c d").Typical(tree, 2, 3); few != nil {
		t.Errorf("a key in one sentence has typical ones: %+v", few)
	}
}

func TestTypicalIsFinite(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		txt := drawText(r)
		for _, s := range txt.Typical(tree, 2, 3) {
			finite(r, s.Score)
		}
	})
}

func ExampleShares() {
	siblings := count.NewTree([]int32{-1, 0, 0}) // a theory each under one key
	for _, s := range Shares(siblings, []int32{1, 2}, []count.Count{{ID: 1, N: 12}, {ID: 2, N: 4}}) {
		fmt.Printf("%.2f [%.2f, %.2f]\n", s.Of(), s.Wilson.Low, s.Wilson.High)
	}
	// Output:
	// 0.75 [0.51, 0.90]
	// 0.25 [0.10, 0.49]
}

func TestRateIsSorted(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		txt := drawText(r)
		c := txt.Clusters(text.Range{From: 0, To: len(txt.Sections)})
		rates := txt.Rates(new(stats.Resampler), tree, c, 1)
		if !slices.IsSortedFunc(rates, func(a, b Rate) int { return int(a.Key - b.Key) }) {
			r.Fatalf("rates %+v", rates)
		}
	})
}
