package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"fusul/pipeline"
)

// mostPiece is the size of the pieces in which blocks pass through Beam: some
// runners take no message above 4 MB.
const mostPiece = 2 << 20

// A Piece is a stretch of a shard's block, by its number.
type Piece struct {
	Shard, Number int
	Data          []byte
}

var (
	works    = beam.NewCounter("fusul", "works")
	input    = beam.NewCounter("fusul", "bytes of input")
	shuffled = beam.NewCounter("fusul", "bytes shuffled")
	took     = beam.NewDistribution("fusul", "milliseconds of a shard")
)

// registerSteps makes the steps known to Beam. A worker is this program too,
// and finds them by their names.
func registerSteps() {
	register.DoFn4x1[context.Context, int, func(string, Piece), func(string), error](&Map{})
	register.DoFn5x1[context.Context, string, func(*Piece) bool, func(int), func(string), error](&Reduce{})
	register.DoFn3x1[context.Context, int, func(string), error](&Join{})
	register.DoFn3x1[context.Context, int, func(*string) bool, error](&Finish{})
	register.Emitter2[string, Piece]()
	register.Emitter1[string]()
	register.Emitter1[int]()
	register.Iter1[Piece]()
	register.Iter1[string]()
}

// build adds the steps of a run to a pipeline.
func build(s beam.Scope, plan Plan) {
	shards := make([]int, plan.Shards)
	for i := range shards {
		shards[i] = i
	}
	spread := beam.Reshuffle(s, beam.CreateList(s, shards)) // else one worker would get them all
	pieces, mapped := beam.ParDo2(s.Scope("Map"), &Map{plan}, spread)
	again, reduced := beam.ParDo2(s.Scope("Reduce"), &Reduce{plan}, beam.GroupByKey(s, pieces))
	joined := beam.ParDo(s.Scope("Join"), &Join{plan}, beam.Reshuffle(s, again))
	all := beam.AddFixedKey(s, beam.Flatten(s, mapped, reduced, joined))
	beam.ParDo0(s.Scope("Finish"), &Finish{plan}, beam.GroupByKey(s, all))
}

// Map analyses a shard. Its blocks go to Reduce, its files to the output.
type Map struct{ Plan Plan }

// Setup loads the dictionary and what else a run needs.
func (f *Map) Setup(ctx context.Context) error { return f.Plan.prepare(ctx) }

// ProcessElement maps one shard.
func (f *Map) ProcessElement(ctx context.Context, shard int, emit func(string, Piece), done func(string)) error {
	r, err := f.Plan.open(ctx)
	if err != nil {
		return err
	}
	began, s := time.Now(), r.shards[shard]
	err = r.unit(mapUnit(shard), func(put pipeline.Sink) error {
		return r.job.Map(ctx, s, func(name string, data []byte) error {
			partition, isBlock := pipeline.PartitionOf(name)
			for i, at := 0, 0; isBlock && at < len(data); i, at = i+1, at+mostPiece {
				emit(partition, Piece{shard, i, data[at:min(at+mostPiece, len(data))]})
			}
			if isBlock {
				shuffled.Inc(ctx, int64(len(data)))
			}
			if isBlock && partition != pipeline.Words { // Join wants those of the words again
				return nil
			}
			return put(name, data)
		})
	})
	works.Inc(ctx, int64(len(s.Works)))
	input.Inc(ctx, s.Size)
	took.Update(ctx, time.Since(began).Milliseconds())
	done(mapUnit(shard))
	return err
}

// Reduce makes the tables of one partition of the corpus.
type Reduce struct{ Plan Plan }

// Setup loads the dictionary and what else a run needs.
func (f *Reduce) Setup(ctx context.Context) error { return f.Plan.prepare(ctx) }

// ProcessElement reduces one partition. When it is that of the words, every
// shard can be joined with them.
func (f *Reduce) ProcessElement(ctx context.Context, partition string, next func(*Piece) bool, again func(int), done func(string)) error {
	r, err := f.Plan.open(ctx)
	if err != nil {
		return err
	}
	blocks, end, err := spool(next, f.Plan.Shards)
	if err != nil {
		return fmt.Errorf("partition %s: %w", partition, err)
	}
	defer end()
	err = r.unit(reduceUnit(partition), func(put pipeline.Sink) error {
		return r.job.Reduce(ctx, partition, blocks, put, func(string, int64, int64) {})
	})
	for shard := 0; partition == pipeline.Words && shard < f.Plan.Shards; shard++ {
		again(shard)
	}
	done(reduceUnit(partition))
	return err
}

// spool keeps pieces on the disk, since a merge reads all blocks at a time,
// and returns the blocks by shard.
func spool(next func(*Piece) bool, shards int) (blocks []io.Reader, end func(), err error) {
	disk, err := os.CreateTemp("", "fusul-blocks-")
	if err != nil {
		return nil, nil, err
	}
	end = func() {
		disk.Close()
		os.Remove(disk.Name())
	}
	pieces := make([]map[int]io.Reader, shards)
	at := int64(0)
	for p := (Piece{}); next(&p); p = (Piece{}) {
		if pieces[p.Shard] == nil {
			pieces[p.Shard] = map[int]io.Reader{}
		}
		pieces[p.Shard][p.Number] = io.NewSectionReader(disk, at, int64(len(p.Data)))
		n, err := disk.Write(p.Data)
		if at += int64(n); err != nil {
			end()
			return nil, nil, err
		}
	}
	for shard, some := range pieces {
		readers := make([]io.Reader, len(some))
		for i := range readers {
			if readers[i] = some[i]; readers[i] == nil {
				some = nil
			}
		}
		if len(some) == 0 {
			end()
			return nil, nil, fmt.Errorf("the runner lost a piece of the block of shard %d", shard)
		}
		blocks = append(blocks, bufio.NewReaderSize(io.MultiReader(readers...), 16<<10))
	}
	return blocks, end, nil
}

// Join makes the word counts of a shard.
type Join struct{ Plan Plan }

// Setup loads the dictionary and what else a run needs.
func (f *Join) Setup(ctx context.Context) error { return f.Plan.prepare(ctx) }

// ProcessElement joins one shard with the vocabulary.
func (f *Join) ProcessElement(ctx context.Context, shard int, done func(string)) error {
	r, err := f.Plan.open(ctx)
	if err != nil {
		return err
	}
	words, err := r.vocabulary()
	if err != nil {
		return err
	}
	mapped, err := r.out.Unit(mapUnit(shard))
	if err != nil {
		return err
	}
	done(joinUnit(shard))
	return r.unit(joinUnit(shard), func(put pipeline.Sink) error { return r.job.JoinShard(ctx, mapped, words, put) })
}

// Finish puts the files of all steps in their places.
type Finish struct{ Plan Plan }

// Setup loads the dictionary and what else a run needs.
func (f *Finish) Setup(ctx context.Context) error { return f.Plan.prepare(ctx) }

// ProcessElement takes the names of all that was made, which need not be told.
func (f *Finish) ProcessElement(ctx context.Context, _ int, _ func(*string) bool) error {
	r, err := f.Plan.open(ctx)
	if err != nil {
		return err
	}
	return r.finish(ctx)
}
