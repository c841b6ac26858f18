package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// entry is one entry of a zip that a test makes.
type zipEntry struct {
	name, content string
	change        func(*zip.FileHeader)
}

// makeZip writes a zip and returns its path.
func makeZip(t testing.TB, entries ...zipEntry) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.change != nil {
			e.change(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "in.zip")
	write(t, name, b.String())
	return name
}

// openList opens and lists paths.
func openList(opt Options, stdin io.Reader, paths ...string) (*Input, *Corpus, error) {
	in, err := Open(opt, stdin, paths...)
	if err != nil {
		return nil, nil, err
	}
	corpus, err := in.List(opt)
	return in, corpus, err
}

func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "in")
	base := filepath.Base(dir)
	write(t, filepath.Join(dir, "a.txt"), "نص أ")
	write(t, filepath.Join(dir, "sub", "b.md"), "# نص ب")
	write(t, filepath.Join(dir, "sub", "a.txt"), "نص آخر")
	write(t, filepath.Join(dir, "x[1].txt"), "نص")
	archive := makeZip(t, zipEntry{name: "thesis/ch1.txt", content: "نص"}, zipEntry{name: "thesis/", content: ""}, zipEntry{name: "__MACOSX/._ch1.txt", content: "x"})
	for _, c := range []struct {
		paths []string
		want  []string
		why   string
	}{
		{[]string{dir}, []string{"a=a.txt", "sub-a=sub/a.txt", "b=sub/b.md", "x-1=x[1].txt"}, "a folder"},
		{[]string{filepath.Join(dir, "a.txt")}, []string{"a=a.txt"}, "a file"},
		{[]string{filepath.Join(dir, "x[1].txt")}, []string{"x-1=x[1].txt"}, "a file with the signs of a glob"},
		{[]string{filepath.Join(dir, "s*", "*.md")}, []string{"b=sub/b.md"}, "a glob"},
		{[]string{"-"}, []string{"stdin=stdin"}, "standard input"},
		{[]string{archive}, []string{"ch1=thesis/ch1.txt"}, "a zip"},
		{[]string{filepath.Join(dir, "a.txt"), filepath.Join(dir, "sub", "a.txt"), filepath.Join(dir, "sub"), archive, "-"},
			[]string{"a=a.txt", "a-2=a-2.txt", "sub-a=sub/a.txt", "b=sub/b.md", "ch1=in.zip/thesis/ch1.txt", "stdin=stdin"}, "several"},
		{[]string{filepath.Join(dir, "a*.txt"), filepath.Join(dir, "sub", "b.md")}, []string{"a=" + base + "/a.txt", "b=b.md"}, "a glob beside a file"},
	} {
		in, corpus, err := openList(Options{}, strings.NewReader("نص من المجرى"), c.paths...)
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		if got := ids(corpus); !slices.Equal(got, c.want) {
			t.Errorf("%s: works %q, want %q", c.why, got, c.want)
		}
		for _, w := range corpus.Works {
			doc, err := w.Load(in.FS, Options{})
			if err != nil {
				t.Errorf("%s: %v", c.why, err)
			} else if err := check(doc); err != nil {
				t.Errorf("%s: %v", c.why, err)
			}
		}
		if err := in.Close(); err != nil {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"broken.zip": "not a zip", "cut.zip": "PK\x03\x04", "a.ppt": "%PDF-1.4", "bin.txt": "\x7FELF\x02\x01"} {
		write(t, filepath.Join(dir, name), content)
	}
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, want string }{
		{"missing", "missing: no such file"},
		{"*.docx", `no file matches "*.docx"`},
		{"gone/*.txt", "gone: no such file"},
		{"empty", "empty: no file to read"},
		{"broken.zip", "broken.zip: not a zip, or a broken one"},
		{"cut.zip", "cut.zip: not a zip, or a broken one"},
		{"a.ppt", "a.ppt: files of the kind .ppt are not read"},
		{"bin.txt", "bin.txt:#0: not read: this is a program"},
	} {
		in, corpus, err := openList(Options{}, nil, filepath.Join(dir, filepath.FromSlash(c.path)))
		if err == nil {
			_, err = corpus.Works[0].Load(in.FS, Options{})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) && runtime.GOOS != "windows" {
			t.Errorf("%s: %v, want %q", c.path, err, c.want)
		}
	}
	for _, c := range []struct {
		paths []string
		stdin io.Reader
		opt   Options
		want  string
	}{
		{nil, nil, Options{}, "no input"},
		{[]string{"-", "-"}, strings.NewReader("x"), Options{}, "named twice"},
		{[]string{"-"}, nil, Options{}, "no standard input"},
		{[]string{"-"}, strings.NewReader(strings.Repeat("x\n", 600)), Options{MaxFile: 1000}, "stdin: larger than 1000 bytes (limit MaxFile)"},
		{[]string{"-"}, strings.NewReader("PK\x03\x04"), Options{}, "stdin: broken or cut off zip"},
		{[]string{filepath.Join(dir, "a.ppt"), filepath.Join(dir, "missing")}, nil, Options{}, "missing"},
	} {
		_, err := Open(c.opt, c.stdin, c.paths...)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Open(%q): %v, want %q", c.paths, err, c.want)
		}
	}
}

