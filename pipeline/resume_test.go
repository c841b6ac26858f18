package pipeline

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"fusul/pipeline/store"
	"fusul/stages/read"
	"fusul/stages/table"
)

var (
	kills = flag.Int("kills", 3, "how often TestKill kills a run")
	flips = flag.Int("flips", 50, "how many bytes TestCorruption changes")
	keep  = flag.String("keep", "", "folder in which TestPartsDoNotDependOnTheWorkers leaves a result in parts")
)

// killedRun names the output folder in the environment of a process that
// TestKill starts to kill it.
const killedRun = "FUSUL_TEST_RUN"

func TestMain(m *testing.M) {
	if out := os.Getenv(killedRun); out != "" {
		small()
		_, err := Run(context.Background(), library(nil), Config{Out: out, Topics: "3", Iterations: 20, Seeds: 1, Workers: 2}, quiet)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// small makes shards and tables in parts of little text.
func small() { leastShard, mostShard, partsFrom = 3000, 6000, 1 }

// smallParts is small for one test.
func smallParts(t *testing.T) {
	least, most, from := leastShard, mostShard, partsFrom
	t.Cleanup(func() { leastShard, mostShard, partsFrom = least, most, from })
	small()
}

// library is a corpus of a dozen short works; change may change them.
func library(change func(fstest.MapFS)) Input {
	subjects := []string{"القوة", "الحلف", "الدولة", "الردع", "الأمن الجماعي", "توازن القوى"}
	fsys := fstest.MapFS{}
	for i := range 12 {
		var b strings.Builder
		for j := range 3 + i%4 {
			fmt.Fprintf(&b, "الفصل %d\n\n", j+1)
			for k := range 6 {
				s, o := subjects[(i+j+k)%6], subjects[(i*j+k)%6]
				fmt.Fprintf(&b, "ترى المدرسة الواقعية أن %s أصل %s في النظام الدولي، وأن الحلف رقم %d لا يبقى بغير %s. فهل تكفي %s وحدها؟\n", s, o, i*k, o, s)
			}
		}
		fsys[fmt.Sprintf("%02d.txt", i)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	if change != nil {
		change(fsys)
	}
	return Input{Input: &read.Input{FS: fsys, Patterns: []string{"."}}}
}

// resultOf returns the files of an output folder but for .fusul.
func resultOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == store.Dir {
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

// sameFiles says where two results differ.
func sameFiles(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if len(want) < 30 {
		t.Fatalf("%s: only %d files to compare with", what, len(want))
	}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %s has other bytes", what, name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d files, want %d", what, len(got), len(want))
	}
}

func TestPartsDoNotDependOnTheWorkers(t *testing.T) {
	cfg := Config{Out: *keep, Topics: "3", Iterations: 20, Seeds: 1}
	sameForWorkers(t, cfg, func(out string, sum *Summary) {
		if sum.Shards < 4 || !exists(filepath.Join(out, "tokens", "part-00003.parquet")) {
			t.Fatalf("%d shards: the corpus is too small for this test", sum.Shards)
		}
		if faults, err := Verify(t.Context(), out, quiet); err != nil || len(faults) > 0 {
			t.Errorf("the result is not sound: %v %v", faults, err)
		}
	})
}

// sameForWorkers runs the library in small parts with several numbers of
// workers, checks that all write the same, and returns it. The first run goes
// to cfg.Out, if that is a folder, and is checked.
func sameForWorkers(t *testing.T, cfg Config, check func(out string, sum *Summary)) (want map[string]string) {
	t.Helper()
	smallParts(t)
	many := []int{1, 2, 7, 64}
	if testing.Short() {
		many = []int{1, 7}
	}
	for i, workers := range many {
		if cfg.Workers = workers; i > 0 || cfg.Out == "" {
			cfg.Out = t.TempDir()
		}
		sum, err := Run(t.Context(), library(nil), cfg, quiet)
		if err != nil {
			t.Fatal(err)
		}
		got := resultOf(t, cfg.Out)
		if i == 0 {
			want = got
			check(cfg.Out, sum)
		}
		sameFiles(t, fmt.Sprint(workers, " workers"), got, want)
	}
	return want
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// One file a table, or parts: the rows are the same.
func TestPartsHaveTheRowsOfTheWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("two runs")
	}
	one, parts := t.TempDir(), t.TempDir()
	cfg := Config{Topics: "none"}
	cfg.Out = one
	if _, err := Run(t.Context(), library(nil), cfg, quiet); err != nil {
		t.Fatal(err)
	}
	smallParts(t)
	cfg.Out = parts
	if _, err := Run(t.Context(), library(nil), cfg, quiet); err != nil {
		t.Fatal(err)
	}
	a, b := rows[table.CountRow](t, one, "token_counts_by_section"), rows[table.CountRow](t, parts, "token_counts_by_section")
	if len(a) != len(b) {
		t.Fatalf("%d rows in parts, want %d", len(b), len(a))
	}
	for i := range a {
		if a[i].Feature != b[i].Feature || a[i].TFIDF != b[i].TFIDF || *a[i].Low != *b[i].Low {
			t.Fatalf("row %d is %+v in parts, want %+v", i, b[i], a[i])
		}
	}
}

func TestResume(t *testing.T) {
	if testing.Short() {
		t.Skip("seven runs")
	}
	smallParts(t)
	cfg := Config{Topics: "3", Iterations: 20, Seeds: 1, Workers: 2}
	run := func(out string, in Input, change func(*Config)) *Summary {
		t.Helper()
		cfg := cfg
		cfg.Out = out
		if change != nil {
			change(&cfg)
		}
		sum, err := Run(t.Context(), in, cfg, quiet)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	whole, stopped := t.TempDir(), t.TempDir()
	shards := run(whole, library(nil), nil).Shards
	want := resultOf(t, whole)

	ctx, cancel := context.WithCancel(t.Context())
	cfg.Out = stopped
	_, err := Run(ctx, library(nil), cfg, func(stage string, done, total int64) {
		if stage == "works" && done > total/2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("a run that was stopped: %v", err)
	}
	if left := resultOf(t, stopped); len(left) > 0 {
		t.Errorf("a run that was stopped left %d files", len(left))
	}
	if sum := run(stopped, library(nil), nil); sum.Reused == 0 {
		t.Error("nothing of the stopped run was used")
	}
	sameFiles(t, "resumed", resultOf(t, stopped), want)

	if sum := run(whole, library(nil), nil); sum.Reused != shards {
		t.Errorf("the same again used %d of %d shards", sum.Reused, shards)
	}
	sameFiles(t, "again", resultOf(t, whole), want)
	if sum := run(whole, library(nil), func(c *Config) { c.Fresh = true }); sum.Reused != 0 {
		t.Errorf("--fresh used %d shards", sum.Reused)
	}
	sameFiles(t, "fresh", resultOf(t, whole), want)

	changed := func(f fstest.MapFS) {
		f["05.txt"].Data = bytes.Replace(f["05.txt"].Data, []byte("الواقعية"), []byte("الليبرالية"), 1)
	}
	if sum := run(whole, library(changed), nil); sum.Reused != shards-1 {
		t.Errorf("with one work changed, %d of %d shards were used", sum.Reused, shards)
	}
	fresh := t.TempDir()
	run(fresh, library(changed), nil)
	sameFiles(t, "one work changed", resultOf(t, whole), resultOf(t, fresh))
	if sum := run(whole, library(nil), func(c *Config) { c.Profile = "light" }); sum.Reused != 0 {
		t.Errorf("with another profile, %d shards were used", sum.Reused)
	}
}

// TestKill kills runs at random moments, as kill -9 does, and runs again.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("runs that are killed")
	}
	smallParts(t)
	want := t.TempDir()
	start := time.Now()
	runProcess(t, want, 0)
	whole := time.Since(start)
	final := resultOf(t, want)
	random := rand.New(rand.NewPCG(7, 7))
	died := 0
	for i := range *kills {
		out := filepath.Join(t.TempDir(), "out")
		after := time.Duration(random.Int64N(int64(whole)) + 1)
		if runProcess(t, out, after) {
			died++
		}
		if got := resultOf(t, out); got[table.Manifest] != "" {
			sameFiles(t, "killed, with a manifest", got, final)
		}
		if i%3 == 0 { // a reader comes first
			if _, err := Settle(out); err == nil {
				sameFiles(t, "killed, then read", resultOf(t, out), final)
			}
		}
		if i%2 == 0 && runProcess(t, out, time.Duration(random.Int64N(int64(whole))+1)) { // once more
			died++
		}
		runProcess(t, out, 0)
		sameFiles(t, fmt.Sprintf("killed after %v", after), resultOf(t, out), final)
		if t.Failed() {
			return
		}
	}
	t.Logf("killed %d runs", died)
}

// runProcess runs the library in a process of its own, which it kills after
// some time, if that is not zero, and reports whether it died of it.
func runProcess(t *testing.T, out string, after time.Duration) (killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killedRun+"="+out)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		defer timer.Stop()
	}
	err := cmd.Wait()
	if err != nil && (after == 0 || cmd.ProcessState.Exited()) {
		t.Fatalf("the run failed: %v\n%s", err, &stderr)
	}
	return err != nil
}

