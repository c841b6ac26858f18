package main

import (
	"fmt"
	"io"

	"fusul/stages/clitic"
)

// folds is into how many parts check cuts the corpus. They are stretches of
// it, so that whole articles are new to the model.
const folds = 10

// A tally says how well words were split.
type tally struct {
	words, right int
	loss         float64
}

func (t *tally) add(right bool, logp float64) {
	t.words++
	if right {
		t.right++
	}
	t.loss -= logp
}

func (t tally) String() string {
	n := float64(max(t.words, 1))
	return fmt.Sprintf("%.2f %% of %d, loss %.4f", 100*float64(t.right)/n, t.words, t.loss/n)
}

// check tries models on the parts of the corpus that they were not trained on.
func check(w io.Writer, tokens []gold, s settings) error {
	explain, err := untrained()
	if err != nil {
		return err
	}
	explain = remembered(explain)
	var all, unseen, dropped tally
	once := map[gold]bool{}
	features := 0
	for k := range folds {
		from, to := k*len(tokens)/folds, (k+1)*len(tokens)/folds
		rest := append(append([]gold(nil), tokens[:from]...), tokens[to:]...)
		seen := map[string]bool{}
		for _, g := range rest {
			seen[g.word] = true
		}
		m := train(explain, rest, s)
		features += len(m.names)
		for _, g := range tokens[from:to] {
			right, logp := m.try(explain(g.word), g)
			all.add(right, logp)
			if !seen[g.word] && !once[g] {
				once[g] = true
				unseen.add(right, logp)
			}
			if bare := g.dropHamza(); bare != g {
				dropped.add(m.try(explain(bare.word), bare))
			}
		}
	}
	_, err = fmt.Fprintf(w, "all words                  %v\nnew words, each once       %v\nwords without their hamza  %v\nfeatures                   %d\n",
		all, unseen, dropped, features/folds)
	return err
}

// remembered returns explain with a memory.
func remembered(explain func(string) []clitic.Reading) func(string) []clitic.Reading {
	known := map[string][]clitic.Reading{}
	return func(word string) []clitic.Reading {
		r, ok := known[word]
		if !ok {
			r = explain(word)
			known[word] = r
		}
		return r
	}
}

// measure tries the splitter that ships.
func measure(w io.Writer, tokens []gold) error {
	s, err := clitic.Default()
	if err != nil {
		return err
	}
	var t tally
	for _, g := range tokens {
		t.add(s.Split(g.word).Segments(clitic.ATB) == g.split, 0)
	}
	_, err = fmt.Fprintf(w, "%.2f %% of %d\n", 100*float64(t.right)/float64(max(t.words, 1)), t.words)
	return err
}
