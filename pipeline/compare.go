package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"fusul/stages/analyse"
	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/stats"
	"fusul/stages/table"
	"fusul/stages/text"
)

// The limits of the comparing tables, so that they stay a small part of the
// output, whatever the corpus.
const (
	leastFrequency  = 5    // of a word or lemma that is tested or whose dispersion is told
	mostP           = 0.05 // of a feature that keyness tells
	mostKeywords    = 100  // of each kind and target
	mostDispersed   = 1000 // words of a work or corpus whose dispersion is told, the most frequent
	leastCollocate  = 3
	mostCollocates  = 100 // of each key
	collocateWindow = 5
	leastNgram      = 3
	mostNgrams      = 500 // of each length
	mostUnits       = 300 // compared with each other
	profileLevels   = 2   // of the keys whose shares are told
	typicalPerKey   = 3
)

// An effort is how much of the comparing statistics a worker makes.
type effort uint8

const (
	nothing    effort = iota
	texts             // the numbers that they are made of
	everything        // their rows
)

// A comparison is what the comparing statistics say of one work.
type comparison struct {
	text   *compare.Text
	shapes []compare.Shape // by chapter
	lemmas []count.Count   // of the work

	keyness     [][]table.KeynessRow // of each target and kind
	dispersion  []table.DispersionRow
	diversity   []table.DiversityRow
	readability []table.ReadabilityRow
	similarity  []table.SimilarityRow
	clusters    []table.ClusterRow
	ngrams      []table.NgramRow
	profiles    []table.ProfileRow
	progression []table.ProgressionRow
	typical     []table.TypicalRow
	problems    []table.ProblemRow

	rates      [][]compare.Rate // by chapter, and last of the work
	clustering []compare.Clustering

	collocations compare.Collocations
	paragraphs   compare.Network
	sentences    compare.Network
}

// A scratch is what the comparing statistics of works compute in, one after the
// other.
type scratch struct {
	diversifier stats.Diversifier
	resampler   stats.Resampler
	grams       compare.Grams
}

// compare makes the rows of the comparing tables of one work.
func (w *worker) compare(a *Analysis, x *scratch, r *analyse.Result, hits []count.Hit, from []int32) {
	if w.compares == nothing {
		return
	}
	c := &a.comparison
	c.text = compare.NewText(r, a.words, hits, from)
	c.shapes = compare.Shapes(r)
	a.place(c.text)
	if w.compares == texts {
		return
	}
	words := tally(c.text, a.words.Sections)
	lemmas := tally(c.text, c.text.Lemmas.Count(c.text.Sections))
	keys := tally(c.text, c.text.Keys(w.tree, len(c.text.Sections), c.text.Section))
	for _, k := range []struct {
		names table.Names
		of    *divided
	}{
		{featureNames("word", &c.text.Words), &words},
		{featureNames("lemma", &c.text.Lemmas), &lemmas},
		{w.keyNames, &keys},
	} {
		c.addKeyness(a, k.names, k.of)
	}
	c.addDispersion(a, featureNames("word", &c.text.Words), &words, words.whole.Frequent(leastFrequency, mostDispersed), c.text.Words.Places().Of)
	c.addDispersion(a, w.keyNames, &keys, keys.whole.Frequent(1, 0), c.text.KeyPlaces(w.tree))
	c.addShapes(a, &x.diversifier)
	c.lemmas = lemmas.whole.Counts()
	c.addSimilarity(a, &lemmas)
	c.addNgrams(a, &x.grams)
	c.addProfiles(a, w, &x.resampler, &keys)
	c.typical = table.Typical(r, a.ids, c.text, w.keys, c.text.Typical(w.tree, min(2, deepest(w.tree)), typicalPerKey))
	c.collocations.Window = collocateWindow
	c.collocations.Add(c.text, w.tree, &c.text.Lemmas)
	c.paragraphs.Paragraphs = true
	c.paragraphs.Add(c.text, w.tree)
	c.sentences.Add(c.text, w.tree)
}

// nameKeys prepares how tables call the keys of the dictionary.
func (w *worker) nameKeys() {
	w.siblings = withSiblings(w.tree)
	w.keyNames.Kind = "key"
	for i, k := range w.matcher.Keys() {
		name := table.KeyName{Key: k.Path[len(k.Path)-1], KeyPath: k.Name(), Level: w.tree.Level[i]}
		if above := w.tree.Parent[i]; above >= 0 {
			name.Parent = w.keys[above].KeyPath // a parent stands before its children
		}
		w.keys = append(w.keys, name)
		w.keyNames.Feature = append(w.keyNames.Feature, name.KeyPath)
		w.keyNames.Display = append(w.keyNames.Display, cmp.Or(k.Label.Ar, k.Label.En, name.Key))
	}
}

