package command

import (
	"fmt"

	"fusul/pipeline"
)

type diffCommand struct {
	Old string `arg:"" help:"Output folder of one run."`
	New string `arg:"" help:"Output folder of the other."`
	All bool   `help:"Print all changes, not the 20 largest of each kind."`
}

// Help is shown under diff --help.
func (*diffCommand) Help() string {
	return `Compares two runs: settings, works, dictionary, hits by key, words, topics, and rows
of tables, the largest change of each kind first. The exit code is 1 where they differ.

Examples:
  fusul diff before after
  fusul diff strict recall | grep ^hits`
}

// kinds says what the changes of a kind are.
var kinds = map[string]string{
	"setting": "Settings", "input": "Works", "dictionary": "Keys of the dictionary", "hits": "Hits of keys in all works",
	"word": "Words", "topic": "Topics by their terms", "table": "Rows of tables",
}

// errDiffer ends a comparison of runs that differ; all is said by then.
type errDiffer struct{ n int }

func (e errDiffer) Error() string { return plural(int64(e.n), "change") }

// Run prints how two runs differ.
func (c *diffCommand) Run(e *env) error {
	if err := e.settle(c.Old, c.New); err != nil {
		return err
	}
	changes, err := pipeline.Diff(c.Old, c.New)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		if !e.quiet {
			fmt.Fprintf(e.stdout, "%s and %s are the same\n", c.Old, c.New)
		}
		return nil
	}
	last, n := "", 0
	for _, x := range changes {
		if x.What != last {
			last, n = x.What, 0
			if isTerminal(e.stdout) {
				fmt.Fprintf(e.stdout, "\n%s\n", kinds[x.What])
			}
		}
		switch n++; {
		case c.All || n <= 20:
			fmt.Fprintf(e.stdout, "%s\t%s\t%s\t%s\n", x.What, e.isolate(x.Name), e.isolate(orNone(x.Old)), e.isolate(orNone(x.New)))
		case n == 21:
			fmt.Fprintf(e.stdout, "%s\t... --all shows all\n", x.What)
		}
	}
	return errDiffer{len(changes)}
}

// orNone returns a dash for what is not there.
func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
