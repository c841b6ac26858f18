package pipeline

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"fusul/stages/table"
	"fusul/stages/topics"
)

// The numbers of terms that the tables and the summary show of a topic.
const (
	shownTerms  = 10
	listedTerms = 500
)

// writeModel writes the tables of a fitted model.
func (c *collector) writeModel(m *topics.Model, corpus topics.Corpus, words []topicWord, seededFrom []string, out Sink) error {
	t := m.Topics()
	top, relevant := t.TopWords(shownTerms), t.Labels(shownTerms)
	npmi, cv := topics.NewWindows(top, 10), topics.NewWindows(top, 110)
	for _, doc := range corpus.Docs {
		npmi.Add(doc)
		cv.Add(doc)
	}
	exclusivity := t.Exclusivity(shownTerms, 0.7)
	spell := func(ids []int32, n int) string {
		var list []string
		for _, w := range ids[:min(n, len(ids))] {
			list = append(list, words[w].display)
		}
		return strings.Join(list, " ")
	}
	rows := make([]table.TopicRow, len(t.Phi))
	for k := range rows {
		rows[k] = table.TopicRow{
			Topic: int32(k + 1), Label: spell(relevant[k], 3), Prevalence: t.Share[k], Alpha: t.Alpha[k],
			NPMI: optional(npmi.NPMI(top[k])), CV: optional(cv.CV(top[k])), Exclusivity: optional(exclusivity[k], true),
			TopTerms: spell(top[k], shownTerms), TopRelevant: spell(relevant[k], shownTerms),
		}
		if k < len(seededFrom) {
			rows[k].Seeded = seededFrom[k]
		}
	}
	c.sum.Topics = rows
	file, err := packModel(c.cfg, &c.sum, t.Fixed(), words)
	if err != nil {
		return err
	}
	if err := out(ModelFile, file); err != nil {
		return err
	}
	if err := c.out.TopicTerms.Write(termRows(t, words)); err != nil {
		return err
	}
	if err := c.out.TopicModel.Write(modelRows(t, words)); err != nil {
		return err
	}
	if !c.topics.sample.all() {
		return nil // the shares of all units are inferred, and topics is a sum over them
	}
	if err := c.out.Topics.Write(rows); err != nil {
		return err
	}
	tokens, sections := c.sectionTopics(m, corpus)
	if err := c.out.TopicCorrelation.Write(correlationRows(correlation(tokens, sections), int64(len(sections)))); err != nil {
		return err
	}
	return c.out.DocTopics.Write(c.gammaRows(m, tokens, sections))
}

// modelRows returns the words of each topic.
func modelRows(t *topics.Topics, words []topicWord) []table.ModelRow {
	var rows []table.ModelRow
	for k := range t.Phi {
		for _, e := range t.Entries(k) {
			rows = append(rows, table.ModelRow{Topic: int32(k + 1), Term: words[e.Word].folded, Beta: e.Value})
		}
	}
	return rows
}

// sectionTopics returns the words of each section that are in the model, and
// the shares of the topics in them.
func (c *collector) sectionTopics(m *topics.Model, corpus topics.Corpus) ([]int64, [][]topics.Prevalence) {
	tokens := make([]int64, len(c.topics.sections))
	for d, doc := range corpus.Docs {
		tokens[corpus.Group[d]] += int64(len(doc))
	}
	return tokens, m.Prevalence(nil, 0.95)
}

// leastCorrelated is the least number of sections that topics are correlated
// over: the shares of two are always on a line.
const leastCorrelated = 3

// correlationRows returns the rows of the correlations of every two topics over
// so many sections.
func correlationRows(r [][]float64, sections int64) []table.CorrelationRow {
	if sections < leastCorrelated {
		return nil
	}
	var rows []table.CorrelationRow
	for a, list := range r {
		for b := a + 1; b < len(list); b++ {
			rows = append(rows, table.CorrelationRow{A: int32(a + 1), B: int32(b + 1), R: list[b], Units: sections})
		}
	}
	return rows
}

// correlation returns the correlation of every two topics over the sections.
func correlation(tokens []int64, sections [][]topics.Prevalence) [][]float64 {
	gamma, weight := make([][]float64, len(sections)), make([]float64, len(sections))
	for u, shares := range sections {
		weight[u] = float64(tokens[u])
		for _, s := range shares {
			gamma[u] = append(gamma[u], s.Mean)
		}
	}
	return topics.Correlation(gamma, weight)
}

func optional(x float64, ok bool) *float64 {
	if !ok || math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// termRows returns the most probable terms of each topic.
func termRows(t *topics.Topics, words []topicWord) []table.TermRow {
	relevance, frex, lift := t.Relevance(0.6), t.FREX(0.5), t.Lift()
	var rows []table.TermRow
	for k := range t.Phi {
		first := len(rows)
		for rank, r := range topics.Top(t.Phi[k], listedTerms) {
			w := r.Word
			rows = append(rows, table.TermRow{
				Topic: int32(k + 1), Term: words[w].display, Beta: r.Value, Relevance: relevance[k][w],
				Frex: frex[k][w], Lift: lift[k][w], Rank: int32(rank + 1),
			})
		}
		byRelevance := make([]int, len(rows)-first)
		for i := range byRelevance {
			byRelevance[i] = first + i
		}
		slices.SortStableFunc(byRelevance, func(a, b int) int { return cmp.Compare(rows[b].Relevance, rows[a].Relevance) })
		for rank, i := range byRelevance {
			rows[i].RelevanceRank = int32(rank + 1)
		}
	}
	return rows
}

// gammaRows returns the shares of the topics in each section, then in each
// chapter.
func (c *collector) gammaRows(m *topics.Model, tokens []int64, sections [][]topics.Prevalence) []table.GammaRow {
	units := c.topics.sections
	var rows []table.GammaRow
	add := func(u topicUnit, n int64, shares []topics.Prevalence) {
		for k, s := range shares {
			rows = append(rows, table.GammaRow{
				Doc: u.doc, Chapter: u.chapter, Section: u.section, Topic: int32(k + 1),
				Gamma: s.Mean, Low: optional(s.Low, true), High: optional(s.High, true), Tokens: n,
			})
		}
	}
	for i, shares := range sections {
		add(units[i], tokens[i], shares)
	}
	var chapters []topicUnit
	var chapterTokens []int64
	unit := make([]int32, len(units))
	for i, u := range units {
		if n := len(chapters); n == 0 || chapters[n-1].chapter != u.chapter {
			chapters = append(chapters, topicUnit{u.doc, u.chapter, ""})
			chapterTokens = append(chapterTokens, 0)
		}
		unit[i] = int32(len(chapters) - 1)
		chapterTokens[unit[i]] += tokens[i]
	}
	for i, shares := range m.Prevalence(unit, 0.95) {
		add(chapters[i], chapterTokens[i], shares)
	}
	return rows
}
