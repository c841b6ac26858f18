package read

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// A Format is a way to store or to mark up text.
type Format string

// The formats. Plain, Markdown and OpenITI are texts, whose markup is part of
// the document; the others are containers, out of which the text is taken.
const (
	Plain    Format = "text"
	Markdown Format = "markdown"
	OpenITI  Format = "openiti"

	DOCX    Format = "docx"
	ODT     Format = "odt"
	HTML    Format = "html"
	EPUB    Format = "epub"
	PDF     Format = "pdf"
	TEI     Format = "tei"
	JSONL   Format = "jsonl"
	CSV     Format = "csv" // and what parts its columns otherwise
	Parquet Format = "parquet"
)

// formatNames are all formats, for messages.
const formatNames = "text, markdown, openiti, docx, odt, html, epub, pdf, tei, jsonl, csv, parquet"

// valid reports whether f is a format, or empty.
func (f Format) valid() bool {
	switch f {
	case "", Plain, Markdown, OpenITI:
		return true
	}
	return f.container()
}

// container reports whether files of the format f hold their text in a form
// of their own.
func (f Format) container() bool {
	switch f {
	case DOCX, ODT, HTML, EPUB, PDF, TEI, JSONL, CSV, Parquet:
		return true
	}
	return false
}

// extract takes the text out of the bytes of a file of the format f. Errors
// carry no file name.
func extract(f Format, data string, opt Options) (extracted, error) {
	switch f {
	case DOCX:
		return parseDOCX(data, opt)
	case ODT:
		return parseODT(data, opt)
	case TEI:
		return parseTEI(data, opt)
	case HTML:
		return parseHTML(data, opt)
	case EPUB:
		return parseEPUB(data, opt)
	case PDF:
		return parsePDF(data, opt)
	}
	return extracted{}, &SyntaxError{Offset: -1, Msg: fmt.Sprintf("files of the format %s are not read", f)}
}

// containerOf tells which container a file is, by its first bytes and, where
// these say nothing, by its name; empty if it may be a text.
func containerOf(name string, head []byte) Format {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 4096)], []byte("\uFEFF")), " \t\r\n"))
	isXML := bytes.HasPrefix(start, []byte("<?xml"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return packageOf(ext, head)
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) && (ext == "pdf" || bytes.HasPrefix(head, []byte("%PDF-"))):
		return PDF
	case bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")), isXML && bytes.Contains(start, []byte("<html")):
		return HTML
	case isXML && bytes.Contains(start, []byte("<office:document")):
		return ODT
	case (isXML || ext == "xml" || ext == "tei" || strings.HasPrefix(string(start), "<tei")) && isTEI(string(start)):
		return TEI
	case signature(head) != "":
		return ""
	}
	return formatNamed(ext)
}

// formatNamed returns the container that the ending of a name stands for.
func formatNamed(ext string) Format {
	switch ext {
	case "docx", "docm", "dotx":
		return DOCX
	case "odt", "ott", "fodt":
		return ODT
	case "html", "htm", "xhtml":
		return HTML
	case "epub":
		return EPUB
	case "tei":
		return TEI
	case "pdf":
		return PDF
	}
	return ""
}

// packageOf tells which of the formats that are zips a file is. ODT and EPUB
// begin with an entry that says it.
func packageOf(ext string, head []byte) Format {
	const nameAt = 30 // in the header of the first entry
	first := head[min(nameAt, len(head)):]
	switch {
	case bytes.HasPrefix(first, []byte("mimetypeapplication/epub+zip")):
		return EPUB
	case bytes.HasPrefix(first, []byte("mimetypeapplication/vnd.oasis.opendocument.text")):
		return ODT
	case formatNamed(ext) != "":
		return formatNamed(ext)
	case bytes.Contains(head, []byte("word/document.xml")), bytes.Contains(head, []byte("word/_rels")):
		return DOCX
	}
	return ""
}

// markupOf tells the markup of a text by its first line, then by its name.
func markupOf(name, src string) Format {
	if isOpenITI(src) {
		return OpenITI
	}
	lower := strings.ToLower(name)
	switch {
	case strings.HasSuffix(lower, ".md"), strings.HasSuffix(lower, ".markdown") && !strings.HasSuffix(name, ".mARkdown"):
		return Markdown
	case strings.HasSuffix(name, ".mARkdown"):
		return OpenITI
	}
	return Plain
}
