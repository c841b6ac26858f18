package read

import (
	"encoding/xml"
	"strings"
)

// docxFields are the open fields of a part, the innermost last. Of a field
// only the result is text, never the instruction.
type docxFields struct {
	open    []docxField
	listing int // of those, in the result of a table of contents
}

// A docxField is an open field.
type docxField struct {
	instruction string
	result      bool // what follows is its result
	listing     bool
}

// mostFields is how deep fields may nest: what is deeper is read as text.
const mostFields = 100

// char takes in the sign of the beginning, the middle or the end of a field.
func (f *docxFields) char(kind string) {
	if kind == "begin" {
		if len(f.open) < mostFields {
			f.open = append(f.open, docxField{})
		}
		return
	}
	if len(f.open) == 0 {
		return
	}
	last := &f.open[len(f.open)-1]
	switch kind {
	case "separate":
		last.result = true
		if last.listing = isListing(last.instruction); last.listing {
			f.listing++
		}
	case "end":
		if last.listing {
			f.listing--
		}
		f.open = f.open[:len(f.open)-1]
	}
}

// instruct takes in a part of an instruction.
func (f *docxFields) instruct(s string) {
	const longest = 1000 // bytes
	if n := len(f.open); n > 0 && !f.open[n-1].result && len(f.open[n-1].instruction) < longest {
		f.open[n-1].instruction += s
	}
}

// hide reports whether what stands here is the instruction of a field.
func (f *docxFields) hide() bool {
	for i := range f.open {
		if !f.open[i].result {
			return true
		}
	}
	return false
}

// isListing reports whether an instruction makes a table of contents.
func isListing(instruction string) bool {
	name, _, _ := strings.Cut(strings.TrimSpace(instruction), " ")
	return strings.EqualFold(name, "TOC")
}

// simpleField composes a field that is one element.
func (w *docxWriter) simpleField(e xml.StartElement) error {
	if isListing(attr(e, "instr")) {
		w.fields.listing++
		defer func() { w.fields.listing-- }()
	}
	return w.r.each(w.inline, nil)
}
