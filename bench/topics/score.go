package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"text/tabwriter"

	"fusul/stages/topics"
)

// score prints one line for each tool, K, number of workers and of iterations:
// medians over its runs. The likelihood of hidden words is by one estimator for
// all: the topics of a document from its visible words under the tool's φ and α.
func score(dir, results string) error {
	c, h, err := read(dir)
	if err != nil {
		return err
	}
	runs, err := readResults(results)
	if err != nil {
		return err
	}
	planted, err := readTopics(dir + "/planted.phi")
	if err != nil {
		planted = nil // only planted corpora have it
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "tool\tK\tworkers\titerations\truns\twall s\tCPU s\tM tokens/wall s\tM tokens/CPU s\theld-out/word\theld-out/document\trecovered\t")
	for len(runs) > 0 {
		n := slices.IndexFunc(runs, func(r result) bool { return key(r) != key(runs[0]) })
		if n < 0 {
			n = len(runs)
		}
		if err := line(w, runs[:n], c, h, planted); err != nil {
			return err
		}
		runs = runs[n:]
	}
	return w.Flush()
}

// line prints one line of the table.
func line(w *tabwriter.Writer, runs []result, c topics.Corpus, h topics.Holdout, planted *topics.Topics) error {
	var wall, cpu, perWord, perDoc []float64
	found := ""
	for _, r := range runs {
		t, err := readTopics(r.Topics)
		if err != nil {
			return err
		}
		s := t.Complete(h)
		wall, cpu = append(wall, r.Wall), append(cpu, r.CPU)
		perWord, perDoc = append(perWord, s.PerWord), append(perDoc, s.PerDocument)
		if planted != nil {
			found += fmt.Sprintf("%d ", recovered(t, planted))
		}
	}
	r := runs[0]
	updates := float64(c.Tokens()) * float64(r.Iterations) / 1e6
	_, err := fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.4f\t%.4f\t%s\t\n", r.Tool, r.K, r.Workers, r.Iterations, len(runs),
		median(wall), median(cpu), updates/median(wall), updates/median(cpu), median(perWord), median(perDoc), found)
	return err
}

func key(r result) [4]any { return [4]any{r.Tool, r.K, r.Workers, r.Iterations} }

// readResults reads the lines of JSON and sorts them for the table.
func readResults(name string) ([]result, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var runs []result
	in := bufio.NewScanner(f)
	for in.Scan() {
		var r result
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", name, in.Text(), err)
		}
		runs = append(runs, r)
	}
	slices.SortStableFunc(runs, func(a, b result) int {
		return cmp.Or(cmp.Compare(a.K, b.K), cmp.Compare(a.Workers, b.Workers), cmp.Compare(a.Tool, b.Tool), cmp.Compare(a.Iterations, b.Iterations))
	})
	return runs, in.Err()
}

func median(x []float64) float64 {
	s := slices.Sorted(slices.Values(x))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// recovered returns how many planted topics have a topic of their own with a
// cosine above 0.9.
func recovered(t, planted *topics.Topics) int {
	cost := make([][]float64, max(len(t.Phi), len(planted.Phi)))
	for i := range cost {
		cost[i] = make([]float64, len(cost))
		for j := range cost {
			if i < len(planted.Phi) && j < len(t.Phi) {
				cost[i][j] = -cosine(planted.Phi[i], t.Phi[j])
			}
		}
	}
	n := 0
	for i, j := range topics.Assign(cost) {
		if cost[i][j] < -0.9 {
			n++
		}
	}
	return n
}

func cosine(a, b []float64) float64 {
	ab, aa, bb := 0.0, 0.0, 0.0
	for i := range a {
		ab += a[i] * b[i]
		aa += a[i] * a[i]
		bb += b[i] * b[i]
	}
	return ab / math.Sqrt(aa*bb)
}
