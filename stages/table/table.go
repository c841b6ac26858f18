// Package table makes the tables of a run: it has their rows, encodes them,
// and reads them back. It is the only importer of the Parquet library.
//
// A table is encoded in memory as a row group; a file is one row group or
// several. How files come into the output folder is not its business.
package table

import (
	"bytes"
	"fmt"
	"iter"
	"reflect"
)

// A Set is tables in the making: those of some works, or those of a whole
// corpus. Its tables are gathered in memory.
type Set struct {
	Chapters           *Table[ChapterRow]
	Sections           *Table[SectionRow]
	Paragraphs         *Table[ParagraphRow]
	Notes              *Table[NoteRow]
	Tokens             *TokenTable
	TokenCounts        *CountTable
	TokenCountsSection *CountTable
	TokenCountsDoc     *CountTable
	Vocab              *Table[VocabRow]
	Lengths            *Table[LengthRow]
	Matches            *Table[MatchRow]
	Dictionary         *Table[DictionaryRow]
	DictionarySection  *Table[DictionaryRow]
	DictionaryDoc      *Table[DictionaryRow]
	DictionaryKeys     *Table[KeyRow]
	Topics             *Table[TopicRow]
	TopicTerms         *Table[TermRow]
	TopicModel         *Table[ModelRow]
	TopicCorrelation   *Table[CorrelationRow]
	DocTopics          *Table[GammaRow]
	KSearch            *Table[SearchRow]
	Problems           *Table[ProblemRow]
	Keyness            *Table[KeynessRow]
	Dispersion         *Table[DispersionRow]
	Collocations       *Table[CollocationRow]
	Cooccurrence       *Table[CooccurrenceRow]
	Diversity          *Table[DiversityRow]
	Readability        *Table[ReadabilityRow]
	Similarity         *Table[SimilarityRow]
	Clusters           *Table[ClusterRow]
	Ngrams             *Table[NgramRow]
	Profiles           *Table[ProfileRow]
	Progression        *Table[ProgressionRow]
	Typical            *Table[TypicalRow]

	all    []gathered
	groups groupWriter
	file   bytes.Buffer
}

// Schema is the version of the row types. It changes when a column does.
const Schema = "1"

// A Layout is the columns of a table.
type Layout struct {
	Name   string
	leaves []leaf
}

// An Encoded is the rows of one table of a Set.
type Encoded struct {
	Layout
	RowGroup
}

// gathered is what Encode needs of a table, whatever its row type.
type gathered interface {
	shape() Layout
	encode(g *groupWriter) error // begins a row group
	reset()                      // empties the table, and keeps its memory
}

// NewSet returns empty tables.
func NewSet() *Set {
	s := &Set{}
	s.Chapters = newTable[ChapterRow](s, "chapters")
	s.Sections = newTable[SectionRow](s, "sections")
	s.Paragraphs = newTable[ParagraphRow](s, "paragraphs")
	s.Notes = newTable[NoteRow](s, "notes")
	s.Tokens = newTokenTable(s)
	s.TokenCounts = newCountTable(s, "token_counts")
	s.TokenCountsSection = newCountTable(s, "token_counts_by_section")
	s.TokenCountsDoc = newCountTable(s, "token_counts_by_document")
	s.Vocab = newTable[VocabRow](s, "vocab")
	s.Lengths = newTable[LengthRow](s, "doc_lengths")
	s.Matches = newTable[MatchRow](s, "matches")
	s.Dictionary = newTable[DictionaryRow](s, "dictionary_counts")
	s.DictionarySection = newTable[DictionaryRow](s, "dictionary_counts_by_section")
	s.DictionaryDoc = newTable[DictionaryRow](s, "dictionary_counts_by_document")
	s.DictionaryKeys = newTable[KeyRow](s, "dictionary_keys")
	s.Topics = newTable[TopicRow](s, "topics")
	s.TopicTerms = newTable[TermRow](s, "topic_terms")
	s.TopicModel = newTable[ModelRow](s, "topic_model")
	s.TopicCorrelation = newTable[CorrelationRow](s, "topic_correlation")
	s.DocTopics = newTable[GammaRow](s, "doc_topics")
	s.KSearch = newTable[SearchRow](s, "k_search")
	s.Problems = newTable[ProblemRow](s, "problems")
	s.Keyness = newTable[KeynessRow](s, "keyness")
	s.Dispersion = newTable[DispersionRow](s, "dispersion")
	s.Collocations = newTable[CollocationRow](s, "collocations")
	s.Cooccurrence = newTable[CooccurrenceRow](s, "cooccurrence")
	s.Diversity = newTable[DiversityRow](s, "diversity")
	s.Readability = newTable[ReadabilityRow](s, "readability")
	s.Similarity = newTable[SimilarityRow](s, "similarity")
	s.Clusters = newTable[ClusterRow](s, "clusters")
	s.Ngrams = newTable[NgramRow](s, "ngrams")
	s.Profiles = newTable[ProfileRow](s, "profiles")
	s.Progression = newTable[ProgressionRow](s, "progression")
	s.Typical = newTable[TypicalRow](s, "typical_sentences")
	return s
}

