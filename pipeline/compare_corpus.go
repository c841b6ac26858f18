package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/stats"
	"fusul/stages/table"
	"fusul/stages/text"
)

// The limits of the comparing tables of a corpus of many works.
const (
	mostPairs    = 2_000_000  // of a key and a lemma that are counted at once
	mostTested   = 10_000     // words whose keyness is tested, the most frequent
	mostStreamed = 20_000_000 // words of a corpus whose n-grams are counted as a whole
	fewestNgram  = 500_000    // an n-gram of a large corpus occurs at least once in so many words
	mostPhrases  = 200        // n-grams of each length
	mostQ        = 0.05       // of an edge of the drawn network
)

// comparisons gathers what the comparing tables tell of the whole corpus.
type comparisons struct {
	lemmas       compare.Names
	documents    []string
	content      [][]count.Count // content lemmas of each work, while there are few
	keys         compare.Parts   // by work
	stream       compare.Grams   // words, by their numbers in the vocabulary, while there are few
	words        int64
	collocations compare.Collocations
	paragraphs   compare.Network
	sentences    compare.Network
}

// addComparison writes what the comparing tables tell of one work by itself,
// and gathers the rest.
func (c *collector) addComparison(a *Analysis) error {
	if c.worker.compares != everything {
		return nil
	}
	x, g := &a.comparison, &c.comparisons
	number := g.lemmas.Add(&x.text.Lemmas)
	n := int64(len(x.text.Words.At))
	g.words += n
	g.documents = append(g.documents, a.ids.Doc)
	if g.content = append(g.content, compare.Renumber(content(x.lemmas, x.text.Lemmas.Stop), number)); len(g.documents) > mostUnits {
		g.content = nil
	}
	g.keys.Add(n, x.text.Keys(c.worker.tree, 1, func(compare.Hit) int32 { return 0 })[0])
	g.collocations.Window, g.collocations.Pairs.Limit = collocateWindow, mostPairs
	g.collocations.Merge(&x.collocations, number)
	g.paragraphs.Paragraphs = true
	g.paragraphs.Merge(&x.paragraphs)
	g.sentences.Merge(&x.sentences)
	g.addStream(x.text, &c.vocab)
	return errors.Join(
		c.out.Keyness.Write(x.keyness),
		c.out.Dispersion.Write(x.dispersion),
		c.out.Diversity.Write(x.diversity),
		c.out.Readability.Write(x.readability),
		c.out.Similarity.Write(x.similarity),
		c.out.Clusters.Write(x.clusters),
		c.out.Ngrams.Write(x.ngrams),
		c.out.Profiles.Write(x.profiles),
		c.out.Progression.Write(x.progression),
		c.out.Typical.Write(x.typical),
		c.out.Problems.Write(x.problems),
	)
}

// addStream keeps the words of a work, as long as there are not too many.
func (g *comparisons) addStream(t *compare.Text, vocab *count.Vocab) {
	if g.words > mostStreamed {
		g.stream = compare.Grams{}
		return
	}
	number := make([]int32, len(t.Words.Names))
	for i, name := range t.Words.Names {
		number[i] = vocab.Number(name)
	}
	at := make([]int32, len(t.Words.At))
	for i, id := range t.Words.At {
		at[i] = number[id]
	}
	g.stream.Add(at, t.Runs, []text.Range{{To: len(at)}})
}

// writeComparisons writes what the comparing tables tell of the whole corpus.
func (c *collector) writeComparisons(ctx context.Context, progress Progress) error {
	if c.worker.compares != everything {
		return nil
	}
	g, w := &c.comparisons, c.worker
	lemmas := table.Names{Kind: "lemma", Feature: g.lemmas.Names, Display: g.lemmas.Display}
	collocates := g.collocations.Collocates(leastCollocate, mostCollocates)
	err := errors.Join(
		c.out.Collocations.Write(table.Collocations(collocateWindow, w.keyNames, lemmas, g.lemmas.Stop, collocates)),
		c.out.Cooccurrence.Write(table.Cooccurrences("paragraph", w.keyNames, w.tree.Level, g.paragraphs.Edges(w.tree))),
		c.out.Cooccurrence.Write(table.Cooccurrences("sentence", w.keyNames, w.tree.Level, g.sentences.Edges(w.tree))),
		c.writeGraph(),
	)
	if err != nil || len(g.documents) < 2 {
		return err
	}
	return errors.Join(
		c.writeDocumentKeyness(ctx, progress),
		c.writeDocumentDispersion(),
		c.writeDocumentSimilarity(),
		c.writeCorpusNgrams(),
	)
}

// writeGraph writes the network of paragraphs for programs that draw graphs.
func (c *collector) writeGraph() error {
	w := c.worker
	var b strings.Builder
	err := c.comparisons.paragraphs.GraphML(&b, w.tree, c.level(), mostQ, func(key int32) (id, label string) {
		return w.keyNames.Feature[key], w.keyNames.Display[key]
	})
	if err != nil {
		return err
	}
	return c.out.WriteFile("network.graphml", b.String())
}

