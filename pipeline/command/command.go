// Package command is the command line: it reads flags and configuration
// files, calls the pipeline, and prints for people. One file a verb.
//
// Results go to stdout and messages to stderr. The exit code is 0 when done,
// 1 when something failed, 2 when the command was misused.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"fusul/pipeline"
)

// The exit codes.
const (
	done   = 0
	failed = 1
	misuse = 2
)

// Interrupted is what a user is told who stops the program. Nothing is lost if
// it ends before it is done with what it was at: see package store.
const Interrupted = "interrupted; earlier results are untouched, and the same command goes on from what is finished"

// program is the grammar of the command line.
type program struct {
	Config  string `help:"Read settings from this YAML file (fusul.yaml is read if it is there)." placeholder:"FILE" short:"c"`
	Quiet   bool   `help:"No progress and no summary." short:"q"`
	Verbose bool   `help:"Say more on stderr." short:"v"`

	Run        runCommand        `cmd:"" help:"Analyse works and write the tables."`
	Shard      shardCommand      `cmd:"" help:"Analyse one of several shares of the works, for a cluster."`
	Reduce     reduceCommand     `cmd:"" help:"Make the tables of what all shares have analysed."`
	Check      checkCommand      `cmd:"" help:"Read works and say what would be done: works, chapters, encodings, problems."`
	Count      countCommand      `cmd:"" help:"Count words, or the hits of terms, by chapter."`
	Kwic       kwicCommand       `cmd:"" help:"Show every passage with a term, in any of its forms."`
	Tokens     tokensCommand     `cmd:"" help:"Print the tokens of works, or the splits of words."`
	Normalise  normaliseCommand  `cmd:"" help:"Fold and transliterate words from standard input."`
	Lexicon    lexiconCommand    `cmd:"" help:"Look into a dictionary: expand, explain, lint, coverage, convert, match."`
	Validate   validateCommand   `cmd:"" help:"Measure how right a dictionary is, with sentences coded by people."`
	Keyness    keynessCommand    `cmd:"" help:"Which words, lemmas or keys set chapters, works or groups apart."`
	Dispersion dispersionCommand `cmd:"" help:"How evenly terms or keys are spread over a text, and where they stand."`
	Collocates collocatesCommand `cmd:"" help:"What stands near a term or a key."`
	Network    networkCommand    `cmd:"" help:"Which keys stand in the same paragraphs or sentences."`
	Diversity  diversityCommand  `cmd:"" help:"How varied the words of each chapter are, and how long its sentences."`
	Ngrams     ngramsCommand     `cmd:"" help:"Sequences of words that recur."`
	Report     reportCommand     `cmd:"" help:"Write the report of an output folder again: one page to look at and to print."`
	Verify     verifyCommand     `cmd:"" help:"Check that an output folder is what a run has written."`
	Topics     topicsCommand     `cmd:"" help:"Print the topics of a run, or find them in new works."`
	Serve      serveCommand      `cmd:"" help:"Show the report over all rows, in the browser of this machine only."`
	Export     exportCommand     `cmd:"" help:"Write the tables of an output folder as CSV, JSON lines or Excel."`
	Diff       diffCommand       `cmd:"" help:"How two runs differ: settings, works, dictionary, hits, words, topics."`
	Sweep      sweepCommand      `cmd:"" help:"Run with many settings and say how far each conclusion moves."`
	Bench      benchCommand      `cmd:"" help:"Time analysis and whole runs on this machine."`
	Explain    statisticCommand  `cmd:"" help:"What a statistic is, its formula, its source and how to read it."`

	Completion completionCommand `cmd:"" help:"Print the completions of a shell."`
	Man        manCommand        `cmd:"" help:"Print the man page."`

	Init    initCommand    `cmd:"" help:"Write a fusul.yaml with every setting and a comment each."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// An env is the world of a command: its streams and what it was called with.
type env struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	quiet  bool
	more   bool // --verbose
}

// say prints a message for the user on stderr, each line headed by the
// program's name. A limit of reading that it names may be set: it says how.
func (e *env) say(format string, args ...any) {
	for line := range strings.Lines(fmt.Sprintf(format, args...)) {
		line = strings.TrimRight(line, "\n")
		if m := limitNamed.FindStringSubmatch(line); m != nil {
			line += "; --limit max-" + strings.ToLower(m[1]) + "=NUMBER sets it"
		}
		fmt.Fprintf(e.stderr, "fusul: %s\n", line)
	}
}

// limitNamed finds the limit that a message names: "(limit MaxRatio)".
var limitNamed = regexp.MustCompile(`\(limit Max([A-Z][a-z]+)`)

// settle makes sure that there are results in output folders.
func (e *env) settle(dirs ...string) error {
	for _, dir := range dirs {
		settled, err := pipeline.Settle(dir)
		if err != nil {
			return err
		}
		if settled {
			e.say("%s: a run was stopped while its results changed places; that is finished now", dir)
		}
	}
	return nil
}

// A usageError is a misuse of the command line.
type usageError struct{ msg string }

func (e *usageError) Error() string { return e.msg }

// exit ends the parser's run with a code; kong calls it after --help.
type exit int

// Main runs the command that args name and returns its exit code.
func Main(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	e := &env{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr}
	defer func() { // --help ends parsing by calling Exit
		if r := recover(); r != nil {
			c, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(c)
		}
	}()
	var p program
	settings := &settings{}
	parser, err := kong.New(&p,
		kong.Name("fusul"),
		kong.Description(description),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}),
		kong.Resolvers(settings),
		kong.Vars{"examples": ""},
		kong.Bind(e),
		kong.IgnoreFields(others(args)...),
	)
	if err != nil {
		panic(err) // the grammar above is wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	if err := settings.load(args); err != nil {
		e.say("%v", err)
		return failed
	}
	k, err := parser.Parse(args)
	if err != nil {
		e.say("%v; see fusul --help", err)
		return misuse
	}
	e.quiet, e.more = p.Quiet, p.Verbose
	return e.report(k.Run())
}

// others returns patterns of the fields of program that need not be looked at:
// where args begin with a command, all other commands, since to read their
// grammar takes longer than many a command does. What prints all commands needs
// all.
func others(args []string) []string {
	var names []string
	found := false
	for t, i := reflect.TypeFor[program](), 0; i < t.NumField(); i++ {
		f := t.Field(i)
		if _, isCommand := f.Tag.Lookup("cmd"); !isCommand {
			continue
		}
		switch {
		case len(args) == 0 || args[0] != strings.ToLower(f.Name):
			names = append(names, f.Name)
		case f.Type != reflect.TypeFor[completionCommand]() && f.Type != reflect.TypeFor[manCommand]():
			found = true
		}
	}
	if !found {
		return nil
	}
	return []string{`^program\.(` + strings.Join(names, "|") + `)$`}
}

// report prints err and returns the exit code that it stands for.
func (e *env) report(err error) int {
	var usage *usageError
	var config *pipeline.ConfigError
	switch {
	case err == nil:
		return done
	case errors.As(err, new(errDiffer)):
		return failed
	case errors.Is(err, context.Canceled):
		e.say(Interrupted)
		return failed
	case errors.As(err, &usage), errors.As(err, &config):
		e.say("%v; see fusul --help", err)
		return misuse
	}
	e.say("%v", err)
	return failed
}

const description = `Arabic works in, chapters, concepts, topics and tables out.

Examples:
  fusul run                              the built-in sample thesis, results in the folder out
  fusul run thesis/ --out results        all works of a folder
  fusul run book.txt --lexicon my.yaml   with a dictionary of your own
  fusul kwic "الأمن الجماعي" thesis/      every passage with a term, in any of its forms
  fusul check thesis/                    what was understood, without running`
