package report

import (
	"cmp"
	"slices"

	"fusul/stages/table"
)

// A Corpus is what the page knows of the corpus as a whole.
type Corpus struct {
	Lang    string             `json:"lang"`
	Info    info               `json:"info"`
	Meta    []string           `json:"meta"`  // metadata columns of documents
	Packs   []string           `json:"packs"` // works that can be opened, in the order of their blocks
	Caps    *Caps              `json:"caps"`  // nil where nothing is left out
	Hits    map[string]int64   `json:"hits"`  // counted hits of each work
	Types   int64              `json:"types"` // different counted words of the corpus
	Methods Methods            `json:"methods"`
	Tables  map[string]Columns `json:"tables"`
}

// The rows that are shown, of tables that have more.
const (
	keywordsShown   = 20  // of a target, by kind and direction
	collocatesShown = 40  // of a key
	wordsSpread     = 300 // of a work in the figure of frequency and dispersion
	topicsRelated   = 8   // to a topic, the most and the least
	unitsCompared   = 60  // chapters of a work whose similarities are shown, at most
)

// corpus reads the tables about the corpus as a whole.
func (o *Output) corpus(lang string) (*Corpus, error) {
	c := &Corpus{Lang: lang, Info: o.info, Meta: o.meta, Tables: map[string]Columns{"documents": o.cells}}
	r := reader{o: o, into: c.Tables}
	take(&r, "dictionary_keys", func(*table.KeyRow) bool { return true })
	take(&r, "dictionary_counts_by_document", func(row *table.DictionaryRow) bool { return row.N > 0 || row.Level <= 2 }, "key", "chapter_id", "section_id", "denom")
	take(&r, "topics", func(*table.TopicRow) bool { return true })
	take(&r, "topic_terms", func(*table.TermRow) bool { return true })
	pairs, err := where[table.CorrelationRow](o, "topic_correlation", nil)
	if err != nil {
		return nil, err
	}
	c.Tables["topic_correlation"] = columns(related(pairs))
	take(&r, "k_search", func(*table.SearchRow) bool { return true })
	first := firstOf[table.ProblemRow](1000)
	take(&r, "problems", func(row *table.ProblemRow) bool { return row.Kind == "topics" || first(row) })
	take(&r, "collocations", func(row *table.CollocationRow) bool { return int(row.Rank) <= collocatesShown })
	take(&r, "cooccurrence", func(row *table.CooccurrenceRow) bool { return row.Unit == "paragraph" })
	takeOf(&r, "dispersion", "doc_id", words(func(*table.DispersionRow) bool { return true }))
	takeOf(&r, "diversity", "chapter_id", func(*table.DiversityRow) bool { return true })
	takeOf(&r, "readability", "chapter_id", func(*table.ReadabilityRow) bool { return true })
	if len(o.docs) <= unitsCompared {
		takeOf(&r, "similarity", "doc_id", func(*table.SimilarityRow) bool { return true })
	}
	takeOf(&r, "profiles", "chapter_id", func(row *table.ProfileRow) bool { return row.Level <= 2 })
	if r.err != nil {
		return nil, r.err
	}
	if c.Hits, err = o.hits(); err != nil {
		return nil, err
	}
	if c.Types, err = table.Length(o.dir, "vocab"); err != nil {
		return nil, err
	}
	c.Methods, err = o.methods(c.Hits)
	return c, err
}

var keynessDropped = []string{"g2_two_cells", "chi2", "log10_p", "pct_diff", "g2_signed", "p", "m", "bic", "log_odds_z", "zero_adjusted"}

// A reader reads tables and keeps the first error.
type reader struct {
	o    *Output
	into map[string]Columns
	err  error
}

// take reads the rows of a table that keep wants.
func take[Row any](r *reader, name string, keep func(*Row) bool, drop ...string) {
	if r.err != nil {
		return
	}
	rows, err := where(r.o, name, keep)
	r.into[name], r.err = columns(rows, drop...), err
}

// takeOf is take of the rows with nothing in a column: those of the corpus,
// or of whole works.
func takeOf[Row any](r *reader, name, column string, keep func(*Row) bool, drop ...string) {
	if r.err != nil {
		return
	}
	var rows []Row
	r.err = eachWith(r.o, name, column, slices.Values([]string{""}), func(row *Row) {
		if keep(row) {
			rows = append(rows, *row)
		}
	})
	r.into[name] = columns(rows, drop...)
}

// related returns, of the correlations of topics, the highest and the lowest of
// each topic, in their order.
func related(pairs []table.CorrelationRow) []table.CorrelationRow {
	of := map[int32][]table.CorrelationRow{}
	for _, row := range pairs {
		of[row.A], of[row.B] = append(of[row.A], row), append(of[row.B], row)
	}
	kept := map[table.CorrelationRow]bool{}
	for _, rows := range of {
		slices.SortFunc(rows, func(a, b table.CorrelationRow) int {
			return cmp.Or(cmp.Compare(b.R, a.R), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
		})
		for i, row := range rows {
			if i < topicsRelated || i >= len(rows)-topicsRelated {
				kept[row] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(pairs), func(row table.CorrelationRow) bool { return !kept[row] })
}

// firstOf keeps the first n rows.
func firstOf[Row any](n int) func(*Row) bool {
	return func(*Row) bool {
		n--
		return n >= 0
	}
}

// keywords keeps the strongest keywords of each target, kind and direction.
// The table has the strongest first.
func keywords() func(*table.KeynessRow) bool {
	type group struct {
		target, kind string
		direction    int32
	}
	seen := map[group]int{}
	return func(row *table.KeynessRow) bool {
		g := group{row.Target, row.Kind, row.Direction}
		if seen[g] == keywordsShown {
			return false
		}
		seen[g]++
		return true
	}
}

// words keeps the spread of all keys, and of the most frequent words of each
// work, that ok wants.
func words(ok func(*table.DispersionRow) bool) func(*table.DispersionRow) bool {
	type group struct{ doc, unit string }
	seen := map[group]int{}
	return func(row *table.DispersionRow) bool {
		if !ok(row) {
			return false
		}
		if row.Kind == "key" {
			return true
		}
		g := group{row.Doc, row.Unit}
		seen[g]++
		return seen[g] <= wordsSpread
	}
}
