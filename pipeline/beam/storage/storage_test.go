package storage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"fusul/stages/read"
	"fusul/stages/table"
)

// server is the S3-compatible server of the tests, at the version that they
// were written with. It keeps buckets in folders.
const server = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"

// binaries is where the server is installed, once for all tests.
var binaries string

func TestMain(m *testing.M) {
	var err error
	if binaries, err = os.MkdirTemp("", "fusul-s3-"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(binaries)
	os.Exit(code)
}

// installed returns the folder with the program of the server.
var installed = sync.OnceValues(func() (string, error) {
	install := exec.Command("go", "install", server)
	install.Env = append(os.Environ(), "GOBIN="+binaries, "GOFLAGS=-trimpath", "CGO_ENABLED=0")
	out, err := install.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return binaries, err
})

// startS3 starts a server with the bucket library and returns its URL, to
// which a folder may be added in front of the question mark.
func startS3(t *testing.T) func(folder string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("no S3 server with -short")
	}
	bin, err := installed()
	if err != nil {
		t.Skipf("%s cannot be had here: %v", server, err)
	}
	data := t.TempDir()
	if err := os.Mkdir(filepath.Join(data, "library"), 0o777); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	cmd := exec.Command(filepath.Join(bin, "versitygw"), "--access", "tester", "--secret", "of-the-storage", "--port", address,
		"posix", "--sidecar", t.TempDir(), data)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	t.Setenv("AWS_ACCESS_KEY_ID", "tester")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "of-the-storage")
	t.Setenv("AWS_REGION", "us-east-1")
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return func(folder string) string {
				return fmt.Sprintf("s3://library/%s?endpoint=http://%s&use_path_style=true", folder, address)
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the server did not start")
	return nil
}

// eachStore runs a test on a folder of the file system and on one of a bucket.
func eachStore(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("path", func(t *testing.T) { test(t, t.TempDir()) })
	t.Run("file", func(t *testing.T) { test(t, "file://"+t.TempDir()) })
	t.Run("s3", func(t *testing.T) {
		url := startS3(t)
		test(t, url("a folder/in it"))
	})
}

// created is a folder with two works.
func created(t *testing.T, url string) *Folder {
	t.Helper()
	f, err := Create(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	for name, text := range map[string]string{"بحر.txt": "ركب الصياد البحر.", "shelf/جبل.txt": "صعد الراعي الجبل."} {
		if err := f.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func TestFolder(t *testing.T) {
	eachStore(t, func(t *testing.T, url string) {
		f := created(t, url)
		if err := fstest.TestFS(f, "بحر.txt", "shelf/جبل.txt"); err != nil {
			t.Error(err)
		}
		if _, err := f.Open("no.txt"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a file that is not there: %v", err)
		}
		if err := f.Write("../out.txt", nil); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("a name outside: %v", err)
		}
		list, err := read.List(f, read.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, w := range list.Works {
			doc, err := w.Load(f, read.Options{})
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, w.Files[0].Path+" "+doc.Text)
		}
		if got, want := strings.Join(names, "; "), "shelf/جبل.txt صعد الراعي الجبل.; بحر.txt ركب الصياد البحر."; got != want {
			t.Errorf("works %s, want %s", got, want)
		}
	})
}

func TestUnit(t *testing.T) {
	eachStore(t, func(t *testing.T, url string) {
		f := created(t, url)
		if _, err := f.Unit(".fusul/map/0"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a unit that is not there: %v", err)
		}
		for range 2 { // a step that is repeated
			d := f.Draft(".fusul/map/0")
			for _, name := range []string{"text/بحر.txt", "tokens.parquet"} {
				if err := d.Put(name, []byte("bytes of "+name)); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Finish(); err != nil {
				t.Fatal(err)
			}
		}
		u, err := f.Unit(".fusul/map/0")
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(u.Names(), " "); got != "text/بحر.txt tokens.parquet" {
			t.Errorf("names %q", got)
		}
		if _, err := u.Read("matches.parquet"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a file that the unit has not: %v", err)
		}

		r := f.Result()
		if err := r.Keep(u, "tokens.parquet", table.File{Name: "tokens/part-0.parquet"}); err != nil {
			t.Fatal(err)
		}
		failed := errors.New("failed")
		err = r.Write(table.File{Name: "half"}, func(w io.Writer) (int64, error) {
			fmt.Fprint(w, "half of it")
			return 0, failed
		})
		if !errors.Is(err, failed) {
			t.Errorf("a file that failed: %v", err)
		}
		if _, err := f.Stat("half"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("half a file appeared: %v", err)
		}
		if data, err := fs.ReadFile(f, "tokens/part-0.parquet"); err != nil || string(data) != "bytes of tokens.parquet" {
			t.Errorf("read %q, %v", data, err)
		}

		if err := f.Write(".fusul/map/0/tokens.parquet", []byte("other bytes")); err != nil {
			t.Fatal(err)
		}
		if _, err := u.Read("tokens.parquet"); err == nil {
			t.Error("other bytes were taken for those of the unit")
		}
		if err := f.RemoveAll(".fusul"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Unit(".fusul/map/0"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a unit that was removed: %v", err)
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	for url, want := range map[string]string{
		"ftp://host/folder":             "ftp",
		filepath.Join(t.TempDir(), "x"): "no such file",
	} {
		if _, err := Open(t.Context(), url); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%q): %v", url, err)
		}
	}
}
