package read

import (
	"path"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"fusul/stages/text"
)

// A Place is a line of a work that corpus.yaml points to.
type Place struct {
	Text   string // what the whole line says, or
	Number int    // its number in the file, from 1
	Nth    int    // which of several equal lines, from 1; 0: there must be one
	File   string // the file it is in; empty: any

	Line   int // where in corpus.yaml the place is named
	Column int
}

// A ChapterRule begins a chapter at a line.
type ChapterRule struct {
	At     Place
	Title  string // shown instead of the line, if Titled; may be empty
	Titled bool
	Part   string // the name of a part; empty: as the title says
	Level  int    // from 1; 0 is 1
}

// An ExcludeRule takes a stretch of text out of all counts.
type ExcludeRule struct {
	From    Place
	Heading bool   // From is a heading: all that is under it
	To      *Place // the last line left out
	Until   *Place // the first line that stays
}

// rules takes in the chapters and the exclusions of a work.
func (m *manifest) rules(w *Work, chapters, exclude *pair) error {
	for _, f := range w.Files {
		w.ChapterPerFile = w.ChapterPerFile || f.Title != "" && chapters == nil
	}
	if chapters != nil {
		if word, ok := scalar(chapters.value); ok {
			if word != "files" {
				return placeError(m.name, chapters.at, `"chapters" must be a list of lines, or "files"`)
			}
			w.ChapterPerFile = true
		} else if err := m.each(*chapters, func(n ast.Node) error {
			rule, err := m.chapter(n)
			w.Chapters = append(w.Chapters, rule)
			return err
		}); err != nil {
			return err
		}
	}
	if exclude == nil {
		return nil
	}
	return m.each(*exclude, func(n ast.Node) error {
		rule, err := m.exclusion(n)
		w.Exclude = append(w.Exclude, rule)
		return err
	})
}

// each calls f for every item of a list.
func (m *manifest) each(p pair, f func(ast.Node) error) error {
	list, ok := p.value.(*ast.SequenceNode)
	if !ok {
		return placeError(m.name, p.at, "%q must be a list: lines that begin with \"- \"", p.key)
	}
	for _, n := range list.Values {
		if err := f(n); err != nil {
			return err
		}
	}
	return nil
}

// chapter returns the rule of one item of "chapters".
func (m *manifest) chapter(n ast.Node) (ChapterRule, error) {
	var rule ChapterRule
	if _, ok := scalar(n); ok {
		err := m.place(&rule.At, pair{"line", n.GetToken(), n})
		return rule, err
	}
	pairs, err := mapping(m.name, n)
	if err != nil {
		return rule, err
	}
	for _, p := range pairs {
		switch p.key {
		case "line":
			err = m.place(&rule.At, p)
		case "title":
			rule.Title, err = scalarOf(m.name, p)
			rule.Titled = true
		case "part":
			rule.Part, err = m.partOf(p)
		case "level":
			rule.Level, err = m.levelOf(p)
		case "nth", "file":
			err = m.narrow(&rule.At, p)
		default:
			err = m.unknown(p, "line, title, part, level, nth, file")
		}
		if err != nil {
			return rule, err
		}
	}
	if rule.At.Line == 0 {
		return rule, placeError(m.name, n.GetToken(), `a chapter without a "line"`)
	}
	return rule, nil
}

// partOf returns the part that p names.
func (m *manifest) partOf(p pair) (string, error) {
	name, err := scalarOf(m.name, p)
	if _, ok := text.ParsePart(name); err == nil && !ok {
		err = placeError(m.name, p.at, "unknown part %q; want one of body, front, contents, abstract, bibliography, appendix; or leave it out with exclude", name)
	}
	return name, err
}

// levelOf returns the level that p gives.
func (m *manifest) levelOf(p pair) (int, error) {
	s, err := scalarOf(m.name, p)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 9 {
		return 0, placeError(m.name, p.at, `"level" must be a number from 1 to 9`)
	}
	return n, nil
}

// exclusion returns the rule of one item of "exclude".
func (m *manifest) exclusion(n ast.Node) (ExcludeRule, error) {
	var rule ExcludeRule
	pairs, err := mapping(m.name, n)
	if err != nil {
		return rule, err
	}
	for _, p := range pairs {
		switch p.key {
		case "heading", "from":
			if rule.From.Line > 0 {
				return rule, placeError(m.name, p.at, `"heading" and "from" both say where to begin`)
			}
			rule.Heading = p.key == "heading"
			err = m.place(&rule.From, p)
		case "to":
			rule.To = new(Place)
			err = m.place(rule.To, p)
		case "until":
			rule.Until = new(Place)
			err = m.place(rule.Until, p)
		case "nth", "file":
			err = m.narrow(&rule.From, p)
		default:
			err = m.unknown(p, "heading, from, to, until, nth, file")
		}
		if err != nil {
			return rule, err
		}
	}
	switch {
	case rule.From.Line == 0:
		return rule, placeError(m.name, n.GetToken(), `an exclusion without a "heading" or a "from"`)
	case rule.To != nil && rule.Until != nil:
		return rule, placeError(m.name, n.GetToken(), `"to" and "until" both say where to end`)
	case !rule.Heading && rule.To == nil && rule.Until == nil:
		return rule, placeError(m.name, n.GetToken(), `"from" needs a "to" or an "until"`)
	}
	return rule, nil
}

// place takes in a line by its text or its number.
func (m *manifest) place(at *Place, p pair) error {
	s, err := scalarOf(m.name, p)
	if err != nil {
		return err
	}
	at.Line, at.Column = p.at.Position.Line, p.at.Position.Column
	if _, ok := p.value.(*ast.IntegerNode); ok {
		if at.Number, err = strconv.Atoi(s); err != nil || at.Number < 1 {
			return placeError(m.name, p.at, "%s is not the number of a line", s)
		}
		return nil
	}
	if at.Text = squash(s); at.Text == "" || strings.ContainsAny(strings.TrimSpace(s), "\r\n") {
		return placeError(m.name, p.at, "%q must be the text of one line, or its number", p.key)
	}
	return nil
}

// narrow takes in what says which of several lines is meant.
func (m *manifest) narrow(at *Place, p pair) error {
	s, err := scalarOf(m.name, p)
	if err != nil {
		return err
	}
	if p.key == "file" {
		at.File = path.Join(m.dir, s)
		return nil
	}
	if at.Nth, err = strconv.Atoi(s); err != nil || at.Nth < 1 {
		return placeError(m.name, p.at, `"nth" must be a number from 1`)
	}
	return nil
}
