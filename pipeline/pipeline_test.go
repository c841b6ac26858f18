package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"fusul/corpus"
	"fusul/pipeline/store"
	"fusul/stages/read"
	"fusul/stages/table"
)

// quiet is a Progress that nobody watches.
func quiet(string, int64, int64) {}

// sample is the embedded sample as an input.
func sample() Input {
	return Input{Input: &read.Input{FS: corpus.Sample, Patterns: []string{"."}}}
}

// uneven is a corpus of works of very different lengths, one of them broken;
// the longest has 10*size chapters.
func uneven(t *testing.T, size int) Input {
	t.Helper()
	intro, err := fs.ReadFile(corpus.Sample, "01-introduction.txt")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"03-broken.txt": {Data: []byte("نص سليم ثم\xff\xfe\x00\x01\x02 بايتات")}}
	for i := range 12 {
		var b strings.Builder
		for j := range (i * 7) % 11 * size {
			fmt.Fprintf(&b, "الفصل %d\n\n%s\n", j+1, intro)
		}
		fmt.Fprintf(&b, "كلمة أخيرة عن الحلف رقم %d.\n", i)
		fsys[fmt.Sprintf("%02d-work.txt", i)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return Input{Input: &read.Input{FS: fsys, Patterns: []string{"."}}}
}

// hashes runs the pipeline and returns the hash of every file.
func hashes(t *testing.T, in Input, cfg Config) map[string]string {
	t.Helper()
	cfg.Out = t.TempDir()
	sum, err := Run(t.Context(), in, cfg, quiet)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range sum.Files {
		files[f.Name] = f.SHA256
	}
	return files
}

func TestBytesDoNotDependOnTheWorkers(t *testing.T) {
	size, many := 3, []int{1, 2, 8, 64}
	if testing.Short() {
		size, many = 1, []int{64}
	}
	corpora := map[string]func(*testing.T) Input{
		"sample": func(*testing.T) Input { return sample() },
		"uneven": func(t *testing.T) Input { return uneven(t, size) },
	}
	for name, open := range corpora {
		t.Run(name, func(t *testing.T) {
			cfg := Config{Topics: "4", Iterations: 40, Seeds: 2}
			cfg.Workers = 1
			want := hashes(t, open(t), cfg)
			for _, workers := range many {
				cfg.Workers = workers
				got := hashes(t, open(t), cfg)
				for file, sum := range want {
					if got[file] != sum {
						t.Errorf("%d workers: %s has other bytes", workers, file)
					}
				}
				if len(got) != len(want) {
					t.Errorf("%d workers: %d files, want %d", workers, len(got), len(want))
				}
			}
		})
	}
}

func TestSampleTables(t *testing.T) {
	out := t.TempDir()
	sum, err := Run(t.Context(), sample(), Config{Out: out, Topics: "4", Iterations: 40, Seeds: 1}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Works != 1 || sum.Chapters != 6 || len(sum.Skipped) != 0 {
		t.Errorf("%d works, %d chapters, skipped %v; want 1, 6, none", sum.Works, sum.Chapters, sum.Skipped)
	}
	checkOutput(t, out)
}

// checkOutput checks what holds in every output folder: offsets cut their
// surface out of the text, and counts are sums of their evidence.
func checkOutput(t *testing.T, out string) {
	t.Helper()
	tokens := rows[table.TokenRow](t, out, "tokens")
	matches := rows[table.MatchRow](t, out, "matches")
	texts := map[string]string{}
	of := func(doc string) string {
		if _, ok := texts[doc]; !ok {
			data, err := os.ReadFile(filepath.Join(out, "text", doc+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			texts[doc] = string(data)
		}
		return texts[doc]
	}
	words := map[[2]string]int64{}
	for _, r := range tokens {
		if got := of(r.Doc)[r.Start:r.End]; got != r.Token {
			t.Fatalf("token %d of %s is %q, its offsets cut out %q", r.Index, r.Doc, r.Token, got)
		}
		if r.Counted {
			words[[2]string{r.Chapter, r.Norm}]++
		}
	}
	hits := map[[2]string]int64{}
	for _, r := range matches {
		if got := of(r.Doc)[r.Start:r.End]; got != r.Keyword {
			t.Fatalf("match %q of %s: its offsets cut out %q", r.Keyword, r.Doc, got)
		}
		path := strings.Split(r.KeyPath, ".")
		for level := len(path); r.Counted && level >= int(r.CountsFrom); level-- {
			hits[[2]string{r.Chapter, strings.Join(path[:level], ".")}]++
		}
	}
	for _, r := range rows[table.CountRow](t, out, "token_counts") {
		if n := words[[2]string{r.Chapter, r.Feature}]; n != r.Frequency {
			t.Errorf("token_counts: %s %q is %d, the tokens say %d", r.Chapter, r.Feature, r.Frequency, n)
		}
		delete(words, [2]string{r.Chapter, r.Feature})
	}
	for _, r := range rows[table.DictionaryRow](t, out, "dictionary_counts") {
		if n := hits[[2]string{r.Chapter, r.KeyPath}]; n != r.N {
			t.Errorf("dictionary_counts: %s %s is %d, the matches say %d", r.Chapter, r.KeyPath, r.N, n)
		}
		delete(hits, [2]string{r.Chapter, r.KeyPath})
	}
	if len(words)+len(hits) > 0 {
		t.Errorf("counts lack %d words and %d keys", len(words), len(hits))
	}
}

// rows reads a table of an output folder.
func rows[Row any](t *testing.T, out, name string) []Row {
	t.Helper()
	rows, err := table.Read[Row](out, name)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestBadWorkIsReported(t *testing.T) {
	out := t.TempDir()
	sum, err := Run(t.Context(), uneven(t, 3), Config{Out: out, Topics: "none"}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Works != 12 || len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Message, "03-broken.txt") {
		t.Errorf("%d works, skipped %v; want 12 and 03-broken.txt", sum.Works, sum.Skipped)
	}
	problems := rows[table.ProblemRow](t, out, "problems")
	if len(problems) != 1 || !problems[0].Skipped {
		t.Errorf("problems.parquet has %+v", problems)
	}
	checkOutput(t, out)
}

func TestFailureLeavesNoTable(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	empty := func() {
		t.Helper()
		entries, err := os.ReadDir(out)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		for _, e := range entries {
			if e.Name() != store.Dir {
				t.Errorf("a failed run left %v", e)
			}
		}
	}
	if _, err := Run(t.Context(), uneven(t, 3), Config{Out: out, Strict: true}, quiet); err == nil || !strings.Contains(err.Error(), "03-broken.txt") {
		t.Errorf("strict run: %v", err)
	}
	empty()
	stopped := errors.New("stopped")
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := func(string, int64, int64) { cancel(stopped) }
	if _, err := Run(ctx, uneven(t, 3), Config{Out: out}, stop); !errors.Is(err, stopped) {
		t.Errorf("cancelled run: %v", err)
	}
	empty()
}

func TestConfigErrors(t *testing.T) {
	for _, cfg := range []Config{{Workers: -1}, {Profile: "stem"}, {Topics: "-2"}, {Chunk: 3}, {Mode: "loose"}} {
		var wrong *ConfigError
		if _, err := Run(t.Context(), sample(), cfg, quiet); !errors.As(err, &wrong) {
			t.Errorf("%+v: error %v, want a ConfigError", cfg, err)
		}
	}
}

// TestRealCorpora runs the pipeline on the real thesis and books, where they
// are.
func TestRealCorpora(t *testing.T) {
	if testing.Short() {
		t.Skip("a run over eleven megabytes")
	}
	for _, path := range []string{"../../shared/corpus/nato-thesis", "../../shared/data/books"} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			if _, err := os.Stat(path); err != nil {
				t.Skip("../shared is absent: no real corpus to run on")
			}
			in, err := read.Open(read.Options{}, nil, path)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			out := t.TempDir()
			if _, err := Run(t.Context(), Input{Input: in}, Config{Out: out, Topics: "none"}, quiet); err != nil {
				t.Fatal(err)
			}
			checkOutput(t, out)
		})
	}
}

func ExampleRun() {
	out, err := os.MkdirTemp("", "fusul")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(out)
	sum, err := Run(context.Background(), sample(), Config{Out: out, Topics: "none"}, quiet)
	if err != nil {
		panic(err)
	}
	fmt.Println(sum.Works, "work,", sum.Chapters, "chapters")
	// Output: 1 work, 6 chapters
}

// TestThesis checks what a reader of the real thesis knows of it.
func TestThesis(t *testing.T) {
	const path = "../../shared/corpus/nato-thesis"
	if _, err := os.Stat(path); err != nil {
		t.Skip("../shared is absent: no thesis to read")
	}
	in, err := read.Open(read.Options{}, nil, path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out := t.TempDir()
	if _, err := Run(t.Context(), Input{Input: in}, Config{Out: out, Topics: "none"}, quiet); err != nil {
		t.Fatal(err)
	}
	chapters := rows[table.ChapterRow](t, out, "chapters")
	if len(chapters) != 1 || chapters[0].Title != "المقدمة" || chapters[0].Part != "body" {
		t.Errorf("chapters %+v, want the one المقدمة", chapters)
	}
	kinds := map[string][]string{}
	for _, tok := range rows[table.TokenRow](t, out, "tokens") {
		kinds[tok.Kind] = append(kinds[tok.Kind], tok.Token)
	}
	if got := strings.Join(kinds["foreign"][:2], " "); got != "Richard Hhalbroks" {
		t.Errorf("the epigraph is signed %q", got)
	}
	numbers := strings.Join(append(kinds["number"], kinds["year"]...), " ")
	if want := "13.3 1947م 1949 1991 1945 1945 1985 1985 1990"; numbers != want {
		t.Errorf("numbers %q, want %q", numbers, want)
	}
	// All other groups of digits in the text are footnote marks.
	digits := 0
	for i, data := 0, mustRead(t, out, "text/introduction.txt"); i < len(data); i++ {
		if isDigit(data[i]) && (i == 0 || !isDigit(data[i-1])) {
			digits++
		}
	}
	if want := digits - 10; len(kinds["notemark"]) != want { // 13.3 is two groups
		t.Errorf("%d footnote marks, want %d", len(kinds["notemark"]), want)
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func mustRead(t *testing.T, out, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
