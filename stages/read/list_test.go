package read

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// ids returns the identifiers of the works of a corpus, with their files.
func ids(c *Corpus) []string {
	var all []string
	for _, w := range c.Works {
		s := w.ID + "="
		for i, f := range w.Files {
			if i > 0 {
				s += "+"
			}
			s += f.Path
		}
		all = append(all, s)
	}
	return all
}

func TestList(t *testing.T) {
	fsys := mapFS(
		"ch10.txt", "x", "ch2.txt", "x", "فصل ١٠.txt", "x", "فصل ٢.txt", "x",
		"sub/ch2.md", "x", "sub/.git/config", "x", ".hidden.txt", "x", "~$thesis.docx", "x",
		"__MACOSX/ch2.txt", "x", "Thumbs.db", "x", "thesis.ppt", "x", "old.zip", "x", "pic.png", "x",
		"0255Jahiz.Hayawan.Shamela0023775-ara1", "x",
	)
	for _, c := range []struct {
		patterns []string
		want     []string
		skipped  []string
		why      string
	}{
		{nil, []string{
			"0255Jahiz.Hayawan.Shamela0023775-ara1=0255Jahiz.Hayawan.Shamela0023775-ara1",
			"ch2=ch2.txt", "ch10=ch10.txt", "sub-ch2=sub/ch2.md",
			"فصل-٢=فصل ٢.txt", "فصل-١٠=فصل ١٠.txt",
		}, []string{"old.zip", "pic.png", "thesis.ppt"}, "numbers count, hidden files do not, the rest is reported"},
		{[]string{"*.txt"}, []string{"ch2=ch2.txt", "ch10=ch10.txt", "فصل-٢=فصل ٢.txt", "فصل-١٠=فصل ١٠.txt"}, nil, "a glob"},
		{[]string{"sub", "ch2.txt"}, []string{"sub-ch2=sub/ch2.md", "ch2=ch2.txt"}, nil, "in the order asked"},
		{[]string{"ch2.txt", "ch*.txt"}, []string{"ch2=ch2.txt", "ch10=ch10.txt"}, nil, "no file twice"},
		{[]string{"*.p*", "ch2.txt"}, []string{"ch2=ch2.txt"}, []string{"pic.png", "thesis.ppt"}, "a glob that matches what is not read"},
	} {
		corpus, err := List(fsys, Options{}, c.patterns...)
		if err != nil {
			t.Errorf("List(%q): %v", c.patterns, err)
			continue
		}
		if got := ids(corpus); !slices.Equal(got, c.want) {
			t.Errorf("List(%q) = %q, want %q: %s", c.patterns, got, c.want, c.why)
		}
		var skipped []string
		for _, p := range corpus.Problems {
			skipped = append(skipped, p.Path)
		}
		if !slices.Equal(skipped, c.skipped) {
			t.Errorf("List(%q) skips %q, want %q", c.patterns, skipped, c.skipped)
		}
	}
}

func TestListErrors(t *testing.T) {
	fsys := mapFS("a.ppt", "x", "empty/.keep", "", "deep/"+strings.Repeat("d/", 70)+"a.txt", "x", "b.txt", "x")
	fsys["pipe"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	for _, c := range []struct {
		opt      Options
		patterns []string
		want     string
	}{
		{Options{}, []string{"missing.txt"}, "missing.txt"},
		{Options{}, []string{"*.docx"}, `no file matches "*.docx"`},
		{Options{}, []string{"[", "b.txt"}, "syntax error in pattern"},
		{Options{}, []string{"../b.txt"}, "not a path inside the input"},
		{Options{}, []string{"empty"}, `no file to read in "empty"`},
		{Options{}, []string{"*.ppt"}, `left out: a.ppt: files of the kind .ppt are not read (1 in all)`},
		{Options{}, []string{"a.ppt"}, "a.ppt: files of the kind .ppt are not read"},
		{Options{}, []string{"pipe"}, "pipe: is a pipe, not a file"},
		{Options{}, []string{"deep"}, "limit MaxDepth"},
		{Options{MaxFiles: 2}, nil, "limit MaxFiles"},
		{Options{MaxLine: -1}, nil, "a limit is negative"},
		{Options{Format: "rtf"}, nil, `unknown format "rtf"`},
	} {
		_, err := List(fsys, c.opt, c.patterns...)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("List(%+v, %q): %v, want %q", c.opt, c.patterns, err, c.want)
		}
	}
}

