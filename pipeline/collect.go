package pipeline

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/table"
	"fusul/stages/text"
)

// A collector makes the tables of one partition of the corpus.
type collector struct {
	cfg    Config
	job    *Job
	worker *worker
	out    *table.Set
	sum    Summary
	topics topicCorpus
}

func newCollector(_ context.Context, j *Job) *collector {
	return &collector{cfg: j.cfg, job: j, worker: j.worker, out: table.NewSet()}
}

// buffered returns a reader of a block.
func buffered(r io.Reader) byteReader {
	if b, ok := r.(byteReader); ok {
		return b
	}
	return bufio.NewReaderSize(r, 1<<16)
}

// workOf returns the work of a record's key.
func workOf(key []byte) int {
	u := unpacker{left: key[1:]}
	return int(u.key())
}

// one returns the only value of a key: a work stands in one shard.
func one(m merged) ([]byte, error) {
	if len(m.values) != 1 {
		return nil, fmt.Errorf("%w: work %d stands in two shards", errBlock, workOf(m.key))
	}
	return m.values[0], nil
}

// A corpusRecords is what is known of the works of a corpus.
type corpusRecords struct {
	documents  []documentRecord // those that were read
	paragraphs compare.Network
	sentences  compare.Network
}

// reduceDocuments makes the tables of works and of the network of keys.
func (c *collector) reduceDocuments(records iter.Seq2[merged, error], out Sink) error {
	g := &corpusRecords{}
	g.paragraphs.Paragraphs = true
	h := sha256.New()
	for _, m := range c.job.list.Manifests {
		fmt.Fprintf(h, "%s %s\n", m.SHA256, m.Path)
	}
	c.sum.Skipped = append(c.sum.Skipped, c.job.list.Problems...)
	for m, err := range records {
		if err != nil {
			return err
		}
		switch m.key[0] {
		case recordDocument:
			value, err := one(m)
			if err != nil {
				return err
			}
			var r documentRecord
			if err := json.Unmarshal(value, &r); err != nil {
				return fmt.Errorf("%w: %w", errBlock, err)
			}
			for _, s := range r.Sources {
				fmt.Fprintf(h, "%s %s\n", s.SHA256, s.Path)
			}
			c.addDocument(g, r)
		case recordNetwork:
			if err := g.addNetwork(m); err != nil {
				return err
			}
		}
	}
	if c.sum.Works == 0 {
		return noWorks(c.sum.Skipped)
	}
	c.sum.CorpusHash = hex.EncodeToString(h.Sum(nil))
	return c.writeDocuments(g, out)
}

// addDocument takes in the record of a work.
func (c *collector) addDocument(g *corpusRecords, r documentRecord) {
	if r.Skipped != nil {
		c.sum.Skipped = append(c.sum.Skipped, *r.Skipped)
		return
	}
	c.sum.Works++
	c.sum.Bytes += r.Row.Bytes
	c.sum.Problems += r.Problems
	c.sum.Tokens += r.Row.Tokens
	c.sum.Matches += r.Matches
	for _, chapter := range r.Chapters {
		c.sum.Chapters++
		if len(c.sum.Concepts) < MostConcepts {
			c.sum.Concepts = append(c.sum.Concepts, c.strongest(r.Row.Doc, chapter))
		}
	}
	g.documents = append(g.documents, r)
}

// addNetwork takes in a count of the networks.
func (g *corpusRecords) addNetwork(m merged) error {
	u := unpacker{left: m.key[2:]}
	pair := [2]int32{int32(u.key()) - 1, int32(u.key()) - 1}
	n, err := sum(m.values)
	if err != nil || u.err() != nil {
		return errBlock
	}
	network := &g.paragraphs
	if m.key[1] == 1 {
		network = &g.sentences
	}
	network.AddCount(pair, n)
	return nil
}

// sum returns the sum of values that are one number each.
func sum(values [][]byte) (total int64, err error) {
	for _, v := range values {
		u := unpacker{left: v}
		total += u.int64()
		if u.err() != nil {
			return 0, errBlock
		}
	}
	return total, nil
}

