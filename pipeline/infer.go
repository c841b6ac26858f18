package pipeline

import (
	"context"
	"iter"
	"strconv"

	"fusul/stages/normalise"
	"fusul/stages/table"
	"fusul/stages/topics"
)

// take sets what a setting of the run says of the reading of texts.
func (c *Config) take(name, value string) {
	switch name {
	case "profile":
		c.Profile = value
	case "scheme":
		c.Scheme = value
	case "notes":
		c.Notes = value
	case "segment":
		c.Segment = value
	case "chunk":
		c.Chunk, _ = strconv.Atoi(value)
	}
}

// Inferred is what the model says of one work.
type Inferred struct {
	*Analysis
	BySection []table.GammaRow // shares of the topics by section
	ByChapter []table.GammaRow // by chapter
	Unknown   int64            // content words that the model does not know
}

// Infer yields the shares of the topics in the works of the input, in input
// order; one that cannot be read is a *read.SyntaxError in its place. The works
// are read with the settings of the model's run, but with the workers and the
// dictionary of cfg.
func (m *TopicModel) Infer(ctx context.Context, in Input, cfg Config) (iter.Seq2[*Inferred, error], error) {
	own := m.Config
	own.Workers, own.Lexicon = cfg.Workers, cfg.Lexicon
	w, own, list, err := prepare(in, own, nil)
	if err != nil {
		return nil, err
	}
	return func(yield func(*Inferred, error) bool) {
		finder := m.finder(w.folding)
		for a, err := range ordered(ctx, own.Workers, works(list.Works), w.load) {
			var one *Inferred
			if err == nil {
				one = &Inferred{Analysis: a}
				units := finder.units(unitsOf(a))
				one.BySection, one.ByChapter, one.Unknown = units.rows(false), units.rows(true), units.unknown
			}
			if !yield(one, err) {
				return
			}
		}
	}, nil
}

// A finder finds the topics of a model in the units of works, on one goroutine.
type finder struct {
	*TopicModel
	folding normalise.Profile
	tallier *topics.Tallier
	known   map[string]int32 // by lemma: its word in the model, or -1
}

// intervalLevel is that of the intervals of the shares.
const intervalLevel = 0.95

func (m *TopicModel) finder(folding normalise.Profile) *finder {
	return &finder{m, folding, topics.NewTallier(m.fixed, intervalLevel), map[string]int32{}}
}

// word returns the number of a lemma in the model, or -1.
func (f *finder) word(lemma string) int32 {
	id, ok := f.known[lemma]
	if !ok {
		if id, ok = f.words[f.folding.Word(lemma)]; !ok {
			id = -1
		}
		f.known[lemma] = id
	}
	return id
}

// A foundUnit is a section or a chapter with the shares of the topics in it.
type foundUnit struct {
	topicUnit
	topics.Tally
	shares []topics.Prevalence
}

// foundUnits are the topics of the units of a work.
type foundUnits struct {
	sections, chapters []foundUnit
	unknown            int64 // words that the model does not have
}

// units finds the topics of a work.
func (f *finder) units(u *workUnits) *foundUnits {
	ids := make([]int32, len(u.lemmas))
	for i, lemma := range u.lemmas {
		ids[i] = f.word(lemma)
	}
	out := &foundUnits{}
	var doc []int32
	u.each(func(unit workUnit, words []int32) {
		at := topicUnit{u.doc, unit.chapter, unit.section}
		if n := len(out.sections); n == 0 || out.sections[n-1].topicUnit != at {
			out.sections = append(out.sections, foundUnit{topicUnit: at, Tally: topics.NewTally(len(f.Topics))})
		}
		doc = doc[:0]
		for _, w := range words {
			if ids[w] < 0 {
				out.unknown++
				continue
			}
			doc = append(doc, ids[w])
		}
		f.tallier.Add(&out.sections[len(out.sections)-1].Tally, doc)
	})
	for from, to := 0, 0; from < len(out.sections); from = to {
		chapter := foundUnit{topicUnit: out.sections[from].topicUnit}
		chapter.section = ""
		var parts []topics.Tally
		for to < len(out.sections) && out.sections[to].chapter == chapter.chapter {
			s := &out.sections[to]
			s.shares = f.tallier.Shares([]topics.Tally{s.Tally})
			parts = append(parts, s.Tally)
			chapter.N += s.N
			to++
		}
		if chapter.shares = out.sections[from].shares; len(parts) > 1 {
			chapter.shares = f.tallier.Shares(parts)
		}
		out.chapters = append(out.chapters, chapter)
	}
	return out
}

// rows returns the rows of the sections or of the chapters, those without a
// word of the model left out.
func (u *foundUnits) rows(chapters bool) []table.GammaRow {
	units := u.sections
	if chapters {
		units = u.chapters
	}
	var rows []table.GammaRow
	for _, unit := range units {
		if unit.N > 0 {
			rows = append(rows, unit.rows()...)
		}
	}
	return rows
}

// rows returns the rows of the topics of a unit.
func (u *foundUnit) rows() []table.GammaRow {
	rows := make([]table.GammaRow, len(u.shares))
	for k := range u.shares {
		s := &u.shares[k]
		rows[k] = table.GammaRow{
			Doc: u.doc, Chapter: u.chapter, Section: u.section, Topic: int32(k + 1),
			Gamma: s.Mean, Low: &s.Low, High: &s.High, Tokens: int64(u.N),
		}
	}
	return rows
}
