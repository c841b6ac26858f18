package read

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"fusul/stages/text"
)

// An archiveKind is a way to pack files.
type archiveKind uint8

const (
	noArchive archiveKind = iota
	zipArchive
	tarArchive
	gzipArchive // of one file, which may be a tar
)

// archiveHead is the number of bytes that tell an archive.
const archiveHead = 4096

// archiveOf tells which archive a file is that begins with head. A document
// that is a zip is none.
func archiveOf(name string, head []byte) archiveKind {
	const magicAt = 257 // of tar
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if containerOf(name, head) == "" {
			return zipArchive
		}
	case bytes.HasPrefix(head, []byte("\x1F\x8B")):
		return gzipArchive
	case len(head) > magicAt+5 && string(head[magicAt:magicAt+5]) == "ustar":
		return tarArchive
	}
	return noArchive
}

// packed reports whether a name is that of an archive.
func packed(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".tar", ".gz", ".tgz":
		return true
	}
	return false
}

// An unpacker unpacks an archive, and those in it, into a spool.
type unpacker struct {
	*spool
	problems []text.Problem
}

// openArchive opens an archive that holds others, or cannot be read in place.
func openArchive(opt Options, name string, kind archiveKind, src io.ReaderAt, size int64) (*Input, error) {
	opt.budget = newBudget(size, opt)
	s, err := newSpool(opt)
	if err != nil {
		return nil, err
	}
	u := &unpacker{spool: s}
	if err := u.unpack(kind, path.Base(name), "", src, size, 1); err != nil {
		s.Close()
		return nil, &SyntaxError{Name: name, Offset: -1, Msg: err.Error(), Err: err}
	}
	return &Input{FS: s, Patterns: []string{"."}, Problems: u.problems, name: name, closer: s}, nil
}

// unpack unpacks an archive of this name into the folder dir.
func (u *unpacker) unpack(kind archiveKind, name, dir string, src io.ReaderAt, size int64, depth int) error {
	if depth > u.opt.MaxArchives {
		return fmt.Errorf("archives nest deeper than %d (limit MaxArchives)", u.opt.MaxArchives)
	}
	switch kind {
	case zipArchive:
		return u.zip(dir, src, size, depth)
	case tarArchive:
		return u.tar(dir, io.NewSectionReader(src, 0, size), depth)
	}
	return u.gzip(name, dir, src, size, depth)
}

// zip unpacks a zip.
func (u *unpacker) zip(dir string, src io.ReaderAt, size int64, depth int) error {
	z, err := zip.NewReader(src, size)
	if err != nil {
		return fmt.Errorf("broken or cut off zip: %w", err)
	}
	problems, err := checkZip(z, size, u.opt)
	if err != nil {
		return err
	}
	for _, p := range problems {
		p.Path = path.Join(dir, p.Path)
		u.problems = append(u.problems, p)
	}
	for _, f := range z.File {
		if f.Mode().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("entry %q: %w", f.Name, err)
		}
		err = u.entry(path.Join(dir, strings.ReplaceAll(f.Name, `\`, "/")), r, depth)
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// tar unpacks a tar.
func (u *unpacker) tar(dir string, src io.Reader, depth int) error {
	t := tar.NewReader(src)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("broken or cut off tar: %w", err)
		case n > u.opt.MaxFiles:
			return fmt.Errorf("more than %d entries (limit MaxFiles)", u.opt.MaxFiles)
		}
		name := strings.TrimPrefix(h.Name, "./")
		if err := checkZipName(name, u.opt); err != nil {
			return err
		}
		name = path.Join(dir, strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "\uFFFD"))
		switch h.Typeflag {
		case tar.TypeDir, tar.TypeXGlobalHeader:
		case tar.TypeReg:
			if err := u.entry(name, t, depth); err != nil {
				return err
			}
		default:
			u.problems = append(u.problems, skipped(name, "is "+kindOf(h.FileInfo().Mode())+", not a file"))
		}
	}
}

// gzip unpacks the one file of a gzip.
func (u *unpacker) gzip(name, dir string, src io.ReaderAt, size int64, depth int) error {
	in := &counted{Reader: io.NewSectionReader(src, 0, size)}
	z, err := gzip.NewReader(in)
	if err != nil {
		return fmt.Errorf("broken gzip: %w", err)
	}
	base := strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".GZ")
	if ext := path.Ext(name); strings.EqualFold(ext, ".tgz") {
		base = strings.TrimSuffix(name, ext) + ".tar"
	}
	if err := checkZipName(base, u.opt); err != nil {
		return err
	}
	at, n, err := u.take(&ratioReader{Reader: z, in: in, most: int64(u.opt.MaxRatio)})
	if err != nil {
		return fmt.Errorf("broken or cut off gzip: %w", err)
	}
	return u.enter(path.Join(dir, base), at, n, depth, depth)
}

// entry unpacks one file of an archive.
func (u *unpacker) entry(name string, r io.Reader, depth int) error {
	at, n, err := u.take(r)
	if err != nil {
		return fmt.Errorf("entry %q: %w", name, err)
	}
	return u.enter(name, at, n, depth, depth+1)
}

// enter adds a file that was unpacked or, if it is an archive, what is in it.
// A tar within a gzip is one archive with it.
func (u *unpacker) enter(name string, at, size int64, depth, below int) error {
	head := make([]byte, archiveHead)
	n, err := u.section(at, size).ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	kind := archiveOf(name, head[:n])
	if kind == noArchive {
		return u.add(name, at, size)
	}
	dir := name
	if depth == below { // out of a gzip: the tar's own name says nothing
		dir = path.Dir(name)
	}
	if kind == gzipArchive && depth == below {
		below++
	}
	err = u.unpack(kind, path.Base(name), dir, u.section(at, size), size, below)
	if err != nil {
		return fmt.Errorf("%s: %w", showName(name), err)
	}
	return nil
}

// A counted counts the bytes read from it.
type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// A ratioReader refuses to unpack far more than it takes in.
type ratioReader struct {
	io.Reader
	in   *counted
	n    int64
	most int64
}

func (r *ratioReader) Read(p []byte) (int, error) {
	const harmless = 1 << 20
	n, err := r.Reader.Read(p)
	if r.n += int64(n); r.n > harmless && r.n/r.most > r.in.n {
		return n, fmt.Errorf("unpacks more than %d-fold (limit MaxRatio)", r.most)
	}
	return n, err
}