func TestBusy(t *testing.T) {
	out := t.TempDir()
	f, err := store.Open(store.OS{}, out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close(true)
	if _, err := Run(t.Context(), library(nil), Config{Out: out, Topics: "none"}, quiet); !errors.Is(err, store.ErrBusy) {
		t.Errorf("two runs on a folder: %v, want ErrBusy", err)
	}
}

// A full disk is a clear error, and what was there stays.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("runs on a full disk")
	}
	smallParts(t)
	out := t.TempDir()
	cfg := Config{Out: out, Topics: "none", Workers: 2}
	if _, err := Run(t.Context(), library(nil), cfg, quiet); err != nil {
		t.Fatal(err)
	}
	before := resultOf(t, out)
	cfg.Profile = "light"
	for _, room := range []int64{0, 1000, 30_000, 200_000} {
		_, err := run(t.Context(), &fullDisk{room: room}, library(nil), cfg, quiet, false)
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
		sameFiles(t, "full", resultOf(t, out), before)
	}
	if _, err := Run(t.Context(), library(nil), cfg, quiet); err != nil {
		t.Fatal(err)
	}
	if faults, err := Verify(t.Context(), out, quiet); err != nil || len(faults) > 0 {
		t.Errorf("after the disk had room again: %v %v", faults, err)
	}
}

