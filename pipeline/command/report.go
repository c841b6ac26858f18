package command

import (
	"path/filepath"

	"fusul/stages/report"
)

type reportCommand struct {
	Dir  string `arg:"" optional:"" help:"Output folder of a run." default:"out"`
	Lang string `help:"Language the report opens in: ar or en; readers can switch." enum:"ar,en" default:"ar"`
}

// Help is shown under report --help.
func (*reportCommand) Help() string {
	return `One file, report.html, in the output folder: it opens in any browser of 2023 or later,
needs no network, and prints. Every run writes it too, unless told --no-report.

Examples:
  fusul report out
  fusul report results --lang en`
}

// Run makes the report of an output folder again.
func (c *reportCommand) Run(e *env) error {
	if err := e.settle(c.Dir); err != nil {
		return err
	}
	path, err := report.WriteFile(c.Dir, report.Options{Lang: c.Lang})
	if err != nil {
		return err
	}
	if !e.quiet {
		e.say("wrote %s", filepath.ToSlash(path))
	}
	return nil
}
