package pipeline

import (
	"context"
	"iter"

	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/lexicon"
	"fusul/stages/table"
	"fusul/stages/text"
)

// Texts are the works of an input as numbers, for comparisons other than
// those of a run.
type Texts struct {
	Tree     count.Tree // of the dictionary's keys
	Keys     table.Names
	KeyNames []table.KeyName
	Works    iter.Seq2[*Analysis, error] // in input order; one that cannot be read is a *read.SyntaxError in its place
}

// OpenTexts lists the works of the input and prepares to read them. The
// dictionary is l, or, if that is nil, cfg's.
func OpenTexts(ctx context.Context, in Input, cfg Config, l *lexicon.Lexicon) (*Texts, error) {
	w, cfg, list, err := prepare(in, cfg, l)
	if err != nil {
		return nil, err
	}
	w.compares = texts
	return &Texts{
		Tree: w.tree, Keys: w.keyNames, KeyNames: w.keys,
		Works: ordered(ctx, cfg.Workers, works(list.Works), w.load),
	}, nil
}

// Text returns the counted words of a work of Texts.
func (a *Analysis) Text() *compare.Text { return a.comparison.text }

// Shapes returns the shape of each chapter of a work of Texts.
func (a *Analysis) Shapes() []compare.Shape { return a.comparison.shapes }

// Counted reports whether chapter number i is counted.
func (a *Analysis) Counted(i int) bool { return a.counted[i] }

// SectionsOf returns the sections of chapter number i.
func (a *Analysis) SectionsOf(i int) text.Range { return a.parts[i] }
