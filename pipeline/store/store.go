// Package store keeps the output folder of a run: what was finished of a run
// that was killed, and the results, which change all at once.
//
// Everything that is not a result lies in the folder .fusul within it:
//
//	lock             held while a run writes; shared by runs that add units only
//	units/KEY/       what one step of a run made, under a key that says all it
//	                 was made from; it appears whole or not at all
//	new/             the files of the result to be
//	old/             those of the old result, while files change places
//	commit.json      the journal: the result in new is whole and takes the
//	                 place of the old one, now or when the folder is next opened
//	placed.json      the journal of the result that is in its place
//
// Where a step of a commit fails, the old result is put back. Whenever a run is
// killed, the folder holds the old result, or a journal with which the next
// program that opens it, to write or to read, puts the new one into its place
// before it does anything else. While files change places, datapackage.json is
// not there: a reader that finds it can trust every file that it names.
package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/gofrs/flock"
)

// The names within an output folder.
const (
	Dir     = ".fusul"
	units   = "units"
	fresh   = "new"
	aside   = "old"
	journal = "commit.json"
	placed  = "placed.json"
	index   = "unit.json"
	pack    = "pack"
)

// ErrBusy is the error of a folder that another run writes to.
var ErrBusy = errors.New("another run writes to this folder")

// A Folder is an output folder that this run alone writes to, or to which
// several add units.
type Folder struct {
	dir    string
	disk   Disk
	lock   *flock.Flock
	made   bool // Open made the folder
	shared bool // others add units too

	mu   sync.Mutex
	used map[string]bool // the keys of units that this run made or found
}

// Open locks the folder dir for a run, making it if need be, and finishes what
// an earlier run could not. Its error is ErrBusy where another run is at work.
func Open(disk Disk, dir string) (*Folder, error) {
	f := &Folder{dir: dir, disk: disk, made: !disk.Exists(dir), used: map[string]bool{}}
	if _, _, err := f.manifest(); err != nil { // an hour later, Commit would say so
		return nil, err
	}
	if err := disk.MkdirAll(f.path(units)); err != nil {
		return nil, err
	}
	f.lock = flock.New(f.path("lock"))
	ok, err := f.lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w", dir, ErrBusy)
	}
	if err := f.recover(); err != nil {
		f.lock.Unlock()
		return nil, err
	}
	return f, nil
}

// Share opens the folder dir for a run that only adds units, beside others that
// do so at the same time, on this machine or another. Its error is ErrBusy
// where a run has the folder to itself. On a file system without locks, which
// some clusters have, it goes on without.
func Share(disk Disk, dir string) (*Folder, error) {
	f := &Folder{dir: dir, disk: disk, shared: true, used: map[string]bool{}}
	if err := disk.MkdirAll(f.path(units)); err != nil {
		return nil, err
	}
	f.lock = flock.New(f.path("lock"))
	ok, err := f.lock.TryRLock()
	switch {
	case errors.Is(err, syscall.ENOSYS), errors.Is(err, errors.ErrUnsupported):
	case err != nil:
		return nil, err
	case !ok:
		return nil, fmt.Errorf("%s: %w", dir, ErrBusy)
	}
	return f, nil
}