// Encode yields the tables that have rows, each of which holds until the next
// is asked for. Behind the last, or an error, the Set is empty, and can be used
// again: what the tables of a shard are gathered in is then there for the next
// shard.
func (s *Set) Encode() iter.Seq2[Encoded, error] {
	return func(yield func(Encoded, error) bool) {
		defer func() {
			for _, t := range s.all {
				t.reset()
			}
		}()
		for _, t := range s.all {
			l := t.shape()
			if err := t.encode(&s.groups); err != nil {
				yield(Encoded{}, fmt.Errorf("table %s: %w", l.Name, err))
				return
			}
			if s.groups.Rows > 0 && !yield(Encoded{l, s.groups.RowGroup}, nil) {
				return
			}
		}
	}
}

// Files hands the tables that have rows to out, each as a file NAME.parquet,
// which holds until out returns. The Set is empty then, as behind Encode.
func (s *Set) Files(info Info, out func(name string, file []byte) error) error {
	for e, err := range s.Encode() {
		if err == nil {
			err = e.file(&s.file, info, out)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// File is Set.Files of one table.
func (e Encoded) File(info Info, out func(name string, file []byte) error) error {
	return e.file(&bytes.Buffer{}, info, out)
}

func (e Encoded) file(b *bytes.Buffer, info Info, out func(name string, file []byte) error) error {
	b.Reset()
	w, err := NewFileWriter(b, e.Layout)
	if err == nil {
		err = w.Add(e.RowGroup)
	}
	if err == nil {
		_, err = w.Close(info)
	}
	if err != nil {
		return err
	}
	return out(e.Name+".parquet", b.Bytes())
}

// A Table is the rows of one table.
type Table[Row any] struct {
	layout Layout
	rows   rowsIn
}

// newTable adds the table name to s.
func newTable[Row any](s *Set, name string) *Table[Row] {
	row := reflect.TypeFor[Row]()
	t := &Table[Row]{layout: Layout{name, leavesOf(row)}}
	t.rows = rowsOf(columnsFor(t.layout), row)
	s.all = append(s.all, t)
	return t
}

// Write appends rows. It fails where a string is not UTF-8, which no program
// could read again.
func (t *Table[Row]) Write(rows []Row) error {
	addRows(&t.rows, rows)
	for i := range t.rows.columns {
		if c := &t.rows.columns[i]; c.bad != "" {
			return fmt.Errorf("table %s: %s is %q, which is not UTF-8", t.layout.Name, c.name, c.bad)
		}
	}
	return nil
}

func (t *Table[Row]) shape() Layout               { return t.layout }
func (t *Table[Row]) encode(g *groupWriter) error { return t.rows.encode(g) }
func (t *Table[Row]) reset()                      { t.rows.reset() }

// LayoutOf returns the columns of the table name. Those of documents lack the
// corpus's own metadata.
func LayoutOf(name string) (Layout, bool) {
	for _, t := range tables {
		if t.name == name {
			return Layout{name, leavesOf(reflect.TypeOf(t.row))}, true
		}
	}
	return Layout{}, false
}

// Names returns the names of all tables, in their order in the data
// dictionary.
func TableNames() []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.name
	}
	return names
}
