// Package storage opens folders by their URL: s3://bucket/folder,
// gs://bucket/folder, file:///folder, or a plain path. Processes on many
// machines read the works from one and write the tables to another. It is kept
// out of the core, which has no drivers of clouds and no network.
//
// Credentials and endpoints come from the environment, as the vendors' own
// tools take them; a URL may name settings after a question mark, as
// gocloud.dev documents: s3://bucket/folder?endpoint=http://host&use_path_style=true.
package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strings"

	"gocloud.dev/gcerrors"
)

// A Folder is a folder of a file system or the keys of a bucket below a
// prefix. It is an [fs.FS] that can also be written to, and a
// [pipeline.Depot]. It is safe to use from many goroutines at once.
type Folder struct {
	place
	url string
}

// A place is what a folder lies in: a bucket, or a file system.
type place interface {
	Open(name string) (fs.File, error)
	Stat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	// write makes a file appear that content writes, whole, or not at all if
	// that fails.
	write(name string, content func(w io.Writer) error) error
	// section opens n bytes of a file, from at on.
	section(name string, at, n int64) (io.ReadCloser, error)
	// copy makes a file that has the bytes of another, which is never changed.
	copy(from, to string) error
	removeAll(name string) error
	Close() error
}

// Open opens a folder that is read.
func Open(ctx context.Context, location string) (*Folder, error) {
	return open(ctx, location, false)
}

// Create opens a folder that is written to. One of a file system is made if it
// does not exist; buckets are not.
func Create(ctx context.Context, location string) (*Folder, error) {
	return open(ctx, location, true)
}

func open(ctx context.Context, location string, create bool) (*Folder, error) {
	f := &Folder{url: location}
	u, err := url.Parse(location)
	switch {
	case !strings.Contains(location, "://"):
		f.place, err = openDir(location, create)
	case err != nil:
	case u.Scheme == "file":
		f.place, err = openDir(u.Path, create)
	default:
		f.place, err = openBucket(ctx, u)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", location, err)
	}
	return f, nil
}

// Open opens a file or a folder.
func (f *Folder) Open(name string) (fs.File, error) {
	file, err := f.place.Open(name)
	return file, f.fail("open", name, err)
}

// Stat describes a file or a folder.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	info, err := f.place.Stat(name)
	return info, f.fail("stat", name, err)
}

// ReadDir lists a folder, by name.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := f.place.ReadDir(name)
	return list, f.fail("readdir", name, err)
}

// Write writes a file whole: until it returns, readers find what was there
// before, and afterwards the new one. Writing the same bytes twice is safe.
func (f *Folder) Write(name string, data []byte) error {
	return f.put(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// put is Write of what content writes.
func (f *Folder) put(name string, content func(w io.Writer) error) error {
	if !fs.ValidPath(name) {
		return f.fail("write", name, fs.ErrInvalid)
	}
	return f.fail("write", name, f.write(name, content))
}

// fail tells where an error happened, if one did, and makes it one of fs where
// it is.
func (f *Folder) fail(op, name string, err error) error {
	if err == nil {
		return nil
	}
	if inner := (*fs.PathError)(nil); errors.As(err, &inner) {
		err = inner.Err
	}
	location, _, _ := strings.Cut(f.url, "?") // without the settings
	return &fs.PathError{Op: op, Path: strings.TrimSuffix(location, "/") + "/" + name, Err: asFS(err)}
}

// asFS returns the error of a driver as one of fs too.
func asFS(err error) error {
	switch gcerrors.Code(err) {
	case gcerrors.NotFound:
		return errors.Join(fs.ErrNotExist, err)
	case gcerrors.PermissionDenied:
		return errors.Join(fs.ErrPermission, err)
	}
	return err
}
