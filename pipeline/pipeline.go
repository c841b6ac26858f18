// Package pipeline runs the stages over a corpus: it reads works, analyses
// them on several goroutines, takes the answers in input order, and writes
// the tables. It is the only package that starts goroutines.
//
// The bytes of the tables depend on the input and the configuration, not on
// the number of workers, the time or the machine.
package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"fusul/corpus"
	"fusul/pipeline/store"
	"fusul/stages/analyse"
	"fusul/stages/clitic"
	"fusul/stages/count"
	"fusul/stages/lexicon"
	"fusul/stages/normalise"
	"fusul/stages/read"
	"fusul/stages/segment"
	"fusul/stages/table"
	"fusul/stages/text"
)

// Version is the version of the program.
const Version = "0.1.0"

// An Input is what a run reads, and how.
type Input struct {
	*read.Input
	Options read.Options
}

// A Progress is told how far a run is: the stage, and how much of its whole
// is done, in the stage's own unit.
type Progress func(stage string, done, total int64)

// A Summary is what a run did.
type Summary struct {
	Works    int
	Chapters int
	Tokens   int64 // counted words
	Matches  int64 // counted hits
	Bytes    int64
	Skipped  []text.Problem // inputs that were left out, and why
	Problems int            // odd places in the works that were read
	Concepts []Chapter      // of the first MostConcepts chapters
	Topics   []table.TopicRow
	Choice   string // why there are so many topics; empty where nothing was chosen

	TopicWords int64 // words of the units of the topic model
	Trained    int64 // of these, the words that it was trained on

	Files []table.File

	CorpusHash     string
	Shards, Reused int // runs of works, and those that an earlier run had finished
}

// MostConcepts is the number of chapters that a Summary tells the keys of.
const MostConcepts = 40

// A Chapter is one counted chapter with its strongest dictionary keys.
type Chapter struct {
	ID, Title string
	Tokens    int64
	Keys      []table.DictionaryRow
}

// Run analyses the input and writes the tables to cfg.Out. What an earlier run
// has finished is used again where nothing that it depends on has changed.
func Run(ctx context.Context, in Input, cfg Config, progress Progress) (*Summary, error) {
	return run(ctx, store.OS{}, in, cfg, progress, false)
}

// run is Run on a disk; mapped says that the shards must have been mapped by
// others.
func run(ctx context.Context, disk store.Disk, in Input, cfg Config, progress Progress, mapped bool) (sum *Summary, err error) {
	j, err := NewJob(ctx, in, cfg, progress)
	if err != nil {
		return nil, err
	}
	folder, err := store.Open(disk, j.cfg.Out)
	if err != nil {
		return nil, err
	}
	defer func() {
		if hopeless(err) {
			err = errors.Join(err, folder.Forget())
		}
		err = errors.Join(err, folder.Close(err == nil))
	}()
	if j.cfg.Fresh {
		if err := folder.Forget(); err != nil {
			return nil, err
		}
	}
	p := &pool{ctx: ctx, job: j, folder: folder, progress: progress, mapped: mapped}
	return p.run()
}

// Settle makes sure that the folder dir has results to be read, as
// [store.Settle] does.
func Settle(dir string) (settled bool, err error) { return store.Settle(store.OS{}, dir) }

// hopeless reports whether a run that failed with err would fail so again.
func hopeless(err error) bool {
	bad := (*read.SyntaxError)(nil)
	return errors.Is(err, errNoWorks) || errors.As(err, &bad)
}

// works yields the works of a list.
func works(list []read.Work) func(yield func(read.Work, error) bool) {
	return func(yield func(read.Work, error) bool) {
		for _, w := range list {
			if !yield(w, nil) {
				return
			}
		}
	}
}

// skipped is the problem of a work that could not be read.
func skipped(bad *read.SyntaxError) text.Problem {
	return text.Problem{Path: bad.Name, Offset: int(bad.Offset), Kind: "skipped", Message: bad.Error()}
}

// Analyses lists the works of the input and yields what a run would find in
// each, in input order; nothing is written. A work that cannot be read is
// yielded as a *read.SyntaxError in its place. The dictionary is l, or, if
// that is nil, cfg's.
func Analyses(ctx context.Context, in Input, cfg Config, l *lexicon.Lexicon) (*read.Corpus, iter.Seq2[*Analysis, error], error) {
	w, cfg, list, err := prepare(in, cfg, l)
	if err != nil {
		return nil, nil, err
	}
	return list, ordered(ctx, cfg.Workers, works(list.Works), w.load), nil
}

