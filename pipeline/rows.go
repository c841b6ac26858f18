package pipeline

import (
	"errors"

	"fusul/stages/count"
	"fusul/stages/table"
)

// writeRows writes the tables of one work, and fills in its dictionary counts
// in r.
func (p *part) writeRows(a *Analysis, r *documentRecord) error {
	var problems []table.ProblemRow
	for _, problem := range a.Doc.Problems {
		problems = append(problems, table.Problem(a.Doc.ID, problem, false))
	}
	var lengths []table.LengthRow
	for i, counted := range a.counted {
		if counted {
			lengths = append(lengths, table.LengthRow{Doc: a.ids.Doc, Chapter: a.ids.Chapters[i], Tokens: a.Chapters[i].Tokens})
		}
	}
	p.out.Tokens.Add(a.result, a.ids)
	return errors.Join(
		p.out.Chapters.Write(a.Chapters),
		p.out.Sections.Write(a.Sections),
		p.out.Paragraphs.Write(a.Paragraphs),
		p.out.Notes.Write(a.Notes),
		p.out.Matches.Write(a.Matches),
		p.out.Problems.Write(problems),
		p.out.Lengths.Write(lengths),
		p.writeDictionary(a, r),
		p.writeComparison(&a.comparison),
	)
}

// writeDictionary writes the dictionary counts of a by section, chapter and
// document.
func (p *part) writeDictionary(a *Analysis, r *documentRecord) error {
	d := p.worker.dict
	whole := count.SumKeys(a.keys...)
	found := make([]bool, len(d.keys))
	for _, k := range whole {
		found[k.Key] = true
	}
	none := func(int32) bool { return false }
	var sections, chapters []table.DictionaryRow
	for i, counted := range a.counted {
		if !counted {
			continue
		}
		of := a.parts[i]
		for s := of.From; s < of.To; s++ {
			sections = append(sections, d.rows(a.ids.Doc, a.ids.Chapters[i], a.ids.Sections[s], a.words.Tokens[s], a.keys[s], none)...)
		}
		sum := count.SumKeys(a.keys[of.From:of.To]...)
		rows := d.rows(a.ids.Doc, a.ids.Chapters[i], "", a.Chapters[i].Tokens, sum,
			func(key int32) bool { return found[key] })
		a.comparison.rate(rows, p.worker.keys, i)
		chapters = append(chapters, rows...)
		r.Chapters = append(r.Chapters, chapterRecord{a.ids.Chapters[i], a.Chapters[i].Title, a.Chapters[i].Tokens, sum})
	}
	document := d.rows(a.ids.Doc, "", "", a.Document.Tokens, whole, func(int32) bool { return true })
	a.comparison.rate(document, p.worker.keys, len(a.counted))
	return errors.Join(
		p.out.DictionarySection.Write(sections),
		p.out.Dictionary.Write(chapters),
		p.out.DictionaryDoc.Write(document),
	)
}

// writeComparison writes what the comparing tables tell of one work by itself.
func (p *part) writeComparison(x *comparison) error {
	for _, rows := range x.keyness {
		if err := p.out.Keyness.Write(rows); err != nil {
			return err
		}
	}
	return errors.Join(
		p.out.Dispersion.Write(x.dispersion),
		p.out.Diversity.Write(x.diversity),
		p.out.Readability.Write(x.readability),
		p.out.Similarity.Write(x.similarity),
		p.out.Clusters.Write(x.clusters),
		p.out.Ngrams.Write(x.ngrams),
		p.out.Profiles.Write(x.profiles),
		p.out.Progression.Write(x.progression),
		p.out.Typical.Write(x.typical),
		p.out.Problems.Write(x.problems),
	)
}
