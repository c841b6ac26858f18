package read

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// A spool is what archives hold, unpacked one behind the other into one
// temporary file, as a file system. Memory holds names alone, and every file
// can be read from within.
type spool struct {
	file    *os.File
	size    int64
	entries map[string]*spooled // by path
	opt     Options
}

// A spooled is one file or folder of a spool, and its own file information.
type spooled struct {
	name     string // without folders
	at, size int64  // in the file of the spool
	children []fs.DirEntry
	dir      bool
}

// newSpool makes an empty spool. Its file is taken out of its folder at once
// where the system allows that, so that nothing is left behind whatever ends
// the program.
func newSpool(opt Options) (*spool, error) {
	f, err := os.CreateTemp("", "fusul-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // else Close does it
	s := &spool{file: f, opt: opt, entries: map[string]*spooled{".": {name: ".", dir: true}}}
	return s, nil
}

// Close gives the file back.
func (s *spool) Close() error {
	err := s.file.Close()
	if e := os.Remove(s.file.Name()); e != nil && !errors.Is(e, fs.ErrNotExist) {
		return errors.Join(err, e)
	}
	return err
}

// take copies r to the end of the spool and returns where it stands.
func (s *spool) take(r io.Reader) (at, size int64, err error) {
	at = s.size
	most := s.opt.MaxUnpacked - s.size
	size, err = io.Copy(io.NewOffsetWriter(s.file, at), &timely{io.LimitReader(r, most+1), s.opt.budget})
	if err == nil && size > most {
		err = fmt.Errorf("unpacks to more than %d bytes in all (limit MaxUnpacked)", s.opt.MaxUnpacked)
	}
	s.size += size
	return at, size, err
}

// section reads a stretch of the spool.
func (s *spool) section(at, size int64) *io.SectionReader {
	return io.NewSectionReader(s.file, at, size)
}

// add enters a file under a path, and the folders it is in.
func (s *spool) add(name string, at, size int64) error {
	if s.entries[name] != nil {
		return fmt.Errorf("entry %q stands in it twice", name)
	}
	if len(s.entries) > s.opt.MaxFiles {
		return fmt.Errorf("more than %d entries (limit MaxFiles)", s.opt.MaxFiles)
	}
	e := &spooled{name: path.Base(name), at: at, size: size}
	s.entries[name] = e
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		parent := s.entries[dir]
		known := parent != nil
		if known && !parent.dir {
			return fmt.Errorf("entry %q is a file and a folder", dir)
		}
		if !known {
			parent = &spooled{name: path.Base(dir), dir: true}
			s.entries[dir] = parent
		}
		parent.children = append(parent.children, fs.FileInfoToDirEntry(e))
		if known {
			return nil
		}
		e = parent
	}
}

// Open opens a file or folder.
func (s *spool) Open(name string) (fs.File, error) {
	e := s.entries[name]
	if !fs.ValidPath(name) || e == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if e.dir {
		children := slices.Clone(e.children)
		slices.SortFunc(children, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		return &spooledDir{e, children}, nil
	}
	return &spooledFile{s.section(e.at, e.size), e}, nil
}

func (e *spooled) Name() string       { return e.name }
func (e *spooled) Size() int64        { return e.size }
func (e *spooled) ModTime() time.Time { return time.Time{} }
func (e *spooled) IsDir() bool        { return e.dir }
func (e *spooled) Sys() any           { return nil }
func (e *spooled) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// A spooledFile is an open file of a spool.
type spooledFile struct {
	*io.SectionReader
	info *spooled
}

func (f *spooledFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *spooledFile) Close() error               { return nil }

// A spooledDir is an open folder of a spool.
type spooledDir struct {
	info *spooled
	left []fs.DirEntry
}

func (d *spooledDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *spooledDir) Close() error               { return nil }
func (d *spooledDir) Read([]byte) (int, error)   { return 0, errors.New("is a folder") }

// ReadDir is part of [fs.ReadDirFile].
func (d *spooledDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(d.left) {
		if n > 0 && len(d.left) == 0 {
			return nil, io.EOF
		}
		n = len(d.left)
	}
	part := d.left[:n]
	d.left = d.left[n:]
	return part, nil
}
