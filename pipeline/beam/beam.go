package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"fusul/pipeline"
	"fusul/pipeline/beam/storage"
)

var (
	works  = beam.NewCounter("fusul", "works")
	input  = beam.NewCounter("fusul", "bytes of input")
	blocks = beam.NewCounter("fusul", "bytes of blocks")
	took   = beam.NewDistribution("fusul", "milliseconds of a step")
)

// registerSteps makes the functions known to Beam. A worker is this program
// too, and finds them by their names.
func registerSteps() {
	register.DoFn3x1[context.Context, string, func(string), error](&Step{})
	register.DoFn4x1[context.Context, int, func(*string) bool, func(string), error](&Then{})
	register.Emitter1[string]()
	register.Iter1[string]()
}

// build adds the steps of a run to a pipeline.
func build(s beam.Scope, plan Plan) {
	mapped := steps(s, plan, "map", beam.CreateList(s, []string{"plan"}))
	words := steps(s, plan, "words", mapped)
	reduced := steps(s, plan, "reduce", mapped)
	joined := steps(s, plan, "join", words)
	inferred := steps(s, plan, "infer", reduced)
	// prism waits in a busy loop for what hands on nothing
	beam.GroupByKey(s, beam.AddFixedKey(s, steps(s, plan, "finish", beam.Flatten(s, joined, inferred))))
}

// steps does the steps of a kind when all of done are done, and returns their
// names.
func steps(s beam.Scope, plan Plan, kind string, done beam.PCollection) beam.PCollection {
	s = s.Scope(kind)
	names := beam.ParDo(s, &Then{plan, kind}, beam.GroupByKey(s, beam.AddFixedKey(s, done)))
	return beam.ParDo(s, &Step{plan}, beam.Reshuffle(s, names)) // or one worker would get them all
}

// Then names the steps of a kind when those before it are done.
type Then struct {
	Plan Plan
	Kind string
}

// ProcessElement takes the names of all that was done, which need not be told.
func (f *Then) ProcessElement(ctx context.Context, _ int, _ func(*string) bool, emit func(string)) error {
	r, err := f.Plan.open(ctx)
	if err != nil {
		return err
	}
	for _, name := range r.Names(f.Kind) {
		emit(name)
	}
	return nil
}

// Step does the step of a name.
type Step struct{ Plan Plan }

// Setup loads the dictionary and what else a run needs.
func (f *Step) Setup(ctx context.Context) error {
	_, err := f.Plan.open(ctx)
	return err
}

// ProcessElement does one step and hands on its name.
func (f *Step) ProcessElement(ctx context.Context, name string, done func(string)) error {
	r, err := f.Plan.open(ctx)
	if err != nil {
		return err
	}
	r.busy <- struct{}{}
	defer func() { <-r.busy }()
	began := time.Now()
	n, err := r.Do(ctx, name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if n.Works > 0 {
		works.Inc(ctx, int64(n.Works))
		input.Inc(ctx, n.Input)
		blocks.Inc(ctx, n.Blocks)
	}
	took.Update(ctx, time.Since(began).Milliseconds())
	done(name)
	return nil
}

// A Plan is what every worker must know to do a step.
type Plan struct {
	Input  string // URL of the works
	Config pipeline.Config
	Hash   string // of the settings and the list of works, as the plan was made
}

// A prepared is a plan ready for work.
type prepared struct {
	*pipeline.Steps
	busy chan struct{} // holds one for each step at work: memory is that of so many shards
}

// plans are those that this process has prepared: Beam makes many copies of
// each step, and a dictionary is large.
var plans = map[Plan]*prepared{}
var preparing sync.Mutex // of plans

// open returns the plan ready for work.
func (p Plan) open(ctx context.Context) (*prepared, error) {
	preparing.Lock()
	defer preparing.Unlock()
	if r, ok := plans[p]; ok {
		return r, nil
	}
	steps, _, err := storage.Steps(context.WithoutCancel(ctx), p.Input, p.Config) // it outlives the bundle
	if err != nil {
		return nil, err
	}
	if steps.Hash() != p.Hash {
		return nil, errors.New("the works or the dictionary are others here than where the run was started")
	}
	plans[p] = p.with(steps)
	return plans[p], nil
}

// with is the plan ready for work.
func (p Plan) with(steps *pipeline.Steps) *prepared {
	return &prepared{steps, make(chan struct{}, cmp.Or(p.Config.Workers, runtime.GOMAXPROCS(0)))}
}
