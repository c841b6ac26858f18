package table

import (
	"reflect"
	"slices"

	"github.com/parquet-go/parquet-go/format"

	"fusul/stages/analyse"
	"fusul/stages/text"
)

// A TokenTable is the rows of the tokens table. It holds a number for each
// token, and the rest once for each word type or sentence, so that a million
// tokens take 8 MB in place of the 210 of their rows.
type TokenTable struct {
	layout    Layout
	space     *analyse.Space
	mixed     bool                       // there was another space before
	types     []int32                    // by number of the space: the type here, plus one
	spellings [analyse.Spellings][]int32 // by number of the space: the number in the dictionary, plus one
	of        [tokenTexts]terms          // the dictionary of each text column
	others    map[string]int32           // the numbers of the forms that are no words
	ids       [tokenTexts][]int32        // by type: its number in the dictionary
	size      []int32                    // by type: bytes
	word      []bool                     // by type
	stop      []bool                     // by type
	typ       []int32                    // by token
	start     []int32                    // by token
	sentences []tokenRun
	docs      []int   // the first token of each document
	numbers   []int32 // of the types of the document at hand
	doc       terms
	chapter   terms
	section   terms
}

// A tokenRun is the tokens of one sentence.
type tokenRun struct {
	tokens                int32
	doc, chapter, section int32
	para, sentence        int32
	heading, counted      bool
}

// The text columns of a token that its type gives. The first are the spellings
// that types share.
const (
	tokenNorm     = int(analyse.Norm)
	tokenSegments = int(analyse.Segments)
	tokenLemma    = int(analyse.Lemma)
	tokenStem     = int(analyse.Stem)
	tokenSnowball = int(analyse.Snowball)
	tokenForm     = iota
	tokenKind
	tokenScript
	tokenTexts
)

func newTokenTable(s *Set) *TokenTable {
	t := &TokenTable{layout: Layout{"tokens", leavesOf(reflect.TypeFor[TokenRow]())}, others: map[string]int32{}}
	s.all = append(s.all, t)
	return t
}

// Add appends the tokens of r, in text order.
func (t *TokenTable) Add(r *analyse.Result, ids IDs) {
	if r.Space != t.space { // the numbers of another say nothing of these
		t.mixed = t.space != nil
		t.space, t.types = r.Space, t.types[:0]
		for i := range t.spellings {
			t.spellings[i] = t.spellings[i][:0]
		}
	}
	numbers := t.numbers[:0]
	for i, typ := range r.Types {
		numbers = append(numbers, t.number(typ, &r.Numbers[i]))
	}
	t.numbers = numbers
	t.docs = append(t.docs, len(t.typ))
	doc := t.doc.id(ids.Doc)
	for s, sentence := range r.Structure.Sentences {
		p := r.Paragraphs[sentence.Para]
		section := r.Structure.Sections[p.Section]
		t.sentences = append(t.sentences, tokenRun{
			tokens: int32(r.Sentences[s].Len()), doc: doc,
			chapter: t.chapter.id(ids.Chapters[section.Chapter]), section: t.section.id(ids.Sections[p.Section]),
			para: int32(sentence.Para + 1), sentence: int32(s + 1),
			heading: p.Kind == text.Heading, counted: r.Counted(sentence.Para),
		})
	}
	for _, tok := range r.Tokens {
		t.typ = append(t.typ, numbers[tok.Type])
		t.start = append(t.start, int32(tok.Start))
	}
}

