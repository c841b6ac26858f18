package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/lexicon"
	"fusul/stages/normalise"
	"fusul/stages/table"
	"fusul/stages/topics"
)

// A topicCorpus gathers the units that a topic model is trained on, and the
// words of all units. What it holds depends on the vocabulary and on the number
// of words to train on, not on the size of the corpus.
type topicCorpus struct {
	folding  normalise.Profile
	ids      map[string]int32 // by folded lemma
	words    []topicWord
	spelling map[string]*spelling    // by lemma
	seeds    map[int32]map[int32]int // by dictionary key: its words, and how often they are hits
	sample   unitSample
	sections []topicUnit // of all units, as long as all are in the sample
	total    int64       // words of all units
}

// A topicWord is a word of the model: a folded lemma.
type topicWord struct {
	folded  string
	display string // its most frequent spelling
	shown   int    // how often that was met
}

// A spelling is a lemma as it is written.
type spelling struct {
	word int32
	n    int
}

// A topicUnit is a section with words in the model.
type topicUnit struct{ doc, chapter, section string }

// newTopicCorpus returns an empty corpus whose sample is drawn by seed: all
// units if they have no more than limit words.
func newTopicCorpus(folding normalise.Profile, limit int, seed uint64) topicCorpus {
	return topicCorpus{
		folding: folding, ids: map[string]int32{}, spelling: map[string]*spelling{}, seeds: map[int32]map[int32]int{},
		sample: unitSample{limit: int64(limit), seed: seed},
	}
}

// add takes in the units of one work.
func (t *topicCorpus) add(u *workUnits) {
	numbers := make([]int32, len(u.lemmas))
	n := u.counts()
	for i, lemma := range u.lemmas {
		numbers[i] = t.number(lemma, n[i])
	}
	t.total += int64(len(u.words))
	draw := t.sample.work(u.doc)
	section, last := t.sample.sections, ""
	u.each(func(unit workUnit, words []int32) {
		if unit.section != last {
			last = unit.section
			section = t.sample.section()
			t.sections = append(t.sections, topicUnit{u.doc, unit.chapter, unit.section})
		}
		draw(section, words, numbers)
	})
	if !t.sample.all() {
		t.sections = nil
	}
	for _, s := range u.seeds {
		if t.seeds[s.key] == nil {
			t.seeds[s.key] = map[int32]int{}
		}
		t.seeds[s.key][numbers[s.word]]++
	}
}

// number returns the number of a lemma that a work has n times in its units.
func (t *topicCorpus) number(lemma string, n int) int32 {
	s := t.spelling[lemma]
	if s == nil {
		folded := t.folding.Word(lemma)
		id, ok := t.ids[folded]
		if !ok {
			id = int32(len(t.words))
			t.ids[folded] = id
			t.words = append(t.words, topicWord{folded: folded})
		}
		s = &spelling{word: id}
		t.spelling[lemma] = s
	}
	s.n += n
	if w := &t.words[s.word]; s.n > w.shown {
		w.display, w.shown = lemma, s.n
	}
	return s.word
}

// The least number of occurrences, and of units, of a word in the model.
const (
	minTopicCount = 3
	minTopicUnits = 2
)

// corpus returns the units of the sample as a corpus of the words that are
// frequent enough in it, and those words.
func (t *topicCorpus) corpus() (topics.Corpus, []topicWord, []int32) {
	held := t.sample.inOrder()
	n, units, last := make([]int, len(t.words)), make([]int, len(t.words)), make([]int, len(t.words))
	for d, unit := range held {
		for _, w := range unit.words {
			n[w]++
			if last[w] != d+1 {
				last[w] = d + 1
				units[w]++
			}
		}
	}
	number := make([]int32, len(t.words))
	var kept []topicWord
	for w := range t.words {
		number[w] = -1
		if n[w] >= minTopicCount && units[w] >= minTopicUnits {
			number[w] = int32(len(kept))
			kept = append(kept, t.words[w])
		}
	}
	c := topics.Corpus{V: len(kept)}
	group, at := int32(-1), -1
	for _, unit := range held {
		if unit.section != at { // a sample may have no unit of a section
			group, at = group+1, unit.section
		}
		var words []int32
		for _, w := range unit.words {
			if number[w] >= 0 {
				words = append(words, number[w])
			}
		}
		c.Docs = append(c.Docs, words)
		c.Group = append(c.Group, group)
	}
	return c, kept, number
}

