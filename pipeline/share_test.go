package pipeline

import (
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"fusul/pipeline/store"
	"fusul/stages/table"
)

// sharesConfig is a run without the topic model, which no share computes.
var sharesConfig = Config{Topics: "none"}

// finished returns the hash of every file that Finish makes in dir.
func finished(t *testing.T, in Input, dir string) map[string]string {
	t.Helper()
	cfg := sharesConfig
	cfg.Out = dir
	sum, err := Finish(t.Context(), in, cfg, quiet)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range sum.Files {
		files[f.Name] = f.SHA256
	}
	return files
}

// same fails where two results differ.
func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	for name, sum := range want {
		if got[name] != sum {
			t.Errorf("%s has other bytes", name)
		}
	}
}

func TestShares(t *testing.T) {
	in := uneven(t, 3)
	want := hashes(t, in, sharesConfig)
	many := []int{1, 3, 16}
	if testing.Short() {
		many = []int{3}
	}
	for _, of := range many {
		cfg := sharesConfig
		cfg.Out = t.TempDir()
		shards := 0
		var all int
		for i := of - 1; i >= 0; i-- {
			sum, err := RunShare(t.Context(), in, cfg, Share{i, of}, quiet)
			if err != nil {
				t.Fatal(err)
			}
			shards += sum.Shards
			all = sum.All
		}
		if shards != all || all < 2 {
			t.Errorf("%d shares have %d of %d shards", of, shards, all)
		}
		same(t, finished(t, in, cfg.Out), want)
	}
}

func TestSharesAtATime(t *testing.T) {
	in := uneven(t, 3)
	want := hashes(t, in, sharesConfig)
	cfg := sharesConfig
	cfg.Out = t.TempDir()
	errs := make(chan error)
	for _, share := range []Share{{0, 2}, {1, 2}, {0, 1}, {0, 1}} { // some do the same work
		go func() {
			_, err := RunShare(t.Context(), in, cfg, share, quiet)
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	same(t, finished(t, in, cfg.Out), want)
}

// A share that was killed is repeated and does only what is left. The process
// is this test itself, told by its environment where to write.
func TestKilledShare(t *testing.T) {
	if testing.Short() {
		t.Skip("a process that is killed, and the run after it")
	}
	in := uneven(t, 3)
	cfg := sharesConfig
	cfg.Workers = 1
	if cfg.Out = os.Getenv("FUSUL_TEST_SHARE"); cfg.Out != "" {
		if _, err := RunShare(t.Context(), in, cfg, Share{0, 1}, quiet); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := hashes(t, in, sharesConfig)
	cfg.Out = t.TempDir()
	killed := exec.Command(os.Args[0], "-test.run=^TestKilledShare$")
	killed.Env = append(os.Environ(), "FUSUL_TEST_SHARE="+cfg.Out)
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	for made := 0; made == 0; time.Sleep(time.Millisecond) {
		whole, _ := filepath.Glob(filepath.Join(cfg.Out, store.Dir, "units", "????????????????????????????????", "unit.json"))
		made = len(whole)
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed.Wait()
	var missing *MissingError
	if _, err := Finish(t.Context(), in, cfg, quiet); !errors.As(err, &missing) {
		t.Fatalf("Finish after a killed share: %v", err)
	}
	sum, err := RunShare(t.Context(), in, cfg, Share{0, 1}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Reused == 0 || sum.Reused == sum.All {
		t.Errorf("%d of %d shards were reused", sum.Reused, sum.All)
	}
	same(t, finished(t, in, cfg.Out), want)
}

// Reduce is killed at random moments, again and again, and repeated. The
// process is this test itself, told by its environment where the shares are.
func TestKilledReduce(t *testing.T) {
	if testing.Short() {
		t.Skip("processes that are killed")
	}
	smallParts(t)
	cfg := Config{Topics: "3", Iterations: 20, Seeds: 1, Workers: 2}
	if cfg.Out = os.Getenv("FUSUL_TEST_REDUCE"); cfg.Out != "" {
		if _, err := Finish(t.Context(), library(nil), cfg, quiet); err != nil {
			t.Fatal(err)
		}
		return
	}
	mapped := t.TempDir()
	cfg.Out = mapped
	if _, err := RunShare(t.Context(), library(nil), cfg, Share{0, 1}, quiet); err != nil {
		t.Fatal(err)
	}
	reduce := func(out string, after time.Duration) (killed bool) {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledReduce$")
		cmd.Env = append(os.Environ(), "FUSUL_TEST_REDUCE="+out)
		if after > 0 {
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer time.AfterFunc(after, func() { cmd.Process.Kill() }).Stop()
			err := cmd.Wait()
			if err != nil && cmd.ProcessState.Exited() {
				t.Fatalf("Finish failed: %v", err)
			}
			return err != nil
		}
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("Finish: %v\n%s", err, said)
		}
		return false
	}
	copied := func() string {
		out := filepath.Join(t.TempDir(), "out")
		if err := os.CopyFS(out, os.DirFS(mapped)); err != nil {
			t.Fatal(err)
		}
		return out
	}
	whole, out := time.Now(), copied()
	reduce(out, 0)
	lasts := time.Since(whole)
	want := resultOf(t, out)
	if want[table.Manifest] == "" {
		t.Fatal("no result")
	}
	random := rand.New(rand.NewPCG(8, 8))
	died := 0
	for range *kills {
		out := copied()
		for range 3 {
			after := time.Duration(random.Int64N(int64(lasts)) + 1)
			if reduce(out, after) {
				died++
			}
			if got := resultOf(t, out); got[table.Manifest] != "" {
				sameFiles(t, "killed, with a manifest", got, want)
			}
		}
		reduce(out, 0)
		sameFiles(t, "killed and repeated", resultOf(t, out), want)
	}
	t.Logf("killed %d of %d", died, *kills*3)
	if died == 0 {
		t.Error("no process was killed in time")
	}
}
