package command

import (
	"fmt"

	"fusul/pipeline"
	"fusul/stages/compare"
	"fusul/stages/stats"
	"fusul/stages/table"
	"fusul/stages/text"
)

type diversityCommand struct {
	compareFlags
	Kind string `help:"Words as they are spelt (folded), lemmas (without clitics and article), or both." enum:"word,lemma,both" default:"both"`
}

// Help is shown under diversity --help.
func (*diversityCommand) Help() string {
	return `How varied the words of each chapter are, and how long its sentences and words. TTR
falls with the length of a text: compare chapters by MATTR, MTLD and HD-D. Arabic words
carry clitics, so lemmas say more than words. OSMAN is an experimental readability
score: without vowel marks its syllables are a guess.

Examples:
  fusul diversity thesis/
  fusul diversity الرسالة.txt --kind lemma --format tsv`
}

// diversityOutput is a row of diversity with that of readability.
type diversityOutput struct {
	table.DiversityRow
	shape
}

// shape is the part of a row of readability that diversity has not.
type shape struct {
	SentenceMean   *float64 `parquet:"sentence_mean,optional"`
	SentenceMedian *float64 `parquet:"sentence_median,optional"`
	WordMean       *float64 `parquet:"word_mean,optional"`
	OSMAN          *float64 `parquet:"osman,optional"`
}

// Run prints the diversity of each chapter and work.
func (c *diversityCommand) Run(e *env) error {
	var all []diversityOutput
	_, err := c.each(e, nil, func(_ *pipeline.Texts, a *pipeline.Analysis) error {
		rows := c.work(a)
		if c.Format != "text" {
			all = append(all, rows...)
			return nil
		}
		fmt.Fprintf(e.stdout, "%s  %s\n", e.isolate(a.Doc.ID), e.isolate(a.Doc.Title))
		g := grid{head: []string{"chapter", "of", "words", "types", "hapax", "TTR", "MATTR", "MTLD", "HD-D", "Yule K", "sentence", "word", "OSMAN"}}
		for _, r := range rows {
			name := r.Chapter
			if name == "" {
				name = "all"
			}
			g.add(name, r.Kind, r.Tokens, r.Types, r.Hapax, r.TTR, r.MATTR, r.MTLD, r.HDD, r.YuleK, r.SentenceMean, r.WordMean, r.OSMAN)
		}
		return g.print(e.stdout)
	})
	if err != nil || c.Format == "text" {
		return err
	}
	return printRows(e.stdout, c.Format, all)
}

// work returns the rows of one work.
func (c *diversityCommand) work(a *pipeline.Analysis) []diversityOutput {
	t := a.Text()
	var rows []diversityOutput
	var v stats.Diversifier
	add := func(chapter string, at text.Range, s *compare.Shape) {
		read := table.Readability(a.Doc.ID, chapter, s)
		for _, k := range []struct {
			kind     string
			features *compare.Features
		}{{"word", &t.Words}, {"lemma", &t.Lemmas}} {
			if c.Kind == "both" || c.Kind == k.kind {
				rows = append(rows, diversityOutput{
					table.Diversity(&v, a.Doc.ID, chapter, k.kind, k.features.At[at.From:at.To]),
					shape{read.SentenceMean, read.SentenceMedian, read.WordMean, read.OSMAN},
				})
			}
		}
	}
	var whole compare.Shape
	shapes := a.Shapes()
	for i, chapter := range a.Chapters {
		if a.Counted(i) {
			add(chapter.Chapter, t.Chapters[i], &shapes[i])
			whole.Merge(&shapes[i])
		}
	}
	add("", text.Range{To: len(t.Words.At)}, &whole)
	return rows
}
