package table

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"fusul/stages/analyse"
	"fusul/stages/count"
	"fusul/stages/stats"
	"fusul/stages/text"
)

// save writes encoded tables, those of one name as row groups of one file.
func save(t *testing.T, dir string, sets ...*Set) {
	t.Helper()
	var order []string
	groups := map[string][]Encoded{}
	for _, s := range sets {
		for _, e := range encoded(t, s) {
			if groups[e.Name] == nil {
				order = append(order, e.Name)
			}
			groups[e.Name] = append(groups[e.Name], e)
		}
	}
	for _, name := range order {
		saveFile(t, filepath.Join(dir, name+".parquet"), groups[name]...)
	}
}

// encoded returns the tables of a set.
func encoded(t *testing.T, s *Set) []Encoded {
	t.Helper()
	var all []Encoded
	for e, err := range s.Encode() {
		if err != nil {
			t.Fatal(err)
		}
		e.pages = bytes.Clone(e.pages)
		all = append(all, e)
	}
	return all
}

func saveFile(t *testing.T, path string, groups ...Encoded) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewFileWriter(&b, groups[0].Layout)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if err := w.Add(g.RowGroup); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(Info{Version: "test", CorpusHash: "c0"}); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// every returns rows of every table that is written as rows, with every type
// of column and nulls, more than a page of them.
func every(n int) []DictionaryRow {
	rows := make([]DictionaryRow, n)
	for i := range rows {
		x := float64(i) / 7
		rows[i] = DictionaryRow{Doc: "d", Chapter: fmt.Sprintf("d/%02d", i/1000), Key: "قوة", KeyPath: fmt.Sprint("مفتاح.", i%97),
			Level: int32(i%3 + 1), N: int64(i) * 1e10, Tokens: -int64(i), Note: strings.Repeat("ن", i%5)}
		if i%3 != 0 {
			rows[i].Per10k, rows[i].Low = &x, &x
		}
		if i > n-10 {
			y := math.Inf(1)
			rows[i].Coverage = &y
		}
	}
	return rows
}

func TestRowsComeBack(t *testing.T) {
	dir := t.TempDir()
	want := every(3*pageRows/2 + 5)
	a, b := NewSet(), NewSet()
	if err := a.Dictionary.Write(want[:1]); err != nil {
		t.Fatal(err)
	}
	if err := a.Dictionary.Write(want[1:pageRows]); err != nil {
		t.Fatal(err)
	}
	if err := b.Dictionary.Write(want[pageRows:]); err != nil {
		t.Fatal(err)
	}
	save(t, dir, a, b)
	got, err := Read[DictionaryRow](dir, "dictionary_counts")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %d rows back, which are not the %d written", len(got), len(want))
	}
}

