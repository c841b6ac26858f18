package command

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"fusul/pipeline"
	"fusul/stages/clitic"
	"fusul/stages/lexicon"
	"fusul/stages/normalise"
	"fusul/stages/read"
	"fusul/stages/text"
)

type lexiconCommand struct {
	Expand   expandCommand   `cmd:"" help:"Print every form of a term."`
	Explain  explainCommand  `cmd:"" help:"Say which terms could match a word, and why or why not."`
	Lint     lintCommand     `cmd:"" help:"Look for terms that may count wrong."`
	Coverage coverageCommand `cmd:"" help:"Print how often each entry and form matches in works."`
	Convert  convertCommand  `cmd:"" help:"Write a dictionary in another format."`
	Match    matchCommand    `cmd:"" help:"Read words from standard input and print the terms that each matches."`
}

// dictionaryFlags choose a dictionary and how it matches.
type dictionaryFlags struct {
	Lexicon  string `help:"Dictionary file; the built-in one if empty." placeholder:"FILE"`
	Plurals  string `help:"File of broken plurals: word, tab, plurals parted by |." placeholder:"FILE"`
	Mode     string `help:"strict or recall." enum:"strict,recall" default:"strict"`
	Tolerant bool   `help:"Match words with one small spelling error too."`
	Format   string `help:"text or jsonl." enum:"text,jsonl" default:"text"`
}

// load reads the dictionary and the options of its matcher.
func (f dictionaryFlags) load() (*lexicon.Lexicon, lexicon.Options, error) {
	opt := lexicon.Options{Tolerant: f.Tolerant}
	if f.Mode == "recall" {
		opt.Mode = lexicon.Recall
	}
	var err error
	if opt.Plurals, _, err = pipeline.LoadPlurals(f.Plurals); err != nil {
		return nil, opt, err
	}
	l, _, err := pipeline.LoadLexicon(f.Lexicon)
	return l, opt, err
}

// A printer writes records: as lines of text, or as JSON.
type printer struct {
	*env
	w    *bufio.Writer // to its standard output
	json bool
}

func (f dictionaryFlags) printer(e *env) *printer {
	return &printer{e, bufio.NewWriter(e.stdout), f.Format == "jsonl"}
}

// print writes one record: line, or the fields as a JSON object.
func (p *printer) print(line string, fields map[string]any) error {
	if !p.json {
		_, err := fmt.Fprintln(p.w, line)
		return err
	}
	enc := json.NewEncoder(p.w)
	enc.SetEscapeHTML(false)
	return enc.Encode(fields)
}

type expandCommand struct {
	Term string `arg:"" help:"A term in citation form."`
	dictionaryFlags
}

// Help is shown under lexicon expand --help.
func (*expandCommand) Help() string {
	return `Examples:
  fusul lexicon expand دولة
  fusul lexicon expand "قوة عظمى" --format jsonl`
}

// Run prints the forms of the term.
func (c *expandCommand) Run(e *env) error {
	l, opt, err := c.load()
	if err != nil {
		return err
	}
	words, err := l.Expand(strings.Join(strings.Fields(c.Term), " "), opt)
	if err != nil {
		return err
	}
	p := c.printer(e)
	for _, w := range words {
		known := "guessed"
		if w.Given {
			known = "given"
		}
		if !p.json {
			fmt.Fprintf(p.w, "%s  %s (%s), %s\n", e.isolate(w.Word), w.POS, known, plural(int64(len(w.Forms)), "form"))
		}
		for _, f := range w.Forms {
			line := fmt.Sprintf("  %s %-28s %s", e.column(f.Text, 16), f.Rule, isolateWithin(e.stdout, f.Admits.String()))
			if err := p.print(line, map[string]any{
				"word": w.Word, "pos": w.POS.String(), "pos_given": w.Given, "form": f.Text, "rule": f.Rule, "admits": f.Admits.String(),
			}); err != nil {
				return err
			}
		}
	}
	return p.w.Flush()
}

type explainCommand struct {
	Word string `arg:"" help:"A word as it stands in a text."`
	dictionaryFlags
}

// Help is shown under lexicon explain --help.
func (*explainCommand) Help() string {
	return `Examples:
  fusul lexicon explain وقوتهم
  fusul lexicon explain الواقع          why it is not the doctrine الواقعية`
}

// Run prints what could make the word match.
func (c *explainCommand) Run(e *env) error {
	l, opt, err := c.load()
	if err != nil {
		return err
	}
	word := normalise.Light().Word(c.Word)
	m, err := l.CompileNear(word, opt)
	if err != nil {
		return err
	}
	p := c.printer(e)
	found := m.Explain(word)
	if !slices.ContainsFunc(found, func(x lexicon.Explanation) bool { return x.Recall && !inPhrases(m, x) }) {
		found = append(found, m.Near(word, nearest)...)
	}
	for _, x := range found {
		if err := c.explain(p, m, x); err != nil {
			return err
		}
	}
	if len(found) == 0 && !p.json {
		fmt.Fprintf(p.w, "%s: no term has a form like it\n", e.isolate(c.Word))
	}
	return p.w.Flush()
}

