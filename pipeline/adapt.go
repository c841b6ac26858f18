package pipeline

import (
	"context"
	"errors"
	"maps"
	"slices"

	"fusul/stages/clitic"
	"fusul/stages/normalise"
	"fusul/stages/read"
	"fusul/stages/text"
	"fusul/stages/tokenise"
)

// adapt counts the words of the works and returns a splitter that knows them
// beside the words it ships with. Works that cannot be read are left to the
// run itself.
func adapt(ctx context.Context, in Input, cfg Config, list []read.Work, progress Progress) (*clitic.Splitter, error) {
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
			return nil, err
		}
		for w, n := range counts {
			all[w] += n
		}
		i++
		progress("words", int64(i), int64(len(list)))
	}
	counts, err := clitic.EmbeddedCounts()
	if err != nil {
		return nil, err
	}
	ranker, err := clitic.EmbeddedRanker()
	if err != nil {
		return nil, err
	}
	sorted := slices.Sorted(maps.Keys(all)) // so that the merge does not see the map's order
	return clitic.New(counts.Merge(func(yield func(string, int) bool) {
		for _, w := range sorted {
			if !yield(w, all[w]) {
				return
			}
		}
	}), ranker)
}
