// Command train makes the data that the clitic splitter runs on, and tries it.
//
//	train counts [-min N] word_counts.tsv.gz > corpus/words/counts.bin
//	train ranker [settings] wikinews.tsv > corpus/words/ranker.tsv
//	train check  [settings] wikinews.tsv
//	train measure gold.tsv
//
// Counts takes lines of a word, a tab and how often it occurs. The others take
// a corpus that was split by hand: lines of a word, a tab and its parts joined
// by +, the article left on its host. Check trains on nine tenths of the corpus
// and tries the last tenth, ten times over, with other settings if they are
// given; that is how the usual ones were chosen. Measure tries the splitter
// that ships. The same input gives the same bytes on every machine.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: train counts|ranker|check|measure [settings] FILE")

// run is the command without the process.
func run(args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	flags := flag.NewFlagSet("train "+args[0], flag.ContinueOnError)
	flags.SetOutput(stderr)
	s := usual
	flags.Float64Var(&s.decay, "decay", s.decay, "penalty on the squares of the weights")
	flags.Float64Var(&s.dropped, "dropped", s.dropped, "what a copy without hamzas counts of each token")
	flags.Float64Var(&s.swapped, "swapped", s.swapped, "what a copy with ف for و counts of each token with و and an article")
	flags.Float64Var(&s.least, "least", s.least, "least weight with which a feature of letters stays")
	flags.IntVar(&s.steps, "steps", s.steps, "most steps of the minimiser")
	min := flags.Int("min", 10, "least count of a word")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errUsage
	}
	file := flags.Arg(0)
	if args[0] == "counts" {
		return writeCounts(stdout, file, *min)
	}
	tokens, err := readGold(file)
	if err != nil {
		return err
	}
	switch args[0] {
	case "ranker":
		return writeRanker(stdout, tokens, s)
	case "check":
		return check(stdout, tokens, s)
	case "measure":
		return measure(stdout, tokens)
	}
	return errUsage
}
