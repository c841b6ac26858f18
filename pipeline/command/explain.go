package command

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"fusul/stages/table"
)

type statisticCommand struct {
	Statistic string `arg:"" optional:"" help:"A statistic, a column of a table, or a table; without it, the list of all."`
	Lang      string `help:"Language: ar or en." enum:"ar,en" default:"en"`
}

// Help is shown under explain --help.
func (*statisticCommand) Help() string {
	return `What a statistic is, its formula, where it comes from and how to read it.

Examples:
  fusul explain log_ratio
  fusul explain logdice --lang ar          نسبة الاختصاص بالعربية
  fusul explain keyness                    all statistics of a table
  fusul explain                            the list`
}

// explanations are the entries of explain.yaml.
//
//go:embed explain.yaml
var explanations []byte

// both is a text in two languages.
type both struct{ En, Ar string }

func (b both) in(lang string) string {
	if lang == "ar" {
		return b.Ar
	}
	return b.En
}

// A statistic is one entry.
type statistic struct {
	Name    string
	Columns []string // "column", or "table.column"
	Title   both
	What    both
	Formula string
	Source  string
	Read    both
}

// loadStatistics reads explain.yaml.
func loadStatistics() ([]statistic, error) {
	var all []statistic
	return all, yaml.UnmarshalWithOptions(explanations, &all, yaml.Strict())
}

// explanation returns the entry for a column of a table, or nil. An entry for
// that table's column goes before one for columns of the name.
func explanation(all []statistic, table, column string) *statistic {
	for _, name := range []string{table + "." + column, column} {
		for i := range all {
			if slices.Contains(all[i].Columns, name) {
				return &all[i]
			}
		}
	}
	return nil
}

// Run prints what is asked for.
func (c *statisticCommand) Run(e *env) error {
	all, err := loadStatistics()
	if err != nil {
		return err
	}
	if c.Statistic == "" {
		return c.list(e, all)
	}
	tables, err := table.Tables()
	if err != nil {
		return err
	}
	for _, d := range tables {
		if d.Name == c.Statistic {
			return c.table(e, all, d)
		}
	}
	found := false
	for i := range all {
		if all[i].Name == c.Statistic || slices.ContainsFunc(all[i].Columns, c.names) {
			c.print(e, &all[i])
			found = true
		}
	}
	if !found {
		return &usageError{fmt.Sprintf("there is no statistic, column or table %q; fusul explain lists them", c.Statistic)}
	}
	return nil
}

// names reports whether the argument names an entry of statistic.Columns: by
// itself or with its table.
func (c *statisticCommand) names(column string) bool {
	_, of, ok := strings.Cut(c.Statistic, ".")
	return column == c.Statistic || ok && column == of || strings.HasSuffix(column, "."+c.Statistic)
}

// list prints the titles of all entries.
func (c *statisticCommand) list(e *env, all []statistic) error {
	g := grid{head: []string{"statistic", ""}}
	for _, s := range all {
		g.add(s.Name, s.Title.in(c.Lang))
	}
	return g.print(e.stdout)
}

// table prints the columns of a table.
func (c *statisticCommand) table(e *env, all []statistic, d table.Description) error {
	fmt.Fprintln(e.stdout, e.isolate(both{d.En, d.Ar}.in(c.Lang)))
	fmt.Fprintln(e.stdout)
	g := grid{head: []string{"column", ""}}
	for _, col := range d.Columns {
		text := both{col.En, col.Ar}.in(c.Lang)
		if s := explanation(all, d.Name, col.Name); s != nil && col.Type == "number" {
			text = s.Title.in(c.Lang)
		}
		g.add(col.Name, text)
	}
	return g.print(e.stdout)
}

// print writes one entry.
func (c *statisticCommand) print(e *env, s *statistic) {
	labels := [...]string{"formula", "source", "how to read it", "columns"}
	if c.Lang == "ar" {
		labels = [...]string{"المعادلة", "المصدر", "كيف تقرأ", "الأعمدة"}
	}
	fmt.Fprintf(e.stdout, "%s (%s)\n%s\n\n", e.isolate(s.Title.in(c.Lang)), s.Name, e.isolate(s.What.in(c.Lang)))
	fmt.Fprintf(e.stdout, "%s: %s\n", e.isolate(labels[0]), e.isolate(s.Formula))
	fmt.Fprintf(e.stdout, "%s: %s\n", e.isolate(labels[1]), e.isolate(s.Source))
	fmt.Fprintf(e.stdout, "%s: %s\n", e.isolate(labels[2]), e.isolate(s.Read.in(c.Lang)))
	fmt.Fprintf(e.stdout, "%s: %s\n", e.isolate(labels[3]), e.isolate(strings.Join(s.Columns, ", ")))
}