func TestHostileZips(t *testing.T) {
	text := zipEntry{name: "a.txt", content: "نص"}
	store := func(h *zip.FileHeader) { h.Method = zip.Store }
	for _, c := range []struct {
		entries []zipEntry
		opt     Options
		want    string
	}{
		{[]zipEntry{text, {name: "../evil.txt", content: "x"}}, Options{}, `entry "../evil.txt" leads out of the archive`},
		{[]zipEntry{text, {name: `..\evil.txt`, content: "x"}}, Options{}, "leads out of the archive"},
		{[]zipEntry{text, {name: "/etc/evil.txt", content: "x"}}, Options{}, "has an absolute path"},
		{[]zipEntry{text, {name: `C:\evil.txt`, content: "x"}}, Options{}, "has an absolute path"},
		{[]zipEntry{text, text}, Options{}, `entry "a.txt" stands in it twice`},
		{[]zipEntry{text, {name: strings.Repeat("d/", 80) + "a.txt", content: "x"}}, Options{}, "limit MaxDepth"},
		{[]zipEntry{{name: "bomb.txt", content: strings.Repeat("a\n", 8<<20)}}, Options{}, "limit MaxRatio"},
		{[]zipEntry{text, {name: "b.txt", content: "x"}, {name: "c.txt", content: "x"}}, Options{MaxFiles: 2}, "limit MaxFiles"},
		{[]zipEntry{{name: "a.txt", content: strings.Repeat("نص\n", 1000), change: store}}, Options{MaxFile: 1000}, "limit MaxFile"},
		{[]zipEntry{{name: "a.txt", content: "نص", change: func(h *zip.FileHeader) { h.SetMode(0o777 | os.ModeSymlink) }}}, Options{}, "is a symbolic link, not a file"},
		{[]zipEntry{{name: "in.zip", content: "PK"}}, Options{}, "an archive in a folder is not opened"},
		{nil, Options{}, "no file to read"},
	} {
		name := makeZip(t, c.entries...)
		in, corpus, err := openList(c.opt, nil, name)
		if err == nil {
			_, err = corpus.Works[0].Load(in.FS, c.opt)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.want, err, c.want)
		}
		if in != nil {
			in.Close()
		}
	}
}

// TestOverlap: entries that announce more than the archive holds lie over each
// other.
func TestOverlap(t *testing.T) {
	name := makeZip(t, zipEntry{name: "a.txt", content: "نص"})
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	opt, err := Options{}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	z.File[0].CompressedSize64 = 1 << 20
	if _, err := checkZip(&z.Reader, 1000, opt); err == nil || !strings.Contains(err.Error(), "entries overlap") {
		t.Errorf("checkZip: %v", err)
	}
}

// TestUnion: a file of a union has nothing below it.
func TestUnion(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.txt"), "نص")
	write(t, filepath.Join(dir, "b.txt"), "نص")
	write(t, filepath.Join(dir, "c", manifestName), "works: [{id: x, files: d.txt}]")
	write(t, filepath.Join(dir, "c", "d.txt"), "نص")
	in, corpus, err := openList(Options{}, nil, filepath.Join(dir, "a.txt"), filepath.Join(dir, "c", manifestName))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ids(corpus), []string{"a=a.txt", "x=c/d.txt"}; !slices.Equal(got, want) {
		t.Errorf("works %q, want %q", got, want)
	}
	for _, name := range []string{"a.txt/x", "b.txt", "../a.txt", "c/gone"} {
		if f, err := in.FS.Open(name); err == nil {
			t.Errorf("Open(%q) = %v, want an error", name, f)
		}
	}
}

// TestZipBytes changes a zip byte by byte and cuts it at every length: it must
// be refused or read, and never end the program.
func TestZipBytes(t *testing.T) {
	raw, err := os.ReadFile(makeZip(t, zipEntry{name: "a.txt", content: "نص أول"}, zipEntry{name: "d/b.md", content: "# نص"}))
	if err != nil {
		t.Fatal(err)
	}
	try := func(b []byte) {
		name := filepath.Join(t.TempDir(), "x.zip")
		write(t, name, string(b))
		in, corpus, err := openList(Options{}, nil, name)
		if err != nil {
			return
		}
		defer in.Close()
		for _, w := range corpus.Works {
			if doc, err := w.Load(in.FS, Options{}); err == nil {
				if err := check(doc); err != nil {
					t.Error(err)
				}
			}
		}
	}
	for i := range raw {
		changed := slices.Clone(raw)
		changed[i] ^= 0xFF
		try(changed)
		try(raw[:i])
	}
}

// TestZipNames reads names that are not UTF-8, as Arabic Windows wrote them.
func TestZipNames(t *testing.T) {
	name := encode("فصل", "windows-1256", false) + ".txt"
	in, corpus, err := openList(Options{}, nil, makeZip(t, zipEntry{name: name, content: "نص", change: func(h *zip.FileHeader) { h.NonUTF8 = true }}))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if got := ids(corpus); len(got) != 1 || got[0] != "فصل=فصل.txt" {
		t.Errorf("works %q", got)
	}
	if len(corpus.Problems) != 1 || corpus.Problems[0].Kind != "name" {
		t.Errorf("problems %v, want the name reported", corpus.Problems)
	}
	if _, err := corpus.Works[0].Load(in.FS, Options{}); err != nil {
		t.Error(err)
	}
}

// TestConcurrentLoad loads the works of one archive on many goroutines.
func TestConcurrentLoad(t *testing.T) {
	var entries []zipEntry
	for i := range 40 {
		entries = append(entries, zipEntry{name: fmt.Sprintf("%02d.md", i), content: strings.Repeat(fmt.Sprintf("# عنوان %d\n\nنص **مهم**\n\n", i), 50)})
	}
	in, corpus, err := openList(Options{}, nil, makeZip(t, entries...))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var wg sync.WaitGroup
	for i, w := range corpus.Works {
		for range 4 {
			wg.Go(func() {
				doc, err := w.Load(in.FS, Options{})
				if err != nil || doc.Text != entries[i].content || len(doc.Blocks) != 100 {
					t.Errorf("%s: %v", w.ID, err)
				}
			})
		}
	}
	wg.Wait()
}
