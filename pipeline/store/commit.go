package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"fusul/stages/table"
)

// manifest names all other files of a result.
const manifest = table.Manifest

// A Result is the files of a result to be. They lie beside the old ones until
// Commit.
type Result struct {
	folder *Folder
	Files  []table.File
}

// Result begins a result.
func (f *Folder) Result() (*Result, error) {
	if err := f.disk.RemoveAll(f.path(fresh)); err != nil {
		return nil, err
	}
	return &Result{folder: f}, f.disk.MkdirAll(f.path(fresh))
}

// Dir returns the folder that the files lie in until Commit.
func (r *Result) Dir() string { return r.folder.path(fresh) }

func (r *Result) path(name string) string { return r.folder.path(fresh, filepath.FromSlash(name)) }

// Keep makes the file name of a unit, which is kept by itself, the file as of
// the result; it is the same file on the disk, not a copy, where the file
// system can.
func (r *Result) Keep(u *Unit, name string, as table.File) error {
	e, err := u.find(name)
	if err != nil {
		return err
	}
	if err := r.folder.disk.MkdirAll(filepath.Dir(r.path(as.Name))); err != nil {
		return err
	}
	if err := r.folder.disk.Link(u.path(name), r.path(as.Name)); err != nil {
		if err := r.copy(u, name, as.Name); err != nil {
			return err
		}
	}
	as.Bytes, as.SHA256 = e.Bytes, e.SHA256
	r.Files = append(r.Files, as)
	return nil
}

// copy copies a file of a unit.
func (r *Result) copy(u *Unit, name, as string) error {
	in, err := u.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	w, err := create(r.folder.disk, r.path(as))
	if err != nil {
		return err
	}
	if _, err := io.Copy(&w, in); err != nil {
		w.file.Close()
		return err
	}
	_, err = w.finish()
	return err
}

// Write adds a file. Content writes it, and returns the number of rows if it
// is a table.
func (r *Result) Write(as table.File, content func(w io.Writer) (rows int64, err error)) error {
	if err := r.folder.disk.MkdirAll(filepath.Dir(r.path(as.Name))); err != nil {
		return err
	}
	w, err := create(r.folder.disk, r.path(as.Name))
	if err != nil {
		return err
	}
	if as.Rows, err = content(&w); err != nil {
		w.file.Close()
		return err
	}
	if as.SHA256, err = w.finish(); err != nil {
		return err
	}
	as.Bytes = w.bytes
	r.Files = append(r.Files, as)
	return nil
}

// A plan is the journal of a commit.
type plan struct {
	Place  []string // the files of the new result
	Remove []string // those of the old one that have no place in it
}

// Commit puts the result into the place of the old one: of the files that the
// old manifest names, and of those called also, which it does not. Where it
// fails, the old result is as it was. Files that no run wrote are not replaced:
// they are an error.
func (r *Result) Commit(also ...string) error {
	f := r.folder
	p, err := r.plan(also)
	if err != nil {
		return err
	}
	if err := f.disk.RemoveAll(f.path(aside)); err != nil {
		return err
	}
	if err := f.syncFolders(f.path(fresh), p.Place); err != nil {
		return err
	}
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if _, err := f.writeFile(f.path(journal+".tmp"), data); err != nil {
		return err
	}
	if err := f.disk.Rename(f.path(journal+".tmp"), f.path(journal)); err != nil {
		return err
	}
	if err := f.disk.SyncDir(f.path()); err != nil {
		return errors.Join(err, f.disk.Remove(f.path(journal)))
	}
	return f.apply()
}

// plan says what goes where.
func (r *Result) plan(also []string) (plan, error) {
	var p plan
	old, damaged, err := r.folder.manifest()
	if err != nil {
		return p, err
	}
	last, _ := r.folder.plan(placed) // of a manifest that somebody removed; without it, less is known to be ours
	ours := map[string]bool{manifest: true}
	for _, name := range slices.Concat(old, last.Place, also) {
		ours[name] = true
	}
	fresh := map[string]bool{}
	for _, file := range r.Files {
		if !clean(file.Name) {
			return p, fmt.Errorf("a result cannot have a file %q", file.Name)
		}
		if !damaged && !ours[file.Name] {
			if err := r.inTheWay(file); err != nil {
				return p, err
			}
		}
		p.Place = append(p.Place, file.Name)
		fresh[file.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(ours)) {
		if clean(name) && !fresh[name] {
			p.Remove = append(p.Remove, name)
		}
	}
	return p, nil
}

// inTheWay returns an error where a file that no run wrote stands in the place
// of one of the result, unless it is the same.
func (r *Result) inTheWay(file table.File) error {
	name := filepath.Join(r.folder.dir, filepath.FromSlash(file.Name))
	if !r.folder.disk.Exists(name) {
		return nil
	}
	in, err := r.folder.disk.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil || hex.EncodeToString(h.Sum(nil)) != file.SHA256 {
		return foreign(name)
	}
	return nil
}

// foreign is the error of a file that is not ours to replace.
func foreign(name string) error {
	return fmt.Errorf("%s is there, and no run has written it: move it away, or choose another folder for the results: %w", name, fs.ErrExist)
}

// manifest returns the files that the old manifest names, or says that it is
// one of ours that nothing can be read from.
func (f *Folder) manifest() (names []string, damaged bool, err error) {
	name := filepath.Join(f.dir, manifest)
	if !f.disk.Exists(name) {
		return nil, false, nil
	}
	in, err := f.disk.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, false, err
	}
	old, err := table.ParsePackage(data)
	switch ours := bytes.Contains(data, []byte(table.PackageName)); {
	case !ours: // what it names is somebody's data
		return nil, false, foreign(name)
	case err != nil:
		return nil, true, nil
	}
	for _, file := range old.Files {
		names = append(names, file.Name)
	}
	return names, false, nil
}

