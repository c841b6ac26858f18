package pipeline

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"fusul/stages/read"
)

var benchLibrary = flag.String("library", "../../shared/data/books", "what BenchmarkRun reads")

// BenchmarkRun is a whole run without topics: over the fourteen books where
// they are, else over the sample. With -cpuprofile and -library it gives the
// profiles of docs/performance.md.
func BenchmarkRun(b *testing.B) {
	in := sample()
	if _, err := os.Stat(*benchLibrary); err == nil {
		opened, err := read.Open(read.Options{}, nil, *benchLibrary)
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
