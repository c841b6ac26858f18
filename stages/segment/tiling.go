package segment

import (
	"math"
	"slices"

	"fusul/stages/text"
)

// TextTiling by block comparison: M. A. Hearst, TextTiling: segmenting text
// into multi-paragraph subtopic passages, Computational Linguistics 23 (1997),
// with her parameters. Words are compared in bare form; those in more than a
// third of the rows are function words and say nothing of the subject.
const (
	rowWords  = 20 // w: words of a row (a pseudo-sentence)
	blockRows = 10 // k: rows of a block
	leastRows = 3 * blockRows
)

// tile adds sections where the vocabulary of a chapter without headings shifts.
func (w *work) tile(out []opening) []opening {
	var tiled []opening
	for i, o := range out {
		tiled = append(tiled, o)
		end := len(w.units)
		if i+1 < len(out) {
			end = out[i+1].unit
		}
		sectioned := i+1 < len(out) && out[i+1].section
		if o.section || sectioned || o.part != text.Body {
			continue
		}
		for _, unit := range w.shifts(o.unit+o.heads, end) {
			tiled = append(tiled, opening{unit: unit, section: true, rank: plainRank})
		}
	}
	return tiled
}

// shifts returns the units, of those from from to to, before which the
// vocabulary shifts.
func (w *work) shifts(from, to int) []int {
	words, starts := w.vocabulary(from, to)
	rows := rowsOf(words)
	if len(rows) < leastRows {
		return nil
	}
	depths := depthsOf(smooth(similarities(rows)))
	limit := depthLimit(depths)
	var units []int
	for gap, depth := range depths {
		if depth <= limit {
			continue
		}
		unit := from + nearest(starts, (gap+1)*rowWords)
		if n := len(units); unit > from && (n == 0 || units[n-1] < unit) {
			units = append(units, unit)
		}
	}
	return units
}

// vocabulary returns the words of the units from from to to, numbered in order
// of first occurrence, and the number of the first word of each unit.
func (w *work) vocabulary(from, to int) (words, starts []int) {
	ids := map[string]int{}
	p := &w.phrase
	for i := from; i < to; i++ {
		starts = append(starts, len(words))
		p.fold(w.src, w.units[i].span(), marksFrom(w.doc.Marks, w.units[i].from))
		for k := range p.words {
			id, ok := ids[string(p.bare(k))]
			if !ok {
				id = len(ids)
				ids[string(p.bare(k))] = id
			}
			words = append(words, id)
		}
	}
	return words, starts
}

// rowsOf cuts the words into rows and takes the function words out of them.
func rowsOf(words []int) [][]int {
	rows := slices.Collect(slices.Chunk(words, rowWords))
	in := map[int]int{} // rows that a word is in
	for _, row := range rows {
		seen := map[int]bool{}
		for _, id := range row {
			if !seen[id] {
				seen[id] = true
				in[id]++
			}
		}
	}
	for i, row := range rows {
		var kept []int
		for _, id := range row {
			if 3*in[id] <= len(rows) {
				kept = append(kept, id)
			}
		}
		rows[i] = kept
	}
	return rows
}

// A block counts the words of some rows.
type block map[int]int

// similarities returns the cosine of the blocks before and behind each gap
// between two rows.
func similarities(rows [][]int) []float64 {
	left, right := block{}, block{}
	var leftSquare, rightSquare, dot int
	move := func(b, other block, square *int, row, by int) {
		if row < 0 || row >= len(rows) {
			return
		}
		for _, id := range rows[row] {
			*square += 2*by*b[id] + 1
			dot += by * other[id]
			b[id] += by
		}
	}
	for row := range blockRows {
		move(right, left, &rightSquare, row, 1)
	}
	out := make([]float64, len(rows)-1)
	for gap := range out {
		move(right, left, &rightSquare, gap, -1)
		move(left, right, &leftSquare, gap, 1)
		move(right, left, &rightSquare, gap+blockRows, 1)
		move(left, right, &leftSquare, gap-blockRows, -1)
		if dot > 0 {
			out[gap] = float64(dot) / math.Sqrt(float64(leftSquare)*float64(rightSquare))
		}
	}
	return out
}

// depthsOf returns how far the similarity at each gap lies below the peaks at
// both sides; it is 0 but at the bottom of a valley.
func depthsOf(s []float64) []float64 {
	left, right := peaks(s), peaks(reversed(s))
	slices.Reverse(right)
	out := make([]float64, len(s))
	for i := range s {
		if (i == 0 || s[i-1] > s[i]) && (i+1 == len(s) || s[i+1] >= s[i]) {
			out[i] = (left[i] - s[i]) + (right[i] - s[i])
		}
	}
	return out
}

// peaks returns, for each item, the value up to which the items before it rise
// when they are read backwards from it.
func peaks(s []float64) []float64 {
	out := make([]float64, len(s))
	for i := range s {
		out[i] = s[i]
		if i > 0 && s[i-1] >= s[i] {
			out[i] = out[i-1]
		}
	}
	return out
}

func reversed(s []float64) []float64 {
	s = slices.Clone(s)
	slices.Reverse(s)
	return s
}

// depthLimit returns the depth above which a valley is a shift: the mean of the
// valleys. Hearst's is half a standard deviation less; in an anthology that
// finds hardly more of the essays' ends and a third more of other places.
func depthLimit(depths []float64) float64 {
	n, sum := 0, 0.0
	for _, d := range depths {
		if d > 0 {
			n++
			sum += d
		}
	}
	return sum / float64(max(1, n))
}

// nearest returns the index of the start that is nearest to the word.
func nearest(starts []int, word int) int {
	i, _ := slices.BinarySearch(starts, word)
	if i == len(starts) || i > 0 && word-starts[i-1] <= starts[i]-word {
		i--
	}
	return i
}

// smooth returns the mean of each item and the two at either side of it.
func smooth(s []float64) []float64 {
	const width = 2
	out := make([]float64, len(s))
	for i := range s {
		near := s[max(0, i-width):min(len(s), i+width+1)]
		sum := 0.0
		for _, v := range near {
			sum += v
		}
		out[i] = sum / float64(len(near))
	}
	return out
}
