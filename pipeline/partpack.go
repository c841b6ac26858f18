package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"fusul/stages/compare"
	"fusul/stages/count"
)

// finish hands on all that was gathered.
func (p *part) finish(out Sink) error {
	if err := p.out.Files(p.worker.info(), out); err != nil {
		return err
	}
	order, rank := p.words.sorted()
	if err := out("counts", p.packCounts(rank)); err != nil {
		return err
	}
	p.addNetworks()
	if err := out(blockName(ofDocuments), p.documents.finish()); err != nil {
		return err
	}
	if err := out(blockName(ofWords), p.wordBlock(order)); err != nil {
		return err
	}
	if err := out(blockName(ofLemmas), p.lemmaBlock()); err != nil {
		return err
	}
	return out(blockName(ofTopics), p.units.finish())
}

const blockPrefix = "block-"

func blockName(partition string) string { return blockPrefix + partition }

// packCounts packs the word counts of the works, with the words numbered by
// their spelling. It holds until the next block is made.
func (p *part) packCounts(rank []int32) []byte {
	b := p.block
	b.reset()
	var keys []uint64
	var v packer
	c := p.counted
	for _, w := range c.works {
		v = v[:0]
		v.text(w.id)
		v.int(w.chapters)
		for _, chapter := range c.chapters[:w.chapters] {
			v.text(chapter.id)
			v.int64(chapter.tokens)
			v.int(chapter.sections)
			for _, s := range c.sections[:chapter.sections] {
				v.text(s.id)
				v.int64(s.tokens)
				keys = keys[:0] // numbers are sorted three times as fast as structs
				for _, c := range c.words[:s.words] {
					keys = append(keys, uint64(rank[c.ID])<<32|uint64(uint32(c.N)))
				}
				slices.Sort(keys)
				v.counts(keys)
				c.words = c.words[s.words:]
			}
			c.sections = c.sections[chapter.sections:]
		}
		c.chapters = c.chapters[w.chapters:]
		b.add(workKey(recordTotals, w.work), v)
	}
	return b.finish()
}

// counts packs sorted counts, each a word and in the lower half how often it
// occurs.
func (p *packer) counts(counts []uint64) {
	p.int(len(counts))
	last := uint64(0)
	for _, c := range counts {
		p.int64(int64(c>>32 - last))
		p.int64(int64(uint32(c)))
		last = c >> 32
	}
}

// counts unpacks what packer.counts packed, behind those in dst.
func (u *unpacker) counts(dst []count.Count) []count.Count {
	last := int32(0)
	for range u.count() {
		last += int32(u.int())
		dst = append(dst, count.Count{ID: last, N: int32(u.int())})
	}
	return dst
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

// wordBlock returns the block of the vocabulary, which holds until the next is
// made.
func (p *part) wordBlock(order []int32) []byte {
	b := p.block
	b.reset()
	for _, t := range p.totals {
		b.add(workKey(recordTotals, t.work), t.value)
	}
	var v packer
	key := []byte{recordWord}
	postings := p.postingsBy(order)
	for _, id := range order {
		w := &p.words.list[id]
		v = v[:0]
		v.int(int(w.chapters))
		v.int(int(w.sections))
		v.int(int(w.postings))
		last := int32(0)
		for _, x := range postings[:w.postings] {
			v.int(int(x.work - last))
			v.int(int(x.n))
			last = x.work
		}
		postings = postings[w.postings:]
		forms := 0
		for i := w.first; i > 0; i = p.forms[i-1].next {
			forms++
		}
		v.int(forms)
		for i := w.first; i > 0; i = p.forms[i-1].next {
			f := &p.forms[i-1]
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

// postingsBy returns the postings by the order of their words, then by work.
func (p *part) postingsBy(order []int32) []wordPosting {
	next, at := make([]int32, len(order)), int32(0)
	for _, id := range order {
		next[id] = at
		at += p.words.list[id].postings
	}
	sorted := make([]wordPosting, len(p.postings))
	for _, x := range p.postings {
		sorted[next[x.word]] = x
		next[x.word]++
	}
	return sorted
}

// lemmaBlock returns the block of the lemmas and what stands near the keys.
func (p *part) lemmaBlock() []byte {
	b := p.block
	b.reset()
	order, rank := p.lemmas.sorted()
	places := p.collocations.FeaturePlaces()
	var v, key packer
	for _, id := range order {
		l := &p.lemmas.list[id]
		v = v[:0]
		v.int64(placesOf(places, id))
		v.int64(l.most)
		v.int(l.work)
		v.text(l.display)
		v.flag(l.stop)
		key = append(append(key[:0], recordLemma), p.lemmas.names[id]...)
		b.add(key, v)
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
		key uint64 // of the dictionary, and the place of the lemma: they sort as one number
		n   int64
	}
	var pairs []pair
	for x, n := range p.collocations.Pairs.All() {
		pairs = append(pairs, pair{uint64(x[0])<<32 | uint64(rank[x[1]]), n})
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.key, b.key) })
	for _, x := range pairs {
		key = append(key[:0], recordPair)
		key.key(uint32(x.key >> 32))
		key = append(key, p.lemmas.names[order[uint32(x.key)]]...)
		v = v[:0]
		v.int64(x.n)
		b.add(key, v)
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
