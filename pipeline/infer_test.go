package pipeline

import (
	"math"
	"strings"
	"testing"

	"fusul/corpus"
	"fusul/stages/read"
	"fusul/stages/table"
)

// TestInferAgrees finds the topics of a run in the works of the run itself:
// what the model says of them without sampling is near what sampling said.
func TestInferAgrees(t *testing.T) {
	dir := t.TempDir()
	in := Input{Input: &read.Input{FS: corpus.Sample, Patterns: []string{"."}}}
	cfg := Config{Out: dir, Topics: "5", Seeds: 1, Iterations: 300, Stats: "basic", Profile: "light"}
	if _, err := Run(t.Context(), in, cfg, func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	m, err := LoadTopicModel(dir)
	if err != nil {
		t.Fatal(err)
	}
	if m.Config.Profile != "light" || m.Config.Chunk != 300 {
		t.Errorf("settings of the model's run = %+v", m.Config)
	}
	rows, err := table.Read[table.GammaRow](dir, "doc_topics")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[int32]table.GammaRow{}
	for _, r := range rows {
		if r.Section == "" {
			if want[r.Chapter] == nil {
				want[r.Chapter] = map[int32]table.GammaRow{}
			}
			want[r.Chapter][r.Topic] = r
		}
	}
	works, err := m.Infer(t.Context(), in, Config{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for w, err := range works {
		if err != nil {
			t.Fatal(err)
		}
		sum := map[string]float64{}
		for _, r := range w.ByChapter {
			n++
			sum[r.Chapter] += r.Gamma
			sampled := want[r.Chapter][r.Topic]
			if r.Tokens != sampled.Tokens || math.Abs(r.Gamma-sampled.Gamma) > 0.2 {
				t.Errorf("%s, topic %d: share %.3f of %d words, sampled %.3f of %d", r.Chapter, r.Topic, r.Gamma, r.Tokens, sampled.Gamma, sampled.Tokens)
			}
		}
		for chapter, x := range sum {
			if math.Abs(x-1) > 1e-9 {
				t.Errorf("%s: shares sum to %v", chapter, x)
			}
		}
		if len(w.BySection) < len(w.ByChapter) {
			t.Errorf("%d rows of sections, %d of chapters", len(w.BySection), len(w.ByChapter))
		}
	}
	sentences, err := m.Sentences(dir, 2)
	if err != nil {
		t.Fatal(err)
	}
	perTopic := map[int32]int{}
	for i, s := range sentences {
		perTopic[s.Topic]++
		if s.Rank != int32(perTopic[s.Topic]) || s.Rank == 2 && s.Score > sentences[i-1].Score || s.Rank > 2 {
			t.Errorf("sentence %d: topic %d, rank %d, score %.2f", i, s.Topic, s.Rank, s.Score)
		}
		if s.Score <= 0 || len(s.Text) != int(s.End-s.Start) || len(strings.Fields(s.Text)) < leastTypical {
			t.Errorf("topic %d: %q with score %.2f", s.Topic, s.Text, s.Score)
		}
	}
	if len(perTopic) != 5 {
		t.Errorf("sentences of %d topics, want 5", len(perTopic))
	}
	if n != len(want)*5 {
		t.Errorf("%d rows of chapters, want %d", n, len(want)*5)
	}
}
