package table

import (
	"fusul/stages/analyse"
	"fusul/stages/text"
)

// Places says where in its edition a work's paragraphs stand, so that a
// passage can be quoted.
type Places struct {
	pages   []text.Page
	numbers []int32 // of each paragraph in its chapter
}

// NewPlaces returns the places of r.
func NewPlaces(r *analyse.Result) Places {
	return Places{r.Doc.Pages(), paraNumbers(r)}
}

// page returns the page of the first word of s, or of its end where it holds
// no word.
func (p Places) page(src string, s text.Span) string {
	return text.PageAt(p.pages, s.Start+blankBefore(s.Of(src)))
}

// blankBefore returns the length of the white space that s begins with.
func blankBefore(s string) int {
	for i, r := range s {
		if r != ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\u00a0' && r != '\u200f' {
			return i
		}
	}
	return 0
}

// paraNumbers numbers the paragraphs of each chapter as a reader counts them,
// from 1: a heading, a running head or a note has the number of the paragraph
// before it.
func paraNumbers(r *analyse.Result) []int32 {
	numbers := make([]int32, len(r.Paragraphs))
	n, chapter := int32(0), -1
	for i, p := range r.Paragraphs {
		if c := r.Structure.Sections[p.Section].Chapter; c != chapter {
			n, chapter = 0, c
		}
		switch p.Kind {
		case text.Heading, text.RunningHead, text.Note:
		default:
			if r.Paras[i].Len() > 0 {
				n++
			}
		}
		numbers[i] = n
	}
	return numbers
}

// A ParagraphRow is one row of paragraphs.parquet.
type ParagraphRow struct {
	Doc       string `parquet:"doc_id,dict"`
	Chapter   string `parquet:"chapter_id,dict"`
	Section   string `parquet:"section_id,dict"`
	Para      int32  `parquet:"para_id,delta"`
	No        int32  `parquet:"para_no"`
	Kind      string `parquet:"para_kind,dict"`
	Page      string `parquet:"page,dict"`
	Start     int64  `parquet:"start_byte,delta"`
	End       int64  `parquet:"end_byte,delta"`
	Sentences int32  `parquet:"n_sentences"`
	AllTokens int64  `parquet:"n_tokens_all"`
	Tokens    int64  `parquet:"n_tokens"`
	Counted   bool   `parquet:"is_counted"`
}

// Paragraphs returns the rows of the paragraphs of r.
func Paragraphs(r *analyse.Result, ids IDs, places Places) []ParagraphRow {
	rows := make([]ParagraphRow, len(r.Paragraphs))
	for i, p := range r.Paragraphs {
		row := &rows[i]
		*row = ParagraphRow{
			Doc: ids.Doc, Chapter: ids.Chapters[r.Structure.Sections[p.Section].Chapter], Section: ids.Sections[p.Section],
			Para: int32(i + 1), No: places.numbers[i], Kind: p.Kind.String(), Page: places.page(r.Doc.Text, p.Span),
			Start: int64(p.Start), End: int64(p.End), Sentences: int32(p.Sentences.Len()),
			AllTokens: int64(r.Paras[i].Len()), Counted: r.Counted(i),
		}
		if row.Counted {
			row.Tokens = wordsOf(r, i)
		}
	}
	return rows
}

// wordsOf returns the number of words of paragraph p.
func wordsOf(r *analyse.Result, p int) int64 {
	n := int64(0)
	for _, t := range r.Tokens[r.Paras[p].From:r.Paras[p].To] {
		if t.Kind.IsWord() {
			n++
		}
	}
	return n
}

// A NoteRow is one row of notes.parquet: one footnote or endnote.
type NoteRow struct {
	Doc      string `parquet:"doc_id,dict"`
	Chapter  string `parquet:"chapter_id,dict"`
	Section  string `parquet:"section_id,dict"`
	Para     int32  `parquet:"para_id"`
	CallPara *int32 `parquet:"call_para_id,optional"`
	Label    string `parquet:"note_label"`
	Call     *int64 `parquet:"call_byte,optional"`
	Page     string `parquet:"page,dict"`
	Start    int64  `parquet:"start_byte"`
	End      int64  `parquet:"end_byte"`
	Words    int64  `parquet:"n_words"`
	Text     string `parquet:"text"`
}

// Notes returns the rows of the notes of r.
func Notes(r *analyse.Result, ids IDs, places Places) []NoteRow {
	var rows []NoteRow
	calls := noteCalls{r: r, marks: r.Doc.Marks, open: map[string][]noteCall{}}
	for i, p := range r.Paragraphs {
		if p.Kind != text.Note {
			calls.paragraph(i)
			continue
		}
		section := r.Structure.Sections[p.Section]
		row := NoteRow{
			Doc: ids.Doc, Chapter: ids.Chapters[section.Chapter], Section: ids.Sections[p.Section],
			Para: int32(i + 1), Label: p.Label, Page: places.page(r.Doc.Text, p.Span),
			Start: int64(p.Start), End: int64(p.End), Words: wordsOf(r, i), Text: plain(r.Doc, p.Span),
		}
		if call, ok := calls.take(p.Label, section.Chapter); ok {
			at, para := int64(call.at), int32(call.para+1)
			row.Call, row.CallPara = &at, &para
		}
		rows = append(rows, row)
	}
	return rows
}

// noteCalls are the calls of notes that have been met and have no note yet.
type noteCalls struct {
	r     *analyse.Result
	marks []text.Mark // those not yet met
	open  map[string][]noteCall
}

// A noteCall is where a note is called.
type noteCall struct{ at, para int }

// paragraph takes in the calls of paragraph p: those that the format marks,
// and the digits that the tokeniser took for calls.
func (c *noteCalls) paragraph(p int) {
	span := c.r.Paragraphs[p].Span
	for ; len(c.marks) > 0 && c.marks[0].Start < span.End; c.marks = c.marks[1:] {
		if m := c.marks[0]; m.Kind == text.NoteAnchor && m.Label != "" && m.Start >= span.Start {
			c.open[m.Label] = append(c.open[m.Label], noteCall{m.Start, p})
		}
	}
	for _, t := range c.r.Tokens[c.r.Paras[p].From:c.r.Paras[p].To] {
		if t.Kind == text.NoteMark {
			label := c.r.Types[t.Type].Norm
			c.open[label] = append(c.open[label], noteCall{t.Start, p})
		}
	}
}

// take returns the call of the note of a label that stands in a chapter: the
// last one before it where that is of the same chapter, and else the first, as
// where all notes stand at the end of the work.
func (c *noteCalls) take(label string, chapter int) (noteCall, bool) {
	of := c.open[label]
	if len(of) == 0 || label == "" {
		return noteCall{}, false
	}
	i := len(of) - 1
	if c.r.Structure.Sections[c.r.Paragraphs[of[i].para].Section].Chapter != chapter {
		i = 0
	}
	call := of[i]
	c.open[label] = append(of[:i:i], of[i+1:]...)
	return call, true
}
