package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"fusul/stages/table"
)

// own keeps texts by themselves.
func own(name string) bool { return strings.HasPrefix(name, "text/") }

// unit makes a unit with one text and one packed file.
func unit(f *Folder, key, content string) (*Unit, error) {
	d, err := f.Draft(key, own)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"text/" + key + ".txt", "small", "smaller"} {
		if err := d.Put(name, []byte(content+name)); err != nil {
			d.Drop()
			return nil, err
		}
	}
	return d.Finish()
}

// commit makes a result of units, each with a text of its content.
func commit(disk Disk, dir string, contents map[string]string) (err error) {
	f, err := Open(disk, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(err == nil)) }()
	var keys []string
	for key := range contents {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var units []*Unit
	for _, key := range keys {
		u, ok := f.Unit(key + contents[key])
		if !ok {
			if u, err = unit(f, key+contents[key], contents[key]); err != nil {
				return err
			}
		}
		units = append(units, u)
	}
	r, err := f.Result()
	if err != nil {
		return err
	}
	for i, u := range units {
		if err := r.Keep(u, "text/"+u.Key()+".txt", table.File{Name: "text/" + keys[i] + ".txt"}); err != nil {
			return err
		}
	}
	write := func(name, content string) error {
		return r.Write(table.File{Name: name}, func(w io.Writer) (int64, error) {
			_, err := io.WriteString(w, content)
			return 0, err
		})
	}
	if err := write("all.sql", fmt.Sprint(contents)); err != nil {
		return err
	}
	manifest, err := table.Package(table.Info{}, r.Files, table.Layout{})
	if err != nil {
		return err
	}
	if err := write(manifestName, manifest); err != nil {
		return err
	}
	return r.Commit()
}

const manifestName = table.Manifest

// contentsOf returns what a reader sees: the files by name, but for .fusul.
func contentsOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == Dir {
			return fs.SkipDir
		}
		if !d.IsDir() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(dir, path)
			files[filepath.ToSlash(name)] = string(data)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

// A faulty is a disk that fails at one step, and from then on if it is dead.
type faulty struct {
	OS
	step, at int
	second   int // step that fails too
	dead     bool
	err      error
}

func (f *faulty) fail() error {
	f.step++
	if f.step == f.at || f.step == f.second || f.dead && f.at > 0 && f.step > f.at {
		return f.err
	}
	return nil
}

func (f *faulty) Create(name string) (File, error) {
	if err := f.fail(); err != nil {
		return nil, err
	}
	file, err := f.OS.Create(name)
	return &faultyFile{file, f}, err
}
func (f *faulty) MkdirAll(name string) error {
	return errors.Join(f.fail(), f.unless(func() error { return f.OS.MkdirAll(name) }))
}
func (f *faulty) Rename(from, to string) error {
	return f.do(func() error { return f.OS.Rename(from, to) })
}
func (f *faulty) Link(from, to string) error {
	return f.do(func() error { return f.OS.Link(from, to) })
}
func (f *faulty) Remove(name string) error { return f.do(func() error { return f.OS.Remove(name) }) }
func (f *faulty) RemoveAll(name string) error {
	return f.do(func() error { return f.OS.RemoveAll(name) })
}
func (f *faulty) SyncDir(string) error { return f.fail() }
func (f *faulty) unless(do func() error) error {
	if f.dead && f.at > 0 && f.step >= f.at {
		return nil
	}
	return do()
}

func (f *faulty) do(do func() error) error {
	if err := f.fail(); err != nil {
		return err
	}
	return do()
}

type faultyFile struct {
	File
	disk *faulty
}

// Write fails as a full disk does: after half of the bytes.
func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.disk.fail(); err != nil {
		n, _ := f.File.Write(p[:len(p)/2])
		return n, err
	}
	return f.File.Write(p)
}

// Sync does not wait for the disk: nobody pulls the plug of a test.
func (f *faultyFile) Sync() error { return f.disk.fail() }

