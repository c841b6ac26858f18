package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fusul/pipeline"
	"fusul/stages/compare"
	"fusul/stages/lexicon"
	"fusul/stages/table"
)

type collocatesCommand struct {
	Node string `arg:"" help:"Word or words in citation form: قوة, \"الأمن الجماعي\"; or key: and the path of a dictionary key: key:theory.realism."`
	compareFlags
	Window   int      `help:"Words looked at on each side, within the sentence; 0 counts whole sentences." default:"5"`
	Of       string   `help:"What is counted near the node: lemma (without clitics and article) or word." enum:"lemma,word" default:"lemma"`
	Under    []string `help:"A dictionary key, given twice: compare what stands near the node in paragraphs that speak of the one and in those that speak of the other." placeholder:"KEY" sep:"none"`
	Sort     string   `help:"g2, logdice, mi, npmi, t or n." enum:"g2,logdice,mi,npmi,t,n" default:"g2"`
	MinCount int64    `help:"Only what stands there at least so often." default:"3"`
	Top      int      `help:"Collocates to print; 0 prints all." default:"25"`
	Stop     bool     `help:"Print function words too."`
}

// Help is shown under collocates --help.
func (*collocatesCommand) Help() string {
	return `What stands near a word or a dictionary key more often than chance would have it.
n is how often, expected how often by chance; logDice (at most 14) and NPMI (at most 1)
say how exclusive the pair is, G² and t how sure it is, ΔP how much more probable the
collocate is near the node than elsewhere.

Examples:
  fusul collocates قوة thesis/
  fusul collocates "الأمن الجماعي" thesis/ --window 0        in whole sentences
  fusul collocates key:theory.realism thesis/ --sort logdice
  fusul collocates دولة thesis/ --under theory.realism --under theory.liberalism
                                        the state as realists and as liberals speak of it`
}

// theNode is the key of a term that is asked for, beside those of the
// dictionary.
const theNode = "\u200Bnode"

// Run prints the collocates of the node.
func (c *collocatesCommand) Run(e *env) error {
	if n := len(c.Under); n != 0 && n != 2 {
		return &usageError{"--under wants two keys"}
	}
	if c.Window < 0 || c.Window > 100 {
		return &usageError{fmt.Sprintf("window is %d, must be from 0 to 100", c.Window)}
	}
	l, node, err := c.lexicon()
	if err != nil {
		return err
	}
	g := surroundings{c: c, node: node}
	g.around.Window, g.under.Window = c.Window, c.Window
	texts, err := c.each(e, l, g.add)
	if err != nil {
		return err
	}
	if len(c.Under) == 2 {
		return c.printUnder(e, &g)
	}
	return c.print(e, &g, texts)
}

// lexicon returns the dictionary with the node as a key of its own, and the
// name of that key.
func (c *collocatesCommand) lexicon() (*lexicon.Lexicon, string, error) {
	l, _, err := pipeline.LoadLexicon(c.Lexicon)
	if err != nil {
		return nil, "", err
	}
	for _, key := range c.Under {
		if l.Key(key) == nil {
			return nil, "", &usageError{fmt.Sprintf("the dictionary has no key %q", key)}
		}
	}
	if key, ok := strings.CutPrefix(c.Node, "key:"); ok {
		if l.Key(key) == nil {
			return nil, "", &usageError{fmt.Sprintf("the dictionary has no key %q", key)}
		}
		return l, key, nil
	}
	term, err := (termFlags{Match: "lexeme"}).lexiconOf([]string{c.Node})
	if err != nil {
		return nil, "", err
	}
	term.Keys[0].Path = []string{theNode}
	l.Keys = append(l.Keys, term.Keys[0])
	return l, theNode, nil
}

// surroundings gathers what stands near the node.
type surroundings struct {
	c      *collocatesCommand
	node   string
	names  compare.Names
	around compare.Collocations
	under  compare.Under
}

// add takes in one work.
func (g *surroundings) add(texts *pipeline.Texts, a *pipeline.Analysis) error {
	t := a.Text()
	features := &t.Lemmas
	if g.c.Of == "word" {
		features = &t.Words
	}
	number := g.names.Add(features)
	key := func(name string) int32 { return int32(slices.Index(texts.Keys.Feature, name)) }
	if len(g.c.Under) == 2 {
		g.under.Add(t, texts.Tree, features, number, key(g.node), key(g.c.Under[0]), key(g.c.Under[1]))
		return nil
	}
	one := compare.Collocations{Window: g.c.Window}
	one.Add(t, texts.Tree, features)
	g.around.Merge(&one, number)
	return nil
}