// prepare lists the works of the input and prepares the stages, with the
// dictionary l, or, if that is nil, cfg's.
func prepare(in Input, cfg Config, l *lexicon.Lexicon) (*worker, Config, *read.Corpus, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, cfg, nil, err
	}
	list, err := in.List(in.Options)
	if err != nil {
		return nil, cfg, nil, err
	}
	if l == nil {
		if l, _, err = LoadLexicon(cfg.Lexicon); err != nil {
			return nil, cfg, nil, err
		}
	}
	splitter, err := splitterFor(l)
	if err != nil {
		return nil, cfg, nil, err
	}
	w, err := newWorker(in, cfg, l, splitter)
	return w, cfg, list, err
}

// errNoWorks is the error of a run that could read nothing.
var errNoWorks = errors.New("the input holds no work")

// noWorks is errNoWorks with the reasons.
func noWorks(skipped []text.Problem) error {
	switch len(skipped) {
	case 0:
		return errNoWorks
	case 1:
		return fmt.Errorf("%s: %w", skipped[0].Message, errNoWorks)
	}
	return fmt.Errorf("none of %d inputs could be read; the first: %s: %w", len(skipped), skipped[0].Message, errNoWorks)
}

// newWorker prepares the stages.
func newWorker(in Input, cfg Config, l *lexicon.Lexicon, splitter *clitic.Splitter) (*worker, error) {
	w := &worker{cfg: cfg, input: in, folding: normalise.IR()}
	plurals, pluralsHash, err := LoadPlurals(cfg.Plurals)
	if err != nil {
		return nil, err
	}
	w.plurals = pluralsHash
	lex := lexicon.Options{Tolerant: cfg.Tolerant, Splitter: splitter, Plurals: plurals}
	if cfg.Mode == "recall" {
		lex.Mode = lexicon.Recall
	}
	if cfg.Scope == "dictionary" {
		lex.Scope = lexicon.ScopeDictionary
	}
	if w.matcher, err = l.Compile(lex); err != nil {
		return nil, err
	}
	if err := checkSeeded(cfg.Seeded, w.matcher.Keys()); err != nil {
		return nil, err
	}
	w.tree = tree(w.matcher.Keys())
	w.nameKeys()
	w.dict = newDictionary(w.matcher, w.tree)
	opt := analyse.Options{Splitter: splitter, Know: w.matcher.Know, Base: w.folding}
	if opt.Profile, err = normalise.Parse(cfg.Profile); err != nil {
		return nil, err
	}
	if opt.Notes, err = analyse.ParseNotes(cfg.Notes); err != nil {
		return nil, err
	}
	if opt.Segmenter, err = segment.Default(); err != nil {
		return nil, err
	}
	if cfg.Segment == "texttiling" {
		opt.Segmenter = opt.Segmenter.WithTextTiling()
	}
	if opt.Scheme, err = clitic.ParseScheme(cfg.Scheme); err != nil {
		return nil, err
	}
	if w.analyser, err = analyse.New(opt); err != nil {
		return nil, err
	}
	return w, nil
}

// LoadLexicon reads the dictionary file name, or the embedded one if name is
// empty, with its side file if there is one. It returns the hash of both too.
func LoadLexicon(name string) (*lexicon.Lexicon, string, error) {
	fsys, file := corpus.Lexicon, "ir-theory.yaml"
	if name != "" {
		fsys, file = os.DirFS(filepath.Dir(name)), filepath.Base(name)
	}
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, "", err
	}
	meta, err := fs.ReadFile(fsys, lexicon.MetaName(file))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", err
	}
	hash := hashOf(data, meta)
	if name == "" {
		l, err := builtIn()
		return l, hash, err
	}
	l, err := lexicon.Parse(file, data, meta)
	return l, hash, err
}

// builtIn returns the embedded dictionary from its packed form: parsing the
// YAML takes 65 ms, which every command would wait for.
func builtIn() (*lexicon.Lexicon, error) {
	packed, err := fs.ReadFile(corpus.Lexicon, "ir-theory.bin")
	if err != nil {
		return nil, err
	}
	return lexicon.Unpack(string(packed))
}

// LoadPlurals reads a file of broken plurals; without a name there are none.
func LoadPlurals(name string) (map[string][]string, string, error) {
	if name == "" {
		return nil, "", nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, "", err
	}
	plurals, err := lexicon.ParsePlurals(bytes.NewReader(data), name)
	return plurals, hashOf(data), err
}

// hashOf returns the hash of files.
func hashOf(files ...[]byte) string {
	sum := sha256.New()
	for _, data := range files {
		fmt.Fprintf(sum, "%d\n%s", len(data), data)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// tree returns the hierarchy of keys.
func tree(keys []lexicon.Key) count.Tree {
	places := map[string]int32{}
	parents := make([]int32, len(keys))
	for i := range keys {
		places[keys[i].Name()] = int32(i)
		parents[i] = -1
		above := lexicon.Key{Path: keys[i].Path[:len(keys[i].Path)-1]}
		if p, ok := places[above.Name()]; ok {
			parents[i] = p
		}
	}
	return count.NewTree(parents)
}
