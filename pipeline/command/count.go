package command

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"fusul/pipeline"
	"fusul/stages/lexicon"
	"fusul/stages/read"
	"fusul/stages/stats"
	"fusul/stages/table"
)

type countCommand struct {
	inputFlags
	termFlags
	Term    []string `help:"Count the hits of this term instead of all words; may be repeated." short:"t" sep:"none"`
	Top     int      `help:"Words to print for each chapter." default:"10"`
	Stop    bool     `help:"Count function words too."`
	Profile string   `help:"Normalisation of the words: none, light, ir or match." enum:"none,light,ir,match" default:"ir"`
}

// Help is shown under count --help.
func (*countCommand) Help() string {
	return `Examples:
  fusul count thesis/ --top 20                 the commonest words of each chapter
  fusul count thesis/ -t واقعية -t ليبرالية      how often each term occurs, with 95 % intervals

The columns are: chapter, word or term, occurrences, rate per 10,000 words and its interval.`
}

// Run prints counts by chapter, as columns parted by tabs.
func (c *countCommand) Run(e *env) error {
	l, err := c.lexiconOf(c.Term)
	if err != nil {
		return err
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	cfg := pipeline.Config{Mode: c.Mode, Notes: c.Notes, Profile: c.Profile, Topics: "none"}
	_, analyses, err := pipeline.Analyses(e.ctx, in, cfg, l)
	if err != nil {
		return err
	}
	for a, err := range analyses {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return err
		}
		for _, chapter := range a.Chapters {
			c.chapter(e, a, chapter, l)
		}
	}
	return nil
}

// chapter prints the counts of one chapter.
func (c *countCommand) chapter(e *env, a *pipeline.Analysis, chapter table.ChapterRow, l *lexicon.Lexicon) {
	counts := map[string]int64{}
	if len(l.Keys) > 0 {
		for _, k := range l.Keys {
			counts[k.Name()] = 0
		}
		for _, m := range a.Matches {
			if m.Chapter == chapter.Chapter && m.Counted {
				counts[m.KeyPath]++
			}
		}
	} else {
		for _, t := range a.Tokens() {
			if t.Chapter == chapter.Chapter && t.Counted && (c.Stop || !t.Stop) {
				counts[t.Norm]++
			}
		}
	}
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.SortFunc(words, func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	if len(l.Keys) == 0 {
		words = words[:max(0, min(c.Top, len(words)))]
	}
	for _, w := range words {
		low, high, ok := stats.Wilson(counts[w], chapter.Tokens, stats.Z95)
		bounds := ""
		if ok {
			bounds = fmt.Sprintf("[%.1f, %.1f]", 1e4*low, 1e4*high)
		}
		fmt.Fprintf(e.stdout, "%s\t%s\t%d\t%.1f\t%s\n", e.isolate(chapter.Chapter), e.isolate(w), counts[w], stats.Per10k(counts[w], chapter.Tokens), bounds)
	}
}
