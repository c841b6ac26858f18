package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"fusul/stages/clitic"
	"fusul/stages/normalise"
)

// A gold is a token whose split was made by hand.
type gold struct{ word, split string }

// readGold reads a corpus that was split by hand.
func readGold(name string) ([]gold, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []gold
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		c := strings.Split(lines.Text(), "\t")
		if len(c) == 1 && c[0] == "" {
			continue // the end of a sentence
		}
		if len(c) < 2 {
			return nil, fmt.Errorf("%s:%d: no split", name, n)
		}
		out = append(out, gold{c[0], c[1]})
	}
	return out, lines.Err()
}

// writeCounts writes the counts of the words that occur at least min times.
func writeCounts(w io.Writer, name string, min int) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var bad error
	light := normalise.Light()
	words := func(yield func(string, int) bool) {
		lines := bufio.NewScanner(z)
		for n := 1; lines.Scan(); n++ {
			word, field, _ := strings.Cut(lines.Text(), "\t")
			count, err := strconv.Atoi(field)
			if err != nil {
				bad = fmt.Errorf("%s:%d: %w", name, n, err)
				return
			}
			if !yield(light.Word(word), count) {
				return
			}
		}
		bad = lines.Err()
	}
	head := []string{
		"How often words occur in 117.2 million running words of 2,593 Arabic books",
		"(OpenITI: Hindawi, 300 AH, 1350 AH): figures counted from the texts, which are",
		"not here. The hamza of an alef is left out, a word that occurs fewer than",
		fmt.Sprintf("%d times too; a count is kept to one part in sixteen.", min),
		"Made by stages/clitic/train; stages/clitic/filed.go says what the bytes mean.",
	}
	if err := clitic.WriteCounts(w, head, words, min); err != nil {
		return err
	}
	return bad
}

// writeRanker trains on tokens and writes the weights.
func writeRanker(w io.Writer, tokens []gold, s settings) error {
	explain, err := untrained()
	if err != nil {
		return err
	}
	m := train(explain, tokens, s)
	weights := map[string]float64{}
	for i, name := range m.names {
		weights[name] = m.weights[i]
	}
	head := []string{
		"What the clitic splitter makes of a way to cut a word: a feature (its template,",
		"and the proclitics, the pronoun and the letters that it asks for; - for any, .",
		"for none, + for some) and its weight, in 1024ths of a natural logarithm.",
		"stages/clitic/features.go says what the templates mean.",
		fmt.Sprintf("Trained by stages/clitic/train on %d words of Arabic WikiNews that were split by", len(tokens)),
		"hand for Farasa and are free to copy and distribute.",
	}
	return clitic.WriteRanker(w, head, weights)
}

// untrained returns the explanations of a splitter that knows the embedded
// counts and has learnt nothing.
func untrained() (func(word string) []clitic.Reading, error) {
	counts, err := clitic.EmbeddedCounts()
	if err != nil {
		return nil, err
	}
	s, err := clitic.New(counts, &clitic.Ranker{})
	if err != nil {
		return nil, err
	}
	return s.Explain, nil
}
