package read

import (
	"archive/zip"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"fusul/stages/text"
)

// checkZip looks at every entry of an archive of size bytes before any is
// opened. An archive that could only have been made to do harm is refused
// whole; entries that are merely unreadable are taken out and reported.
func checkZip(z *zip.Reader, size int64, opt Options) ([]text.Problem, error) {
	if len(z.File) > opt.MaxFiles {
		return nil, fmt.Errorf("%d entries, more than %d (limit MaxFiles)", len(z.File), opt.MaxFiles)
	}
	var problems []text.Problem
	var packed uint64
	kept := z.File[:0]
	names := make(map[string]bool)
	for _, f := range z.File {
		packed += f.CompressedSize64
		if packed > uint64(size) {
			return nil, fmt.Errorf("entries overlap: %d bytes of content are announced in a file of %d", packed, size)
		}
		if note := utf8Name(f); note != "" {
			problems = append(problems, text.Problem{Path: f.Name, Offset: -1, Kind: "name", Message: note})
		}
		if err := checkZipName(f.Name, opt); err != nil {
			return nil, err
		}
		if name := path.Clean(strings.ReplaceAll(f.Name, `\`, "/")); !f.Mode().IsDir() {
			if names[name] {
				return nil, fmt.Errorf("entry %q stands in it twice", f.Name)
			}
			names[name] = true
		}
		if err := checkZipSize(f, opt); err != nil {
			return nil, err
		}
		if why := unreadableEntry(f); why != "" {
			problems = append(problems, skipped(f.Name, why))
			continue
		}
		kept = append(kept, f)
	}
	z.File = kept
	return problems, nil
}

// checkZipName refuses names that lead out of the archive.
func checkZipName(name string, opt Options) error {
	slashed := strings.ReplaceAll(name, `\`, "/")
	if strings.HasPrefix(slashed, "/") || len(slashed) > 1 && slashed[1] == ':' {
		return fmt.Errorf("entry %q has an absolute path", name)
	}
	parts := strings.Split(slashed, "/")
	for _, part := range parts {
		if part == ".." {
			return fmt.Errorf("entry %q leads out of the archive", name)
		}
	}
	if len(parts) > opt.MaxDepth {
		return fmt.Errorf("entry %.40q…: folders nest deeper than %d (limit MaxDepth)", name, opt.MaxDepth)
	}
	return nil
}

// checkZipSize refuses entries that unpack to far more than they take up.
// Small ones may: a short text of one repeated line does no harm.
func checkZipSize(f *zip.File, opt Options) error {
	const harmless = 1 << 20
	if f.UncompressedSize64 > harmless && f.UncompressedSize64/uint64(opt.MaxRatio) > f.CompressedSize64 {
		return fmt.Errorf("entry %q unpacks from %d to %d bytes, more than %d-fold (limit MaxRatio)",
			f.Name, f.CompressedSize64, f.UncompressedSize64, opt.MaxRatio)
	}
	return nil
}

// unreadableEntry says why an entry cannot be read, or nothing.
func unreadableEntry(f *zip.File) string {
	const encrypted = 1
	switch mode := f.Mode(); {
	case mode.IsDir():
		return ""
	case !mode.IsRegular():
		return "is " + kindOf(mode) + ", not a file"
	case f.Flags&encrypted != 0:
		return "is encrypted"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return fmt.Sprintf("is compressed by method %d, which is not read", f.Method)
	}
	return ""
}

// utf8Name gives an entry whose name is not UTF-8 a name that is, and says so.
// Arabic Windows wrote such names; windows-1256 has a letter for every byte,
// so two names never become one.
func utf8Name(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return ""
	}
	name, err := charmap.Windows1256.NewDecoder().String(f.Name)
	if err != nil {
		name = strings.ToValidUTF8(f.Name, "_")
	}
	f.Name = name
	return "its name in the archive is not UTF-8; it is shown as if it were windows-1256"
}
