package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"

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
// old manifest names, and of those called also, which it does not. From the moment the journal is on the disk it cannot be
// undone, only be finished: by this call, or by the next Open.
func (r *Result) Commit(also ...string) error {
	f := r.folder
	var p plan
	placed := map[string]bool{}
	for _, file := range r.Files {
		if !clean(file.Name) {
			return fmt.Errorf("a result cannot have a file %q", file.Name)
		}
		p.Place = append(p.Place, file.Name)
		placed[file.Name] = true
	}
	old, err := f.manifest()
	if err != nil {
		return err
	}
	for _, name := range append(old, also...) {
		if clean(name) && !placed[name] {
			p.Remove = append(p.Remove, name)
		}
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
		return err
	}
	if err := f.apply(); err != nil {
		return fmt.Errorf("the new result is complete, but not yet in its place; the next run will put it there: %w", err)
	}
	return nil
}

// manifest returns the files that the old manifest names.
func (f *Folder) manifest() ([]string, error) {
	name := filepath.Join(f.dir, manifest)
	if !f.disk.Exists(name) {
		return nil, nil
	}
	in, err := f.disk.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	old, err := table.ParsePackage(data)
	if err != nil {
		return nil, nil // it is not ours: nothing that it names is
	}
	names := make([]string, len(old.Files))
	for i, file := range old.Files {
		names[i] = file.Name
	}
	return names, nil
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

// apply does what the journal says and has not been done yet.
func (f *Folder) apply() error {
	in, err := f.disk.Open(f.path(journal))
	if err != nil {
		return err
	}
	var p plan
	err = json.NewDecoder(in).Decode(&p)
	in.Close()
	if err != nil {
		return fmt.Errorf("%s: %w", f.path(journal), err)
	}
	if f.disk.Exists(f.path(fresh, manifest)) { // else all is in its place
		if err := f.exchange(p); err != nil {
			return err
		}
	}
	if err := f.disk.Remove(f.path(journal)); err != nil {
		return err
	}
	if err := f.disk.RemoveAll(f.path(fresh)); err != nil {
		return err
	}
	return f.disk.SyncDir(f.path())
}

// exchange removes the old manifest, then the other old files, and puts the
// new ones into their places, the manifest last.
func (f *Folder) exchange(p plan) error {
	if old := filepath.Join(f.dir, manifest); f.disk.Exists(old) {
		if err := f.disk.Remove(old); err != nil {
			return err
		}
		if err := f.disk.SyncDir(f.dir); err != nil {
			return err
		}
	}
	for _, name := range p.Remove {
		old := filepath.Join(f.dir, filepath.FromSlash(name))
		if !f.disk.Exists(old) {
			continue
		}
		if err := f.disk.Remove(old); err != nil {
			return err
		}
		if folder := path.Dir(name); folder != "." {
			f.disk.Remove(filepath.Join(f.dir, filepath.FromSlash(folder))) // it fails while there is something in it
		}
	}
	for _, name := range p.Place {
		if name == manifest {
			continue
		}
		if err := f.place(name); err != nil {
			return err
		}
	}
	if err := f.syncFolders(f.dir, p.Place); err != nil {
		return err
	}
	if err := f.place(manifest); err != nil {
		return err
	}
	return f.disk.SyncDir(f.dir)
}

// place moves a new file to its place, unless that was done.
func (f *Folder) place(name string) error {
	from, to := f.path(fresh, filepath.FromSlash(name)), filepath.Join(f.dir, filepath.FromSlash(name))
	if !f.disk.Exists(from) {
		return nil
	}
	if err := f.disk.MkdirAll(filepath.Dir(to)); err != nil {
		return err
	}
	return f.disk.Rename(from, to)
}
