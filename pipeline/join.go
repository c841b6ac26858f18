package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"math/bits"
	"slices"

	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/table"
)

// The kinds of units that words are counted in.
const (
	bySection = iota
	byChapter
	byDocument
	kindsOfUnit
)

// A Vocabulary is the words of a corpus, by rising spelling, as far as the
// counts of its units want them.
type Vocabulary struct {
	Norms     []string
	Frequency []int64
	DocFreq   [kindsOfUnit][]int32 // units with the word
	Units     [kindsOfUnit]int
	Words     int64    // of the corpus
	Tested    []int32  // the words whose keyness is tested
	Display   []string // of those
}

// vocabularyFile is the name under which Reduce hands out the vocabulary.
const vocabularyFile = "vocabulary"

// VocabularyOf returns the vocabulary that Reduce made of the partition words.
func VocabularyOf(words Unit) (*Vocabulary, error) {
	block, err := words.Read(vocabularyFile)
	if err != nil {
		return nil, err
	}
	return ReadVocabulary(block)
}

// pack returns the vocabulary as a block.
func (v *Vocabulary) pack() []byte {
	b := newBlockWriter()
	var p packer
	for _, n := range v.Units {
		p.int(n)
	}
	p.int64(v.Words)
	b.add([]byte{recordTotals}, p)
	tested := 0
	key := []byte{recordWord}
	for id, norm := range v.Norms {
		p = p[:0]
		p.int64(v.Frequency[id])
		for kind := range v.DocFreq {
			p.int(int(v.DocFreq[kind][id]))
		}
		if tested < len(v.Tested) && v.Tested[tested] == int32(id) {
			p.text(v.Display[tested])
			tested++
		}
		key = append(key[:1], norm...)
		b.add(key, p)
	}
	return b.finish()
}

// ReadVocabulary returns the vocabulary that Reduce made.
func ReadVocabulary(block []byte) (*Vocabulary, error) {
	v := &Vocabulary{}
	for r, err := range readBlock(bytes.NewReader(block)) {
		if err != nil {
			return nil, err
		}
		u := unpacker{left: r.value}
		if r.key[0] == recordTotals {
			for kind := range v.Units {
				v.Units[kind] = u.int()
			}
			v.Words = u.int64()
		} else {
			id := int32(len(v.Norms))
			v.Norms = append(v.Norms, string(r.key[1:]))
			v.Frequency = append(v.Frequency, u.int64())
			for kind := range v.DocFreq {
				v.DocFreq[kind] = append(v.DocFreq[kind], int32(u.int()))
			}
			if len(u.left) > 0 {
				v.Tested, v.Display = append(v.Tested, id), append(v.Display, u.text())
			}
		}
		if u.err() != nil {
			return nil, errBlock
		}
	}
	return v, nil
}

// JoinShard is Join of what Map made of a shard.
func (j *Job) JoinShard(ctx context.Context, shard Unit, v *Vocabulary, out Sink) error {
	words, err := shard.Open(blockName(ofWords))
	if err != nil {
		return err
	}
	defer words.Close()
	counts, err := shard.Open("counts")
	if err != nil {
		return err
	}
	defer counts.Close()
	return j.Join(ctx, words, counts, v, out)
}

// Join makes the tables of word counts of a shard, and compares its works with
// the rest of the corpus. Words is the shard's block of words and counts what
// else Map counted in it.
func (j *Job) Join(ctx context.Context, words, counts io.Reader, v *Vocabulary, out Sink) error {
	x := j.newJoiner(v)
	if err := x.find(v, words); err != nil {
		return err
	}
	for kind, t := range x.tables() {
		t.Words(&x.words[kind])
	}
	for r, err := range readBlock(buffered(counts)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err == nil {
			err = x.add(r.value)
		}
		if err != nil {
			return err
		}
	}
	if err := x.out.Files(j.worker.info(), out); err != nil {
		return err
	}
	j.joiners.Put(x)
	return nil
}

// newJoiner returns a joiner, one that has joined a shard where there is one.
func (j *Job) newJoiner(v *Vocabulary) *joiner {
	if x, ok := j.joiners.Get().(*joiner); ok && x.vocabulary == v {
		return x
	}
	x := &joiner{job: j, vocabulary: v, out: table.NewSet()}
	if j.worker.compares == everything && v.Units[byDocument] > 1 {
		x.names = table.Names{Kind: "word", Display: v.Display}
		var corpus compare.Parts
		corpus.AddWhole(v.Words, x.testedCounts())
		x.rest = compare.NewRest(&corpus, compare.KeynessOptions{Least: leastFrequency, MaxP: mostP, Limit: mostKeywords})
		for _, id := range v.Tested {
			x.names.Feature = append(x.names.Feature, v.Norms[id])
		}
	}
	return x
}

// A joined is the words of a shard in the vocabulary of the corpus.
type joined struct {
	norms  table.Norms
	words  [kindsOfUnit]table.Words
	tested []int32 // by word of the shard: its place among the tested, or -1
}

// find finds the words of a shard's block in the vocabulary.
func (n *joined) find(v *Vocabulary, block io.Reader) error {
	n.norms.Reset()
	n.tested = n.tested[:0]
	for kind := range n.words {
		n.words[kind] = table.Words{Norms: &n.norms, DocFreq: n.words[kind].DocFreq[:0], Units: v.Units[kind]}
	}
	at, tested := 0, 0
	for r, err := range readBlock(buffered(block)) {
		if err != nil {
			return err
		}
		if r.key[0] != recordWord {
			continue
		}
		norm := r.key[1:]
		for at < len(v.Norms) && v.Norms[at] < string(norm) {
			at++
		}
		if at == len(v.Norms) || v.Norms[at] != string(norm) {
			return errBlock
		}
		n.norms.Add(v.Norms[at])
		for kind := range n.words {
			n.words[kind].DocFreq = append(n.words[kind].DocFreq, v.DocFreq[kind][at])
		}
		for tested < len(v.Tested) && v.Tested[tested] < int32(at) {
			tested++
		}
		place := int32(-1)
		if tested < len(v.Tested) && v.Tested[tested] == int32(at) {
			place = int32(tested)
		}
		n.tested = append(n.tested, place)
	}
	return nil
}

