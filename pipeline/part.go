package pipeline

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"

	"fusul/stages/analyse"
	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/table"
	"fusul/stages/text"
)

// The partitions of what Map hands on: each is reduced by itself.
const (
	ofDocuments = "documents" // one record a work; the network of keys
	ofWords     = "words"     // the vocabulary with its postings
	ofLemmas    = "lemmas"    // collocations, likeness of works
	ofTopics    = "topics"    // the units of the topic model
)

// Partitions lists the partitions, in the order of their tables.
var Partitions = []string{ofDocuments, ofWords, ofLemmas, ofTopics}

// The first byte of a key says what its record is. Within a partition records
// are read in this order.
const (
	recordDocument = iota + 1 // work → JSON
	recordNetwork             // kind of unit, two keys → count
	recordTotals              // work → its tokens and counted units
	recordWord                // word → units, postings, spellings
	recordStream              // work → its words in order
	recordLemma               // lemma → how it is shown
	recordAround              // key → hits and places; no key → places of the corpus
	recordPair                // key, lemma → count
	recordContent             // work → counts of its content lemmas
	recordUnits               // work → the units of its topic model
	recordModel               // a topic model but for its words, as JSON
	recordTerm                // word → its probabilities in the topics
)

// A part gathers what Map finds in the works of one shard, in their order.
type part struct {
	worker  *worker
	scale   scale
	session *analyse.Session
	scratch scratch
	out     *table.Set

	documents *blockWriter
	totals    []keyed
	streams   []keyed
	contents  []keyed
	units     *blockWriter
	counted   shardCounts

	words        numbering[partWord]
	postings     []wordPosting // of all words, by work
	forms        []partForm    // of all words
	lemmas       numbering[partLemma]
	collocations compare.Collocations
	paragraphs   compare.Network
	sentences    compare.Network

	chapters int32        // counted ones
	number   []int32      // of the words of the work at hand
	block    *blockWriter // of finish
}

// A scale is what the size of the whole input decides before anything is read.
type scale struct {
	works    int
	streamed bool // n-grams of the corpus may be counted
}

// keyed is the value of a record about a work.
type keyed struct {
	work  int
	value []byte
}

// A numbering numbers things that have numbers in the session of the part's
// analyses, in order of arrival.
type numbering[T any] struct {
	of    []int32 // by number in the session: the number here, plus one
	names []string
	list  []T

	heads       []head // for sorted
	order, rank []int32
}

// number returns the number of name, which is new if it was never met. Shared
// is its number in the session.
func (n *numbering[T]) number(shared int32, name string) int32 {
	if more := int(shared) + 1 - len(n.of); more > 0 {
		n.of = append(n.of, make([]int32, more)...)
	}
	if n.of[shared] == 0 {
		n.names = append(n.names, name)
		var zero T
		n.list = append(n.list, zero)
		n.of[shared] = int32(len(n.list))
	}
	return n.of[shared] - 1
}

// reset empties n, and keeps its memory.
func (n *numbering[T]) reset() {
	clear(n.names)
	clear(n.list)
	n.of, n.names, n.list = n.of[:0], n.names[:0], n.list[:0]
}

// sorted returns the numbers by the spelling of their names, and the place of
// each number among them. They hold until the next call.
func (n *numbering[T]) sorted() (order, rank []int32) {
	count := len(n.list)
	heads := slices.Grow(n.heads[:0], count)[:count]
	order, rank = slices.Grow(n.order[:0], count)[:count], slices.Grow(n.rank[:0], count)[:count]
	n.heads, n.order, n.rank = heads, order, rank
	for i, name := range n.names {
		heads[i] = headOf(name, int32(i))
	}
	slices.SortFunc(heads, func(a, b head) int {
		if a.letters != b.letters { // as it is nearly always
			return cmp.Compare(a.letters, b.letters)
		}
		return cmp.Compare(n.names[a.id], n.names[b.id])
	})
	for place, h := range heads {
		order[place], rank[h.id] = h.id, int32(place)
	}
	return order, rank
}

// A head is the beginning of a name, which sorts as the name does, and its
// number.
type head struct {
	letters uint64
	id      int32
}

// headOf returns the head of a name.
func headOf[Name string | []byte](name Name, id int32) head {
	var b [8]byte
	copy(b[:], name)
	return head{binary.BigEndian.Uint64(b[:]), id}
}

// A partLemma is what is known of a lemma: its display is that of the work in
// which it is most frequent, of equals the first.
type partLemma struct {
	most    int64
	work    int
	display string
	stop    bool
}

// newPart returns a part for the works of a shard.
func (j *Job) newPart() *part {
	p, ok := j.parts.Get().(*part)
	if !ok {
		p = &part{out: table.NewSet(), documents: newBlockWriter(), units: newBlockWriter(), block: newBlockWriter()}
	}
	p.worker, p.scale, p.session = j.worker, j.scale, j.worker.analyser.Session()
	p.collocations.Window = collocateWindow
	p.paragraphs.Paragraphs = true
	return p
}

