package read

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// A bundle is a zip that is one document: DOCX, ODT, EPUB.
type bundle struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	opt   Options
}

// openBundle looks through the directory of the zip that data is.
func openBundle(data string, opt Options) (*bundle, error) {
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &SyntaxError{Offset: -1, Msg: "not a file of its kind, or one cut off: " + err.Error(), Err: err}
	}
	if _, err := checkZip(z, int64(len(data)), opt); err != nil {
		return nil, &SyntaxError{Offset: -1, Msg: err.Error()}
	}
	b := &bundle{parts: make(map[string]*zip.File, len(z.File)), left: 2 * opt.MaxPart, opt: opt}
	for _, f := range z.File {
		b.parts[cleanPart(f.Name)] = f
	}
	return b, nil
}

// cleanPart returns the name of a part as others refer to it.
func cleanPart(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// has reports whether there is a part of this name.
func (b *bundle) has(name string) bool { return b.parts[cleanPart(name)] != nil }

// read unpacks the part of this name; the text of a part that is not there is
// empty.
func (b *bundle) read(name string) (string, error) {
	f := b.parts[cleanPart(name)]
	if f == nil {
		return "", nil
	}
	most := min(b.opt.MaxPart, b.left)
	if f.UncompressedSize64 > uint64(most) {
		return "", b.tooLarge(name)
	}
	r, err := f.Open()
	if err != nil {
		return "", partError(name, err)
	}
	defer r.Close()
	var body strings.Builder
	body.Grow(int(min(f.UncompressedSize64, 1<<20))) // what it announces may be a lie
	n, err := io.Copy(&body, &timely{io.LimitReader(r, most+1), b.opt.budget})
	switch {
	case err != nil:
		return "", partError(name, err)
	case n > most:
		return "", b.tooLarge(name)
	}
	b.left -= n
	if err := b.opt.budget.spend(int(n)); err != nil {
		return "", err
	}
	return body.String(), b.opt.budget.late()
}

// must is read for a part without which there is no document.
func (b *bundle) must(name, what string) (string, error) {
	if !b.has(name) {
		return "", &SyntaxError{Offset: -1, Msg: fmt.Sprintf("not %s: it has no part %q", what, name)}
	}
	return b.read(name)
}

// tooLarge is the error of a part over the limit.
func (b *bundle) tooLarge(name string) error {
	return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("part %q unpacks to more than %d bytes, or all parts to more than twice as much (limit MaxPart)", name, b.opt.MaxPart)}
}

// partError is the error of a part that cannot be unpacked or parsed.
func partError(name string, err error) error {
	var bad *SyntaxError
	if errors.As(err, &bad) {
		return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("part %q: %s", name, bad.Msg), Err: bad.Err}
	}
	return &SyntaxError{Offset: -1, Msg: fmt.Sprintf("part %q is damaged: %v", name, err), Err: err}
}
