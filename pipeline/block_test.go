package pipeline

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestMergeBlocks compares merging with a map, over keys of which many begin
// alike and several blocks have the same.
func TestMergeBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		want := map[string][]string{}
		blocks := make([]byteReader, r.IntN(9))
		for i := range blocks {
			keys := map[string]bool{}
			for range r.IntN(60) {
				keys[string([]rune("اابتabcdefgh"[:2+2*r.IntN(6)]))+string(bytes.Repeat([]byte("x"), r.IntN(9)))] = true
			}
			b := newBlockWriter()
			for _, key := range slices.Sorted(maps.Keys(keys)) {
				value := fmt.Sprint(i, key)
				b.add([]byte(key), []byte(value))
				want[key] = append(want[key], value)
			}
			blocks[i] = bytes.NewReader(b.finish())
		}
		last := ""
		for m, err := range mergeBlocks(blocks) {
			if err != nil {
				t.Fatal(err)
			}
			key := string(m.key)
			if key <= last {
				t.Fatalf("%q comes behind %q", key, last)
			}
			last = key
			var got []string
			for _, v := range m.values {
				got = append(got, string(v))
			}
			if !slices.Equal(got, want[key]) {
				t.Fatalf("%q has the values %q, want %q", key, got, want[key])
			}
			delete(want, key)
		}
		if len(want) > 0 {
			t.Fatalf("%d keys are missing", len(want))
		}
	}
}