// recover finishes a commit that was begun, and removes what was not.
func (f *Folder) recover() error {
	if f.disk.Exists(f.path(journal)) {
		return f.apply()
	}
	for _, name := range []string{fresh, aside} {
		if err := f.disk.RemoveAll(f.path(name)); err != nil {
			return err
		}
	}
	entries, err := f.disk.ReadDir(f.path(units))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) != "" { // it is not finished
			if err := f.disk.RemoveAll(f.path(units, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// path returns the path of a name within .fusul.
func (f *Folder) path(names ...string) string {
	return filepath.Join(append([]string{f.dir, Dir}, names...)...)
}

// Close gives the folder back. Units that the run neither made nor found are
// removed where done is set, and otherwise kept for the next run; where there
// is nothing in it, the folder that Open made is removed too.
func (f *Folder) Close(done bool) error {
	if f.shared { // the units are for the run that comes after
		return f.lock.Unlock()
	}
	entries, err := f.disk.ReadDir(f.path(units))
	left := 0
	for _, e := range entries {
		if filepath.Ext(e.Name()) == "" && (!done || f.used[e.Name()]) {
			left++
			continue
		}
		err = errors.Join(err, f.disk.RemoveAll(f.path(units, e.Name())))
	}
	if f.made && left == 0 && !f.disk.Exists(filepath.Join(f.dir, manifest)) && !f.disk.Exists(f.path(journal)) {
		err = errors.Join(err, f.disk.RemoveAll(f.path()))
		f.disk.Remove(f.dir) // others may have put something there
	}
	return errors.Join(err, f.lock.Unlock())
}

// Forget removes all units.
func (f *Folder) Forget() error {
	if err := f.disk.RemoveAll(f.path(units)); err != nil {
		return err
	}
	return f.disk.MkdirAll(f.path(units))
}

// Empty reports whether there are no units of earlier runs.
func (f *Folder) Empty() bool {
	entries, err := f.disk.ReadDir(f.path(units))
	return err == nil && len(entries) == 0
}

// An entry is one file of a unit: a file of its own, or a stretch of the pack.
type entry struct {
	Name   string
	Bytes  int64
	SHA256 string
	At     int64 // in the pack
	Packed bool
}

// A Unit is what one step of a run made. It is read-only.
type Unit struct {
	folder  *Folder
	key     string
	entries []entry
}

// Unit returns the unit of a key, if it is there and sound.
func (f *Folder) Unit(key string) (*Unit, bool) {
	in, err := f.disk.Open(f.path(units, key, index))
	if err != nil {
		return nil, false
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	entries, sum, ok := bytes.Cut(data, []byte("\n"))
	u := &Unit{folder: f, key: key}
	if err != nil || !ok || string(sum) != hashOf(entries) || json.Unmarshal(entries, &u.entries) != nil || !u.sound() {
		return nil, false
	}
	f.use(key)
	return u, true
}

// hashOf returns the hash of data.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func (f *Folder) use(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used[key] = true
}

// sound reports whether the files of a unit are what they were.
func (u *Unit) sound() bool {
	for _, e := range u.entries {
		if e.Packed {
			continue
		}
		in, err := u.folder.disk.Open(u.path(e.Name))
		if err != nil {
			return false
		}
		h := sha256.New()
		n, err := io.Copy(h, in)
		in.Close()
		if err != nil || n != e.Bytes || hex.EncodeToString(h.Sum(nil)) != e.SHA256 {
			return false
		}
	}
	return true
}

func (u *Unit) path(name string) string {
	return u.folder.path(units, u.key, filepath.FromSlash(name))
}

// Key returns the key of the unit.
func (u *Unit) Key() string { return u.key }

// Names returns the names of the files of the unit, in the order of their
// making.
func (u *Unit) Names() []string {
	names := make([]string, len(u.entries))
	for i, e := range u.entries {
		names[i] = e.Name
	}
	return names
}

// find returns the entry of a name.
func (u *Unit) find(name string) (entry, error) {
	i := slices.IndexFunc(u.entries, func(e entry) bool { return e.Name == name })
	if i < 0 {
		return entry{}, &fs.PathError{Op: "open", Path: u.path(name), Err: fs.ErrNotExist}
	}
	return u.entries[i], nil
}

// Open opens a file of the unit.
func (u *Unit) Open(name string) (io.ReadCloser, error) {
	e, err := u.find(name)
	if err != nil {
		return nil, err
	}
	if !e.Packed {
		return u.folder.disk.Open(u.path(name))
	}
	in, err := u.folder.disk.Open(u.path(pack))
	if err != nil {
		return nil, err
	}
	if s, ok := in.(io.Seeker); ok {
		_, err = s.Seek(e.At, io.SeekStart)
	} else {
		_, err = io.CopyN(io.Discard, in, e.At)
	}
	if err != nil {
		in.Close()
		return nil, err
	}
	return &stretch{io.LimitReader(in, e.Bytes), in}, nil
}

// A stretch is part of a file.
type stretch struct {
	io.Reader
	io.Closer
}

// Read returns a file of the unit, or fs.ErrNotExist.
func (u *Unit) Read(name string) ([]byte, error) {
	e, err := u.find(name)
	if err != nil {
		return nil, err
	}
	in, err := u.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data := make([]byte, e.Bytes)
	_, err = io.ReadFull(in, data)
	return data, err
}

// A Draft is a unit in the making.
type Draft struct {
	unit Unit
	own  func(name string) bool // which files are kept by themselves
	pack written
	open bool
}

// Draft begins the unit of a key. Files of which own says so are kept by
// themselves, so that they can become results as they are; the others are put
// behind each other in one.
func (f *Folder) Draft(key string, own func(name string) bool) (*Draft, error) {
	// Another machine may be at work on the same unit: one of the two was taken
	// for dead. Each has a draft of its own.
	d := &Draft{unit: Unit{folder: f, key: key + "." + rand.Text() + ".tmp"}, own: own}
	if err := f.disk.RemoveAll(d.unit.path("")); err != nil {
		return nil, err
	}
	if err := f.disk.MkdirAll(d.unit.path("")); err != nil {
		return nil, err
	}
	var err error
	d.pack, err = create(f.disk, d.unit.path(pack))
	d.open = err == nil
	return d, err
}

// Put adds a file.
func (d *Draft) Put(name string, data []byte) error {
	e := entry{Name: name, Bytes: int64(len(data))}
	if !d.own(name) {
		e.At, e.Packed = d.pack.bytes, true
		_, err := d.pack.Write(data)
		d.unit.entries = append(d.unit.entries, e)
		return err
	}
	sum, err := d.unit.folder.writeFile(d.unit.path(name), data)
	e.SHA256 = sum
	d.unit.entries = append(d.unit.entries, e)
	return err
}

// Finish makes the unit appear.
func (d *Draft) Finish() (*Unit, error) {
	f := d.unit.folder
	d.open = false
	sum, err := d.pack.finish()
	if err != nil {
		return nil, err
	}
	d.unit.entries = append(d.unit.entries, entry{Name: pack, Bytes: d.pack.bytes, SHA256: sum})
	data, err := json.Marshal(d.unit.entries)
	if err != nil {
		return nil, err
	}
	data = append(append(data, '\n'), hashOf(data)...)
	if _, err := f.writeFile(d.unit.path(index), data); err != nil {
		return nil, err
	}
	if err := f.disk.SyncDir(d.unit.path("")); err != nil {
		return nil, err
	}
	key, _, _ := strings.Cut(d.unit.key, ".")
	if other, ok := f.Unit(key); ok && f.shared { // what is there is the same, and others may read it
		d.Drop()
		return other, nil
	}
	u := &Unit{f, key, d.unit.entries}
	if err := f.disk.RemoveAll(u.path("")); err != nil { // one that was not sound
		return nil, err
	}
	if err := f.disk.Rename(d.unit.path(""), u.path("")); err != nil {
		if other, ok := f.Unit(key); ok && f.shared { // another was faster by a moment
			d.Drop()
			return other, nil
		}
		return nil, err
	}
	f.use(u.key)
	return u, nil
}

// Drop removes a unit that will not be finished.
func (d *Draft) Drop() {
	if d.open {
		d.pack.file.Close()
	}
	d.unit.folder.disk.RemoveAll(d.unit.path(""))
}

// written is a file that is written, counted and hashed.
type written struct {
	file  File
	hash  hash.Hash
	bytes int64
}

// create begins a file.
func create(disk Disk, name string) (written, error) {
	file, err := disk.Create(name)
	return written{file: file, hash: sha256.New()}, err
}

// Write is part of io.Writer.
func (w *written) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	w.hash.Write(p[:n])
	w.bytes += int64(n)
	return n, err
}

// finish flushes the file to the disk and returns its hash.
func (w *written) finish() (string, error) {
	err := w.file.Sync()
	if e := w.file.Close(); err == nil {
		err = e
	}
	return hex.EncodeToString(w.hash.Sum(nil)), err
}

// writeFile writes a whole file, and its folder, and returns its hash.
func (f *Folder) writeFile(name string, data []byte) (string, error) {
	w, err := create(f.disk, name)
	if errors.Is(err, fs.ErrNotExist) {
		if err := f.disk.MkdirAll(filepath.Dir(name)); err != nil {
			return "", err
		}
		w, err = create(f.disk, name)
	}
	if err != nil {
		return "", err
	}
	if _, err := io.Copy(&w, bytes.NewReader(data)); err != nil {
		w.file.Close()
		return "", err
	}
	return w.finish()
}

// Settle makes sure that the folder dir has results to be read. Where a run was
// killed while they changed places it puts them there, and says so. Its error
// says why there are none.
func Settle(disk Disk, dir string) (settled bool, err error) {
	if _, err := disk.ReadDir(dir); err != nil {
		return false, err
	}
	f := &Folder{dir: dir, disk: disk, lock: flock.New(filepath.Join(dir, Dir, "lock"))}
	readable := func() bool { return disk.Exists(filepath.Join(dir, manifest)) }
	switch {
	case disk.Exists(f.path(journal)):
		ok, err := f.lock.TryLock()
		switch {
		case err == nil && !ok:
			return false, fmt.Errorf("%s: %w: its results are changing places", dir, ErrBusy)
		case err == nil:
			err = errors.Join(f.apply(), f.lock.Unlock())
		}
		if err == nil || readable() {
			return err == nil, nil
		}
		return false, fmt.Errorf("%s: a run was stopped while its results changed places; this could not be finished: %w", dir, err)
	case readable():
		return false, nil
	case !disk.Exists(f.path()):
		return false, fmt.Errorf("%s: no %s there; it is no output folder of a finished run", dir, manifest)
	}
	if ok, err := f.lock.TryRLock(); err == nil && !ok {
		return false, fmt.Errorf("%s: no results yet: %w", dir, ErrBusy)
	}
	_ = f.lock.Unlock() // it was only asked for
	return false, fmt.Errorf("%s: no %s there: a run was stopped, and goes on from what is finished when it is run again, or the file was removed", dir, manifest)
}

// Remove removes an output folder's units: what is only there so that the next
// run is faster.
func Remove(dir string) error { return os.RemoveAll(filepath.Join(dir, Dir)) }

// clean reports whether name is a file within the folder.
func clean(name string) bool {
	return name != "" && path.Clean(name) == name && filepath.IsLocal(filepath.FromSlash(name)) && name != Dir &&
		(len(name) <= len(Dir) || name[:len(Dir)+1] != Dir+"/")
}
