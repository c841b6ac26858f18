package topics

import (
	"context"
	"testing"
)

// BenchmarkPass measures passes over a planted corpus whose topics have
// settled; updates/s is the number of tokens drawn anew in a second.
func BenchmarkPass(b *testing.B) {
	for _, c := range []struct {
		name string
		k    int
	}{{"K=50", 50}, {"K=200", 200}} {
		b.Run(c.name, func(b *testing.B) {
			corpus, _ := planted(1000, 10_000, 50, 200, 0.3, 1)
			m, err := New(corpus, Options{K: c.k, Iterations: 1 << 30, BurnIn: 30, Samples: 1, Seed: 1})
			if err != nil {
				b.Fatal(err)
			}
			pass := func() {
				Sequential(m.Blocks(), m.Sample)
				Sequential(m.Parts(), m.Merge)
				m.Apply()
			}
			for range 30 {
				pass()
			}
			for b.Loop() {
				pass()
			}
			b.ReportMetric(float64(corpus.Tokens())*float64(b.N)/b.Elapsed().Seconds(), "updates/s")
		})
	}
}

func BenchmarkInfer(b *testing.B) {
	corpus, _ := planted(500, 2000, 20, 150, 0.3, 1)
	m, err := New(corpus, Options{K: 20, Iterations: 50, Seed: 1})
	if err != nil {
		b.Fatal(err)
	}
	if err := Fit(context.Background(), m, Sequential, nil); err != nil {
		b.Fatal(err)
	}
	t := m.Topics()
	for i := 0; b.Loop(); i++ {
		t.Infer(corpus.Docs[i%len(corpus.Docs)])
	}
}

func BenchmarkWindows(b *testing.B) {
	corpus, phi := planted(500, 2000, 20, 150, 0.3, 1)
	words := (&Topics{Phi: phi}).TopWords(10)
	b.SetBytes(int64(4 * corpus.Tokens()))
	for b.Loop() {
		c := NewWindows(words, 110)
		for _, doc := range corpus.Docs {
			c.Add(doc)
		}
	}
}
