package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/lexicon"
	"fusul/stages/text"
	"fusul/stages/topics"
)

// An IDs gives the identifiers of the units of one document. They sort as
// they stand in the work.
type IDs struct {
	Doc      string
	Chapters []string
	Sections []string
}

// NewIDs returns the identifiers of s: doc/02 for a chapter, doc/02.05 for a
// section.
func NewIDs(doc string, s text.Structure) IDs {
	ids := IDs{Doc: doc}
	width := digits(len(s.Chapters))
	for i, c := range s.Chapters {
		chapter := fmt.Sprintf("%s/%0*d", doc, width, i+1)
		ids.Chapters = append(ids.Chapters, chapter)
		for j := range c.Sections.Len() {
			ids.Sections = append(ids.Sections, fmt.Sprintf("%s.%0*d", chapter, digits(c.Sections.Len()), j+1))
		}
	}
	return ids
}

// digits returns the width of numbers up to n, at least 2.
func digits(n int) int { return max(2, len(strconv.Itoa(n))) }

// Chapters returns the rows of the chapters of r.
func Chapters(r *analyse.Result, ids IDs, places Places, words *count.Document) []ChapterRow {
	rows := make([]ChapterRow, len(r.Chapters))
	last := make([]int32, len(r.Norms.Names)) // the last chapter with a word, plus one
	for i, c := range r.Chapters {
		row := &rows[i]
		*row = ChapterRow{
			Doc: ids.Doc, Chapter: ids.Chapters[i], No: int32(i + 1),
			Title: c.Title, Level: int32(c.Level), Part: c.Part.String(), Page: places.page(r.Doc.Text, c.Span),
			Start: int64(c.Start), End: int64(c.End), Sections: int32(c.Sections.Len()),
		}
		for s := c.Sections.From; s < c.Sections.To; s++ {
			row.Tokens += words.Tokens[s]
			row.Paragraphs += int32(r.Structure.Sections[s].Paragraphs.Len())
			for p := r.Structure.Sections[s].Paragraphs.From; p < r.Structure.Sections[s].Paragraphs.To; p++ {
				row.Sentences += int32(r.Paragraphs[p].Sentences.Len())
				addTokens(row, r, p)
			}
		}
		row.Types = distinct(r, c.Sections, last, int32(i+1))
	}
	return rows
}

// addTokens adds the tokens of paragraph p to the row of its chapter.
func addTokens(row *ChapterRow, r *analyse.Result, p int) {
	heading := r.Paragraphs[p].Kind == text.Heading
	if r.Paragraphs[p].Kind == text.Note {
		row.Notes++
		row.NoteTokens += wordsOf(r, p)
	}
	for _, t := range r.Tokens[r.Paras[p].From:r.Paras[p].To] {
		row.AllTokens++
		switch {
		case t.Kind.IsWord() && heading:
			row.HeadingTokens++
		case t.Kind == text.NoteMark:
			row.NoteMarks++
		case t.Kind == text.Number || t.Kind == text.Year:
			row.Numbers++
		}
	}
}

// distinct returns the number of different words of prose in sections. It
// marks them in last, by folded spelling, with a mark that nothing has yet.
func distinct(r *analyse.Result, sections text.Range, last []int32, mark int32) (n int64) {
	for s := sections.From; s < sections.To; s++ {
		for p := r.Structure.Sections[s].Paragraphs.From; p < r.Structure.Sections[s].Paragraphs.To; p++ {
			if !r.Prose(p) {
				continue
			}
			for _, t := range r.Tokens[r.Paras[p].From:r.Paras[p].To] {
				if word := r.Norms.Of[t.Type]; t.Kind.IsWord() && last[word] != mark {
					last[word] = mark
					n++
				}
			}
		}
	}
	return n
}

// Sections returns the rows of the sections of r.
func Sections(r *analyse.Result, ids IDs, places Places, words *count.Document) []SectionRow {
	rows := make([]SectionRow, len(r.Structure.Sections))
	for i, s := range r.Structure.Sections {
		c := r.Chapters[s.Chapter]
		rows[i] = SectionRow{
			Doc: ids.Doc, Chapter: ids.Chapters[s.Chapter], Section: ids.Sections[i],
			No: int32(i - c.Sections.From + 1), Title: s.Title, Level: int32(s.Level), Part: c.Part.String(), Page: places.page(r.Doc.Text, s.Span),
			Start: int64(s.Start), End: int64(s.End), Paragraphs: int32(s.Paragraphs.Len()),
			Tokens: words.Tokens[i], Types: words.Types[i],
		}
		for p := s.Paragraphs.From; p < s.Paragraphs.To; p++ {
			rows[i].Sentences += int32(r.Paragraphs[p].Sentences.Len())
		}
	}
	return rows
}

