package report

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is a work to be read, by paragraph. Markup is left out, and white
// space is one blank.
type Text struct {
	Para    []int32  `json:"para_id"`
	Chapter []string `json:"chapter_id"`
	Section []string `json:"section_id"`
	Kind    []string `json:"kind"` // p, h (heading) or n (note)
	Text    []string `json:"text"`
}

// A place is the columns of tokens that the text is made from: what stands
// between two tokens is markup or white space.
type place struct {
	Doc     string `parquet:"doc_id"`
	Chapter string `parquet:"chapter_id"`
	Section string `parquet:"section_id"`
	Para    int32  `parquet:"para_id"`
	Heading bool   `parquet:"is_heading"`
	Start   int64  `parquet:"start_byte"`
	End     int64  `parquet:"end_byte"`
}

// A textMaker builds the text of one work from its tokens.
type textMaker struct {
	src   string
	out   Text
	buf   strings.Builder
	units int32 // UTF-16 units in buf
	end   int64
	marks []mark
}

// A mark is a token's place in the file and in the text of its paragraph.
type mark struct {
	start, end int64
	at         int32
}

// readTexts makes the texts of the works that are keys of texts.
func (o *Output) readTexts(texts map[string]*textMaker, packs map[string]*Pack) error {
	for doc := range texts {
		if !filepath.IsLocal(doc) {
			return fmt.Errorf("%s: the name of the work %q leads out of the folder", o.dir, doc)
		}
		src, err := os.ReadFile(filepath.Join(o.dir, "text", filepath.FromSlash(doc)+".txt"))
		if err != nil {
			return err
		}
		texts[doc] = &textMaker{src: string(src)}
	}
	notes, err := o.notes(packs)
	if err != nil {
		return err
	}
	err = eachOf(o, "tokens", packs, func(t *place) {
		if m := texts[t.Doc]; m != nil {
			m.add(t, notes[noteKey{t.Doc, t.Para}])
		}
	})
	for _, m := range texts {
		m.flush()
	}
	return err
}

// A noteKey is a paragraph of a work.
type noteKey struct {
	doc  string
	para int32
}

// notes returns the paragraphs that are notes, where the folder says so.
func (o *Output) notes(packs map[string]*Pack) (map[noteKey]bool, error) {
	type note struct {
		Doc  string `parquet:"doc_id"`
		Para int32  `parquet:"para_id"`
	}
	notes := map[noteKey]bool{}
	err := eachOf(o, "notes", packs, func(n *note) { notes[noteKey{n.Doc, n.Para}] = true })
	return notes, err
}

// add appends the next token.
func (m *textMaker) add(t *place, note bool) {
	if n := len(m.out.Para); n == 0 || m.out.Para[n-1] != t.Para {
		m.flush()
		kind := "p"
		switch {
		case t.Heading:
			kind = "h"
		case note:
			kind = "n"
		}
		m.out.Para = append(m.out.Para, t.Para)
		m.out.Chapter = append(m.out.Chapter, t.Chapter)
		m.out.Section = append(m.out.Section, t.Section)
		m.out.Kind = append(m.out.Kind, kind)
	} else if strings.ContainsFunc(m.src[m.end:t.Start], unicode.IsSpace) {
		m.buf.WriteByte(' ')
		m.units++
	}
	m.marks = append(m.marks, mark{t.Start, t.End, m.units})
	m.write(m.src[t.Start:t.End])
	m.end = t.End
}

// write appends s, with every run of white space in it as it is.
func (m *textMaker) write(s string) {
	m.buf.WriteString(s)
	m.units += units(s)
}

// units returns the length of s in UTF-16.
func units(s string) int32 {
	n := int32(utf8.RuneCountInString(s))
	for _, c := range s {
		if c >= 0x10000 {
			n++
		}
	}
	return n
}

// flush ends the paragraph.
func (m *textMaker) flush() {
	if len(m.out.Text) < len(m.out.Para) {
		m.out.Text = append(m.out.Text, m.buf.String())
		m.buf.Reset()
		m.units = 0
	}
}

// text returns the finished text.
func (m *textMaker) text() *Text { return &m.out }

// place returns where the bytes from start to end stand in the text of their
// paragraph, or -1 if they are not there.
func (m *textMaker) place(para int32, start, end int64) (from, to int32) {
	i := sort.Search(len(m.marks), func(i int) bool { return m.marks[i].end > start })
	j := sort.Search(len(m.marks), func(j int) bool { return m.marks[j].end >= end })
	if i == len(m.marks) || j == len(m.marks) || m.marks[i].start > start || m.marks[j].start >= end {
		return -1, -1
	}
	from = m.marks[i].at + units(m.src[m.marks[i].start:start])
	to = m.marks[j].at + units(m.src[m.marks[j].start:end])
	return from, to
}
