package report

import (
	"cmp"
	"slices"

	"fusul/stages/table"
)

// A Pack is what the page knows of one work. It is opened when it is asked
// for.
type Pack struct {
	Doc    string             `json:"doc_id"`
	Tables map[string]Columns `json:"tables"`
	Text   *Text              `json:"text"` // nil where it cannot be read
}

// packs reads the packs of works, which stand in the order of the tables.
func (o *Output) packs(works []string, caps *Caps) ([]*Pack, error) {
	p := packer{o: o, of: map[string]*Pack{}}
	for _, doc := range works {
		p.of[doc] = &Pack{Doc: doc, Tables: map[string]Columns{}}
	}
	split(&p, "chapters", func(r *table.ChapterRow) string { return r.Doc }, nil)
	split(&p, "sections", func(r *table.SectionRow) string { return r.Doc }, nil)
	split(&p, "dictionary_counts", func(r *table.DictionaryRow) string { return r.Doc },
		func(r *table.DictionaryRow) bool { return r.N > 0 || r.Level <= 2 }, "key", "section_id", "denom", "doc_id")
	split(&p, "profiles", func(r *table.ProfileRow) string { return r.Doc },
		func(r *table.ProfileRow) bool { return r.Chapter != "" && r.Level <= 2 }, "key", "doc_id")
	split(&p, "progression", func(r *table.ProgressionRow) string { return r.Doc },
		func(r *table.ProgressionRow) bool { return r.N > 0 || r.Level <= 2 }, "key", "doc_id")
	split(&p, "keyness", func(r *table.KeynessRow) string { return r.Doc },
		keywords(), append([]string{"doc_id"}, keynessDropped...)...)
	split(&p, "dispersion", func(r *table.DispersionRow) string { return r.Doc },
		words(func(r *table.DispersionRow) bool { return r.Doc != "" && r.Unit == "section" }), "doc_id")
	split(&p, "diversity", func(r *table.DiversityRow) string { return r.Doc }, nil, "doc_id")
	split(&p, "readability", func(r *table.ReadabilityRow) string { return r.Doc }, nil, "doc_id")
	split(&p, "similarity", func(r *table.SimilarityRow) string { return r.Doc }, p.few, "doc_id")
	split(&p, "typical_sentences", func(r *table.TypicalRow) string { return r.Doc }, nil, "doc_id")
	split(&p, "doc_topics", func(r *table.GammaRow) string { return r.Doc }, nil, "doc_id")
	if p.err == nil {
		p.err = o.addPassages(p.of, caps)
	}
	all := make([]*Pack, len(works))
	for i, doc := range works {
		all[i] = p.of[doc]
	}
	return all, p.err
}

// A packer gives the rows of tables to the packs of their works, and keeps
// the first error.
type packer struct {
	o   *Output
	of  map[string]*Pack
	err error
}

// few keeps the similarities of works with few chapters.
func (p *packer) few(r *table.SimilarityRow) bool {
	pack := p.of[r.Doc]
	return pack != nil && len(pack.Tables["chapters"]["chapter_id"].([]string)) <= unitsCompared
}

// split gives the rows of a table that keep wants to the packs of their works.
func split[Row any](p *packer, name string, doc func(*Row) string, keep func(*Row) bool, drop ...string) {
	if p.err != nil {
		return
	}
	rows := map[string][]Row{}
	p.err = eachOf(p.o, name, p.of, func(r *Row) {
		if d := doc(r); p.of[d] != nil && (keep == nil || keep(r)) {
			rows[d] = append(rows[d], *r)
		}
	})
	for d, pack := range p.of {
		pack.Tables[name] = columns(rows[d], drop...)
	}
}

// A passage is a row of matches as the page has it: with the place of the
// keyword in the text of its paragraph, in UTF-16 units, or -1 where the text
// is not in the page.
type passage struct {
	Chapter    string   `parquet:"chapter_id"`
	Section    string   `parquet:"section_id"`
	Para       int32    `parquet:"para_id"`
	Sentence   int32    `parquet:"sent_id"`
	Start      int64    `parquet:"start_byte"`
	End        int64    `parquet:"end_byte"`
	Position   *float64 `parquet:"position"`
	Before     string   `parquet:"before"`
	Keyword    string   `parquet:"keyword"`
	After      string   `parquet:"after"`
	KeyPath    string   `parquet:"key_path"`
	Level      int32    `parquet:"level"`
	CountsFrom int32    `parquet:"counts_from"`
	Pattern    string   `parquet:"pattern"`
	Rule       string   `parquet:"rule"`
	Split      string   `parquet:"split"`
	Counted    bool     `parquet:"is_counted"`
	No         int32    `parquet:"para_no"`
	Page       string   `parquet:"page"`
	From       int32    `parquet:"from"`
	To         int32    `parquet:"to"`
}

// addPassages adds the evidence and the texts to packs.
func (o *Output) addPassages(packs map[string]*Pack, caps *Caps) error {
	rows := map[string][]table.MatchRow{}
	err := eachOf(o, "matches", packs, func(m *table.MatchRow) {
		if packs[m.Doc] != nil {
			rows[m.Doc] = append(rows[m.Doc], *m)
		}
	})
	if err != nil {
		return err
	}
	texts := map[string]*textMaker{}
	for doc := range packs {
		if caps == nil || caps.texts[doc] {
			texts[doc] = nil
		}
	}
	if err := o.readTexts(texts, packs); err != nil {
		return err
	}
	for doc, pack := range packs {
		mine := rows[doc]
		if caps != nil {
			mine = sample(mine, caps.PerKey, caps.Seed)
		}
		slices.SortStableFunc(mine, func(a, b table.MatchRow) int { return cmp.Compare(a.Start, b.Start) })
		pack.Tables["matches"] = columns(passages(mine, texts[doc]))
		if texts[doc] != nil {
			pack.Text = texts[doc].text()
		}
	}
	return nil
}

// passages turns matches, by place, into what the page shows of them.
func passages(rows []table.MatchRow, text *textMaker) []passage {
	all := make([]passage, len(rows))
	for i, m := range rows {
		all[i] = passage{
			Chapter: m.Chapter, Section: m.Section, Para: m.Para, Sentence: m.Sentence, Start: m.Start, End: m.End,
			Position: m.Position, Before: m.Before, Keyword: m.Keyword, After: m.After,
			KeyPath: m.KeyPath, Level: m.Level, CountsFrom: m.CountsFrom,
			Pattern: m.Pattern, Rule: m.Rule, Split: m.Split, Counted: m.Counted, No: m.No, Page: m.Page, From: -1, To: -1,
		}
		if text != nil {
			all[i].From, all[i].To = text.place(m.Para, m.Start, m.End)
		}
	}
	return all
}