// number returns the number of a type.
func (t *TokenTable) number(typ *text.Type, n *analyse.Numbers) int32 {
	known := at(&t.types, n.Type)
	if *known != 0 {
		return *known - 1
	}
	*known = int32(len(t.size)) + 1
	for column, s := range [...]string{tokenNorm: typ.Norm, tokenSegments: typ.Segments, tokenLemma: typ.Lemma, tokenStem: typ.Stem, tokenSnowball: typ.Snowball} {
		id := at(&t.spellings[column], n.Shared[column])
		if *id == 0 {
			*id = t.term(column, s) + 1
		}
		t.ids[column] = append(t.ids[column], *id-1)
	}
	t.ids[tokenForm] = append(t.ids[tokenForm], t.form(typ))
	t.ids[tokenKind] = append(t.ids[tokenKind], t.of[tokenKind].id(typ.Kind.String()))
	t.ids[tokenScript] = append(t.ids[tokenScript], t.of[tokenScript].id(script(typ)))
	t.size, t.word, t.stop = append(t.size, int32(len(typ.Form))), append(t.word, typ.Kind.IsWord()), append(t.stop, typ.Stop)
	return *known - 1
}

// term returns the number of a spelling in the dictionary of a column, which
// has not met it unless in another space.
func (t *TokenTable) term(column int, s string) int32 {
	if t.mixed {
		return t.of[column].id(s)
	}
	return t.of[column].add(s)
}

// form returns the number of the form of a type. No two words have the same;
// a number and a footnote call may.
func (t *TokenTable) form(typ *text.Type) int32 {
	if typ.Kind == text.Word {
		return t.term(tokenForm, typ.Form)
	}
	id, ok := t.others[typ.Form]
	if !ok {
		id = t.term(tokenForm, typ.Form)
		t.others[typ.Form] = id
	}
	return id
}

// at returns the place of number i in list, which grows to have it.
func at(list *[]int32, i int32) *int32 {
	if n := int(i) + 1; n > len(*list) {
		*list = append(*list, make([]int32, n-len(*list))...)
	}
	return &(*list)[i]
}

func (t *TokenTable) shape() Layout { return t.layout }

func (t *TokenTable) encode(g *groupWriter) error {
	g.begin(len(t.typ))
	for _, l := range t.layout.leaves {
		if len(t.typ) == 0 {
			break
		}
		if err := t.write(g, l); err != nil {
			return err
		}
	}
	return nil
}

func (t *TokenTable) reset() {
	t.space, t.mixed, t.types = nil, false, t.types[:0]
	for i := range t.spellings {
		t.spellings[i] = t.spellings[i][:0]
	}
	for i := range t.of {
		t.of[i].reset()
		t.ids[i] = t.ids[i][:0]
	}
	clear(t.others)
	t.size, t.word, t.stop = t.size[:0], t.word[:0], t.stop[:0]
	t.typ, t.start, t.sentences, t.docs = t.typ[:0], t.start[:0], t.sentences[:0], t.docs[:0]
	t.doc.reset()
	t.chapter.reset()
	t.section.reset()
}

// write encodes one column.
func (t *TokenTable) write(g *groupWriter, l leaf) error {
	run := func(value func(*tokenRun) int32) func([]int32, int, int) []int32 {
		return expand(len(t.sentences), func(i int) (int32, int32) { return t.sentences[i].tokens, value(&t.sentences[i]) })
	}
	texts := func(column int) error {
		ids := t.ids[column]
		return writeTerms(g, l, &t.of[column], func(dst []int32, from, to int) []int32 {
			for _, typ := range t.typ[from:to] {
				dst = append(dst, ids[typ])
			}
			return dst
		})
	}
	switch l.name {
	case "doc_id":
		return writeTerms(g, l, &t.doc, run(func(r *tokenRun) int32 { return r.doc }))
	case "chapter_id":
		return writeTerms(g, l, &t.chapter, run(func(r *tokenRun) int32 { return r.chapter }))
	case "section_id":
		return writeTerms(g, l, &t.section, run(func(r *tokenRun) int32 { return r.section }))
	case "para_id":
		return writeDeltas(g, l, run(func(r *tokenRun) int32 { return r.para }))
	case "sent_id":
		return writeDeltas(g, l, run(func(r *tokenRun) int32 { return r.sentence }))
	case "token_index":
		return writeDeltas(g, l, t.index())
	case "start_byte":
		return writeDeltas(g, l, func(dst []int32, from, to int) []int32 { return append(dst, t.start[from:to]...) })
	case "end_byte":
		return writeDeltas(g, l, func(dst []int32, from, to int) []int32 {
			for i := from; i < to; i++ {
				dst = append(dst, t.start[i]+t.size[t.typ[i]])
			}
			return dst
		})
	case "token":
		return texts(tokenForm)
	case "token_norm":
		return texts(tokenNorm)
	case "segments":
		return texts(tokenSegments)
	case "lemma":
		return texts(tokenLemma)
	case "stem":
		return texts(tokenStem)
	case "stem_snowball":
		return texts(tokenSnowball)
	case "kind":
		return texts(tokenKind)
	case "script":
		return texts(tokenScript)
	case "is_stopword":
		return g.write(chunk{leaf: l}, booleans(func(row int) bool { return t.stop[t.typ[row]] }))
	case "is_heading", "is_counted":
		return t.writeFlag(g, l, run)
	}
	panic("tokens has a column " + l.name + " that nobody fills") // the row type and this list differ
}

