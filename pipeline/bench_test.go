package pipeline

import (
	"fmt"
	"os"
	"testing"

	"fusul/stages/read"
)

// BenchmarkRun is a whole run without topics: over the fourteen books where
// they are, else over the sample.
func BenchmarkRun(b *testing.B) {
	const books = "../../shared/data/books"
	in := sample()
	if _, err := os.Stat(books); err == nil {
		opened, err := read.Open(read.Options{}, nil, books)
		if err != nil {
			b.Fatal(err)
		}
		defer opened.Close()
		in = Input{Input: opened}
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				sum, err := Run(b.Context(), in, Config{Out: b.TempDir(), Topics: "none", Workers: workers}, quiet)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(sum.Bytes)
			}
		})
	}
}
