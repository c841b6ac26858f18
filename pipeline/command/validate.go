package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fusul/pipeline"
	"fusul/stages/lexicon"
	"fusul/stages/read"
	"fusul/stages/sheet"
	"fusul/stages/table"
	"fusul/stages/validate"
)

type validateCommand struct {
	Sample sampleCommand `cmd:"" help:"Draw sentences and write a coding sheet."`
	Score  scoreCommand  `cmd:"" help:"Compare filled-in coding sheets with the dictionary."`
}

type sampleCommand struct {
	inputFlags
	Lexicon string   `help:"Dictionary file; the built-in one if empty." placeholder:"FILE"`
	Key     []string `help:"Key path to code, such as theory.realism; may be repeated. Without it, every key of the second level that occurs." sep:"none"`
	Sheet   string   `help:"Coding sheet to write: .csv or .xlsx." default:"coding.csv"`
	Plan    string   `help:"File that remembers what was drawn, for validate score." default:"coding-plan.csv"`
	Hits    int      `help:"Sentences with a hit, for each key." default:"30"`
	Near    int      `help:"Sentences with a near miss." default:"15"`
	None    int      `help:"Sentences with neither." default:"15"`
	Seed    uint64   `help:"Seed of the draw." default:"1"`

	Overwrite bool `help:"Write over a sheet that has codes in it, and over the plan of another draw."`
}

// Help is shown under validate sample --help.
func (*sampleCommand) Help() string {
	return `The sheet has a row for each sentence and key. A coder writes 1 or 0 (or نعم, لا)
in the column code: does the sentence speak of the key?

Examples:
  fusul validate sample thesis/ --key theory.realism --key concept.power
  fusul validate score coding-plan.csv coder-a.csv coder-b.xlsx`
}

// Run draws the sample.
func (c *sampleCommand) Run(e *env) error {
	l, _, err := pipeline.LoadLexicon(c.Lexicon)
	if err != nil {
		return err
	}
	keys, err := c.keys(l)
	if err != nil {
		return err
	}
	sampler := validate.NewSampler(keys, validate.Options{Seed: c.Seed, Size: [3]int{c.Hits, c.Near, c.None}})
	if err := c.draw(e, l, keys, sampler); err != nil {
		return err
	}
	plan := sampler.Plan()
	if len(c.Key) == 0 {
		plan = occurring(plan)
	}
	if len(plan.Items) == 0 {
		return errors.New("nothing to code: the works hold no sentence")
	}
	label := func(key string) (ar, en string) {
		k := l.Key(key)
		return k.Label.Ar, k.Label.En
	}
	if !c.Overwrite {
		if err := c.spare(plan.Rows()); err != nil {
			return err
		}
	}
	if err := writeSheet(c.Sheet, plan.Sheet(label)); err != nil {
		return err
	}
	if err := writeSheet(c.Plan, plan.Rows()); err != nil {
		return err
	}
	if !e.quiet {
		e.say("wrote %s to %s; keep %s for validate score", plural(int64(len(plan.Items)), "sentence"), c.Sheet, c.Plan)
	}
	return nil
}

// spare returns an error if a file to be written holds somebody's work: a
// sheet with codes, the plan of another draw, by which sheets elsewhere may
// have been coded, or what is neither.
func (c *sampleCommand) spare(plan [][]string) error {
	switch n, err := codesIn(c.Sheet); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("%s is there and is no coding sheet (%w); choose another --sheet, or say --overwrite", c.Sheet, err)
	case n > 0:
		return fmt.Errorf("%s has %s in it; choose another --sheet, or say --overwrite to lose them", c.Sheet, plural(int64(n), "code"))
	}
	old, err := readSheet(c.Plan)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil || !slices.EqualFunc(old, plan, slices.Equal[[]string]):
		return fmt.Errorf("%s is there and is not the plan of this draw: sheets coded by it could no longer be scored; choose another --plan, or say --overwrite", c.Plan)
	}
	return nil
}

// codesIn returns the number of codes in a coding sheet.
func codesIn(name string) (int, error) {
	rows, err := readSheet(name)
	if err != nil {
		return 0, err
	}
	codes, err := validate.ParseCodes(rows, name)
	return len(codes), err
}

// keys returns the paths of the keys to code.
func (c *sampleCommand) keys(l *lexicon.Lexicon) ([]string, error) {
	for _, k := range c.Key {
		if l.Key(k) == nil {
			return nil, &usageError{fmt.Sprintf("the dictionary has no key %q", k)}
		}
	}
	if len(c.Key) > 0 {
		return c.Key, nil
	}
	deepest := 0
	for i := range l.Keys {
		deepest = max(deepest, len(l.Keys[i].Path))
	}
	var keys []string
	for i := range l.Keys {
		if len(l.Keys[i].Path) == min(2, deepest) {
			keys = append(keys, l.Keys[i].Name())
		}
	}
	return keys, nil
}

// occurring returns p without the keys that have no hit.
func occurring(p *validate.Plan) *validate.Plan {
	kept := &validate.Plan{Seed: p.Seed}
	with := map[string]bool{}
	for _, k := range p.Keys {
		if k.Size[validate.Hit] > 0 {
			with[k.Key] = true
			kept.Keys = append(kept.Keys, k)
		}
	}
	for _, item := range p.Items {
		if with[item.Key] {
			item.ID = len(kept.Items) + 1
			kept.Items = append(kept.Items, item)
		}
	}
	return kept
}