// TestEveryFault lets each step on the disk fail, once and for good (as if the
// run were killed there), while a new result takes the place of an old one.
// Where the run lives on, a reader finds the old result or the new one. Where
// it was killed, a reader may find no manifest, and then has the new result by
// Settle; and the next run makes the new one.
func TestEveryFault(t *testing.T) {
	before := map[string]string{"a": "1", "b": "1", "gone": "1"}
	after := map[string]string{"a": "1", "b": "2", "c": "2"}
	want := t.TempDir()
	if err := commit(OS{}, want, after); err != nil {
		t.Fatal(err)
	}
	final := contentsOf(t, want)
	old := t.TempDir()
	if err := commit(OS{}, old, before); err != nil {
		t.Fatal(err)
	}
	oldFiles := contentsOf(t, old)
	steps := 0
	for at := 1; ; at++ {
		for _, dead := range []bool{false, true} {
			dir := t.TempDir()
			if err := commit(&faulty{}, dir, before); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "text", "mine.docx"), []byte("mine"), 0o666); err != nil {
				t.Fatal(err)
			}
			disk := &faulty{at: at, dead: dead, err: syscall.ENOSPC}
			err := commit(disk, dir, after)
			steps = disk.step
			got := contentsOf(t, dir)
			mine := got["text/mine.docx"]
			delete(got, "text/mine.docx")
			if mine != "mine" {
				t.Fatalf("step %d: a file of somebody else's is gone", at)
			}
			if got[manifestName] == oldFiles[manifestName] && !equal(got, oldFiles) || got[manifestName] == final[manifestName] && !equal(got, final) {
				t.Fatalf("step %d: the manifest is there, its files are not", at)
			}
			if err != nil && !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("step %d: the error is %v", at, err)
			}
			if !dead && !equal(got, oldFiles) && !equal(got, final) {
				t.Errorf("step %d: after %v a reader finds %d files, neither all old nor all new ones", at, err, len(got))
			}
			if settled, err := Settle(OS{}, dir); err != nil {
				t.Fatalf("step %d: a reader: %v", at, err)
			} else if settled && got[manifestName] == oldFiles[manifestName] && !dead {
				t.Errorf("step %d: the new result was left in the journal", at)
			}
			got = contentsOf(t, dir)
			delete(got, "text/mine.docx")
			if !equal(got, oldFiles) && !equal(got, final) {
				t.Fatalf("step %d: a reader finds neither the old result nor the new one", at)
			}
			if err := commit(&faulty{}, dir, after); err != nil {
				t.Fatalf("step %d: the next run: %v", at, err)
			}
			got = contentsOf(t, dir)
			delete(got, "text/mine.docx")
			if !equal(got, final) {
				t.Fatalf("step %d: the next run leaves %v, want %v", at, got, final)
			}
		}
		if at > steps {
			break
		}
	}
	if steps < 30 {
		t.Errorf("only %d steps were tried", steps)
	}
}

// TestEveryFaultTwice kills a run at each step of its commit, and lets each
// step fail by which a reader, or the next run, puts the files in their places;
// and it lets a second step fail while a run undoes its commit after a first.
func TestEveryFaultTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of commits")
	}
	before := map[string]string{"a": "1", "gone": "1"}
	after := map[string]string{"a": "1", "c": "2"}
	want := t.TempDir()
	counted := &faulty{}
	if err := commit(OS{}, want, before); err != nil {
		t.Fatal(err)
	}
	oldFiles := contentsOf(t, want)
	if err := commit(counted, want, after); err != nil {
		t.Fatal(err)
	}
	final := contentsOf(t, want)
	sound := func(what string, dir string) {
		t.Helper()
		got := contentsOf(t, dir)
		if got[manifestName] == oldFiles[manifestName] && !equal(got, oldFiles) || got[manifestName] == final[manifestName] && !equal(got, final) {
			t.Fatalf("%s: the manifest is there, its files are not", what)
		}
	}
	tried := 0
	for at := 1; at <= counted.step; at++ {
		for second := at + 1; ; second++ {
			dir := t.TempDir()
			if err := commit(&faulty{}, dir, before); err != nil {
				t.Fatal(err)
			}
			disk := &faulty{at: at, second: second, err: syscall.EIO}
			_ = commit(disk, dir, after)
			what := fmt.Sprintf("steps %d and %d", at, second)
			sound(what, dir)
			if _, err := Settle(&faulty{}, dir); err != nil {
				t.Fatalf("%s: a reader: %v", what, err)
			}
			if got := contentsOf(t, dir); !equal(got, oldFiles) && !equal(got, final) {
				t.Fatalf("%s: a reader finds neither the old result nor the new one", what)
			}
			tried++
			if disk.step < second {
				break
			}
		}
		for second := 1; ; second++ { // a reader's
			dir := t.TempDir()
			if err := commit(&faulty{}, dir, before); err != nil {
				t.Fatal(err)
			}
			_ = commit(&faulty{at: at, dead: true, err: syscall.EIO}, dir, after)
			disk := &faulty{at: second, err: syscall.EROFS}
			_, err := Settle(disk, dir)
			what := fmt.Sprintf("killed at step %d, step %d of the reader", at, second)
			sound(what, dir)
			if readable := contentsOf(t, dir)[manifestName] != ""; readable != (err == nil) {
				t.Fatalf("%s: readable is %v, the error %v", what, readable, err)
			}
			if _, err := Settle(&faulty{}, dir); err != nil {
				t.Fatalf("%s: the next reader: %v", what, err)
			}
			if got := contentsOf(t, dir); !equal(got, oldFiles) && !equal(got, final) {
				t.Fatalf("%s: the next reader finds neither the old result nor the new one", what)
			}
			tried++
			if disk.step < second {
				break
			}
		}
	}
	t.Logf("%d pairs of faults", tried)
}

