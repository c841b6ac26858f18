package command

import (
	"errors"
	"time"

	"fusul/pipeline"
)

type reduceCommand struct {
	inputFlags
	pipeline.Config
}

// Help is shown under reduce --help.
func (*reduceCommand) Help() string {
	return `The input and the settings must be those that fusul shard was given.

Examples:
  fusul reduce library/ --out results`
}

// Run makes the tables of what the shares left in the output folder.
func (c *reduceCommand) Run(e *env) error {
	if c.Fresh {
		return &usageError{"--fresh does not go with shares: use a new output folder"}
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	began := time.Now()
	bars := newBars(e)
	sum, err := pipeline.Finish(e.ctx, in, c.Config, bars.progress)
	bars.wait()
	var missing *pipeline.MissingError
	if errors.As(err, &missing) {
		e.say("the input and the settings must be those that fusul shard was given")
	}
	if err != nil {
		return err
	}
	for _, p := range sum.Skipped {
		e.say("skipped: %s", located(p))
	}
	if !e.quiet {
		e.printSummary(sum, c.Config, time.Since(began))
	}
	return nil
}
