package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"fusul/pipeline"
	"fusul/stages/lexicon"
	"fusul/stages/read"
	"fusul/stages/table"
	"fusul/stages/text"
)

type checkCommand struct {
	inputFlags
	Lexicon string `help:"Dictionary file to check too." placeholder:"FILE"`
	Format  string `help:"text, or json: one line a work." enum:"text,json" default:"text"`
	Propose bool   `help:"Print a corpus.yaml that reads the works as they are understood now, to be corrected by hand."`
}

// Help is shown under check --help.
func (*checkCommand) Help() string {
	return `Examples:
  fusul check thesis/
  fusul check books.zip --format json
  fusul check thesis/ --propose > thesis/corpus.yaml    then correct that file`
}

// A checkedWork is what check found out about one work.
type checkedWork struct {
	ID         string            `json:"doc_id"`
	Title      string            `json:"title"`
	Author     string            `json:"author"`
	Meta       map[string]string `json:"metadata"`
	Path       string            `json:"path"`
	Encoding   string            `json:"encoding"`
	Bytes      int64             `json:"bytes"`
	Tokens     int64             `json:"n_tokens_all"`
	Words      int64             `json:"n_tokens"`
	Impossible float64           `json:"impossible_pairs"` // share
	Parts      []checkedPart     `json:"parts"`
	LeftOut    leftOut           `json:"left_out"`
	Problems   []checkedProblem  `json:"problems"`
}

// A checkedPart is a chapter or another part of a work.
type checkedPart struct {
	ID       string           `json:"chapter_id"`
	Title    string           `json:"title"`
	Part     string           `json:"part"`
	Level    int32            `json:"level"`
	Page     string           `json:"page"`
	Words    int64            `json:"n_tokens"` // of prose, counted or not
	Counted  bool             `json:"is_counted"`
	Calls    int64            `json:"n_note_marks"`
	Notes    int64            `json:"n_notes"`
	Sections []checkedSection `json:"sections"`
}

// A checkedSection is a section with a heading of its own.
type checkedSection struct {
	ID    string `json:"section_id"`
	Title string `json:"title"`
	Level int32  `json:"level"`
	Page  string `json:"page"`
	Words int64  `json:"n_tokens"`
}

// leftOut is the number of words that no rate counts, by the reason.
type leftOut struct {
	Headings int64            `json:"headings"`
	Notes    int64            `json:"notes"`
	Parts    map[string]int64 `json:"parts"`
}

// A checkedProblem is something odd, or something left out.
type checkedProblem struct {
	Kind    string `json:"kind"`
	Path    string `json:"path"`
	Offset  *int   `json:"start_byte,omitempty"`
	Message string `json:"message"`
}

// Run reads the works and says what a run would take them for.
func (c *checkCommand) Run(e *env) error {
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	var l *lexicon.Lexicon
	if c.Lexicon == "" {
		l = &lexicon.Lexicon{} // the dictionary plays no part here
	}
	list, analyses, err := pipeline.Analyses(e.ctx, in, pipeline.Config{Lexicon: c.Lexicon, Topics: "none"}, l)
	if err != nil {
		return err
	}
	for _, p := range list.Problems {
		e.say("%s: %s", p.Kind, located(p))
	}
	var proposed proposal
	good, bad, i := 0, 0, -1
	for a, err := range analyses {
		i++
		if syntax := (*read.SyntaxError)(nil); errors.As(err, &syntax) {
			e.say("bad: %v", syntax)
			bad++
			continue
		}
		if err != nil {
			return err
		}
		good++
		if c.Propose {
			proposed.add(list.Works[i], a)
			continue
		}
		if err := c.print(e, checked(a)); err != nil {
			return err
		}
	}
	switch {
	case bad > 0:
		err = fmt.Errorf("%s could not be read", plural(int64(bad), "work"))
	case good == 0:
		return errors.New("the input holds no work")
	}
	if c.Propose && good > 0 {
		return errors.Join(proposed.write(e.stdout), err)
	}
	return err
}

