package pipeline

import (
	"fusul/stages/compare"
	"fusul/stages/count"
	"fusul/stages/lexicon"
	"fusul/stages/stats"
	"fusul/stages/table"
)

// denominator is the name of what rates are divided by: orthographic words,
// without punctuation, numbers and headings.
const denominator = "tokens_word"

// dictionary makes the rows of the dictionary counts.
type dictionary struct {
	keys []table.DictionaryRow // the key columns of each key
}

// newDictionary prepares the rows of the keys of m.
func newDictionary(m *lexicon.Matcher, tree count.Tree) dictionary {
	var d dictionary
	for i, k := range m.Keys() {
		d.keys = append(d.keys, table.DictionaryRow{Key: k.Path[len(k.Path)-1], KeyPath: k.Name(), Level: tree.Level[i]})
	}
	return d
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
