package read

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// files returns the files that an entry names, in its order.
func (m *manifest) files(p pair, encoding string, format Format) ([]File, error) {
	nodes := []ast.Node{p.value}
	if list, ok := p.value.(*ast.SequenceNode); ok {
		nodes = list.Values
	}
	var files []File
	for _, n := range nodes {
		f := File{Encoding: encoding, Format: format}
		name, at := "", n.GetToken()
		if s, ok := scalar(n); ok {
			name = s
		} else if err := m.fileEntry(n, &f, &name); err != nil {
			return nil, err
		}
		found, err := m.find(name, at)
		if err != nil {
			return nil, err
		}
		for _, g := range found {
			m.named[g.Path] = true
			g.Encoding, g.Format, g.Title = f.Encoding, f.Format, f.Title
			files = append(files, g)
		}
	}
	if len(files) == 0 {
		return nil, placeError(m.name, p.at, `"files" names no file`)
	}
	return files, nil
}

// fileEntry takes in the entry of a file that says more than its path.
func (m *manifest) fileEntry(n ast.Node, f *File, name *string) error {
	pairs, err := mapping(m.name, n)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		switch p.key {
		case "path":
			*name, err = scalarOf(m.name, p)
		case "title":
			f.Title, err = scalarOf(m.name, p)
		case "encoding":
			f.Encoding, err = m.encodingOf(p)
		case "format":
			f.Format, err = m.formatOf(p)
		default:
			err = m.unknown(p, "path, title, encoding, format")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// find returns the files that a path, a folder or a pattern beside the
// manifest names.
func (m *manifest) find(name string, at *token.Token) ([]File, error) {
	full := path.Join(m.dir, name)
	switch {
	case name == "":
		return nil, placeError(m.name, at, "a file without a path")
	case strings.Contains(name, `\`):
		return nil, placeError(m.name, at, `write the path %q with "/"`, name)
	case path.IsAbs(name), slices.Contains(strings.Split(name, "/"), ".."), !fs.ValidPath(full):
		return nil, placeError(m.name, at, "the path %q leads out of the folder", name)
	}
	info, err := fs.Stat(m.fsys, full)
	switch {
	case err == nil && info.Mode().IsRegular():
		return []File{{Path: full, Size: info.Size()}}, nil
	case err == nil && info.IsDir(), err != nil && strings.ContainsAny(name, `*?[`):
		files, err := m.findAll(full, err == nil)
		if err != nil {
			return nil, placeError(m.name, at, "%s", strings.ReplaceAll(err.Error(), full, name))
		}
		return files, nil
	case err == nil:
		return nil, placeError(m.name, at, "%q is %s, not a file", name, kindOf(info.Mode()))
	case errors.Is(err, fs.ErrNotExist):
		return nil, placeError(m.name, at, "no file %q", name)
	}
	return nil, placeError(m.name, at, "%q: %s", name, cause(err))
}

// findAll returns the files of a folder or a pattern.
func (m *manifest) findAll(full string, folder bool) ([]File, error) {
	sub := newLister(m.fsys, m.opt)
	list := sub.pattern
	if folder {
		list = func(dir string) error { return sub.inFolder(dir, m.name) }
	}
	if err := list(full); err != nil {
		return nil, err
	}
	m.corpus.Problems = append(m.corpus.Problems, sub.corpus.Problems...)
	var files []File
	for _, w := range sub.corpus.Works {
		if w.Manifest != "" {
			return nil, fmt.Errorf("%q holds a %s of its own", full, manifestName)
		}
		if w.Files[0].Row != nil {
			return nil, fmt.Errorf("%q holds a work in each row: name it by its path", w.Files[0].Path)
		}
		files = append(files, w.Files[0])
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no file to read in %q", full)
	}
	return files, nil
}

// inFolder lists a folder that a manifest names; it must not be the manifest's
// own, which would be listed for ever.
func (l *lister) inFolder(dir, manifest string) error {
	if path.Join(dir, manifestName) == manifest {
		return errors.New(`name the files, not the folder that this file stands in (or leave "works" out)`)
	}
	return l.folder(dir, 1)
}
