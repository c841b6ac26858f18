package read

import (
	"archive/zip"
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
	in := newIntake("stdin", 0, opt)
	if _, err := io.Copy(in, r); err != nil {
		return nil, in.wrap(err)
	}
	return &Input{FS: memFile{"stdin", in.String()}, Patterns: []string{"stdin"}, name: "standard input"}, nil
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
	return &Input{FS: z, Patterns: []string{"."}, Problems: problems, name: name, closer: z}, nil
}
