package table

import (
	"fmt"
	"reflect"
)

// tables are all tables, by name, with the type of their rows.
var tables = []struct {
	name string
	row  any
}{
	{"documents", DocumentRow{}},
	{"chapters", ChapterRow{}},
	{"sections", SectionRow{}},
	{"paragraphs", ParagraphRow{}},
	{"notes", NoteRow{}},
	{"tokens", TokenRow{}},
	{"token_counts", CountRow{}},
	{"token_counts_by_section", CountRow{}},
	{"token_counts_by_document", CountRow{}},
	{"vocab", VocabRow{}},
	{"doc_lengths", LengthRow{}},
	{"matches", MatchRow{}},
	{"dictionary_counts", DictionaryRow{}},
	{"dictionary_counts_by_section", DictionaryRow{}},
	{"dictionary_counts_by_document", DictionaryRow{}},
	{"dictionary_keys", KeyRow{}},
	{"topics", TopicRow{}},
	{"topic_terms", TermRow{}},
	{"topic_model", ModelRow{}},
	{"topic_correlation", CorrelationRow{}},
	{"doc_topics", GammaRow{}},
	{"k_search", SearchRow{}},
	{"problems", ProblemRow{}},
	{"keyness", KeynessRow{}},
	{"dispersion", DispersionRow{}},
	{"collocations", CollocationRow{}},
	{"cooccurrence", CooccurrenceRow{}},
	{"diversity", DiversityRow{}},
	{"readability", ReadabilityRow{}},
	{"similarity", SimilarityRow{}},
	{"clusters", ClusterRow{}},
	{"ngrams", NgramRow{}},
	{"profiles", ProfileRow{}},
	{"progression", ProgressionRow{}},
	{"typical_sentences", TypicalRow{}},
}

// A Description is what the data dictionary says of a table.
type Description struct {
	Name    string
	En, Ar  string // what it is
	Columns []Column
}

// Tables returns the data dictionary. The corpus's own metadata columns of
// documents are not in it.
func Tables() ([]Description, error) {
	var all []Description
	for _, t := range tables {
		columns, err := (Layout{t.name, leavesOf(reflect.TypeOf(t.row))}).columns()
		if err != nil {
			return nil, err
		}
		head, ok := describe(t.name, "-")
		if !ok {
			return nil, fmt.Errorf("table %s is not in the data dictionary", t.name)
		}
		all = append(all, Description{t.name, head.En, head.Ar, columns})
	}
	return all, nil
}
