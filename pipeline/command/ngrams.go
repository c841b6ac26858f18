package command

import (
	"cmp"
	"fmt"
	"slices"

	"fusul/pipeline"
	"fusul/stages/compare"
	"fusul/stages/table"
	"fusul/stages/text"
)

type ngramsCommand struct {
	compareFlags
	Length   []int  `help:"Numbers of words, from 2 to 5; may be repeated." short:"n" default:"2,3,4,5"`
	MinCount int64  `help:"Only what occurs at least so often." default:"3"`
	Top      int    `help:"N-grams of each length to print; 0 prints all." default:"20"`
	Sort     string `help:"frequency, z (Blaheta & Johnson), mi or logdice (at the weakest joint)." enum:"frequency,z,mi,logdice" default:"frequency"`
	Stop     bool   `help:"Print those that begin or end with a function word too."`
}

// Help is shown under ngrams --help.
func (*ngramsCommand) Help() string {
	return `Sequences of words that recur. They do not cross punctuation, numbers or the end of a
sentence. range is the number of chapters with it; λ and z say how firmly all its words
hang together (as in quanteda), MI and logDice how firmly the weakest of its joints.

Examples:
  fusul ngrams thesis/ -n 2 -n 3
  fusul ngrams thesis/ --sort z --top 50
  fusul ngrams الرسالة.txt --stop --format tsv`
}

// Run prints the n-grams.
func (c *ngramsCommand) Run(e *env) error {
	longest := 0
	for _, n := range c.Length {
		if n < 2 || n > compare.MaxGram {
			return &usageError{fmt.Sprintf("length is %d, must be from 2 to %d", n, compare.MaxGram)}
		}
		longest = max(longest, n)
	}
	var g compare.Grams
	var names compare.Names
	_, err := c.each(e, nil, func(_ *pipeline.Texts, a *pipeline.Analysis) error {
		t := a.Text()
		number := names.Add(&t.Words)
		at := make([]int32, len(t.Words.At))
		for i, id := range t.Words.At {
			at[i] = number[id]
		}
		parts := make([]text.Range, 0, len(t.Chapters))
		g.Add(at, t.Runs, append(parts, t.Chapters...))
		return nil
	})
	if err != nil {
		return err
	}
	grams := slices.DeleteFunc(g.Count(longest, max(1, c.MinCount), 0), func(x compare.Gram) bool {
		ends := names.Stop[x.Features[0]] || names.Stop[x.Features[len(x.Features)-1]]
		return !slices.Contains(c.Length, len(x.Features)) || ends && !c.Stop
	})
	by := map[string]func(compare.Gram) float64{
		"frequency": func(x compare.Gram) float64 { return float64(x.N) }, "z": func(x compare.Gram) float64 { return x.Z },
		"mi": func(x compare.Gram) float64 { return x.MI }, "logdice": func(x compare.Gram) float64 { return x.LogDice },
	}[c.Sort]
	slices.SortStableFunc(grams, func(a, b compare.Gram) int {
		return cmp.Or(cmp.Compare(len(a.Features), len(b.Features)), cmp.Compare(by(b), by(a)))
	})
	grams = most(grams, c.Top)
	rows := table.Ngrams("", table.Names{Kind: "word", Feature: names.Names, Display: names.Display}, names.Stop, g.Parts(), grams)
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, rows)
	}
	fmt.Fprintf(e.stdout, "%s words in %s\n", thousands(g.Words()), plural(int64(g.Parts()), "chapter"))
	if len(rows) == 0 {
		return nil
	}
	out := grid{head: []string{"n-gram", "n", "frequency", "range", "λ", "z", "MI", "logDice"}}
	for _, r := range rows {
		out.add(r.Display, r.Length, r.Frequency, r.Range, plain(fmt.Sprintf("%.2f", r.Lambda)), plain(fmt.Sprintf("%.2f", r.Z)),
			plain(fmt.Sprintf("%.2f", r.MI)), plain(fmt.Sprintf("%.2f", r.LogDice)))
	}
	return out.print(e.stdout)
}

// most returns the first top n-grams of each length; 0 stands for all.
func most(grams []compare.Gram, top int) []compare.Gram {
	if top <= 0 {
		return grams
	}
	seen := map[int]int{}
	return slices.DeleteFunc(grams, func(x compare.Gram) bool {
		seen[len(x.Features)]++
		return seen[len(x.Features)] > top
	})
}
