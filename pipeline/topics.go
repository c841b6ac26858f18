package pipeline

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/lexicon"
	"fusul/stages/table"
	"fusul/stages/topics"
)

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
