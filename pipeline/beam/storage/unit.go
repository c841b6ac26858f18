package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"

	"gocloud.dev/blob"

	"fusul/pipeline"
	"fusul/stages/table"
)

// index is the file of a unit that lists the others; it is written last, so
// that a unit is whole or not there.
const index = "unit.json"

// An indexed is a file of a unit.
type indexed struct {
	Name   string
	Bytes  int64
	SHA256 string
}

// A Unit is what one step of a run made: the files of a folder. It is a
// [pipeline.Unit].
type Unit struct {
	folder *Folder
	name   string
	files  []indexed
}

// A Draft is a unit in the making. One that was made before is overwritten,
// with the same bytes.
type Draft struct{ unit Unit }

// Draft begins the unit of a name.
func (f *Folder) Draft(name string) *Draft { return &Draft{Unit{folder: f, name: name}} }

// Put is a [pipeline.Sink].
func (d *Draft) Put(name string, data []byte) error {
	sum := sha256.Sum256(data)
	d.unit.files = append(d.unit.files, indexed{name, int64(len(data)), hex.EncodeToString(sum[:])})
	return d.unit.folder.Write(d.unit.name+"/"+name, data)
}

// Finish makes the unit appear.
func (d *Draft) Finish() error {
	data, err := json.Marshal(d.unit.files)
	if err != nil {
		return err
	}
	return d.unit.folder.Write(d.unit.name+"/"+index, data)
}

// Unit returns the unit of a name.
func (f *Folder) Unit(name string) (*Unit, error) {
	data, err := fs.ReadFile(f, name+"/"+index)
	if err != nil {
		return nil, err
	}
	u := &Unit{folder: f, name: name}
	if err := json.Unmarshal(data, &u.files); err != nil {
		return nil, f.fail("read", name+"/"+index, err)
	}
	return u, nil
}

// Names is part of pipeline.Unit.
func (u *Unit) Names() []string {
	names := make([]string, len(u.files))
	for i, f := range u.files {
		names[i] = f.Name
	}
	return names
}

// find returns the file of a name.
func (u *Unit) find(name string) (indexed, error) {
	i := slices.IndexFunc(u.files, func(f indexed) bool { return f.Name == name })
	if i < 0 {
		return indexed{}, u.folder.fail("open", u.name+"/"+name, fs.ErrNotExist)
	}
	return u.files[i], nil
}

// Open is part of pipeline.Unit.
func (u *Unit) Open(name string) (io.ReadCloser, error) {
	if _, err := u.find(name); err != nil {
		return nil, err
	}
	return u.folder.Open(u.name + "/" + name)
}

// Read is part of pipeline.Unit. It checks the bytes.
func (u *Unit) Read(name string) ([]byte, error) {
	f, err := u.find(name)
	if err != nil {
		return nil, err
	}
	data, err := u.folder.bucket.ReadAll(u.folder.ctx, u.name+"/"+name)
	if err != nil {
		return nil, u.folder.fail("read", u.name+"/"+name, err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, u.folder.fail("read", u.name+"/"+name, errors.New("its bytes are not those that were written"))
	}
	return data, nil
}

// A Result is the files of a result in the folder, of units in the same
// folder. It is a [pipeline.Result].
type Result struct {
	folder *Folder
	files  []table.File
}

// Result begins a result.
func (f *Folder) Result() *Result { return &Result{folder: f} }

// List is part of pipeline.Result.
func (r *Result) List() []table.File { return r.files }

// Keep is part of pipeline.Result. The store copies by itself; nothing passes
// through this machine.
func (r *Result) Keep(u pipeline.Unit, name string, as table.File) error {
	from := u.(*Unit)
	f, err := from.find(name)
	if err != nil {
		return err
	}
	if err := r.folder.bucket.Copy(r.folder.ctx, as.Name, from.name+"/"+name, nil); err != nil {
		return r.folder.fail("copy", as.Name, err)
	}
	as.Bytes, as.SHA256 = f.Bytes, f.SHA256
	r.files = append(r.files, as)
	return nil
}

// Write is part of pipeline.Result. The file appears when content has ended
// without an error.
func (r *Result) Write(as table.File, content func(w io.Writer) (rows int64, err error)) error {
	ctx, cancel := context.WithCancel(r.folder.ctx)
	defer cancel()
	w, err := r.folder.bucket.NewWriter(ctx, as.Name, writing)
	if err != nil {
		return r.folder.fail("write", as.Name, err)
	}
	h, n := sha256.New(), counter(0)
	if as.Rows, err = content(io.MultiWriter(w, h, &n)); err != nil {
		cancel() // or Close would make what there is appear
	}
	if e := w.Close(); err == nil && e != nil {
		err = r.folder.fail("write", as.Name, e)
	}
	if err != nil {
		return err
	}
	as.Bytes, as.SHA256 = int64(n), hex.EncodeToString(h.Sum(nil))
	r.files = append(r.files, as)
	return nil
}

// A counter counts what is written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// RemoveAll removes all files below a folder.
func (f *Folder) RemoveAll(name string) error {
	var keys []string
	for list := f.bucket.List(&blob.ListOptions{Prefix: name + "/"}); ; {
		o, err := list.Next(f.ctx)
		if err == io.EOF {
			break
		}
		if err != nil {
			return f.fail("list", name, err)
		}
		keys = append(keys, o.Key)
	}
	for _, key := range keys {
		if err := f.bucket.Delete(f.ctx, key); err != nil {
			return f.fail("remove", key, err)
		}
	}
	return nil
}
