package topics

// SeedWords returns keywords with pseudo-counts in proportion to how often the
// corpus has each word, as in seeded LDA (Lu et al. 2011): weight·100 times its
// count, so that 0.01, the usual weight, doubles what the corpus says. Lists
// name the words of the first topics; words beyond the vocabulary are errors
// of New.
func SeedWords(c Corpus, lists [][]int32, weight float64) [][]Keyword {
	count := make(map[int32]int)
	for _, doc := range c.Docs {
		for _, w := range doc {
			count[w]++
		}
	}
	out := make([][]Keyword, len(lists))
	for k, words := range lists {
		for _, w := range words {
			out[k] = append(out[k], Keyword{w, float64(float64(count[w])*weight) * 100})
		}
	}
	return out
}

// Labels returns for each topic the n words that stand for it best: those of
// greatest relevance at λ = 0.6.
func (t *Topics) Labels(n int) [][]int32 {
	out := make([][]int32, len(t.Phi))
	for k, values := range t.Relevance(0.6) {
		for _, r := range Top(values, n) {
			out[k] = append(out[k], r.Word)
		}
	}
	return out
}