// A documentParts is the counts of one work by chapter.
type documentParts struct {
	id          string
	words, keys compare.Parts
}

// writeDocumentKeyness compares each work with the rest of the corpus.
func (c *collector) writeDocumentKeyness(ctx context.Context, progress Progress) error {
	documents := make([]documentParts, len(c.comparisons.documents))
	place := map[string]*documentParts{}
	for i, id := range c.comparisons.documents {
		documents[i].id = id
		place[id] = &documents[i]
	}
	for _, u := range c.units[byChapter] {
		place[u.doc].words.Add(u.tokens, u.words)
	}
	for _, u := range c.keyCounts {
		counts := make([]count.Count, len(u.counts))
		for i, k := range u.counts {
			counts[i] = count.Count{ID: k.Key, N: int32(k.N)}
		}
		place[u.chapter.Doc].keys.Add(u.chapter.Tokens, counts)
	}
	var words, keys compare.Parts
	for i := range documents {
		words.AddWhole(documents[i].words.Words(), documents[i].words.Counts())
		keys.AddWhole(documents[i].keys.Words(), documents[i].keys.Counts())
	}
	tested := words.Frequent(leastFrequency, mostTested)
	names := c.wordNames()
	rows := func(d documentParts) ([]table.KeynessRow, error) {
		const rest = "rest of corpus"
		opt := compare.KeynessOptions{Only: tested, Least: leastFrequency, MaxP: mostP, Limit: mostKeywords}
		found := table.Keyness(d.id, d.id, rest, names, d.words.Len(), compare.KeynessOfPart(&d.words, &words, opt))
		opt.Only = nil
		return append(found, table.Keyness(d.id, d.id, rest, c.worker.keyNames, d.keys.Len(), compare.KeynessOfPart(&d.keys, &keys, opt))...), nil
	}
	each := func(yield func(documentParts, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}
	done := int64(0)
	for found, err := range ordered(ctx, c.cfg.Workers, each, rows) {
		if err == nil {
			err = c.out.Keyness.Write(found)
		}
		if err != nil {
			return err
		}
		done++
		progress("keyness", done, int64(len(documents)))
	}
	return nil
}

// wordNames returns how tables call the words of the corpus.
func (c *collector) wordNames() table.Names {
	entries := c.vocab.Entries()
	names := table.Names{Kind: "word", Feature: make([]string, len(entries)), Display: make([]string, len(entries))}
	for i := range entries {
		if names.Feature[i] = entries[i].Norm; entries[i].Type != nil {
			names.Display[i] = entries[i].Type.Form
		}
	}
	return names
}

// writeDocumentDispersion writes how words and keys are spread over the works.
func (c *collector) writeDocumentDispersion() error {
	var words compare.Parts
	for _, u := range c.units[byDocument] {
		if u.tokens > 0 {
			words.Add(u.tokens, u.words)
		}
	}
	keys := &c.comparisons.keys
	unknown := func(int32) (stats.Spread, bool) { return stats.Spread{}, false }
	return errors.Join(
		c.out.Dispersion.Write(table.Dispersion("", "document", c.wordNames(), words.Disperse(words.Frequent(leastFrequency, mostDispersed)), unknown)),
		c.out.Dispersion.Write(table.Dispersion("", "document", c.worker.keyNames, keys.Disperse(keys.Frequent(1, 0)), unknown)),
	)
}

// writeDocumentSimilarity compares the works by their content lemmas.
func (c *collector) writeDocumentSimilarity() error {
	g := &c.comparisons
	if n := len(g.documents); n > mostUnits {
		return c.out.Problems.Write([]table.ProblemRow{tooMany("", "similarity", "works", n)})
	}
	likenesses, kept, merges := compare.Similar(g.content)
	pairs, steps := table.Similarity("", "document", g.documents, likenesses, kept, merges)
	return errors.Join(c.out.Similarity.Write(pairs), c.out.Clusters.Write(steps))
}

// writeCorpusNgrams writes the n-grams of the whole corpus.
func (c *collector) writeCorpusNgrams() error {
	g := &c.comparisons
	if g.words > mostStreamed {
		return c.out.Problems.Write([]table.ProblemRow{table.Problem("", text.Problem{
			Offset: -1, Kind: "limit",
			Message: fmt.Sprintf("ngrams: %d words, more than %d: those of each work are given, those of the whole corpus are not", g.words, int64(mostStreamed)),
		}, false)})
	}
	stop := make([]bool, len(c.vocab.Entries()))
	for i, e := range c.vocab.Entries() {
		stop[i] = e.Type != nil && e.Type.Stop
	}
	grams := g.stream.Count(compare.MaxGram, max(leastNgram, g.words/fewestNgram), mostPhrases)
	return c.out.Ngrams.Write(table.Ngrams("", c.wordNames(), stop, g.stream.Parts(), grams))
}
