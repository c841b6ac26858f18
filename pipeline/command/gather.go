package command

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"fusul/pipeline"
	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/normalise"
	"fusul/stages/stats"
	"fusul/stages/text"
)

// A group is one text that is compared: a chapter, a work or works.
type group struct {
	name, title   string
	compare.Parts               // sections of a chapter, chapters of a work
	paragraphs    compare.Parts // kept for a bootstrap only
}

// clusters returns what a bootstrap draws: the parts, or the paragraphs where
// there are too few parts.
func (g *group) clusters(feature int32) []stats.Cluster {
	if g.Len() >= stats.MinClusters {
		return g.Clusters(feature)
	}
	return g.paragraphs.Clusters(feature)
}

// merge takes in the parts of another group.
func (g *group) merge(o *group) {
	g.Merge(&o.Parts)
	g.paragraphs.Merge(&o.paragraphs)
}

// A gatherer counts works for a comparison.
type gatherer struct {
	kind  string // word, lemma or key
	by    string // column of metadata, or empty
	draws bool   // keep paragraphs for a bootstrap

	names    compare.Names
	chapters []*group
	works    []*group
	values   []*group // of the column, in order of first occurrence
	without  []string // works that lack the column, and are in no group
}

// add takes in one work.
func (g *gatherer) add(texts *pipeline.Texts, a *pipeline.Analysis) error {
	t := a.Text()
	number := g.number(t)
	sections := g.counts(t, texts.Tree, t.Sections, t.Section, number)
	var paragraphs [][]count.Count
	if g.draws {
		paragraphs = g.counts(t, texts.Tree, t.Paragraphs, func(h compare.Hit) int32 { return h.Paragraph }, number)
	}
	work := &group{name: a.Doc.ID, title: a.Doc.Title}
	for i, chapter := range a.Chapters {
		if t.Chapters[i].Len() == 0 {
			continue
		}
		one := &group{name: chapter.Chapter, title: chapter.Title}
		of := a.SectionsOf(i)
		for s := of.From; s < of.To; s++ {
			if n := t.Sections[s].Len(); n > 0 {
				one.Add(int64(n), sections[s])
			}
		}
		for p, counts := range paragraphs {
			if n := t.Paragraphs[p].Len(); n > 0 && int(t.ChapterOf[t.SectionOf[p]]) == i {
				one.paragraphs.Add(int64(n), counts)
			}
		}
		g.chapters = append(g.chapters, one)
		work.Add(one.Words(), one.Counts())
		work.paragraphs.Merge(&one.paragraphs)
	}
	g.works = append(g.works, work)
	if g.by == "" {
		return nil
	}
	value, known := column(a.Doc, g.by)
	if !known {
		g.without = append(g.without, a.Doc.ID)
		return nil
	}
	for _, group := range g.values {
		if group.name == value {
			group.merge(work)
			return nil
		}
	}
	first := &group{name: value}
	first.merge(work)
	g.values = append(g.values, first)
	return nil
}

// checkColumn says which works are in no group, if others are.
func (g *gatherer) checkColumn(e *env) error {
	if len(g.without) == 0 {
		return nil
	}
	if len(g.values) == 0 {
		return &usageError{fmt.Sprintf("no work has a column %q", g.by)}
	}
	const shown = 3
	names := strings.Join(g.without[:min(shown, len(g.without))], ", ")
	if more := len(g.without) - shown; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	e.say("left out, without a column %q: %s", g.by, names)
	return nil
}

// number returns the numbers in the corpus of the features of a work.
func (g *gatherer) number(t *compare.Text) []int32 {
	switch g.kind {
	case "lemma":
		return g.names.Add(&t.Lemmas)
	case "word":
		return g.names.Add(&t.Words)
	}
	return nil
}

// counts returns the counts of the units of a work, with the numbers of the
// corpus. Unit returns the unit of a hit.
func (g *gatherer) counts(t *compare.Text, tree count.Tree, units []text.Range, unit func(compare.Hit) int32, number []int32) [][]count.Count {
	features := &t.Words
	switch g.kind {
	case "key":
		return t.Keys(tree, len(units), unit)
	case "lemma":
		features = &t.Lemmas
	}
	counts := features.Count(units)
	for i := range counts {
		counts[i] = compare.Renumber(counts[i], number)
	}
	return counts
}

// column returns the value of a metadata column of a work.
func column(d *text.Document, name string) (value string, known bool) {
	switch name {
	case "author":
		return d.Author, true
	case "title":
		return d.Title, true
	}
	for _, f := range d.Meta {
		if f.Name == name {
			return f.Value, true
		}
	}
	return "", false
}

// groups returns what is compared: chapters or works, as unit says; by itself
// the values of the column, all works as one, the chapters of a single work,
// or the works.
func (g *gatherer) groups(unit string, whole bool) []*group {
	switch {
	case g.by != "":
		return g.values
	case unit == "chapter", unit == "" && !whole && len(g.works) == 1:
		return g.chapters
	case unit == "" && whole:
		all := &group{name: "the input"}
		for _, w := range g.works {
			all.merge(w)
		}
		return []*group{all}
	}
	return g.works
}

// list reads a reference corpus from a file of words and counts, parted by
// tabs. The words are folded as those of the works are.
func (g *gatherer) list(name, profile string) (*group, error) {
	fold, err := normalise.Parse(profile)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		defer z.Close()
		r = z
	}
	var counts []count.Count
	words := int64(0)
	scan := bufio.NewScanner(r)
	for line := 1; scan.Scan(); line++ {
		if scan.Text() == "" || strings.HasPrefix(scan.Text(), "#") {
			continue
		}
		word, number, _ := strings.Cut(scan.Text(), "\t")
		n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 32)
		if err != nil && line == 1 {
			continue // a head
		}
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%s:%d: want a word, a tab and a count, have %q", name, line, scan.Text())
		}
		counts = append(counts, count.Count{ID: g.names.Number(fold.Word(word), word, false), N: int32(n)})
		words += n
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	all := &group{name: name}
	all.AddWhole(words, count.Sum(counts))
	return all, nil
}
