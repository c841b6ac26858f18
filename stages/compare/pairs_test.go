package compare

import (
	"math/rand/v2"
	"testing"
)

// TestPairIndex compares the index with a map.
func TestPairIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var x pairIndex
	want := map[[2]int32]int32{}
	for range 100_000 {
		a, b := r.Int32N(1+r.Int32N(1<<12)), r.Int32N(1+r.Int32N(1<<8))
		id, known := want[[2]int32{a, b}]
		if !known {
			id = int32(len(want))
			want[[2]int32{a, b}] = id
		}
		if got, fresh := x.number(a, b); got != id || fresh == known {
			t.Fatalf("pair %d, %d is number %d, new %t; want %d, %t", a, b, got, fresh, id, !known)
		}
	}
}

// BenchmarkPairs numbers the pairs of neighbours of a text, whose words are as
// frequent as Zipf says, with the index and with a map.
func BenchmarkPairs(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 5, 20_000)
	words := make([]int32, 50_000)
	for i := range words {
		words[i] = int32(zipf.Uint64())
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			var x pairIndex
			for i := range words[1:] {
				x.number(words[i], words[i+1])
			}
		}
	})
	b.Run("map", func(b *testing.B) {
		for b.Loop() {
			ids := map[uint64]int32{}
			for i := range words[1:] {
				key := uint64(words[i])<<32 | uint64(words[i+1])
				if _, ok := ids[key]; !ok {
					ids[key] = int32(len(ids))
				}
			}
		}
	})
}