// A plan is the choices of the topic models of a run.
type plan struct {
	ks         []int
	seeds      []uint64
	iterations int
	keywords   [][]topics.Keyword
	seededFrom []string // the dictionary key of each of the first topics
}

// The work of a default fit: passes are cut so that it stays within about so
// many draws.
const drawBudget = 300e6

// plan chooses what the configuration leaves open, by the size of the corpus
// alone.
func (c *collector) plan(corpus topics.Corpus, number []int32) plan {
	tokens := corpus.Tokens()
	p := plan{iterations: c.cfg.Iterations}
	if p.iterations == 0 {
		p.iterations = min(1000, max(100, int(drawBudget/float64(max(1, tokens)))))
	}
	seeds := c.cfg.Seeds
	if seeds == 0 {
		if seeds = 3; tokens > 200_000 {
			seeds = 1
		}
	}
	for i := range seeds {
		p.seeds = append(p.seeds, c.cfg.Seed+uint64(i))
	}
	bySize := min(50, max(5, int(math.Sqrt(float64(len(corpus.Docs))))))
	switch k, err := strconv.Atoi(c.cfg.Topics); {
	case err == nil:
		p.ks = []int{k}
	case c.cfg.Topics == "auto":
		for _, share := range []float64{0.5, 0.75, 1, 1.5, 2, 3} {
			p.ks = append(p.ks, max(2, int(share*float64(bySize))))
		}
		p.ks = slices.Compact(p.ks)
	default:
		p.ks = []int{bySize}
	}
	if c.cfg.Seeded != "" {
		p.keywords, p.seededFrom = c.seedTopics(corpus, number)
		for i := range p.ks {
			p.ks[i] = max(p.ks[i], len(p.keywords))
		}
	}
	return p
}

// checkSeeded says whether the dictionary has keys under the one that seeds
// topics.
func checkSeeded(name string, keys []lexicon.Key) error {
	if name == "" {
		return nil
	}
	var parents []string
	for _, k := range keys {
		above := lexicon.Key{Path: k.Path[:len(k.Path)-1]}
		if above.Name() == name {
			return nil
		}
		if len(above.Path) == 1 && !slices.Contains(parents, above.Name()) {
			parents = append(parents, above.Name())
		}
	}
	if slices.ContainsFunc(keys, func(k lexicon.Key) bool { return k.Name() == name }) {
		return &ConfigError{"seeded", fmt.Sprintf("is %q, a key of the dictionary with no keys under it; keys that can seed topics are %s and what branches below them", name, strings.Join(parents, ", "))}
	}
	return &ConfigError{"seeded", fmt.Sprintf("is %q, which is no key of the dictionary; keys that can seed topics are %s and what branches below them", name, strings.Join(parents, ", "))}
}

// seedTopics returns the keywords of one topic for each key right under the
// key of cfg.Seeded that the corpus has words of.
func (c *collector) seedTopics(corpus topics.Corpus, number []int32) (keywords [][]topics.Keyword, from []string) {
	var lists [][]int32
	keys := c.worker.matcher.Keys()
	for i := range keys {
		above := lexicon.Key{Path: keys[i].Path[:len(keys[i].Path)-1]}
		if above.Name() != c.cfg.Seeded {
			continue
		}
		words := map[int32]bool{}
		for key, hits := range c.topics.seeds {
			if c.worker.tree.Level[key] < c.worker.tree.Level[i] || c.worker.tree.Above(key, c.worker.tree.Level[i]) != int32(i) {
				continue
			}
			for w := range hits {
				if number[w] >= 0 {
					words[number[w]] = true
				}
			}
		}
		if len(words) == 0 {
			continue
		}
		list := make([]int32, 0, len(words))
		for w := range words {
			list = append(list, w)
		}
		slices.Sort(list)
		lists = append(lists, list)
		from = append(from, keys[i].Name())
	}
	return topics.SeedWords(corpus, lists, seedWeight), from
}