// A fullDisk has room for so many bytes more.
type fullDisk struct {
	store.OS
	room int64
}

func (d *fullDisk) Create(name string) (store.File, error) {
	f, err := d.OS.Create(name)
	return &fullFile{f, d}, err
}

type fullFile struct {
	store.File
	disk *fullDisk
}

func (f *fullFile) Write(p []byte) (int, error) {
	n := min(int64(len(p)), f.disk.room)
	f.disk.room -= n
	if n < int64(len(p)) {
		return int(n), &fs.PathError{Op: "write", Path: "a file", Err: syscall.ENOSPC}
	}
	return f.File.Write(p)
}

// A work that changes while it is read stops the run, and so does one that
// cannot be read any more: the next run may be able to.
func TestChangedWhileRead(t *testing.T) {
	for _, test := range []struct {
		name    string
		changed func(n int) ([]byte, error)
		want    error
	}{
		{"changes", func(n int) ([]byte, error) { return fmt.Appendf(nil, "نص رقم %d.\n", n), nil }, ErrChanged},
		{"vanishes", func(int) ([]byte, error) { return nil, fs.ErrNotExist }, fs.ErrNotExist},
		{"may not be read any more", func(int) ([]byte, error) { return nil, fs.ErrPermission }, ErrChanged},
		{"is on a disk that fails", func(int) ([]byte, error) { return nil, syscall.EIO }, ErrChanged},
		{"is being written anew", func(int) ([]byte, error) { return []byte("\x00\x01\x02"), nil }, ErrChanged},
	} {
		out, in := t.TempDir(), library(nil)
		in.FS = &changing{FS: in.FS, opened: map[string]int{}, changed: test.changed}
		_, err := Run(t.Context(), in, Config{Out: out, Topics: "none", Workers: 1}, quiet)
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), "03.txt") {
			t.Errorf("a work that %s: %v, want %v", test.name, err, test.want)
		}
		sum, err := Run(t.Context(), library(nil), Config{Out: out, Topics: "none", Workers: 1}, quiet)
		if err != nil || sum.Works != 12 || len(sum.Skipped) > 0 {
			t.Errorf("the run after a work that %s: %v", test.name, err)
		}
	}
}

