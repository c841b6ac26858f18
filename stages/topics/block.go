package topics

import "slices"

// A block is a fixed run of documents. Its tokens stand in order of their
// words, so that a pass meets all tokens of one word together and needs the
// counts of that word only once.
type block struct {
	words []int32  // the distinct words, ascending
	start []int32  // tokens of words[i] are start[i] to start[i+1]
	doc   []uint16 // by token: its document, counted from first
	topic []uint16 // by token

	first int    // number of the block's first document
	docs  []head // where the row of each document lies
	cells []cell // the topics of each document, in no order

	logMass float64 // of the last pass: sum over tokens of ln Σ_k (n_dk+α_k)φ_kw
}

// A cell is the number of tokens of one topic in a row: in one document, or of
// one word.
type cell struct {
	topic uint16
	count uint32
}

// head locates a row of cells.
type head struct{ at, n uint32 }

const (
	maxBlockDocs  = 1 << 16 // documents are numbered in 16 bits within a block
	maxBlockCells = 1 << 24 // a pass has a counter for each document and topic of a block
	blockTokens   = 100_000 // so large a block reads each word's counts for several tokens
	maxBlocks     = 64      // more serve no machine that this is meant for
)

// cut divides the documents of c into runs of about equal numbers of tokens.
func cut(c Corpus, opt Options) []block {
	total := c.Tokens()
	n := opt.Blocks
	if n == 0 {
		n = min(max(1, total/blockTokens), maxBlocks)
	}
	most := min(maxBlockDocs, maxBlockCells/(opt.K+1))
	var blocks []block
	lo, seen := 0, 0
	for d, doc := range c.Docs {
		seen += len(doc)
		// The next block begins where the share of tokens seen passes the next of n shares.
		if seen*n >= total*(len(blocks)+1) || d+1-lo == most || d+1 == len(c.Docs) {
			blocks = append(blocks, newBlock(c.Docs[lo:d+1], lo, opt.K))
			lo = d + 1
		}
	}
	return blocks
}

// newBlock sorts the tokens of docs by word.
func newBlock(docs [][]int32, first, k int) block {
	b := block{first: first, docs: make([]head, len(docs))}
	type token struct {
		word int32
		doc  uint16
	}
	var tokens []token
	cells := 0
	for d, doc := range docs {
		b.docs[d].at = uint32(cells)
		cells += (min(k, len(doc)) + group - 1) &^ (group - 1)
		for _, w := range doc {
			tokens = append(tokens, token{w, uint16(d)})
		}
	}
	// Stable, so that the tokens of a word keep the order of their documents.
	slices.SortStableFunc(tokens, func(x, y token) int { return int(x.word - y.word) })
	b.cells = make([]cell, cells)
	b.doc = make([]uint16, len(tokens))
	b.topic = make([]uint16, len(tokens))
	for i, t := range tokens {
		b.doc[i] = t.doc
		if i == 0 || t.word != tokens[i-1].word {
			b.words = append(b.words, t.word)
			b.start = append(b.start, int32(i))
		}
	}
	b.start = append(b.start, int32(len(tokens)))
	return b
}

// row returns the cells of the block's d-th document.
func (b *block) row(d int) []cell {
	h := b.docs[d]
	return b.cells[h.at : h.at+h.n]
}

// scatter draws the first topic of every token.
func (b *block) scatter(m *Model, number int) {
	key := streamKey(m.opt.Seed, number, 0)
	for i := range b.topic {
		b.topic[i] = uint16(uniform(key, i) * float64(m.opt.K))
	}
	b.fillRows()
}

// fillRows counts the topics of every document anew.
func (b *block) fillRows() {
	clear(b.cells)
	for d := range b.docs {
		b.docs[d].n = 0
	}
	for i, d := range b.doc {
		b.add(&b.docs[d], b.topic[i])
	}
}

// add counts one more token of topic t in the row at h.
func (b *block) add(h *head, t uint16) {
	row := b.cells[h.at : h.at+h.n]
	for j := range row {
		if row[j].topic == t {
			row[j].count++
			return
		}
	}
	b.cells[h.at+h.n] = cell{t, 1}
	h.n++
}
