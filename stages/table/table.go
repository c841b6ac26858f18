// Package table makes the tables of a run: it has their rows, encodes them,
// and reads them back. It is the only importer of the Parquet library.
//
// A table is encoded in memory as a row group; a file is one row group or
// several. How files come into the output folder is not its business.
package table

import (
	"fmt"
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

	all []gathered
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
	encode() (Encoded, error)
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

// Encode returns the tables that have rows. The Set is used up.
func (s *Set) Encode() ([]Encoded, error) {
	var all []Encoded
	for i, t := range s.all {
		e, err := t.encode()
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", e.Name, err)
		}
		s.all[i] = nil // its rows are not needed any more
		if e.Rows > 0 {
			all = append(all, e)
		}
	}
	return all, nil
}

// A Table is the rows of one table.
type Table[Row any] struct {
	layout  Layout
	columns []column
	rows    int
}

// newTable adds the table name to s.
func newTable[Row any](s *Set, name string) *Table[Row] {
	t := &Table[Row]{layout: Layout{name, leavesOf(reflect.TypeFor[Row]())}}
	t.columns = columnsFor(t.layout)
	s.all = append(s.all, t)
	return t
}

func columnsFor(l Layout) []column {
	columns := make([]column, len(l.leaves))
	for i, leaf := range l.leaves {
		columns[i].leaf = leaf
	}
	return columns
}

// Write appends rows. It fails where a string is not UTF-8, which no program
// could read again.
func (t *Table[Row]) Write(rows []Row) error {
	for i := range rows {
		addFields(t.columns, reflect.ValueOf(&rows[i]).Elem())
	}
	t.rows += len(rows)
	for i := range t.columns {
		if c := &t.columns[i]; c.bad != "" {
			return fmt.Errorf("table %s: %s is %q, which is not UTF-8", t.layout.Name, c.name, c.bad)
		}
	}
	return nil
}

// addFields appends the fields of a row, and returns the columns behind them.
func addFields(columns []column, row reflect.Value) []column {
	if n := row.NumField(); n == len(columns) { // nothing is embedded, which is slow to ask
		for i := range n {
			columns[i].add(row.Field(i))
		}
		return nil
	}
	for i := range row.NumField() {
		if row.Type().Field(i).Anonymous {
			columns = addFields(columns, row.Field(i))
			continue
		}
		columns[0].add(row.Field(i))
		columns = columns[1:]
	}
	return columns
}

func (t *Table[Row]) encode() (Encoded, error) { return encode(t.layout, t.columns, t.rows) }

func encode(l Layout, columns []column, rows int) (Encoded, error) {
	g := newGroupWriter(rows)
	for i := range columns {
		if rows == 0 {
			break
		}
		if err := columns[i].write(g); err != nil {
			return Encoded{Layout: l}, err
		}
		columns[i] = column{}
	}
	return Encoded{l, g.RowGroup}, nil
}

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
