package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/bits"
	"sync"

	"fusul/stages/clitic"
	"fusul/stages/read"
	"fusul/stages/table"
)

// A run is a few steps over shards. The first two are here, the others in join.go
// and infershard.go:
//
//	Map     the works of one shard → tables of the works, and blocks
//	Reduce  the blocks of one partition → tables of the corpus
//	Join    what Map counted in a shard, with the vocabulary that Reduce found
//	Infer   the topic units of a shard, with a model that Reduce trained on a sample
//
// Each is a function of its arguments and may run twice, anywhere. What they
// make they hand to a Sink under fixed names; a driver decides where it is
// kept. Run is the driver of this machine.

// A Sink takes what a step makes. The data are its own until it returns.
type Sink func(name string, data []byte) error

// A Job is a run that is prepared: its works are listed and its stages made.
// All goroutines share it: it is read-only, but for memory that is used again.
type Job struct {
	cfg    Config
	worker *worker
	list   *read.Corpus
	scale  scale
	total  int64 // bytes of all works

	lexicon  string // hash of the dictionary
	splitter string // hash of the words that the splitter was taught, or empty

	parts, joiners sync.Pool // of what shards were gathered in, for the next ones
}

// A Shard is a run of works that follow each other.
type Shard struct {
	ID    int
	First int // number of its first work in the corpus
	Works []read.Work
	Size  int64
}

// NewJob prepares a run. It lists the input, but reads its works only where
// cfg.Adapt asks for it.
func NewJob(ctx context.Context, in Input, cfg Config, progress Progress) (*Job, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	cfg.Encoding, cfg.Repair = in.Options.Encoding, in.Options.Repair
	list, err := in.List(in.Options)
	if err != nil {
		return nil, err
	}
	if cfg.Strict && len(list.Problems) > 0 {
		return nil, errors.New(list.Problems[0].Message)
	}
	l, lexiconHash, err := LoadLexicon(cfg.Lexicon)
	if err != nil {
		return nil, err
	}
	j := &Job{cfg: cfg, list: list, lexicon: lexiconHash}
	var splitter *clitic.Splitter
	if cfg.Adapt {
		splitter, j.splitter, err = adapt(ctx, in, cfg, l, list.Works, progress)
	} else {
		splitter, err = splitterFor(l)
	}
	if err != nil {
		return nil, err
	}
	if j.worker, err = newWorker(in, cfg, l, splitter); err != nil {
		return nil, err
	}
	j.worker.lexicon = lexiconHash
	j.worker.compares = everything
	if cfg.Stats == "basic" {
		j.worker.compares = texts
	}
	for _, w := range list.Works {
		j.total += w.Size
	}
	j.scale = scale{works: len(list.Works), streamed: j.total < mostStreamed*bytesPerWord}
	return j, nil
}

// bytesPerWord is more than a word of any text takes, markup and mark included.
const bytesPerWord = 16

// The sizes of shards, in bytes of input: small enough that what a worker
// holds is little, large enough that dictionaries pay.
var (
	leastShard int64 = 1 << 20
	mostShard  int64 = 8 << 20
)

// Shards cuts the works into runs. Where they are cut depends on the number
// and the sizes of the works alone, so that no driver and no number of workers
// changes a byte. A grid of so many works to a run, a power of two, keeps most
// runs as they were where a work changes; a run that is too large is cut
// within its square of the grid.
func (j *Job) Shards() []Shard {
	works := j.list.Works
	size := min(mostShard, max(leastShard, j.total/16))
	mean := max(1, j.total/int64(max(1, len(works))))
	square := 1 << (bits.Len64(uint64(max(1, size/mean))) - 1)
	var shards []Shard
	for i, w := range works {
		n := len(shards)
		if i%square == 0 || shards[n-1].Size+w.Size > 2*size {
			shards = append(shards, Shard{ID: n, First: i})
			n++
		}
		s := &shards[n-1]
		s.Works, s.Size = append(s.Works, w), s.Size+w.Size
	}
	return shards
}

// Key returns the name of what Map would make of s: a hash of all that it
// depends on, the bytes of the input files among them.
func (j *Job) Key(s Shard) (string, error) {
	files, err := j.fileHashes(s)
	if err != nil {
		return "", err
	}
	return j.key(s, files), nil
}

