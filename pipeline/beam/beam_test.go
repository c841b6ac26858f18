package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	"fusul/corpus"
	"fusul/pipeline"
	"fusul/pipeline/beam/internal/buckets"
	"fusul/pipeline/beam/storage"
	"fusul/pipeline/store"
	"fusul/stages/read"
)

// TestMain lets the test be three programs: fusul-beam, a prism of its own,
// and the tests, which start the other two.
func TestMain(m *testing.M) {
	switch role := os.Getenv("FUSUL_BEAM_TEST"); {
	case role == "main":
		main()
	case role == "prism":
		servePrism(os.Args[1])
	default:
		registerSteps()
		flag.Parse()
		beam.Init()
		os.Exit(m.Run())
	}
}

// servePrism is a prism at a port.
func servePrism(port string) {
	var opts prism.Options
	if _, err := fmt.Sscan(port, &opts.Port); err != nil {
		panic(err)
	}
	if _, err := prism.CreateJobServer(context.Background(), opts); err != nil {
		panic(err)
	}
	select {}
}

// start runs this program in another role until the test ends.
func start(t *testing.T, role string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := program(role, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s:\n%s", role, cmd.Stderr)
		}
	})
	return cmd
}

// program returns this program in another role.
func program(role string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "FUSUL_BEAM_TEST="+role)
	cmd.Stderr = &strings.Builder{}
	return cmd
}

// library returns a folder of works: the real books, or, where they are not at
// hand, some made of the sample.
func library(t *testing.T) string {
	t.Helper()
	books, err := filepath.Abs("../../../shared/data/books")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(books); err == nil && !testing.Short() {
		return books
	}
	t.Log("without the books of ../shared")
	intro, err := fs.ReadFile(corpus.Sample, "01-introduction.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range 12 {
		var b strings.Builder
		for j := range (i * 7) % 11 * 3 {
			fmt.Fprintf(&b, "الفصل %d\n\n%s\n", j+1, intro)
		}
		fmt.Fprintf(&b, "كلمة أخيرة عن الحلف رقم %d.\n", i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d-work.txt", i)), []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// settings is a run with a small topic model.
func settings(out string) pipeline.Config {
	cfg := pipeline.Defaults()
	cfg.Out, cfg.Topics, cfg.Iterations, cfg.Seeds = out, "4", 20, 1
	cfg.TopicsTrain = 5000 // so few that the topics of all shards are inferred
	cfg.NoReport = true    // fusul report writes it of the finished folder
	return cfg
}

// pool runs the local pool and returns the hash of every file.
func pool(t *testing.T, input string) map[string]string {
	t.Helper()
	in, err := read.Open(read.Options{}, nil, input)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out := t.TempDir()
	if _, err := pipeline.Run(t.Context(), pipeline.Input{Input: in}, settings(out), func(string, int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return hashes(t, os.DirFS(out))
}

// hashes returns the hash of every file of a result.
func hashes(t *testing.T, dir fs.FS) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == store.Dir: // what only makes the next run faster
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		data, err := fs.ReadFile(dir, name)
		files[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// same fails where the results of two runs differ by a byte.
func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, sum := range want {
		if got[name] != sum {
			t.Errorf("%s: has %q, want %q", name, got[name], sum)
		}
	}
	if len(got) != len(want) || len(want) < 20 {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}

func TestPrism(t *testing.T) {
	input := library(t)
	want := pool(t, input)

	t.Run("in-process", func(t *testing.T) {
		out := t.TempDir()
		if err := flag.Set("runner", "prism"); err != nil {
			t.Fatal(err)
		}
		if err := run(t.Context(), input, settings(out)); err != nil {
			t.Fatal(err)
		}
		if *jobopts.WorkerBinary == "" {
			t.Error("no worker binary was set: Beam would compile one")
		}
		same(t, hashes(t, os.DirFS(out)), want)
	})

	t.Run("external workers", func(t *testing.T) {
		server, workers := buckets.FreePort(t), buckets.FreePort(t)
		start(t, "prism", fmt.Sprint(server))
		start(t, "main", "--worker_pool", fmt.Sprint(workers))
		buckets.Listening(t, server)
		buckets.Listening(t, workers)
		out := t.TempDir()
		submit := program("main", "--runner=universal", fmt.Sprintf("--endpoint=localhost:%d", server),
			"--environment_type=EXTERNAL", fmt.Sprintf("--environment_config=localhost:%d", workers),
			"--topics=4", "--topics-train=5000", "--iterations=20", "--seeds=1", "--out", out, input)
		printed, err := submit.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, submit.Stderr)
		}
		if !strings.Contains(string(printed), "bytes of blocks: ") {
			t.Errorf("no counters in\n%s", printed)
		}
		same(t, hashes(t, os.DirFS(out)), want)
	})

	for name, server := range map[string]func(t *testing.T) func(folder string) string{"S3": buckets.S3, "Google storage": buckets.GCS} {
		t.Run(name, func(t *testing.T) {
			url := server(t)
			upload(t, input, url("works"))
			if err := run(t.Context(), url("works"), settings(url("results"))); err != nil {
				t.Fatal(err)
			}
			results, err := storage.Open(t.Context(), url("results"))
			if err != nil {
				t.Fatal(err)
			}
			defer results.Close()
			same(t, hashes(t, results), want)
		})
	}
}

// upload puts the files of a folder into another.
func upload(t *testing.T, dir, url string) {
	t.Helper()
	to, err := storage.Create(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	files := os.DirFS(dir)
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		return to.Write(name, data)
	})
	if err != nil {
		t.Fatal(err)
	}
}
