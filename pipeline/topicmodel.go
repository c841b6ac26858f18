package pipeline

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"

	"fusul/stages/table"
	"fusul/stages/text"
	"fusul/stages/topics"
)

// A TopicModel is the topic model of a finished run, for texts that it has
// not seen.
type TopicModel struct {
	Topics  []table.TopicRow
	Config  Config // how the texts of the run were read and cut
	Words   int64  // words of the units of the run
	Trained int64  // of these, the words that the model was trained on

	fixed *topics.Fixed
	words map[string]int32 // folded words of the model
}

// ModelFile is the name of the file that holds the topic model of a run, and
// all that is needed to find its topics in other texts.
//
// It is a block (see block.go): a record with a [modelHead] as JSON, then a
// record for each word, by rising spelling, with the topics that it was found in
// and its probabilities there. A block has a version and checksums.
const ModelFile = "topics.model"

// modelFormat is the version of the records of a model.
const modelFormat = 1

// A modelHead is a topic model but for its words.
type modelHead struct {
	Format  int
	Version string       // of the program
	Config  []text.Field // the settings of the run
	Words   int64
	Trained int64
	Topics  []table.TopicRow
	Alpha   []float64 // document prior of each topic
	Least   []float64 // probability of the words that a topic was not found for
}

// packModel returns a model as a file.
func packModel(cfg Config, sum *Summary, f *topics.Fixed, words []topicWord) ([]byte, error) {
	head, err := json.Marshal(modelHead{
		Format: modelFormat, Version: Version, Config: cfg.Fields(), Words: sum.TopicWords, Trained: sum.Trained,
		Topics: sum.Topics, Alpha: f.Alpha, Least: f.Least,
	})
	if err != nil {
		return nil, err
	}
	b := newBlockWriter()
	b.add([]byte{recordModel}, head)
	order := make([]int32, len(words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return cmp.Compare(words[i].folded, words[j].folded) })
	key := []byte{recordTerm}
	var v packer
	for _, w := range order {
		v = v[:0]
		cells := f.Cells(w)
		v.int(len(cells))
		for _, c := range cells {
			v.int(c.Topic)
			v.float(c.Value)
		}
		key = append(key[:1], words[w].folded...)
		b.add(key, v)
	}
	return b.finish(), nil
}

// unpackModel returns the model of a file.
func unpackModel(file []byte) (*TopicModel, error) {
	m := &TopicModel{words: map[string]int32{}}
	in := bytes.NewReader(file)
	for r, err := range readBlock(in) {
		if err != nil {
			return nil, err
		}
		switch {
		case m.fixed == nil && len(r.key) == 1 && r.key[0] == recordModel:
			err = m.takeHead(r.value)
		case m.fixed != nil && r.key[0] == recordTerm:
			err = m.takeWord(string(r.key[1:]), r.value)
		default:
			err = errors.New("this is no topic model")
		}
		if err != nil {
			return nil, err
		}
	}
	if m.fixed == nil || m.fixed.Words() == 0 || in.Len() > 0 {
		return nil, errBlock
	}
	return m, nil
}

// takeHead takes in the first record of a model.
func (m *TopicModel) takeHead(value []byte) error {
	var h modelHead
	if err := json.Unmarshal(value, &h); err != nil {
		return fmt.Errorf("%w: %w", errBlock, err)
	}
	if h.Format != modelFormat {
		return fmt.Errorf("it is a model of format %d, made by version %s; this is version %s, which reads format %d", h.Format, h.Version, Version, modelFormat)
	}
	if len(h.Topics) != len(h.Alpha) || len(h.Topics) > maxTopics {
		return fmt.Errorf("%w: %d topics with %d priors", errBlock, len(h.Topics), len(h.Alpha))
	}
	m.Topics, m.Words, m.Trained = h.Topics, h.Words, h.Trained
	for _, f := range h.Config {
		m.Config.take(f.Name, f.Value)
	}
	if _, err := m.Config.withDefaults(); err != nil {
		return fmt.Errorf("%w: %w", errBlock, err)
	}
	var err error
	m.fixed, err = topics.NewFixed(h.Alpha, h.Least)
	return err
}

// takeWord takes in a word.
func (m *TopicModel) takeWord(word string, value []byte) error {
	u := unpacker{left: value}
	cells := make([]topics.Cell, u.count())
	for i := range cells {
		cells[i] = topics.Cell{Topic: u.int(), Value: u.float()}
	}
	if u.err() != nil {
		return u.err()
	}
	m.words[word] = int32(m.fixed.Words())
	return m.fixed.Add(cells)
}

// float packs a number with all its bits.
func (p *packer) float(x float64) { *p = binary.LittleEndian.AppendUint64(*p, math.Float64bits(x)) }

// float unpacks what packer.float packed.
func (u *unpacker) float() float64 {
	if len(u.left) < 8 {
		u.bad, u.left = true, nil
		return 0
	}
	x := math.Float64frombits(binary.LittleEndian.Uint64(u.left))
	u.left = u.left[8:]
	return x
}

// LoadTopicModel reads a topic model: the file topics.model of a run, wherever
// it is, or the output folder with that file.
func LoadTopicModel(path string) (*TopicModel, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return readModel(path)
	}
	if _, err := os.Stat(filepath.Join(path, table.Manifest)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s holds no %s, so it is no folder of a finished run", path, table.Manifest)
	}
	m, err := readModel(filepath.Join(path, ModelFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s has no topic model: it was run with --topics none, or had too little text", path)
	}
	if err != nil {
		return nil, err
	}
	rows, err := table.Read[table.TopicRow](path, "topics") // its prevalence is that in all units
	if err != nil {
		return nil, err
	}
	if len(rows) != len(m.Topics) {
		return nil, fmt.Errorf("%s: %s has %d topics, the table topics %d", path, ModelFile, len(m.Topics), len(rows))
	}
	m.Topics = rows
	return m, nil
}

// readModel reads the file of a model.
func readModel(name string) (*TopicModel, error) {
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, err := unpackModel(file)
	if errors.Is(err, errBlock) {
		return nil, fmt.Errorf("%s is no topic model of fusul, or is cut short or damaged: %w", name, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// ModelOf returns the model that Reduce made of the partition topics for the
// shards to find its topics in; nil where it saw all units itself.
func ModelOf(topics Unit) (*TopicModel, error) {
	file, err := topics.Read(ModelFile)
	if errors.Is(err, fs.ErrNotExist) || err == nil && has(topics, "doc_topics.parquet") {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := unpackModel(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ModelFile, err)
	}
	return m, nil
}
