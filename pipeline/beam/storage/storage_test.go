package storage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"fusul/pipeline"
	"fusul/pipeline/beam/internal/buckets"
	"fusul/stages/read"
	"fusul/stages/table"
)

// eachStore runs a test on folders of the file system and on folders of buckets.
func eachStore(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("path", func(t *testing.T) { test(t, t.TempDir()) })
	t.Run("file", func(t *testing.T) { test(t, "file://"+t.TempDir()) })
	t.Run("s3", func(t *testing.T) { test(t, buckets.S3(t)("a folder/in it")) })
	t.Run("gs", func(t *testing.T) { test(t, buckets.GCS(t)("a folder/in it")) })
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
		if _, err := f.Unit("map/0"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a unit that is not there: %v", err)
		}
		failed := errors.New("failed")
		if err := f.Make("map/0", func(out pipeline.Sink) error { return errors.Join(out("a", nil), failed) }); !errors.Is(err, failed) {
			t.Errorf("a step that failed: %v", err)
		}
		if _, err := f.Unit("map/0"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the unit of a step that failed: %v", err)
		}
		block := bytes.Repeat([]byte("0123456"), 2*pieceSize/7) // more than one piece, and the last is shorter
		for range 2 {                                           // a step that is repeated
			err := f.Make("map/0", func(out pipeline.Sink) error {
				return errors.Join(out("text/بحر.txt", []byte("bytes of text/بحر.txt")), out("tokens.parquet", []byte("bytes of tokens.parquet")), out("block", block))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		u, err := f.Unit("map/0")
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(u.Names(), " "); got != "text/بحر.txt tokens.parquet block" {
			t.Errorf("names %q", got)
		}
		if _, err := u.Read("matches.parquet"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a file that the unit has not: %v", err)
		}

		in, err := u.Open("block")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(in); err != nil || !bytes.Equal(got, block) {
			t.Errorf("%d bytes in pieces, %v, want %d", len(got), err, len(block))
		}

		r := f.Result()
		if err := r.Keep(u, "tokens.parquet", table.File{Name: "tokens/part-0.parquet"}); err != nil {
			t.Fatal(err)
		}
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
		if err := f.Clean(); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Unit("map/0"); !errors.Is(err, fs.ErrNotExist) {
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
