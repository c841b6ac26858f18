// Package compare compares the parts of a corpus: which words and dictionary
// keys set a part apart, how evenly they are spread, what stands beside what.
//
// A [Text] is a work as numbers, and everything else is counted on it. What
// needs more than one work is gathered in accumulators whose zero value is
// ready: Add takes in a work, Merge another accumulator, and the answer does
// not depend on the cut. The formulas are those of package stats.
//
// Answers are in a defined order, and no value is ever NaN or infinite: where
// there is too little text for one, it is missing.
package compare

import (
	"cmp"
	"slices"

	"fusul/stages/count"
)

// TooLittle is the note on a value that is missing since there is too little
// text for it.
const TooLittle = "too little text"

// byID orders counts.
func byID(a, b count.Count) int { return cmp.Compare(a.ID, b.ID) }

// of returns the count of a feature in sorted counts.
func of(counts []count.Count, feature int32) int64 {
	i, ok := slices.BinarySearchFunc(counts, count.Count{ID: feature}, byID)
	if !ok {
		return 0
	}
	return int64(counts[i].N)
}
