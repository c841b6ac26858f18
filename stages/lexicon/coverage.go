package lexicon

import (
	"cmp"
	"maps"
	"slices"
)

// A Coverage counts the matches of each entry, form by form. Its zero value
// is ready.
type Coverage struct {
	n map[covered]int
}

type covered struct {
	entry      int32
	form, rule string
}

// Add takes in matches of one document.
func (c *Coverage) Add(matches []Match) {
	if c.n == nil {
		c.n = map[covered]int{}
	}
	for i := range matches {
		c.n[covered{matches[i].Entry, matches[i].Form, matches[i].Rule}]++
	}
}

// Merge takes in another accumulator.
func (c *Coverage) Merge(d *Coverage) {
	if c.n == nil {
		c.n = map[covered]int{}
	}
	for k, n := range d.n {
		c.n[k] += n
	}
}

// A CoverageRow says how often a form of an entry matched. An entry without a
// match has one row, without a form.
type CoverageRow struct {
	Entry      int32 // index into [Matcher.Entries]
	Form, Rule string
	N          int
}

// Rows returns the counts of the entries of m, entry by entry, the commonest
// form first.
func (c *Coverage) Rows(m *Matcher) []CoverageRow {
	var rows []CoverageRow
	hit := make([]bool, len(m.entries))
	for k := range maps.Keys(c.n) {
		rows = append(rows, CoverageRow{k.entry, k.form, k.rule, c.n[k]})
		hit[k.entry] = true
	}
	for e := range m.entries {
		if !hit[e] {
			rows = append(rows, CoverageRow{Entry: int32(e)})
		}
	}
	slices.SortFunc(rows, func(a, b CoverageRow) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), -cmp.Compare(a.N, b.N), cmp.Compare(a.Form, b.Form), cmp.Compare(a.Rule, b.Rule))
	})
	return rows
}
