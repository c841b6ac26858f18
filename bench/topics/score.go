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
// medians over its runs; and how soon fusul is as good as each line of a rival. The likelihood of hidden words is by one estimator for
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
	var all []summary
	for len(runs) > 0 {
		n := slices.IndexFunc(runs, func(r result) bool { return key(r) != key(runs[0]) })
		if n < 0 {
			n = len(runs)
		}
		s, err := summarise(runs[:n], h, planted)
		if err != nil {
			return err
		}
		all = append(all, s)
		runs = runs[n:]
		updates := float64(c.Tokens()) * float64(s.Iterations) / 1e6
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.2f\t%.2f\t%.2f\t%.2f\t%.4f\t%.4f\t%s\t\n", s.Tool, s.K, s.Workers, s.Iterations, n,
			s.Wall, s.CPU, updates/s.Wall, updates/s.CPU, s.perWord, s.perDoc, s.found)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	equalLikelihood(all)
	return nil
}

// A summary is the medians of the runs of one tool with the same settings.
type summary struct {
	result
	perWord, perDoc float64
	found           string // by run: planted topics recovered
}

func summarise(runs []result, h topics.Holdout, planted *topics.Topics) (summary, error) {
	s := summary{result: runs[0]}
	var wall, cpu, perWord, perDoc []float64
	for _, r := range runs {
		t, err := readTopics(r.Topics)
		if err != nil {
			return s, err
		}
		c := t.Complete(h)
		wall, cpu = append(wall, r.Wall), append(cpu, r.CPU)
		perWord, perDoc = append(perWord, c.PerWord), append(perDoc, c.PerDocument)
		if planted != nil {
			s.found += fmt.Sprintf("%d ", recovered(t, planted))
		}
	}
	s.Wall, s.CPU, s.perWord, s.perDoc = median(wall), median(cpu), median(perWord), median(perDoc)
	return s, nil
}

// equalLikelihood prints for every line of a rival how soon fusul foretells
// hidden words as well.
func equalLikelihood(all []summary) {
	for _, rival := range all {
		if rival.Tool == "fusul" {
			continue
		}
		var first *summary
		for i, s := range all {
			if s.Tool == "fusul" && s.K == rival.K && s.Workers == rival.Workers && s.perWord >= rival.perWord && (first == nil || s.CPU < first.CPU) {
				first = &all[i]
			}
		}
		head := fmt.Sprintf("%s, K = %d, %d workers, %d iterations: %.4f a word after %.2f CPU s; ", rival.Tool, rival.K, rival.Workers, rival.Iterations, rival.perWord, rival.CPU)
		if first == nil {
			fmt.Println(head + "fusul did not reach it")
			continue
		}
		fmt.Printf("%sfusul has %.4f after %.2f CPU s (%d iterations): %.1f times as soon\n", head, first.perWord, first.CPU, first.Iterations, rival.CPU/first.CPU)
	}
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
