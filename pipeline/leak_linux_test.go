package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"fusul/stages/read"
)

// TestLeaks runs again and again, to the end and not, and counts goroutines
// and open files.
func TestLeaks(t *testing.T) {
	if testing.Short() {
		t.Skip("dozens of runs")
	}
	smallParts(t)
	files := map[string]string{} // one of each format
	all, err := filepath.Glob("../stages/read/testdata/*/*.*")
	if err != nil || len(all) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range all {
		files[filepath.Ext(file)] = file
	}
	delete(files, ".pdf") // an engine keeps its instances
	round := func() {
		out := t.TempDir()
		cfg := Config{Out: out, Topics: "3", Iterations: 5, Seeds: 1, Workers: 4}
		ctx, cancel := context.WithCancel(t.Context())
		stop := func(stage string, done, total int64) {
			if stage == "works" && done > total/3 {
				cancel()
			}
		}
		if _, err := Run(ctx, library(nil), cfg, stop); err == nil {
			t.Fatal("a run was not stopped")
		}
		bad := library(func(f fstest.MapFS) { f["03.txt"].Data = []byte("\x00\x01\x02") })
		cfg.Strict = true
		if _, err := Run(t.Context(), bad, cfg, quiet); err == nil {
			t.Fatal("a bad file was not noticed")
		}
		if _, err := Run(t.Context(), library(nil), cfg, quiet); err != nil {
			t.Fatal(err)
		}
		if faults, err := Verify(t.Context(), out, quiet); err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
		if _, err := Diff(out, out); err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			_, _ = attack(t, file, read.Options{}) // some are broken
		}
	}
	count := func() (goroutines, open int) {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		return runtime.NumGoroutine(), len(entries)
	}
	round() // what is made once
	goroutines, open := count()
	const rounds = 3
	for range rounds {
		round()
	}
	for range 100 { // the last to end may take a moment
		if g, o := count(); g <= goroutines && o <= open {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if g, o := count(); g > goroutines || o > open {
		t.Errorf("after %d rounds there are %d goroutines and %d open files, before there were %d and %d", rounds, g, o, goroutines, open)
	}
}