// draw goes through the works with a strict and a lax reading side by side.
func (c *sampleCommand) draw(e *env, l *lexicon.Lexicon, keys []string, sampler *validate.Sampler) error {
	in, err := c.open(e)
	if err != nil {
		return err
	}
	defer in.Close()
	_, strict, err := pipeline.Analyses(e.ctx, in, pipeline.Config{Topics: "none"}, l)
	if err != nil {
		return err
	}
	_, lax, err := pipeline.Analyses(e.ctx, in, pipeline.Config{Topics: "none", Mode: "recall", Tolerant: true}, l)
	if err != nil {
		return err
	}
	next, stop := iter.Pull2(lax)
	defer stop()
	for a, err := range strict {
		b, _, _ := next()
		if bad := (*read.SyntaxError)(nil); errors.As(err, &bad) {
			e.say("skipped: %v", bad)
			continue
		}
		if err != nil {
			return err
		}
		addSentences(a, b, keys, sampler)
	}
	return nil
}

// addSentences gives the counted sentences of a work to the sampler.
func addSentences(a, b *pipeline.Analysis, keys []string, sampler *validate.Sampler) {
	hits, near := findsBySentence(a.Matches, keys), findsBySentence(b.Matches, keys)
	tokens := a.Tokens()
	for from := 0; from < len(tokens); {
		to := from
		counted := false
		for to < len(tokens) && tokens[to].Sentence == tokens[from].Sentence {
			counted = counted || tokens[to].Counted
			to++
		}
		if counted {
			u := validate.Unit{Doc: a.Doc.ID, Start: int(tokens[from].Start), End: int(tokens[to-1].End)}
			u.Text = strings.Join(strings.Fields(a.Doc.Text[u.Start:u.End]), " ")
			s := tokens[from].Sentence
			sampler.Add(u, hits[s], near[s])
		}
		from = to
	}
}

// findsBySentence returns the finds of the keys, and of keys below them, by
// sentence.
func findsBySentence(matches []table.MatchRow, keys []string) map[int32][]validate.Find {
	finds := map[int32][]validate.Find{}
	for _, m := range matches {
		for i, k := range keys {
			if m.KeyPath == k || strings.HasPrefix(m.KeyPath, k+".") {
				finds[m.Sentence] = append(finds[m.Sentence], validate.Find{Key: i, Pattern: m.Pattern, Keyword: oneLine(m.Keyword)})
			}
		}
	}
	return finds
}

// writeSheet writes rows as the ending of name says.
func writeSheet(name string, rows [][]string) error {
	var b bytes.Buffer
	var err error
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		err = sheet.Write(&b, rows, sheetOptions(rows))
	} else {
		err = validate.WriteCSV(&b, rows)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o666)
}

// sheetOptions gives the sentences room and the code a choice.
func sheetOptions(rows [][]string) sheet.Options {
	opt := sheet.Options{Name: "coding", Widths: map[int]int{}, Choices: map[int]string{}}
	if len(rows) == 0 {
		return opt
	}
	for i, head := range rows[0] {
		switch head {
		case "code":
			opt.Choices[i] = "1,0"
		case "text", "sentence":
			opt.Widths[i] = 90
		}
	}
	return opt
}

// readSheet reads rows as the ending of name says.
func readSheet(name string) ([][]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return sheet.Read(f, name)
	}
	return validate.ReadCSV(f, name)
}

type scoreCommand struct {
	Plan   string   `arg:"" help:"The plan that validate sample wrote."`
	Sheets []string `arg:"" name:"sheet" help:"Filled-in sheets, one of each coder."`
}

// Help is shown under validate score --help.
func (*scoreCommand) Help() string {
	return `Examples:
  fusul validate score coding-plan.csv coder-a.csv
  fusul validate score coding-plan.csv coder-a.csv coder-b.xlsx`
}

// Run prints how right the dictionary is.
func (c *scoreCommand) Run(e *env) error {
	rows, err := readSheet(c.Plan)
	if err != nil {
		return err
	}
	plan, err := validate.ParsePlan(rows, c.Plan)
	if err != nil {
		return err
	}
	var coders []validate.Codes
	for _, name := range c.Sheets {
		rows, err := readSheet(name)
		if err != nil {
			return err
		}
		codes, err := validate.ParseCodes(rows, name)
		if err != nil {
			return err
		}
		coders = append(coders, codes)
	}
	report := validate.Evaluate(plan, coders...)
	for _, k := range slices.Concat(report.Keys, []validate.KeyReport{report.All}) {
		printKeyReport(e.stdout, k)
	}
	return nil
}

// printKeyReport prints how right one key is.
func printKeyReport(w io.Writer, k validate.KeyReport) {
	name := k.Key
	if name == "" {
		name = "all keys"
	}
	fmt.Fprintf(w, "%s: %d of %d sentences coded, %d disputed\n", isolate(w, name), k.Coded, k.Items, k.Disputed)
	for _, f := range []struct {
		name string
		e    validate.Estimate
	}{
		{"precision", k.Precision}, {"recall", k.Recall}, {"F1", k.F1}, {"MCC", k.MCC},
		{"κ dictionary", k.Kappa}, {"κ coders", k.CoderKappa}, {"α coders", k.Alpha},
	} {
		switch {
		case f.e.OK && f.e.HasInterval:
			fmt.Fprintf(w, "  %-13s %.3f  [%.3f, %.3f]\n", f.name, f.e.Value, f.e.Low, f.e.High)
		case f.e.OK:
			fmt.Fprintf(w, "  %-13s %.3f\n", f.name, f.e.Value)
		}
	}
	for _, x := range k.Wrong {
		fmt.Fprintf(w, "  wrong   %s as %s: %d of %d\n", isolate(w, x.Keyword), isolate(w, x.Pattern), x.Errors, x.N)
	}
	for _, x := range k.Missed {
		fmt.Fprintf(w, "  missed  %s of %s: %d of %d\n", isolate(w, x.Keyword), isolate(w, x.Pattern), x.Errors, x.N)
	}
	fmt.Fprintln(w)
}
