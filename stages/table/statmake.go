package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fusul/stages/analyse"
	"fusul/stages/compare"
	"fusul/stages/stats"
)

// Names are how features are called in tables, by number.
type Names struct {
	Kind    string // word, lemma or key
	Feature []string
	Display []string
}

// Keyness returns the rows of a comparison of target with reference. Parts is
// the number of parts of the target.
func Keyness(doc, target, reference string, names Names, parts int, keywords []compare.Keyword) []KeynessRow {
	rows := make([]KeynessRow, len(keywords))
	for i, k := range keywords {
		rows[i] = KeynessRow{
			Doc: doc, Target: target, Reference: reference,
			Kind: names.Kind, Feature: names.Feature[k.Feature], Display: names.Display[k.Feature],
			NTarget: k.A, NReference: k.B, TotalTarget: k.N1, TotalReference: k.N2,
			G2: k.G2, G2Signed: float64(k.Table.Direction()) * k.G2, G2Two: k.G2Two, Chi2: k.Chi2,
			Direction: int32(k.Table.Direction()), P: k.P, Log10P: k.Log10P, Q: k.Q, Tests: int32(k.Tests),
			LogRatio: k.LogRatio, LogRatioLow: k.Low, LogRatioHigh: k.High, PctDiff: k.PctDiff,
			BIC: k.BIC, LogOddsZ: k.LogOddsZ, Parts: int32(parts), ZeroAdjusted: k.Adjusted,
		}
		switch {
		case k.Spread != nil:
			within := int32(k.Spread.Range)
			rows[i].Range, rows[i].DPNorm = &within, &k.Spread.DPNorm
		case k.A > 0:
			rows[i].Note = compare.TooLittle
		}
	}
	return rows
}

// Dispersion returns the rows of a dispersion over parts of the kind unit.
// Arf has the average reduced frequency of each, nil where it is not known; nil
// where none is.
func Dispersion(doc, unit string, names Names, all []compare.Dispersed, arf []*float64) []DispersionRow {
	rows := make([]DispersionRow, len(all))
	for i, d := range all {
		rows[i] = DispersionRow{
			Doc: doc, Unit: unit, Kind: names.Kind, Feature: names.Feature[d.Feature], Display: names.Display[d.Feature],
			Frequency: d.Frequency, Range: int32(d.Within), Parts: int32(d.Parts),
		}
		row := &rows[i]
		if arf != nil {
			row.ARF = arf[i]
		}
		if d.Dispersion == nil {
			row.Note = compare.TooLittle
			continue
		}
		row.DP, row.DPNorm, row.Juilland = &d.DP, &d.DPNorm, &d.Juilland
		row.Carroll, row.Rosengren, row.KL = &d.Carroll, &d.Rosen, &d.KL
	}
	return rows
}

// Collocations returns the rows of collocates of keys.
func Collocations(window int, keys, features Names, stop []bool, all []compare.Collocate) []CollocationRow {
	rows := make([]CollocationRow, len(all))
	size := "sentence"
	if window > 0 {
		size = fmt.Sprint(window)
	}
	for i, c := range all {
		rows[i] = CollocationRow{
			Node: keys.Feature[c.Key], Collocate: features.Feature[c.Feature], Display: features.Display[c.Feature],
			Stop: stop[c.Feature], Window: size, Rank: 1,
			N: c.O, NNode: c.F1, NCollocate: c.F2, NWindow: c.Around, NTotal: c.Pair.N, Expected: c.Expected,
			MI: c.MI, MI3: c.MI3, NPMI: c.NPMI, T: c.T, Z: c.Z, G2: c.G2, LogDice: c.LogDice,
			DeltaP1: c.DeltaP1, DeltaP2: c.DeltaP2,
		}
		if i > 0 && all[i-1].Key == c.Key {
			rows[i].Rank = rows[i-1].Rank + 1
		}
		if c.Short > 0 {
			rows[i].Note = fmt.Sprintf("n may be too low by %d", c.Short)
		}
	}
	return rows
}

// Cooccurrences returns the rows of a network.
func Cooccurrences(unit string, keys Names, level []int32, edges []compare.Edge) []CooccurrenceRow {
	rows := make([]CooccurrenceRow, len(edges))
	for i, e := range edges {
		rows[i] = CooccurrenceRow{
			Unit: unit, Level: level[e.A], KeyA: keys.Feature[e.A], KeyB: keys.Feature[e.B],
			N: e.O, NA: e.F1, NB: e.F2, Units: e.Pair.N, Expected: e.Expected, Direction: int32(e.Direction),
			PMI: e.MI, NPMI: e.NPMI, G2: e.G2, P: e.P, Log10P: e.Log10P, Q: e.Q, Tests: int64(e.Tests),
		}
		if e.Expected < compare.Rough {
			rows[i].Note = "few expected: p is rough"
		}
	}
	return rows
}

