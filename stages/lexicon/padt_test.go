package lexicon

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"fusul/stages/normalise"
	"fusul/stages/text"
)

// A goldWord is a line of a gold file.
type goldWord struct{ word, lemma, pos string }

// readGold reads a gold file: word, split, host, vocalised lemma, part of
// speech.
func readGold(t testing.TB, name string) []goldWord {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	light := normalise.Light()
	var out []goldWord
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if g := strings.Split(lines.Text(), "\t"); len(g) >= 5 {
			out = append(out, goldWord{light.Word(g[0]), light.Word(g[3]), g[4]})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// scored reports whether a word of this part of speech is a term.
func (g goldWord) scored() bool {
	return g.lemma != "" && (g.pos == "N" || g.pos == "ADJ" || g.pos == "NOUN")
}

// retrieve matches every lemma of gold, in citation form and without any
// other knowledge than plurals, and returns the terms and the words that each
// one matched.
func retrieve(t testing.TB, gold []goldWord, opt Options) (terms []string, got []map[int]bool) {
	lex := &Lexicon{}
	index := map[string]bool{}
	for _, g := range gold {
		if g.scored() && !index[g.lemma] {
			index[g.lemma] = true
			terms = append(terms, g.lemma)
			lex.Keys = append(lex.Keys, Key{Path: []string{g.lemma}, Entries: []Entry{{Pattern: g.lemma}}})
		}
	}
	m, err := lex.Compile(opt)
	if err != nil {
		t.Fatal(err)
	}
	types := make([]*text.Type, len(gold))
	tokens := make([]text.Token, len(gold))
	sentences := make([]text.Range, len(gold)) // a sentence each: all terms are single words
	for i, g := range gold {
		types[i] = &text.Type{Form: g.word}
		tokens[i].Type = int32(i)
		sentences[i] = text.Range{From: i, To: i + 1}
	}
	got = make([]map[int]bool, len(terms))
	for _, x := range m.Match(nil, types, tokens, sentences) {
		if got[x.Key] == nil {
			got[x.Key] = map[int]bool{}
		}
		got[x.Key][x.Tokens.From] = true
	}
	return terms, got
}

// A score is the figures of score 2 of eval_lemma.py, in percent.
type score struct{ P, R, F1, Macro, WAPE float64 }

func (s score) String() string {
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f macro-F1 %.1f WAPE %.1f %%", s.P, s.R, s.F1, s.Macro, s.WAPE)
}

// scoreOf scores as eval_lemma.py does with --all-tokens: a term is relevant
// to the words whose lemma, folded, is the term; of several spellings of a
// lemma the first is the query.
func scoreOf(gold []goldWord, terms []string, got []map[int]bool) score {
	fold := normalise.IR()
	relevant := map[string]map[int]bool{}
	query := map[string]int{} // folded lemma → term
	for i, g := range gold {
		if !g.scored() {
			continue
		}
		q := fold.Word(g.lemma)
		if relevant[q] == nil {
			relevant[q] = map[int]bool{}
			query[q] = slices.Index(terms, g.lemma)
		}
		relevant[q][i] = true
	}
	var hits, retrieved, wanted, errors, counted int
	var f1s []float64
	for q, rel := range relevant {
		g := got[query[q]]
		h := 0
		for i := range g {
			if rel[i] {
				h++
			}
		}
		hits, retrieved, wanted = hits+h, retrieved+len(g), wanted+len(rel)
		if len(rel) >= 3 {
			f1s = append(f1s, 2*float64(h)/float64(len(g)+len(rel)))
			errors += int(math.Abs(float64(len(g) - len(rel))))
			counted += len(rel)
		}
	}
	p, r := float64(hits)/float64(retrieved), float64(hits)/float64(wanted)
	macro := 0.0
	for _, f := range f1s {
		macro += f
	}
	return score{100 * p, 100 * r, 200 * p * r / (p + r), 100 * macro / float64(len(f1s)), 100 * float64(errors) / float64(counted)}
}

// TestPADT holds the gates of ARABIC.md §5 on PADT dev, which is measured and
// never trained on.
func TestPADT(t *testing.T) {
	gold := readGold(t, shared(t, "data/gold/padt_dev.tsv"))
	f, err := os.Open(shared(t, "data/plurals.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plurals, err := ParsePlurals(f, "plurals.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		why  string
		opt  Options
		want score // F1 and macro-F1 at least, WAPE at most; 0 for no gate
	}{
		{"with plurals", Options{Plurals: plurals}, score{F1: 90, Macro: 93, WAPE: 15}},
		{"without plurals", Options{}, score{F1: 85, WAPE: 25}},
		{"recall mode, with plurals", Options{Plurals: plurals, Mode: Recall}, score{R: 98, WAPE: 100}},
		{"tolerant, with plurals", Options{Plurals: plurals, Tolerant: true}, score{F1: 85, WAPE: 25}},
	} {
		terms, got := retrieve(t, gold, tt.opt)
		s := scoreOf(gold, terms, got)
		t.Logf("%s: %v", tt.why, s)
		if s.F1 < tt.want.F1 || s.R < tt.want.R || s.Macro < tt.want.Macro || s.WAPE > tt.want.WAPE {
			t.Errorf("%s: %v, want F1 ≥ %v, macro-F1 ≥ %v, WAPE ≤ %v", tt.why, s, tt.want.F1, tt.want.Macro, tt.want.WAPE)
		}
	}
}
