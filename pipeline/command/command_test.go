package command

import (
	"archive/zip"
	"context"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fusul": func() {
			os.Exit(Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"longline": longLine,
			"utf16":    toUTF16,
			"bytes":    writeBytes,
		},
	})
}

// longLine writes a file of one line of megabytes MB: longline FILE 200.
func longLine(ts *testscript.TestScript, _ bool, args []string) {
	word := "كلمة "
	n := 0
	for _, d := range args[1] {
		n = 10*n + int(d-'0')
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(word, n<<20/len(word))), 0o666))
}

// toUTF16 rewrites a file in UTF-16, little end first, without a mark.
func toUTF16(ts *testscript.TestScript, _ bool, args []string) {
	var out []byte
	for _, u := range utf16.Encode([]rune(ts.ReadFile(args[0]))) {
		out = append(out, byte(u), byte(u>>8))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o666))
}

// writeBytes writes a file of the bytes that a quoted Go-like string names:
// bytes FILE "\xff\x00text".
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	var out []byte
	s := args[1]
	for i := 0; i < len(s); i++ {
		if strings.HasPrefix(s[i:], `\x`) && i+3 < len(s) {
			out = append(out, hex(s[i+2])<<4|hex(s[i+3]))
			i += 3
			continue
		}
		out = append(out, s[i])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o666))
}

func hex(c byte) byte {
	if c >= 'a' {
		return c - 'a' + 10
	}
	return c - '0'
}

// zipFolder writes a zip of the files of dir.
func zipFolder(name, dir string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	if err := z.AddFS(os.DirFS(dir)); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}