// Diversity returns the row of the words, or lemmas, of a chapter or work.
func Diversity(v *stats.Diversifier, doc, chapter, kind string, words []int32) DiversityRow {
	row := DiversityRow{Doc: doc, Chapter: chapter, Kind: kind}
	d, ok := v.Diversify(words)
	if !ok {
		row.Note = compare.TooLittle
		return row
	}
	row.Tokens, row.Types, row.Hapax = d.N, d.V, d.Hapax
	row.TTR, row.RTTR, row.CTTR, row.Herdan, row.YuleK = &d.TTR, &d.Guiraud, &d.CTTR, &d.Herdan, &d.YuleK
	row.Maas, row.Simpson = d.MaasA2, d.Simpson
	row.MSTTR, row.MATTR, row.MTLD, row.HDD = d.MSTTR, d.MATTR, d.MTLD, d.HDD
	if d.MATTR == nil || d.MTLD == nil || d.HDD == nil {
		row.Note = compare.TooLittle
	}
	return row
}

// Experimental is the warning on the readability score.
const Experimental = "osman is experimental: without vowel marks its syllables are a guess"

// Readability returns the row of the shape of a chapter or work.
func Readability(doc, chapter string, s *compare.Shape) ReadabilityRow {
	counts := s.Counts()
	row := ReadabilityRow{Doc: doc, Chapter: chapter, Tokens: counts.Words, Sentences: counts.Sentences, Note: Experimental}
	sentences, words := s.Sentences(), s.Words()
	if sentences == nil || words == nil {
		row.Note = compare.TooLittle
		return row
	}
	row.SentenceMean, row.SentenceSD, row.SentenceMedian = &sentences.Mean, &sentences.SD, &sentences.Median
	row.WordMean, row.WordSD, row.WordMedian = &words.Mean, &words.SD, &words.Median
	long := float64(counts.Long) / float64(counts.Words)
	row.Long = &long
	if score, ok := counts.OSMAN(); ok {
		row.OSMAN = &score
	}
	return row
}

// Similarity returns the rows of the likenesses of units, and of the steps by
// which they join. Kept are the units that were compared.
func Similarity(doc, unit string, ids []string, likenesses []compare.Likeness, kept []int, merges []stats.Merge) ([]SimilarityRow, []ClusterRow) {
	pairs := make([]SimilarityRow, len(likenesses))
	for i, l := range likenesses {
		pairs[i] = SimilarityRow{Doc: doc, Unit: unit, A: ids[l.A], B: ids[l.B], JSD: l.Bits, Distance: l.Distance()}
		if l.Weighed {
			pairs[i].Cosine = &l.Cosine
		} else {
			pairs[i].Note = compare.TooLittle
		}
	}
	name := func(cluster int) string {
		if cluster < len(kept) {
			return ids[kept[cluster]]
		}
		return fmt.Sprintf("#%d", cluster-len(kept)+1)
	}
	steps := make([]ClusterRow, len(merges))
	for i, m := range merges {
		steps[i] = ClusterRow{
			Doc: doc, Unit: unit, Step: int32(i + 1), A: name(m.A), B: name(m.B), Cluster: name(len(kept) + i),
			Height: m.Height, Size: int32(m.Size),
		}
	}
	return pairs, steps
}

// Ngrams returns the rows of n-grams of words.
func Ngrams(doc string, names Names, stop []bool, parts int, grams []compare.Gram) []NgramRow {
	rows := make([]NgramRow, len(grams))
	for i, g := range grams {
		words, display := make([]string, len(g.Features)), make([]string, len(g.Features))
		stops := int32(0)
		for j, id := range g.Features {
			words[j], display[j] = names.Feature[id], names.Display[id]
			if stop[id] {
				stops++
			}
		}
		rows[i] = NgramRow{
			Doc: doc, Length: int32(len(words)), Ngram: strings.Join(words, " "), Display: strings.Join(display, " "), Stop: stops,
			Frequency: g.N, Range: int32(g.Range), Parts: int32(parts), Lambda: g.Lambda, Z: g.Z,
			MI: g.MI, NPMI: g.NPMI, T: g.T, G2: g.G2, LogDice: g.LogDice,
		}
	}
	return rows
}

