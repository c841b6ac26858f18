package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"fusul/stages/table"
	"fusul/stages/topics"
)

// A TopicModel is the topic model of a finished run, for texts that it has
// not seen.
type TopicModel struct {
	Topics []table.TopicRow
	Config Config // how the texts of the run were read and cut

	topics *topics.Topics
	words  map[string]int32 // folded words of the model
}

// LoadTopicModel reads the model of the output folder dir.
func LoadTopicModel(dir string) (*TopicModel, error) {
	data, err := os.ReadFile(filepath.Join(dir, table.Manifest))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s holds no %s, so it is no folder of a finished run", dir, table.Manifest)
	} else if err != nil {
		return nil, err
	}
	contents, err := table.ParsePackage(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	m := &TopicModel{words: map[string]int32{}}
	for _, f := range contents.Config {
		m.Config.take(f.Name, f.Value)
	}
	m.Topics, err = table.Read[table.TopicRow](dir, "topics")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if len(m.Topics) == 0 {
		return nil, fmt.Errorf("%s has no topic model: it was run with --topics none, or had too little text", dir)
	}
	entries, alpha := make([][]topics.Ranked, len(m.Topics)), make([]float64, len(m.Topics))
	for k, row := range m.Topics {
		alpha[k] = row.Alpha
	}
	for row, err := range table.Rows[table.ModelRow](dir, "topic_model") {
		if err != nil {
			return nil, err
		}
		if row.Topic < 1 || int(row.Topic) > len(entries) {
			return nil, fmt.Errorf("%s: topic_model has topic %d, topics has %d", dir, row.Topic, len(entries))
		}
		id, ok := m.words[row.Term]
		if !ok {
			id = int32(len(m.words))
			m.words[row.Term] = id
		}
		entries[row.Topic-1] = append(entries[row.Topic-1], topics.Ranked{Word: id, Value: row.Beta})
	}
	if m.topics, err = topics.Restore(alpha, entries, len(m.words)); err != nil {
		return nil, fmt.Errorf("%s: topic_model: %w", dir, err)
	}
	return m, nil
}

// take sets what a setting of the run says of the reading of texts.
func (c *Config) take(name, value string) {
	switch name {
	case "profile":
		c.Profile = value
	case "scheme":
		c.Scheme = value
	case "notes":
		c.Notes = value
	case "segment":
		c.Segment = value
	case "chunk":
		c.Chunk, _ = strconv.Atoi(value)
	}
}

// Inferred is what the model says of one work.
type Inferred struct {
	*Analysis
	BySection []table.GammaRow // shares of the topics by section
	ByChapter []table.GammaRow // by chapter
	Unknown   int64            // content words that the model does not know
}

// Infer yields the shares of the topics in the works of the input, in input
// order; one that cannot be read is a *read.SyntaxError in its place. The works
// are read with the settings of the model's run, but with the workers and the
// dictionary of cfg.
func (m *TopicModel) Infer(ctx context.Context, in Input, cfg Config) (iter.Seq2[*Inferred, error], error) {
	own := m.Config
	own.Workers, own.Lexicon = cfg.Workers, cfg.Lexicon
	w, own, list, err := prepare(in, own, nil)
	if err != nil {
		return nil, err
	}
	return func(yield func(*Inferred, error) bool) {
		for a, err := range ordered(ctx, own.Workers, works(list.Works), w.load) {
			var one *Inferred
			if err == nil {
				one = m.infer(a)
			}
			if !yield(one, err) {
				return
			}
		}
	}, nil
}

// infer adds up the topics of the units of a work by section and by chapter.
func (m *TopicModel) infer(a *Analysis) *Inferred {
	out := &Inferred{Analysis: a}
	ids := make([]int32, len(a.content))
	for i, w := range a.content {
		id, ok := m.words[w.folded]
		if !ok {
			id = -1
		}
		ids[i] = id
	}
	section, chapter := m.sum(), m.sum()
	for i, b := range a.bags {
		doc := make([]int32, 0, len(b.words))
		for _, w := range b.words {
			if ids[w] < 0 {
				out.Unknown++
				continue
			}
			doc = append(doc, ids[w])
		}
		if len(doc) > 0 {
			theta := m.topics.Infer(doc)
			section.add(theta, len(doc))
			chapter.add(theta, len(doc))
		}
		of := a.Sections[b.section].Chapter
		if i+1 == len(a.bags) || a.bags[i+1].section != b.section {
			out.BySection = section.rows(out.BySection, a.ids.Doc, of, a.ids.Sections[b.section])
		}
		if i+1 == len(a.bags) || a.Sections[a.bags[i+1].section].Chapter != of {
			out.ByChapter = chapter.rows(out.ByChapter, a.ids.Doc, of, "")
		}
	}
	return out
}

// A topicSum is the topics of a text while its units are added up.
type topicSum struct {
	share []float64
	n     int
}

func (m *TopicModel) sum() topicSum { return topicSum{share: make([]float64, len(m.Topics))} }

// add takes in a unit of n words.
func (s *topicSum) add(theta []float64, n int) {
	for k, x := range theta {
		s.share[k] += float64(float64(n) * x)
	}
	s.n += n
}

// rows appends the shares to rows, and begins a new sum.
func (s *topicSum) rows(rows []table.GammaRow, doc, chapter, section string) []table.GammaRow {
	if s.n == 0 {
		return rows
	}
	rows = slices.Grow(rows, len(s.share))
	for k, x := range s.share {
		rows = append(rows, table.GammaRow{
			Doc: doc, Chapter: chapter, Section: section, Topic: int32(k + 1), Gamma: x / float64(s.n), Tokens: int64(s.n),
		})
	}
	clear(s.share)
	s.n = 0
	return rows
}