// changing is a file system in which 03.txt is another file each time it is
// opened, but for the first.
type changing struct {
	fs.FS
	opened  map[string]int
	changed func(n int) ([]byte, error)
}

func (c *changing) Open(name string) (fs.File, error) {
	c.opened[name]++
	if name != "03.txt" || c.opened[name] < 2 {
		return c.FS.Open(name)
	}
	data, err := c.changed(c.opened[name])
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return fstest.MapFS{name: {Data: data}}.Open(name)
}

// A work that may not be read is left out with the reason, and read as soon as
// it may; one that was beyond a limit is read where the limit is another.
func TestReadableLater(t *testing.T) {
	cfg := Config{Out: t.TempDir(), Topics: "none", Workers: 1}
	in := library(nil)
	in.FS = &changing{FS: in.FS, opened: map[string]int{"03.txt": 1}, changed: func(int) ([]byte, error) { return nil, fs.ErrPermission }}
	sum, err := Run(t.Context(), in, cfg, quiet)
	if err != nil || sum.Works != 11 || len(sum.Skipped) != 1 || !strings.Contains(sum.Skipped[0].Message, "03.txt: permission denied") {
		t.Fatal(err)
	}
	in = library(nil)
	in.Options.MaxLine = 140
	if sum, err = Run(t.Context(), in, cfg, quiet); err == nil && len(sum.Skipped) == 0 {
		t.Fatal("the limit left nothing out")
	}
	if sum, err = Run(t.Context(), library(nil), cfg, quiet); err != nil || sum.Works != 12 || len(sum.Skipped) > 0 {
		t.Errorf("without a limit: %v", err)
	}
}

// What clocks say changes nothing: files are known by their bytes.
func TestClocks(t *testing.T) {
	out := t.TempDir()
	cfg := Config{Out: out, Topics: "none"}
	if _, err := Run(t.Context(), library(nil), cfg, quiet); err != nil {
		t.Fatal(err)
	}
	want := resultOf(t, out)
	for _, when := range []time.Time{time.Unix(0, 0), time.Date(2107, 1, 1, 0, 0, 0, 0, time.UTC)} {
		err := filepath.WalkDir(out, func(name string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chtimes(name, when, when))
		})
		if err != nil {
			t.Fatal(err)
		}
		in := library(func(f fstest.MapFS) {
			for _, file := range f {
				file.ModTime = when
			}
		})
		sum, err := Run(t.Context(), in, cfg, quiet)
		if err != nil || sum.Reused != sum.Shards {
			t.Errorf("at %v: %d of %d shards used, %v", when, sum.Reused, sum.Shards, err)
		}
		sameFiles(t, when.String(), resultOf(t, out), want)
	}
}

// TestCorruption flips bits: Verify finds each.
func TestCorruption(t *testing.T) {
	if testing.Short() {
		t.Skip("a run and many checks of it")
	}
	smallParts(t)
	out := t.TempDir()
	if _, err := Run(t.Context(), library(nil), Config{Out: out, Topics: "3", Iterations: 20, Seeds: 1}, quiet); err != nil {
		t.Fatal(err)
	}
	files := resultOf(t, out)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	random := rand.New(rand.NewPCG(3, 3))
	for i := range *flips {
		name := names[random.IntN(len(names))]
		if i%5 == 0 {
			name = table.Manifest // one of many files, and the one without a hash
		}
		data := []byte(files[name])
		at := random.IntN(len(data))
		data[at] ^= byte(1 + random.IntN(255))
		path := filepath.Join(out, filepath.FromSlash(name))
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		if faults, err := Verify(t.Context(), out, quiet); err != nil || len(faults) == 0 {
			t.Errorf("byte %d of %s is another one: %v, faults %v", at, name, err, faults)
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if faults, err := Verify(t.Context(), out, quiet); err != nil || len(faults) > 0 {
		t.Errorf("as it was: %v %v", faults, err)
	}
}
