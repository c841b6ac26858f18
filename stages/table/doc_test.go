package table

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

const tablesHead = `# The tables

Every run writes these tables into its output folder, as Parquet files with the
columns below, and describes them in ` + "`datapackage.json`" + ` (a Frictionless Data
Package, with the descriptions in Arabic too). Identifiers are stable: a chapter
is ` + "`work/02`" + `, a section ` + "`work/02.05`" + `. Byte offsets point into ` + "`text/<doc_id>.txt`" + `,
which holds the text as it was read and decoded.

Counts are made of **counted words**: words of prose in the body of the work.
Headings, notes, numbers, punctuation and footnote marks are in ` + "`tokens`" + ` but not
in counts, and neither are front matter, contents, abstract, bibliography and
appendices (` + "`part`" + ` of ` + "`chapters`" + `).

This page is made from the row types by ` + "`go test ./stages/table -update`" + `; a
test fails where the two differ.
`

// TestDataDictionary checks that every column is described, that no
// description lacks its column, and that docs/tables.md and out/README.md
// say what the row types say.
func TestDataDictionary(t *testing.T) {
	var b strings.Builder
	b.WriteString(tablesHead)
	used := map[[2]string]bool{}
	descriptionsOf, err := Tables()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range descriptionsOf {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s\n\n", tt.Name, tt.En, isolate(tt.Ar))
		b.WriteString("| column | type | unit | what it is |\n|---|---|---|---|\n")
		for _, c := range tt.Columns {
			if c.En == "" || c.Ar == "" {
				t.Errorf("%s.%s lacks a description", tt.Name, c.Name)
			}
			if strings.HasPrefix(c.En, "Metadata of the corpus") {
				t.Errorf("documents.%s is not in columns.tsv", c.Name)
			}
			typ := c.Type
			if c.Nullable {
				typ += ", may be null"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, typ, c.Unit, c.En)
			used[[2]string{tt.Name, c.Name}], used[[2]string{"*", c.Name}] = true, true
		}
		used[[2]string{tt.Name, "-"}] = true
	}
	fmt.Fprintf(&b, "\nBehind these columns, `documents` has one for each metadata column of the corpus.\n")
	for line := range descriptions() {
		if !used[line] {
			t.Errorf("columns.tsv describes %s.%s, which no table has", line[0], line[1])
		}
	}
	for _, name := range []string{"docs/tables.md", "out/README.md"} {
		golden(t, filepath.Join("../..", filepath.FromSlash(name)), b.String())
	}
}

func isolate(s string) string { return "<bdi dir=\"rtl\">" + s + "</bdi>" }

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the row types say; run go test ./stages/table -update", path)
	}
}