// place sets the relative position of the matches.
func (a *Analysis) place(t *compare.Text) {
	if n := len(t.Words.At); n > 0 {
		for i := range a.Matches {
			position := float64(t.Before[i]) / float64(n)
			a.Matches[i].Position = &position
		}
	}
}

// A divided is the counts of one kind of feature, by section. Sections without
// counted words are no parts.
type divided struct {
	chapters [][]compare.Part // the sections of each chapter
	sums     [][]count.Count  // of each chapter
	whole    compare.Parts    // of all sections
}

// tally gathers the counts of sections by chapter.
func tally(t *compare.Text, sections [][]count.Count) divided {
	d := divided{chapters: make([][]compare.Part, len(t.Chapters)), sums: make([][]count.Count, len(t.Chapters))}
	for i, counts := range sections {
		if n := t.Sections[i].Len(); n > 0 {
			chapter := &d.chapters[t.ChapterOf[i]]
			*chapter = append(*chapter, compare.Part{Words: int64(n), Counts: counts})
			d.whole.Add(int64(n), counts)
		}
	}
	for i, parts := range d.chapters {
		all := make([][]count.Count, len(parts))
		for j, p := range parts {
			all[j] = p.Counts
		}
		d.sums[i] = count.Merge(all...)
	}
	return d
}

// words returns the words of a chapter.
func (d *divided) words(chapter int) (n int64) {
	for _, p := range d.chapters[chapter] {
		n += p.Words
	}
	return n
}

// featureNames returns how tables call the features of a text.
func featureNames(kind string, f *compare.Features) table.Names {
	return table.Names{Kind: kind, Feature: f.Names, Display: f.Display}
}

// addKeyness compares each chapter with the rest of the work.
func (c *comparison) addKeyness(a *Analysis, names table.Names, d *divided) {
	rest := compare.NewRest(&d.whole, compare.KeynessOptions{Least: leastFrequency, MaxP: mostP, Limit: mostKeywords})
	var target compare.Parts
	for i, parts := range d.chapters {
		target.Reset()
		for _, p := range parts {
			target.Add(p.Words, p.Counts)
		}
		if target.Words() > 0 {
			keywords := rest.Keyness(&target)
			c.keyness = append(c.keyness, table.Keyness(a.ids.Doc, a.ids.Chapters[i], "rest of work", names, target.Len(), keywords))
		}
	}
}

// addDispersion adds how features are spread over sections and chapters.
// Places returns the positions of a feature.
func (c *comparison) addDispersion(a *Analysis, names table.Names, d *divided, features []int32, places func(int32) []int32) {
	arf := make([]*float64, len(features))
	for i, feature := range features {
		if x, ok := stats.ARF(places(feature), d.whole.Words()); ok {
			arf[i] = &x
		}
	}
	var chapters compare.Parts
	for i := range d.chapters {
		if n := d.words(i); n > 0 {
			chapters.Add(n, d.sums[i])
		}
	}
	c.dispersion = append(c.dispersion, table.Dispersion(a.ids.Doc, "section", names, d.whole.Disperse(features), arf)...)
	if chapters.Len() > 1 {
		c.dispersion = append(c.dispersion, table.Dispersion(a.ids.Doc, "chapter", names, chapters.Disperse(features), arf)...)
	}
}

// addShapes adds the diversity and the readability of each counted chapter
// and of the work.
func (c *comparison) addShapes(a *Analysis, v *stats.Diversifier) {
	var whole compare.Shape
	add := func(chapter string, at text.Range, s *compare.Shape) {
		c.diversity = append(c.diversity,
			table.Diversity(v, a.ids.Doc, chapter, "word", c.text.Words.At[at.From:at.To]),
			table.Diversity(v, a.ids.Doc, chapter, "lemma", c.text.Lemmas.At[at.From:at.To]))
		c.readability = append(c.readability, table.Readability(a.ids.Doc, chapter, s))
	}
	for i := range c.shapes {
		if a.counted[i] {
			add(a.ids.Chapters[i], c.text.Chapters[i], &c.shapes[i])
			whole.Merge(&c.shapes[i])
		}
	}
	add("", text.Range{To: len(c.text.Words.At)}, &whole)
}

