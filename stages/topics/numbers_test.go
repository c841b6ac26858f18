package topics

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestExactFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(1e-300, 1e300).Draw(t, "x")
		if got, want := ln(x), math.Log(x); math.Abs(got-want) > 4e-16*max(math.Abs(want), 1) {
			t.Fatalf("ln(%v) = %v, want %v", x, got, want)
		}
		y := rapid.Float64Range(-700, 700).Draw(t, "y")
		if got, want := exp(y), math.Exp(y); math.Abs(got-want) > 1e-14*want {
			t.Fatalf("exp(%v) = %v, want %v", y, got, want)
		}
		z := rapid.Float64Range(1e-3, 1e5).Draw(t, "z")
		if want, _ := math.Lgamma(z); math.Abs(lnGamma(z)-want) > 1e-13*max(math.Abs(want), 10) {
			t.Fatalf("lnGamma(%v) = %v, want %v", z, lnGamma(z), want)
		}
		if got, want := digamma(z+1)-digamma(z), 1/z; math.Abs(got-want) > 1e-12*max(1, want) {
			t.Fatalf("digamma(%v+1) - digamma(%v) = %v, want %v", z, z, got, want)
		}
	})
	for _, c := range []struct{ got, want float64 }{
		{ln(0), math.Inf(-1)}, {ln(math.Inf(1)), math.Inf(1)}, {exp(-800), 0}, {exp(800), math.Inf(1)},
		{digamma(1), -0.57721566490153286}, // −γ
		{digamma(0.5), -1.9635100260214235},
	} {
		if c.got != c.want && math.Abs(c.got-c.want) > 1e-14 {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}

func TestBeta(t *testing.T) {
	for _, c := range []struct{ x, a, b, want float64 }{
		{.3, 1, 1, .3},                             // uniform
		{.3, 2, 1, .09},                            // x²
		{.3, 1, 3, 1 - .7*.7*.7},                   // 1−(1−x)³
		{.5, 7.5, 7.5, .5},                         // symmetric
		{.25, .5, .5, 2 / math.Pi * math.Asin(.5)}, // arcsine
	} {
		if got := betaCDF(c.x, c.a, c.b); !near(got, c.want, 1e-13) {
			t.Errorf("betaCDF(%v, %v, %v) = %v, want %v", c.x, c.a, c.b, got, c.want)
		}
		if got := betaQuantile(c.want, c.a, c.b); !near(got, c.x, 1e-8) {
			t.Errorf("betaQuantile(%v, %v, %v) = %v, want %v", c.want, c.a, c.b, got, c.x)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Float64Range(0.001, 1e4).Draw(t, "a")
		b := rapid.Float64Range(0.001, 1e4).Draw(t, "b")
		p := rapid.Float64Range(0.001, 0.999).Draw(t, "p")
		x := betaQuantile(p, a, b)
		if x < 0 || x > 1 || math.IsNaN(x) {
			t.Fatalf("betaQuantile(%v, %v, %v) = %v", p, a, b, x)
		}
		if x > 1e-9 && x < 1-1e-6 && math.Abs(betaCDF(x, a, b)-p) > 1e-5 {
			t.Fatalf("betaCDF(%v, %v, %v) = %v, want %v", x, a, b, betaCDF(x, a, b), p)
		}
	})
}

func TestFindAndWeigh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "groups") * group
		row := make([]cell, n)
		phi := make([]int64, n)
		for i := range row {
			row[i] = cell{uint32(i), rapid.Uint32Range(0, 5).Draw(t, "count")}
			phi[i] = rapid.Int64Range(0, 1<<40).Draw(t, "phi")
		}
		cum := make([]int64, n)
		sum := weigh(row, phi, cum)
		if sum == 0 {
			return
		}
		u := rapid.Int64Range(0, sum-1).Draw(t, "u")
		at, want := find(cum, u), 0
		for cum[want] <= u {
			want++
		}
		if at != want || cum[n-1] != sum {
			t.Fatalf("find(%v, %d) = %d, want %d", cum, u, at, want)
		}
	})
}

func TestAssign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		cost := make([][]float64, n)
		for i := range cost {
			for range n {
				cost[i] = append(cost[i], float64(rapid.IntRange(-9, 9).Draw(t, "cost")))
			}
		}
		sum := 0.0
		used := make([]bool, n)
		for i, j := range Assign(cost) {
			if used[j] {
				t.Fatalf("column %d is matched twice", j)
			}
			used[j] = true
			sum += cost[i][j]
		}
		if want := cheapest(cost, 0, make([]bool, n)); sum != want {
			t.Fatalf("Assign costs %v, the cheapest way %v", sum, want)
		}
	})
}

// cheapest returns the least cost of matching the rows from i on, by trying
// every way.
func cheapest(cost [][]float64, i int, used []bool) float64 {
	if i == len(cost) {
		return 0
	}
	best := math.Inf(1)
	for j := range used {
		if !used[j] {
			used[j] = true
			best = min(best, cost[i][j]+cheapest(cost, i+1, used))
			used[j] = false
		}
	}
	return best
}

func TestWindowsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.Int32Range(0, 6)
		docs := rapid.SliceOfN(rapid.SliceOfN(word, 0, 12), 1, 4).Draw(t, "docs")
		size := rapid.IntRange(0, 5).Draw(t, "size")
		topic := []int32{0, 1, 2, 3}
		whole, first, rest := NewWindows([][]int32{topic}, size), NewWindows([][]int32{topic}, size), NewWindows([][]int32{topic}, size)
		cut := rapid.IntRange(0, len(docs)).Draw(t, "cut")
		var windows [][]int32
		for i, doc := range docs {
			whole.Add(doc)
			if i < cut {
				first.Add(doc)
			} else {
				rest.Add(doc)
			}
			windows = append(windows, slide(doc, size)...)
		}
		first.Merge(rest)
		for _, a := range topic {
			for _, b := range topic {
				want := 0.0
				for _, w := range windows {
					if has(w, a) && has(w, b) {
						want++
					}
				}
				_, _, got := whole.counts(a, b)
				_, _, merged := first.counts(a, b)
				if got != want || merged != want || whole.total != int64(len(windows)) {
					t.Fatalf("windows with %d and %d: %v, in parts %v, want %v", a, b, got, merged, want)
				}
			}
		}
	})
}

func slide(doc []int32, size int) (windows [][]int32) {
	if len(doc) == 0 {
		return nil
	}
	if size == 0 || len(doc) <= size {
		return [][]int32{doc}
	}
	for i := range len(doc) - size + 1 {
		windows = append(windows, doc[i:i+size])
	}
	return windows
}

func has(words []int32, w int32) bool {
	for _, v := range words {
		if v == w {
			return true
		}
	}
	return false
}
