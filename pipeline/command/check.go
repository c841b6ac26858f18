package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"fusul/pipeline"
	"fusul/stages/lexicon"
	"fusul/stages/read"
)

type checkCommand struct {
	inputFlags
	Lexicon string `help:"Dictionary file to check too." placeholder:"FILE"`
	Format  string `help:"text, or json: one line a work." enum:"text,json" default:"text"`
}

// Help is shown under check --help.
func (*checkCommand) Help() string {
	return `Examples:
  fusul check thesis/
  fusul check books.zip --format json`
}

// A checkedWork is what check found out about one work.
type checkedWork struct {
	ID       string        `json:"doc_id"`
	Title    string        `json:"title"`
	Author   string        `json:"author"`
	Path     string        `json:"path"`
	Encoding string        `json:"encoding"`
	Bytes    int64         `json:"bytes"`
	Words    int64         `json:"n_tokens"`
	Parts    []checkedPart `json:"parts"`
	Problems []string      `json:"problems"`
}

// A checkedPart is a chapter or another part of a work.
type checkedPart struct {
	ID       string   `json:"chapter_id"`
	Title    string   `json:"title"`
	Part     string   `json:"part"`
	Words    int64    `json:"n_tokens"`
	Notes    int64    `json:"n_note_marks"`
	Sections []string `json:"sections"`
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
		e.say("skipped: %s", located(p))
	}
	good, bad := 0, 0
	for a, err := range analyses {
		if syntax := (*read.SyntaxError)(nil); errors.As(err, &syntax) {
			e.say("bad: %v", syntax)
			bad++
			continue
		}
		if err != nil {
			return err
		}
		good++
		if err := c.print(e.stdout, checked(a)); err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%s could not be read", plural(int64(bad), "work"))
	}
	if good == 0 {
		return errors.New("the input holds no work")
	}
	return nil
}

// checked sums up an analysis.
func checked(a *pipeline.Analysis) checkedWork {
	d := a.Document
	w := checkedWork{d.Doc, d.Title, d.Author, d.Path, d.Encoding, d.Bytes, d.Tokens, nil, []string{}}
	for _, ch := range a.Chapters {
		part := checkedPart{ch.Chapter, ch.Title, ch.Part, ch.Tokens, ch.NoteMarks, []string{}}
		for _, s := range a.Sections {
			if s.Chapter == ch.Chapter && s.Title != ch.Title {
				part.Sections = append(part.Sections, s.Title)
			}
		}
		w.Parts = append(w.Parts, part)
	}
	for _, p := range a.Doc.Problems {
		w.Problems = append(w.Problems, p.Message)
	}
	return w
}

// print writes one work as the command's format says.
func (c *checkCommand) print(w io.Writer, work checkedWork) error {
	if c.Format == "json" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return enc.Encode(work)
	}
	title := work.Title
	if work.Author != "" {
		title += " — " + work.Author
	}
	fmt.Fprintf(w, "%s  %s\n  %s, %s, %s bytes, %s words counted\n",
		work.ID, isolate(title), work.Path, work.Encoding, thousands(work.Bytes), thousands(work.Words))
	for _, p := range work.Parts {
		fmt.Fprintf(w, "  %-14s %8s words %5d notes  %s\n", p.Part, thousands(p.Words), p.Notes, isolate(orUntitled(p.Title)))
		for _, s := range p.Sections {
			if s != "" {
				fmt.Fprintf(w, "  %-14s %8s       %5s          %s\n", "", "", "", isolate(s))
			}
		}
	}
	for _, p := range work.Problems {
		fmt.Fprintf(w, "  problem: %s\n", p)
	}
	_, err := fmt.Fprintln(w)
	return err
}

func orUntitled(title string) string {
	if title == "" {
		return "(no title)"
	}
	return title
}