// Tokens returns the rows of the tokens of r, in text order.
func Tokens(r *analyse.Result, ids IDs) []TokenRow {
	scripts := make([]string, len(r.Types))
	for i, t := range r.Types {
		scripts[i] = script(t)
	}
	rows := make([]TokenRow, len(r.Tokens))
	for s, sentence := range r.Structure.Sentences {
		p := r.Paragraphs[sentence.Para]
		section := r.Structure.Sections[p.Section]
		prose := r.Counted(sentence.Para)
		for i := r.Sentences[s].From; i < r.Sentences[s].To; i++ {
			t := r.Tokens[i]
			typ := r.Types[t.Type]
			rows[i] = TokenRow{
				Doc: ids.Doc, Chapter: ids.Chapters[section.Chapter], Section: ids.Sections[p.Section],
				Para: int32(sentence.Para + 1), Sentence: int32(s + 1), Index: int32(i + 1),
				Token: t.Of(r.Doc.Text), Norm: typ.Norm, Segments: typ.Segments, Lemma: typ.Lemma, Stem: typ.Stem, Snowball: typ.Snowball,
				Kind: t.Kind.String(), Script: scripts[t.Type], Stop: typ.Stop,
				Heading: p.Kind == text.Heading, Counted: prose && t.Kind.IsWord(),
				Start: int64(t.Start), End: int64(t.End),
			}
		}
	}
	return rows
}

// script returns the ISO 15924 code of the script of t, in lower case.
func script(t *text.Type) string {
	if t.Kind == text.Word {
		return "arab"
	}
	if t.Kind != text.Foreign {
		return ""
	}
	for _, c := range t.Form {
		switch {
		case unicode.Is(unicode.Latin, c):
			return "latn"
		case unicode.Is(unicode.Greek, c):
			return "grek"
		case unicode.Is(unicode.Cyrillic, c):
			return "cyrl"
		case unicode.Is(unicode.Hebrew, c):
			return "hebr"
		}
	}
	return "other"
}

// Context returns up to n words before and behind the tokens hit, within
// their paragraph: without markup, and with every white space as one blank.
func Context(r *analyse.Result, para int, hit text.Range, n int) (before, after string) {
	p := r.Paras[para]
	from, to := hit.From, hit.To
	for words := 0; from > p.From && words < n; from-- {
		if k := r.Tokens[from-1].Kind; k.IsWord() || k == text.Number || k == text.Year {
			words++
		}
	}
	for words := 0; to < p.To && words < n; to++ {
		if k := r.Tokens[to].Kind; k.IsWord() || k == text.Number || k == text.Year {
			words++
		}
	}
	if from < hit.From {
		before = plain(r.Doc, text.Span{Start: r.Tokens[from].Start, End: r.Tokens[hit.From].Start})
	}
	if to > hit.To {
		after = plain(r.Doc, text.Span{Start: r.Tokens[hit.To-1].End, End: r.Tokens[to-1].End})
	}
	return before, after
}

// plain returns s of doc without its marks, white space folded.
func plain(doc *text.Document, s text.Span) string {
	var b strings.Builder
	at := s.Start
	for _, m := range marksIn(doc.Marks, s) {
		b.WriteString(doc.Text[at:max(at, m.Start)])
		b.WriteByte(' ')
		at = max(at, min(m.End, s.End))
	}
	b.WriteString(doc.Text[at:s.End])
	return strings.Join(strings.Fields(b.String()), " ")
}

// marksIn returns the marks that overlap s.
func marksIn(marks []text.Mark, s text.Span) []text.Mark {
	low, high := 0, len(marks)
	for low < high { // the first mark that ends behind the start of s
		if mid := (low + high) / 2; marks[mid].End <= s.Start {
			low = mid + 1
		} else {
			high = mid
		}
	}
	end := low
	for end < len(marks) && marks[end].Start < s.End {
		end++
	}
	return marks[low:end]
}

