//go:build unix

package read

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipes: a pipe in a folder is left out and never opened, which would
// wait for ever; one that is named is an error.
func TestPipes(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe.txt")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	write(t, filepath.Join(dir, "a.txt"), "نص")
	_, corpus, err := openList(Options{}, nil, dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(corpus); len(got) != 1 || len(corpus.Problems) != 1 || corpus.Problems[0].Message != "is a pipe, not a file" {
		t.Errorf("works %q, problems %v", got, corpus.Problems)
	}
	if _, err := Open(Options{}, nil, pipe); err == nil || !strings.Contains(err.Error(), "is a pipe") {
		t.Errorf("Open(pipe): %v", err)
	}
	if _, err := Open(Options{}, nil, "/dev/null"); err == nil || !strings.Contains(err.Error(), "is a device") {
		t.Errorf("Open(/dev/null): %v", err)
	}
}
