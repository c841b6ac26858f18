package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"fusul/pipeline/store"
	"fusul/stages/report"
	"fusul/stages/table"
)

// A pool drives the steps of a job on this machine: shards on several
// goroutines, what they make in an output folder.
type pool struct {
	ctx      context.Context
	job      *Job
	folder   *store.Folder
	progress Progress
	mapped   bool // the shards must have been mapped by others
}

// run does the steps and puts their results in place.
func (p *pool) run() (*Summary, error) {
	shards, reused, err := p.mapShards(p.job.Shards())
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(shards))
	for i, u := range shards {
		keys[i] = u.Key()
	}
	p.progress("corpus", 0, 1)
	reduced := map[string]*store.Unit{}
	for _, some := range [][]string{{ofDocuments, ofWords, ofLemmas}, {ofTopics}} { // the model fits on all workers by itself
		reduce := func(partition string) (*store.Unit, error) { return p.reduce(partition, keys, shards) }
		i := 0
		for u, err := range ordered(p.ctx, p.job.cfg.Workers, items(some), reduce) {
			if err != nil {
				return nil, err
			}
			reduced[some[i]] = u
			i++
			if some[0] != ofTopics { // which tells of itself
				p.progress("corpus", int64(i), int64(len(some)))
			}
		}
	}
	joined, err := p.join(shards, reduced[ofWords])
	if err != nil {
		return nil, err
	}
	inferred, err := p.infer(shards, reduced[ofTopics])
	if err != nil {
		return nil, err
	}
	p.progress("results", 0, 1)
	r, err := p.folder.Result()
	if err != nil {
		return nil, err
	}
	partitions := map[string]Unit{}
	for partition, u := range reduced {
		partitions[partition] = u
	}
	sum, err := p.job.Assemble(p.ctx, units(shards), units(slices.Concat(joined, inferred)), partitions, localResult{r})
	if err != nil {
		return nil, err
	}
	sum.Shards, sum.Reused = len(shards), reused
	if !p.job.cfg.NoReport {
		if err := writeReport(r); err != nil {
			return nil, err
		}
		sum.Files = r.Files
	}
	if p.ctx.Err() != nil {
		return nil, context.Cause(p.ctx)
	}
	if err := r.Commit(report.Name); err != nil {
		return nil, err
	}
	p.progress("results", 1, 1)
	return sum, nil
}

// writeReport adds the report, which reads the result as it will be. The
// manifest does not name it: anybody may write it again in another language.
func writeReport(r *store.Result) error {
	return r.Write(table.File{Name: report.Name}, func(w io.Writer) (int64, error) {
		return 0, report.Write(r.Dir(), w, report.Options{})
	})
}

// units returns the units of the store as those of any driver.
func units(some []*store.Unit) []Unit {
	all := make([]Unit, len(some))
	for i, u := range some {
		all[i] = u
	}
	return all
}

// items yields the items of a list.
func items[T any](list []T) func(yield func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, x := range list {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// ownFile says which files of a unit become results as they are.
func ownFile(name string) bool {
	base, _ := strings.CutSuffix(name, ".parquet")
	return largeTables[base] || strings.HasPrefix(name, "text/")
}

// unit returns the unit of a key, which make makes unless an earlier run did.
func (p *pool) unit(key string, make func(out Sink) error) (*store.Unit, bool, error) {
	if u, ok := p.folder.Unit(key); ok {
		return u, true, nil
	}
	d, err := p.folder.Draft(key, ownFile)
	if err != nil {
		return nil, false, err
	}
	if err := make(d.Put); err != nil {
		d.Drop()
		return nil, false, err
	}
	u, err := d.Finish()
	if err != nil {
		d.Drop()
	}
	return u, false, err
}

// mapShards maps shards, and counts those that were there already.
func (p *pool) mapShards(shards []Shard) (units []*store.Unit, reused int, err error) {
	type mapped struct {
		unit   *store.Unit
		reused bool
	}
	one := func(s Shard) (m mapped, err error) {
		files, err := p.job.fileHashes(s)
		if err != nil {
			return m, err
		}
		m.unit, m.reused, err = p.unit(p.job.key(s, files), func(out Sink) error {
			if p.mapped {
				return &MissingError{s.ID, len(p.job.Shards())}
			}
			return p.job.mapFiles(p.ctx, s, files, out)
		})
		return m, err
	}
	done, total := int64(0), int64(0)
	for _, s := range shards {
		total += s.Size
	}
	p.progress("works", 0, total)
	for m, err := range ordered(p.ctx, p.job.cfg.Workers, items(shards), one) {
		if err != nil {
			return nil, 0, err
		}
		done += shards[len(units)].Size
		if m.reused {
			reused++
		}
		units = append(units, m.unit)
		p.progress("works", done, total)
	}
	return units, reused, nil
}

// keyOf returns the key of what is made from others.
func keyOf(parts ...any) string {
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(parts) // a hash takes all that is written
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// reduce reduces one partition of the shards' blocks.
func (p *pool) reduce(partition string, keys []string, shards []*store.Unit) (*store.Unit, error) {
	key := keyOf("reduce", partition, keys, p.job.list.Manifests, p.job.list.Problems)
	u, _, err := p.unit(key, func(out Sink) error {
		return p.job.ReduceShards(p.ctx, partition, units(shards), out, p.progress)
	})
	return u, err
}

// join joins the counts of all shards with the vocabulary.
func (p *pool) join(shards []*store.Unit, words *store.Unit) ([]*store.Unit, error) {
	v, err := VocabularyOf(words)
	if err != nil {
		return nil, err
	}
	return p.eachShard("counts", shards, words, func(s *store.Unit, out Sink) error {
		return p.job.JoinShard(p.ctx, s, v, out)
	})
}

// infer finds the topics of all shards, where the model was trained on a sample.
func (p *pool) infer(shards []*store.Unit, topics *store.Unit) ([]*store.Unit, error) {
	m, err := ModelOf(topics)
	if m == nil || err != nil {
		return nil, err
	}
	return p.eachShard("shares", shards, topics, func(s *store.Unit, out Sink) error {
		return p.job.InferShard(p.ctx, s, m, out)
	})
}

// eachShard makes a unit of each shard and of what Reduce made of a partition.
func (p *pool) eachShard(stage string, shards []*store.Unit, reduced *store.Unit, step func(s *store.Unit, out Sink) error) ([]*store.Unit, error) {
	one := func(s *store.Unit) (*store.Unit, error) {
		u, _, err := p.unit(keyOf("join", s.Key(), reduced.Key()), func(out Sink) error { return step(s, out) })
		return u, err
	}
	var joined []*store.Unit
	for u, err := range ordered(p.ctx, p.job.cfg.Workers, items(shards), one) {
		if err != nil {
			return nil, err
		}
		joined = append(joined, u)
		p.progress(stage, int64(len(joined)), int64(len(shards)))
	}
	return joined, nil
}