// Document returns the row of the document of r.
func Document(r *analyse.Result, words *count.Document, chapters []ChapterRow) DocumentRow {
	doc := r.Doc
	row := DocumentRow{
		Doc: doc.ID, Title: doc.Title, Author: doc.Author,
		Chapters: int32(len(r.Chapters)), Sections: int32(len(r.Structure.Sections)),
		Paragraphs: int32(len(r.Paragraphs)), Sentences: int32(len(r.Structure.Sentences)),
		AllTokens: int64(len(r.Tokens)), Problems: int32(len(doc.Problems)),
	}
	sum := sha256.New()
	var paths, encodings []string
	for _, s := range doc.Sources {
		paths = append(paths, s.Path)
		if !slices.Contains(encodings, s.Encoding) {
			encodings = append(encodings, s.Encoding)
		}
		row.Bytes += s.Bytes
		row.SHA256 = s.SHA256
		fmt.Fprintln(sum, s.SHA256)
	}
	if len(doc.Sources) > 1 {
		row.SHA256 = hex.EncodeToString(sum.Sum(nil))
	}
	row.Path, row.Encoding = strings.Join(paths, "; "), strings.Join(encodings, "; ")
	for i, c := range r.Chapters {
		if c.Part.Counted() {
			row.Tokens += chapters[i].Tokens
		}
	}
	for _, w := range words.Words {
		if slices.ContainsFunc(w.Forms, func(f count.Form) bool { return f.N > 0 }) {
			row.Types++
		}
	}
	return row
}

// Problem returns the row of a problem of the work doc.
func Problem(doc string, p text.Problem, skipped bool) ProblemRow {
	row := ProblemRow{Doc: doc, Path: p.Path, Kind: p.Kind, Message: p.Message, Skipped: skipped}
	if p.Offset >= 0 {
		offset := int64(p.Offset)
		row.Offset = &offset
	}
	return row
}

// Matches returns the rows of the matches of r. Hits are the matches as
// package count sees them, from the levels at which they begin to count, and
// context the number of words shown before and behind each.
func Matches(r *analyse.Result, ids IDs, places Places, m *lexicon.Matcher, matches []lexicon.Match, hits []count.Hit, from []int32, context int) []MatchRow {
	keys, entries := m.Keys(), m.Entries()
	sentence := 0
	rows := make([]MatchRow, len(matches))
	for i, match := range matches {
		for r.Sentences[sentence].To <= match.Tokens.From {
			sentence++
		}
		p := r.Paragraphs[hits[i].Para]
		section := r.Structure.Sections[p.Section]
		key := &keys[match.Key]
		before, after := Context(r, int(hits[i].Para), match.Tokens, context)
		rows[i] = MatchRow{
			Doc: ids.Doc, Chapter: ids.Chapters[section.Chapter], Section: ids.Sections[p.Section],
			Para: hits[i].Para + 1, Sentence: int32(sentence + 1),
			No: places.numbers[hits[i].Para], Kind: p.Kind.String(), Page: text.PageAt(places.pages, match.Start), Start: int64(match.Start), End: int64(match.End),
			Before: before, Keyword: match.Of(r.Doc.Text), After: after,
			Key: key.Path[len(key.Path)-1], KeyPath: key.Name(), Level: int32(len(key.Path)), CountsFrom: from[i],
			Pattern: entries[match.Entry].Pattern, Form: match.Form, Rule: match.Rule, Split: match.Split,
			Nested: match.Nested, Ambiguous: match.Ambiguous,
			Heading: p.Kind == text.Heading,
			Counted: r.Counted(int(hits[i].Para)),
		}
	}
	return rows
}

// Search returns the rows of a search for the number of topics.
func Search(models []topics.Row, choice topics.Choice) []SearchRow {
	rows := make([]SearchRow, len(models))
	for i, m := range models {
		row := SearchRow{
			K: int32(m.K), Seed: int64(m.Seed), HeldoutLL: m.HeldoutLL, Perplexity: m.Perplexity,
			Exclusivity: m.Exclusivity, Diversity: m.Diversity, Small: int32(m.Small),
		}
		if m.HasCoherence {
			row.NPMI, row.CV = &models[i].NPMI, &models[i].CV
		}
		if m.HasStability {
			row.Stability = &models[i].Stability
		}
		if m.HasResidual {
			row.Residual = &models[i].Residual
		}
		if m.K == choice.K && m.Seed == choice.Seed {
			row.Chosen, row.Reason = true, choice.Reason
		}
		rows[i] = row
	}
	return rows
}
