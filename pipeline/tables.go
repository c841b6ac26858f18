package pipeline

import (
	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/stats"
	"fusul/stages/table"
)

// A unit is one section, chapter or document whose words are counted.
type unit struct {
	doc, chapter, section string
	tokens                int64
	words                 []count.Count
}

// countRows returns the rows of one unit. docfreq gives the number of units
// with a word, units their number.
func countRows(u unit, vocab []count.Entry, units int, docfreq func(*count.Entry) int32) []table.CountRow {
	rows := make([]table.CountRow, len(u.words))
	order := count.ByFrequency(u.words, vocab)
	rank := int32(1)
	for i, c := range order {
		if i > 0 && c.N != order[i-1].N {
			rank = int32(i + 1)
		}
		e := &vocab[c.ID]
		n := docfreq(e)
		tf, idf, tfidf, _ := stats.TFIDF(int64(c.N), u.tokens, int(n), units)
		low, high := interval(int64(c.N), u.tokens)
		rows[i] = table.CountRow{
			Doc: u.doc, Chapter: u.chapter, Section: u.section,
			Feature: e.Norm, Frequency: int64(c.N), Rank: rank, DocFreq: n,
			Per10k: stats.Per10k(int64(c.N), u.tokens), Low: low, High: high, Tokens: u.tokens,
			TF: tf, IDF: idf, TFIDF: tfidf,
		}
	}
	return rows
}

// interval returns the 95 % interval of a rate per 10,000 words, or nil where
// there are no words.
func interval(f, n int64) (low, high *float64) {
	l, h, ok := stats.Wilson(f, n, stats.Z95)
	if !ok {
		return nil, nil
	}
	l, h = 1e4*l, 1e4*h
	return &l, &h
}

// denominator is the name of what rates are divided by: orthographic words,
// without punctuation, numbers and headings.
const denominator = "tokens_word"

// dictionary makes the rows of the dictionary counts.
type dictionary struct {
	keys []table.DictionaryRow // the key columns of each key
}

// rows returns the rows of one unit with tokens words: those of counts, or,
// if all is set, one for each key.
func (d dictionary) rows(doc, chapter, section string, tokens int64, counts []count.KeyCount, all func(key int32) bool) []table.DictionaryRow {
	var rows []table.DictionaryRow
	add := func(c count.KeyCount) {
		row := d.keys[c.Key]
		row.Doc, row.Chapter, row.Section = doc, chapter, section
		row.N, row.Paragraphs, row.Tokens, row.Denom = c.N, c.Paragraphs, tokens, denominator
		row.Per10k, row.Low, row.High = table.Rate(c.N, tokens)
		if low, high, ok := stats.Garwood95(c.N, tokens); ok {
			low, high = 1e4*low, 1e4*high
			row.GarwoodLow, row.GarwoodHigh = &low, &high
		}
		if tokens > 0 {
			coverage := float64(c.Tokens) / float64(tokens)
			row.Coverage = &coverage
		} else {
			row.Note = compare.TooLittle
		}
		rows = append(rows, row)
	}
	next := 0
	for key := range int32(len(d.keys)) {
		switch {
		case next < len(counts) && counts[next].Key == key:
			add(counts[next])
			next++
		case all(key):
			add(count.KeyCount{Key: key})
		}
	}
	return rows
}
