package command

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fusul/corpus"
)

// understood runs check and returns what it says of each work.
func understood(t *testing.T, path string) []checkedWork {
	t.Helper()
	var out, messages bytes.Buffer
	if code := Main(t.Context(), []string{"check", path, "--format", "json"}, nil, &out, &messages); code != 0 {
		t.Fatalf("check %s: %s", path, &messages)
	}
	var works []checkedWork
	for dec := json.NewDecoder(&out); dec.More(); {
		var w checkedWork
		if err := dec.Decode(&w); err != nil {
			t.Fatal(err)
		}
		w.Problems = nil
		works = append(works, w)
	}
	return works
}

// TestProposal: the corpus.yaml that check proposes, put where it belongs,
// gives the same works, chapters and counts.
func TestProposal(t *testing.T) {
	for name, fsys := range map[string]fs.FS{
		"sample":   corpus.Sample,
		"thesis":   os.DirFS("../../../shared/corpus/nato-thesis"),
		"office":   os.DirFS("../../stages/read/testdata/office"),
		"books":    os.DirFS("../../../shared/data/books"),
		"unmarked": unmarked(t),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := fs.Stat(fsys, "."); err != nil {
				t.Skipf("../shared is absent: %v", err)
			}
			dir := t.TempDir()
			if err := os.CopyFS(dir, fsys); err != nil {
				t.Fatal(err)
			}
			if testing.Short() && (name == "books" || name == "unmarked") {
				t.Skip("whole books")
			}
			if books, _ := filepath.Glob(filepath.Join(dir, "*-ara1")); len(books) > 3 {
				for _, b := range books[3:] {
					_ = os.Remove(b) // three are enough
				}
			}
			for _, other := range []string{"README.md", "make.sh"} {
				_ = os.Remove(filepath.Join(dir, other))
			}
			want := understood(t, dir)
			var out, messages bytes.Buffer
			if code := Main(t.Context(), []string{"check", dir, "--propose"}, nil, &out, &messages); code != 0 {
				t.Fatalf("check --propose: %s", &messages)
			}
			if err := os.WriteFile(filepath.Join(dir, "corpus.yaml"), out.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			got := understood(t, dir)
			if len(got) != len(want) {
				t.Fatalf("%d works, want %d", len(got), len(want))
			}
			for i := range want {
				compareWorks(t, got[i], want[i])
			}
		})
	}
}

// compareWorks says where two works differ.
func compareWorks(t *testing.T, got, want checkedWork) {
	t.Helper()
	parts := func(w checkedWork) []checkedPart { return w.Parts }
	if g, w := parts(got), parts(want); len(g) == len(w) {
		for i := range w {
			if !reflect.DeepEqual(g[i], w[i]) {
				t.Errorf("%s: part %d is\n%+v, want\n%+v", want.ID, i, g[i], w[i])
				return
			}
		}
	} else {
		t.Errorf("%s: %d parts, want %d", want.ID, len(g), len(w))
	}
	if !reflect.DeepEqual(got, want) && !t.Failed() {
		got.Parts, want.Parts = nil, nil
		t.Errorf("work is\n%+v, want\n%+v", got, want)
	}
}

// unmarked returns books of plain text: without metadata and marks of
// headings.
func unmarked(t *testing.T) fs.FS {
	dir := t.TempDir()
	files, _ := filepath.Glob("../../../shared/data/books/*-ara1")
	for i, file := range files[:min(3, len(files))] {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(raw), "#META#Header#End#\n")
		name := filepath.Join(dir, string(rune('a'+i))+".txt")
		if err := os.WriteFile(name, []byte(strings.ReplaceAll(body, "# | ", "")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return os.DirFS(dir)
}