// A KeyName is the key columns of a row, by number of the key.
type KeyName struct {
	Parent, Key, KeyPath string
	Level                int32
}

// Profile returns the rows of the shares of keys in a chapter or work. Rates
// are their bootstrap intervals, sorted by key, over clusters of the kind
// clusters.
func Profile(doc, chapter string, keys []KeyName, shares []compare.Share, rates []compare.Rate, clusters string) []ProfileRow {
	rows := make([]ProfileRow, len(shares))
	for i, s := range shares {
		k := keys[s.Key]
		rows[i] = ProfileRow{
			Doc: doc, Chapter: chapter, Parent: k.Parent, Key: k.Key, KeyPath: k.KeyPath, Level: k.Level,
			N: s.N, Siblings: s.Total,
		}
		row := &rows[i]
		row.Share, row.ShareLow, row.ShareHigh, row.Note = share(s)
		if r, ok := RateOf(rates, s.Key); ok && r.OfKeys != nil {
			row.BootLow, row.BootHigh, row.BootUnit = &r.OfKeys.Low, &r.OfKeys.High, clusters
		}
	}
	return rows
}

// share returns a share with its interval, or a note.
func share(s compare.Share) (of, low, high *float64, note string) {
	if s.Wilson == nil {
		return nil, nil, nil, compare.TooLittle
	}
	x := s.Of()
	return &x, &s.Wilson.Low, &s.Wilson.High, ""
}

// RateOf returns the rate of a key, if rates has it.
func RateOf(rates []compare.Rate, key int32) (compare.Rate, bool) {
	i, ok := slices.BinarySearchFunc(rates, key, func(r compare.Rate, key int32) int { return int(r.Key - key) })
	if !ok {
		return compare.Rate{}, false
	}
	return rates[i], true
}

// Progression returns the rows of keys in one tenth of a work of tokens
// words.
func Progression(doc string, decile int, tokens int64, keys []KeyName, shares []compare.Share) []ProgressionRow {
	rows := make([]ProgressionRow, len(shares))
	for i, s := range shares {
		k := keys[s.Key]
		rows[i] = ProgressionRow{
			Doc: doc, Key: k.Key, KeyPath: k.KeyPath, Level: k.Level, Decile: int32(decile),
			N: s.N, Tokens: tokens, Siblings: s.Total,
		}
		row := &rows[i]
		row.Share, row.ShareLow, row.ShareHigh, row.Note = share(s)
		row.Per10k, row.Low, row.High = Rate(s.N, tokens)
	}
	return rows
}

// Rate returns f occurrences among n words as a rate per 10,000 words with its
// 95 % interval (Wilson); nil where there are no words.
func Rate(f, n int64) (rate, low, high *float64) {
	if n <= 0 {
		return nil, nil, nil
	}
	r := stats.Per10k(f, n)
	l, h, ok := stats.Wilson(f, n, stats.Z95)
	if !ok {
		return &r, nil, nil
	}
	l, h = 1e4*l, 1e4*h
	return &r, &l, &h
}

// Typical returns the rows of typical sentences of r.
func Typical(r *analyse.Result, ids IDs, t *compare.Text, keys []KeyName, all []compare.Typical) []TypicalRow {
	rows := make([]TypicalRow, len(all))
	for i, s := range all {
		sentence := r.Structure.Sentences[s.Sentence]
		p := r.Paragraphs[sentence.Para]
		section := r.Structure.Sections[p.Section]
		tokens := r.Sentences[s.Sentence]
		span := sentence.Span
		if tokens.Len() > 0 {
			span.Start = r.Tokens[tokens.From].Start
		}
		span.End = span.Start + len(strings.TrimRightFunc(span.Of(r.Doc.Text), unicode.IsSpace))
		k := keys[s.Key]
		rows[i] = TypicalRow{
			Doc: ids.Doc, Chapter: ids.Chapters[section.Chapter], Section: ids.Sections[p.Section],
			Para: int32(sentence.Para + 1), Sentence: s.Sentence + 1, Start: int64(span.Start), End: int64(span.End),
			Key: k.Key, KeyPath: k.KeyPath, Level: k.Level, Rank: int32(s.Rank), Score: s.Score, N: int64(s.Hits),
			Tokens: int64(t.Sentences[s.Sentence].Len()), Text: plain(r.Doc, span),
		}
	}
	return rows
}
