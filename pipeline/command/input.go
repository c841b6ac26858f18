package command

import (
	"fusul/corpus"
	"fusul/pipeline"
	"fusul/stages/read"
)

// inputFlags are the arguments of every command that reads works.
type inputFlags struct {
	Paths    []string `arg:"" optional:"" name:"path" help:"Files, folders, globs, zips or - for standard input; without any, the built-in sample."`
	Encoding string   `help:"Encoding of the input where detection fails: windows-1256, iso-8859-6, utf-16le and so on." placeholder:"NAME"`
}

// open returns the input that the arguments name. The caller closes it.
func (f inputFlags) open(e *env) (pipeline.Input, error) {
	in := pipeline.Input{Options: read.Options{Encoding: f.Encoding}}
	if len(f.Paths) == 0 {
		in.Input = &read.Input{FS: corpus.Sample, Patterns: []string{"."}}
		return in, nil
	}
	var err error
	in.Input, err = read.Open(in.Options, e.stdin, f.Paths...)
	return in, err
}
