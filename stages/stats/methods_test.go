package stats

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fusul/stages/internal/oracle"
)

// TestMethodsNamesTests looks for every test that docs/methods.md names.
func TestMethodsNamesTests(t *testing.T) {
	root := oracle.Root(t)
	page, err := os.ReadFile(filepath.Join(root, "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	err = fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != "." {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(filepath.Join(root, path))
		tests.Write(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`\b(Test|Example|Fuzz)[A-Z]\w+`).FindAllString(string(page), -1)
	if len(names) < 50 {
		t.Errorf("docs/methods.md names %d tests", len(names))
	}
	for _, name := range names {
		if !strings.Contains(tests.String(), "func "+name+"(") {
			t.Errorf("docs/methods.md names %s, and no package has it", name)
		}
	}
}
