// Command beam runs fusul on Apache Beam. The steps of a run (Map, Reduce and
// Join, package pipeline) are the elements of a Beam pipeline, which a cluster
// schedules and repeats:
//
//	Map     a shard → files, and blocks for Reduce
//	Reduce  the blocks of a partition → files; after the words comes Join
//	Join    a shard → files
//	Finish  all files → the result
//
// Steps leave what they make where the results go, in folders of package
// storage, under names that do not depend on who does them: one that is
// repeated overwrites its own. Only the names of steps pass through Beam.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal/extworker"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"fusul/pipeline"
	"fusul/pipeline/beam/storage"
	"fusul/stages/table"
)

func main() {
	cfg := pipeline.Defaults()
	cfg.Flags(flag.CommandLine)
	pool := flag.Int("worker_pool", 0, "Be a pool of workers at this port, for --environment_type=EXTERNAL, and run nothing.")
	registerSteps()
	flag.Usage = usage
	flag.Parse()
	if cfg.Memory > 0 {
		debug.SetMemoryLimit(int64(cfg.Memory) << 20)
		debug.SetGCPercent(pipeline.Garbage)
	}
	beam.Init() // a worker ends here
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	switch {
	case *pool != 0:
		err = serve(ctx, *pool)
	case flag.NArg() != 1:
		usage()
		os.Exit(2)
	default:
		err = run(ctx, flag.Arg(0), cfg)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fusul-beam:", err)
		if misused := (*pipeline.ConfigError)(nil); errors.As(err, &misused) {
			os.Exit(2)
		}
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, `usage: fusul-beam [flags] INPUT

INPUT and --out are folders: s3://bucket/folder, gs://bucket/folder, file:///folder or a path
that all workers have. Works are analysed as by fusul run, with the same settings and results.

  fusul-beam --runner prism --out results library/
  fusul-beam --runner universal --endpoint host:8073 --environment_type LOOPBACK --out results library/
  fusul-beam --runner dataflow --project P --region R --staging_location gs://b/tmp --out gs://b/results gs://b/library`)
	flag.PrintDefaults()
}

// serve starts workers for runners until it is interrupted.
func serve(ctx context.Context, port int) error {
	pool, err := extworker.StartLoopback(ctx, port)
	if err != nil {
		return err
	}
	<-ctx.Done()
	return pool.Stop(context.WithoutCancel(ctx))
}

// run plans a run, hands it to a runner and waits for it.
func run(ctx context.Context, input string, cfg pipeline.Config) error {
	steps, out, err := storage.Steps(ctx, input, cfg)
	if err != nil {
		return err
	}
	if _, err := out.Stat(table.Manifest); err == nil {
		return fmt.Errorf("%s holds results already: name another folder", cfg.Out)
	}
	plan := Plan{input, cfg, steps.Hash()}
	plans[plan] = plan.with(steps) // a worker in this process needs no second dictionary
	if self, err := os.Executable(); err == nil && *jobopts.WorkerBinary == "" {
		*jobopts.WorkerBinary = self // or Beam would try to compile one
	}
	p, s := beam.NewPipelineWithRoot()
	build(s, plan)
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil || *jobopts.Async {
		return err
	}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		fmt.Printf("%s: %d\n", c.Name(), c.Result())
	}
	return out.Clean()
}