// Files that no run wrote are neither replaced nor removed.
func TestForeign(t *testing.T) {
	contents := map[string]string{"a": "1"}
	for _, test := range []struct{ name, file, content, want string }{
		{"the data package of others", manifestName, `{"name": "mine", "resources": [{"name": "a", "path": "a.csv"}]}`, "no run has written it"},
		{"no data package at all", manifestName, "mine", "no run has written it"},
		{"a text", "text/a.txt", "mine", "no run has written it"},
		{"a text that is the same", "text/a.txt", "1text/a1.txt", ""},
		{"a manifest of ours that is damaged", manifestName, `{"name": "fusul-output", `, ""},
	} {
		dir := t.TempDir()
		for name, content := range map[string]string{"a.csv": "mine", test.file: test.content} {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		err := commit(OS{}, dir, contents)
		got := contentsOf(t, dir)
		if got["a.csv"] != "mine" {
			t.Errorf("%s: somebody's data are gone", test.name)
		}
		if test.want == "" && err == nil {
			continue
		}
		if err == nil || test.want == "" || !strings.Contains(err.Error(), test.want) || got[test.file] != test.content {
			t.Errorf("%s: error %v, the file is %q", test.name, err, got[test.file])
		}
	}
}

// A reader is told why there are no results.
func TestSettle(t *testing.T) {
	empty, stopped := t.TempDir(), t.TempDir()
	f, err := Open(OS{}, stopped)
	if err != nil {
		t.Fatal(err)
	}
	check := func(dir, want string) {
		t.Helper()
		if _, err := Settle(OS{}, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	check(filepath.Join(empty, "none"), "no such file")
	check(empty, "it is no output folder")
	check(stopped, "no results yet: another run writes to this folder")
	if _, err := unit(f, "k", "content of "); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(false); err != nil {
		t.Fatal(err)
	}
	check(stopped, "no datapackage.json there: a run was stopped, and goes on")
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for name, content := range a {
		if b[name] != content {
			return false
		}
	}
	return true
}

func TestUnits(t *testing.T) {
	dir := t.TempDir()
	f, err := Open(OS{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(OS{}, dir); !errors.Is(err, ErrBusy) {
		t.Errorf("a second run on the folder: %v, want ErrBusy", err)
	}
	if _, err := unit(f, "k", "content of "); err != nil {
		t.Fatal(err)
	}
	u, ok := f.Unit("k")
	if !ok {
		t.Fatal("the unit is not there")
	}
	for _, name := range []string{"text/k.txt", "small", "smaller"} {
		if data, err := u.Read(name); err != nil || string(data) != "content of "+name {
			t.Errorf("%s is %q, error %v", name, data, err)
		}
	}
	if _, err := u.Read("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	for _, name := range []string{"text/k.txt", pack, index} {
		path := u.path(name)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		broken := slices.Clone(data)
		broken[random.IntN(len(broken))] ^= 1 << random.IntN(8)
		if err := os.WriteFile(path, broken, 0o666); err != nil {
			t.Fatal(err)
		}
		if u, ok := f.Unit("k"); ok {
			t.Errorf("a unit with a broken %s passes for %v", name, u.Names())
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(true); err != nil {
		t.Fatal(err)
	}
}

// Where nothing came of a run, nothing stays of it.
func TestNothingStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	f, err := Open(OS{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(false); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func Example() {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if err := commit(OS{}, dir, map[string]string{"a": "نص "}); err != nil {
		panic(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "text", "a.txt"))
	fmt.Println(string(data), err)
	// Output: نص text/aنص .txt <nil>
}
