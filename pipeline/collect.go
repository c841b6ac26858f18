package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"hash"
	"slices"

	"fusul/stages/count"
	"fusul/stages/table"
	"fusul/stages/text"
)

// A collector takes in the analysed works, in input order, and writes their
// tables. What needs the whole corpus is written by finish.
type collector struct {
	cfg    Config
	worker *worker
	out    *table.Set
	hash   hash.Hash // over the input
	sum    Summary

	documents []table.DocumentRow
	meta      [][]text.Field
	vocab     count.Vocab
	units     [3][]unit // sections, chapters, documents that are counted
	dict      dictionary
	keyCounts []keyedUnit
	topics    topicCorpus

	comparisons comparisons
}

// A keyedUnit is the dictionary counts of one counted chapter, kept for the
// summary.
type keyedUnit struct {
	chapter table.ChapterRow
	counts  []count.KeyCount
}

// The places of collector.units.
const (
	bySection = iota
	byChapter
	byDocument
)

func newCollector(w *worker, out *table.Set) *collector {
	c := &collector{cfg: w.cfg, worker: w, out: out, hash: sha256.New()}
	for i, k := range w.matcher.Keys() {
		c.dict.keys = append(c.dict.keys, table.DictionaryRow{
			Key: k.Path[len(k.Path)-1], KeyPath: k.Name(), Level: w.tree.Level[i],
		})
	}
	return c
}

// skip records an input that is left out, or fails if the run is strict.
func (c *collector) skip(p text.Problem, strict bool) error {
	if strict {
		return errors.New(p.Message)
	}
	c.sum.Skipped = append(c.sum.Skipped, p)
	return c.out.Problems.Write([]table.ProblemRow{table.Problem("", p, true)})
}

// add writes what is known of one work by itself and keeps its counts.
func (c *collector) add(a *Analysis) error {
	for _, s := range a.Doc.Sources {
		fmt.Fprintf(c.hash, "%s %s\n", s.SHA256, s.Path)
	}
	c.sum.Works++
	c.sum.Bytes += a.Document.Bytes
	c.sum.Problems += len(a.Doc.Problems)
	var problems []table.ProblemRow
	for _, p := range a.Doc.Problems {
		problems = append(problems, table.Problem(a.Doc.ID, p, false))
	}
	c.documents = append(c.documents, a.Document)
	c.meta = append(c.meta, a.Doc.Meta)

	sections, chapters, whole := c.vocab.Add(a.words, a.parts)
	c.keepUnits(a, sections, chapters, whole)
	c.topics.add(a)
	c.sum.Tokens += a.Document.Tokens
	for _, m := range a.Matches {
		if m.Counted {
			c.sum.Matches++
		}
	}
	return errors.Join(
		c.out.WriteFile("text/"+a.Doc.ID+".txt", a.Doc.Text),
		c.out.Chapters.Write(a.Chapters),
		c.out.Sections.Write(a.Sections),
		c.out.Paragraphs.Write(a.Paragraphs),
		c.out.Notes.Write(a.Notes),
		c.out.Tokens.Write(a.Tokens),
		c.out.Matches.Write(a.Matches),
		c.out.Problems.Write(problems),
		c.writeLengths(a),
		c.writeDictionary(a),
		c.addComparison(a),
	)
}

// keepUnits keeps the word counts of the counted units of a.
func (c *collector) keepUnits(a *Analysis, sections, chapters [][]count.Count, whole []count.Count) {
	for i, counted := range a.counted {
		if !counted {
			continue
		}
		for s := a.parts[i].From; s < a.parts[i].To; s++ {
			c.units[bySection] = append(c.units[bySection],
				unit{a.ids.Doc, a.ids.Chapters[i], a.ids.Sections[s], a.words.Tokens[s], sections[s]})
		}
		c.units[byChapter] = append(c.units[byChapter],
			unit{a.ids.Doc, a.ids.Chapters[i], "", a.Chapters[i].Tokens, chapters[i]})
	}
	c.units[byDocument] = append(c.units[byDocument], unit{a.ids.Doc, "", "", a.Document.Tokens, whole})
}

// writeLengths writes the lengths of the counted chapters of a.
func (c *collector) writeLengths(a *Analysis) error {
	var rows []table.LengthRow
	for i, counted := range a.counted {
		if counted {
			rows = append(rows, table.LengthRow{Doc: a.ids.Doc, Chapter: a.ids.Chapters[i], Tokens: a.Chapters[i].Tokens})
		}
	}
	return c.out.Lengths.Write(rows)
}

