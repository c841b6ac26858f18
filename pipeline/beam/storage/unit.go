package storage

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"

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

// units is the folder of what the steps of a run make.
const units = ".fusul"

// Make is part of [pipeline.Depot].
func (f *Folder) Make(step string, do func(out pipeline.Sink) error) error {
	var files []indexed
	put := func(name string, data []byte) error {
		sum := sha256.Sum256(data)
		files = append(files, indexed{name, int64(len(data)), hex.EncodeToString(sum[:])})
		return f.Write(path.Join(units, step, name), data)
	}
	if err := do(put); err != nil {
		return err
	}
	data, err := json.Marshal(files)
	if err != nil {
		return err
	}
	return f.Write(path.Join(units, step, index), data)
}

// Unit is part of pipeline.Depot.
func (f *Folder) Unit(step string) (pipeline.Unit, error) {
	u := &Unit{folder: f, name: path.Join(units, step)}
	data, err := fs.ReadFile(f, u.name+"/"+index)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &u.files); err != nil {
		return nil, f.fail("read", u.name+"/"+index, err)
	}
	return u, nil
}

// Clean removes what the steps have made, when the result is there.
func (f *Folder) Clean() error { return f.fail("remove", units, f.removeAll(units)) }

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

// Open is part of pipeline.Unit. The file is fetched in pieces as it is read:
// a merge reads a thousand at a time, and nothing stays open for them.
func (u *Unit) Open(name string) (io.ReadCloser, error) {
	f, err := u.find(name)
	if err != nil {
		return nil, err
	}
	p := &pieces{folder: u.folder, path: u.name + "/" + name, left: f.Bytes}
	return stream{bufio.NewReaderSize(p, pieceSize), io.NopCloser(nil)}, nil
}

// pieceSize is large enough for a request to a bucket to be worth its while.
const pieceSize = 256 << 10

// A stream is a file that is read in pieces.
type stream struct {
	*bufio.Reader
	io.Closer
}

// pieces reads a file, each time from where it was left.
type pieces struct {
	folder   *Folder
	path     string
	at, left int64
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), p.left)
	r, err := p.folder.section(p.path, p.at, n)
	if err != nil {
		return 0, p.folder.fail("read", p.path, err)
	}
	defer r.Close()
	got, err := io.ReadFull(r, b[:n])
	p.at, p.left = p.at+int64(got), p.left-int64(got)
	if err != nil {
		return got, p.folder.fail("read", p.path, err)
	}
	return got, nil
}

// Read is part of pipeline.Unit. It checks the bytes.
func (u *Unit) Read(name string) ([]byte, error) {
	f, err := u.find(name)
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(u.folder, u.name+"/"+name)
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

// Result is part of pipeline.Depot.
func (f *Folder) Result() pipeline.Result { return &Result{folder: f} }

// List is part of pipeline.Result.
func (r *Result) List() []table.File { return r.files }

// Keep is part of pipeline.Result.
func (r *Result) Keep(u pipeline.Unit, name string, as table.File) error {
	from := u.(*Unit)
	f, err := from.find(name)
	if err != nil {
		return err
	}
	if err := r.folder.copy(from.name+"/"+name, as.Name); err != nil {
		return r.folder.fail("copy", as.Name, err)
	}
	as.Bytes, as.SHA256 = f.Bytes, f.SHA256
	r.files = append(r.files, as)
	return nil
}

// Write is part of pipeline.Result. The file appears when content has ended
// without an error.
func (r *Result) Write(as table.File, content func(w io.Writer) (rows int64, err error)) error {
	h, n := sha256.New(), counter(0)
	err := r.folder.put(as.Name, func(w io.Writer) (err error) {
		as.Rows, err = content(io.MultiWriter(w, h, &n))
		return err
	})
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
