package read

import (
	"fmt"
	"strings"
	"testing"
)

// The results of earlier runs are not read as works, wherever they are.
func TestResultsAreNoWorks(t *testing.T) {
	const ours = `{"name": "fusul-output", "resources": [
		{"name": "tokens", "path": ["tokens/part-00000.parquet"], "parts": [{"path": "tokens/part-00000.parquet"}]},
		{"name": "x", "path": "text/a.txt"}, {"name": "q", "path": "queries.sql"}]}`
	const journal = `{"Place": ["text/new.txt", "datapackage.json"], "Remove": ["text/old.txt"]}`
	for _, test := range []struct {
		name     string
		files    []string
		patterns []string
		want     string // works, then problems
	}{
		{"a folder of results beside works",
			[]string{"a.txt", "نص", "out/datapackage.json", ours, "out/text/a.txt", "نص", "out/tokens/part-00000.parquet", "x", "out/queries.sql", "x", "out/.fusul/lock", "", "out/report.html", "x", "out/csv/tokens.csv", "text\nنص"},
			nil, "a.txt"},
		{"a file of somebody's among them",
			[]string{"a.txt", "نص", "out/datapackage.json", ours, "out/text/a.txt", "نص", "out/notes.txt", "نص"},
			nil, "a.txt; out: the results of a run, and other files: name the folder itself to have these read"},
		{"results among works",
			[]string{"a.txt", "نص", "datapackage.json", ours, "text/a.txt", "نص", "text/b.txt", "نص", "tokens/part-00000.parquet", "x", "queries.sql", "x", ".fusul/lock", "", "report.html", "x", "csv/a.csv", "text\nنص"},
			nil, "a.txt text/b.txt"},
		{"by a pattern",
			[]string{"in/a.txt", "نص", "in/datapackage.json", ours, "in/text/a.txt", "نص", "in/queries.sql", "x", "in/out/datapackage.json", ours, "in/out/text/a.txt", "نص"},
			[]string{"in/*"}, "in/a.txt"},
		{"a run that was stopped",
			[]string{"a.txt", "نص", ".fusul/lock", "", ".fusul/units/k.tmp/text/a.txt", "نص", "text/b.txt", "نص"},
			nil, "a.txt text/b.txt"},
		{"a run that was stopped while results changed places",
			[]string{"a.txt", "نص", ".fusul/commit.json", journal, ".fusul/new/datapackage.json", ours, "text/new.txt", "نص", "text/old.txt", "نص", "text/b.txt", "نص"},
			nil, "a.txt text/b.txt"},
		{"with a corpus.yaml",
			[]string{"corpus.yaml", "defaults: {author: س}", "a.txt", "نص", "datapackage.json", ours, "text/a.txt", "نص"},
			nil, "a.txt"},
		{"the data package of others",
			[]string{"a.txt", "نص", "datapackage.json", strings.Replace(ours, "fusul-", "my-", 1), "text/a.txt", "نص"},
			nil, "a.txt text/a.txt; datapackage.json: files of the kind .json are not read, but for an array of objects and JSON Lines"},
	} {
		corpus, err := List(mapFS(test.files...), Options{}, test.patterns...)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []string
		for _, w := range corpus.Works {
			got = append(got, w.Files[0].Path)
		}
		line := strings.Join(got, " ")
		for _, p := range corpus.Problems {
			line += fmt.Sprintf("; %s: %s", p.Path, p.Message)
		}
		if line != test.want {
			t.Errorf("%s:\n%s, want\n%s", test.name, line, test.want)
		}
	}
	_, err := List(mapFS("datapackage.json", ours, "text/a.txt", "نص"), Options{})
	if err == nil || err.Error() != "no file to read but the results of a run" {
		t.Errorf("results only: %v", err)
	}
}
