package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fusul/stages/report"
	"fusul/stages/table"
)

// A Fault is something in an output folder that is not as it must be.
type Fault struct{ File, Message string }

func (f Fault) String() string { return f.File + ": " + f.Message }

// mostFaults is how many faults of one kind are told.
const mostFaults = 20

// A verifier gathers what is wrong with an output folder.
type verifier struct {
	ctx      context.Context
	dir      string
	contents *table.Contents
	faults   []Fault
	told     map[string]int
	progress Progress
}

// Verify checks an output folder: that its manifest is one, that every file
// has the bytes and every table the columns and rows that it says, that
// identifiers refer to rows that are there, that offsets cut their words out
// of the texts, and that counts are sums of their evidence. Memory does not
// grow with the corpus.
func Verify(ctx context.Context, dir string, progress Progress) ([]Fault, error) {
	data, err := os.ReadFile(filepath.Join(dir, table.Manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s has no %s: it is no output folder, or a run was stopped there; run again", dir, table.Manifest)
	}
	if err != nil {
		return nil, err
	}
	v := &verifier{ctx: ctx, dir: dir, told: map[string]int{}, progress: progress}
	if v.contents, err = table.ParsePackage(data); err != nil {
		return []Fault{{table.Manifest, err.Error()}}, nil
	}
	v.checkFiles()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if len(v.faults) == 0 { // the rest reads tables, and would say the same again
		v.checkManifest(string(data))
		v.checkTables()
	}
	if len(v.faults) == 0 {
		v.checkRelations()
		v.checkReport()
	}
	return v.faults, context.Cause(ctx)
}

// fault records a fault.
func (v *verifier) fault(file, format string, args ...any) {
	v.told[file+format]++
	switch n := v.told[file+format]; {
	case n < mostFaults:
		v.faults = append(v.faults, Fault{file, fmt.Sprintf(format, args...)})
	case n == mostFaults:
		v.faults = append(v.faults, Fault{file, "more of the same"})
	}
}

// checkFiles checks the size and the hash of every file.
func (v *verifier) checkFiles() {
	total, done := int64(0), int64(0)
	for _, f := range v.contents.Files {
		total += f.Bytes
	}
	for _, f := range v.contents.Files {
		if v.ctx.Err() != nil {
			return
		}
		n, sum, err := hashFile(filepath.Join(v.dir, filepath.FromSlash(f.Name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			v.fault(f.Name, "is missing")
		case err != nil:
			v.fault(f.Name, "%v", err)
		case n != f.Bytes:
			v.fault(f.Name, "has %d bytes, want %d", n, f.Bytes)
		case sum != f.SHA256:
			v.fault(f.Name, "has other bytes: their hash is %s, want %s", sum, f.SHA256)
		}
		done += f.Bytes
		v.progress("files", done, total)
	}
}

// hashFile returns the size and the hash of a file.
func hashFile(name string) (int64, string, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return n, hex.EncodeToString(h.Sum(nil)), err
}

// checkManifest checks that the manifest says what a run would say, to the
// byte: so no byte of it can be another.
func (v *verifier) checkManifest(data string) {
	documents := table.Layout{}
	for _, f := range v.contents.Files {
		meta, layout, err := table.Head(filepath.Join(v.dir, filepath.FromSlash(f.Name)), f.Table)
		if f.Table == "" {
			continue
		}
		if err != nil {
			v.fault(f.Name, "%v", err)
			return
		}
		if f.Table == "documents" {
			documents = layout
		}
		for _, p := range v.contents.Info.Pairs() {
			if got := meta[p.Name]; got != p.Value && (got != "" || f.Name == f.Table+".parquet") {
				v.fault(f.Name, "was made with %s %q, the manifest says %q", p.Name, got, p.Value)
			}
		}
	}
	if hash := configHash(v.contents.Config); hash != v.contents.ConfigHash {
		v.fault(table.Manifest, "the settings have the hash %s, it says %s", hash, v.contents.ConfigHash)
	}
	want, err := table.Package(v.contents.Info, v.contents.Files, documents)
	if err != nil {
		v.fault(table.Manifest, "%v", err)
	} else if want != data {
		at := 0
		for at < len(want) && at < len(data) && want[at] == data[at] {
			at++
		}
		v.fault(table.Manifest, "is not what a run writes, from byte %d on", at)
	}
}

// checkTables reads every table: its columns must be those of its rows, and as
// many rows there as the manifest says.
func (v *verifier) checkTables() {
	for _, name := range table.TableNames() {
		layout, _ := table.LayoutOf(name)
		for _, f := range v.contents.Files {
			if f.Table != name {
				continue
			}
			n, err := table.Check(filepath.Join(v.dir, filepath.FromSlash(f.Name)), layout)
			if err != nil {
				v.fault(f.Name, "%v", err)
			} else if n != f.Rows {
				v.fault(f.Name, "has %d rows, want %d", n, f.Rows)
			}
		}
		if _, err := table.Paths(v.dir, name); err != nil {
			v.fault(name+".parquet", "is missing")
		}
	}
}

// checkRelations checks what one table says of another, one work after the
// other.
func (v *verifier) checkRelations() {
	chapters := newCursor[table.ChapterRow](v, "chapters", func(r *table.ChapterRow) string { return r.Doc })
	sections := newCursor[table.SectionRow](v, "sections", func(r *table.SectionRow) string { return r.Doc })
	tokens := newCursor[table.TokenRow](v, "tokens", func(r *table.TokenRow) string { return r.Doc })
	matches := newCursor[table.MatchRow](v, "matches", func(r *table.MatchRow) string { return r.Doc })
	counts := newCursor[table.CountRow](v, "token_counts", func(r *table.CountRow) string { return r.Doc })
	keys := newCursor[table.DictionaryRow](v, "dictionary_counts", func(r *table.DictionaryRow) string { return r.Doc })
	defer func() {
		for _, c := range []interface{ close(v *verifier) }{chapters, sections, tokens, matches, counts, keys} {
			c.close(v)
		}
	}()
	documents := rowsOf[table.DocumentRow](v, "documents")
	for i, d := range documents {
		if v.ctx.Err() != nil {
			return
		}
		w := &workCheck{v: v, text: "", units: map[string]bool{"": true}}
		data, err := os.ReadFile(filepath.Join(v.dir, "text", d.Doc+".txt"))
		if err != nil {
			v.fault("documents.parquet", "the text of %s: %v", d.Doc, err)
			continue
		}
		w.text = string(data)
		n := int32(0)
		for r := range chapters.of(d.Doc) {
			w.units[r.Chapter] = true
			n++
		}
		if n != d.Chapters {
			v.fault("chapters.parquet", "%s has %d chapters, documents says %d", d.Doc, n, d.Chapters)
		}
		for r := range sections.of(d.Doc) {
			w.refer("sections.parquet", r.Chapter)
			w.units[r.Section] = true
		}
		w.words(tokens.of(d.Doc), counts.of(d.Doc), d)
		w.hits(matches.of(d.Doc), keys.of(d.Doc))
		v.progress("works", int64(i+1), int64(len(documents)))
	}
	v.checkTopics()
}

// rowsOf returns the rows of a small table.
func rowsOf[Row any](v *verifier, name string) []Row {
	rows, err := table.Read[Row](v.dir, name)
	if err != nil {
		v.fault(name+".parquet", "%v", err)
	}
	return rows
}

// A cursor reads a table one work at a time.
type cursor[Row any] struct {
	name string
	doc  func(*Row) string
	next func() (Row, error, bool)
	stop func()
	row  Row
	ok   bool
	err  error
}

func newCursor[Row any](v *verifier, name string, doc func(*Row) string) *cursor[Row] {
	c := &cursor[Row]{name: name, doc: doc}
	c.next, c.stop = iter.Pull2(table.Rows[Row](v.dir, name))
	c.step()
	return c
}

func (c *cursor[Row]) step() {
	c.row, c.err, c.ok = c.next()
	c.ok = c.ok && c.err == nil
}

// of yields the rows of a work, which must be the next.
func (c *cursor[Row]) of(doc string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for c.ok && c.doc(&c.row) == doc {
			if !yield(c.row) {
				return
			}
			c.step()
		}
	}
}

// close says what is left, which belongs to no work.
func (c *cursor[Row]) close(v *verifier) {
	if c.err != nil {
		v.fault(c.name+".parquet", "%v", c.err)
	} else if c.ok {
		v.fault(c.name+".parquet", "has rows of %q, a work that documents lacks or has elsewhere", c.doc(&c.row))
	}
	c.stop()
}

// A workCheck checks one work.
type workCheck struct {
	v     *verifier
	text  string
	units map[string]bool // chapters and sections
}

func (w *workCheck) refer(file, unit string) {
	if !w.units[unit] {
		w.v.fault(file, "refers to %q, which is not there", unit)
	}
}

// cut reports whether the offsets cut want out of the text.
func (w *workCheck) cut(start, end int64, want string) bool {
	return start >= 0 && start <= end && end <= int64(len(w.text)) && w.text[start:end] == want
}

// words checks tokens and word counts.
func (w *workCheck) words(tokens iter.Seq[table.TokenRow], counts iter.Seq[table.CountRow], d table.DocumentRow) {
	type feature struct{ chapter, norm string }
	n := map[feature]int64{}
	all := int64(0)
	for r := range tokens {
		w.refer("tokens", r.Chapter)
		w.refer("tokens", r.Section)
		if !w.cut(r.Start, r.End, r.Token) {
			w.v.fault("tokens", "the offsets of token %d of %s do not cut %q out of its text", r.Index, r.Doc, r.Token)
		}
		if all++; int64(r.Index) != all {
			w.v.fault("tokens", "token %d of %s follows token %d", r.Index, r.Doc, all-1)
		}
		if r.Counted {
			n[feature{r.Chapter, r.Norm}]++
		}
	}
	if all != d.AllTokens {
		w.v.fault("tokens", "%s has %d tokens, documents says %d", d.Doc, all, d.AllTokens)
	}
	for r := range counts {
		if f := (feature{r.Chapter, r.Feature}); n[f] != r.Frequency {
			w.v.fault("token_counts", "%s %q is %d, the tokens say %d", r.Chapter, r.Feature, r.Frequency, n[f])
		} else {
			delete(n, f)
		}
	}
	if len(n) > 0 {
		w.v.fault("token_counts", "%s lacks %d words that tokens has", d.Doc, len(n))
	}
}

// hits checks matches and dictionary counts.
func (w *workCheck) hits(matches iter.Seq[table.MatchRow], keys iter.Seq[table.DictionaryRow]) {
	type unit struct{ chapter, key string }
	n := map[unit]int64{}
	for r := range matches {
		w.refer("matches", r.Chapter)
		w.refer("matches", r.Section)
		if !w.cut(r.Start, r.End, r.Keyword) {
			w.v.fault("matches", "the offsets of %q of %s do not cut it out of its text", r.Keyword, r.Doc)
		}
		path := strings.Split(r.KeyPath, ".")
		for level := len(path); r.Counted && level >= int(r.CountsFrom); level-- {
			n[unit{r.Chapter, strings.Join(path[:level], ".")}]++
		}
	}
	for r := range keys {
		if u := (unit{r.Chapter, r.KeyPath}); n[u] != r.N {
			w.v.fault("dictionary_counts", "%s %s is %d, the matches say %d", r.Chapter, r.KeyPath, r.N, n[u])
		} else {
			delete(n, u)
		}
	}
	if len(n) > 0 {
		w.v.fault("dictionary_counts", "lacks %d counts that matches has", len(n))
	}
}

// checkTopics checks that the shares of the topics are of topics that are
// there, and sum to one.
func (v *verifier) checkTopics() {
	var known []int32
	for _, t := range rowsOf[table.TopicRow](v, "topics") {
		known = append(known, t.Topic)
	}
	unit, sum := "", 1.0
	end := func() {
		if sum < 1-1e-6 || sum > 1+1e-6 {
			v.fault("doc_topics.parquet", "the shares of %s sum to %g", unit, sum)
		}
	}
	for r, err := range table.Rows[table.GammaRow](v.dir, "doc_topics") {
		if err != nil {
			v.fault("doc_topics.parquet", "%v", err)
			return
		}
		if !slices.Contains(known, r.Topic) {
			v.fault("doc_topics.parquet", "refers to topic %d, which is not there", r.Topic)
		}
		if u := r.Chapter + " " + r.Section; u != unit {
			end()
			unit, sum = u, 0
		}
		sum += r.Gamma
	}
	end()
}

// checkReport checks that the report, if there is one, is that of the tables.
func (v *verifier) checkReport() {
	got, err := os.ReadFile(filepath.Join(v.dir, report.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	for _, lang := range []string{"ar", "en"} {
		var want bytes.Buffer
		if err == nil {
			err = report.Write(v.dir, &want, report.Options{Lang: lang})
		}
		if err != nil {
			v.fault(report.Name, "%v", err)
			return
		}
		if bytes.Equal(got, want.Bytes()) {
			return
		}
	}
	v.fault(report.Name, "is not the report of these tables; fusul report writes it again")
}
