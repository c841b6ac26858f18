package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"fusul/pipeline/command"
)

// asProgram makes the test binary the program itself.
const asProgram = "FUSUL_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program returns a command that runs the program.
func program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// works writes works enough for several shards.
func works(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for i := range 40 {
		var b strings.Builder
		for j := range 900 {
			fmt.Fprintf(&b, "ترى المدرسة رقم %d أن القوة أصل الحلف في النظام الدولي، وأن الدولة رقم %d لا تبقى بغير حلف.\n", i, i*j%97)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.txt", i)), []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// files returns all files of an output folder but for .fusul.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".fusul":
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		data, err := os.ReadFile(path)
		all[path[len(dir):]] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// units returns how many finished steps a folder keeps.
func units(dir string) int {
	entries, _ := os.ReadDir(filepath.Join(dir, ".fusul", "units"))
	n := 0
	for _, e := range entries {
		if filepath.Ext(e.Name()) == "" {
			n++
		}
	}
	return n
}

// A run that is interrupted says what became of it, leaves the results that
// were there, and goes on when it is run again.
func TestInterrupted(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("processes that are sent signals")
	}
	in, out := works(t), filepath.Join(t.TempDir(), "out")
	run := func(more ...string) *exec.Cmd {
		return program(append([]string{"run", in, "--out", out, "--topics", "none", "--stats", "basic", "--workers", "1", "--no-report"}, more...)...)
	}
	if msg, err := run("--profile", "light").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	before := files(t, out)
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		kept := units(out)
		cmd := run()
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		deadline := time.Now().Add(2 * time.Minute)
		for units(out) <= kept && time.Now().Before(deadline) {
			time.Sleep(time.Millisecond)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		sent := time.Now()
		err := cmd.Wait()
		t.Logf("%v: %v after %.2f s, stderr %q", signal, err, time.Since(sent).Seconds(), &stderr)
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(stderr.String(), command.Interrupted) {
			t.Errorf("%v: %v, stderr %q", signal, err, &stderr)
		}
		if stdout.Len() > 0 {
			t.Errorf("%v: stdout %q", signal, &stdout)
		}
		if units(out) <= kept {
			t.Errorf("%v: %d parts are kept, were %d", signal, units(out), kept)
		}
		equalFiles(t, signal.String(), files(t, out), before)
	}
	msg, err := run("-v").CombinedOutput()
	if err != nil || strings.Contains(string(msg), "fusul: 0 of ") || !strings.Contains(string(msg), "were there from an earlier run") {
		t.Errorf("the same run again: %v\n%s", err, msg)
	}
	if msg, err := program("verify", out).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, msg)
	}
}

// equalFiles says where two results differ.
func equalFiles(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d files, want %d", what, len(got), len(want))
	}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %s has other bytes", what, name)
		}
	}
}
