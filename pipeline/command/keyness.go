package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/compare"
	"fusul/stages/stats"
	"fusul/stages/table"
)

type keynessCommand struct {
	compareFlags
	Kind       string `help:"What is counted: word (folded spelling), lemma (without clitics and article) or key (of the dictionary)." enum:"word,lemma,key" default:"word"`
	By         string `help:"Compare groups of works by this column of corpus.yaml: author, date, or one of your own." placeholder:"COLUMN"`
	Unit       string `help:"Compare chapters or works; by itself, the chapters of one work, or the works if there are several." enum:",chapter,work" default:""`
	Target     string `help:"Compare only this one: a chapter (05 or work/05), a work, or a value of --by." placeholder:"NAME"`
	Reference  string `help:"Compare with this one only, instead of all others." placeholder:"NAME"`
	Against    string `help:"Compare with another corpus: files, a folder, a zip, or a .tsv (.tsv.gz) of words and counts." placeholder:"PATH"`
	Top        int    `help:"Features to print for each target; 0 prints all." default:"20"`
	MinCount   int64  `help:"Test only what occurs at least so often in both together." default:"5"`
	Less       bool   `help:"Print what is less frequent in the target too."`
	Correction string `help:"Correction of G² in small tables: none, yates (where quanteda makes it) or williams." enum:"none,yates,williams" default:"none"`
	Bootstrap  bool   `help:"Test by drawing sections (or paragraphs, where there are fewer than eight sections) too: interval of the log ratio and p over 2,000 draws."`
	Seed       uint64 `help:"Seed of the draws." default:"1"`
}

// Help is shown under keyness --help.
func (*keynessCommand) Help() string {
	return `Which words, lemmas or dictionary keys set a text apart from others. n is how often
they occur, /10k the rate per 10,000 words, log ratio the binary logarithm of the
ratio of the rates (1 is twice as often), G² the log-likelihood, q its p value
corrected for all tests, DPnorm how unevenly they are spread over the sections of the
target (0 even, 1 clumped).

Examples:
  fusul keyness thesis/ --kind lemma --target 05
  fusul keyness thesis/ --kind key                        which theories mark which chapter
  fusul keyness books/ --by author --target "جمال الدين الأفغاني"
  fusul keyness thesis/ --against books/ --top 50
  fusul keyness thesis/ --against counts.tsv --format tsv  (lines such as: الدولة TAB 1520)

fusul explain keyness says how each figure is computed and read.`
}

// keynessOutput is a row of the table, with the bootstrap.
type keynessOutput struct {
	table.KeynessRow
	BootLow  *float64 `parquet:"boot_low,optional"`
	BootHigh *float64 `parquet:"boot_high,optional"`
	BootP    *float64 `parquet:"boot_p,optional"`
}

// Run compares and prints.
func (c *keynessCommand) Run(e *env) error {
	g := gatherer{kind: c.Kind, by: c.By, draws: c.Bootstrap}
	texts, err := c.each(e, nil, g.add)
	if err != nil {
		return err
	}
	if err := g.checkColumn(e); err != nil {
		return err
	}
	groups := g.groups(c.Unit, c.Against != "")
	reference, err := c.against(e, &g)
	if err != nil {
		return err
	}
	names := table.Names{Kind: c.Kind, Feature: g.names.Names, Display: g.names.Display}
	if c.Kind == "key" {
		names = texts.Keys
	}
	targets := groups
	if c.Target != "" {
		i, err := find(e, groups, c.Target)
		if err != nil {
			return err
		}
		targets = groups[i : i+1]
	}
	var all []keynessOutput
	for _, t := range targets {
		rows, err := c.compare(e, t, groups, reference, names)
		if err != nil {
			return err
		}
		if c.Format == "text" {
			if err := c.print(e, t, rows); err != nil {
				return err
			}
		}
		all = append(all, rows...)
	}
	if c.Format == "text" {
		return nil
	}
	return printRows(e.stdout, c.Format, all)
}

