package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk runs on a file system that is full, at many sizes, and on one
// that may hold no more files: each time the error names a file, the old results
// stay, and with room the same run writes what it would have.
func TestFullDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("dozens of runs")
	}
	disk := t.TempDir()
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=64m"); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	in := t.TempDir()
	for i := range 3 {
		text := strings.Repeat(fmt.Sprintf("الفصل %d\n\nترى المدرسة الواقعية أن الحلف رقم %d قوة.\n\n", i+1, i), 20)
		if err := os.WriteFile(filepath.Join(in, fmt.Sprintf("%d.txt", i)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(out, profile string) *exec.Cmd {
		return program("run", in, "--out", out, "--topics", "3", "--iterations", "20", "--seeds", "1", "--profile", profile, "-q")
	}
	must := func(cmd *exec.Cmd) {
		t.Helper()
		if msg, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, msg)
		}
	}
	resize := func(options string) {
		t.Helper()
		if err := syscall.Mount("none", disk, "", syscall.MS_REMOUNT, options); err != nil {
			t.Fatalf("%s: %v", options, err)
		}
	}
	kept, fresh := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	must(run(kept, "light"))
	must(run(fresh, "ir"))
	old, want := files(t, kept), files(t, fresh)
	out := filepath.Join(disk, "out")

	for _, kind := range []struct {
		name, full, room string // options of mount
		used             func(s syscall.Statfs_t) int64
		least            int64
	}{
		{"bytes", "size=%d", "size=64m", func(s syscall.Statfs_t) int64 { return int64(s.Blocks-s.Bfree) * s.Bsize }, 4096},
		{"files", "nr_inodes=%d", "nr_inodes=100000", func(s syscall.Statfs_t) int64 { return int64(s.Files - s.Ffree) }, 1},
	} {
		failed := 0
		for more, done := kind.least, false; !done; more += max(kind.least, more/2) {
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
			if err := os.CopyFS(out, os.DirFS(kept)); err != nil {
				t.Fatal(err)
			}
			var s syscall.Statfs_t
			if err := syscall.Statfs(disk, &s); err != nil {
				t.Fatal(err)
			}
			resize(fmt.Sprintf(kind.full, kind.used(s)+more))
			cmd := run(out, "ir")
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			err := cmd.Run()
			done = err == nil
			if !done {
				failed++
				var exit *exec.ExitError
				if msg := stderr.String(); !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(msg, "no space left on device") || !strings.Contains(msg, out) {
					t.Errorf("%d %s more: %v, stderr %q", more, kind.name, err, msg)
				}
				equalFiles(t, fmt.Sprintf("%d %s more", more, kind.name), files(t, out), old)
				must(program("verify", "-q", out))
			}
			resize(kind.room)
			must(run(out, "ir"))
			equalFiles(t, fmt.Sprintf("after %d %s more", more, kind.name), files(t, out), want)
			if t.Failed() {
				return
			}
		}
		if t.Logf("%d sizes with too few %s", failed, kind.name); failed < 5 {
			t.Errorf("only %d sizes were too small", failed)
		}
	}
}
