package storage

import (
	"context"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/gcsblob" // the drivers register their schemes
	"gocloud.dev/blob/s3blob"
	"gocloud.dev/gcerrors"
)

// A bucket is the keys of a bucket below a prefix.
type bucket struct {
	ctx    context.Context // fs.FS has no place for one
	bucket *blob.Bucket
}

// checksums is the setting that, where a server keeps none, has the driver of S3
// print a line for each file read. Units have hashes of their own.
const checksums = "response_checksum_validation"

func openBucket(ctx context.Context, u *url.URL) (place, error) {
	prefix := strings.Trim(u.Path, "/")
	u.Path, u.RawPath = "", ""
	if q := u.Query(); u.Scheme == s3blob.Scheme && !q.Has(checksums) {
		q.Set(checksums, "when_required")
		u.RawQuery = q.Encode()
	}
	keys, err := blob.OpenBucket(ctx, u.String())
	if err == nil && prefix != "" {
		keys = blob.PrefixedBucket(keys, prefix+"/")
	}
	return &bucket{ctx, keys}, err
}

func (b *bucket) Close() error { return b.bucket.Close() }

// writing leaves no driver to guess what the bytes are.
var writing = &blob.WriterOptions{ContentType: "application/octet-stream"}

func (b *bucket) write(name string, content func(w io.Writer) error) error {
	ctx, cancel := context.WithCancel(b.ctx)
	defer cancel()
	w, err := b.bucket.NewWriter(ctx, name, writing)
	if err != nil {
		return err
	}
	if err := content(w); err != nil {
		cancel() // or Close would make what there is appear
		w.Close()
		return err
	}
	return w.Close()
}

func (b *bucket) section(name string, at, n int64) (io.ReadCloser, error) {
	r, err := b.bucket.NewRangeReader(b.ctx, name, at, n, nil)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// copy lets the store copy by itself; nothing passes through this machine.
func (b *bucket) copy(from, to string) error { return b.bucket.Copy(b.ctx, to, from, nil) }

func (b *bucket) removeAll(name string) error {
	var keys []string
	for list := b.bucket.List(&blob.ListOptions{Prefix: name + "/"}); ; {
		o, err := list.Next(b.ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		keys = append(keys, o.Key)
	}
	for _, key := range keys {
		if err := b.bucket.Delete(b.ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// Open opens a file or a folder.
func (b *bucket) Open(name string) (fs.File, error) {
	info, err := b.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return &openFolder{folder: b, info: info.(entry), path: name}, nil
	}
	r, err := b.bucket.NewReader(b.ctx, name, nil)
	if err != nil {
		return nil, err
	}
	return &file{r, info}, nil
}

// Stat describes a file or a folder. A bucket has no folders: one exists where
// keys begin with its name.
func (b *bucket) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	if name == "." {
		return entry{name: ".", mode: fs.ModeDir}, nil
	}
	a, err := b.bucket.Attributes(b.ctx, name)
	if err == nil {
		return entry{name: path.Base(name), size: a.Size, time: a.ModTime}, nil
	}
	if gcerrors.Code(err) != gcerrors.NotFound {
		return nil, err
	}
	below := b.bucket.List(&blob.ListOptions{Prefix: name + "/"})
	if _, none := below.Next(b.ctx); none == io.EOF {
		return nil, err
	} else if none != nil {
		return nil, none
	}
	return entry{name: path.Base(name), mode: fs.ModeDir}, nil
}

// ReadDir lists a folder, by name.
func (b *bucket) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	var entries []fs.DirEntry
	for list := b.bucket.List(&blob.ListOptions{Prefix: prefix, Delimiter: "/"}); ; {
		o, err := list.Next(b.ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
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
		return nil, fs.ErrNotExist
	}
	return entries, nil
}
