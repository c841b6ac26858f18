package pipeline

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"fusul/stages/table"
)

// sampled is a run whose topics are trained on a part of library.
func sampled(out string, workers int) Config {
	return Config{Out: out, Topics: "3", Iterations: 20, Seeds: 1, TopicsTrain: 1000, Workers: workers}
}

func TestSampledTopics(t *testing.T) {
	want := sameForWorkers(t, sampled("", 0), func(out string, sum *Summary) { checkSampled(t, out, sum) })
	for _, of := range []int{1, 3} {
		cfg := sampled(t.TempDir(), 2)
		for i := range of {
			if _, err := RunShare(t.Context(), library(nil), cfg, Share{i, of}, quiet); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Finish(t.Context(), library(nil), cfg, quiet); err != nil {
			t.Fatal(err)
		}
		sameFiles(t, "shares", resultOf(t, cfg.Out), want)
	}
}

// checkSampled checks that the tables of inferred topics are of one piece, and
// say that the model was trained on a sample.
func checkSampled(t *testing.T, out string, sum *Summary) {
	t.Helper()
	if sum.Shards < 4 || sum.Trained < 1000 || sum.Trained >= sum.TopicWords {
		t.Fatalf("%d shards, trained on %d of %d words: the corpus is too small for this test", sum.Shards, sum.Trained, sum.TopicWords)
	}
	if faults, err := Verify(t.Context(), out, quiet); err != nil || len(faults) > 0 {
		t.Errorf("%v, %v", faults, err)
	}
	told := false
	for _, r := range rows[table.ProblemRow](t, out, "problems") {
		told = told || r.Kind == "topics" && strings.Contains(r.Message, "trained on a sample")
	}
	if !told {
		t.Error("problems does not say that the model was trained on a sample")
	}
	words, units := map[int32]float64{}, map[string]int64{}
	total := 0.0
	for _, r := range rows[table.GammaRow](t, out, "doc_topics") {
		if r.Low == nil || r.High == nil || *r.Low > r.Gamma || *r.High < r.Gamma {
			t.Fatalf("row %+v: share outside of its interval", r)
		}
		if r.Section != "" {
			words[r.Topic] += r.Gamma * float64(r.Tokens)
			total += r.Gamma * float64(r.Tokens)
			units[r.Section] = r.Tokens
		} else {
			units[r.Chapter+" "] = r.Tokens
		}
	}
	counted := 0
	for _, r := range rows[table.SectionRow](t, out, "sections") {
		if _, ok := units[r.Section]; ok {
			counted++
		}
	}
	if counted < 30 || counted != len(units)-len(rows[table.ChapterRow](t, out, "chapters")) {
		t.Errorf("shares of %d sections and %d units", counted, len(units))
	}
	prevalence := 0.0
	for _, r := range rows[table.TopicRow](t, out, "topics") {
		prevalence += r.Prevalence
		if share := words[r.Topic] / total; math.Abs(share-r.Prevalence) > 0.05 { // the shares lean to the prior, the prevalence does not
			t.Errorf("topic %d has prevalence %.3f, its shares say %.3f", r.Topic, r.Prevalence, share)
		}
	}
	if math.Abs(prevalence-1) > 1e-9 {
		t.Errorf("prevalences sum to %v", prevalence)
	}
	correlations := rows[table.CorrelationRow](t, out, "topic_correlation")
	if len(correlations) != 3 || int(correlations[0].Units) != counted {
		t.Errorf("correlations %+v, want of %d sections", correlations, counted)
	}
}

// TestModelFileInfers finds topics by the one file of a model: the shares are
// those of the run, which inferred them too.
func TestModelFileInfers(t *testing.T) {
	smallParts(t)
	out := t.TempDir()
	if _, err := Run(t.Context(), library(nil), sampled(out, 2), quiet); err != nil {
		t.Fatal(err)
	}
	m, err := LoadTopicModel(filepath.Join(out, ModelFile))
	if err != nil {
		t.Fatal(err)
	}
	want := rows[table.GammaRow](t, out, "doc_topics")
	works, err := m.Infer(t.Context(), library(nil), Config{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for w, err := range works {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range append(w.BySection, w.ByChapter...) {
			x := want[n]
			if r.Section != x.Section || r.Chapter != x.Chapter || r.Topic != x.Topic || r.Gamma != x.Gamma || *r.High != *x.High {
				t.Fatalf("row %d is %+v, of the run %+v", n, r, x)
			}
			n++
		}
	}
	if n != len(want) {
		t.Errorf("%d rows, the run has %d", n, len(want))
	}
}

// TestTopicsAreResumed stops a run when the model is trained: the next run
// trains none, and ends with the same bytes.
func TestTopicsAreResumed(t *testing.T) {
	smallParts(t)
	whole := t.TempDir()
	if _, err := Run(t.Context(), library(nil), sampled(whole, 2), quiet); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	ctx, stop := context.WithCancelCause(t.Context())
	killed := errors.New("stopped")
	_, err := Run(ctx, library(nil), sampled(out, 2), func(stage string, done, _ int64) {
		if stage == "shares" && done == 2 {
			stop(killed)
		}
	})
	if !errors.Is(err, killed) {
		t.Fatalf("the run was not stopped: %v", err)
	}
	trained := 0
	if _, err := Run(t.Context(), library(nil), sampled(out, 3), func(stage string, _, _ int64) {
		if stage == "topics" || stage == "models" {
			trained++
		}
	}); err != nil {
		t.Fatal(err)
	}
	if trained > 0 {
		t.Errorf("the second run made %d passes", trained)
	}
	sameFiles(t, "resumed", resultOf(t, out), resultOf(t, whole))
}
