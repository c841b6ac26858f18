package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fusul/stages/internal/oracle"
)

// embedded returns the bytes of a file of corpus/words.
func embedded(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(oracle.Root(t), "corpus", "words", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The weights that ship are those that the training gives, bit for bit.
func TestRanker(t *testing.T) {
	corpus := oracle.Shared(t, "data", "gold", "wikinews.tsv")
	if testing.Short() {
		t.Skip("training takes some seconds")
	}
	var out bytes.Buffer
	if err := run([]string{"ranker", corpus}, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), embedded(t, "ranker.tsv")) {
		t.Error("corpus/words/ranker.tsv is not what the training gives: run\n" +
			"go run ./stages/clitic/train ranker ../shared/data/gold/wikinews.tsv > corpus/words/ranker.tsv")
	}
}

// The counts that ship are those of the shared list, bit for bit.
func TestCounts(t *testing.T) {
	list := oracle.Shared(t, "data", "counts", "word_counts.tsv.gz")
	var out bytes.Buffer
	if err := run([]string{"counts", list}, &out, os.Stderr); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), embedded(t, "counts.bin")) {
		t.Error("corpus/words/counts.bin is not what the list gives: run\n" +
			"go run ./stages/clitic/train counts ../shared/data/counts/word_counts.tsv.gz > corpus/words/counts.bin")
	}
}

// A convex function with a known least value: Σ i (x_i - i)².
func TestMinimise(t *testing.T) {
	x := minimise(func(x, gradient []float64) float64 {
		value := 0.0
		for i := range x {
			d := x[i] - float64(i)
			value += float64(i) * d * d
			gradient[i] = 2 * float64(i) * d
		}
		return value
	}, 20, 100)
	for i := range x {
		if math.Abs(x[i]-float64(i)) > 1e-3 {
			t.Errorf("x[%d] = %g, want %d", i, x[i], i)
		}
	}
}

// Trained on a few words, the model gets them right.
func TestTrain(t *testing.T) {
	explain, err := untrained()
	if err != nil {
		t.Fatal(err)
	}
	tokens := []gold{
		{"والدول", "و+الدول"}, {"وزير", "وزير"}, {"وكتب", "و+كتب"}, {"بيان", "بيان"}, {"ببيان", "ب+بيان"},
		{"منها", "من+ها"}, {"كتابه", "كتاب+ه"}, {"كلمة", "كلمة"}, {"فقال", "ف+قال"}, {"فرنسا", "فرنسا"},
	}
	m := train(explain, tokens, usual)
	for _, g := range tokens {
		if right, _ := m.try(explain(g.word), g); !right {
			t.Errorf("trained on it, the model does not find %s", g.split)
		}
	}
}

func TestRunErrors(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.tsv")
	if err := os.WriteFile(bad, []byte("كتاب\tكتاب\n\nكتب\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "usage"},
		{[]string{"ranker"}, "usage"},
		{[]string{"bake", bad}, "bad.tsv:3: no split"},
		{[]string{"measure", bad}, "bad.tsv:3: no split"},
		{[]string{"counts", bad}, "bad.tsv: gzip: invalid header"},
		{[]string{"counts", bad + "x"}, "no such file"},
	} {
		err := run(c.args, &bytes.Buffer{}, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("run(%q) gave the error %v, want %q", c.args, err, c.want)
		}
	}
}
