package table

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"fusul/stages/text"
)

// write makes a small set of tables in dir, writing batch rows at a time.
func write(t *testing.T, dir string, batch int) []File {
	t.Helper()
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	rows := make([]LengthRow, 1000)
	for i := range rows {
		rows[i] = LengthRow{Doc: "d", Chapter: fmt.Sprintf("d/%02d", i/100), Tokens: int64(i * i)}
	}
	for len(rows) > 0 {
		n := min(batch, len(rows))
		if err := s.Lengths.Write(rows[:n]); err != nil {
			t.Fatal(err)
		}
		rows = rows[n:]
	}
	documents := []DocumentRow{{Doc: "a", Title: "أولى"}, {Doc: "b", Title: "ثانية"}}
	meta := [][]text.Field{{{Name: "year", Value: "2014"}}, {{Name: "doc_id", Value: "clash"}, {Name: "x,y", Value: "comma"}}}
	if err := s.WriteDocuments(documents, meta); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFile("text/a.txt", "نص"); err != nil {
		t.Fatal(err)
	}
	files, err := s.Commit(Info{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestBytesDoNotDependOnTheBatches(t *testing.T) {
	want := ""
	for _, batch := range []int{1, 7, 100, 1000} {
		sum := sha256.New()
		for _, f := range write(t, t.TempDir(), batch) {
			fmt.Fprintln(sum, f.Name, f.SHA256)
		}
		got := hex.EncodeToString(sum.Sum(nil))
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("batches of %d rows give other bytes", batch)
		}
	}
}

func TestCommit(t *testing.T) {
	dir := t.TempDir()
	files := write(t, dir, 10)
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Name)))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		if got := hex.EncodeToString(sum[:]); got != f.SHA256 || int64(len(data)) != f.Bytes {
			t.Errorf("%s: %d bytes, hash %s; reported %d, %s", f.Name, len(data), got, f.Bytes, f.SHA256)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, staging)); !os.IsNotExist(err) {
		t.Errorf("the staging folder is still there: %v", err)
	}
	var p struct{ Resources []struct{ Path string } }
	data, err := os.ReadFile(filepath.Join(dir, Manifest))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != len(files)-1 { // the manifest does not name itself
		t.Errorf("the manifest names %d files, want %d", len(p.Resources), len(files)-1)
	}
	rows, err := Read[LengthRow](dir, "doc_lengths")
	if err != nil || len(rows) != 1000 || rows[999].Tokens != 999*999 {
		t.Errorf("read %d rows back, error %v", len(rows), err)
	}
}

// A run replaces the texts of the run before it, and nothing else.
func TestCommitKeepsForeignFiles(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "text", "mine.docx")
	if err := os.MkdirAll(filepath.Dir(foreign), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(foreign, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	write(t, dir, 10)
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.WriteFile("text/b.txt", "آخر"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(Info{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Errorf("a file of somebody else's is gone: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "text", "a.txt")); !os.IsNotExist(err) {
		t.Errorf("the text of the old run is still there: %v", err)
	}
}

func TestMetadataColumns(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 10)
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
}

func TestAbortLeavesTheOldTables(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 10)
	before, err := os.ReadFile(filepath.Join(dir, "doc_lengths.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Lengths.Write(make([]LengthRow, 5)); err != nil {
		t.Fatal(err)
	}
	s.Abort()
	after, err := os.ReadFile(filepath.Join(dir, "doc_lengths.parquet"))
	if err != nil || string(after) != string(before) {
		t.Errorf("an aborted run changed the old table: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, staging)); !os.IsNotExist(err) {
		t.Errorf("an aborted run left its files: %v", err)
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
