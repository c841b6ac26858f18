package exact

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
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

func TestExactFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(1e-300, 1e300).Draw(t, "x")
		if got, want := Log(x), math.Log(x); math.Abs(got-want) > 4e-16*max(math.Abs(want), 1) {
			t.Fatalf("Log(%v) = %v, want %v", x, got, want)
		}
		y := rapid.Float64Range(-700, 700).Draw(t, "y")
		if got, want := Exp(y), math.Exp(y); math.Abs(got-want) > 1e-14*want {
			t.Fatalf("Exp(%v) = %v, want %v", y, got, want)
		}
		z := rapid.Float64Range(1e-3, 1e5).Draw(t, "z")
		if want, _ := math.Lgamma(z); math.Abs(LogGamma(z)-want) > 1e-13*max(math.Abs(want), 10) {
			t.Fatalf("LogGamma(%v) = %v, want %v", z, LogGamma(z), want)
		}
		if got, want := Digamma(z+1)-Digamma(z), 1/z; math.Abs(got-want) > 1e-12*max(1, want) {
			t.Fatalf("Digamma(%v+1) - Digamma(%v) = %v, want %v", z, z, got, want)
		}
	})
	for _, c := range []struct{ got, want float64 }{
		{Log(0), math.Inf(-1)}, {Log(math.Inf(1)), math.Inf(1)}, {Exp(-800), 0}, {Exp(800), math.Inf(1)},
		{Digamma(1), -0.57721566490153286}, // −γ
		{Digamma(0.5), -1.9635100260214235},
	} {
		if c.got != c.want && math.Abs(c.got-c.want) > 1e-14 {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}

func ExampleLog() {
	fmt.Printf("%.6f\n", Log(2))
	// Output: 0.693147
}