// strongest returns the summary of a chapter: its most frequent keys.
func (c *collector) strongest(doc string, r chapterRecord) Chapter {
	counts := slices.DeleteFunc(slices.Clone(r.Keys), func(k count.KeyCount) bool {
		return c.worker.tree.Level[k.Key] != c.level()
	})
	slices.SortStableFunc(counts, func(a, b count.KeyCount) int { return cmp.Compare(b.N, a.N) })
	chapter := Chapter{ID: r.ID, Title: r.Title, Tokens: r.Tokens}
	for _, k := range counts[:min(5, len(counts))] {
		rows := c.worker.dict.rows(doc, r.ID, "", r.Tokens, []count.KeyCount{k}, func(int32) bool { return false })
		chapter.Keys = append(chapter.Keys, rows...)
	}
	return chapter
}

// level returns the level of the keys in the summary: the second, since the
// keys at the top (theory, concept) are too wide to say anything, or the
// first in a dictionary without levels.
func (c *collector) level() int32 {
	if len(c.worker.tree.Level) == 0 {
		return 1
	}
	return min(2, slices.Max(c.worker.tree.Level))
}

// writeDocuments writes the tables that the records of the works give.
func (c *collector) writeDocuments(g *corpusRecords, out Sink) error {
	rows, meta := make([]table.DocumentRow, len(g.documents)), make([][]text.Field, len(g.documents))
	for i, r := range g.documents {
		rows[i], meta[i] = r.Row, r.Meta
	}
	documents, err := table.Documents(rows, meta)
	if err == nil {
		err = documents.File(c.worker.info(), out)
	}
	if err == nil {
		err = c.out.DictionaryKeys.Write(table.Keys(c.worker.matcher.Keys(), c.worker.matcher.Entries()))
	}
	var problems []table.ProblemRow
	for _, p := range c.job.list.Problems {
		problems = append(problems, table.Problem("", p, true))
	}
	if err == nil {
		err = c.out.Problems.Write(problems)
	}
	if err != nil || c.worker.compares != everything {
		return err
	}
	return c.writeKeyComparisons(g, out)
}

// writeKeyComparisons writes the comparing tables of the dictionary keys.
func (c *collector) writeKeyComparisons(g *corpusRecords, out Sink) error {
	w := c.worker
	for _, x := range []struct {
		unit    string
		network *compare.Network
	}{{"paragraph", &g.paragraphs}, {"sentence", &g.sentences}} {
		if err := c.out.Cooccurrence.Write(table.Cooccurrences(x.unit, w.keyNames, w.tree.Level, x.network.Edges(w.tree))); err != nil {
			return err
		}
	}
	var b strings.Builder
	err := g.paragraphs.GraphML(&b, w.tree, c.level(), mostQ, func(key int32) (id, label string) {
		return w.keyNames.Feature[key], w.keyNames.Display[key]
	})
	if err == nil {
		err = out("network.graphml", []byte(b.String()))
	}
	if err != nil || len(g.documents) < 2 {
		return err
	}
	var spread compare.Parts // the keys by work
	var whole compare.Parts
	documents := make([]compare.Parts, len(g.documents))
	for i, r := range g.documents {
		spread.Add(r.Words, r.Keys)
		for _, chapter := range r.Chapters {
			counts := make([]count.Count, len(chapter.Keys))
			for j, k := range chapter.Keys {
				counts[j] = count.Count{ID: k.Key, N: int32(k.N)}
			}
			documents[i].Add(chapter.Tokens, counts)
		}
		whole.AddWhole(documents[i].Words(), documents[i].Counts())
	}
	rest := compare.NewRest(&whole, compare.KeynessOptions{Least: leastFrequency, MaxP: mostP, Limit: mostKeywords})
	for i := range documents {
		id := g.documents[i].Row.Doc
		found := rest.Keyness(&documents[i])
		if err := c.out.Keyness.Write(table.Keyness(id, id, restOfCorpus, w.keyNames, documents[i].Len(), found)); err != nil {
			return err
		}
	}
	return c.out.Dispersion.Write(table.Dispersion("", "document", w.keyNames, spread.Disperse(spread.Frequent(1, 0)), nil))
}
