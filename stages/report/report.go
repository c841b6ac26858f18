// Package report makes report.html of the tables of a run: one page, in
// Arabic and English, that needs nothing else.
//
// The page holds the rows of the tables it shows, by columns, and draws its
// figures from them, so that every number in it is a number of a table. Rows
// are gzipped JSON in base64: no byte of a corpus is markup or script there,
// and the page sets strings as text only. Its Content-Security-Policy allows
// its own script and style by their hashes and nothing else.
package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"fusul/stages/table"
)

// Name is the name of the report in the output folder.
const Name = "report.html"

// Options say what a report holds. The zero value of a field means its
// default.
type Options struct {
	Lang     string // language it opens in: ar (the default) or en
	Passages int    // passages at most in the file; 0 means 12,000
	Works    int    // works shown by chapter at most; 0 means 60
	Text     int64  // bytes of text to read at most; 0 means 16 million
}

func (o Options) withDefaults() Options {
	if o.Lang == "" {
		o.Lang = "ar"
	}
	if o.Passages == 0 {
		o.Passages = 12_000
	}
	if o.Works == 0 {
		o.Works = 60
	}
	if o.Text == 0 {
		o.Text = 16_000_000
	}
	return o
}

// WriteFile makes the report of the output folder dir as dir/report.html, and
// returns its path. The file appears whole or not at all.
func WriteFile(dir string, opt Options) (path string, err error) {
	if err := complete(dir); err != nil {
		return "", err
	}
	path = filepath.Join(dir, Name)
	f, err := os.CreateTemp(dir, ".report-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name()) // nothing to do after the renaming
	w := bufio.NewWriter(f)
	err = errors.Join(Write(dir, w, opt), w.Flush(), f.Chmod(0o666&^0o022), f.Close())
	if err != nil {
		return "", err
	}
	return path, os.Rename(f.Name(), path)
}

// Write writes the report of the output folder dir to w.
func Write(dir string, w io.Writer, opt Options) error {
	opt = opt.withDefaults()
	o, err := Open(dir)
	if err != nil {
		return err
	}
	works, caps, err := o.choose(opt)
	if err != nil {
		return err
	}
	corpus, err := o.corpus(opt.Lang)
	if err != nil {
		return err
	}
	corpus.Caps = caps
	blocks := []any{corpus}
	packs, err := o.packs(works, caps)
	if err != nil {
		return err
	}
	for _, p := range packs {
		corpus.Packs = append(corpus.Packs, p.Doc)
		blocks = append(blocks, p)
	}
	return writePage(w, opt.Lang, "", blocks)
}

// complete returns an error where dir is no finished output folder.
func complete(dir string) error {
	_, err := os.Stat(filepath.Join(dir, table.Manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: no %s there; it is no output folder of a finished run", dir, table.Manifest)
	}
	return err
}