func TestCleanID(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"introduction", "introduction", ""},
		{"الفصل الأول", "الفصل-الأول", "letters of any script, spaces become dashes"},
		{"0255Jahiz.Hayawan", "0255Jahiz.Hayawan", "dots within"},
		{"a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j", "what file systems forbid"},
		{" ..a. -", "a", "no dots, dashes, blanks at the ends"},
		{"\u200Fنص\u202E", "نص", "directional marks vanish"},
		{"a\u0301", "\u00E1", "NFC"},
		{"CON", "_CON", "a device"},
		{"nul.txt", "_nul.txt", "a device with an ending"},
		{"com1", "_com1", "a device with a number"},
		{"common", "common", "no device"},
		{"", "work", "nothing"},
		{"???", "work", "nothing left"},
		{"a\xff\nb", "a-b", "no UTF-8, line end"},
	} {
		if got := cleanID(c.in); got != c.want {
			t.Errorf("cleanID(%q) = %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
	long := cleanID(strings.Repeat("رسالة ", 50))
	other := cleanID(strings.Repeat("رسالة ", 51))
	if len(long) > maxID || long == other || !utf8.ValidString(long) {
		t.Errorf("long names give %q and %q", long, other)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		id := cleanID(s)
		if cleanID(id) != id || id == "" || len(id) > maxID || strings.ContainsAny(id, "/\\:*?\"<>|\x00 ") {
			t.Errorf("cleanID(%q) = %q, then %q", s, id, cleanID(id))
		}
	})
}

// TestIDs: identifiers are unique whatever the files are called, also where
// the file system ignores case, and do not depend on what else is listed
// unless it has the same name.
func TestIDs(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  []string
		why   string
	}{
		{[]string{"a/x.txt", "b/x.txt", "c/y.txt"}, []string{"a-x", "b-x", "y"}, "a name in two folders"},
		{[]string{"X.txt", "x.md"}, []string{"X", "x-2"}, "equal but for case"},
		{[]string{"a b.txt", "a-b.txt", "a_b.txt"}, []string{"a-b", "a-b-2", "a_b"}, "equal once clean"},
		{[]string{"a/b.txt", "a-b.txt", "c/b.txt"}, []string{"a-b", "a-b-2", "c-b"}, "a path and a name"},
	} {
		var pairs []string
		for _, n := range c.names {
			pairs = append(pairs, n, "x")
		}
		corpus, err := List(mapFS(pairs...), Options{}, c.names...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range corpus.Works {
			got = append(got, w.ID)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("ids of %q are %q, want %q: %s", c.names, got, c.want, c.why)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.StringMatching(`[aAb. -]{1,3}(/[aAb]{1,2})?(\.txt|\.md)?`), 1, 20).Draw(t, "names")
		works := make([]Work, len(names))
		for i, n := range names {
			works[i].Files = []File{{Path: n}}
		}
		nameWorks(works)
		seen := make(map[string]bool)
		for _, w := range works {
			if seen[strings.ToLower(w.ID)] {
				t.Errorf("%q names two works of %q", w.ID, names)
			}
			seen[strings.ToLower(w.ID)] = true
		}
	})
}

