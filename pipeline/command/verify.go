package command

import (
	"errors"
	"fmt"

	"fusul/pipeline"
)

type verifyCommand struct {
	Dir string `arg:"" optional:"" help:"Output folder of a run." default:"out"`
}

// Help is shown under verify --help.
func (*verifyCommand) Help() string {
	return `Checks an output folder: the manifest, the bytes of every file, the columns and
rows of every table, identifiers, offsets into the texts, and that every count
is the sum of its evidence. The exit code is 1 where something is wrong.

Examples:
  fusul verify out
  fusul verify results && rsync -a results server:`
}

// Run checks an output folder and prints what is wrong with it.
func (c *verifyCommand) Run(e *env) error {
	if err := e.settle(c.Dir); err != nil {
		return err
	}
	bars := newBars(e)
	faults, err := pipeline.Verify(e.ctx, c.Dir, bars.progress)
	bars.wait()
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(e.stdout, f)
	}
	if len(faults) > 0 {
		return errors.New(c.Dir + " is not what a run has written: " + plural(int64(len(faults)), "fault"))
	}
	if !e.quiet {
		fmt.Fprintf(e.stdout, "%s is sound\n", c.Dir)
	}
	return nil
}
