package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestAssociate(t *testing.T) {
	of := func(p Pair) Association {
		a, ok := p.Associate()
		if !ok {
			t.Fatalf("%+v: no association", p)
		}
		return a
	}
	doctor := of(Pair{8, 44, 1105, 15_000_000, 0})
	companies := of(Pair{8, 15828, 4675, 14307668, 0})
	own := of(Pair{30, 120, 45, 10000, 0})
	smadja := of(Pair{130, 3121, 143, 1_000_000, 0})
	perfect := of(Pair{17, 17, 17, 1000, 0})
	tests := []struct {
		name      string
		got, want float64
		tol       float64
	}{
		{"honorary doctor (Church & Hanks 1990) MI", doctor.MI, 11.269197, 1e-7},
		{"honorary doctor NPMI", doctor.NPMI, .540788, 1e-6},
		{"honorary doctor MI3", doctor.MI3, 17.269197, 1e-7},
		{"honorary doctor t", doctor.T, 2.827281, 1e-6},
		{"honorary doctor logDice", doctor.LogDice, 7.833837, 1e-6},
		{"honorary doctor G²", doctor.G2, 110.594423, 1e-7},
		{"new companies (Manning & Schütze) t", companies.T, .999932, 1e-5},
		{"new companies MI", companies.MI, .629343, 1e-6},
		{"new companies G²", companies.G2, 1.325389, 1e-6},
		{"new companies logDice", companies.LogDice, 3.676453, 1e-6},
		{"own E", own.Expected, .54, 1e-12},
		{"own MI", own.MI, 5.795859, 1e-6},
		{"own MI2", own.MI2, 10.702750, 1e-6},
		{"own MI3", own.MI3, 15.609640, 1e-6},
		{"own NPMI", own.NPMI, .691562, 1e-6},
		{"own t", own.T, 5.378636, 1e-6},
		{"own z", own.Z, 40.089982, 1e-6},
		{"own Dice", own.Dice, .36363636, 1e-7},
		{"own logDice", own.LogDice, 12.540568, 1e-6},
		{"own G²", own.G2, 216.484027, 1e-7},
		{"own ΔP1", own.DeltaP1, .248482, 1e-5},
		{"own ΔP2", own.DeltaP2, .657626, 1e-5},
		{"own least sensitivity", own.MinSensitivity, .25, 1e-12},
		{"Smadja's Dice", smadja.Dice, .07965686, 1e-7},
		{"Smadja's logDice", smadja.LogDice, 10.349942, 1e-6},
		{"perfect pair logDice", perfect.LogDice, 14, 1e-12},
		{"perfect pair NPMI", perfect.NPMI, 1, 1e-12},
		{"perfect pair Dice", perfect.Dice, 1, 1e-12},
		{"pair that never meets, NPMI", of(Pair{0, 10, 10, 1000, 0}).NPMI, -1, 0},
	}
	for _, tt := range tests {
		if !near(tt.got, tt.want, tt.tol) {
			t.Errorf("%s = %.8f, want %.8f", tt.name, tt.got, tt.want)
		}
	}
}

// quanteda's documented collocations of the tokens "a b c a b d e b d a b":
// counts of the patterns neither, first only, second only, both.
func TestLambda(t *testing.T) {
	tests := []struct {
		pair      string
		counts    []int64
		lambda, z float64
	}{
		{"a b", []int64{6, 0, 1, 3}, 3.412247, 1.936083},
		{"b d", []int64{7, 1, 0, 2}, 3.218876, 1.799406},
	}
	for _, tt := range tests {
		lambda, z, ok := Lambda(tt.counts)
		if !ok || math.Abs(lambda-tt.lambda) > 5e-7 || math.Abs(z-tt.z) > 5e-7 {
			t.Errorf("%s: λ %.6f z %.6f, want %.6f %.6f", tt.pair, lambda, z, tt.lambda, tt.z)
		}
	}
	if _, _, ok := Lambda([]int64{1, 2, 3}); ok {
		t.Error("three counts are the patterns of no n-gram")
	}
}

func TestAssociateNeverFails(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Int64Range(1, 1e9).Draw(r, "n")
		f1, f2 := rapid.Int64Range(0, n).Draw(r, "f1"), rapid.Int64Range(0, n).Draw(r, "f2")
		around := rapid.Int64Range(0, n).Draw(r, "around")
		o := rapid.Int64Range(0, f2).Draw(r, "o")
		p := Pair{o, f1, f2, n, around}
		if around == 0 {
			around = f1
		}
		a, ok := p.Associate()
		if ok != (f1 > 0 && f2 > 0 && o <= around) {
			r.Fatalf("%+v: ok is %v", p, ok)
		}
		for i, v := range []float64{a.Expected, a.MI, a.MI2, a.MI3, a.NPMI, a.T, a.Z, a.Dice, a.LogDice, a.G2, a.DeltaP1, a.DeltaP2, a.MinSensitivity} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				r.Fatalf("%+v: value %d is %g", p, i, v)
			}
		}
		if a.NPMI < -1 || a.NPMI > 1 || a.LogDice > 14+1e-9 {
			r.Fatalf("%+v: NPMI %g, logDice %g", p, a.NPMI, a.LogDice)
		}
	})
}
