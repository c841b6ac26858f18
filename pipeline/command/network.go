package command

import (
	"cmp"
	"fmt"
	"slices"

	"fusul/pipeline"
	"fusul/stages/compare"
	"fusul/stages/table"
)

type networkCommand struct {
	inputFlags
	Lexicon string  `help:"Dictionary file; the built-in one if empty." placeholder:"FILE"`
	Mode    string  `help:"Dictionary matching: strict or recall." enum:"strict,recall" default:"strict"`
	Notes   string  `help:"Words of notes: exclude, include or only." enum:"exclude,include,only" default:"exclude"`
	Unit    string  `help:"Where keys meet: paragraph or sentence." enum:"paragraph,sentence" default:"paragraph"`
	Level   int32   `help:"Level of the keys; 0 takes the second, or the only one." default:"0"`
	Min     int64   `help:"Only pairs that meet at least so often." default:"2"`
	Q       float64 `help:"Only pairs with at most this false discovery rate that meet more often than by chance; 1 prints all." default:"0.05"`
	Top     int     `help:"Pairs to print, the surest; 0 prints all." default:"40"`
	Format  string  `help:"text for people; tsv or jsonl for programs; graphml for Gephi and others." enum:"text,tsv,jsonl,graphml" default:"text"`
}

// Help is shown under network --help.
func (*networkCommand) Help() string {
	return `Which dictionary keys stand in the same paragraphs or sentences. n is the number of
paragraphs with both, expected how many there would be by chance, PMI the binary
logarithm of their ratio, NPMI the same from -1 to 1, q the p value of G² corrected for
all pairs of keys of the level.

Examples:
  fusul network thesis/
  fusul network thesis/ --unit sentence --level 3
  fusul network thesis/ --format graphml > network.graphml   (then open it in Gephi)
  fusul network رسالة.txt --q 1 --format tsv`
}

// Run prints the network.
func (c *networkCommand) Run(e *env) error {
	flags := compareFlags{inputFlags: c.inputFlags, Lexicon: c.Lexicon, Mode: c.Mode, Notes: c.Notes, Profile: "ir"}
	n := compare.Network{Paragraphs: c.Unit == "paragraph"}
	texts, err := flags.each(e, nil, func(texts *pipeline.Texts, a *pipeline.Analysis) error {
		n.Add(a.Text(), texts.Tree)
		return nil
	})
	if err != nil {
		return err
	}
	level := c.Level
	if level == 0 && len(texts.Tree.Level) > 0 {
		level = min(2, slices.Max(texts.Tree.Level))
	}
	if c.Format == "graphml" {
		return n.GraphML(e.stdout, texts.Tree, level, c.Q, func(key int32) (id, label string) {
			return texts.Keys.Feature[key], texts.Keys.Display[key]
		})
	}
	edges := slices.DeleteFunc(n.Edges(texts.Tree), func(x compare.Edge) bool {
		return texts.Tree.Level[x.A] != level || x.O < c.Min || c.Q < 1 && (x.Q > c.Q || x.Direction <= 0)
	})
	slices.SortStableFunc(edges, func(a, b compare.Edge) int { return cmp.Compare(b.G2, a.G2) })
	if c.Top > 0 {
		edges = edges[:min(c.Top, len(edges))]
	}
	rows := table.Cooccurrences(c.Unit, texts.Keys, texts.Tree.Level, edges)
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, rows)
	}
	fmt.Fprintf(e.stdout, "%s; %s of keys of level %d\n", plural(n.Units(), c.Unit), plural(int64(len(rows)), "pair"), level)
	if len(rows) == 0 {
		return nil
	}
	g := grid{head: []string{"key", "key", "n", "n first", "n second", "expected", "PMI", "NPMI", "G²", "q"}}
	for _, r := range rows {
		g.add(r.KeyA, r.KeyB, r.N, r.NA, r.NB, figure1(r.Expected), plain(fmt.Sprintf("%+.2f", r.PMI)), r.NPMI, figure1(r.G2), r.Q)
	}
	return g.print(e.stdout)
}
