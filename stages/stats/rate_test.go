package stats

import (
	"fmt"
	"math"
	"testing"
)

func near(got, want, tol float64) bool { return math.Abs(got-want) <= tol*max(1, math.Abs(want)) }

func TestWilson(t *testing.T) {
	tests := []struct {
		f, n      int64
		low, high float64
		tol       float64
		source    string
	}{
		{81, 263, .2553, .3662, 5e-5, "Newcombe 1998, Table I, method 3"},
		{15, 148, .0624, .1605, 5e-5, "Newcombe 1998, Table I, method 3"},
		{0, 20, 0, .1611, 5e-5, "Newcombe 1998, Table I, method 3"},
		{1, 29, .0061, .1718, 5e-5, "Newcombe 1998, Table I, method 3"},
		{120, 52000, 1930.42e-6, 2758.49e-6, 1e-8, "recomputed in R"},
		{0, 12000, 0, 320.02e-6, 1e-8, "recomputed in R"},
	}
	for _, tt := range tests {
		low, high, ok := Wilson(tt.f, tt.n, Z95)
		if !ok || !near(low, tt.low, tt.tol) || !near(high, tt.high, tt.tol) {
			t.Errorf("Wilson(%d, %d) = %g, %g, %v, want %g, %g (%s)", tt.f, tt.n, low, high, ok, tt.low, tt.high, tt.source)
		}
	}
	if _, _, ok := Wilson(0, 0, Z95); ok {
		t.Error("Wilson(0, 0) has an answer")
	}
	if _, high, _ := Wilson(7, 7, Z95); high != 1 {
		t.Errorf("Wilson(7, 7) ends at %g, want 1", high)
	}
}

func ExampleWilson() {
	low, high, _ := Wilson(120, 52000, Z95)
	fmt.Printf("%.1f [%.1f, %.1f] per 10,000 words\n", Per10k(120, 52000), 1e4*low, 1e4*high)
	// Output: 23.1 [19.3, 27.6] per 10,000 words
}
