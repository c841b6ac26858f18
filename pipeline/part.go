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
	out     *table.Set

	documents *blockWriter
	totals    []keyed
	streams   []keyed
	contents  []keyed
	units     *blockWriter
	counted   []countedWork

	words        numbering[partWord]
	lemmas       numbering[partLemma]
	collocations compare.Collocations
	paragraphs   compare.Network
	sentences    compare.Network
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

// sorted returns the numbers by the spelling of their names, and the place of
// each number among them.
func (n *numbering[T]) sorted() (order, rank []int32) {
	order, rank = make([]int32, len(n.list)), make([]int32, len(n.list))
	heads := make([]head, len(n.list))
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

// A partWord is what is known of a word.
type partWord struct {
	chapters, sections int32
	postings           []posting
	forms              []partForm
}

// A posting says how often a word is counted in a work.
type posting struct {
	work int
	n    int32
}

// A partForm is a spelling of a word.
type partForm struct {
	*text.Type
	n int64
}

// A partLemma is what is known of a lemma: its display is that of the work in
// which it is most frequent, of equals the first.
type partLemma struct {
	most    int64
	work    int
	display string
	stop    bool
}

// countedWork is the word counts of the counted chapters of a work.
type countedWork struct {
	work     int
	id       string
	chapters []countedChapter
}

type countedChapter struct {
	id       string
	tokens   int64
	sections []countedSection
}

type countedSection struct {
	id     string
	tokens int64
	words  []count.Count // by the part's numbers
}

func newPart(w *worker, s scale) *part {
	p := &part{worker: w, scale: s, session: w.analyser.Session(), out: table.NewSet(), documents: newBlockWriter(), units: newBlockWriter()}
	p.collocations.Window = collocateWindow
	p.paragraphs.Paragraphs = true
	return p
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

// addWords takes in the word counts.
func (p *part) addWords(work int, a *Analysis) {
	number := make([]int32, len(a.words.Words))
	for i, w := range a.words.Words {
		n := int32(0)
		for _, f := range w.Forms {
			n += f.N
		}
		if n == 0 {
			continue // it stands in parts that are not counted only
		}
		id := p.words.number(w.Shared, w.Norm)
		number[i] = id
		word := &p.words.list[id]
		word.postings = append(word.postings, posting{work, n})
		for _, f := range w.Forms {
			if f.N > 0 {
				word.addForm(f)
			}
		}
	}
	x := countedWork{work: work, id: a.ids.Doc}
	sections := 0
	inChapter := make([]int, len(p.words.list)) // the last chapter with a word, plus one
	for i, counted := range a.counted {
		if !counted {
			continue
		}
		c := countedChapter{id: a.ids.Chapters[i], tokens: a.Chapters[i].Tokens}
		for s := a.parts[i].From; s < a.parts[i].To; s++ {
			words := make([]count.Count, len(a.words.Sections[s]))
			for j, w := range a.words.Sections[s] {
				id := number[w.ID]
				words[j] = count.Count{ID: id, N: w.N}
				p.words.list[id].sections++
				if inChapter[id] != i+1 {
					inChapter[id] = i + 1
					p.words.list[id].chapters++
				}
			}
			c.sections = append(c.sections, countedSection{a.ids.Sections[s], a.words.Tokens[s], words})
			sections++
		}
		x.chapters = append(x.chapters, c)
	}
	p.counted = append(p.counted, x)
	var total packer
	total.text(a.ids.Doc)
	total.int64(a.Document.Tokens)
	total.int(len(x.chapters))
	total.int(sections)
	p.totals = append(p.totals, keyed{work, total})
}

// addForm counts a spelling.
func (w *partWord) addForm(f count.Form) {
	for i := range w.forms {
		if w.forms[i].Form == f.Type.Form {
			w.forms[i].n += int64(f.N)
			return
		}
	}
	w.forms = append(w.forms, partForm{f.Type, int64(f.N)})
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

// finish hands on all that was gathered.
func (p *part) finish(out Sink) error {
	tables, err := p.out.Encode()
	if err != nil {
		return err
	}
	if err := writeTables(tables, p.worker.info(), out); err != nil {
		return err
	}
	order, rank := p.words.sorted()
	if err := out("counts", p.packCounts(rank)); err != nil {
		return err
	}
	p.addNetworks()
	blocks := map[string][]byte{
		ofDocuments: p.documents.finish(),
		ofWords:     p.wordBlock(order),
		ofLemmas:    p.lemmaBlock(),
		ofTopics:    p.units.finish(),
	}
	for _, partition := range Partitions {
		if err := out(blockName(partition), blocks[partition]); err != nil {
			return err
		}
	}
	return nil
}

const blockPrefix = "block-"

func blockName(partition string) string { return blockPrefix + partition }

// packCounts packs the word counts of the works, with the words numbered by
// their spelling.
func (p *part) packCounts(rank []int32) []byte {
	b := newBlockWriter()
	var keys []uint64
	for _, w := range p.counted {
		var v packer
		v.text(w.id)
		v.int(len(w.chapters))
		for _, c := range w.chapters {
			v.text(c.id)
			v.int64(c.tokens)
			v.int(len(c.sections))
			for _, s := range c.sections {
				v.text(s.id)
				v.int64(s.tokens)
				keys = keys[:0] // numbers are sorted three times as fast as structs
				for _, c := range s.words {
					keys = append(keys, uint64(rank[c.ID])<<32|uint64(uint32(c.N)))
				}
				slices.Sort(keys)
				for i, k := range keys {
					s.words[i] = count.Count{ID: int32(k >> 32), N: int32(uint32(k))}
				}
				v.counts(s.words)
			}
		}
		b.add(workKey(recordTotals, w.work), v)
	}
	p.counted = nil
	return b.finish()
}

// counts packs sorted counts.
func (p *packer) counts(counts []count.Count) {
	p.int(len(counts))
	last := int32(0)
	for _, c := range counts {
		p.int(int(c.ID - last))
		p.int(int(c.N))
		last = c.ID
	}
}

// counts unpacks what packer.counts packed.
func (u *unpacker) counts() []count.Count {
	counts := make([]count.Count, u.count())
	last := int32(0)
	for i := range counts {
		last += int32(u.int())
		counts[i] = count.Count{ID: last, N: int32(u.int())}
	}
	return counts
}

// addNetworks adds the records of the networks of keys.
func (p *part) addNetworks() {
	for kind, n := range []*compare.Network{&p.paragraphs, &p.sentences} {
		var all []keyed
		for pair, k := range n.Counts() {
			key := packer{recordNetwork, byte(kind)}
			key.key(uint32(pair[0] + 1))
			key.key(uint32(pair[1] + 1))
			var v packer
			v.int64(k)
			all = append(all, keyed{0, append(key, v...)})
		}
		const size = 10 // of the key
		slices.SortFunc(all, func(a, b keyed) int { return strings.Compare(string(a.value[:size]), string(b.value[:size])) })
		for _, x := range all {
			p.documents.add(x.value[:size], x.value[size:])
		}
	}
}

// wordBlock returns the block of the vocabulary.
func (p *part) wordBlock(order []int32) []byte {
	b := newBlockWriter()
	for _, t := range p.totals {
		b.add(workKey(recordTotals, t.work), t.value)
	}
	var v packer
	key := []byte{recordWord}
	for _, id := range order {
		w := &p.words.list[id]
		v = v[:0]
		v.int(int(w.chapters))
		v.int(int(w.sections))
		v.int(len(w.postings))
		last := 0
		for _, x := range w.postings {
			v.int(x.work - last)
			v.int(int(x.n))
			last = x.work
		}
		v.int(len(w.forms))
		for _, f := range w.forms {
			v.text(f.Form)
			v.int64(f.n)
			v.text(f.Lemma)
			v.text(f.Stem)
			v.flag(f.Stop)
		}
		key = append(key[:1], p.words.names[id]...)
		b.add(key, v)
	}
	for _, s := range p.streams {
		b.add(workKey(recordStream, s.work), s.value)
	}
	return b.finish()
}

// lemmaBlock returns the block of the lemmas and what stands near the keys.
func (p *part) lemmaBlock() []byte {
	b := newBlockWriter()
	order, rank := p.lemmas.sorted()
	places := p.collocations.FeaturePlaces()
	var v packer
	for _, id := range order {
		l := &p.lemmas.list[id]
		v = v[:0]
		v.int64(placesOf(places, id))
		v.int64(l.most)
		v.int(l.work)
		v.text(l.display)
		v.flag(l.stop)
		b.add(append([]byte{recordLemma}, p.lemmas.names[id]...), v)
	}
	around := func(key uint32, hits, around int64) {
		k := packer{recordAround}
		k.key(key)
		v = v[:0]
		v.int64(hits)
		v.int64(around)
		b.add(k, v)
	}
	around(0, p.collocations.Places(), 0)
	for key, e := range p.collocations.Environments() {
		if e.Hits > 0 {
			around(uint32(key+1), e.Hits, e.Around)
		}
	}
	type pair struct {
		key, lemma int32
		n          int64
	}
	var pairs []pair
	for x, n := range p.collocations.Pairs.All() {
		pairs = append(pairs, pair{x[0], rank[x[1]], n})
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.lemma, b.lemma)) })
	for _, x := range pairs {
		k := packer{recordPair}
		k.key(uint32(x.key))
		k = append(k, p.lemmas.names[order[x.lemma]]...)
		v = v[:0]
		v.int64(x.n)
		b.add(k, v)
	}
	for _, c := range p.contents {
		b.add(workKey(recordContent, c.work), c.value)
	}
	return b.finish()
}

func placesOf(places []int64, id int32) int64 {
	if int(id) >= len(places) {
		return 0
	}
	return places[id]
}