// release gives the memory of p, which is finished, to the next shard: a fifth
// of all that a run allocated was what shards gather in.
func (j *Job) release(p *part) {
	p.session = nil
	p.documents.reset()
	p.units.reset()
	p.totals, p.streams, p.contents = nil, nil, nil
	p.counted.reset()
	p.words.reset()
	clear(p.forms)
	p.postings, p.forms = p.postings[:0], p.forms[:0]
	p.lemmas.reset()
	p.collocations, p.paragraphs, p.sentences = compare.Collocations{}, compare.Network{}, compare.Network{}
	p.chapters = 0
	j.parts.Put(p)
}

// A documentRecord is what the corpus wants to know of a work.
type documentRecord struct {
	Skipped  *text.Problem `json:",omitempty"` // the work could not be read
	Row      table.DocumentRow
	Meta     []text.Field   `json:",omitempty"`
	Sources  []sourceRecord `json:",omitempty"`
	Problems int
	Matches  int64
	Words    int64
	Chapters []chapterRecord `json:",omitempty"`
	Keys     []count.Count   `json:",omitempty"`
}

type sourceRecord struct{ Path, SHA256 string }

// A chapterRecord is a counted chapter with its dictionary counts.
type chapterRecord struct {
	ID, Title string
	Tokens    int64
	Keys      []count.KeyCount `json:",omitempty"`
}

// record adds the record of a work.
func (p *part) record(work int, r documentRecord) error {
	value, err := json.Marshal(r)
	p.documents.add(workKey(recordDocument, work), value)
	return err
}

func workKey(kind byte, work int) []byte {
	k := packer{kind}
	k.key(uint32(work))
	return k
}

// skip records a work that is left out.
func (p *part) skip(work int, problem text.Problem) error {
	if err := p.out.Problems.Write([]table.ProblemRow{table.Problem("", problem, true)}); err != nil {
		return err
	}
	return p.record(work, documentRecord{Skipped: &problem})
}

// add takes in one work.
func (p *part) add(work int, a *Analysis) error {
	r := documentRecord{Row: a.Document, Meta: a.Doc.Meta, Problems: len(a.Doc.Problems)}
	for _, s := range a.Doc.Sources {
		r.Sources = append(r.Sources, sourceRecord{s.Path, s.SHA256})
	}
	for _, m := range a.Matches {
		if m.Counted {
			r.Matches++
		}
	}
	if err := p.writeRows(a, &r); err != nil {
		return err
	}
	p.addWords(work, a)
	if p.worker.compares == everything {
		p.addComparison(work, a, &r)
	}
	if p.worker.cfg.Topics != "none" {
		p.units.add(workKey(recordUnits, work), unitsOf(a).pack())
	}
	return p.record(work, r)
}

// addComparison takes in what the comparing tables of the corpus want.
func (p *part) addComparison(work int, a *Analysis, r *documentRecord) {
	x := &a.comparison
	lemmas := &x.text.Lemmas
	frequency := make([]int64, len(lemmas.Names))
	for _, id := range lemmas.At {
		frequency[id]++
	}
	number := make([]int32, len(lemmas.Names))
	for i, name := range lemmas.Names {
		known := len(p.lemmas.list)
		id := p.lemmas.number(lemmas.Shared[i], name)
		number[i] = id
		l := &p.lemmas.list[id]
		l.stop = (l.stop || int(id) == known) && lemmas.Stop[i]
		if frequency[i] > l.most || int(id) == known {
			l.most, l.work, l.display = frequency[i], work, strings.Clone(lemmas.Display[i])
		}
	}
	p.collocations.Merge(&x.collocations, number)
	p.paragraphs.Merge(&x.paragraphs)
	p.sentences.Merge(&x.sentences)
	r.Words = int64(len(x.text.Words.At))
	r.Keys = x.text.Keys(p.worker.tree, 1, func(compare.Hit) int32 { return 0 })[0]
	if p.scale.works <= mostUnits {
		p.contents = append(p.contents, keyed{work, packContent(x, lemmas)})
	}
	if p.scale.streamed {
		p.streams = append(p.streams, keyed{work, packStream(x.text)})
	}
}

// packContent packs the counts of the content lemmas of a work.
func packContent(x *comparison, lemmas *compare.Features) []byte {
	var v packer
	counts := content(x.lemmas, lemmas.Stop)
	v.int(len(counts))
	for _, c := range counts {
		v.text(lemmas.Names[c.ID])
		v.int(int(c.N))
	}
	return v
}

// packStream packs the words of a work in their order.
func packStream(t *compare.Text) []byte {
	var v packer
	v.int(len(t.Words.Names))
	for _, name := range t.Words.Names {
		v.text(name)
	}
	v.int(len(t.Words.At))
	for _, id := range t.Words.At {
		v.int(int(id))
	}
	v.int(len(t.Runs))
	last := 0
	for _, r := range t.Runs {
		v.int(r.From - last)
		v.int(r.Len())
		last = r.To
	}
	return v
}
