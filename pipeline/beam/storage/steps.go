package storage

import (
	"context"

	"fusul/pipeline"
	"fusul/stages/read"
)

// Steps prepares a run over the works at input, whose results and units go to
// the folder cfg.Out. It lists the works and loads the dictionary.
func Steps(ctx context.Context, input string, cfg pipeline.Config) (*pipeline.Steps, *Folder, error) {
	from, err := Open(ctx, input)
	if err != nil {
		return nil, nil, err
	}
	in := pipeline.Input{
		Input:   &read.Input{FS: from, Patterns: []string{"."}},
		Options: read.Options{Encoding: cfg.Encoding, Repair: cfg.Repair},
	}
	job, err := pipeline.NewJob(ctx, in, cfg, func(string, int64, int64) {})
	if err != nil {
		return nil, nil, err
	}
	out, err := Create(ctx, cfg.Out)
	if err != nil {
		return nil, nil, err
	}
	return pipeline.NewSteps(job, out), out, nil
}
