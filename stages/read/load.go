package read

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"fusul/stages/text"
)

// Load reads, decodes and parses the files of w. Its error is a
// [*SyntaxError]: this work cannot be read, others may be. It is safe to call
// from many goroutines at once.
func (w Work) Load(fsys fs.FS, opt Options) (*text.Document, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	doc := &text.Document{ID: w.ID, Title: w.Title, Author: w.Author, Meta: w.Meta}
	pieces := make([]*piece, len(w.Files))
	for i, f := range w.Files {
		if pieces[i], err = loadFile(fsys, f, opt); err != nil {
			return nil, err
		}
	}
	if err := w.join(doc, pieces, opt); err != nil {
		return nil, err
	}
	if err := w.resolve(doc, pieces); err != nil {
		return nil, err
	}
	return doc, nil
}

// A piece is one file of a work, decoded and parsed, all offsets from its own
// start.
type piece struct {
	parsed
	text   string
	source text.Source
	format Format
}

// An extracted is the text that a container holds, one line a paragraph, and
// what the format says of it. A note stands behind the paragraph or table that
// calls it.
type extracted struct {
	parsed
	text     string
	encoding string // of the letters in the file
}

// A parsed is what a format says of a text.
type parsed struct {
	title, author string
	meta          []text.Field
	blocks        []text.Block // nil where the format marks none
	marks         []text.Mark
	excluded      []text.Span
	problems      []text.Problem
}

// loadFile reads one file.
func loadFile(fsys fs.FS, f File, opt Options) (*piece, error) {
	if f.Row != nil {
		return loadRow(fsys, f, opt)
	}
	opt.budget = newBudget(f.Size, opt)
	in, err := readFile(fsys, f, opt)
	if err != nil {
		return nil, err
	}
	p := &piece{source: text.Source{Path: f.Path, SHA256: in.sum(), Bytes: int64(len(in.String()))}}
	if in.format.container() {
		err = p.extract(in, f, opt)
	} else {
		err = p.decode(in, f, opt)
	}
	var bad *SyntaxError
	if errors.As(err, &bad) {
		bad.Name = f.Path
	}
	return p, err
}

// decode takes in a file that is a text.
func (p *piece) decode(in *intake, f File, opt Options) error {
	d, err := decode(in.String(), f.Encoding)
	if err == nil {
		err = checkLines(d.text, opt.MaxLine)
	}
	if err != nil {
		return err
	}
	src, problems, err := mendText(d.text, opt)
	if err != nil {
		return err
	}
	d.problems = append(d.problems, problems...)
	p.text, p.source.Encoding = src, d.encoding
	if p.format = f.Format; p.format == "" {
		p.format = markupOf(f.Path, p.text)
	}
	switch p.format {
	case OpenITI:
		p.parsed, err = parseOpenITI(p.text, opt)
	case Markdown:
		p.parsed, err = parseMarkdown(p.text, opt)
	}
	if err != nil {
		return err
	}
	p.problems = append(d.problems, p.problems...)
	return nil
}

// extract takes in a file that holds its text in a form of its own.
func (p *piece) extract(in *intake, f File, opt Options) error {
	opt.Encoding = f.Encoding
	x, err := extract(in.format, in.String(), opt)
	if err == nil && in.format != PDF { // whose lines are mended before they are joined
		err = x.mend(opt)
	}
	if err != nil {
		return err
	}
	p.format, p.text, p.parsed, p.source.Encoding = in.format, x.text, x.parsed, x.encoding
	return nil
}

// checkLines refuses a decoded text with a line over the limit.
func checkLines(src string, most int) error {
	if len(src) <= most {
		return nil
	}
	for pos := 0; pos < len(src); {
		end, next := lineAt(src, pos)
		if end-pos > most {
			return &SyntaxError{Offset: int64(pos), Msg: longLine(most)}
		}
		pos = next
	}
	return nil
}

// join puts the pieces behind each other in doc.
func (w Work) join(doc *text.Document, pieces []*piece, opt Options) error {
	size, marked := int64(len(pieces)-1), false
	for _, p := range pieces {
		size += int64(len(p.text))
		marked = marked || p.blocks != nil
	}
	if size > opt.MaxFile {
		return &SyntaxError{Name: w.Files[0].Path, Offset: -1,
			Msg: fmt.Sprintf("the decoded text has more than %d bytes (limit MaxFile)", opt.MaxFile)}
	}
	var body strings.Builder
	if len(pieces) > 1 {
		body.Grow(int(size))
	}
	at := 0
	for i, p := range pieces {
		if marked && p.blocks == nil {
			p.blocks = lineBlocks(p.text)
		}
		p.addTo(doc, at)
		p.source.Start = at
		at += len(p.text)
		if len(pieces) > 1 {
			body.WriteString(p.text)
			if i < len(pieces)-1 && p.text != "" && !endsLine(p.text) {
				body.WriteByte('\n')
				at++
			}
		}
		p.source.End = at
		doc.Sources = append(doc.Sources, p.source)
	}
	doc.Text = body.String()
	if len(pieces) == 1 {
		doc.Text = pieces[0].text // saves a copy of the book
	}
	describe(doc, pieces)
	return nil
}

// addTo adds what is said of p to doc, where p begins at the offset at.
func (p *piece) addTo(doc *text.Document, at int) {
	move := func(s text.Span) text.Span { return text.Span{Start: s.Start + at, End: s.End + at} }
	if p.blocks != nil && doc.Blocks == nil {
		doc.Blocks = []text.Block{}
	}
	for _, b := range p.blocks {
		b.Span = move(b.Span)
		doc.Blocks = append(doc.Blocks, b)
	}
	for _, m := range p.marks {
		m.Span = move(m.Span)
		doc.Marks = append(doc.Marks, m)
	}
	for _, s := range p.excluded {
		doc.Excluded = append(doc.Excluded, move(s))
	}
	for _, q := range p.problems {
		q.Path = p.source.Path
		if q.Offset >= 0 {
			q.Offset += at
		}
		doc.Problems = append(doc.Problems, q)
	}
}

// describe fills in what corpus.yaml left open: the title and the author that
// all files with one agree on, and the other metadata of a single file.
func describe(doc *text.Document, pieces []*piece) {
	titles := make([]string, len(pieces))
	authors := make([]string, len(pieces))
	for i, p := range pieces {
		titles[i], authors[i] = p.title, p.author
	}
	doc.Title = cmp.Or(doc.Title, agreed(titles))
	doc.Author = cmp.Or(doc.Author, agreed(authors))
	if len(pieces) == 1 {
		doc.Meta = mergeFields(doc.Meta, pieces[0].meta)
	}
}

// agreed returns the one value of values, empty ones aside, or nothing.
func agreed(values []string) string {
	one := ""
	for _, v := range values {
		if one != "" && v != "" && v != one {
			return ""
		}
		one = cmp.Or(one, v)
	}
	return one
}
