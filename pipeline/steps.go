package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Depot keeps what the steps of a run make, each as a unit of the step's
// name, where the processes of all machines find it.
type Depot interface {
	// Make keeps what do hands out, whole or not at all, in the place of what
	// was there before.
	Make(step string, do func(out Sink) error) error
	Unit(step string) (Unit, error) // fs.ErrNotExist where it was not made
	Result() Result
}

// Steps are the steps of a run by their names, for drivers that hand out names
// and leave the data to a Depot. These kinds are done one behind the other,
// those of a kind in any order:
//
//	map     map/0, map/1 ... for each shard
//	words   reduce/words, after map
//	reduce  reduce/documents and so on for each other partition, after map
//	join    join/0, join/1 ... for each shard, after words
//	infer   infer/0, infer/1 ... for each shard, after reduce
//	finish  the result, after all others
//
// A step may be done more than once, at the same time too: it makes the same.
type Steps struct {
	job        *Job
	shards     []Shard
	depot      Depot
	vocabulary func() (*Vocabulary, error)
	model      func() (*TopicModel, error) // nil where shards have no topics to infer
}

// NewSteps returns the steps of a run.
func NewSteps(j *Job, d Depot) *Steps {
	vocabulary := func() (*Vocabulary, error) {
		words, err := d.Unit("reduce/" + ofWords)
		if err != nil {
			return nil, err
		}
		return VocabularyOf(words)
	}
	model := func() (*TopicModel, error) {
		topics, err := d.Unit("reduce/" + ofTopics)
		if err != nil {
			return nil, err
		}
		return ModelOf(topics)
	}
	return &Steps{j, j.Shards(), d, remembered(vocabulary), remembered(model)}
}

// remembered returns read, which is called until it succeeds: a store may be
// out of reach for a moment.
func remembered[T any](read func() (T, error)) func() (T, error) {
	var (
		mu    sync.Mutex
		known bool
		value T
	)
	return func() (T, error) {
		mu.Lock()
		defer mu.Unlock()
		if known {
			return value, nil
		}
		v, err := read()
		if err == nil {
			value, known = v, true
		}
		return v, err
	}
}

// Hash returns a hash of the settings, the dictionary and the list of works,
// but for what is in them: processes on many machines compare what they see.
func (s *Steps) Hash() string { return s.job.key(Shard{Works: s.job.list.Works}, nil) }

// Names returns the names of the steps of a kind.
func (s *Steps) Names(kind string) []string {
	var names []string
	switch kind {
	case "map", "join", "infer":
		for shard := range s.shards {
			names = append(names, fmt.Sprintf("%s/%d", kind, shard))
		}
	case "words", "reduce":
		for _, partition := range Partitions {
			if (partition == ofWords) == (kind == "words") {
				names = append(names, "reduce/"+partition)
			}
		}
	case "finish":
		names = []string{kind}
	}
	return names
}

// Handled is how much went through a step.
type Handled struct {
	Works  int
	Input  int64 // bytes of the works
	Blocks int64 // bytes of blocks for Reduce
}

// Do does the step of a name.
func (s *Steps) Do(ctx context.Context, step string) (n Handled, err error) {
	kind, of, _ := strings.Cut(step, "/")
	shard, err := strconv.Atoi(of)
	known := err == nil && shard >= 0 && shard < len(s.shards)
	if kind == "reduce" {
		known = slices.Contains(Partitions, of)
	}
	if !known && step != "finish" {
		return n, fmt.Errorf("no step is called %q", step)
	}
	switch kind {
	case "map":
		n.Works, n.Input = len(s.shards[shard].Works), s.shards[shard].Size
		err = s.depot.Make(step, func(out Sink) error {
			return s.job.Map(ctx, s.shards[shard], func(name string, data []byte) error {
				if strings.HasPrefix(name, blockPrefix) {
					n.Blocks += int64(len(data))
				}
				return out(name, data)
			})
		})
	case "reduce":
		err = s.depot.Make(step, func(out Sink) error { return s.reduce(ctx, of, out) })
	case "join":
		err = s.depot.Make(step, func(out Sink) error { return s.join(ctx, shard, out) })
	case "infer":
		err = s.infer(ctx, step, shard)
	case "finish":
		err = s.finish(ctx)
	default:
		err = fmt.Errorf("no kind of step is called %q", kind)
	}
	return n, err
}

func (s *Steps) reduce(ctx context.Context, partition string, out Sink) error {
	mapped, err := s.units("map")
	if err != nil {
		return err
	}
	return s.job.ReduceShards(ctx, partition, mapped, out, func(string, int64, int64) {})
}

func (s *Steps) join(ctx context.Context, shard int, out Sink) error {
	words, err := s.vocabulary()
	if err != nil {
		return err
	}
	mapped, err := s.depot.Unit(fmt.Sprintf("map/%d", shard))
	if err != nil {
		return err
	}
	return s.job.JoinShard(ctx, mapped, words, out)
}

// infer does nothing where the model saw all units itself.
func (s *Steps) infer(ctx context.Context, step string, shard int) error {
	m, err := s.model()
	if m == nil || err != nil {
		return err
	}
	mapped, err := s.depot.Unit(fmt.Sprintf("map/%d", shard))
	if err != nil {
		return err
	}
	return s.depot.Make(step, func(out Sink) error { return s.job.InferShard(ctx, mapped, m, out) })
}

func (s *Steps) finish(ctx context.Context) error {
	mapped, err := s.units("map")
	if err != nil {
		return err
	}
	joined, err := s.units("join")
	if err != nil {
		return err
	}
	m, err := s.model()
	if err != nil {
		return err
	}
	if m != nil {
		inferred, err := s.units("infer")
		if err != nil {
			return err
		}
		joined = append(joined, inferred...)
	}
	reduced := map[string]Unit{}
	for _, partition := range Partitions {
		if reduced[partition], err = s.depot.Unit("reduce/" + partition); err != nil {
			return err
		}
	}
	_, err = s.job.Assemble(ctx, mapped, joined, reduced, s.depot.Result())
	return err
}

// units returns what a step made of each shard.
func (s *Steps) units(kind string) ([]Unit, error) {
	var all []Unit
	for _, step := range s.Names(kind) {
		u, err := s.depot.Unit(step)
		if err != nil {
			return nil, err
		}
		all = append(all, u)
	}
	return all, nil
}
