package read

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"strings"
)

// An intake takes in the bytes of one file, hashes them, and refuses to go on
// as soon as they cannot be those of a format that is read, so that what is
// refused is never held whole.
type intake struct {
	name   string
	format Format // as asked for, or what the first bytes say; empty for a text
	opt    Options
	body   strings.Builder
	hash   hash.Hash
	line   int // bytes since the last line end
	head   bool
}

// newIntake returns an intake for the file name, which should have size bytes.
func newIntake(name string, size int64, opt Options) *intake {
	in := &intake{name: name, opt: opt, hash: sha256.New()}
	in.body.Grow(int(min(size, opt.MaxFile)))
	return in
}

// Write takes in p.
func (in *intake) Write(p []byte) (int, error) {
	if err := in.opt.budget.late(); err != nil {
		return 0, in.wrap(errors.Unwrap(err))
	}
	if int64(in.body.Len())+int64(len(p)) > in.opt.MaxFile {
		return 0, in.refuse(-1, fmt.Sprintf("larger than %d bytes (limit MaxFile)", in.opt.MaxFile))
	}
	if !in.head {
		in.head = true // the first write holds the head: io.Copy fills a whole buffer
		if in.format == "" {
			in.format = containerOf(in.name, p)
		}
		if what := signature(p); what != "" && !in.format.container() {
			return 0, in.refuse(0, what)
		}
	}
	if !in.format.container() {
		if err := in.measure(p); err != nil {
			return 0, err
		}
	}
	in.hash.Write(p)
	return in.body.Write(p)
}

// measure follows the lengths of lines from one write to the next; within one
// they are short. It sees no more than it must: in UTF-16 a byte of a letter
// may look like a line end, so all lines are measured again once decoded.
func (in *intake) measure(p []byte) error {
	first, last := bytes.IndexByte(p, '\n'), bytes.LastIndexByte(p, '\n')
	if first < 0 { // or a text of old, with CR alone
		first, last = bytes.IndexByte(p, '\r'), bytes.LastIndexByte(p, '\r')
	}
	begin := int64(in.body.Len() - in.line)
	if first < 0 {
		in.line += len(p)
		return in.checkLine(begin)
	}
	in.line += first
	if err := in.checkLine(begin); err != nil {
		return err
	}
	in.line = len(p) - last - 1
	return nil
}

// checkLine refuses a line that is too long; it began at offset start.
func (in *intake) checkLine(start int64) error {
	if in.line <= in.opt.MaxLine {
		return nil
	}
	return in.refuse(start, longLine(in.opt.MaxLine))
}

// longLine is the message for a line over the limit.
func longLine(most int) string {
	return fmt.Sprintf("a line of more than %d bytes (limit MaxLine): not a text, or one without line ends", most)
}

// refuse returns the error of this file at offset.
func (in *intake) refuse(offset int64, msg string) error {
	return &SyntaxError{Name: in.name, Offset: offset, Msg: msg}
}

// wrap makes the error of this file of any error in reading it.
func (in *intake) wrap(err error) error {
	var bad *SyntaxError
	if errors.As(err, &bad) {
		return bad
	}
	return &SyntaxError{Name: in.name, Offset: -1, Msg: cause(err), Err: err}
}

// String returns what was taken in.
func (in *intake) String() string { return in.body.String() }

// sum returns the hash of what was taken in, hexadecimal.
func (in *intake) sum() string { return hex.EncodeToString(in.hash.Sum(nil)) }

// sumOf returns the hash of s, hexadecimal.
func sumOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// readFile reads the file from fsys under the limits of opt. One that is
// longer or shorter than it said is being written to, and refused.
func readFile(fsys fs.FS, file File, opt Options) (*intake, error) {
	in := newIntake(file.Path, 0, opt)
	f, err := fsys.Open(file.Path)
	if err != nil {
		return nil, in.wrap(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, in.wrap(err)
	}
	if !info.Mode().IsRegular() {
		return nil, in.refuse(-1, fmt.Sprintf("is %s, not a file", kindOf(info.Mode())))
	}
	if info.Size() > opt.MaxFile {
		return nil, in.refuse(-1, fmt.Sprintf("%d bytes, more than %d (limit MaxFile)", info.Size(), opt.MaxFile))
	}
	in = newIntake(file.Path, info.Size(), opt)
	in.format = file.Format
	if _, err := io.Copy(in, f); err != nil {
		return nil, in.wrap(err)
	}
	if int64(in.body.Len()) != info.Size() {
		return nil, in.refuse(-1, fmt.Sprintf("changed while it was read: %d bytes, then %d", info.Size(), in.body.Len()))
	}
	return in, nil
}

// signature names the format of a file that is known by its first bytes and
// is not read as text, or returns nothing.
func signature(head []byte) string {
	for _, s := range []struct{ magic, what string }{
		{"%PDF-", "a PDF"},
		{"PK\x03\x04", "a zip, or a file of an office program (docx, odt, epub)"},
		{"PK\x05\x06", "an empty zip"},
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a file of an old office program (doc, xls) or one with a password: save it as docx without one"},
		{"{\\rtf", "RTF"},
		{"\x1F\x8B", "compressed by gzip"},
		{"BZh", "compressed by bzip2"},
		{"\xFD7zXZ\x00", "compressed by xz"},
		{"7z\xBC\xAF\x27\x1C", "a 7z archive"},
		{"Rar!\x1A", "a RAR archive"},
		{"\x89PNG\r\n", "a PNG picture"},
		{"\xFF\xD8\xFF", "a JPEG picture"},
		{"GIF8", "a GIF picture"},
		{"\x7FELF", "a program"},
		{"PAR1", "a Parquet table"},
		{"SQLite format 3\x00", "an SQLite database"},
		{"\xFF\xFE\x00\x00", "UTF-32: save it as UTF-8"},
		{"\x00\x00\xFE\xFF", "UTF-32: save it as UTF-8"},
	} {
		if bytes.HasPrefix(head, []byte(s.magic)) {
			return "not read: this is " + s.what
		}
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 512)], []byte("\uFEFF")), " \t\r\n"))
	for _, s := range []struct{ magic, what string }{
		{"<!doctype html", "HTML"}, {"<html", "HTML"}, {"<?xml", "XML"},
	} {
		if bytes.HasPrefix(start, []byte(s.magic)) {
			return "not read: this is " + s.what
		}
	}
	return ""
}
