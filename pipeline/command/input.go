package command

import (
	"maps"
	"os"
	"path/filepath"
	"slices"

	"fusul/corpus"
	"fusul/pipeline"
	"fusul/stages/read"
	"fusul/stages/read/pdf"
)

// inputFlags are the arguments of every command that reads works.
type inputFlags struct {
	Paths     []string         `arg:"" optional:"" name:"path" help:"Files, folders, globs, zips or - for standard input; without any, the built-in sample."`
	Encoding  string           `help:"Encoding of the input where detection fails: windows-1256, iso-8859-6, utf-16le and so on." placeholder:"NAME"`
	From      string           `help:"Format of the input where detection fails: text, markdown, openiti, docx, odt, html, epub, pdf, tei, jsonl, csv, parquet." placeholder:"FORMAT"`
	TextField string           `help:"Column of the text in CSV, JSON Lines and Parquet; by itself text, body, content or النص." placeholder:"COLUMN"`
	IDField   string           `help:"Column of the identifier there; by itself doc_id or id." placeholder:"COLUMN"`
	Repair    bool             `help:"Mend texts whose letters are damaged, such as PDF text that stands backwards; else they are refused."`
	Limit     map[string]int64 `help:"A limit of reading, as messages name it: max-ratio=500. May be repeated." placeholder:"NAME=NUMBER"`
}

// open returns the input that the arguments name. The caller closes it.
func (f inputFlags) open(e *env) (pipeline.Input, error) {
	in := pipeline.Input{Options: read.Options{Encoding: f.Encoding, Format: read.Format(f.From), TextField: f.TextField, IDField: f.IDField, Repair: f.Repair}}
	if dir, err := os.UserCacheDir(); err == nil {
		in.Options.PDF = &pdf.Engine{CacheDir: filepath.Join(dir, "fusul")}
	}
	for _, name := range slices.Sorted(maps.Keys(f.Limit)) {
		if err := in.Options.SetLimit(name, f.Limit[name]); err != nil {
			return in, &usageError{err.Error()}
		}
	}
	if len(f.Paths) == 0 {
		in.Input = &read.Input{FS: corpus.Sample, Patterns: []string{"."}}
		return in, nil
	}
	var err error
	in.Input, err = read.Open(in.Options, e.stdin, f.Paths...)
	return in, err
}
