package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestReadme runs every fusul command of the READMEs, in a folder with a
// thesis, new works, a zip of books and a dictionary of the names used there.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("writes all tables as Excel, which takes minutes under the race detector")
	}
	for _, name := range []string{"README.md", "README.ar.md"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("../..", name))
			if err != nil {
				t.Fatal(err)
			}
			var script strings.Builder
			for _, line := range shellLines(string(data)) {
				line = strings.Replace(line, "go run . ", "fusul ", 1)
				if strings.HasPrefix(line, "fusul ") {
					script.WriteString(strings.ReplaceAll(line, `"`, `'`) + "\n")
				}
			}
			if strings.Count(script.String(), "\n") < 3 {
				t.Fatalf("%s has the commands %q, want more", name, script.String())
			}
			dir := t.TempDir()
			path := filepath.Join(dir, "readme.txtar")
			if err := os.WriteFile(path, []byte(script.String()), 0o666); err != nil {
				t.Fatal(err)
			}
			testscript.Run(t, testscript.Params{Files: []string{path}, Setup: readmeFolder})
		})
	}
}

// shellLines returns the lines of the sh blocks of a Markdown text.
func shellLines(markdown string) []string {
	var lines []string
	for i, block := range strings.Split(markdown, "```") {
		if body, ok := strings.CutPrefix(block, "sh\n"); ok && i%2 == 1 {
			lines = append(lines, strings.Split(strings.TrimSpace(body), "\n")...)
		}
	}
	return lines
}

// readmeFolder makes the files that the READMEs speak of.
func readmeFolder(env *testscript.Env) error {
	for _, name := range []string{"thesis", "new"} {
		if err := os.CopyFS(filepath.Join(env.WorkDir, name), os.DirFS("../../corpus/sample")); err != nil {
			return err
		}
	}
	if err := zipFolder(filepath.Join(env.WorkDir, "books.zip"), "../../corpus/sample"); err != nil {
		return err
	}
	lexicon := "power: [قوة, قوة عظمى]\nalliance: [تحالف, حلف]\n"
	return os.WriteFile(filepath.Join(env.WorkDir, "my.yaml"), []byte(lexicon), 0o666)
}