// addSimilarity compares the chapters by their content lemmas.
func (c *comparison) addSimilarity(a *Analysis, lemmas *divided) {
	units := make([][]count.Count, len(lemmas.chapters))
	n := 0
	for i := range units {
		units[i] = content(lemmas.sums[i], c.text.Lemmas.Stop)
		if len(units[i]) > 0 {
			n++
		}
	}
	if n > mostUnits {
		c.problems = append(c.problems, tooMany(a.ids.Doc, "similarity", "chapters", n))
		return
	}
	likenesses, kept, merges := compare.Similar(units)
	c.similarity, c.clusters = table.Similarity(a.ids.Doc, "chapter", a.ids.Chapters, likenesses, kept, merges)
}

// content returns the counts of what is no function word.
func content(counts []count.Count, stop []bool) []count.Count {
	var kept []count.Count
	for _, c := range counts {
		if !stop[c.ID] {
			kept = append(kept, c)
		}
	}
	return kept
}

// addNgrams adds the recurring sequences of words.
func (c *comparison) addNgrams(a *Analysis, g *compare.Grams) {
	defer g.Reset()
	g.Add(c.text.Words.At, c.text.Runs, c.text.Chapters)
	grams := g.Count(compare.MaxGram, leastNgram, mostNgrams)
	c.ngrams = table.Ngrams(a.ids.Doc, featureNames("word", &c.text.Words), c.text.Words.Stop, g.Parts(), grams)
}

// addProfiles adds the shares of the keys of the first levels by chapter and
// by tenth of the work, and the bootstrap intervals of all keys.
func (c *comparison) addProfiles(a *Analysis, w *worker, resampler *stats.Resampler, keys *divided) {
	whole := keys.whole.Counts()
	var told []int32 // keys of the first levels that occur in the work
	for _, k := range w.siblings {
		if keys.whole.Frequency(k) > 0 && w.tree.Level[k] <= profileLevels {
			told = append(told, k)
		}
	}
	add := func(chapter string, sections text.Range, counts []count.Count) {
		unit := chapter
		if unit == "" {
			unit = a.ids.Doc
		}
		clusters := c.text.Clusters(sections)
		rates := c.text.Rates(resampler, w.tree, clusters, stats.BootstrapKey(w.cfg.Seed, unit))
		c.rates, c.clustering = append(c.rates, rates), append(c.clustering, clusters)
		shares := compare.Shares(w.tree, told, counts)
		c.profiles = append(c.profiles, table.Profile(a.ids.Doc, chapter, w.keys, shares, rates, clusters.Kind)...)
	}
	for i := range keys.chapters {
		if a.counted[i] {
			add(a.ids.Chapters[i], a.parts[i], keys.sums[i])
			continue
		}
		c.rates, c.clustering = append(c.rates, nil), append(c.clustering, compare.Clustering{})
	}
	add("", text.Range{To: len(c.text.Sections)}, whole)
	deciles := c.text.Deciles()
	for i, counts := range c.text.Keys(w.tree, len(deciles), c.text.Decile) {
		if n := deciles[i].Len(); n > 0 {
			shares := compare.Shares(w.tree, told, counts)
			c.progression = append(c.progression, table.Progression(a.ids.Doc, i+1, int64(n), w.keys, shares)...)
		}
	}
}

// deepest returns the deepest level of a hierarchy of keys.
func deepest(t count.Tree) int32 {
	if len(t.Level) == 0 {
		return 0
	}
	return slices.Max(t.Level)
}

// withSiblings returns the keys that are not alone under the key above them.
func withSiblings(t count.Tree) []int32 {
	children := map[int32]int{}
	for _, above := range t.Parent {
		children[above]++
	}
	var keys []int32
	for key, above := range t.Parent {
		if children[above] > 1 {
			keys = append(keys, int32(key))
		}
	}
	return keys
}

// tooMany is the problem of a comparison that is not made.
func tooMany(doc, name, units string, n int) table.ProblemRow {
	return table.Problem(doc, text.Problem{
		Offset: -1, Kind: "limit",
		Message: fmt.Sprintf("%s: %d %s, more than %d: not compared with each other", name, n, units, mostUnits),
	}, false)
}

// rate fills in the intervals of the dictionary counts of a unit: number i of
// the chapters of a work, or the work itself behind them.
func (c *comparison) rate(rows []table.DictionaryRow, keys []table.KeyName, i int) {
	if i >= len(c.rates) {
		return
	}
	rates := c.rates[i]
	for r, key := 0, int32(0); r < len(rows); key++ {
		if rows[r].KeyPath != keys[key].KeyPath {
			continue
		}
		if rate, ok := table.RateOf(rates, key); ok && rate.OfWords != nil {
			low, high := 1e4*rate.OfWords.Low, 1e4*rate.OfWords.High
			rows[r].BootLow, rows[r].BootHigh, rows[r].BootUnit = &low, &high, c.clustering[i].Kind
		}
		r++
	}
}
