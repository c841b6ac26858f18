package read

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// A union is several inputs as the top entries of one file system.
type union struct {
	parts map[string]part
	order []*Input
}

// A part is one input of a union.
type part struct {
	fsys fs.FS
	file string // the one file of fsys that is the part; empty for a folder
}

// mount adds in under name, or under name with a number if that is taken, and
// returns the name that it got.
func (u *union) mount(name string, in *Input) string {
	if u.parts == nil {
		u.parts = make(map[string]part)
	}
	at := name
	for n := 2; ; n++ {
		if _, taken := u.parts[at]; !taken {
			break
		}
		ext := filepath.Ext(name)
		at = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext)
	}
	p := part{fsys: in.FS}
	if len(in.Patterns) == 1 && in.Patterns[0] != "." {
		if info, err := fs.Stat(in.FS, in.Patterns[0]); err == nil && !info.IsDir() && in.Patterns[0] != manifestName {
			p.file = in.Patterns[0]
		}
	}
	u.parts[at] = p
	u.order = append(u.order, in)
	return at
}

// joinMount returns pattern as it is named below the mount at.
func joinMount(at, pattern, file string) string {
	if file != "" || pattern == "." {
		return at
	}
	return at + "/" + pattern
}

// baseName is the name under which an input stands in a union.
func baseName(p string) string {
	if p == "-" {
		return "stdin"
	}
	if strings.ContainsAny(p, `*?[`) {
		p = filepath.Dir(p[:strings.IndexAny(p, `*?[`)] + "x")
	} else if filepath.Base(p) == manifestName {
		p = filepath.Dir(p) // the folder that it is about
	}
	base := strings.ToValidUTF8(filepath.Base(filepath.Clean(p)), "_")
	if base == "." || base == ".." || base == string(filepath.Separator) {
		return "input"
	}
	return base
}

// Open opens name in the part that its first element names.
func (u *union) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	at, rest, nested := strings.Cut(name, "/")
	p, ok := u.parts[at]
	switch {
	case !ok || nested && p.file != "":
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case p.file != "":
		rest = p.file
	case !nested:
		rest = "."
	}
	f, err := p.fsys.Open(rest)
	var bad *fs.PathError
	if errors.As(err, &bad) {
		return nil, &fs.PathError{Op: bad.Op, Path: name, Err: bad.Err}
	}
	return f, err
}

// Close closes all parts.
func (u *union) Close() error {
	var errs []error
	for _, in := range u.order {
		errs = append(errs, in.Close())
	}
	return errors.Join(errs...)
}

// A memFile is a file system of one file, held in memory.
type memFile struct{ name, content string }

// Open opens the file.
func (m memFile) Open(name string) (fs.File, error) {
	if name != m.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memReader{m, strings.NewReader(m.content)}, nil
}

// A memReader is an open memFile, and its own file information.
type memReader struct {
	memFile
	*strings.Reader
}

func (r *memReader) Stat() (fs.FileInfo, error) { return r, nil }
func (r *memReader) Close() error               { return nil }
func (r *memReader) Name() string               { return r.name }
func (r *memReader) Size() int64                { return int64(len(r.content)) }
func (r *memReader) Mode() fs.FileMode          { return 0o444 }
func (r *memReader) ModTime() time.Time         { return time.Time{} }
func (r *memReader) IsDir() bool                { return false }
func (r *memReader) Sys() any                   { return nil }
