package command

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"fusul/pipeline"
	"fusul/stages/read"
	"fusul/stages/table"
)

type topicsCommand struct {
	Show      topicsShow      `cmd:"" help:"Print the topics of an output folder."`
	Sentences topicsSentences `cmd:"" help:"Print the sentences that are most typical of each topic."`
	Infer     topicsInfer     `cmd:"" help:"Find the topics of an output folder in new works."`
}

type topicsShow struct {
	Model  string `arg:"" help:"Folder that fusul run wrote, or a file topics.model." default:"out"`
	Terms  int    `help:"Terms to print of each topic." default:"10"`
	Format string `help:"text for people; tsv or jsonl, with every column, for programs." enum:"text,tsv,jsonl" default:"text"`
}

// Help is shown under topics show --help.
func (*topicsShow) Help() string {
	return `The topics in order of their numbers: the share of all words, the coherence NPMI (from -1
to 1) and the terms that are likeliest in the topic rather than elsewhere.

Examples:
  fusul run thesis/ --topics 12
  fusul topics show
  fusul topics show results --terms 5`
}

// Run prints the topics.
func (c *topicsShow) Run(e *env) error {
	m, err := e.loadModel(c.Model)
	if err != nil {
		return err
	}
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, m.Topics)
	}
	g := grid{head: []string{"topic", "share", "NPMI", "terms", "seeded from"}}
	for _, t := range m.Topics {
		g.add(int64(t.Topic), plain(percent(t.Prevalence)), t.NPMI, firstWords(t.TopRelevant, c.Terms), t.Seeded)
	}
	if m.Trained < m.Words {
		fmt.Fprintf(e.stdout, "trained on a sample of %s of %s words\n", thousands(m.Trained), thousands(m.Words))
	}
	return g.print(e.stdout)
}

// loadModel loads the topic model of an output folder, or of the one file.
func (e *env) loadModel(path string) (*pipeline.TopicModel, error) {
	if !isFile(path) {
		if err := e.settle(path); err != nil {
			return nil, err
		}
	}
	return pipeline.LoadTopicModel(path)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

type topicsSentences struct {
	Model  string `arg:"" help:"Folder that fusul run wrote." default:"out"`
	Topic  []int  `help:"Only these topics." placeholder:"N"`
	Top    int    `help:"Sentences of each topic." default:"3"`
	Format string `help:"text for people; tsv or jsonl, with every column, for programs." enum:"text,tsv,jsonl" default:"text"`
}

// Help is shown under topics sentences --help.
func (*topicsSentences) Help() string {
	return `The sentences whose words are likelier in the topic than in the corpus, with the chapter
that each stands in: read them before you name a topic.

Examples:
  fusul topics sentences
  fusul topics sentences results --topic 3 --top 10
  fusul topics sentences results --format tsv > sentences.tsv`
}

// Run prints the sentences.
func (c *topicsSentences) Run(e *env) error {
	if c.Top < 1 {
		return &usageError{fmt.Sprintf("top is %d, must be at least 1", c.Top)}
	}
	if isFile(c.Model) {
		return &usageError{fmt.Sprintf("%s is a file; sentences are those of a folder that fusul run wrote", c.Model)}
	}
	m, err := e.loadModel(c.Model)
	if err != nil {
		return err
	}
	for _, k := range c.Topic {
		if k < 1 || k > len(m.Topics) {
			return &usageError{fmt.Sprintf("topic is %d, must be from 1 to %d", k, len(m.Topics))}
		}
	}
	rows, err := m.Sentences(c.Model, c.Top)
	if err != nil {
		return err
	}
	if len(c.Topic) > 0 {
		rows = slices.DeleteFunc(rows, func(s pipeline.TopicSentence) bool { return !slices.Contains(c.Topic, int(s.Topic)) })
	}
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, rows)
	}
	for i, s := range rows {
		if i == 0 || rows[i-1].Topic != s.Topic {
			fmt.Fprintf(e.stdout, "topic %d  %s\n", s.Topic, e.isolate(firstWords(m.Topics[s.Topic-1].TopRelevant, 5)))
		}
		fmt.Fprintf(e.stdout, "  %s  %s\n", e.isolate(s.Chapter), e.isolate(strings.Join(strings.Fields(s.Text), " ")))
	}
	return nil
}

