package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"fusul/pipeline"
	"fusul/pipeline/beam/storage"
	"fusul/stages/read"
)

// A Plan is what every worker must know to do a step.
type Plan struct {
	Input  string // URL of the works
	Config pipeline.Config
	Shards int
	Hash   string // of the works, as the plan was made
}

// The units of the steps.
func mapUnit(shard int) string           { return fmt.Sprintf(".fusul/map/%06d", shard) }
func reduceUnit(partition string) string { return ".fusul/reduce/" + partition }
func joinUnit(shard int) string          { return fmt.Sprintf(".fusul/join/%06d", shard) }

// A prepared is a plan ready for work.
type prepared struct {
	job        *pipeline.Job
	shards     []pipeline.Shard
	out        *storage.Folder
	vocabulary func() (*pipeline.Vocabulary, error)
}

// plans are those that this process has prepared: Beam makes many copies of
// each step, and a dictionary is large.
var plans struct {
	sync.Mutex
	ready map[string]*prepared
}

// prepare opens the plan before the first shard is there.
func (p Plan) prepare(ctx context.Context) error {
	_, err := p.open(ctx)
	return err
}

// open returns the plan ready for work.
func (p Plan) open(ctx context.Context) (*prepared, error) {
	key, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	plans.Lock()
	defer plans.Unlock()
	if r, ok := plans.ready[string(key)]; ok {
		return r, nil
	}
	r, hash, err := p.read(context.WithoutCancel(ctx)) // it outlives the bundle
	if err != nil {
		return nil, err
	}
	if p.Hash != "" && hash != p.Hash {
		return nil, errors.New("the works or the dictionary are others here than where the run was started")
	}
	if plans.ready == nil {
		plans.ready = map[string]*prepared{}
	}
	plans.ready[string(key)] = r
	return r, nil
}

// read lists the works and loads the dictionary.
func (p Plan) read(ctx context.Context) (*prepared, string, error) {
	fsys, err := storage.Open(ctx, p.Input)
	if err != nil {
		return nil, "", err
	}
	in := pipeline.Input{Input: &read.Input{FS: fsys, Patterns: []string{"."}}, Options: read.Options{Encoding: p.Config.Encoding}}
	r := &prepared{}
	if r.job, err = pipeline.NewJob(ctx, in, p.Config, func(string, int64, int64) {}); err != nil {
		return nil, "", err
	}
	if r.out, err = storage.Create(ctx, p.Config.Out); err != nil {
		return nil, "", err
	}
	r.shards = r.job.Shards()
	r.vocabulary = sync.OnceValues(func() (*pipeline.Vocabulary, error) {
		words, err := r.out.Unit(reduceUnit(pipeline.Words))
		if err != nil {
			return nil, err
		}
		return pipeline.VocabularyOf(words)
	})
	return r, r.job.Hash(), nil
}

// unit keeps what a step makes.
func (r *prepared) unit(name string, step func(put pipeline.Sink) error) error {
	d := r.out.Draft(name)
	if err := step(d.Put); err != nil {
		return err
	}
	return d.Finish()
}

// finish assembles the result.
func (r *prepared) finish(ctx context.Context) error {
	var mapped, joined []pipeline.Unit
	for shard := range r.shards {
		m, err := r.out.Unit(mapUnit(shard))
		if err != nil {
			return err
		}
		j, err := r.out.Unit(joinUnit(shard))
		if err != nil {
			return err
		}
		mapped, joined = append(mapped, m), append(joined, j)
	}
	reduced := map[string]pipeline.Unit{}
	for _, partition := range pipeline.Partitions {
		u, err := r.out.Unit(reduceUnit(partition))
		if err != nil {
			return err
		}
		reduced[partition] = u
	}
	_, err := r.job.Assemble(ctx, mapped, joined, reduced, r.out.Result())
	return err
}
