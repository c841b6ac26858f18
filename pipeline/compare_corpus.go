package pipeline

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"

	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/table"
	"fusul/stages/text"
)

// The limits of the comparing tables of a corpus of many works.
const (
	mostTested   = 10_000     // words whose keyness is tested, the most frequent
	mostStreamed = 20_000_000 // words of a corpus whose n-grams are counted as a whole
	fewestNgram  = 500_000    // an n-gram of a large corpus occurs at least once in so many words
	mostPhrases  = 200        // n-grams of each length
	mostQ        = 0.05       // of an edge of the drawn network
)

// restOfCorpus is what a work is compared with.
const restOfCorpus = "rest of corpus"

// A wordList is the words of a corpus while they are gathered.
type wordList struct {
	Vocabulary
	rows      []table.VocabRow
	works     []workTotals
	frequent  mostFrequent
	stream    compare.Grams
	streaming bool
	numbers   map[string]int32 // for the stream
}

// workTotals is the size of one work.
type workTotals struct {
	work               int
	id                 string
	tokens             int64
	chapters, sections int
}

// reduceWords makes the vocabulary, and what the corpus says of its words.
func (c *collector) reduceWords(records iter.Seq2[merged, error], out Sink) error {
	l := &wordList{streaming: c.worker.compares == everything && c.job.scale.streamed}
	l.frequent.limit = mostDispersed
	for m, err := range records {
		if err == nil {
			switch m.key[0] {
			case recordTotals:
				err = l.addTotals(m)
			case recordWord:
				err = l.addWord(m)
			case recordStream:
				err = l.addStream(m)
			}
		}
		if err != nil {
			return err
		}
	}
	l.test()
	if err := out(vocabularyFile, l.pack()); err != nil {
		return err
	}
	if c.worker.compares == everything && len(l.works) > 1 {
		if err := c.writeWordDispersion(l); err != nil {
			return err
		}
		if err := c.writeCorpusNgrams(l); err != nil {
			return err
		}
	}
	slices.SortFunc(l.rows, func(a, b table.VocabRow) int {
		return cmp.Or(cmp.Compare(b.Frequency, a.Frequency), cmp.Compare(a.Feature, b.Feature))
	})
	return c.out.Vocab.Write(l.rows)
}

// addTotals takes in the size of a work.
func (l *wordList) addTotals(m merged) error {
	value, err := one(m)
	if err != nil {
		return err
	}
	u := unpacker{left: value}
	t := workTotals{workOf(m.key), u.text(), u.int64(), u.int(), u.int()}
	l.works = append(l.works, t)
	l.Words += t.tokens
	l.Units[bySection] += t.sections
	l.Units[byChapter] += t.chapters
	l.Units[byDocument]++
	if l.Words > mostStreamed {
		l.streaming = false
	}
	return u.err()
}

// addWord takes in a word.
func (l *wordList) addWord(m merged) error {
	row := table.VocabRow{Feature: string(m.key[1:])}
	var sections int32
	var forms []spelt
	l.frequent.begin()
	for _, v := range m.values {
		u := unpacker{left: v}
		row.Chapters += int32(u.int())
		sections += int32(u.int())
		work := 0
		n := u.count()
		for range n {
			work += u.int()
			k := u.int64()
			row.Frequency += k
			l.frequent.add(work, k)
		}
		row.DocFreq += int32(n)
		for range u.count() {
			forms = addSpelling(forms, spelt{u.view(), u.int64(), u.view(), u.view(), u.flag()})
		}
		if u.err() != nil {
			return errBlock
		}
	}
	best := slices.MinFunc(forms, func(a, b spelt) int {
		return cmp.Or(cmp.Compare(b.n, a.n), bytes.Compare(a.form, b.form))
	})
	row.Display, row.Lemma, row.Stem, row.Stop = string(best.form), string(best.lemma), string(best.stem), best.stop
	l.frequent.end(int32(len(l.rows)), row.Frequency)
	l.rows = append(l.rows, row)
	l.Norms = append(l.Norms, row.Feature)
	l.Frequency = append(l.Frequency, row.Frequency)
	l.DocFreq[bySection] = append(l.DocFreq[bySection], sections)
	l.DocFreq[byChapter] = append(l.DocFreq[byChapter], row.Chapters)
	l.DocFreq[byDocument] = append(l.DocFreq[byDocument], row.DocFreq)
	return nil
}

// A spelt is a spelling of a word, and how often it is counted.
type spelt struct {
	form        []byte
	n           int64
	lemma, stem []byte
	stop        bool
}

// addSpelling counts a spelling among forms.
func addSpelling(forms []spelt, f spelt) []spelt {
	for i := range forms {
		if bytes.Equal(forms[i].form, f.form) {
			forms[i].n += f.n
			return forms
		}
	}
	return append(forms, f)
}

// A mostFrequent holds the postings of the most frequent words.
type mostFrequent struct {
	limit    int
	kept     []frequentWord
	least    int64 // frequency of the last that was dropped
	postings []posting
}

type frequentWord struct {
	id       int32
	n        int64
	postings []posting
}

