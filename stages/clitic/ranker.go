package clitic

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fusul/corpus"
)

// A Ranker is the weights of a log-linear model over the cuts of a word. The
// zero Ranker has learnt nothing. A Ranker is never changed.
type Ranker struct {
	weights map[question]int32 // in 1024ths
}

// unit is the weight of one.
const unit = 1024

// EmbeddedRanker returns the ranker that ships with the program.
func EmbeddedRanker() (*Ranker, error) { return embeddedRanker() }

var embeddedRanker = sync.OnceValues(loadRanker)

func loadRanker() (*Ranker, error) {
	const name = "ranker.tsv"
	f, err := corpus.Words.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadRanker(f, name)
}

// Len returns the number of features that have a weight.
func (r *Ranker) Len() int { return len(r.weights) }

// rankerVersion is that of the features. A ranker of another version has
// learnt other questions.
const rankerVersion = "version\t1"

// ReadRanker reads a ranker: a line with the version, and on each further line
// a feature as [Feature].Name spells it, a tab, and its weight in 1024ths. A
// line that begins with # is a comment. The name is for errors.
func ReadRanker(r io.Reader, name string) (*Ranker, error) {
	out := &Ranker{weights: map[question]int32{}}
	versioned := false
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		if !versioned {
			if versioned = line == rankerVersion; !versioned {
				return nil, fmt.Errorf("%s:%d: %q, want %q", name, n, line, rankerVersion)
			}
			continue
		}
		if err := out.add(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if !versioned {
		return nil, fmt.Errorf("%s: no line %q", name, rankerVersion)
	}
	return out, nil
}

// add takes in a line with a feature and its weight.
func (r *Ranker) add(line string) error {
	i := strings.LastIndexByte(line, '\t')
	if i < 0 {
		return errors.New("no weight")
	}
	q, err := parseQuestion(line[:i])
	if err != nil {
		return err
	}
	weight, err := strconv.ParseInt(line[i+1:], 10, 32)
	if err != nil {
		return fmt.Errorf("the weight %q is no whole number", line[i+1:])
	}
	if _, ok := r.weights[q]; ok {
		return errors.New("the feature has a weight already")
	}
	r.weights[q] = int32(weight)
	return nil
}

// WriteRanker writes a ranker for [ReadRanker]: the features and their
// weights, in order of the names. The lines of head say what they are.
func WriteRanker(w io.Writer, head []string, weights map[string]float64) error {
	b := bufio.NewWriter(w)
	for _, line := range head {
		fmt.Fprintf(b, "# %s\n", line)
	}
	fmt.Fprintln(b, rankerVersion)
	for _, name := range slices.Sorted(maps.Keys(weights)) {
		if weight := int32(math.RoundToEven(weights[name] * unit)); weight != 0 {
			fmt.Fprintf(b, "%s\t%d\n", name, weight)
		}
	}
	return b.Flush()
}