// compare compares one group with the others, with one of them, or with the
// reference corpus.
func (c *keynessCommand) compare(e *env, t *group, groups []*group, reference *group, names table.Names) ([]keynessOutput, error) {
	if reference == nil && c.Reference != "" {
		i, err := find(e, groups, c.Reference)
		if err != nil {
			return nil, err
		}
		reference = groups[i]
	}
	if reference == nil {
		reference = &group{name: "the others"}
		for _, g := range groups {
			if g != t {
				reference.merge(g)
			}
		}
	}
	corrections := map[string]compare.Correction{"none": compare.Uncorrected, "yates": compare.Yates, "williams": compare.Williams}
	opt := compare.KeynessOptions{Least: c.MinCount, Correction: corrections[c.Correction]}
	keywords := compare.Keyness(&t.Parts, &reference.Parts, opt)
	if !c.Less {
		keywords = slices.DeleteFunc(keywords, func(k compare.Keyword) bool { return k.Table.Direction() <= 0 })
	}
	if c.Top > 0 {
		keywords = keywords[:min(c.Top, len(keywords))]
	}
	doc, _, _ := strings.Cut(t.name, "/")
	rows := table.Keyness(doc, t.name, reference.name, names, t.Len(), keywords)
	out := make([]keynessOutput, len(rows))
	for i, r := range rows {
		out[i].KeynessRow = r
		if c.Bootstrap {
			id := keywords[i].Feature
			key := stats.BootstrapKey(c.Seed, t.name+"\t"+r.Feature)
			if low, high, p, ok := stats.BootstrapRatio(t.clusters(id), reference.clusters(id), key); ok {
				out[i].BootLow, out[i].BootHigh, out[i].BootP = &low, &high, &p
			}
		}
	}
	return out, nil
}

// against returns the reference corpus, or nil.
func (c *keynessCommand) against(e *env, g *gatherer) (*group, error) {
	if c.Against == "" {
		return nil, nil
	}
	if name := strings.TrimSuffix(c.Against, ".gz"); strings.HasSuffix(name, ".tsv") {
		if c.Kind == "key" {
			return nil, &usageError{"a list of words has no dictionary keys: --against " + c.Against}
		}
		profile := "ir" // of lemmas
		if c.Kind == "word" {
			profile = c.Profile
		}
		return g.list(c.Against, profile)
	}
	other := gatherer{kind: c.Kind, names: g.names, draws: c.Bootstrap}
	flags := c.compareFlags
	flags.Paths = []string{c.Against}
	if _, err := flags.each(e, nil, other.add); err != nil {
		return nil, err
	}
	g.names = other.names
	whole := other.groups("", true)[0]
	whole.name = c.Against
	return whole, nil
}

// print writes the rows of one target for a person.
func (c *keynessCommand) print(e *env, t *group, rows []keynessOutput) error {
	fmt.Fprintf(e.stdout, "%s  %s", e.isolate(t.name), e.isolate(t.title))
	if len(rows) == 0 {
		fmt.Fprintf(e.stdout, "  (%s words): nothing to tell\n", thousands(t.Words()))
		return nil
	}
	first := rows[0]
	fmt.Fprintf(e.stdout, "  (%s words) against %s (%s words), %s\n", thousands(first.TotalTarget),
		e.isolate(first.Reference), thousands(first.TotalReference), plural(int64(first.Tests), "test"))
	g := grid{head: []string{c.Kind, "n", "there", "/10k", "there", "log ratio", "95 %", "G²", "q", "DPnorm"}}
	if c.Bootstrap {
		g.head = append(g.head, "drawn 95 %", "drawn p")
	}
	for _, r := range rows {
		cells := []any{r.Display, r.NTarget, r.NReference,
			figure1(stats.Per10k(r.NTarget, r.TotalTarget)), figure1(stats.Per10k(r.NReference, r.TotalReference)),
			plain(fmt.Sprintf("%+.2f", r.LogRatio)), plain(fmt.Sprintf("[%.2f, %.2f]", r.LogRatioLow, r.LogRatioHigh)),
			figure1(r.G2Signed), r.Q, r.DPNorm}
		if c.Kind == "key" {
			cells[0] = r.Feature
		}
		if c.Bootstrap {
			drawn := plain("–")
			if r.BootLow != nil {
				drawn = plain(fmt.Sprintf("[%.2f, %.2f]", *r.BootLow, *r.BootHigh))
			}
			cells = append(cells, drawn, r.BootP)
		}
		g.add(cells...)
	}
	return g.print(e.stdout)
}

// figure1 prints a number with one decimal.
func figure1(x float64) plain { return plain(strconv.FormatFloat(x, 'f', 1, 64)) }

// find returns the group that is called name, or whose name ends in it.
func find(e *env, groups []*group, name string) (int, error) {
	found := -1
	for i, g := range groups {
		if g.name == name {
			return i, nil
		}
		if strings.HasSuffix(g.name, "/"+name) {
			if found >= 0 {
				return 0, &usageError{fmt.Sprintf("%q may be %s or %s", name, groups[found].name, g.name)}
			}
			found = i
		}
	}
	if found < 0 {
		var names []string
		for _, g := range groups[:min(10, len(groups))] {
			names = append(names, isolate(e.stderr, g.name))
		}
		return 0, &usageError{fmt.Sprintf("there is no %q; there are %s", name, strings.Join(names, ", "))}
	}
	return found, nil
}