// The library's own reader is the oracle of the metadata too: it finds the
// schema that the row type has, and the bounds of each column.
func TestSchemaAndBounds(t *testing.T) {
	dir := t.TempDir()
	s := NewSet()
	if err := s.Dictionary.Write(every(1000)); err != nil {
		t.Fatal(err)
	}
	save(t, dir, s)
	f, err := openParquet(filepath.Join(dir, "dictionary_counts.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := parquet.SchemaOf(DictionaryRow{}).Fields()
	for i, got := range f.Schema().Fields() {
		if got.Name() != want[i].Name() || got.Optional() != want[i].Optional() || got.Type().Kind() != want[i].Type().Kind() {
			t.Errorf("column %d is %s %v, want %s %v", i, got.Name(), got.Type(), want[i].Name(), want[i].Type())
		}
	}
	if v, ok := f.Lookup("fusul.corpus_sha256"); !ok || v != "c0" {
		t.Errorf("the metadata has the corpus %q", v)
	}
	for i, c := range f.Metadata().RowGroups[0].Columns {
		m := c.MetaData
		if m.PathInSchema[0] == "n" {
			if !bytes.Equal(m.Statistics.MinValue, make([]byte, 8)) {
				t.Errorf("column %d: the least is %v, want 0", i, m.Statistics.MinValue)
			}
		}
		if m.PathInSchema[0] == "per_10k" && m.Statistics.NullCount != 334 {
			t.Errorf("per_10k has %d nulls, want 334", m.Statistics.NullCount)
		}
	}
}

func TestTokensAreTheirRows(t *testing.T) {
	var analysers [2]*analyse.Analyser // whose numbers are not the same
	for i := range analysers {
		var err error
		if analysers[i], err = analyse.New(analyse.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	s := NewSet()
	var want []TokenRow
	for i, src := range []string{
		"الفصل الأول: القوة\n\nقوة الدولة، وقوتها (NATO) 1949 في المتن.\nوسطر ثان: بالقوة!\n",
		"وقوتها 1 قوة.1 1949 NATO\n",
		"",
		"الفصل الأول\n\n" + strings.Repeat("والحلف قوة. فهل تكفي القوة وحدها؟\n", 9000) + "الفصل الثاني\n\nنهاية.\n",
	} {
		doc := &text.Document{ID: fmt.Sprint("w", i), Text: src, Sources: []text.Source{{Span: text.Span{End: len(src)}}}}
		r := analysers[i%2].Document(doc)
		ids := NewIDs(doc.ID, r.Structure)
		want = append(want, Tokens(r, ids)...)
		s.Tokens.Add(r, ids)
	}
	dir := t.TempDir()
	save(t, dir, s)
	got, err := Read[TokenRow](dir, "tokens")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) || len(got) < pageRows {
		t.Fatalf("read %d tokens, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("token %d is %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestCountsAreTheirRows(t *testing.T) {
	s := NewSet()
	var norms Norms
	for _, norm := range []string{"ا", "ب", "ت", "ث"} {
		norms.Add(norm)
	}
	words := &Words{Norms: &norms, DocFreq: []int32{2, 0, 1, 3}, Units: 3}
	s.TokenCounts.Words(words)
	counts := []count.Count{{ID: 2, N: 9}, {ID: 0, N: 4}, {ID: 3, N: 4}}
	s.TokenCounts.Add("d", "d/01", "", 17, counts)
	s.TokenCounts.Add("d", "d/02", "", 0, nil)
	s.TokenCounts.Add("d", "d/03", "", 5, []count.Count{{ID: 3, N: 5}})
	dir := t.TempDir()
	save(t, dir, s)
	got, err := Read[CountRow](dir, "token_counts")
	if err != nil || len(got) != 4 {
		t.Fatalf("read %d rows, error %v", len(got), err)
	}
	for i, c := range counts {
		r := got[i]
		tf, idf, tfidf, _ := stats.TFIDF(int64(c.N), 17, int(words.DocFreq[c.ID]), 3)
		low, high, _ := stats.Wilson(int64(c.N), 17, stats.Z95)
		if r.Feature != string(norms.text(c.ID)) || r.Frequency != int64(c.N) || r.Rank != []int32{1, 2, 2}[i] || r.DocFreq != words.DocFreq[c.ID] ||
			r.Tokens != 17 || r.TF != tf || r.IDF != idf || r.TFIDF != tfidf || *r.Low != 1e4*low || *r.High != 1e4*high ||
			r.Per10k != stats.Per10k(int64(c.N), 17) || r.Chapter != "d/01" || r.Doc != "d" {
			t.Errorf("row %d is %+v", i, r)
		}
	}
	if got[3].Chapter != "d/03" || got[3].Rank != 1 {
		t.Errorf("the last row is %+v", got[3])
	}
}

func TestGroupsOfAFile(t *testing.T) {
	dir := t.TempDir()
	var groups []Encoded
	for i := range 3 {
		s := NewSet()
		if err := s.Lengths.Write([]LengthRow{{Doc: "d", Chapter: fmt.Sprint(i), Tokens: int64(i)}}); err != nil {
			t.Fatal(err)
		}
		all := encoded(t, s)
		groups = append(groups, all[0])
	}
	file := saveFile(t, filepath.Join(dir, "doc_lengths.parquet"), groups...)
	read, err := Groups(file)
	if err != nil || len(read) != 3 {
		t.Fatalf("%d row groups, error %v", len(read), err)
	}
	l, err := LayoutIn("doc_lengths", file)
	if err != nil {
		t.Fatal(err)
	}
	var again []Encoded
	for _, g := range read {
		again = append(again, Encoded{l, g})
	}
	if copied := saveFile(t, filepath.Join(dir, "doc_lengths", "part-00000.parquet"), again...); !bytes.Equal(copied, file) {
		t.Error("a file made of the row groups of another has other bytes")
	}
	for n := range len(file) {
		if _, err := Groups(file[:n]); err == nil {
			t.Fatalf("the first %d bytes of a file of %d pass for one", n, len(file))
		}
	}
}

func TestParts(t *testing.T) {
	dir := t.TempDir()
	for i := range 3 {
		s := NewSet()
		if err := s.Lengths.Write([]LengthRow{{Doc: "d", Tokens: int64(i)}}); err != nil {
			t.Fatal(err)
		}
		all := encoded(t, s)
		saveFile(t, filepath.Join(dir, "doc_lengths", fmt.Sprintf("part-%05d.parquet", i)), all...)
	}
	rows, err := Read[LengthRow](dir, "doc_lengths")
	if err != nil || len(rows) != 3 || rows[0].Tokens != 0 || rows[2].Tokens != 2 {
		t.Errorf("read %+v, error %v", rows, err)
	}
	if _, err := Read[LengthRow](dir, "chapters"); !os.IsNotExist(err) {
		t.Errorf("a table that is not there: error %v", err)
	}
}

func TestNoUTF8(t *testing.T) {
	s := NewSet()
	if err := s.Lengths.Write([]LengthRow{{Doc: "\xff"}}); err == nil || !strings.Contains(err.Error(), "doc_id") {
		t.Errorf("a string that is not UTF-8: error %v", err)
	}
}

func TestMetadataColumns(t *testing.T) {
	documents := []DocumentRow{{Doc: "a", Title: "أولى"}, {Doc: "b", Title: "ثانية"}}
	meta := [][]text.Field{{{Name: "year", Value: "2014"}}, {{Name: "doc_id", Value: "clash"}, {Name: "x,y", Value: "comma"}}}
	e, err := Documents(documents, meta)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := saveFile(t, filepath.Join(dir, "documents.parquet"), e)
	type row struct {
		Doc   string  `parquet:"doc_id"`
		Year  *string `parquet:"year,optional"`
		Clash *string `parquet:"meta_doc_id,optional"`
		Comma *string `parquet:"x_y,optional"`
	}
	rows, err := Read[row](dir, "documents")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Doc != "a" || rows[0].Year == nil || *rows[0].Year != "2014" || rows[0].Clash != nil {
		t.Errorf("first document read back as %+v", rows[0])
	}
	if rows[1].Year != nil || rows[1].Clash == nil || *rows[1].Clash != "clash" || rows[1].Comma == nil {
		t.Errorf("second document read back as %+v", rows[1])
	}
	l, err := LayoutIn("documents", file)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := e.columns()
	if got, err := l.columns(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the file has the columns %v, error %v; want %v", got, err, want)
	}
}

func TestPackage(t *testing.T) {
	info := Info{Version: "1", CorpusHash: "c", LexiconHash: "l", ConfigHash: "x", Config: []text.Field{{Name: "seed", Value: "1"}}}
	files := []File{
		{Name: "queries.sql", Bytes: 3, SHA256: "aa"},
		{Name: "tokens/part-00000.parquet", Table: "tokens", Bytes: 5, SHA256: "bb", Rows: 7},
		{Name: "tokens/part-00001.parquet", Table: "tokens", Bytes: 6, SHA256: "cc", Rows: 8},
		{Name: "vocab.parquet", Table: "vocab", Bytes: 9, SHA256: "dd", Rows: 2},
	}
	manifest, err := Package(info, files, Layout{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParsePackage([]byte(manifest))
	if err != nil || !reflect.DeepEqual(got.Files, files) || !reflect.DeepEqual(got.Info, info) {
		t.Errorf("read back %+v, error %v", got, err)
	}
	if _, err := ParsePackage([]byte(strings.ReplaceAll(manifest, "vocab.parquet", "../vocab.parquet"))); err == nil {
		t.Error("a manifest may name a file outside its folder")
	}
}

func ExampleIDs() {
	s := text.Structure{
		Chapters: []text.Chapter{{Sections: text.Range{From: 0, To: 1}}, {Sections: text.Range{From: 1, To: 3}}},
	}
	ids := NewIDs("thesis", s)
	fmt.Println(ids.Chapters, ids.Sections)
	// Output: [thesis/01 thesis/02] [thesis/01.01 thesis/02.01 thesis/02.02]
}