// inPhrases reports whether all terms of x have several words.
func inPhrases(m *lexicon.Matcher, x lexicon.Explanation) bool {
	return !slices.ContainsFunc(x.Terms, func(t int32) bool { return !strings.Contains(m.Entries()[t].Pattern, " ") })
}

// nearest is how many terms explain names that a word misses by a letter.
const nearest = 5

// explain prints one explanation.
func (c *explainCommand) explain(p *printer, m *lexicon.Matcher, x lexicon.Explanation) error {
	verdict := "matches"
	switch {
	case x.Strict && inPhrases(m, x):
		verdict = "is a word of longer terms:"
	case !x.Strict && x.Recall:
		verdict = "matches only with --mode recall: " + x.Why
	case !x.Strict:
		verdict = "does not match: " + x.Why
	}
	var terms, shown []string
	for _, t := range x.Terms {
		entry := &m.Entries()[t]
		terms = append(terms, entry.Name+" "+entry.Pattern)
		shown = append(shown, p.isolate(entry.Name)+" "+p.isolate(entry.Pattern))
	}
	names, excludes := excluded(m, x.Terms)
	line := fmt.Sprintf("%s  %s of %s  %s\n    %s", p.isolate(x.Split), x.Form.Rule, p.isolate(x.Word), isolateWithin(p.stdout, verdict), strings.Join(shown, "; "))
	for _, name := range names {
		const most = 8
		globs := excludes[name]
		line += fmt.Sprintf("\n    %s not in %s", p.isolate(name), p.isolate(strings.Join(globs[:min(most, len(globs))], "؛ ")))
		if len(globs) > most {
			line += fmt.Sprintf(" and %d more, which --format jsonl has", len(globs)-most)
		}
	}
	return p.print(line, map[string]any{
		"split": x.Split, "host": x.Host, "form": x.Form.Text, "rule": x.Form.Rule, "word": x.Word,
		"terms": terms, "strict": x.Strict, "recall": x.Recall, "why": x.Why, "exclude": excludes,
	})
}

// excluded returns what takes back hits of terms, as the dictionary says it of
// their keys and of themselves, and the names of those keys in order.
func excluded(m *lexicon.Matcher, terms []int32) (names []string, globs map[string][]string) {
	globs = map[string][]string{}
	for _, t := range terms {
		entry := &m.Entries()[t]
		for _, glob := range slices.Concat(m.Keys()[entry.Key].Exclude, entry.Exclude) {
			if slices.Contains(globs[entry.Name], glob) {
				continue
			}
			if globs[entry.Name] = append(globs[entry.Name], glob); len(globs[entry.Name]) == 1 {
				names = append(names, entry.Name)
			}
		}
	}
	return names, globs
}

type lintCommand struct {
	inputFlags
	dictionaryFlags
	NoCorpus bool `help:"Look at the dictionary alone, without works."`
}

// Help is shown under lexicon lint --help.
func (*lintCommand) Help() string {
	return `Examples:
  fusul lexicon lint thesis/ --lexicon mine.yaml
  fusul lexicon lint --no-corpus --lexicon mine.yaml`
}

// Run prints what lint finds.
func (c *lintCommand) Run(e *env) error {
	l, opt, err := c.load()
	if err != nil {
		return err
	}
	m, err := l.Compile(opt)
	if err != nil {
		return err
	}
	var counts map[string]int
	if !c.NoCorpus {
		if counts, err = c.counts(e); err != nil {
			return err
		}
	}
	p := c.printer(e)
	findings := m.Lint(counts)
	for _, f := range findings {
		entry := m.Entries()[f.Entry]
		line := fmt.Sprintf("%-15s %s %s: %s", f.Kind, e.isolate(entry.Name), e.isolate(entry.Pattern), isolateWithin(e.stdout, f.Message))
		if err := p.print(line, map[string]any{
			"kind": string(f.Kind), "key": entry.Name, "pattern": entry.Pattern, "form": f.Form, "n": f.Count, "message": f.Message,
		}); err != nil {
			return err
		}
	}
	if err := p.w.Flush(); err != nil {
		return err
	}
	if !e.quiet {
		e.say("%s", plural(int64(len(findings)), "finding"))
	}
	return nil
}

// counts counts the words of the works, as written.
func (c *lintCommand) counts(e *env) (map[string]int, error) {
	in, err := c.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	_, analyses, err := pipeline.Analyses(e.ctx, in, pipeline.Config{Profile: "light", Topics: "none"}, &lexicon.Lexicon{})
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for a, err := range analyses {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, t := range a.Tokens() {
			if t.Kind == text.Word.String() {
				counts[t.Norm]++
			}
		}
	}
	return counts, nil
}

type coverageCommand struct {
	inputFlags
	dictionaryFlags
}

// Help is shown under lexicon coverage --help.
func (*coverageCommand) Help() string {
	return `The columns are: key, entry, form, rule, hits.

Examples:
  fusul lexicon coverage thesis/ --lexicon mine.yaml`
}

