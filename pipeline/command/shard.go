package command

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"fusul/pipeline"
)

type shardCommand struct {
	inputFlags
	pipeline.Config
	Index int `help:"Which share, from 0; by itself the place in a Slurm array or the index of a Kubernetes job." default:"-1" placeholder:"I"`
	Of    int `help:"Into how many shares the works are divided; by itself the size of a Slurm array." placeholder:"N"`
}

// Help is shown under shard --help.
func (*shardCommand) Help() string {
	return `One process analyses one share of the works and leaves what it found in the output folder,
which all processes share; fusul reduce then makes the tables. A process that failed is repeated.
The tables do not depend on the number of shares. docs/scale.md tells more.

Examples:
  fusul shard --index 0 --of 16 library/ --out results
  sbatch --array=0-15 docs/cluster/shard.slurm
  fusul reduce library/ --out results`
}

// Run analyses a share of the works.
func (c *shardCommand) Run(e *env) error {
	share, err := c.share(os.Getenv)
	if err != nil {
		return err
	}
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
	sum, err := pipeline.RunShare(e.ctx, in, c.Config, share, bars.progress)
	bars.wait()
	if err != nil {
		return err
	}
	if e.quiet {
		return nil
	}
	fmt.Fprintf(e.stdout, "share %d of %d: %d of %s", share.Index, share.Of, sum.Shards, plural(int64(sum.All), "piece"))
	if sum.Reused > 0 {
		fmt.Fprintf(e.stdout, ", %d of them there already", sum.Reused)
	}
	took := time.Since(began)
	fmt.Fprintf(e.stdout, "; %.1f MB in %.1f s\n", float64(sum.Bytes)/1e6, took.Seconds())
	return nil
}

// share returns the share that the flags name, or else the environment that a
// cluster gives to a process.
func (c *shardCommand) share(environment func(string) string) (pipeline.Share, error) {
	share := pipeline.Share{Index: c.Index, Of: c.Of}
	number := func(name string) (n int, ok bool, err error) {
		text := environment(name)
		if text == "" {
			return 0, false, nil
		}
		if n, err = strconv.Atoi(text); err != nil {
			err = &usageError{fmt.Sprintf("%s is %q, not a number", name, text)}
		}
		return n, true, err
	}
	if share.Index < 0 {
		for _, names := range [][2]string{{"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN"}, {"JOB_COMPLETION_INDEX"}} {
			id, ok, err := number(names[0])
			if err != nil {
				return share, err
			}
			if !ok {
				continue
			}
			least, _, err := number(names[1])
			if err != nil {
				return share, err
			}
			share.Index = id - least // an array may count from 1
			break
		}
	}
	if share.Of == 0 {
		n, _, err := number("SLURM_ARRAY_TASK_COUNT")
		if err != nil {
			return share, err
		}
		share.Of = n
	}
	switch {
	case share.Index < 0:
		return share, &usageError{"say which share with --index; there is no SLURM_ARRAY_TASK_ID and no JOB_COMPLETION_INDEX"}
	case share.Of < 1:
		return share, &usageError{"say into how many shares the works are divided with --of; there is no SLURM_ARRAY_TASK_COUNT"}
	}
	return share, nil
}
