package table

import (
	"cmp"
	"strings"

	"fusul/stages/lexicon"
)

// A KeyRow is one row of dictionary_keys.parquet: one key of the dictionary,
// as a reader of the counts must know it.
type KeyRow struct {
	Key      string `parquet:"key"`
	KeyPath  string `parquet:"key_path"`
	Level    int32  `parquet:"level"`
	LabelAr  string `parquet:"label_ar"`
	LabelEn  string `parquet:"label_en"`
	Patterns int32  `parquet:"n_patterns"`
	List     string `parquet:"patterns"`
	Note     string `parquet:"note"`
	Source   string `parquet:"source"`
}

// Keys returns the rows of the keys of a dictionary, a parent before its
// children, with the patterns of entries. A key without a label has its own
// name for one.
func Keys(keys []lexicon.Key, entries []lexicon.EntryInfo) []KeyRow {
	patterns := map[int32][]string{}
	for _, e := range entries {
		patterns[e.Key] = append(patterns[e.Key], e.Pattern)
	}
	rows := make([]KeyRow, len(keys))
	for i, k := range keys {
		name := k.Path[len(k.Path)-1]
		rows[i] = KeyRow{
			Key: name, KeyPath: k.Name(), Level: int32(len(k.Path)),
			LabelAr: cmp.Or(k.Label.Ar, k.Label.En, name), LabelEn: cmp.Or(k.Label.En, k.Label.Ar, name),
			Patterns: int32(len(patterns[int32(i)])), List: strings.Join(patterns[int32(i)], "; "), Note: k.Note, Source: strings.Join(k.Source, "; "),
		}
	}
	return rows
}
