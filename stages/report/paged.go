package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"fusul/stages/table"
)

// What a page behind a server asks for: the page itself, works one at a time,
// and passages by pages.

// WriteServed writes the page that asks its server for works and passages.
func (o *Output) WriteServed(w io.Writer, lang string) error {
	c, err := o.corpus(lang)
	if err != nil {
		return err
	}
	for _, d := range o.docs {
		c.Packs = append(c.Packs, d.id)
	}
	return writePage(w, lang, "yes", []any{c})
}

// Works returns the number of works.
func (o *Output) Works() int { return len(o.docs) }

// Work returns all that is known of work number i.
func (o *Output) Work(i int) (*Pack, error) {
	if i < 0 || i >= len(o.docs) {
		return nil, fmt.Errorf("there is no work %d", i)
	}
	packs, err := o.packs([]string{o.docs[i].id}, nil)
	if err != nil {
		return nil, err
	}
	return packs[0], nil
}

// A Found is a passage with its work and the title of its chapter.
type Found struct {
	Doc     string `json:"doc_id"`
	Title   string `json:"chapter_title"`
	Chapter string `json:"chapter_id"`
	Para    int32  `json:"para_id"`
	No      int32  `json:"para_no"`
	Page    string `json:"page"`
	Start   int64  `json:"start_byte"`
	Before  string `json:"before"`
	Keyword string `json:"keyword"`
	After   string `json:"after"`
	KeyPath string `json:"key_path"`
	Rule    string `json:"rule"`
}

// A Listing is one page of passages, and how many there are in all.
type Listing struct {
	Total int64   `json:"total"`
	Rows  []Found `json:"rows"`
}

// Evidence returns the passages behind the count of a key in all works: n of
// them from number offset.
func (o *Output) Evidence(ctx context.Context, key string, offset, n int64) (Listing, error) {
	type counted struct {
		KeyPath string `parquet:"key_path"`
		From    int32  `parquet:"counts_from"`
		Counted bool   `parquet:"is_counted"`
	}
	level := int32(strings.Count(key, ".") + 1)
	return list(ctx, o, offset, n, func(m *counted) bool {
		return m.Counted && m.From <= level && (m.KeyPath == key || strings.HasPrefix(m.KeyPath, key+"."))
	})
}

// Search returns the passages of all works with the words of query, however
// they are vocalised: n of them from number offset.
func (o *Output) Search(ctx context.Context, query string, offset, n int64) (Listing, error) {
	type context struct {
		Before  string `parquet:"before"`
		Keyword string `parquet:"keyword"`
		After   string `parquet:"after"`
	}
	wanted := strings.TrimSpace(fold(query))
	if wanted == "" {
		return Listing{Rows: []Found{}}, nil
	}
	return list(ctx, o, offset, n, func(m *context) bool {
		return strings.Contains(fold(m.Before+" "+m.Keyword+" "+m.After), wanted)
	})
}

// list returns the passages that ok wants: n of them from number offset. Row
// is what ok must see of a match; only those columns are read of all rows.
func list[Row any](ctx context.Context, o *Output, offset, n int64, ok func(*Row) bool) (Listing, error) {
	l := Listing{Rows: []Found{}}
	var places []int64
	var at int64
	for row, err := range table.Rows[Row](o.dir, "matches") {
		if err == nil && at%4096 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return l, err
		}
		if ok(&row) {
			if l.Total >= offset && l.Total < offset+n {
				places = append(places, at)
			}
			l.Total++
		}
		at++
	}
	titles, err := o.titles()
	if err != nil {
		return l, err
	}
	for _, p := range places {
		for m, err := range table.RowsBetween[table.MatchRow](o.dir, "matches", p, p+1) {
			if err != nil {
				return l, err
			}
			l.Rows = append(l.Rows, Found{
				Doc: m.Doc, Title: titles[m.Chapter], Chapter: m.Chapter, Para: m.Para, No: m.No, Page: m.Page, Start: m.Start,
				Before: m.Before, Keyword: m.Keyword, After: m.After, KeyPath: m.KeyPath, Rule: m.Rule,
			})
		}
	}
	return l, nil
}

// A memo is what an output remembers of its tables once it was asked: it is
// safe for use by many.
type memo struct {
	mu     sync.Mutex
	ranges map[string]map[string][]table.Range
	titles map[string]string
}

// titles returns the titles of all chapters.
func (o *Output) titles() (map[string]string, error) {
	o.memo.mu.Lock()
	defer o.memo.mu.Unlock()
	if o.memo.titles != nil {
		return o.memo.titles, nil
	}
	titles := map[string]string{}
	err := each(o, "chapters", func(c *table.ChapterRow) { titles[c.Chapter] = c.Title })
	if err == nil {
		o.memo.titles = titles
	}
	return titles, err
}

// rangesOf returns the rows of a table with each value of a column: those of a
// work, of a kind of unit. They stand in few ranges, since tables are written
// work by work, and what concerns the corpus behind.
func (o *Output) rangesOf(name, column string) (map[string][]table.Range, error) {
	o.memo.mu.Lock()
	defer o.memo.mu.Unlock()
	if r := o.memo.ranges[name+" "+column]; r != nil {
		return r, nil
	}
	ranges := map[string][]table.Range{}
	var at int64
	for run, err := range table.Runs(o.dir, name, column) {
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, err
		}
		r := ranges[run.Value]
		if n := len(r); n > 0 && r[n-1].To == at {
			r[n-1].To += run.Rows
		} else {
			ranges[run.Value] = append(r, table.Range{From: at, To: at + run.Rows})
		}
		at += run.Rows
	}
	if o.memo.ranges == nil {
		o.memo.ranges = map[string]map[string][]table.Range{}
	}
	o.memo.ranges[name+" "+column] = ranges
	return ranges, nil
}

// eachOf calls f for the rows of a table that are about the works of packs.
func eachOf[Row any](o *Output, name string, packs map[string]*Pack, f func(*Row)) error {
	return eachWith(o, name, "doc_id", maps.Keys(packs), f)
}

// eachWith calls f for the rows of a table that have one of some values in a
// column, in order.
func eachWith[Row any](o *Output, name, column string, values iter.Seq[string], f func(*Row)) error {
	ranges, err := o.rangesOf(name, column)
	if err != nil {
		return err
	}
	var wanted []table.Range
	for v := range values {
		wanted = append(wanted, ranges[v]...)
	}
	slices.SortFunc(wanted, func(a, b table.Range) int { return cmp.Compare(a.From, b.From) })
	if len(wanted) == 0 {
		return nil
	}
	for row, err := range table.RowsIn[Row](o.dir, name, wanted) {
		if err != nil {
			return err
		}
		f(&row)
	}
	return nil
}

// fold makes one what a searcher takes for one: marks of vowels are dropped,
// and letters that writers mix up are one. The page folds in the same way.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '\u064b' && r <= '\u065f', r == '\u0670', r == '\u0640', r >= '\u0610' && r <= '\u061a', r >= '\u06d6' && r <= '\u06ed',
			r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		switch r {
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case 'ى', 'ئ':
			return 'ي'
		case 'ة':
			return 'ه'
		case 'ؤ':
			return 'و'
		}
		return r
	}, strings.ToLower(norm.NFC.String(s)))
}
