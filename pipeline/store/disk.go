package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// A Disk is what a Folder does to files, so that tests can let each of it
// fail. OS is the real one.
type Disk interface {
	Create(name string) (File, error) // an old file is emptied
	Open(name string) (io.ReadCloser, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Exists(name string) bool
	MkdirAll(name string) error
	Rename(from, to string) error
	Link(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
	SyncDir(name string) error // makes the names in a folder last
}

// A File is a file that is being written.
type File interface {
	io.WriteCloser
	Sync() error
}

// OS is the file system of the machine.
type OS struct{}

// Create is part of Disk.
func (OS) Create(name string) (File, error) { return os.Create(name) }

// Open is part of Disk.
func (OS) Open(name string) (io.ReadCloser, error) { return os.Open(name) }

// ReadDir is part of Disk.
func (OS) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// Exists is part of Disk.
func (OS) Exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// MkdirAll is part of Disk.
func (OS) MkdirAll(name string) error { return os.MkdirAll(name, 0o777) }

// Rename is part of Disk.
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Link is part of Disk.
func (OS) Link(from, to string) error { return os.Link(from, to) }

// Remove is part of Disk.
func (OS) Remove(name string) error { return os.Remove(name) }

// RemoveAll is part of Disk.
func (OS) RemoveAll(name string) error { return os.RemoveAll(name) }

// SyncDir is part of Disk.
func (OS) SyncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a file system, or Windows, that cannot
	}
	return err
}