// seedWeight doubles what the corpus says of a seed word (seededlda's usual
// weight).
const seedWeight = 0.01

// writeTopics fits the topic models and writes their tables.
func (c *collector) writeTopics(ctx context.Context, out Sink, progress Progress) error {
	if c.cfg.Topics == "none" {
		return nil
	}
	corpus, words, number := c.topics.corpus()
	if len(corpus.Docs) < 2 || corpus.Tokens() == 0 {
		return c.skipTopics("too little text for a topic model")
	}
	if err := c.tellSample(); err != nil {
		return err
	}
	p := c.plan(corpus, number)
	choice, err := c.search(ctx, corpus, p, progress)
	if err != nil {
		return err
	}
	model, err := topics.New(corpus, topics.Options{
		K: choice.K, Seed: choice.Seed, Iterations: p.iterations, Keywords: p.keywords,
	})
	if err != nil {
		return err
	}
	run := func(n int, f func(i int)) {
		_ = each(ctx, c.cfg.Workers, n, f) // it fails only where ctx is done, and Fit looks at that itself
	}
	report := func(t topics.Progress) { progress("topics", int64(t.Iteration), int64(t.Of)) }
	if err := topics.Fit(ctx, model, run, report); err != nil {
		return err
	}
	return c.writeModel(model, corpus, words, p.seededFrom, out)
}

// tellSample records how much text the model is trained on.
func (c *collector) tellSample() error {
	c.sum.TopicWords, c.sum.Trained = c.topics.total, c.topics.sample.words
	if c.topics.sample.all() {
		return nil
	}
	c.sum.Problems++
	return c.out.Problems.Write([]table.ProblemRow{{Kind: "topics", Message: fmt.Sprintf(
		"the topic model was trained on a sample: %d of %d words of its units (setting topics_train); the shares of all units were inferred with that model, and coherence and k_search look at the sample alone",
		c.sum.Trained, c.sum.TopicWords)}})
}

// skipTopics records why there are no topics.
func (c *collector) skipTopics(why string) error {
	c.sum.Problems++
	return c.out.Problems.Write([]table.ProblemRow{{Kind: "topics", Message: why}})
}

// search fits a model for each K and seed to part of the corpus and returns
// the one that foretells the rest best; with one of each there is nothing to
// choose.
func (c *collector) search(ctx context.Context, corpus topics.Corpus, p plan, progress Progress) (topics.Choice, error) {
	choice := topics.Choice{K: p.ks[0], Seed: p.seeds[0]}
	if len(p.ks)*len(p.seeds) == 1 || len(corpus.Docs) < 10 {
		return choice, nil
	}
	s, err := topics.NewSearch(corpus, topics.Grid{
		Ks: p.ks, Seeds: p.seeds, Base: topics.Options{Iterations: p.iterations, Keywords: p.keywords}, SplitSeed: c.cfg.Seed,
	})
	if err != nil {
		return choice, err
	}
	tasks := func(yield func(int, error) bool) {
		for i := range s.Tasks() {
			if !yield(i, nil) {
				return
			}
		}
	}
	fit := func(i int) (struct{}, error) { return struct{}{}, s.Run(ctx, i) }
	done := int64(0)
	for _, err := range ordered(ctx, c.cfg.Workers, tasks, fit) {
		if err != nil {
			return choice, err
		}
		done++
		progress("models", done, int64(s.Tasks()))
	}
	rows := s.Rows()
	choice = topics.Choose(rows)
	c.sum.Choice = choice.Reason
	return choice, c.out.KSearch.Write(table.Search(rows, choice))
}

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