func TestNaturalCompare(t *testing.T) {
	names := []string{"a", "a1", "a01", "a2", "a10", "a٣٠", "b", "ف٢", "ف١٠", ""}
	want := []string{"", "a", "a01", "a1", "a2", "a10", "a٣٠", "b", "ف٢", "ف١٠"}
	slices.SortFunc(names, naturalCompare)
	if !slices.Equal(names, want) {
		t.Errorf("sorted %q, want %q", names, want)
	}
	gen := rapid.StringMatching(`[a٠١0129]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := gen.Draw(t, "a"), gen.Draw(t, "b"), gen.Draw(t, "c")
		if (naturalCompare(a, b) == 0) != (a == b) || naturalCompare(a, b) != -naturalCompare(b, a) {
			t.Errorf("%q and %q are not in one order", a, b)
		}
		if naturalCompare(a, b) < 0 && naturalCompare(b, c) < 0 && naturalCompare(a, c) >= 0 {
			t.Errorf("%q < %q < %q, but not the first and the last", a, b, c)
		}
	})
}

// TestLinks lists a folder on disk with links to a file, to a folder, to
// nothing and to themselves.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "real", "a.txt"), "نص")
	for name, target := range map[string]string{"file.txt": "real/a.txt", "dir": "real", "up": "..", "dead.txt": "gone", "loop.txt": "loop.txt"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	in, err := Open(Options{}, nil, dir)
	if err != nil {
		t.Fatal(err)
	}
	corpus, err := in.List(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ids(corpus), []string{"file=file.txt", "a=real/a.txt"}; !slices.Equal(got, want) {
		t.Errorf("works %q, want %q", got, want)
	}
	var skipped []string
	for _, p := range corpus.Problems {
		skipped = append(skipped, p.Path)
	}
	if want := []string{"dead.txt", "dir", "loop.txt", "up"}; !slices.Equal(skipped, want) {
		t.Errorf("skipped %v, want %q", corpus.Problems, want)
	}
}

// write writes a file and the folders above it.
func write(t testing.TB, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestDocuments: a bad file is an error in its place, and reading goes on.
func TestDocuments(t *testing.T) {
	fsys := mapFS("1.txt", "نص", "2.txt", "chapter\xff", "3.txt", "a\x00b", "4.txt", "نص", "5.txt", `{\rtf1}`, "6.txt", "\x7FELF", "7.txt", "\xEF\xBB\xBF")
	var got []string
	for doc, err := range Documents(fsys, Options{}) {
		var bad *SyntaxError
		switch {
		case err == nil:
			got = append(got, doc.ID)
			if err := check(doc); err != nil {
				t.Error(err)
			}
		case errors.As(err, &bad):
			got = append(got, err.Error())
		default:
			t.Errorf("error %v is no SyntaxError", err)
		}
	}
	want := []string{"1", "2.txt:#7: invalid UTF-8, and not Arabic in windows-1256 or iso-8859-6; if it is in another encoding, name it",
		"3.txt:#1: a NUL byte: binary data, or a damaged file", "4",
		"5.txt:#0: not read: this is RTF", "6.txt:#0: not read: this is a program", "7"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for range Documents(fsys, Options{}) {
		break // must not go on calling
	}
}

// TestLimits: what is too large is refused, and named with its limit.
func TestLimits(t *testing.T) {
	fsys := mapFS("a.txt", strings.Repeat("كلمة ", 400)+"\n", "b.txt", strings.Repeat("كلمة\n", 400), "u.txt", encode(strings.Repeat("كلمة ", 400), nameUTF16LE, true))
	for _, c := range []struct {
		file string
		opt  Options
		want string
	}{
		{"a.txt", Options{MaxLine: 1000}, "a.txt:#0: a line of more than 1000 bytes (limit MaxLine)"},
		{"u.txt", Options{MaxLine: 1000}, "u.txt:#0: a line of more than 1000 bytes (limit MaxLine)"},
		{"b.txt", Options{MaxLine: 1000}, ""},
		{"b.txt", Options{MaxFile: 1000}, "b.txt: 3600 bytes, more than 1000 (limit MaxFile)"},
		{"a.txt", Options{}, ""},
	} {
		_, err := (Work{ID: "w", Files: []File{{Path: c.file}}}).Load(fsys, c.opt)
		if got := fmt.Sprint(err); (err != nil || c.want != "") && !strings.HasPrefix(got, c.want) {
			t.Errorf("Load(%s, %+v): %v, want %q", c.file, c.opt, err, c.want)
		}
	}
	// Two files under the limit make a work over it.
	w := Work{ID: "w", Files: []File{{Path: "a.txt"}, {Path: "b.txt"}}}
	if _, err := w.Load(fsys, Options{MaxFile: 5000}); err == nil || !strings.Contains(err.Error(), "limit MaxFile") {
		t.Errorf("two files: %v, want the limit", err)
	}
}

// TestHugeLine reads 200 MB in one line from a file that makes its bytes as
// they are asked for: it must be refused after the first few.
func TestHugeLine(t *testing.T) {
	fsys := &hugeFS{size: 200 << 20}
	_, err := (Work{ID: "w", Files: []File{{Path: "huge.txt"}}}).Load(fsys, Options{})
	if err == nil || err.Error() != "huge.txt:#0: a line of more than 16777216 bytes (limit MaxLine): not a text, or one without line ends" {
		t.Errorf("Load: %v", err)
	}
	if fsys.read > 17<<20 {
		t.Errorf("%d bytes were read to find that out", fsys.read)
	}
	fsys = &hugeFS{size: 3 << 30}
	if _, err = (Work{ID: "w", Files: []File{{Path: "huge.txt"}}}).Load(fsys, Options{}); err == nil || fsys.read > 0 || !strings.Contains(err.Error(), "limit MaxFile") {
		t.Errorf("3 GiB: %v after %d bytes, want the limit before any", err, fsys.read)
	}
}

// A hugeFS has one file of size bytes, all 'a'.
type hugeFS struct{ size, read int64 }

func (h *hugeFS) Open(string) (fs.File, error) { return &hugeFile{h, h.size}, nil }

type hugeFile struct {
	*hugeFS
	left int64
}

func (f *hugeFile) Stat() (fs.FileInfo, error) { return hugeInfo{fileInfo(), f.size}, nil }
func (f *hugeFile) Close() error               { return nil }
func (f *hugeFile) Read(p []byte) (int, error) {
	n := min(int64(len(p)), f.left)
	for i := range p[:n] {
		p[i] = 'a'
	}
	f.left -= n
	f.read += n
	return int(n), nil
}

// fileInfo is the information of some regular file.
func fileInfo() fs.FileInfo {
	info, err := fs.Stat(mapFS("x", ""), "x")
	if err != nil {
		panic(err)
	}
	return info
}

type hugeInfo struct {
	fs.FileInfo
	size int64
}

func (h hugeInfo) Size() int64 { return h.size }

// TestChanging reads a file that grows while it is read.
func TestChanging(t *testing.T) {
	_, err := (Work{ID: "w", Files: []File{{Path: "x.txt"}}}).Load(liarFS{mapFS("x.txt", "نص")}, Options{})
	if err == nil || !strings.Contains(err.Error(), "changed while it was read") {
		t.Errorf("Load: %v", err)
	}
}

// A liarFS says that its files are a byte shorter than they are.
type liarFS struct{ fs.FS }

func (l liarFS) Open(name string) (fs.File, error) {
	f, err := l.FS.Open(name)
	return liarFile{f}, err
}

type liarFile struct{ fs.File }

func (l liarFile) Stat() (fs.FileInfo, error) {
	info, err := l.File.Stat()
	return hugeInfo{info, info.Size() - 1}, err
}
