package pipeline

import (
	"strings"

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
	folding  normalise.Profile // of topic words
}

// An Analysis is one work with the rows of its tables.
type Analysis struct {
	Doc      *text.Document
	Document table.DocumentRow
	Chapters []table.ChapterRow
	Sections []table.SectionRow
	Tokens   []table.TokenRow
	Matches  []table.MatchRow

	ids     table.IDs
	parts   []text.Range // the sections of each chapter
	counted []bool       // by chapter
	words   *count.Document
	keys    [][]count.KeyCount // by section
	bags    []bag
}

// load reads and analyses one work.
func (w *worker) load(work read.Work) (*Analysis, error) {
	doc, err := work.Load(w.input.FS, w.input.Options)
	if err != nil {
		return nil, err
	}
	return w.document(doc), nil
}

// document analyses one document and makes its rows.
func (w *worker) document(doc *text.Document) *Analysis {
	r := w.analyser.Document(doc)
	a := &Analysis{Doc: doc, ids: table.NewIDs(doc.ID, r.Structure), words: count.Words(r)}
	for _, c := range r.Chapters {
		a.parts = append(a.parts, c.Sections)
		a.counted = append(a.counted, c.Part.Counted())
	}
	a.Chapters = table.Chapters(r, a.ids, a.words)
	a.Sections = table.Sections(r, a.ids, a.words)
	a.Tokens = table.Tokens(r, a.ids)
	a.Document = table.Document(r, a.words, a.Chapters)

	matches := w.matcher.Match(nil, r.Types, r.Tokens, r.Sentences)
	hits := make([]count.Hit, len(matches))
	for i, m := range matches {
		hits[i] = count.Hit{Range: m.Tokens, Key: m.Key, Para: paragraphOf(r, m.Tokens.From)}
	}
	from := w.tree.CountsFrom(hits)
	a.keys = w.tree.Keys(r, hits, from)
	a.Matches = table.Matches(r, a.ids, w.matcher, matches, hits, from, w.cfg.Context)
	if w.cfg.Topics >= 0 {
		a.bags = bags(r, w.cfg.Chunk, w.folding)
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
// a chunk of it.
type bag struct {
	section int
	lemmas  []string
}

// bags cuts the counted sections of r into units of about chunk words, at
// sentence ends.
func bags(r *analyse.Result, chunk int, folding normalise.Profile) []bag {
	lemmas := make([]string, len(r.Types)) // of content words; empty for others
	for i, t := range r.Types {
		if t.Kind == text.Word && !t.Stop && strings.Count(t.Lemma, "") > 2 {
			lemmas[i] = folding.Word(t.Lemma)
		}
	}
	var all []bag
	for i, s := range r.Structure.Sections {
		if !r.Chapters[s.Chapter].Part.Counted() {
			continue
		}
		words := 0
		for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
			words += r.Paras[p].Len()
		}
		size := words / max(1, (words+chunk/2)/chunk) // of equal chunks
		b := bag{section: i}
		n := 0
		for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
			if !count.IsProse(r.Paragraphs[p]) {
				continue
			}
			for q := r.Paragraphs[p].Sentences.From; q < r.Paragraphs[p].Sentences.To; q++ {
				if n >= size && len(b.lemmas) > 0 {
					all = append(all, b)
					b, n = bag{section: i}, 0
				}
				for _, t := range r.Tokens[r.Sentences[q].From:r.Sentences[q].To] {
					n++
					if l := lemmas[t.Type]; l != "" {
						b.lemmas = append(b.lemmas, l)
					}
				}
			}
		}
		if len(b.lemmas) > 0 {
			all = append(all, b)
		}
	}
	return all
}
