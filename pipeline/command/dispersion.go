package command

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fusul/pipeline"
	"fusul/stages/compare"
	"fusul/stages/lexicon"
	"fusul/stages/stats"
	"fusul/stages/table"
)

type dispersionCommand struct {
	compareFlags
	Term     []string `help:"A word or words in citation form; may be repeated. Without any, the keys of the dictionary." short:"t" sep:"none"`
	Kind     string   `help:"Without terms: key (of the dictionary) or word." enum:"key,word" default:"key"`
	Parts    string   `help:"Spread over sections or chapters." enum:"section,chapter" default:"section"`
	MinCount int64    `help:"Only what occurs at least so often." default:"3"`
	Top      int      `help:"Features to print, the most frequent; 0 prints all." default:"25"`
	Sort     string   `help:"frequency, or dp: the most even first." enum:"frequency,dp" default:"frequency"`
}

// Help is shown under dispersion --help.
func (*dispersionCommand) Help() string {
	return `How evenly words are spread over a text. range is the number of parts with the word,
DPnorm 0 where it is spread evenly and 1 where it is clumped, D (Juilland) 1 where it is
even, ARF the number of occurrences if they stood evenly. The strip shows where in the
text it occurs, from the beginning at the left to the end at the right.

Examples:
  fusul dispersion thesis/                              the keys of the dictionary
  fusul dispersion thesis/ -t واقعية -t ليبرالية          two terms, in all their forms
  fusul dispersion thesis/ -t "الأمن الجماعي" --format jsonl   with the place of every hit
  fusul dispersion thesis/ --kind word --sort dp`
}

// dispersionOutput is a row of the table, with the places.
type dispersionOutput struct {
	table.DispersionRow
	Places []float64 `parquet:"positions"` // of the hits, relative to the text
}

// Run gathers the places of all features and prints their spread.
func (c *dispersionCommand) Run(e *env) error {
	var l *lexicon.Lexicon
	if len(c.Term) > 0 {
		var err error
		if l, err = (termFlags{Match: "lexeme"}).lexiconOf(c.Term); err != nil {
			return err
		}
		c.Kind, c.MinCount = "key", 0
	}
	s := spreads{parts: c.Parts, kind: c.Kind}
	texts, err := c.each(e, l, s.add)
	if err != nil {
		return err
	}
	names := texts.Keys
	if c.Kind == "word" {
		names = table.Names{Kind: "word", Feature: s.names.Names, Display: s.names.Display}
	}
	rows := c.choose(s.rows(c.Parts, names, c.MinCount))
	for _, t := range c.Term {
		if t = strings.Join(strings.Fields(t), " "); !slices.ContainsFunc(rows, func(r dispersionOutput) bool { return r.Feature == t }) {
			e.say("%s does not occur", isolate(e.stderr, t))
		}
	}
	if c.Format != "text" {
		return printRows(e.stdout, c.Format, rows)
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintf(e.stdout, "%s words in %s\n", thousands(s.words), plural(int64(rows[0].Parts), c.Parts))
	g := grid{head: []string{c.Kind, "n", "range", "DPnorm", "D", "ARF", "beginning" + strings.Repeat(" ", strip-12) + "end"}}
	for _, r := range rows {
		name := r.Feature
		if c.Kind == "word" {
			name = r.Display
		}
		g.add(name, r.Frequency, r.Range, r.DPNorm, r.Juilland, r.ARF, plain(drawStrip(r.Places)))
	}
	return g.print(e.stdout)
}

// choose orders the rows and keeps those to print.
func (c *dispersionCommand) choose(rows []dispersionOutput) []dispersionOutput {
	slices.SortStableFunc(rows, func(a, b dispersionOutput) int { return cmp.Compare(b.Frequency, a.Frequency) })
	if c.Top > 0 {
		rows = rows[:min(c.Top, len(rows))]
	}
	if c.Sort == "dp" {
		of := func(r dispersionOutput) float64 {
			if r.DPNorm == nil {
				return 2 // behind all others
			}
			return *r.DPNorm
		}
		slices.SortStableFunc(rows, func(a, b dispersionOutput) int { return cmp.Compare(of(a), of(b)) })
	}
	return rows
}

// spreads gathers the places of features, works behind each other.
type spreads struct {
	parts, kind string
	names       compare.Names // of words
	counts      compare.Parts
	at          map[int32][]int64
	words       int64
}

// add takes in one work.
func (s *spreads) add(texts *pipeline.Texts, a *pipeline.Analysis) error {
	if s.at == nil {
		s.at = map[int32][]int64{}
	}
	t := a.Text()
	units, unit := t.Sections, t.Section
	if s.parts == "chapter" {
		units, unit = t.Chapters, t.Chapter
	}
	counts := t.Keys(texts.Tree, len(units), unit)
	if s.kind == "word" {
		counts = t.Words.Count(units)
		number := s.names.Add(&t.Words)
		for i := range counts {
			counts[i] = compare.Renumber(counts[i], number)
		}
		for i, id := range t.Words.At {
			s.at[number[id]] = append(s.at[number[id]], s.words+int64(i))
		}
	} else {
		places := t.KeyPlaces(texts.Tree)
		for key := range int32(len(texts.Tree.Level)) {
			for _, at := range places(key) {
				s.at[key] = append(s.at[key], s.words+int64(at))
			}
		}
	}
	for i, r := range units {
		if r.Len() > 0 {
			s.counts.Add(int64(r.Len()), counts[i])
		}
	}
	s.words += int64(len(t.Words.At))
	return nil
}

// rows returns the rows of the features that occur at least least times.
func (s *spreads) rows(unit string, names table.Names, least int64) []dispersionOutput {
	features := s.counts.Frequent(least, 0)
	arf := make([]*float64, len(features))
	for i, feature := range features {
		if x, ok := stats.ARF(s.at[feature], s.words); ok {
			arf[i] = &x
		}
	}
	rows := table.Dispersion("", unit, names, s.counts.Disperse(features), arf)
	out := make([]dispersionOutput, len(rows))
	for i, r := range rows {
		out[i].DispersionRow = r
		out[i].Places = []float64{}
		for _, at := range s.at[features[i]] {
			out[i].Places = append(out[i].Places, float64(at)/float64(s.words))
		}
	}
	return out
}

// strip is the length of a drawn strip.
const strip = 40

// drawStrip draws where in the text the places are: the higher the block, the
// more of them. It stays left to right in any line.
func drawStrip(places []float64) string {
	var bins [strip]int
	most := 1
	for _, p := range places {
		i := min(int(p*strip), strip-1)
		bins[i]++
		most = max(most, bins[i])
	}
	blocks := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	b.WriteRune('\u2066')
	for _, n := range bins {
		if n == 0 {
			b.WriteRune('·')
		} else {
			b.WriteRune(blocks[(n*len(blocks)-1)/most])
		}
	}
	b.WriteRune('\u2069')
	return b.String()
}
