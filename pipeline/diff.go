package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fusul/stages/table"
)

// A Change is one thing that differs between two output folders.
type Change struct {
	What     string // setting, input, dictionary, hits, word, topic or table
	Name     string
	Old, New string  // empty where it is new, or gone
	By       float64 // how much, in the unit of its kind
}

// mostWords is how many changed words are told.
const mostWords = 50

// Diff tells how the result in folder b differs from that in folder a: by
// kind, the largest change first.
func Diff(a, b string) ([]Change, error) {
	old, err := openPackage(a)
	if err != nil {
		return nil, err
	}
	fresh, err := openPackage(b)
	if err != nil {
		return nil, err
	}
	all := diffSettings(old, fresh)
	for _, part := range []func(a, b string) ([]Change, error){diffInputs, diffDictionary, diffHits, diffWords, diffTopics} {
		changes, err := part(a, b)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(changes, func(x, y Change) int { return cmp.Compare(y.By, x.By) })
		all = append(all, changes...)
	}
	return append(all, diffTables(old, fresh)...), nil
}

// openPackage reads the manifest of an output folder.
func openPackage(dir string) (*table.Contents, error) {
	data, err := os.ReadFile(filepath.Join(dir, table.Manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s has no %s: it is no output folder, or a run was stopped there; run again", dir, table.Manifest)
	}
	if err != nil {
		return nil, err
	}
	return table.ParsePackage(data)
}

// differences returns the names whose values differ, in order. Show prints a
// value, and by says how large a change is.
func differences[V comparable](what string, a, b map[string]V, show func(V) string, by func(old, fresh V) float64) []Change {
	names := slices.Collect(maps.Keys(a))
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var changes []Change
	for _, name := range names {
		x, was := a[name]
		y, is := b[name]
		if was && is && x == y {
			continue
		}
		c := Change{What: what, Name: name, By: by(x, y)}
		if was {
			c.Old = show(x)
		}
		if is {
			c.New = show(y)
		}
		changes = append(changes, c)
	}
	return changes
}

// The ways to print and to measure most values.
func asItIs(s string) string            { return s }
func asNumber(n int64) string           { return fmt.Sprint(n) }
func once(string, string) float64       { return 1 }
func distance(old, fresh int64) float64 { return math.Abs(float64(fresh - old)) }

// diffSettings compares versions and settings.
func diffSettings(a, b *table.Contents) []Change {
	settings := func(c *table.Contents) map[string]string {
		m := map[string]string{"version": c.Version, "schema": c.Schema, "plurals_sha256": c.PluralsHash}
		for _, f := range c.Config {
			m[f.Name] = f.Value
		}
		return m
	}
	return differences("setting", settings(a), settings(b), asItIs, once)
}

// gather returns a value of each row of a table by a name.
func gather[Row any, V any](dir, name string, of func(*Row) (string, V, bool)) (map[string]V, error) {
	m := map[string]V{}
	for row, err := range table.Rows[Row](dir, name) {
		if err != nil {
			return nil, err
		}
		if key, v, ok := of(&row); ok {
			m[key] = v
		}
	}
	return m, nil
}

// diffRows compares a value of each row of a table.
func diffRows[Row any, V comparable](what, name, a, b string, of func(*Row) (string, V, bool), show func(V) string, by func(V, V) float64) ([]Change, error) {
	old, err := gather(a, name, of)
	if err != nil {
		return nil, err
	}
	fresh, err := gather(b, name, of)
	if err != nil {
		return nil, err
	}
	return differences(what, old, fresh, show, by), nil
}

// diffInputs compares the works by the bytes of their files; the size of a
// change is that of their words.
func diffInputs(a, b string) ([]Change, error) {
	type input struct {
		sha256 string
		words  int64
	}
	of := func(r *table.DocumentRow) (string, input, bool) { return r.Doc, input{r.SHA256, r.Tokens}, true }
	show := func(i input) string { return fmt.Sprintf("%d words, sha256 %.12s", i.words, i.sha256) }
	by := func(x, y input) float64 { return max(1, distance(x.words, y.words)) }
	return diffRows("input", "documents", a, b, of, show, by)
}

// diffDictionary compares what the dictionaries say of each key.
func diffDictionary(a, b string) ([]Change, error) {
	of := func(r *table.KeyRow) (string, string, bool) {
		return r.KeyPath, strings.Join([]string{r.LabelAr, r.LabelEn, r.List, r.Note, r.Source}, " | "), true
	}
	return diffRows("dictionary", "dictionary_keys", a, b, of, asItIs, once)
}

// diffHits compares the hits of each key in all works together.
func diffHits(a, b string) ([]Change, error) {
	sum := func(dir string) (map[string]int64, error) {
		n := map[string]int64{}
		for row, err := range table.Rows[table.DictionaryRow](dir, "dictionary_counts_by_document") {
			if err != nil {
				return nil, err
			}
			n[row.KeyPath] += row.N
		}
		return n, nil
	}
	old, err := sum(a)
	if err != nil {
		return nil, err
	}
	fresh, err := sum(b)
	if err != nil {
		return nil, err
	}
	return differences("hits", old, fresh, asNumber, distance), nil
}

// diffWords compares the frequencies of words. It tells of the largest changes
// only.
func diffWords(a, b string) ([]Change, error) {
	of := func(r *table.VocabRow) (string, int64, bool) { return r.Feature, r.Frequency, true }
	changes, err := diffRows("word", "vocab", a, b, of, asNumber, distance)
	slices.SortStableFunc(changes, func(x, y Change) int { return cmp.Compare(y.By, x.By) })
	if more := len(changes) - mostWords; more > 0 {
		changes = append(changes[:mostWords], Change{What: "word", Name: fmt.Sprintf("and %d more", more)})
	}
	return changes, err
}

// diffTopics compares the topics of one number by their terms; the size of a
// change is the number of terms that are other ones.
func diffTopics(a, b string) ([]Change, error) {
	of := func(r *table.TopicRow) (string, string, bool) { return fmt.Sprintf("%3d", r.Topic), r.TopTerms, true }
	by := func(x, y string) float64 {
		had := strings.Fields(x)
		n := 0
		for _, term := range strings.Fields(y) {
			if !slices.Contains(had, term) {
				n++
			}
		}
		return float64(n)
	}
	return diffRows("topic", "topics", a, b, of, asItIs, by)
}

// diffTables compares the numbers of rows.
func diffTables(a, b *table.Contents) []Change {
	rows := func(c *table.Contents) map[string]int64 {
		n := map[string]int64{}
		for _, f := range c.Files {
			if f.Table != "" {
				n[f.Table] += f.Rows
			}
		}
		return n
	}
	changes := differences("table", rows(a), rows(b), asNumber, distance)
	slices.SortStableFunc(changes, func(x, y Change) int { return cmp.Compare(y.By, x.By) })
	return changes
}
