package pipeline

import (
	"fusul/stages/normalise"
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