// print writes the collocates.
func (c *collocatesCommand) print(e *env, g *surroundings, texts *pipeline.Texts) error {
	names := table.Names{Kind: c.Of, Feature: g.names.Names, Display: g.names.Display}
	all := slices.DeleteFunc(g.around.Collocates(c.MinCount, 0), func(x compare.Collocate) bool {
		return texts.Keys.Feature[x.Key] != g.node || !c.Stop && g.names.Stop[x.Feature]
	})
	by := map[string]func(compare.Collocate) float64{
		"g2": func(x compare.Collocate) float64 { return x.G2 }, "logdice": func(x compare.Collocate) float64 { return x.LogDice },
		"mi": func(x compare.Collocate) float64 { return x.MI }, "npmi": func(x compare.Collocate) float64 { return x.NPMI },
		"t": func(x compare.Collocate) float64 { return x.T }, "n": func(x compare.Collocate) float64 { return float64(x.O) },
	}[c.Sort]
	slices.SortStableFunc(all, func(a, b compare.Collocate) int { return cmp.Compare(by(b), by(a)) })
	if c.Top > 0 {
		all = all[:min(c.Top, len(all))]
	}
	rows := table.Collocations(c.Window, texts.Keys, names, g.names.Stop, all)
	for i := range rows {
		rows[i].Node = strings.TrimPrefix(c.Node, "key:")
	}
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, rows)
	}
	if len(rows) == 0 {
		fmt.Fprintf(e.stdout, "nothing stands near %s at least %d times, more often than by chance\n", e.isolate(c.Node), c.MinCount)
		return nil
	}
	where := fmt.Sprintf("within %d words", c.Window)
	if c.Window == 0 {
		where = "in its sentences"
	}
	fmt.Fprintf(e.stdout, "%s  %s, %s\n", e.isolate(rows[0].Node), plural(rows[0].NNode, "hit"), where)
	grid := grid{head: []string{c.Of, "n", "in all", "expected", "G²", "logDice", "MI", "NPMI", "t", "ΔP"}}
	for _, r := range rows {
		grid.add(r.Display, r.N, r.NCollocate, figure1(r.Expected), figure1(r.G2), plain(fmt.Sprintf("%.2f", r.LogDice)),
			plain(fmt.Sprintf("%.2f", r.MI)), r.NPMI, plain(fmt.Sprintf("%.2f", r.T)), r.DeltaP1)
	}
	return grid.print(e.stdout)
}

// printUnder writes what stands near the node under one key more than under
// the other.
func (c *collocatesCommand) printUnder(e *env, g *surroundings) error {
	u := &g.under
	node := strings.TrimPrefix(c.Node, "key:")
	var rows []table.KeynessRow
	names := table.Names{Kind: c.Of, Feature: g.names.Names, Display: g.names.Display}
	opt := compare.KeynessOptions{Least: c.MinCount}
	keywords := slices.DeleteFunc(compare.Keyness(&u.A, &u.B, opt), func(k compare.Keyword) bool { return !c.Stop && g.names.Stop[k.Feature] })
	if c.Top > 0 {
		keywords = keywords[:min(c.Top, len(keywords))]
	}
	rows = table.Keyness("", c.Under[0], c.Under[1], names, u.A.Len(), keywords)
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, rows)
	}
	fmt.Fprintf(e.stdout, "%s  %s under %s, %d under %s; %d in paragraphs that speak of both, %d of neither\n",
		e.isolate(node), plural(u.HitsA, "hit"), e.isolate(c.Under[0]), u.HitsB, e.isolate(c.Under[1]), u.Both, u.None)
	if len(rows) == 0 {
		fmt.Fprintf(e.stdout, "  %s\n", compare.TooLittle)
		return nil
	}
	grid := grid{head: []string{c.Of, "n " + c.Under[0], "n " + c.Under[1], "log ratio", "95 %", "G²", "q"}}
	for _, r := range rows {
		grid.add(r.Display, r.NTarget, r.NReference, plain(fmt.Sprintf("%+.2f", r.LogRatio)),
			plain(fmt.Sprintf("[%.2f, %.2f]", r.LogRatioLow, r.LogRatioHigh)), figure1(r.G2Signed), r.Q)
	}
	return grid.print(e.stdout)
}