// A joiner makes the count tables of shards, one after the other.
type joiner struct {
	joined
	job        *Job
	vocabulary *Vocabulary
	out        *table.Set
	names      table.Names   // of the tested words
	rest       *compare.Rest // of the corpus, of these words; nil where there is nothing to compare
	parts      compare.Parts // of the work at hand
	kept       []count.Count // of the tested words in its chapters
	sums       [2]summer     // of a chapter, of a work
	counts     []count.Count // of a section
	sorted     []count.Count // of a unit, by frequency
}

func (x *joiner) tables() [kindsOfUnit]*table.CountTable {
	return [...]*table.CountTable{bySection: x.out.TokenCountsSection, byChapter: x.out.TokenCounts, byDocument: x.out.TokenCountsDoc}
}

// testedCounts returns the frequencies of the tested words.
func (x *joiner) testedCounts() []count.Count {
	counts := make([]count.Count, len(x.vocabulary.Tested))
	for i, id := range x.vocabulary.Tested {
		counts[i] = count.Count{ID: int32(i), N: int32(x.vocabulary.Frequency[id])}
	}
	return counts
}

// add takes in the counts of one work.
func (x *joiner) add(value []byte) error {
	tables := x.tables()
	u := unpacker{left: value}
	doc := u.text()
	words, total := len(x.tested), int64(0)
	chapter, work := &x.sums[0], &x.sums[1]
	x.parts.Reset()
	x.kept = x.kept[:0]
	for range u.count() {
		id, tokens := u.text(), u.int64()
		total += tokens
		for range u.count() {
			section, n := u.text(), u.int64()
			x.counts = u.counts(x.counts[:0])
			if u.bad || len(x.counts) > 0 && int(x.counts[len(x.counts)-1].ID) >= words {
				return errBlock
			}
			chapter.add(x.counts, words)
			tables[bySection].Add(doc, id, section, n, x.byFrequency(x.counts))
		}
		counts := chapter.take()
		work.add(counts, words)
		if x.rest != nil {
			x.parts.Add(tokens, x.onlyTested(counts))
		}
		tables[byChapter].Add(doc, id, "", tokens, x.byFrequency(counts))
	}
	tables[byDocument].Add(doc, "", "", total, x.byFrequency(work.take()))
	if x.rest != nil {
		if err := x.addKeyness(doc); err != nil {
			return err
		}
	}
	return u.err()
}

// onlyTested returns the counts of the tested words, by their places among
// them. They hold until the next work.
func (x *joiner) onlyTested(counts []count.Count) []count.Count {
	from := len(x.kept)
	for _, c := range counts {
		if place := x.tested[c.ID]; place >= 0 {
			x.kept = append(x.kept, count.Count{ID: place, N: c.N})
		}
	}
	return x.kept[from:len(x.kept):len(x.kept)]
}

// addKeyness compares a work with the rest of the corpus.
func (x *joiner) addKeyness(doc string) error {
	return x.out.Keyness.Write(table.Keyness(doc, doc, restOfCorpus, x.names, x.parts.Len(), x.rest.Keyness(&x.parts)))
}

// byFrequency returns counts, which come by number, by falling count, then by
// number, which is by spelling. They hold until the next call.
func (x *joiner) byFrequency(counts []count.Count) []count.Count {
	x.sorted = slices.Grow(x.sorted[:0], len(counts))[:len(counts)]
	byFrequency(x.sorted, counts)
	return x.sorted
}

// byFrequency puts counts into sorted, which is as long.
//
// Most words are rare: the counts below 64 are put into their places at once,
// without comparing them.
func byFrequency(sorted, counts []count.Count) {
	const few = 64
	var below [few + 1]int // by count: how many, then the place of the next
	for _, c := range counts {
		below[min(c.N, few)]++
	}
	end := len(counts)
	for n := range below { // the place of the first with each count
		end -= below[n]
		below[n] = end
	}
	frequent := below[few-1] // none of these is behind it
	for _, c := range counts {
		n := min(c.N, few)
		sorted[below[n]] = c
		below[n]++
	}
	slices.SortFunc(sorted[:frequent], func(a, b count.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.ID, b.ID)) })
}

// A summer adds up counts.
type summer struct {
	n    []int32  // by word
	met  []uint64 // a bit for each word: sorting their numbers would take as long as all else in Join
	sums []count.Count
}

// add takes in counts of words below limit.
func (s *summer) add(counts []count.Count, limit int) {
	if len(s.n) < limit {
		s.n, s.met = append(s.n, make([]int32, limit-len(s.n))...), append(s.met, make([]uint64, limit/64+1-len(s.met))...)
	}
	for _, c := range counts {
		s.met[c.ID/64] |= 1 << (c.ID % 64)
		s.n[c.ID] += c.N
	}
}

// take returns the sum, sorted by word, and begins anew. The sum holds until the
// next is taken.
func (s *summer) take() []count.Count {
	s.sums = s.sums[:0]
	for i, some := range s.met {
		for ; some != 0; some &= some - 1 {
			id := i*64 + bits.TrailingZeros64(some)
			s.sums = append(s.sums, count.Count{ID: int32(id), N: s.n[id]})
			s.n[id] = 0
		}
		s.met[i] = 0
	}
	return s.sums
}