// syncFolders makes the names of files last that lie in or below dir.
func (f *Folder) syncFolders(dir string, names []string) error {
	folders := map[string]bool{".": true}
	for _, name := range names {
		folders[path.Dir(name)] = true
	}
	var err error
	for folder := range folders { // in any order
		err = errors.Join(err, f.disk.SyncDir(filepath.Join(dir, filepath.FromSlash(folder))))
	}
	return err
}

// apply does what the journal says and has not been done yet, or, where that
// fails, undoes what has been done.
func (f *Folder) apply() error {
	p, err := f.plan(journal)
	if err != nil {
		return err
	}
	if f.disk.Exists(f.path(fresh, manifest)) { // else all is in its place
		if err := f.exchange(p); err != nil {
			if f.undo(p) != nil || f.disk.Remove(f.path(journal)) != nil || f.clear() != nil {
				return fmt.Errorf("the new results are complete, but not all in their place; the next command on the folder puts them there: %w", err)
			}
			return fmt.Errorf("the new results could not be put in their place; what was there is as it was, and the next run makes them from what is kept: %w", err)
		}
	}
	if err := f.disk.Rename(f.path(journal), f.path(placed)); err != nil {
		return err
	}
	return f.clear()
}

// plan reads a plan.
func (f *Folder) plan(name string) (p plan, err error) {
	in, err := f.disk.Open(f.path(name))
	if err != nil {
		return p, err
	}
	defer in.Close()
	if err := json.NewDecoder(in).Decode(&p); err != nil {
		return p, fmt.Errorf("%s: %w", f.path(name), err)
	}
	return p, nil
}

// clear ends a commit.
func (f *Folder) clear() error {
	for _, name := range []string{fresh, aside} {
		if err := f.disk.RemoveAll(f.path(name)); err != nil {
			return err
		}
	}
	return f.disk.SyncDir(f.path())
}

// exchange puts the old files aside, the manifest first, and the new ones into
// their places, the manifest last.
func (f *Folder) exchange(p plan) error {
	if err := f.move(manifest, f.dir, f.path(aside)); err != nil {
		return err
	}
	if err := f.disk.SyncDir(f.dir); err != nil {
		return err
	}
	for _, name := range p.Remove {
		if err := f.move(name, f.dir, f.path(aside)); err != nil {
			return err
		}
		if folder := path.Dir(name); folder != "." {
			f.disk.Remove(filepath.Join(f.dir, filepath.FromSlash(folder))) // it fails while there is something in it
		}
	}
	for _, name := range p.Place {
		if name == manifest || !f.disk.Exists(f.path(fresh, filepath.FromSlash(name))) {
			continue // it was done
		}
		if err := f.move(name, f.dir, f.path(aside)); err != nil {
			return err
		}
		if err := f.move(name, f.path(fresh), f.dir); err != nil {
			return err
		}
	}
	if err := f.syncFolders(f.dir, p.Place); err != nil {
		return err
	}
	if err := f.move(manifest, f.path(fresh), f.dir); err != nil {
		return err
	}
	return f.disk.SyncDir(f.dir)
}

// undo puts the new files back, and the old ones into their places again, the
// manifest last.
func (f *Folder) undo(p plan) error {
	if !f.disk.Exists(f.path(fresh, manifest)) { // all is in its place
		return errors.New("too late")
	}
	for _, name := range p.Place {
		if f.disk.Exists(f.path(fresh, filepath.FromSlash(name))) {
			continue // it was not placed
		}
		if err := f.move(name, f.dir, f.path(fresh)); err != nil {
			return err
		}
	}
	names := append(slices.Clone(p.Remove), p.Place...)
	for _, name := range names {
		if name == manifest {
			continue
		}
		if err := f.move(name, f.path(aside), f.dir); err != nil {
			return err
		}
	}
	if err := f.syncFolders(f.dir, names); err != nil {
		return err
	}
	if err := f.move(manifest, f.path(aside), f.dir); err != nil {
		return err
	}
	return f.disk.SyncDir(f.dir)
}

// move moves a file from one folder to another, if it is there.
func (f *Folder) move(name, from, to string) error {
	name = filepath.FromSlash(name)
	if !f.disk.Exists(filepath.Join(from, name)) {
		return nil
	}
	to = filepath.Join(to, name)
	if err := f.disk.MkdirAll(filepath.Dir(to)); err != nil {
		return err
	}
	return f.disk.Rename(filepath.Join(from, name), to)
}