type topicsInfer struct {
	Model string `arg:"" help:"Folder that fusul run wrote, or its file topics.model: these topics are looked for."`
	inputFlags
	Lexicon  string `help:"Dictionary file of that run; the built-in one if empty." placeholder:"FILE"`
	Sections bool   `help:"A line for each section too, not for each chapter only."`
	Top      int    `help:"Topics to print of each chapter; 0 prints all." default:"3"`
	Format   string `help:"text for people; tsv or jsonl, with every column, for programs." enum:"text,tsv,jsonl" default:"text"`
}

// Help is shown under topics infer --help.
func (*topicsInfer) Help() string {
	return `The shares of the topics of an earlier run in works that the run has not seen. The works
are read, split and folded as those of the run were; words that the model does not know
are passed over, and the summary says how many they are. No random number is drawn.
The file topics.model of a run is all that is needed; it may be copied anywhere.

Examples:
  fusul run theses/ --topics 20 --out model
  fusul topics infer model رسالة.txt
  fusul topics infer model/topics.model رسالة.txt
  fusul topics infer model new/ --sections --format tsv > shares.tsv`
}

// Run prints the shares.
func (c *topicsInfer) Run(e *env) error {
	m, err := e.loadModel(c.Model)
	if err != nil {
		return err
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	works, err := m.Infer(e.ctx, in, pipeline.Config{Lexicon: c.Lexicon})
	if err != nil {
		return err
	}
	var rows []table.GammaRow
	n := 0
	for w, err := range works {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return err
		}
		n++
		if c.Format == "text" {
			c.print(e.stdout, m, w)
			continue
		}
		if c.Sections {
			rows = append(rows, w.BySection...)
		}
		rows = append(rows, w.ByChapter...)
	}
	switch {
	case n == 0:
		return errors.New("the input holds no work")
	case c.Format == "text":
		return nil
	}
	return printRows(e.stdout, c.Format, rows)
}

// print prints the main topics of each chapter of a work, for people.
func (c *topicsInfer) print(w io.Writer, m *pipeline.TopicModel, one *pipeline.Inferred) {
	known := int64(0)
	for _, r := range one.ByChapter {
		if r.Topic == 1 {
			known += r.Tokens
		}
	}
	fmt.Fprintf(w, "%s  %s  (%s content words, %s of them unknown to the model)\n",
		isolate(w, one.Doc.ID), isolate(w, one.Doc.Title), thousands(known+one.Unknown), thousands(one.Unknown))
	if known == 0 {
		fmt.Fprintln(w, "  too little text that the model knows")
		return
	}
	for _, chapter := range one.Chapters {
		c.printUnit(w, m, "  ", chapter.Title, unitOf(one.ByChapter, chapter.Chapter, ""))
		if !c.Sections {
			continue
		}
		for _, s := range one.Analysis.Sections {
			if s.Chapter == chapter.Chapter {
				c.printUnit(w, m, "      ", cmp.Or(s.Title, s.Section), unitOf(one.BySection, s.Chapter, s.Section))
			}
		}
	}
}

// unitOf returns the rows of one unit.
func unitOf(rows []table.GammaRow, chapter, section string) []table.GammaRow {
	var out []table.GammaRow
	for _, r := range rows {
		if r.Chapter == chapter && r.Section == section {
			out = append(out, r)
		}
	}
	return out
}

// printUnit prints the main topics of one unit; nothing of a unit without
// words of the model.
func (c *topicsInfer) printUnit(w io.Writer, m *pipeline.TopicModel, indent, title string, rows []table.GammaRow) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "%s%s  (%s)\n", indent, isolate(w, title), plural(rows[0].Tokens, "word"))
	slices.SortStableFunc(rows, func(a, b table.GammaRow) int { return cmp.Compare(b.Gamma, a.Gamma) })
	if c.Top > 0 {
		rows = rows[:min(c.Top, len(rows))]
	}
	for _, r := range rows {
		fmt.Fprintf(w, "%s  %6s  topic %d  %s\n", indent, percent(r.Gamma), r.Topic, isolate(w, firstWords(m.Topics[r.Topic-1].TopRelevant, 5)))
	}
}

// percent prints a share.
func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }

// firstWords returns the first n words of s.
func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:max(0, min(n, len(words)))], " ")
}
