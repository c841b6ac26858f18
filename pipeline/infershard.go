package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"fusul/stages/table"
	"fusul/stages/topics"
)

// topicSums is the name under which InferShard hands out the sums of a shard.
const topicSums = "topic-sums"

// InferShard finds the topics of a model in the units of a shard. It hands out
// the rows of doc_topics and, for Assemble, sums over the sections of the shard.
func (j *Job) InferShard(ctx context.Context, shard Unit, m *TopicModel, out Sink) error {
	block, err := shard.Read(blockName(ofTopics))
	if err != nil {
		return err
	}
	f := m.finder(j.worker.folding)
	sums := newTopicSums(len(m.Topics))
	set := table.NewSet()
	for r, err := range readBlock(bytes.NewReader(block)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			return err
		}
		u, err := unpackUnits(r.value)
		if err != nil {
			return err
		}
		found := f.units(u)
		for i := range found.sections {
			sums.add(&found.sections[i])
		}
		for _, unit := range slices.Concat(found.sections, found.chapters) {
			if err := set.DocTopics.Write(unit.rows()); err != nil {
				return err
			}
		}
	}
	if err := set.Files(j.worker.info(), out); err != nil {
		return err
	}
	return out(topicSums, sums.pack())
}

// sumsOfTopics are sums over sections: all that the tables of topics want of
// them.
type sumsOfTopics struct {
	words       int64
	expected    []float64 // by topic: expected words
	correlation *topics.Correlator
}

func newTopicSums(k int) *sumsOfTopics {
	return &sumsOfTopics{expected: make([]float64, k), correlation: topics.NewCorrelator(k)}
}

// add takes in a section.
func (s *sumsOfTopics) add(u *foundUnit) {
	s.words += int64(u.N)
	gamma := make([]float64, len(u.shares))
	for k, x := range u.shares {
		s.expected[k] += u.Expected[k]
		gamma[k] = x.Mean
	}
	s.correlation.Add(gamma, float64(u.N))
}

// pack packs the sums.
func (s *sumsOfTopics) pack() []byte {
	var v packer
	v.int64(s.words)
	v.int64(s.correlation.Units)
	for _, x := range slices.Concat(s.expected, s.correlation.Sums) {
		v.float(x)
	}
	return v
}

// merge adds packed sums.
func (s *sumsOfTopics) merge(packed []byte) error {
	u := unpacker{left: packed}
	s.words += u.int64()
	s.correlation.Units += u.int64()
	for _, sums := range [][]float64{s.expected, s.correlation.Sums} {
		for i := range sums {
			sums[i] += u.float()
		}
	}
	return u.err()
}

// topicTables makes the tables that are sums over the topics of all shards.
// Where the model saw all units itself, it has made them.
func (j *Job) topicTables(sum *Summary, inferred []Unit, reduced Unit) (Unit, error) {
	if m, err := ModelOf(reduced); m == nil || err != nil {
		return made{}, err
	}
	k := len(sum.Topics)
	all, n := newTopicSums(k), 0
	for _, u := range inferred {
		if !has(u, topicSums) {
			continue
		}
		packed, err := u.Read(topicSums)
		if err == nil {
			err = all.merge(packed)
		}
		if err != nil {
			return nil, err
		}
		n++
	}
	if want := len(j.Shards()); n != want {
		return nil, fmt.Errorf("topics were inferred for %d of %d pieces", n, want)
	}
	for i := range sum.Topics {
		sum.Topics[i].Prevalence = all.expected[i] / float64(max(1, all.words))
	}
	set := table.NewSet()
	err := set.Topics.Write(sum.Topics)
	if err == nil {
		err = set.TopicCorrelation.Write(correlationRows(all.correlation.Matrix(), all.correlation.Units))
	}
	if err != nil {
		return nil, err
	}
	u := made{}
	return u, set.Files(j.worker.info(), func(name string, data []byte) error {
		u[name] = bytes.Clone(data)
		return nil
	})
}

// made is a Unit that was made just now.
type made map[string][]byte

// Names is part of Unit.
func (m made) Names() []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Open is part of Unit.
func (m made) Open(name string) (io.ReadCloser, error) {
	data, err := m.Read(name)
	return io.NopCloser(bytes.NewReader(data)), err
}

// Read is part of Unit.
func (m made) Read(name string) ([]byte, error) {
	data, ok := m[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return data, nil
}
