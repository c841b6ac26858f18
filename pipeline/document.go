package pipeline

import (
	"unicode/utf8"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/lexicon"
	"fusul/stages/normalise"
	"fusul/stages/read"
	"fusul/stages/table"
	"fusul/stages/text"
)

// A worker turns one work into all that the tables want of it. It is
// read-only, and all goroutines share it.
type worker struct {
	cfg      Config
	input    Input
	analyser *analyse.Analyser
	matcher  *lexicon.Matcher
	tree     count.Tree
	folding  normalise.Profile // of topic words, and of the lemmas that are compared
	plurals  string            // hash of the file of plurals
	lexicon  string            // hash of the dictionary
	dict     dictionary

	compares effort
	keys     []table.KeyName // the key columns of each key
	keyNames table.Names
	siblings []int32 // the keys that are not alone under the key above them
}

// An Analysis is one work with the rows of its tables.
type Analysis struct {
	Doc        *text.Document
	Document   table.DocumentRow
	Chapters   []table.ChapterRow
	Sections   []table.SectionRow
	Paragraphs []table.ParagraphRow
	Notes      []table.NoteRow
	Matches    []table.MatchRow
	Hits       []lexicon.Match // what Matches was made of

	result  *analyse.Result
	ids     table.IDs
	parts   []text.Range // the sections of each chapter
	counted []bool       // by chapter
	words   *count.Document
	keys    [][]count.KeyCount // by section
	content []string           // the lemmas that may enter the topic model
	bags    []bag
	seeds   []seed

	comparison comparison
}

// Tokens returns the rows of the tokens.
func (a *Analysis) Tokens() []table.TokenRow { return table.Tokens(a.result, a.ids) }

// load reads and analyses one work by itself.
func (w *worker) load(work read.Work) (*Analysis, error) {
	s := w.analyser.Session()
	defer s.Close()
	return w.loadIn(s, &scratch{}, work)
}

// loadIn reads and analyses one work of a session.
func (w *worker) loadIn(s *analyse.Session, x *scratch, work read.Work) (*Analysis, error) {
	doc, err := work.Load(w.input.FS, w.input.Options)
	if err != nil {
		return nil, err
	}
	return w.document(s, x, doc), nil
}

// document analyses one document and makes its rows.
func (w *worker) document(s *analyse.Session, x *scratch, doc *text.Document) *Analysis {
	r := s.Document(doc)
	a := &Analysis{Doc: doc, result: r, ids: table.NewIDs(doc.ID, r.Structure), words: count.Words(r)}
	for _, c := range r.Chapters {
		a.parts = append(a.parts, c.Sections)
		a.counted = append(a.counted, c.Part.Counted())
	}
	places := table.NewPlaces(r)
	a.Chapters = table.Chapters(r, a.ids, places, a.words)
	a.Sections = table.Sections(r, a.ids, places, a.words)
	a.Paragraphs = table.Paragraphs(r, a.ids, places)
	a.Notes = table.Notes(r, a.ids, places)
	a.Document = table.Document(r, a.words, a.Chapters)

	matches := w.matcher.Match(nil, r.Types, r.Tokens, r.Sentences)
	a.Hits = matches
	hits := make([]count.Hit, len(matches))
	for i, m := range matches {
		hits[i] = count.Hit{Range: m.Tokens, Key: m.Key, Para: paragraphOf(r, m.Tokens.From)}
	}
	from := w.tree.CountsFrom(hits)
	a.keys = w.tree.Keys(r, hits, from)
	a.Matches = table.Matches(r, a.ids, places, w.matcher, matches, hits, from, w.cfg.Context)
	w.compare(a, x, r, hits, from)
	if w.cfg.Topics != "none" {
		w.topicUnits(a, r, hits)
	}
	return a
}

// paragraphOf returns the paragraph of token number tok.
func paragraphOf(r *analyse.Result, tok int) int32 {
	low, high := 0, len(r.Paras)
	for low < high { // the first paragraph that ends behind the token
		if mid := (low + high) / 2; r.Paras[mid].To <= tok {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return int32(low)
}

// A bag is one unit of the topic model: the content words of a section, or of
// a chunk of it, in text order.
type bag struct {
	section int
	words   []int32 // into Analysis.content
}

// A seed is a dictionary hit that is one content word.
type seed struct {
	key  int32
	word int32 // into Analysis.content
}

// topicUnits fills in what the topic model wants of a.
func (w *worker) topicUnits(a *Analysis, r *analyse.Result, hits []count.Hit) {
	const unmet, short = 0, -1
	number := make([]int32, len(r.Lemmas.Names)) // of each lemma in a.content, plus one
	content := make([]int32, len(r.Types))       // the content word of each type, or -1
	for i, t := range r.Types {
		content[i] = -1
		if t.Kind != text.Word || t.Stop {
			continue
		}
		n := &number[r.Lemmas.Of[i]]
		if *n == unmet {
			if *n = short; utf8.RuneCountInString(t.Lemma) >= 2 {
				a.content = append(a.content, t.Lemma)
				*n = int32(len(a.content))
			}
		}
		if *n != short {
			content[i] = *n - 1
		}
	}
	for i, s := range r.Structure.Sections {
		if r.Chapters[s.Chapter].Part.Counted() {
			a.bags = appendBags(a.bags, r, i, content, w.cfg.Chunk)
		}
	}
	for _, h := range hits {
		if h.Len() == 1 && content[r.Tokens[h.From].Type] >= 0 {
			a.seeds = append(a.seeds, seed{h.Key, content[r.Tokens[h.From].Type]})
		}
	}
}

// appendBags cuts a section into units of about chunk words, at sentence
// ends.
func appendBags(bags []bag, r *analyse.Result, section int, content []int32, chunk int) []bag {
	s := r.Structure.Sections[section]
	words := 0
	for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
		words += r.Paras[p].Len()
	}
	size := words / max(1, (words+chunk/2)/chunk) // of equal chunks
	b, n := bag{section: section}, 0
	for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
		if !r.Prose(p) {
			continue
		}
		for q := r.Paragraphs[p].Sentences.From; q < r.Paragraphs[p].Sentences.To; q++ {
			if n >= size && len(b.words) > 0 {
				bags = append(bags, b)
				b, n = bag{section: section}, 0
			}
			for _, t := range r.Tokens[r.Sentences[q].From:r.Sentences[q].To] {
				n++
				if w := content[t.Type]; w >= 0 {
					b.words = append(b.words, w)
				}
			}
		}
	}
	if len(b.words) > 0 {
		bags = append(bags, b)
	}
	return bags
}
