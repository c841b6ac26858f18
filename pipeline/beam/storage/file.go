package storage

import (
	"io"
	"io/fs"
	"time"

	"gocloud.dev/blob"
)

// An entry describes a file or a folder.
type entry struct {
	name string
	size int64
	mode fs.FileMode // fs.ModeDir or 0
	time time.Time
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return e.size }
func (e entry) Mode() fs.FileMode          { return e.mode | 0o444 }
func (e entry) Type() fs.FileMode          { return e.mode }
func (e entry) ModTime() time.Time         { return e.time }
func (e entry) IsDir() bool                { return e.mode.IsDir() }
func (e entry) Sys() any                   { return nil }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }
func (e entry) String() string             { return fs.FormatDirEntry(e) }

// A file is an open file.
type file struct {
	*blob.Reader
	info fs.FileInfo
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

// An openFolder is a folder of a bucket that was opened.
type openFolder struct {
	folder  *bucket
	info    entry
	path    string
	entries []fs.DirEntry
	read    bool
}

func (d *openFolder) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *openFolder) Close() error               { return nil }
func (d *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.path, Err: fs.ErrInvalid}
}

// ReadDir is as in [fs.ReadDirFile].
func (d *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !d.read {
		var err error
		if d.entries, err = d.folder.ReadDir(d.path); err != nil {
			return nil, err
		}
		d.read = true
	}
	if n <= 0 {
		n = len(d.entries)
	} else if len(d.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.entries))
	list := d.entries[:n:n]
	d.entries = d.entries[n:]
	return list, nil
}
