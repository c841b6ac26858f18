package pipeline

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"fusul/stages/read"
)

var benchLibrary = flag.String("library", "../../shared/data/books", "what BenchmarkRun reads")

// benchInput opens the library, or the sample where there is none.
func benchInput(b *testing.B) Input {
	if _, err := os.Stat(*benchLibrary); err != nil {
		return sample()
	}
	opened, err := read.Open(read.Options{}, nil, *benchLibrary)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { opened.Close() })
	return Input{Input: opened}
}

// BenchmarkRun is a whole run without topics: over the fourteen books where
// they are, else over the sample. With -cpuprofile and -library it gives the
// profiles of docs/performance.md.
func BenchmarkRun(b *testing.B) {
	in := benchInput(b)
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

// BenchmarkMap maps about five of the shards of a library, which are as large
// as those of the whole, on one worker.
func BenchmarkMap(b *testing.B) {
	in := benchInput(b)
	j, err := NewJob(b.Context(), in, Config{Topics: "none"}, quiet)
	if err != nil {
		b.Fatal(err)
	}
	share := Share{Of: max(1, len(j.Shards())/5)}
	for b.Loop() {
		sum, err := RunShare(b.Context(), in, Config{Out: b.TempDir(), Topics: "none", Workers: 1}, share, quiet)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(sum.Bytes)
	}
}
