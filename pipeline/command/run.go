package command

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"fusul/pipeline"
	"fusul/stages/table"
	"fusul/stages/text"
)

type runCommand struct {
	inputFlags
	pipeline.Config
}

// Help is shown under run --help.
func (*runCommand) Help() string {
	return `Examples:
  fusul run                                  the built-in sample, into the folder out
  fusul run thesis/ --out results --topics 12
  fusul run books.zip --lexicon my.yaml --profile match
  fusul kwic "توازن القوى" thesis/            then look at the passages

A run that was stopped is taken up where it was by running it again.`
}

// Run analyses works and prints what was found.
func (c *runCommand) Run(e *env) error {
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	if c.Memory > 0 {
		debug.SetMemoryLimit(int64(c.Memory) << 20)
		debug.SetGCPercent(pipeline.Garbage) // the limit makes it less where memory is short
	}
	began := time.Now()
	bars := newBars(e)
	sum, err := pipeline.Run(e.ctx, in, c.Config, bars.progress)
	bars.wait()
	if errors.Is(err, context.Canceled) && bars.stage != "" {
		e.say("stopped in the stage %s, of which %s is done", bars.stage, percent(bars.share))
	}
	if err != nil {
		return err
	}
	if e.more {
		e.say("%d of %s were there from an earlier run", sum.Reused, plural(int64(sum.Shards), "part"))
	}
	for _, p := range sum.Skipped {
		e.say("skipped: %s", located(p))
	}
	if e.quiet {
		return nil
	}
	e.printSummary(sum, c.Config, time.Since(began))
	return nil
}

// printSummary prints what a run found, for a person.
func (e *env) printSummary(sum *pipeline.Summary, cfg pipeline.Config, took time.Duration) {
	w := e.stdout
	fmt.Fprintf(w, "%s, %s, %s words counted, %s dictionary hits\n",
		plural(int64(sum.Works), "work"), plural(int64(sum.Chapters), "chapter"), thousands(sum.Tokens), thousands(sum.Matches))
	for _, c := range sum.Concepts {
		fmt.Fprintf(w, "\n%s  %s  (%s words)\n", e.isolate(c.ID), e.isolate(c.Title), thousands(c.Tokens))
		for _, k := range c.Keys {
			fmt.Fprintf(w, "  %s %5d  %7.1f per 10,000 words%s\n", e.column(k.KeyPath, 34), k.N, rateOf(k), bounds(k))
		}
	}
	if more := sum.Chapters - len(sum.Concepts); more > 0 {
		fmt.Fprintf(w, "\n... and %d more chapters: see dictionary_counts.parquet\n", more)
	}
	e.printTopics(sum)
	tables := 0
	for _, f := range sum.Files {
		if strings.HasSuffix(f.Name, ".parquet") {
			tables++
		}
	}
	fmt.Fprintf(w, "\n%d tables and %d other files in %s; datapackage.json says what is in them\n", tables, len(sum.Files)-tables, filepath.ToSlash(cfg.Out))
	if n := len(sum.Skipped) + sum.Problems; n > 0 {
		fmt.Fprintf(w, "%s: see problems.parquet\n", plural(int64(n), "problem"))
	}
	if fmt.Fprintf(w, "%.1f s", took.Seconds()); sum.Bytes > 1e6 { // of less, most is the start
		fmt.Fprintf(w, ", %.1f MB/s", float64(sum.Bytes)/1e6/took.Seconds())
	}
	fmt.Fprintln(w)
}

// rateOf returns the rate of a row, 0 where there are no words.
func rateOf(k table.DictionaryRow) float64 {
	if k.Per10k == nil {
		return 0
	}
	return *k.Per10k
}

// bounds prints the interval of a rate.
func bounds(k table.DictionaryRow) string {
	if k.Low == nil || k.High == nil {
		return ""
	}
	return fmt.Sprintf("  [%.1f, %.1f]", *k.Low, *k.High)
}

// printTopics prints the most relevant words of each topic.
func (e *env) printTopics(sum *pipeline.Summary) {
	w := e.stdout
	if len(sum.Topics) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s, by their most relevant words\n", plural(int64(len(sum.Topics)), "topic"))
	if sum.Trained < sum.TopicWords {
		fmt.Fprintf(w, "trained on a sample of %s of %s words, and inferred in all (--topics-train)\n", thousands(sum.Trained), thousands(sum.TopicWords))
	}
	for _, t := range sum.Topics {
		fmt.Fprintf(w, "  %3d  %4.1f %%  %s\n", t.Topic, 100*t.Prevalence, e.isolate(t.TopRelevant))
	}
}

// located prints a problem with its place.
func located(p text.Problem) string {
	if p.Path == "" || strings.HasPrefix(p.Message, p.Path) {
		return p.Message
	}
	return p.Path + ": " + p.Message
}

// plural returns "1 work", "3 works".
func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// thousands returns n with commas.
func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
