package command

import (
	"cmp"
	"slices"

	"fusul/stages/table"
)

// stableBy sorts rows by key, keeping the order of equals.
func stableBy(rows []table.MatchRow, key func(table.MatchRow) string) {
	slices.SortStableFunc(rows, func(a, b table.MatchRow) int { return cmp.Compare(key(a), key(b)) })
}
