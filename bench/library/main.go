// Command library makes a library of any size out of a few OpenITI books: it
// cuts them at their headings, shuffles the pieces, and puts them together to
// new books of very different lengths. The same seed gives the same bytes.
//
//	go run . -mb 300 -out ../.cache/library-300 ../../../shared/data/books/*
//
// Words come as they do in the books, so counting, matching and topics have
// their real work to do; the vocabulary does not grow as that of a library
// does, and 744 MB of it have 130,000 word types in place of 1.3 million.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// mean is the mean length of a book in bytes: 744 MB are 1,670 books.
const mean = 445_000

func main() {
	log.SetFlags(0)
	log.SetPrefix("library: ")
	mb := flag.Int("mb", 100, "size of the library in millions of bytes")
	out := flag.String("out", "", "folder to make")
	seed := flag.Uint64("seed", 1, "seed of the shuffling")
	flag.Parse()
	if *out == "" || flag.NArg() == 0 {
		log.Fatal("usage: library -mb 300 -out DIR BOOK...")
	}
	pieces, err := cut(flag.Args())
	if err == nil {
		err = write(*out, pieces, *mb*1_000_000, rand.New(rand.NewPCG(*seed, 0)))
	}
	if err != nil {
		log.Fatal(err)
	}
}

// cut returns the stretches of the books from one heading to the next.
func cut(books []string) ([]string, error) {
	var pieces []string
	for _, name := range books {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		_, body, ok := strings.Cut(string(data), "#META#Header#End#")
		if !ok {
			return nil, fmt.Errorf("%s is no OpenITI text", name)
		}
		for i, piece := range strings.Split(body, "\n# | ") {
			if i > 0 {
				pieces = append(pieces, "# | "+piece+"\n")
			}
		}
	}
	if len(pieces) == 0 {
		return nil, errors.New("the books have no headings")
	}
	return pieces, nil
}

// write makes books of shuffled pieces until there are size bytes.
func write(out string, pieces []string, size int, random *rand.Rand) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	for book := 1; size > 0; book++ {
		// Lengths are log-normal, as those of real libraries are nearly: σ = 1.
		length := min(size, int(mean*math.Exp(random.NormFloat64()-0.5)))
		var b strings.Builder
		fmt.Fprintf(&b, "######OpenITI#\n\n#META# 020.BookTITLE\t:: كتاب رقم %d\n#META#Header#End#\n\n", book)
		for b.Len() < length {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		if err := os.WriteFile(filepath.Join(out, fmt.Sprintf("Book%04d.txt", book)), []byte(b.String()), 0o666); err != nil {
			return err
		}
		size -= b.Len()
	}
	return nil
}
