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
	"path"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob" // the drivers register their schemes
	_ "gocloud.dev/blob/gcsblob"
	"gocloud.dev/blob/s3blob"
	"gocloud.dev/gcerrors"
)

// A Folder is a folder of a file system or the keys of a bucket below a
// prefix. It is an [fs.FS] that can also be written to, and is safe to use
// from many goroutines at once.
type Folder struct {
	ctx    context.Context // fs.FS has no place for one
	bucket *blob.Bucket
	url    string
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

// checksums is the setting that, where a server keeps none, has the driver of S3
// print a line for each file read. Units have hashes of their own.
const checksums = "response_checksum_validation"

func open(ctx context.Context, location string, create bool) (*Folder, error) {
	f := &Folder{ctx: ctx, url: location}
	u, err := url.Parse(location)
	switch {
	case !strings.Contains(location, "://"):
		f.bucket, err = openPath(location, create)
	case err != nil:
	case u.Scheme == "file":
		f.bucket, err = openPath(u.Path, create)
	default:
		prefix := strings.Trim(u.Path, "/")
		u.Path, u.RawPath = "", ""
		if q := u.Query(); u.Scheme == s3blob.Scheme && !q.Has(checksums) {
			q.Set(checksums, "when_required")
			u.RawQuery = q.Encode()
		}
		if f.bucket, err = blob.OpenBucket(ctx, u.String()); err == nil && prefix != "" {
			f.bucket = blob.PrefixedBucket(f.bucket, prefix+"/")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", location, err)
	}
	return f, nil
}

// openPath opens a folder of the file system. Files are written beside their
// place, since a folder for temporary files may be on another disk.
func openPath(dir string, create bool) (*blob.Bucket, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return fileblob.OpenBucket(dir, &fileblob.Options{CreateDir: create, NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
}

// Close ends the use of the folder.
func (f *Folder) Close() error { return f.bucket.Close() }

// writing leaves no driver to guess what the bytes are.
var writing = &blob.WriterOptions{ContentType: "application/octet-stream"}

// Write writes a file whole: until it returns, readers find what was there
// before, and afterwards the new one. Writing the same bytes twice is safe.
func (f *Folder) Write(name string, data []byte) error {
	if !fs.ValidPath(name) {
		return f.fail("write", name, fs.ErrInvalid)
	}
	if err := f.bucket.WriteAll(f.ctx, name, data, writing); err != nil {
		return f.fail("write", name, err)
	}
	return nil
}

// Open opens a file or a folder.
func (f *Folder) Open(name string) (fs.File, error) {
	info, err := f.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return &dir{folder: f, info: info.(entry), path: name}, nil
	}
	r, err := f.bucket.NewReader(f.ctx, name, nil)
	if err != nil {
		return nil, f.fail("open", name, err)
	}
	return &file{r, info}, nil
}

// Stat describes a file or a folder. A bucket has no folders: one exists where
// keys begin with its name.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, f.fail("stat", name, fs.ErrInvalid)
	}
	if name == "." {
		return entry{name: ".", mode: fs.ModeDir}, nil
	}
	a, err := f.bucket.Attributes(f.ctx, name)
	if err == nil {
		return entry{name: path.Base(name), size: a.Size, time: a.ModTime}, nil
	}
	if gcerrors.Code(err) != gcerrors.NotFound {
		return nil, f.fail("stat", name, err)
	}
	below := f.bucket.List(&blob.ListOptions{Prefix: name + "/"})
	if _, none := below.Next(f.ctx); none == io.EOF {
		return nil, f.fail("stat", name, err)
	} else if none != nil {
		return nil, f.fail("stat", name, none)
	}
	return entry{name: path.Base(name), mode: fs.ModeDir}, nil
}

// ReadDir lists a folder, by name.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, f.fail("readdir", name, fs.ErrInvalid)
	}
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	var entries []fs.DirEntry
	for list := f.bucket.List(&blob.ListOptions{Prefix: prefix, Delimiter: "/"}); ; {
		o, err := list.Next(f.ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, f.fail("readdir", name, err)
		}
		e := entry{name: path.Base(o.Key), size: o.Size, time: o.ModTime}
		if o.IsDir {
			e = entry{name: path.Base(o.Key), mode: fs.ModeDir}
		}
		if o.Key != prefix { // consoles make a folder by an empty key with its name
			entries = append(entries, e)
		}
	}
	if len(entries) == 0 && name != "." {
		return nil, f.fail("readdir", name, fs.ErrNotExist)
	}
	return entries, nil
}

// fail tells where an error happened, and makes it one of fs where it is.
func (f *Folder) fail(op, name string, err error) error {
	switch gcerrors.Code(err) {
	case gcerrors.NotFound:
		err = errors.Join(fs.ErrNotExist, err)
	case gcerrors.PermissionDenied:
		err = errors.Join(fs.ErrPermission, err)
	}
	return &fs.PathError{Op: op, Path: strings.TrimSuffix(withoutQuery(f.url), "/") + "/" + name, Err: err}
}

// withoutQuery leaves the settings out of messages.
func withoutQuery(location string) string {
	before, _, _ := strings.Cut(location, "?")
	return before
}