// Run prints the hits of each entry and form.
func (c *coverageCommand) Run(e *env) error {
	l, opt, err := c.load()
	if err != nil {
		return err
	}
	m, err := l.Compile(opt)
	if err != nil {
		return err
	}
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	cfg := pipeline.Config{Mode: c.Mode, Tolerant: c.Tolerant, Plurals: c.Plurals, Topics: "none"}
	_, analyses, err := pipeline.Analyses(e.ctx, in, cfg, l)
	if err != nil {
		return err
	}
	var cover lexicon.Coverage
	for a, err := range analyses {
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return err
		}
		cover.Add(a.Hits)
	}
	p := c.printer(e)
	for _, r := range cover.Rows(m) {
		entry := m.Entries()[r.Entry]
		line := fmt.Sprintf("%s\t%s\t%s\t%s\t%d", e.isolate(entry.Name), e.isolate(entry.Pattern), e.isolate(r.Form), r.Rule, r.N)
		if err := p.print(line, map[string]any{
			"key": entry.Name, "pattern": entry.Pattern, "form": r.Form, "rule": r.Rule, "n": r.N,
		}); err != nil {
			return err
		}
	}
	return p.w.Flush()
}

type convertCommand struct {
	From string `arg:"" help:"Dictionary to read: .yaml, .dic, .lc3, .ykd, .cat, .ttl or .csv."`
	To   string `arg:"" help:"File to write: .yaml (with its side file .meta.yaml), .dic, .ttl or .csv."`
}

// Help is shown under lexicon convert --help.
func (*convertCommand) Help() string {
	return `Examples:
  fusul lexicon convert theories.dic theories.yaml
  fusul lexicon convert theories.yaml theories.ttl`
}

// Run converts a dictionary.
func (c *convertCommand) Run(e *env) error {
	format := lexicon.FormatOf(c.To)
	if format == lexicon.Unknown || format == lexicon.Lexicoder || format == lexicon.Yoshikoder || format == lexicon.WordStat {
		return &usageError{fmt.Sprintf("%s: the ending must be .yaml, .dic, .ttl or .csv", c.To)}
	}
	l, _, err := pipeline.LoadLexicon(c.From)
	if err != nil {
		return err
	}
	if err := writeLexicon(l, c.To, format); err != nil {
		return err
	}
	if format == lexicon.YAML {
		return writeLexicon(l, lexicon.MetaName(c.To), lexicon.Meta)
	}
	return nil
}

func writeLexicon(l *lexicon.Lexicon, name string, format lexicon.Format) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = l.Write(f, format)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

type matchCommand struct {
	dictionaryFlags
	Terms string `help:"File of terms in citation form, one a line, instead of a dictionary." placeholder:"FILE"`
}

// Help is shown under lexicon match --help.
func (*matchCommand) Help() string {
	return `Each line of output is the word, a tab, and the terms that it matches, parted by |.

Examples:
  echo "وقواهم" | fusul lexicon match
  fusul lexicon match --terms terms.txt --plurals plurals.tsv < words.txt`
}

// Run prints the terms that words match.
func (c *matchCommand) Run(e *env) error {
	l, opt, err := c.lexicon()
	if err != nil {
		return err
	}
	m, err := l.Compile(opt)
	if err != nil {
		return err
	}
	light := normalise.Light()
	splitter, err := clitic.Default()
	if err != nil {
		return err
	}
	sentence := []text.Range{{From: 0, To: 1}}
	return eachWord(e.stdin, e.stdout, func(word string) string {
		form := light.Word(word)
		typ := &text.Type{Form: form, Norm: form, Segments: splitter.Split(form).Segments(clitic.ATB)}
		tokens := []text.Token{{Span: text.Span{End: len(form)}}}
		var names []string
		for _, hit := range m.Match(nil, []*text.Type{typ}, tokens, sentence) {
			name := m.Entries()[hit.Entry].Pattern
			if c.Terms == "" {
				name = m.Entries()[hit.Entry].Name
			}
			names = append(names, name)
		}
		return word + "\t" + strings.Join(names, "|")
	})
}

// lexicon returns the dictionary, or one of the terms, each a key of its own.
func (c *matchCommand) lexicon() (*lexicon.Lexicon, lexicon.Options, error) {
	if c.Terms == "" {
		return c.load()
	}
	f := c.dictionaryFlags
	f.Lexicon = ""
	_, opt, err := f.load()
	if err != nil {
		return nil, opt, err
	}
	file, err := os.Open(c.Terms)
	if err != nil {
		return nil, opt, err
	}
	defer file.Close()
	l := &lexicon.Lexicon{}
	seen := map[string]bool{}
	err = eachWord(file, io.Discard, func(term string) string {
		if !seen[term] {
			seen[term] = true
			l.Keys = append(l.Keys, lexicon.Key{Path: []string{term}, Entries: []lexicon.Entry{{Pattern: term}}})
		}
		return ""
	})
	return l, opt, err
}
