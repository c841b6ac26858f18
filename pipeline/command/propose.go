package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"fusul/pipeline"
	"fusul/stages/read"
)

// The types of a proposed corpus.yaml; see the documentation of package read
// for what each key means.
type (
	proposal struct {
		Works []proposedWork `yaml:"works"`
	}
	proposedWork struct {
		ID        string            `yaml:"id,omitempty"`
		Title     string            `yaml:"title,omitempty"`
		Author    string            `yaml:"author,omitempty"`
		Meta      yaml.MapSlice     `yaml:"meta,omitempty"`
		TextField string            `yaml:"text_field,omitempty"`
		Files     []proposedFile    `yaml:"files"`
		Chapters  []proposedChapter `yaml:"chapters,omitempty"`
	}
	proposedFile struct {
		Path     string `yaml:"path"`
		Encoding string `yaml:"encoding,omitempty"`
		Format   string `yaml:"format,omitempty"`
	}
	proposedChapter struct {
		Line  any    `yaml:"line"` // its text or its number
		File  string `yaml:"file,omitempty"`
		Title string `yaml:"title"`
		Part  string `yaml:"part,omitempty"`
		Level int    `yaml:"level,omitempty"`
	}
)

// add adds the entry that would read the work of a as it was read now.
func (p *proposal) add(work read.Work, a *pipeline.Analysis) {
	w := proposedWork{ID: a.Doc.ID, Title: a.Doc.Title, Author: a.Doc.Author}
	if row := work.Files[0].Row; row != nil {
		file := work.Files[0].Path
		if !slices.ContainsFunc(p.Works, func(w proposedWork) bool { return w.Files[0].Path == file }) {
			p.Works = append(p.Works, proposedWork{TextField: row.TextField, Files: []proposedFile{{Path: file}}})
		}
		return
	}
	for _, f := range a.Doc.Meta {
		w.Meta = append(w.Meta, yaml.MapItem{Key: f.Name, Value: f.Value})
	}
	for i, f := range work.Files {
		file := proposedFile{Path: f.Path, Format: string(f.Format)}
		if s := a.Doc.Sources[i]; s.Encoding != "utf-8" {
			file.Encoding = s.Encoding
		}
		w.Files = append(w.Files, file)
	}
	offsets := make([]int, len(a.Chapters))
	for i, c := range a.Chapters {
		offsets[i] = int(c.Start)
	}
	for i, at := range read.Places(a.Doc, offsets) {
		c := a.Chapters[i]
		chapter := proposedChapter{Line: at.Text, File: at.File, Title: c.Title, Part: c.Part}
		if at.Text == "" {
			chapter.Line = at.Number
		}
		if c.Level > 1 {
			chapter.Level = int(c.Level)
		}
		w.Chapters = append(w.Chapters, chapter)
	}
	p.Works = append(p.Works, w)
}

const proposalHead = `# How the works are read, as fusul check understood them. Put this file as
# corpus.yaml beside them, correct what is wrong, and run fusul check again.
# A chapter begins at its line (what it says, or its number in the file); part is
# body, front, contents, abstract, bibliography or appendix, and only the body is
# counted.
`

// write writes the proposal as YAML.
func (p *proposal) write(w io.Writer) error {
	data, err := yaml.MarshalWithOptions(p, yaml.IndentSequence(true))
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(w, proposalHead, strings.TrimSuffix(string(data), "\n"), "\n")
	return err
}
