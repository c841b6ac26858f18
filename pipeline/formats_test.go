package pipeline

import (
	"fmt"
	"html"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fusul/stages/read"
	"fusul/stages/table"
)

// evidence runs the pipeline over an input and returns how often each key of
// the dictionary is counted in each chapter and section, and how many words
// each chapter has. Chapters go by their places, since their names hold that
// of the work.
func evidence(t *testing.T, in *read.Input) map[string]int64 {
	t.Helper()
	out := t.TempDir()
	if _, err := Run(t.Context(), Input{Input: in}, Config{Out: out, Topics: "none", Stats: "basic"}, quiet); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int64{}
	add := func(unit, what string, n int64) {
		_, place, ok := strings.Cut(unit, "/")
		if !ok {
			t.Fatalf("unit %q has no place", unit)
		}
		counts[place+" "+what] += n
	}
	for _, r := range rows[table.DictionaryRow](t, out, "dictionary_counts") {
		add(r.Chapter, r.KeyPath, r.N)
	}
	for _, r := range rows[table.DictionaryRow](t, out, "dictionary_counts_by_section") {
		add(r.Section, r.KeyPath, r.N)
	}
	for _, r := range rows[table.TokenRow](t, out, "tokens") {
		if r.Counted {
			add(r.Chapter, "words", 1)
		}
	}
	return counts
}

// difference says how two sets of counts differ.
func difference(got, want map[string]int64) string {
	var b strings.Builder
	keys := slices.Collect(maps.Keys(want))
	for k := range got {
		if _, ok := want[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		if got[k] != want[k] {
			fmt.Fprintf(&b, "%s: %d, want %d\n", k, got[k], want[k])
		}
	}
	return b.String()
}

// TestFormats: the sample thesis gives the same counts whether it is read as
// text or out of a file that LibreOffice or pandoc wrote (see
// testdata/formats/make.sh).
func TestFormats(t *testing.T) {
	want := evidence(t, sample().Input)
	if len(want) < 100 {
		t.Fatalf("only %d counts", len(want))
	}
	for _, name := range []string{"sample.docx", "sample.odt", "sample.html", "sample.epub", "sample.xml", "sample.pdf"} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "sample.pdf" {
				t.Skip("seconds of compiling PDFium")
			}
			in := &read.Input{FS: os.DirFS(filepath.Join("testdata", "formats")), Patterns: []string{name}}
			if diff := difference(evidence(t, in), want); diff != "" {
				t.Errorf("counts differ from those of the text:\n%s", diff)
			}
		})
	}
}

// TestThesisFormats is TestFormats for the first real thesis, whose files may
// not be kept here: pandoc makes them.
func TestThesisFormats(t *testing.T) {
	if testing.Short() {
		t.Skip("runs over the same text in six formats")
	}
	source, err := os.ReadFile(filepath.Join("..", "..", "shared", "corpus", "nato-thesis", "introduction.txt"))
	if err != nil {
		t.Skipf("../shared is absent: %v", err)
	}
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skipf("pandoc is absent: %v", err)
	}
	dir := t.TempDir()
	var page strings.Builder
	page.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8></head><body>")
	for line := range strings.Lines(string(source)) {
		if line = strings.TrimSpace(line); line != "" {
			fmt.Fprintf(&page, "<p>%s</p>\n", html.EscapeString(line))
		}
	}
	files := map[string]string{"work.txt": string(source), "work.html": page.String()}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	open := func(name string) *read.Input { return &read.Input{FS: os.DirFS(dir), Patterns: []string{name}} }
	want := evidence(t, open("work.txt"))
	for _, name := range []string{"work.html", "work.docx", "work.odt", "work.epub", "work.xml"} {
		t.Run(name, func(t *testing.T) {
			if name != "work.html" {
				cmd := exec.CommandContext(t.Context(), "pandoc", "--from", "html", "--output", name, "--standalone", "work.html")
				if name == "work.xml" {
					cmd.Args = append(cmd.Args, "--to", "tei")
				}
				cmd.Dir = dir
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
			}
			if diff := difference(evidence(t, open(name)), want); diff != "" {
				t.Errorf("counts differ from those of the text:\n%s", diff)
			}
		})
	}
}
