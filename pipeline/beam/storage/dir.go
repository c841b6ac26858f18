package storage

import (
	"crypto/rand"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A dir is a folder of the file system.
type dir struct {
	fs.FS
	path string
}

func openDir(path string, create bool) (place, error) {
	path, err := filepath.Abs(path)
	if err == nil && create {
		err = os.MkdirAll(path, 0o777)
	}
	if err == nil {
		_, err = os.ReadDir(path)
	}
	return &dir{os.DirFS(path), path}, err
}

func (d *dir) at(name string) string { return filepath.Join(d.path, filepath.FromSlash(name)) }

func (d *dir) Close() error                               { return nil }
func (d *dir) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(d.FS, name) }
func (d *dir) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(d.FS, name) }
func (d *dir) removeAll(name string) error                { return os.RemoveAll(d.at(name)) }

func (d *dir) write(name string, content func(w io.Writer) error) error {
	return d.replace(name, func(draft string) error {
		f, err := os.Create(draft)
		if err != nil {
			return err
		}
		err = content(f)
		if e := f.Close(); err == nil {
			err = e
		}
		return err
	})
}

// copy makes another name of the same file, where the file system can.
func (d *dir) copy(from, to string) error {
	err := d.replace(to, func(draft string) error { return os.Link(d.at(from), draft) })
	if err == nil {
		return nil
	}
	in, err := os.Open(d.at(from))
	if err != nil {
		return err
	}
	defer in.Close()
	return d.write(to, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}

// replace puts the file that make makes in the place of another.
func (d *dir) replace(name string, make func(draft string) error) error {
	drafts := d.at(units + "/drafts")
	for _, parent := range []string{drafts, filepath.Dir(d.at(name))} {
		if err := os.MkdirAll(parent, 0o777); err != nil {
			return err
		}
	}
	draft := filepath.Join(drafts, rand.Text()) // a name that no other process takes
	defer os.Remove(draft)
	if err := make(draft); err != nil {
		return err
	}
	return os.Rename(draft, d.at(name))
}

func (d *dir) section(name string, at, n int64) (io.ReadCloser, error) {
	f, err := os.Open(d.at(name))
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(f, at, n), f}, nil
}
