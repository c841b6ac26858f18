package pipeline

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fusul/stages/table"
	"fusul/stages/topics"
)

// aModel returns a model of two topics and three words as a file.
func aModel(t testing.TB) []byte {
	t.Helper()
	f, err := topics.NewFixed([]float64{.5, .25}, []float64{.01, .02})
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range [][]topics.Cell{{{Topic: 0, Value: .5}}, {{Topic: 0, Value: .25}, {Topic: 1, Value: .6}}, {{Topic: 1, Value: .3}}} {
		if err := f.Add(cells); err != nil {
			t.Fatal(err)
		}
	}
	var cfg Config
	cfg.fill()
	cfg.Profile, cfg.Chunk = "light", 250
	sum := &Summary{TopicWords: 100, Trained: 40, Topics: []table.TopicRow{{Topic: 1, Label: "دولة", Prevalence: .6, Alpha: .5}, {Topic: 2, Prevalence: .4, Alpha: .25}}}
	file, err := packModel(cfg, sum, f, []topicWord{{folded: "قوة"}, {folded: "دولة"}, {folded: "حلف"}})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestModelFile(t *testing.T) {
	file := aModel(t)
	m, err := unpackModel(file)
	if err != nil {
		t.Fatal(err)
	}
	if m.Config.Profile != "light" || m.Config.Chunk != 250 || m.Words != 100 || m.Trained != 40 || len(m.Topics) != 2 || m.Topics[0].Label != "دولة" {
		t.Errorf("model = %+v", m)
	}
	row := make([]float64, 2)
	for word, want := range map[string][2]float64{"قوة": {.5, .02}, "دولة": {.25, .6}, "حلف": {.01, .3}} {
		id, ok := m.words[word]
		if !ok {
			t.Fatalf("%s is not in the model", word)
		}
		if m.fixed.Row(id, row); [2]float64(row) != want {
			t.Errorf("%s: %v, want %v", word, row, want)
		}
	}
	for n := range file {
		if _, err := unpackModel(file[:n]); err == nil {
			t.Fatalf("the first %d of %d bytes: no error", n, len(file))
		}
		damaged := bytes.Clone(file)
		damaged[n] ^= 1 << (n % 8)
		if _, err := unpackModel(damaged); err == nil {
			t.Fatalf("another byte %d: no error", n)
		}
	}
	if _, err := unpackModel(append(bytes.Clone(file), 0)); err == nil {
		t.Error("a byte too many: no error")
	}
}

// TestModelErrors gives the reader whole blocks that are no models.
func TestModelErrors(t *testing.T) {
	head := func(change func(*modelHead)) []byte {
		h := modelHead{Format: modelFormat, Version: "9", Topics: make([]table.TopicRow, 1), Alpha: []float64{1}, Least: []float64{.1}}
		change(&h)
		data, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	same := func(*modelHead) {}
	for name, c := range map[string]struct {
		records []keyed // the number is the kind of the record
		want    string
	}{
		"vocabulary":     {[]keyed{{recordWord, []byte("x")}}, "no topic model"},
		"no words":       {[]keyed{{recordModel, head(same)}}, "damaged"},
		"no head":        {[]keyed{{recordTerm, []byte{0}}}, "no topic model"},
		"other format":   {[]keyed{{recordModel, head(func(h *modelHead) { h.Format = 7 })}}, "format 7, made by version 9"},
		"priors":         {[]keyed{{recordModel, head(func(h *modelHead) { h.Alpha = nil })}}, "1 topics with 0 priors"},
		"prior":          {[]keyed{{recordModel, head(func(h *modelHead) { h.Alpha[0] = 0 })}}, "prior 0"},
		"no JSON":        {[]keyed{{recordModel, []byte("{")}}, "damaged"},
		"setting":        {[]keyed{{recordModel, head(func(h *modelHead) { h.Config = (Config{Profile: "loud"}).Fields() })}}, "profile"},
		"word too short": {[]keyed{{recordModel, head(same)}, {recordTerm, []byte{1, 0}}}, "damaged"},
		"topic":          {[]keyed{{recordModel, head(same)}, {recordTerm, append([]byte{1, 5}, make([]byte, 8)...)}}, "topic 5"},
	} {
		b := newBlockWriter()
		for _, r := range c.records {
			b.add([]byte{byte(r.work)}, r.value)
		}
		if _, err := unpackModel(b.finish()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestLoadTopicModelErrors(t *testing.T) {
	dir := t.TempDir()
	fails := func(what, path, want string) {
		t.Helper()
		if _, err := LoadTopicModel(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", what, err, want)
		}
	}
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	fails("nothing", filepath.Join(dir, "nothing"), "no such file")
	fails("no run", dir, table.Manifest)
	file := aModel(t)
	fails("a text", write("text", []byte("الفصل الأول")), "is no topic model")
	fails("a part of a model", write("part", file[:len(file)-3]), "cut short or damaged")
	fails("the table of a model", write("topic_model.parquet", []byte("PAR1")), "is no topic model")
	write(table.Manifest, []byte(`{"fusul":{}}`))
	fails("no topics", dir, "no topic model")
	if m, err := LoadTopicModel(write("kept.model", file)); err != nil || len(m.Topics) != 2 {
		t.Errorf("a file under another name: %v", err)
	}
}

func FuzzTopicModel(f *testing.F) {
	file := aModel(f)
	f.Add(file)
	f.Add(file[:20])
	f.Add([]byte(blockMagic + "\x01\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := unpackModel(data)
		if err != nil {
			return
		}
		if m.fixed.Words() != len(m.words) || len(m.fixed.Alpha) != len(m.Topics) {
			t.Fatalf("%d words of %d, %d topics of %d", m.fixed.Words(), len(m.words), len(m.fixed.Alpha), len(m.Topics))
		}
		x := topics.NewTallier(m.fixed, intervalLevel)
		tally := topics.NewTally(len(m.Topics))
		x.Add(&tally, []int32{0, 0})
		sum := 0.0
		for _, p := range x.Shares([]topics.Tally{tally}) {
			sum += p.Mean
		}
		if !(sum > 1-1e-6 && sum < 1+1e-6) {
			t.Fatalf("shares sum to %v", sum)
		}
	})
}
