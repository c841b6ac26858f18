package tokenise

import (
	"os"
	"path/filepath"
	"testing"

	"fusul/stages/internal/oracle"
	"fusul/stages/text"
)

// books returns the texts of the shared books and their length.
func books(b *testing.B) (texts []string, bytes int64) {
	names, err := filepath.Glob(filepath.Join(oracle.Shared(b, "data", "books"), "*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		texts, bytes = append(texts, string(data)), bytes+int64(len(data))
	}
	return texts, bytes
}

func BenchmarkAppend(b *testing.B) {
	texts, bytes := books(b)
	var dst []text.Token
	b.SetBytes(bytes)
	for b.Loop() {
		for _, src := range texts {
			dst = Append(dst[:0], src, text.Span{End: len(src)}, nil)
		}
	}
}

// BenchmarkCount is what a run does with every token: find its type, count it.
func BenchmarkCount(b *testing.B) {
	texts, bytes := books(b)
	var dst []text.Token
	var counts []int
	types := map[string]int32{}
	b.SetBytes(bytes)
	for b.Loop() {
		for _, src := range texts {
			dst = Append(dst[:0], src, text.Span{End: len(src)}, nil)
			clear(types)
			counts = counts[:0]
			for i := range dst {
				id, ok := types[dst[i].Of(src)]
				if !ok {
					id = int32(len(types))
					types[dst[i].Of(src)] = id
					counts = append(counts, 0)
				}
				dst[i].Type = id
				counts[id]++
			}
		}
	}
}
