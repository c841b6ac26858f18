package read

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"fusul/stages/text"
)

// An Input is what a person named on the command line, as a file system.
type Input struct {
	FS       fs.FS
	Patterns []string // what to list in FS
	Problems []text.Problem

	name   string // as it was given, for messages
	closer io.Closer
}

// Open returns the input that paths name: each a file, a folder, a glob, a
// zip, or "-" for stdin, which is read to its end here. Several are put side
// by side in one file system, each under its base name.
func Open(opt Options, stdin io.Reader, paths ...string) (*Input, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	switch len(paths) {
	case 0:
		return nil, errors.New("no input")
	case 1:
		return openOne(opt, stdin, paths[0])
	}
	if i := slices.Index(paths, "-"); i >= 0 && slices.Contains(paths[i+1:], "-") {
		return nil, errors.New(`standard input ("-") is named twice`)
	}
	all := &Input{name: quoteList(paths, 3)}
	u := &union{}
	all.FS, all.closer = u, u
	for _, p := range paths {
		in, err := openOne(opt, stdin, p)
		if err != nil {
			all.Close()
			return nil, err
		}
		at := u.mount(baseName(p), in)
		for _, pattern := range in.Patterns {
			all.Patterns = append(all.Patterns, joinMount(at, pattern, u.parts[at].file))
		}
		for _, problem := range in.Problems {
			problem.Path = at + "/" + problem.Path
			all.Problems = append(all.Problems, problem)
		}
	}
	return all, nil
}

// Close closes the archives that the input holds open. Works cannot be loaded
// afterwards.
func (in *Input) Close() error {
	if in.closer == nil {
		return nil
	}
	return in.closer.Close()
}

// List lists the works of the input. Its messages name the input as it was
// given.
func (in *Input) List(opt Options) (*Corpus, error) {
	corpus, err := list(in.FS, opt, in.Patterns, in.Problems)
	var bad *SyntaxError
	switch {
	case errors.As(err, &bad) && bad.Name == ".":
		bad.Name = in.name
	case err != nil && bad == nil:
		err = fmt.Errorf("%s: %w", showName(in.name), err)
	}
	return corpus, err
}

// openOne opens one path.
func openOne(opt Options, stdin io.Reader, name string) (*Input, error) {
	if name == "-" {
		return openStream(opt, stdin)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil && strings.ContainsAny(name, `*?[`) && !errors.Is(err, fs.ErrPermission):
		return openGlob(name)
	case err != nil:
		return nil, err
	case info.IsDir():
		return &Input{FS: os.DirFS(name), Patterns: []string{"."}, name: name}, nil
	case !info.Mode().IsRegular():
		return nil, &SyntaxError{Name: name, Offset: -1, Msg: fmt.Sprintf("is %s, not a file; to read a stream, name the input -", kindOf(info.Mode()))}
	case strings.EqualFold(filepath.Ext(name), ".zip"):
		return openZip(opt, name)
	}
	if kind, err := archiveNamed(name); err != nil {
		return nil, err
	} else if kind != noArchive {
		return openArchiveFile(opt, name, kind)
	}
	dir, base := filepath.Split(name)
	if !utf8.ValidString(base) {
		return nil, &SyntaxError{Name: name, Offset: -1, Msg: "its name is not UTF-8: rename it"}
	}
	if dir == "" {
		dir = "."
	}
	return &Input{FS: os.DirFS(dir), Patterns: []string{base}, name: name}, nil
}

// openGlob opens the folder before the first part with a wildcard.
func openGlob(name string) (*Input, error) {
	slash := filepath.ToSlash(name)
	cut := strings.LastIndexByte(slash[:strings.IndexAny(slash, `*?[`)], '/')
	dir, pattern := ".", slash[cut+1:]
	if cut == 0 {
		dir = "/"
	} else if cut > 0 {
		dir = slash[:cut]
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, err
	}
	return &Input{FS: os.DirFS(dir), Patterns: []string{pattern}, name: name}, nil
}

// openStream reads a stream into memory, under the limits of a file.
func openStream(opt Options, r io.Reader) (*Input, error) {
	if r == nil {
		return nil, errors.New("no standard input")
	}
	b := bufio.NewReaderSize(r, archiveHead)
	head, err := b.Peek(archiveHead)
	if err != nil && err != io.EOF {
		return nil, newIntake("stdin", 0, opt).wrap(err)
	}
	if kind := archiveOf("stdin", head); kind != noArchive && opt.Format == "" {
		return openArchiveStream(opt, kind, b)
	}
	name := streamName(head, opt.Format)
	in := newIntake(name, 0, opt)
	if in.format = opt.Format; in.format == "" {
		in.format = tableFormat(name)
	}
	if _, err := io.Copy(in, b); err != nil {
		return nil, in.wrap(err)
	}
	return &Input{FS: memFile{name, in.String()}, Patterns: []string{name}, name: "standard input"}, nil
}

// streamName is the name under which a stream that begins with head is read:
// its ending says what it is where the first bytes do.
func streamName(head []byte, format Format) string {
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	line, _, _ := bytes.Cut(start, []byte("\n"))
	switch {
	case format != "":
	case bytes.HasPrefix(head, []byte("PAR1")):
		return "stdin.parquet"
	case bytes.HasPrefix(start, []byte("{\"")) && (json.Valid(line) || len(line) == len(start)):
		return "stdin.jsonl"
	}
	return "stdin"
}

// archiveNamed tells which archive the file name is.
func archiveNamed(name string) (archiveKind, error) {
	f, err := os.Open(name)
	if err != nil {
		return noArchive, err
	}
	defer f.Close()
	head := make([]byte, archiveHead)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return noArchive, err
	}
	return archiveOf(filepath.Base(name), head[:n]), nil
}

// openArchiveFile opens an archive that is unpacked.
func openArchiveFile(opt Options, name string, kind archiveKind) (*Input, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return openArchive(opt, name, kind, f, info.Size())
}

// openArchiveStream opens an archive that comes as a stream.
func openArchiveStream(opt Options, kind archiveKind, r io.Reader) (*Input, error) {
	s, err := newSpool(opt)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	at, size, err := s.take(r)
	if err != nil {
		return nil, &SyntaxError{Name: "stdin", Offset: -1, Msg: err.Error(), Err: err}
	}
	in, err := openArchive(opt, "stdin", kind, s.section(at, size), size)
	if err == nil {
		in.name = "standard input"
	}
	return in, err
}

// openZip opens an archive and looks through its directory for what would
// make it dangerous to read.
func openZip(opt Options, name string) (*Input, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		if errors.Is(err, zip.ErrFormat) {
			return nil, &SyntaxError{Name: name, Offset: -1, Msg: "not a zip, or a broken one", Err: err}
		}
		var p *fs.PathError
		if errors.As(err, &p) {
			return nil, err
		}
		return nil, &SyntaxError{Name: name, Offset: -1, Msg: "broken zip: " + err.Error(), Err: err}
	}
	size := int64(0)
	if info, err := os.Stat(name); err == nil {
		size = info.Size()
	}
	problems, err := checkZip(&z.Reader, size, opt)
	if err != nil {
		z.Close()
		return nil, &SyntaxError{Name: name, Offset: -1, Msg: err.Error()}
	}
	for _, f := range z.File {
		if packed(f.Name) && !f.Mode().IsDir() {
			z.Close()
			return openArchiveFile(opt, name, zipArchive) // archives in it are unpacked too
		}
	}
	return &Input{FS: z, Patterns: []string{"."}, Problems: problems, name: name, closer: z}, nil
}
