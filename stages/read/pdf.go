package read

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"fusul/stages/damage"
	"fusul/stages/read/pdf"
	"fusul/stages/text"
)

// parsePDF takes the text out of a PDF.
func parsePDF(data string, opt Options) (extracted, error) {
	engine := opt.PDF
	if engine == nil {
		engine = pdf.Shared()
	}
	f, err := engine.Read(data, pdf.Limits{
		Pages: opt.MaxPages, Glyphs: opt.MaxGlyphs, Memory: opt.MaxMemory, Time: time.Duration(opt.MaxSeconds) * time.Second,
	})
	if err != nil {
		return extracted{}, &SyntaxError{Offset: -1, Msg: err.Error(), Err: err}
	}
	opt.budget.more(time.Duration(len(f.Pages)) * time.Duration(opt.MaxSeconds) * time.Second / pdf.PagesATime)
	lines := make([][]pdf.Line, len(f.Pages))
	for i := range f.Pages {
		lines[i] = f.Pages[i].Lines()
		if err := opt.budget.late(); err != nil {
			return extracted{}, err
		}
	}
	if err := checkLayer(f, lines); err != nil {
		return extracted{}, err
	}
	problems, err := mendLines(lines, opt)
	if err != nil {
		return extracted{}, err
	}
	flow := f.Flow(lines)
	x := extracted{text: flow.Text, encoding: nameUTF8}
	x.title, x.author = f.Title, f.Author
	for _, m := range f.Meta {
		x.meta = append(x.meta, text.Field{Name: metaName(m.Name), Value: m.Value})
	}
	x.blocks, x.marks = flow.Blocks, flow.Marks
	x.problems = append(problems, pdfProblems(f, flow)...)
	return x, nil
}

// mendLines looks for damage in the lines of pages, before they are joined,
// and mends it, if that is asked for.
func mendLines(pages [][]pdf.Line, opt Options) ([]text.Problem, error) {
	before := linesText(pages)
	d, mend, problems, err := diagnose(before, opt)
	if err != nil || !mend {
		return problems, err
	}
	mender, err := damage.NewMender(d, opt.budget.late)
	if err != nil {
		return nil, err
	}
	for _, lines := range pages {
		for i := range lines {
			if lines[i].Text, err = mender.Mend(lines[i].Text); err != nil {
				return nil, err
			}
			lines[i].Calls = nil
		}
	}
	return repaired(d, before, linesText(pages))
}

// linesText returns all lines of pages.
func linesText(pages [][]pdf.Line) string {
	var b strings.Builder
	for _, lines := range pages {
		for _, l := range lines {
			b.WriteString(l.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// metaName is the column of a property of a PDF.
func metaName(s string) string {
	if s == "CreationDate" {
		return "created"
	}
	return strings.ToLower(s)
}

// checkLayer refuses a file of pictures: one without letters on its pages.
func checkLayer(f *pdf.File, lines [][]pdf.Line) error {
	letters := 0
	for _, page := range lines {
		for _, l := range page {
			for _, r := range l.Text {
				if unicode.IsLetter(r) {
					letters++
				}
			}
		}
	}
	const few = 10 // letters of a page; a stamp or a title in letters does not make a text
	if letters >= few*len(f.Pages) || letters > 0 && len(f.Pages) <= 2 {
		return nil
	}
	return &SyntaxError{Offset: -1, Msg: fmt.Sprintf(
		"no text in it, only pictures of pages (%d pages, %d letters): it was scanned. Make a text layer with a program that reads letters, such as ocrmypdf -l ara, and check what it reads",
		len(f.Pages), letters)}
}

// pdfProblems says what was left out of f.
func pdfProblems(f *pdf.File, flow pdf.Text) []text.Problem {
	var problems []text.Problem
	say := func(format string, args ...any) {
		problems = append(problems, text.Problem{Offset: -1, Kind: "structure", Message: fmt.Sprintf(format, args...)})
	}
	if flow.Dropped > 0 {
		say("running heads and page numbers left out: %d lines", flow.Dropped)
	}
	if f.Forms > 0 {
		problems = append(problems, text.Problem{Offset: -1, Kind: "repaired",
			Message: fmt.Sprintf("its fonts name presentation forms in place of letters: %d glyphs; they are read as letters", f.Forms)})
	}
	broken := 0
	for _, p := range f.Pages {
		if p.Broken {
			broken++
		}
	}
	if broken > 0 {
		say("pages that cannot be read: %d of %d", broken, len(f.Pages))
	}
	return problems
}