func (j *Job) key(s Shard, files map[string]string) string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	_ = enc.Encode([]any{ // a hash takes all that is written
		Version, table.Schema, blockVers, j.cfg.hash(), j.worker.input.Options.Limits(), j.lexicon, j.worker.plurals, j.splitter, j.scale, s.First, s.Works, files,
	})
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// fileHashes returns the hash of each input file of s by its path. A file that
// cannot be read has the reason in its place.
func (j *Job) fileHashes(s Shard) (map[string]string, error) {
	files := map[string]string{}
	for _, w := range s.Works {
		for _, f := range w.Files {
			h := sha256.New()
			in, err := j.worker.input.FS.Open(f.Path)
			if err == nil {
				_, err = io.Copy(h, in)
				in.Close()
			}
			if err != nil {
				files[f.Path] = err.Error()
				continue
			}
			files[f.Path] = hex.EncodeToString(h.Sum(nil))
		}
	}
	return files, nil
}

// ErrChanged is the error of an input file that was another one at the end of
// a run than at its beginning.
var ErrChanged = errors.New("changed while it was read; run again")

// Map analyses the works of a shard. It hands out text/ID.txt for each work,
// NAME.parquet for each table with rows, counts for Join, and a block for each
// partition.
func (j *Job) Map(ctx context.Context, s Shard, out Sink) error {
	files, err := j.fileHashes(s)
	if err != nil {
		return err
	}
	return j.mapFiles(ctx, s, files, out)
}

// mapFiles is Map for a shard whose files have the given hashes.
func (j *Job) mapFiles(ctx context.Context, s Shard, files map[string]string, out Sink) error {
	p := j.newPart()
	session := p.session
	defer session.Close()
	for i, work := range s.Works {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		a, err := j.worker.loadIn(p.session, &p.scratch, work)
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) && !errors.Is(err, fs.ErrNotExist) {
			if j.cfg.Strict {
				return err
			}
			if err := j.unchanged(work, files); err != nil { // the next run may be able to read it
				return err
			}
			if err := p.skip(s.First+i, skipped(bad)); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		for _, source := range a.Doc.Sources { // the bytes that were read
			if want, ok := files[source.Path]; ok && want != source.SHA256 {
				return fmt.Errorf("%s: %w", source.Path, ErrChanged)
			}
		}
		if err := p.add(s.First+i, a); err != nil {
			return err
		}
		if err := out("text/"+a.Doc.ID+".txt", []byte(a.Doc.Text)); err != nil {
			return err
		}
	}
	if err := p.finish(out); err != nil {
		return err
	}
	j.release(p)
	return nil
}

// unchanged returns an error if the files of a work are not what they were.
func (j *Job) unchanged(work read.Work, files map[string]string) error {
	now, err := j.fileHashes(Shard{Works: []read.Work{work}})
	if err != nil {
		return err
	}
	for _, f := range work.Files {
		if now[f.Path] != files[f.Path] {
			return fmt.Errorf("%s: %w", f.Path, ErrChanged)
		}
	}
	return nil
}

// info is what a table says of its making. The corpus is not known until all
// of it was read, so only datapackage.json has its hash.
func (w *worker) info() table.Info {
	return table.Info{Version: Version, LexiconHash: w.lexicon, PluralsHash: w.plurals, ConfigHash: w.cfg.hash()}
}

// ReduceShards is Reduce of what Map made of all shards.
func (j *Job) ReduceShards(ctx context.Context, partition string, shards []Unit, out Sink, progress Progress) error {
	blocks := make([]io.Reader, len(shards))
	for i, s := range shards {
		block, err := s.Open(blockName(partition))
		if err != nil {
			return err
		}
		defer block.Close()
		blocks[i] = block
	}
	return j.Reduce(ctx, partition, blocks, out, progress)
}

// Reduce merges the blocks of one partition, whatever their order, and hands
// out NAME.parquet for each table with rows, what else the partition makes,
// and summary.json.
func (j *Job) Reduce(ctx context.Context, partition string, blocks []io.Reader, out Sink, progress Progress) error {
	c := newCollector(ctx, j)
	readers := make([]byteReader, len(blocks))
	for i, b := range blocks {
		readers[i] = buffered(b)
	}
	records := mergeBlocks(readers)
	var err error
	switch partition {
	case ofDocuments:
		err = c.reduceDocuments(records, out)
	case ofWords:
		err = c.reduceWords(records, out)
	case ofLemmas:
		err = c.reduceLemmas(records)
	case ofTopics:
		if err = c.reduceTopics(records); err == nil {
			err = c.writeTopics(ctx, out, progress)
		}
	default:
		err = fmt.Errorf("no partition is called %q", partition)
	}
	if err != nil {
		return err
	}
	if err := c.out.Files(j.worker.info(), out); err != nil {
		return err
	}
	summary, err := json.Marshal(c.sum)
	if err != nil {
		return err
	}
	return out("summary.json", summary)
}
