package exact

import (
	"math"
	"math/rand/v2"
	"testing"
)

// plainLog is Log as its definition is written.
func plainLog(x float64) float64 {
	f, e := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f *= 2
		e--
	}
	s := (f - 1) / (f + 1)
	s2 := float64(s * s)
	sum := 0.0
	for _, c := range [...]float64{1. / 23, 1. / 21, 1. / 19, 1. / 17, 1. / 15, 1. / 13, 1. / 11, 1. / 9, 1. / 7, 1. / 5, 1. / 3} {
		sum = float64((sum + c) * s2)
	}
	const hi, lo = 0x1.62e42feep-1, 0x1.a39ef35793c76p-33
	return float64(float64(e)*hi) + (float64(2*s) + (float64(2*s*sum) + float64(float64(e)*lo)))
}

// Log has every bit of its definition.
func TestLogBits(t *testing.T) {
	same := func(x float64) {
		if got, want := Log(x), plainLog(x); math.Float64bits(got) != math.Float64bits(want) {
			t.Fatalf("Log(%x) = %x, want %x", x, got, want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		if x := math.Abs(math.Float64frombits(r.Uint64())); x > 0 && x <= math.MaxFloat64 {
			same(x)
		}
		same(1 + r.Float64())
	}
	for _, x := range []float64{math.Sqrt2 / 2, math.Sqrt2, 1, 2, 0.5, math.MaxFloat64, 0x1p-1022, math.SmallestNonzeroFloat64} {
		for _, y := range []float64{x, math.Nextafter(x, 0), math.Nextafter(x, 9)} {
			if y > 0 {
				same(y)
			}
		}
	}
	for n := range int64(10_000) {
		if got, want := LogOf(n), Log(float64(n)); math.Float64bits(got) != math.Float64bits(want) {
			t.Fatalf("LogOf(%d) = %x, want %x", n, got, want)
		}
	}
}

func BenchmarkLog(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, 1024)
	for i := range x {
		x[i] = r.ExpFloat64()
	}
	for _, f := range []struct {
		name string
		log  func(float64) float64
	}{{"definition", plainLog}, {"Log", Log}} {
		b.Run(f.name, func(b *testing.B) {
			sum := 0.0
			for i := range b.N {
				sum += f.log(x[i%len(x)])
			}
			_ = sum
		})
	}
}
