package topics

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

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
		s := sampler{phi: make([]int64, n+1), cum: make([]int64, n)}
		list, count := make([]uint16, n), make([]uint32, n+1)
		for i := range list {
			list[i] = uint16(i)
			count[i] = rapid.Uint32Range(0, 5).Draw(t, "count")
			s.phi[i] = rapid.Int64Range(0, 1<<40).Draw(t, "phi")
		}
		sum := s.weigh(list, count)
		if sum == 0 {
			return
		}
		u := rapid.Int64Range(0, sum-1).Draw(t, "u")
		at, want := find(s.cum, u), 0
		for s.cum[want] <= u {
			want++
		}
		if at != want || s.cum[n-1] != sum {
			t.Fatalf("find(%v, %d) = %d, want %d", s.cum, u, at, want)
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
