package pipeline

import (
	"io"

	"fusul/pipeline/store"
	"fusul/stages/table"
)

// A Unit is what one step made, wherever its driver keeps it.
type Unit interface {
	Names() []string // of its files, in the order of their making
	Open(name string) (io.ReadCloser, error)
	Read(name string) ([]byte, error) // fs.ErrNotExist where there is no such file
}

// A Result takes the files of a result to be.
type Result interface {
	// Keep makes a file of a unit one of the result, as it is.
	Keep(u Unit, name string, as table.File) error
	// Write adds a file that content writes. It returns the number of rows if
	// that is a table.
	Write(as table.File, content func(w io.Writer) (rows int64, err error)) error
	// List returns the files so far, with their sizes and hashes.
	List() []table.File
}

// A localResult is a Result in an output folder, of units in that folder.
type localResult struct{ *store.Result }

// Keep is part of Result.
func (r localResult) Keep(u Unit, name string, as table.File) error {
	return r.Result.Keep(u.(*store.Unit), name, as)
}

// List is part of Result.
func (r localResult) List() []table.File { return r.Files }
