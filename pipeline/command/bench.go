package command

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"time"

	"fusul/pipeline"
)

type benchCommand struct {
	inputFlags
	pipeline.Config
}

// Help is shown under bench --help.
func (*benchCommand) Help() string {
	return `Times analysis and whole runs on this machine, with one worker and with all. The tables
go to a folder that is removed. bench/ in the source has the comparisons with other programs.

Examples:
  fusul bench library/
  fusul bench library/ --topics 50 --workers 8`
}

// Run prints the times side by side.
func (c *benchCommand) Run(e *env) error {
	dir, err := os.MkdirTemp("", "fusul-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	most := c.Workers
	if most == 0 {
		most = runtime.GOMAXPROCS(0)
	}
	fmt.Fprintf(e.stdout, "%-22s %8s %9s %9s %9s %9s\n", "", "workers", "wall s", "CPU s", "MB/s", "speed-up")
	for _, what := range []struct {
		name string
		do   func(in pipeline.Input, cfg pipeline.Config) (int64, error)
	}{{"analysis, no tables", c.analyse(e)}, {"whole run", c.whole(e)}} {
		first := 0.0
		for _, workers := range distinctCounts(1, most) {
			cfg := c.Config
			cfg.Workers, cfg.Out, cfg.Fresh = workers, filepath.Join(dir, fmt.Sprint(what.name, workers)), true
			in, err := c.open(e)
			if err != nil {
				return err
			}
			runtime.GC()
			cpu, began := cpuSeconds(), time.Now()
			bytes, err := what.do(in, cfg)
			wall := time.Since(began).Seconds()
			in.Close()
			if err != nil {
				return err
			}
			if first == 0 {
				first = wall
			}
			runtime.GC() // the runtime counts processor time when it collects
			fmt.Fprintf(e.stdout, "%-22s %8d %9.2f %9.2f %9.2f %9.2f\n", what.name, workers, wall, cpuSeconds()-cpu, float64(bytes)/1e6/wall, first/wall)
		}
	}
	return nil
}

// distinctCounts returns a and b, or one if they are the same.
func distinctCounts(a, b int) []int {
	if a == b {
		return []int{a}
	}
	return []int{a, b}
}

func (c *benchCommand) analyse(e *env) func(pipeline.Input, pipeline.Config) (int64, error) {
	return func(in pipeline.Input, cfg pipeline.Config) (bytes int64, err error) {
		_, works, err := pipeline.Analyses(e.ctx, in, cfg, nil)
		if err != nil {
			return 0, err
		}
		for a, err := range works {
			if err != nil {
				return 0, err
			}
			bytes += a.Document.Bytes
		}
		return bytes, nil
	}
}

func (c *benchCommand) whole(e *env) func(pipeline.Input, pipeline.Config) (int64, error) {
	return func(in pipeline.Input, cfg pipeline.Config) (int64, error) {
		sum, err := pipeline.Run(e.ctx, in, cfg, func(string, int64, int64) {})
		if err != nil {
			return 0, err
		}
		return sum.Bytes, nil
	}
}

// cpuSeconds returns the processor time that the program has used, as its
// runtime has it.
func cpuSeconds() float64 {
	s := []metrics.Sample{{Name: "/cpu/classes/total:cpu-seconds"}, {Name: "/cpu/classes/idle:cpu-seconds"}}
	metrics.Read(s)
	return s[0].Value.Float64() - s[1].Value.Float64()
}
