package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"fusul/pipeline"
	"fusul/stages/lexicon"
	"fusul/stages/read"
	"fusul/stages/table"
	"fusul/stages/text"
)

// termFlags are the flags of commands that look for terms.
type termFlags struct {
	Mode    string `help:"strict: the likeliest reading of a word must agree; recall: any reading." enum:"strict,recall" default:"strict"`
	Match   string `help:"How the term is compared: lexeme (all its forms), clitic, surface, glob or regex." enum:"lexeme,clitic,surface,glob,regex" default:"lexeme"`
	Context int    `help:"Words of context." default:"8"`
	Notes   string `help:"Words of notes: exclude, include or only." enum:"exclude,include,only" default:"exclude"`
}

// lexiconOf makes a dictionary of terms, each a key of its own.
func (f termFlags) lexiconOf(terms []string) (*lexicon.Lexicon, error) {
	by, err := lexicon.ParseBy(f.Match)
	if err != nil {
		return nil, err
	}
	l := &lexicon.Lexicon{}
	for _, t := range terms {
		t = strings.Join(strings.Fields(t), " ")
		if t == "" {
			return nil, &usageError{"the term is empty"}
		}
		l.Keys = append(l.Keys, lexicon.Key{Path: []string{t}, By: by, Entries: []lexicon.Entry{{Pattern: t}}})
	}
	return l, nil
}

type kwicCommand struct {
	Term string `arg:"" help:"Word or words in citation form: قوة, \"الأمن الجماعي\"."`
	inputFlags
	termFlags
	Sort   string `help:"place, before (the nearest word first) or after." enum:"place,before,after" default:"place"`
	Format string `help:"text, or jsonl: one passage a line." enum:"text,jsonl" default:"text"`
}

// Help is shown under kwic --help.
func (*kwicCommand) Help() string {
	return `Examples:
  fusul kwic "توازن القوى"                    in the built-in sample
  fusul kwic واقعية thesis/ --mode recall
  fusul kwic "ال*ية" thesis/ --match glob --format jsonl`
}

// Run prints every passage with the term.
func (c *kwicCommand) Run(e *env) error {
	l, err := c.lexiconOf([]string{c.Term})
	if err != nil {
		return err
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	cfg := pipeline.Config{Mode: c.Mode, Context: c.Context, Notes: c.Notes, Topics: "none"}
	_, analyses, err := pipeline.Analyses(e.ctx, in, cfg, l)
	if err != nil {
		return err
	}
	var rows []table.MatchRow
	for a, err := range analyses {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return err
		}
		rows = append(rows, a.Matches...)
	}
	sortPassages(rows, c.Sort)
	if c.Format == "jsonl" {
		return printJSON(e.stdout, rows)
	}
	for _, r := range rows {
		fmt.Fprintln(e.stdout, passage(r, isTerminal(e.stdout)))
	}
	if !e.quiet {
		e.say("%s", plural(int64(len(rows)), "passage"))
	}
	return nil
}

// passage returns r as a line of a concordance, headed by the place as it is
// quoted: chapter, paragraph in it, page where the file has pages. For a
// terminal the Arabic is one isolated right-to-left run, so that it is shown in
// its order.
func passage(r table.MatchRow, terminal bool) string {
	at := fmt.Sprintf("%s:%d", r.Chapter, r.No)
	if r.Page != "" {
		at += " p." + r.Page
	}
	if r.Kind != text.Paragraph.String() {
		at += " " + r.Kind
	}
	words := fmt.Sprintf("%s [%s] %s", r.Before, oneLine(r.Keyword), r.After)
	if terminal {
		words = "\u2067" + words + "\u2069"
	}
	return at + "\t" + words
}

// oneLine returns s, a stretch of a text, with a space for each line break and
// other white space in it.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// sortPassages orders rows by the words nearest to the hit. The order of
// equals is that of the text.
func sortPassages(rows []table.MatchRow, by string) {
	switch by {
	case "before":
		stableBy(rows, func(r table.MatchRow) string { return reversedWords(r.Before) })
	case "after":
		stableBy(rows, func(r table.MatchRow) string { return strings.TrimLeftFunc(r.After, notLetter) })
	}
}

// reversedWords returns the words of s from the last to the first.
func reversedWords(s string) string {
	words := strings.FieldsFunc(s, notLetter)
	for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
		words[i], words[j] = words[j], words[i]
	}
	return strings.Join(words, " ")
}

func notLetter(r rune) bool {
	return r == utf8.RuneError || !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}

// printJSON writes rows as JSON, one a line, under the names of the table.
func printJSON(w io.Writer, rows []table.MatchRow) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		if err := enc.Encode(map[string]any{
			"doc_id": r.Doc, "chapter_id": r.Chapter, "section_id": r.Section, "para_id": r.Para, "sent_id": r.Sentence,
			"para_no": r.No, "para_kind": r.Kind, "page": r.Page,
			"start_byte": r.Start, "end_byte": r.End, "before": r.Before, "keyword": r.Keyword, "after": r.After,
			"key": r.Key, "pattern": r.Pattern, "form": r.Form, "rule": r.Rule, "split": r.Split,
			"ambiguous": r.Ambiguous, "is_heading": r.Heading, "is_counted": r.Counted,
		}); err != nil {
			return err
		}
	}
	return nil
}
