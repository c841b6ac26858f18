package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestGarwood(t *testing.T) {
	tests := []struct {
		f, n      int64
		low, high float64 // per million; R's poisson.test
	}{
		{15, 20000, 419.769307, 1237.010944},
		{0, 12000, 0, 307.4066},
		{120, 52000, 1913.3063, 2759.4343},
	}
	for _, tt := range tests {
		low, high, ok := Garwood(tt.f, tt.n, 0.05)
		if !ok || math.Abs(1e6*low-tt.low) > 1e-4 || math.Abs(1e6*high-tt.high) > 1e-4 {
			t.Errorf("Garwood(%d, %d) = %.6f, %.6f pm, want %.6f, %.6f", tt.f, tt.n, 1e6*low, 1e6*high, tt.low, tt.high)
		}
	}
	if _, _, ok := Garwood(1, 0, 0.05); ok {
		t.Error("an interval without words")
	}
}

func TestBootstrap(t *testing.T) {
	even := make([]Cluster, 10)
	for i := range even {
		even[i] = Cluster{F: int64(i + 1), N: int64(100 * (i + 1))}
	}
	if low, high, ok := Bootstrap(even, 1); !ok || math.Abs(low-.01) > 1e-15 || math.Abs(high-.01) > 1e-15 {
		t.Errorf("a constant rate has the interval %g, %g, want no width", low, high)
	}
	bursts := []Cluster{{0, 400}, {12, 350}, {1, 500}, {0, 420}, {3, 380}, {25, 610}, {0, 300}, {2, 450}, {4, 390}}
	low, high, ok := Bootstrap(bursts, 7)
	wilsonLow, wilsonHigh, _ := Wilson(47, words(bursts), Z95)
	if !ok || low > wilsonLow || high < wilsonHigh {
		t.Errorf("bursts: [%g, %g] is not wider than Wilson's [%g, %g]", low, high, wilsonLow, wilsonHigh)
	}
	scaled := slices.Clone(bursts)
	for i := range scaled {
		scaled[i].F *= 9
		scaled[i].N *= 9
	}
	if l, h, _ := Bootstrap(scaled, 7); math.Abs(l-low) > 1e-12 || math.Abs(h-high) > 1e-12 {
		t.Errorf("scaling the counts moves the interval from %g, %g to %g, %g", low, high, l, h)
	}
	if l, h, _ := Bootstrap(bursts, 7); l != low || h != high {
		t.Error("the same key gives another interval")
	}
	if _, _, ok := Bootstrap(bursts[:MinClusters-1], 7); ok {
		t.Error("too few clusters have an interval")
	}
	lr, hr, p, ok := BootstrapRatio(bursts, bursts, 3)
	if !ok || lr > 0 || hr < 0 || p < 0.5 {
		t.Errorf("a text against itself: [%g, %g], p %g", lr, hr, p)
	}
	many := make([]Cluster, 12)
	for i := range many {
		many[i] = Cluster{int64(40 + i), 400}
	}
	if l, _, p, _ := BootstrapRatio(many, bursts, 3); l <= 0 || p > 0.01 {
		t.Errorf("ten times as often: log ratio from %g, p %g", l, p)
	}
}

func TestQuantile(t *testing.T) {
	x := []float64{1, 2, 4, 8} // R: quantile(c(1,2,4,8), c(.1,.5,.9)) is 1.3 3.0 6.8
	for p, want := range map[float64]float64{0: 1, .1: 1.3, .5: 3, .9: 6.8, 1: 8} {
		if got := Quantile(x, p); math.Abs(got-want) > 1e-12 {
			t.Errorf("Quantile(%g) = %g, want %g", p, got, want)
		}
	}
	if got := Quantile([]float64{5}, .3); got != 5 {
		t.Errorf("Quantile of one value = %g, want 5", got)
	}
}

func TestIntervalsHoldTheRate(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Int64Range(1, 1e8).Draw(r, "n")
		f := rapid.Int64Range(0, min(n, 5000)).Draw(r, "f")
		rate := float64(f) / float64(n)
		low, high, _ := Wilson(f, n, Z95)
		glow, ghigh, _ := Garwood(f, n, 0.05)
		if !(low <= rate && rate <= high && glow <= rate && rate <= ghigh) || math.IsNaN(ghigh) || math.IsInf(ghigh, 0) {
			r.Fatalf("%d of %d: Wilson [%g, %g], Garwood [%g, %g]", f, n, low, high, glow, ghigh)
		}
	})
}
