package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"fusul/stages/clitic"
	"fusul/stages/lexicon"
	"fusul/stages/normalise"
	"fusul/stages/read"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

// nameCount is how often a splitter takes a name of the dictionary to occur:
// often enough that its first letter is no clitic.
const nameCount = 1000

// splitterFor returns a splitter that knows the names of the dictionary beside
// the words it ships with.
func splitterFor(l *lexicon.Lexicon) (*clitic.Splitter, error) {
	names := map[string]int{}
	light := normalise.Light()
	for _, n := range l.Names() {
		names[light.Word(n)] = nameCount
	}
	return splitterWith(names)
}

// splitterWith returns a splitter that knows words beside those it ships
// with.
func splitterWith(words map[string]int) (*clitic.Splitter, error) {
	if len(words) == 0 {
		return clitic.Default()
	}
	counts, err := clitic.EmbeddedCounts()
	if err != nil {
		return nil, err
	}
	ranker, err := clitic.EmbeddedRanker()
	if err != nil {
		return nil, err
	}
	return clitic.New(counts.Merge(maps.All(words)), ranker)
}

// adapt counts the words of the works and returns a splitter that knows them
// too, and a hash of what it knows. Works that cannot be read are left to the run itself.
func adapt(ctx context.Context, in Input, cfg Config, l *lexicon.Lexicon, list []read.Work, progress Progress) (*clitic.Splitter, string, error) {
	light := normalise.Light()
	words := func(work read.Work) (map[string]int, error) {
		doc, err := work.Load(in.FS, in.Options)
		if err != nil {
			return nil, err
		}
		counts := map[string]int{}
		for _, t := range tokenise.Append(nil, doc.Text, text.Span{End: len(doc.Text)}, doc.Marks) {
			if t.Kind == text.Word {
				counts[light.Word(t.Of(doc.Text))]++
			}
		}
		return counts, nil
	}
	all := map[string]int{}
	i := 0
	for counts, err := range ordered(ctx, cfg.Workers, works(list), words) {
		if bad := (*read.SyntaxError)(nil); err != nil && !errors.As(err, &bad) {
			return nil, "", err
		}
		for w, n := range counts {
			all[w] += n
		}
		i++
		progress("words", int64(i), int64(len(list)))
	}
	for _, n := range l.Names() {
		all[light.Word(n)] += nameCount
	}
	h := sha256.New()
	for _, w := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(h, "%s %d\n", w, all[w])
	}
	splitter, err := splitterWith(all)
	return splitter, hex.EncodeToString(h.Sum(nil)), err
}
