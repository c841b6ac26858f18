package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxID is the longest identifier in bytes: with ".txt" and the marks of a
// temporary file it stays under the 255 bytes that file systems allow.
const maxID = 200

// cleanID makes an identifier of s that is safe as a file name everywhere:
// letters, marks and digits of any script in NFC, '_', '.', and '-' for
// everything else; no dot or dash at either end; never a device name of
// Windows. It is idempotent.
func cleanID(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "-")) {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.Nd) || r == '_' || r == '.':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case !unicode.Is(unicode.Cf, r): // directional marks vanish
			gap = true
		}
	}
	id := norm.NFC.String(strings.Trim(b.String(), ".-"))
	if id == "" {
		return "work"
	}
	if deviceName(id) {
		id = "_" + id
	}
	return shortID(id)
}

// deviceName reports whether Windows takes id for a device, with or without
// something behind a dot.
func deviceName(id string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(id), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "COM" || stem[:3] == "LPT") && '0' <= stem[3] && stem[3] <= '9'
}

// shortID cuts id to maxID bytes; a hash of the whole keeps what is cut off
// distinct.
func shortID(id string) string {
	if len(id) <= maxID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	tail := "-" + hex.EncodeToString(sum[:4])
	cut := maxID - len(tail)
	for !utf8.RuneStart(id[cut]) {
		cut--
	}
	return strings.TrimRight(id[:cut], ".-") + tail
}

// fileID returns the identifier that a file's name gives, without folders and
// without the ending of a text format.
func fileID(name string) string {
	return cleanID(trimTextExt(path.Base(name)))
}

// pathID is like fileID with the folders, for names that stand in several.
func pathID(name string) string {
	return cleanID(trimTextExt(name))
}

// trimTextExt takes off the endings of text formats; any other dot belongs to
// the name, as in 0255Jahiz.Hayawan.Shamela0023775-ara1.
func trimTextExt(name string) string {
	ext := path.Ext(name)
	switch strings.ToLower(ext) {
	case ".txt", ".text", ".md", ".markdown", ".completed", ".inprogress", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet",
		".docx", ".odt", ".html", ".htm", ".xhtml", ".epub", ".pdf", ".tei", ".xml":
		return strings.TrimSuffix(name, ext)
	}
	return name
}

// sameFile is the form in which two identifiers would be one file on a file
// system that ignores case.
func sameFile(id string) string { return strings.ToLower(id) }

// nameWorks gives every work without an identifier one: its file's name; where
// several works share that, the path; and where they share that too, the path
// and a number in list order. So an identifier depends on the names alone, and
// changes only when a file of the same name joins the corpus.
func nameWorks(works []Work) {
	taken := make(map[string]bool)
	shared := make(map[string]int)
	for _, w := range works {
		if w.ID != "" {
			taken[sameFile(w.ID)] = true
		} else {
			shared[sameFile(fileID(w.Files[0].Path))]++
		}
	}
	for i := range works {
		w := &works[i]
		if w.ID != "" {
			continue
		}
		id := fileID(w.Files[0].Path)
		if shared[sameFile(id)] > 1 || taken[sameFile(id)] {
			id = pathID(w.Files[0].Path)
		}
		w.ID = id
		for n := 2; taken[sameFile(w.ID)]; n++ {
			w.ID = numberedID(id, n)
		}
		taken[sameFile(w.ID)] = true
	}
}

// numberedID returns id with a number behind it, cut so that both fit.
func numberedID(id string, n int) string {
	tail := fmt.Sprintf("-%d", n)
	for len(id)+len(tail) > maxID {
		_, size := utf8.DecodeLastRuneInString(id)
		id = id[:len(id)-size]
	}
	return id + tail
}