// begin begins a word.
func (f *mostFrequent) begin() { f.postings = f.postings[:0] }

// add adds a posting.
func (f *mostFrequent) add(work int, n int64) {
	f.postings = append(f.postings, posting{work, int32(n)})
}

// end ends the word, which occurs n times.
func (f *mostFrequent) end(id int32, n int64) {
	if n <= f.least || n < leastFrequency {
		return // of equal words the first are kept
	}
	f.kept = append(f.kept, frequentWord{id, n, slices.Clone(f.postings)})
	if len(f.kept) == 2*f.limit {
		f.cut()
	}
}

// cut drops what is above the limit.
func (f *mostFrequent) cut() {
	slices.SortFunc(f.kept, func(a, b frequentWord) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id)) })
	if len(f.kept) > f.limit {
		f.least = f.kept[f.limit-1].n
		clear(f.kept[f.limit:])
		f.kept = f.kept[:f.limit]
	}
}

// test chooses the words whose keyness is tested.
func (l *wordList) test() {
	var all []int32
	for id, n := range l.Frequency {
		if n >= leastFrequency {
			all = append(all, int32(id))
		}
	}
	if len(all) > mostTested {
		slices.SortStableFunc(all, func(a, b int32) int { return cmp.Compare(l.Frequency[b], l.Frequency[a]) })
		all = all[:mostTested]
		slices.Sort(all)
	}
	l.Tested = all
	for _, id := range all {
		l.Display = append(l.Display, l.rows[id].Display)
	}
}

// writeWordDispersion writes how the most frequent words are spread over the
// works.
func (c *collector) writeWordDispersion(l *wordList) error {
	l.frequent.cut()
	kept := l.frequent.kept
	slices.SortFunc(kept, func(a, b frequentWord) int { return cmp.Compare(a.id, b.id) })
	names := table.Names{Kind: "word"}
	counts := map[int][]count.Count{}
	features := make([]int32, len(kept))
	for i, w := range kept {
		features[i] = int32(i)
		names.Feature, names.Display = append(names.Feature, l.Norms[w.id]), append(names.Display, l.rows[w.id].Display)
		for _, p := range w.postings {
			counts[p.work] = append(counts[p.work], count.Count{ID: int32(i), N: p.n})
		}
	}
	var parts compare.Parts
	for _, w := range l.works {
		if w.tokens > 0 {
			parts.Add(w.tokens, counts[w.work])
		}
	}
	return c.out.Dispersion.Write(table.Dispersion("", "document", names, parts.Disperse(features), nil))
}

// addStream takes in the words of a work in their order.
func (l *wordList) addStream(m merged) error {
	if !l.streaming {
		return nil
	}
	value, err := one(m)
	if err != nil {
		return err
	}
	if l.numbers == nil {
		l.numbers = make(map[string]int32, len(l.Norms))
		for id, norm := range l.Norms {
			l.numbers[norm] = int32(id)
		}
	}
	u := unpacker{left: value}
	number := make([]int32, u.count())
	for i := range number {
		number[i] = l.numbers[string(u.view())]
	}
	at := make([]int32, u.count())
	for i := range at {
		id := u.int()
		if u.bad || id >= len(number) {
			return errBlock
		}
		at[i] = number[id]
	}
	runs := make([]text.Range, u.count())
	last := 0
	for i := range runs {
		runs[i].From = last + u.int()
		runs[i].To = runs[i].From + u.int()
		last = runs[i].To
	}
	l.stream.Add(at, runs, []text.Range{{To: len(at)}})
	return u.err()
}

// writeCorpusNgrams writes the n-grams of the whole corpus.
func (c *collector) writeCorpusNgrams(l *wordList) error {
	if !l.streaming {
		return c.out.Problems.Write([]table.ProblemRow{table.Problem("", text.Problem{
			Offset: -1, Kind: "limit",
			Message: fmt.Sprintf("ngrams: %d words, the limit is %d words or %d bytes: those of each work are given, those of the whole corpus are not",
				l.Words, int64(mostStreamed), int64(mostStreamed*bytesPerWord)),
		}, false)})
	}
	stop := make([]bool, len(l.rows))
	names := table.Names{Kind: "word", Feature: l.Norms, Display: make([]string, len(l.rows))}
	for i, row := range l.rows {
		stop[i], names.Display[i] = row.Stop, row.Display
	}
	grams := l.stream.Count(compare.MaxGram, max(leastNgram, l.stream.Words()/fewestNgram), mostPhrases)
	return c.out.Ngrams.Write(table.Ngrams("", names, stop, l.stream.Parts(), grams))
}

// reduceTopics gathers the units of the topic model.
func (c *collector) reduceTopics(records iter.Seq2[merged, error]) error {
	c.topics = newTopicCorpus(c.worker.folding, c.cfg.TopicsTrain, c.cfg.Seed)
	for m, err := range records {
		if err != nil {
			return err
		}
		value, err := one(m)
		if err != nil {
			return err
		}
		u, err := unpackUnits(value)
		if err != nil {
			return err
		}
		c.topics.add(u)
	}
	return nil
}
