// Command topics measures the topic engine of fusul and its rivals: it prepares
// the documents, fits fusul's model, scores every tool's topics by one and the
// same document completion, and prints the table. run.sh runs all of it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

const usage = `usage:
  topics books FOLDER DIR      documents from the books of FOLDER
  topics planted SHARE DIR     documents from planted topics, SHARE of the words from a background
  topics fit [flags] DIR       fit fusul's model; prints a line of JSON
  topics score DIR RESULTS     score the topics of every line of RESULTS; prints the table
`

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "topics:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	switch args[0] {
	case "books":
		docs, vocab, err := books(args[1])
		if err != nil {
			return err
		}
		return write(args[2], docs, len(vocab))
	case "planted":
		var share float64
		if _, err := fmt.Sscan(args[1], &share); err != nil {
			return err
		}
		docs, phi := planted(share)
		if err := writeTopics(args[2]+"/planted.phi", phi, make([]float64, len(phi))); err != nil {
			return err
		}
		return write(args[2], docs, plantedWords)
	case "fit":
		return fitCommand(args[1:])
	case "score":
		return score(args[1], args[2])
	}
	return fmt.Errorf("unknown command %q", args[0])
}

// A result is one fit of one tool. Every tool prints one as a line of JSON.
type result struct {
	Tool       string  `json:"tool"`
	K          int     `json:"k"`
	Workers    int     `json:"workers"`
	Iterations int     `json:"iterations"`
	Seed       uint64  `json:"seed"`
	Wall       float64 `json:"wall"` // seconds of the fit, without reading and writing
	CPU        float64 `json:"cpu"`
	Topics     string  `json:"topics"` // file of φ and α
}

func fitCommand(args []string) error {
	f := flag.NewFlagSet("fit", flag.ExitOnError)
	r := result{Tool: "fusul"}
	f.IntVar(&r.K, "k", 50, "topics")
	f.IntVar(&r.Workers, "workers", 1, "goroutines")
	f.IntVar(&r.Iterations, "iterations", 300, "passes")
	f.Uint64Var(&r.Seed, "seed", 1, "seed")
	f.StringVar(&r.Topics, "out", "", "file for the topics")
	if err := f.Parse(args); err != nil {
		return err
	}
	if err := fit(f.Arg(0), &r); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}
