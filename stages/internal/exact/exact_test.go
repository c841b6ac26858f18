package exact

import (
	"fmt"
	"math"
	"testing"
)

func TestAgainstMath(t *testing.T) {
	lgamma := func(x float64) float64 { v, _ := math.Lgamma(x); return v }
	tests := []struct {
		name      string
		got, want func(float64) float64
		tol       float64
	}{
		{"Log", Log, math.Log, 1e-15},
		{"Exp", Exp, math.Exp, 1e-14},
		{"LogGamma", LogGamma, lgamma, 1e-12},
	}
	for _, tt := range tests {
		for x := 1e-3; x < 600; x = x*1.07 + 1e-4 {
			got, want := tt.got(x), tt.want(x)
			if math.Abs(got-want) > tt.tol*max(1, math.Abs(want)) {
				t.Errorf("%s(%g) = %.17g, want %.17g", tt.name, x, got, want)
			}
		}
	}
	if got := Digamma(1); math.Abs(got+0.57721566490153286) > 1e-14 { // minus Euler's constant
		t.Errorf("Digamma(1) = %.17g", got)
	}
	if !math.IsInf(Log(0), -1) || !math.IsNaN(Log(-1)) || Exp(-1000) != 0 {
		t.Error("a special value is wrong")
	}
}

func ExampleLog() {
	fmt.Printf("%.6f\n", Log(2))
	// Output: 0.693147
}
