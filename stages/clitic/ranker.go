package clitic

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fusul/corpus"
)

// A Ranker is the weights of a log-linear model over the cuts of a word. The
// zero Ranker has learnt nothing. A Ranker is never changed.
type Ranker struct {
	keys    []uint64 // of features; 0 is a free slot
	weights []int32  // in 1024ths
	used    int
}

// unit is the weight of one.
const unit = 1024

// EmbeddedRanker returns the ranker that ships with the program.
func EmbeddedRanker() (*Ranker, error) { return embeddedRanker() }

var embeddedRanker = sync.OnceValues(func() (*Ranker, error) {
	const name = "ranker.tsv"
	f, err := corpus.Words.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadRanker(f, name)
})

// Len returns the number of features that have a weight.
func (r *Ranker) Len() int { return r.used }

// rankerVersion is that of the features. A ranker of another version has
// learnt other questions.
const rankerVersion = "version\t1"

// ReadRanker reads a ranker: a line with the version, and on each further line
// a feature as [Feature].Name spells it, a tab, and its weight in 1024ths. A
// line that begins with # is a comment. The name is for errors.
func ReadRanker(r io.Reader, name string) (*Ranker, error) {
	type row struct {
		key    uint64
		weight int32
	}
	var rows []row
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
		i := strings.LastIndexByte(line, '\t')
		if i < 0 {
			return nil, fmt.Errorf("%s:%d: no weight", name, n)
		}
		q, err := parseQuestion(line[:i])
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		weight, err := strconv.ParseInt(line[i+1:], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: the weight %q is no whole number", name, n, line[i+1:])
		}
		rows = append(rows, row{q.key(), int32(weight)})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if !versioned {
		return nil, fmt.Errorf("%s: no line %q", name, rankerVersion)
	}
	size := 1 << bits.Len(uint(2*len(rows))|15)
	out := &Ranker{make([]uint64, size), make([]int32, size), len(rows)}
	for _, r := range rows {
		i := out.slot(r.key)
		out.keys[i], out.weights[i] = r.key, r.weight
	}
	return out, nil
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

// slot returns the place of a feature, or the free one where it would be.
func (r *Ranker) slot(key uint64) uint64 {
	mask := uint64(len(r.keys) - 1)
	i := key & mask
	for r.keys[i] != 0 && r.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

// weight returns the weight of a feature in 1024ths.
func (r *Ranker) weight(f feature) int64 {
	if r.used == 0 {
		return 0
	}
	return int64(r.weights[r.slot(f.key)])
}

// score returns the sum of the weights of features, in units of 1/(unit*one).
func (r *Ranker) score(features []feature) int64 {
	var sum int64
	for _, f := range features {
		sum += r.weight(f) * int64(f.value)
	}
	return sum
}

// In the name of a feature, these stand for what it asks of the clitics of a
// slot if it is not certain ones: nothing, that there are some, or none.
const nothingAsked, someAsked, noneAsked = "-", "+", "."

// name spells q: the template, the proclitics, the pronoun and the letters,
// parted by tabs.
func (q question) name() string {
	before, behind := asked(q.before), asked(q.behind)
	if q.before > 0 {
		before = classNames()[q.before]
	}
	if q.behind > 0 {
		behind = Enclitic(q.behind).String()
	}
	return strings.Join([]string{templateNames[q.template], before, behind, q.letters}, "\t")
}

func asked(class int) string {
	switch class {
	case anything:
		return nothingAsked
	case some:
		return someAsked
	}
	return noneAsked
}

// key returns the number of the feature of q.
func (q question) key() uint64 { return key(q.template, q.before, q.behind, hashOf(q.letters)) }

// parseQuestion reads what name writes.
func parseQuestion(name string) (q question, err error) {
	f := strings.Split(name, "\t")
	if len(f) != 4 {
		return q, fmt.Errorf("%d columns before the weight, want 4", len(f))
	}
	t := slices.Index(templateNames[:], f[0])
	if t < 0 {
		return q, fmt.Errorf("no feature %q", f[0])
	}
	q = question{template: template(t), letters: f[3]}
	if q.before, err = parseClass(f[1], classNames()); err != nil {
		return q, err
	}
	if q.behind, err = parseClass(f[2], append([]string{noneAsked}, table().pronouns...)); err != nil {
		return q, err
	}
	return q, nil
}

func parseClass(s string, names []string) (int, error) {
	switch s {
	case nothingAsked:
		return anything, nil
	case someAsked:
		return some, nil
	}
	if i := slices.Index(names, s); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("no clitics %q", s)
}

// classNames returns the letters of each class of proclitics and article. ل
// before the article is spelt with it: لل.
var classNames = sync.OnceValue(func() []string {
	names := make([]string, classes)
	for _, q := range []Proclitics{0, Question} {
		for _, c := range []Proclitics{0, And, So} {
			for _, p := range []Proclitics{0, By, For, Like, Will} {
				s := (q | c | p).String()
				names[classOf(q|c|p, false)] = s
				if p == For {
					names[classOf(q|c|p, true)] = s + lam
				} else {
					names[classOf(q|c|p, true)] = s + alef + lam
				}
			}
		}
	}
	names[0] = noneAsked
	return names
})
