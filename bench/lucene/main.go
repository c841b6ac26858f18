// Bench measures fusul's word analysis against Lucene's and bleve's Arabic
// analysers: the same texts, the same machine, one core, in turns.
//
// Usage: bench [-rounds N] [-check] FILE...
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// A contestant analyses texts and counts their words. Further analyses of
// fusul's, such as the whole one with splits and a lexicon, are a line of
// contestants and a line of gates.
type contestant struct {
	name string
	// start prepares it; the function it returns goes over all texts once,
	// and returns the words it counted and the processor time it took.
	start func(files, texts []string) (round, error)
}

type round func() (words int, took time.Duration, err error)

// contestants are measured in this order. The gates compare with those of the
// names given here.
var contestants = []contestant{
	{"lucene", startLucene},
	{"bleve", inProcess(bleveCounter)},
	{"fusul: tokenise, normalise, count", inProcess(countWords)},
	{"fusul: with splits, stems and the whole lexicon", inProcess(splitAndMatch)},
	{"fusul: with chapters and sentences too", inProcess(analyseAll)},
}

// gates are the speeds that must be reached.
var gates = []struct {
	name, other string
	ratio       float64
}{
	{"fusul: tokenise, normalise, count", "lucene", 2},
	{"fusul: tokenise, normalise, count", "bleve", 8},
	{"fusul: with splits, stems and the whole lexicon", "lucene", 1},
	{"fusul: with splits, stems and the whole lexicon", "bleve", 8},
}

func main() {
	rounds := flag.Int("rounds", 9, "measured rounds of each contestant")
	check := flag.Bool("check", false, "fail if a gate is not reached")
	flag.Parse()
	runtime.GOMAXPROCS(1) // one core, the garbage collector included
	ok, err := run(flag.Args(), *rounds)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	if *check && !ok {
		os.Exit(1) // the lines printed say which gate
	}
}

// warmUp is the number of rounds before measuring; Java's compiler needs them.
const warmUp = 6

// run measures all contestants and reports whether all gates are reached.
func run(files []string, rounds int) (ok bool, err error) {
	texts, bytes, err := read(files)
	if err != nil {
		return false, err
	}
	fmt.Printf("%d files, %.1f MB, processor time, the fastest of %d rounds in turns\n\n", len(files), float64(bytes)/1e6, rounds)
	turns := make([]round, len(contestants))
	for i, c := range contestants {
		if turns[i], err = c.start(files, texts); err != nil {
			return false, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	times := make([]time.Duration, len(contestants)) // the fastest: what else the machine does only adds
	words := make([]int, len(contestants))
	for n := range warmUp + rounds {
		for i, turn := range turns {
			w, d, err := turn()
			if err != nil {
				return false, fmt.Errorf("%s: %w", contestants[i].name, err)
			}
			if words[i] = w; n >= warmUp && (times[i] == 0 || d < times[i]) {
				times[i] = d
			}
		}
	}
	speeds := map[string]float64{}
	for i, c := range contestants {
		speeds[c.name] = float64(bytes) / 1e6 / times[i].Seconds()
		fmt.Printf("%-36s %7.1f MB/s  %9d words  %8v\n", c.name, speeds[c.name], words[i], times[i].Round(time.Millisecond))
	}
	return printGates(speeds), nil
}

// printGates prints the ratios, and reports whether all are reached.
func printGates(speeds map[string]float64) bool {
	fmt.Println()
	ok := true
	for _, g := range gates {
		ratio := speeds[g.name] / speeds[g.other]
		verdict := "reached"
		if ratio < g.ratio {
			ok, verdict = false, "missed"
		}
		fmt.Printf("%-36s %7.2f x %s (gate %g: %s)\n", g.name, ratio, g.other, g.ratio, verdict)
	}
	return ok
}

func read(files []string) (texts []string, bytes int, err error) {
	if len(files) == 0 {
		return nil, 0, fmt.Errorf("no files given")
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Clean(f))
		if err != nil {
			return nil, 0, err
		}
		texts, bytes = append(texts, string(data)), bytes+len(data)
	}
	return texts, bytes, nil
}

// A counter analyses one text and returns the number of words counted.
type counter func(text string) int

// inProcess makes a contestant of a counter in this program.
func inProcess(prepare func() (counter, error)) func(files, texts []string) (round, error) {
	return func(_, texts []string) (round, error) {
		count, err := prepare()
		if err != nil {
			return nil, err
		}
		return func() (int, time.Duration, error) {
			start := processorTime()
			words := 0
			for _, t := range texts {
				words += count(t)
			}
			return words, processorTime() - start, nil
		}, nil
	}
}

// processorTime returns the time that this process has had on the processor,
// in all its threads. Unlike the time of the clock it does not count what
// other programs do meanwhile.
func processorTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err) // the arguments are right
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