// writeDictionary writes the dictionary counts of a by section, chapter and
// document.
func (c *collector) writeDictionary(a *Analysis) error {
	whole := count.SumKeys(a.keys...)
	found := make([]bool, len(c.dict.keys))
	for _, k := range whole {
		found[k.Key] = true
	}
	none := func(int32) bool { return false }
	var sections, chapters []table.DictionaryRow
	for i, counted := range a.counted {
		if !counted {
			continue
		}
		r := a.parts[i]
		for s := r.From; s < r.To; s++ {
			sections = append(sections, c.dict.rows(a.ids.Doc, a.ids.Chapters[i], a.ids.Sections[s], a.words.Tokens[s], a.keys[s], none)...)
		}
		sum := count.SumKeys(a.keys[r.From:r.To]...)
		rows := c.dict.rows(a.ids.Doc, a.ids.Chapters[i], "", a.Chapters[i].Tokens, sum,
			func(key int32) bool { return found[key] })
		a.comparison.rate(rows, c.worker.keys, i)
		chapters = append(chapters, rows...)
		c.keyCounts = append(c.keyCounts, keyedUnit{a.Chapters[i], sum})
	}
	document := c.dict.rows(a.ids.Doc, "", "", a.Document.Tokens, whole, func(int32) bool { return true })
	a.comparison.rate(document, c.worker.keys, len(a.counted))
	return errors.Join(
		c.out.DictionarySection.Write(sections),
		c.out.Dictionary.Write(chapters),
		c.out.DictionaryDoc.Write(document),
	)
}

//go:embed starter
var starters embed.FS

// finish writes what needs the whole corpus.
func (c *collector) finish(ctx context.Context, progress Progress) error {
	if err := c.out.WriteDocuments(c.documents, c.meta); err != nil {
		return err
	}
	if err := c.out.DictionaryKeys.Write(table.Keys(c.worker.matcher.Keys(), c.worker.matcher.Entries())); err != nil {
		return err
	}
	if err := c.writeCounts(progress); err != nil {
		return err
	}
	if err := c.writeComparisons(ctx, progress); err != nil {
		return err
	}
	if err := c.writeTopics(ctx, progress); err != nil {
		return err
	}
	c.summarise()
	for _, name := range []string{"queries.sql", "starter.py", "starter.R"} {
		data, err := starters.ReadFile("starter/" + name)
		if err != nil {
			return err
		}
		if err := c.out.WriteFile(name, string(data)); err != nil {
			return err
		}
	}
	return nil
}

// writeCounts writes the word counts of all units, and the vocabulary.
func (c *collector) writeCounts(progress Progress) error {
	vocab := c.vocab.Entries()
	kinds := []struct {
		table   *table.Table[table.CountRow]
		docfreq func(*count.Entry) int32
	}{
		bySection:  {c.out.TokenCountsSection, func(e *count.Entry) int32 { return e.Sections }},
		byChapter:  {c.out.TokenCounts, func(e *count.Entry) int32 { return e.Chapters }},
		byDocument: {c.out.TokenCountsDoc, func(e *count.Entry) int32 { return e.Documents }},
	}
	total, done := int64(len(c.units[bySection])+len(c.units[byChapter])+len(c.units[byDocument])), int64(0)
	for i, k := range kinds {
		for _, u := range c.units[i] {
			if err := k.table.Write(countRows(u, vocab, len(c.units[i]), k.docfreq)); err != nil {
				return err
			}
			done++
			progress("counts", done, total)
		}
	}
	order := c.vocab.Order()
	rows := make([]table.VocabRow, len(order))
	for i, id := range order {
		e := &vocab[id]
		rows[i] = table.VocabRow{
			Feature: e.Norm, Display: e.Type.Form, Frequency: e.Frequency, DocFreq: e.Documents, Chapters: e.Chapters,
			Lemma: e.Type.Lemma, Stem: e.Type.Stem, Stop: e.Type.Stop,
		}
	}
	return c.out.Vocab.Write(rows)
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

// summarise finds the strongest keys of each chapter.
func (c *collector) summarise() {
	for _, u := range c.keyCounts {
		counts := slices.DeleteFunc(slices.Clone(u.counts), func(k count.KeyCount) bool {
			return c.worker.tree.Level[k.Key] != c.level()
		})
		slices.SortStableFunc(counts, func(a, b count.KeyCount) int { return cmp.Compare(b.N, a.N) })
		chapter := Chapter{ID: u.chapter.Chapter, Title: u.chapter.Title, Tokens: u.chapter.Tokens}
		for _, k := range counts[:min(5, len(counts))] {
			rows := c.dict.rows(u.chapter.Doc, u.chapter.Chapter, "", u.chapter.Tokens, []count.KeyCount{k}, func(int32) bool { return false })
			chapter.Keys = append(chapter.Keys, rows...)
		}
		c.sum.Concepts = append(c.sum.Concepts, chapter)
		c.sum.Chapters++
	}
}