// writeFlag encodes a column of booleans that the sentence gives.
func (t *TokenTable) writeFlag(g *groupWriter, l leaf, run func(func(*tokenRun) int32) func([]int32, int, int) []int32) error {
	fill := run(func(r *tokenRun) int32 {
		if l.name == "is_heading" && r.heading || l.name == "is_counted" && r.counted {
			return 1
		}
		return 0
	})
	return g.write(chunk{leaf: l}, func(dst []byte, from, to int) []byte {
		g.ids = fill(g.ids[:0], from, to)
		return booleans(func(i int) bool {
			return g.ids[i] == 1 && (l.name == "is_heading" || t.word[t.typ[from+i]])
		})(dst, 0, to-from)
	})
}

// index returns the numbers of the tokens in their documents.
func (t *TokenTable) index() func([]int32, int, int) []int32 {
	doc := 0
	return func(dst []int32, from, to int) []int32 {
		for row := from; row < to; row++ {
			for doc+1 < len(t.docs) && t.docs[doc+1] <= row {
				doc++
			}
			dst = append(dst, int32(row-t.docs[doc]+1))
		}
		return dst
	}
}

// expand returns a filler of values that come in n runs, in order: run gives
// the length and the value of each.
func expand(n int, run func(i int) (length, value int32)) func(dst []int32, from, to int) []int32 {
	i, used := 0, int32(0)
	return func(dst []int32, from, to int) []int32 {
		for need := int32(to - from); need > 0 && i < n; {
			length, value := run(i)
			k := min(need, length-used)
			dst = slices.Grow(dst, int(k))
			same := dst[len(dst):][:k]
			for i := range same {
				same[i] = value
			}
			dst = dst[:len(dst)+int(k)]
			need -= k
			if used += k; used == length {
				i, used = i+1, 0
			}
		}
		return dst
	}
}

// writeTerms encodes a column of numbers into a dictionary of strings.
func writeTerms(g *groupWriter, l leaf, t *terms, fill func(dst []int32, from, to int) []int32) error {
	c := chunk{leaf: l, encoding: format.RLEDictionary, dict: t.page, distinct: t.len()}
	c.min, c.max = t.bounds()
	return g.write(c, g.indices(c.distinct, fill))
}

// writeDeltas encodes a column of integers by their differences.
func writeDeltas(g *groupWriter, l leaf, fill func(dst []int32, from, to int) []int32) error {
	body := g.narrowDeltas(fill)
	if l.kind == integer64 {
		body = g.deltas(true, func(dst []int64, from, to int) []int64 {
			g.narrow = fill(g.narrow[:0], from, to)
			for _, v := range g.narrow {
				dst = append(dst, int64(v))
			}
			return dst
		})
	}
	return g.write(chunk{leaf: l, encoding: format.DeltaBinaryPacked}, body)
}
