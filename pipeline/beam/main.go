// Command beam runs fusul on Apache Beam. The steps of a run (Map, Reduce and
// Join, package pipeline) are the functions of a Beam pipeline, which a cluster
// schedules, shuffles and repeats:
//
//	Map     a shard → files, and blocks for Reduce
//	Reduce  the blocks of a partition → files; with the words, all shards to Join
//	Join    a shard → files
//	Finish  all files → the result
//
// Every file has a name that does not depend on who writes it, so that a step
// that is repeated overwrites its own. No token and no term passes through
// Beam. Works, and results, lie in folders of package storage.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal/extworker"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"fusul/pipeline"
	"fusul/stages/table"
)

func main() {
	var cfg pipeline.Config
	flags(flag.CommandLine, &cfg)
	pool := flag.Int("worker_pool", 0, "Be a pool of workers at this port, for --environment_type=EXTERNAL, and run nothing.")
	registerSteps()
	flag.Usage = usage
	flag.Parse()
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
	var misused *pipeline.ConfigError
	if err != nil {
		fmt.Fprintln(os.Stderr, "fusul-beam:", err)
		if errors.As(err, &misused) {
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

// flags adds the settings of a run to a set of flags.
func flags(set *flag.FlagSet, cfg *pipeline.Config) {
	*cfg = pipeline.Defaults()
	v := reflect.ValueOf(cfg).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name, help := strings.ReplaceAll(f.Tag.Get("yaml"), "_", "-"), f.Tag.Get("help")
		switch p := v.Field(i).Addr().Interface().(type) {
		case *string:
			set.StringVar(p, name, *p, help)
		case *int:
			set.IntVar(p, name, *p, help)
		case *uint64:
			set.Uint64Var(p, name, *p, help)
		case *bool:
			set.BoolVar(p, name, *p, help)
		}
	}
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
	plan := Plan{Input: input, Config: cfg}
	r, hash, err := plan.read(ctx)
	if err != nil {
		return err
	}
	if _, err := r.out.Stat(table.Manifest); err == nil {
		return fmt.Errorf("%s holds results already: name another folder", cfg.Out)
	}
	plan.Shards, plan.Hash = len(r.shards), hash
	if *jobopts.WorkerBinary == "" { // or Beam would try to compile one
		if *jobopts.WorkerBinary, err = os.Executable(); err != nil {
			return err
		}
	}
	p, s := beam.NewPipelineWithRoot()
	build(s, plan)
	result, err := beamx.RunWithMetrics(ctx, p)
	if err != nil {
		return err
	}
	for _, c := range result.Metrics().AllMetrics().Counters() {
		fmt.Printf("%s: %d\n", c.Name(), c.Result())
	}
	if *jobopts.Async {
		return nil
	}
	return r.out.RemoveAll(".fusul")
}