// checked sums up an analysis.
func checked(a *pipeline.Analysis) checkedWork {
	d := a.Document
	w := checkedWork{
		ID: d.Doc, Title: d.Title, Author: d.Author, Meta: map[string]string{}, Path: d.Path, Encoding: d.Encoding,
		Bytes: d.Bytes, Tokens: d.AllTokens, Words: d.Tokens, LeftOut: leftOut{Parts: map[string]int64{}}, Problems: []checkedProblem{},
	}
	w.Impossible, _ = read.Impossible(a.Doc.Text)
	for _, f := range a.Doc.Meta {
		w.Meta[f.Name] = f.Value
	}
	for i, ch := range a.Chapters {
		part := checkedPart{
			ID: ch.Chapter, Title: ch.Title, Part: ch.Part, Level: ch.Level, Page: ch.Page, Words: ch.Tokens, Counted: a.Counted(i),
			Calls: ch.NoteMarks, Notes: ch.Notes, Sections: []checkedSection{},
		}
		w.LeftOut.Headings += ch.HeadingTokens
		w.LeftOut.Notes += ch.NoteTokens
		if !part.Counted {
			w.LeftOut.Parts[ch.Part] += ch.Tokens
		}
		for _, s := range sectionsOf(a, i) {
			if s.Title != "" && s.Title != ch.Title {
				part.Sections = append(part.Sections, checkedSection{s.Section, s.Title, s.Level, s.Page, s.Tokens})
			}
		}
		w.Parts = append(w.Parts, part)
	}
	for _, p := range a.Doc.Problems {
		problem := checkedProblem{Kind: p.Kind, Path: p.Path, Message: p.Message}
		if p.Offset >= 0 {
			problem.Offset = &p.Offset
		}
		w.Problems = append(w.Problems, problem)
	}
	return w
}

// sectionsOf returns the sections of chapter number i.
func sectionsOf(a *pipeline.Analysis, i int) []table.SectionRow {
	r := a.SectionsOf(i)
	return a.Sections[r.From:r.To]
}

// print writes one work as the command's format says.
func (c *checkCommand) print(e *env, work checkedWork) error {
	if c.Format == "json" {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		return enc.Encode(work)
	}
	p := checkPrinter{w: e.stdout, isolate: e.isolate}
	p.work(work)
	return p.err
}

// A checkPrinter prints what check found out for people.
type checkPrinter struct {
	w       io.Writer
	isolate func(string) string
	err     error
}

func (p *checkPrinter) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// work prints a work: what it is, its parts as a tree with their words, what
// is left out, and what is odd.
func (p *checkPrinter) work(w checkedWork) {
	title := w.Title
	if w.Author != "" {
		title += " — " + w.Author
	}
	p.line("%s  %s", p.isolate(w.ID), p.isolate(title))
	p.line("  %s, %s, %s bytes, %s words counted", p.isolate(w.Path), w.Encoding, thousands(w.Bytes), thousands(w.Words))
	p.line("  letter pairs that do not occur in Arabic: %.2f %%", 100*w.Impossible)
	for _, name := range sortedKeys(w.Meta) {
		p.line("  %s: %s", p.isolate(name), p.isolate(w.Meta[name]))
	}
	p.line("  %-14s %10s %6s", "part", "words", "notes")
	for _, part := range w.Parts {
		p.line("  %-14s %10s %6s  %s%s%s", part.Part, thousands(part.Words), orBlank(max(part.Notes, part.Calls)),
			indent(part.Level-1), p.isolate(orUntitled(part.Title)), page(part.Page))
		for _, s := range part.Sections {
			p.line("  %-14s %10s %6s  %s%s%s", "", thousands(s.Words), "", indent(s.Level), p.isolate(s.Title), page(s.Page))
		}
	}
	var out []string
	for _, name := range sortedKeys(w.LeftOut.Parts) {
		out = append(out, fmt.Sprintf("%s %s", name, thousands(w.LeftOut.Parts[name])))
	}
	out = append(out, "headings "+thousands(w.LeftOut.Headings), "notes "+thousands(w.LeftOut.Notes))
	p.line("  left out of the counts: %s words", strings.Join(out, ", "))
	for _, problem := range w.Problems {
		p.line("  problem (%s): %s", problem.Kind, p.isolate(located(text.Problem{Path: problem.Path, Message: problem.Message})))
	}
	p.line("")
}

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// orBlank prints a number, and nothing for none.
func orBlank(n int64) string {
	if n == 0 {
		return ""
	}
	return thousands(n)
}

// indent is the white space before a heading of a level.
func indent(level int32) string { return strings.Repeat("  ", int(min(max(level, 0), 8))) }

// page prints the page that a part begins on.
func page(label string) string {
	if label == "" {
		return ""
	}
	return "  p. " + label
}

func orUntitled(title string) string {
	if title == "" {
		return "(no title)"
	}
	return title
}
