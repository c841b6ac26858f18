package report

import (
	"slices"
	"testing"

	"fusul/stages/table"
)

// related keeps the ends of the correlations of each topic, in the order of the
// table, and of many topics no more than the ends.
func TestRelated(t *testing.T) {
	const k = 60
	var all []table.CorrelationRow
	of := map[int32][]float64{}
	for a := int32(1); a <= k; a++ {
		for b := a + 1; b <= k; b++ {
			r := float64((int(a)*7919+int(b)*104729)%2003-1001) / 1001
			all = append(all, table.CorrelationRow{A: a, B: b, R: r, Units: 9})
			of[a], of[b] = append(of[a], r), append(of[b], r)
		}
	}
	got := related(all)
	if most := 2 * topicsRelated * k; len(got) > most || len(got) == len(all) {
		t.Errorf("%d of %d rows, more than %d", len(got), len(all), most)
	}
	next, kept := 0, map[int32][]float64{}
	for _, row := range got {
		i := slices.Index(all[next:], row)
		if i < 0 {
			t.Fatalf("%v is no row, or not in order", row)
		}
		next += i + 1
		kept[row.A], kept[row.B] = append(kept[row.A], row.R), append(kept[row.B], row.R)
	}
	for topic, want := range of {
		have := kept[topic]
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(have[:topicsRelated], want[:topicsRelated]) || !slices.Equal(have[len(have)-topicsRelated:], want[len(want)-topicsRelated:]) {
			t.Errorf("topic %d: %v are not the ends of %v", topic, have, want)
		}
	}
	if few := all[:5]; !slices.Equal(related(few), few) {
		t.Errorf("of few pairs: %v", related(few))
	}
	if got := related(nil); len(got) != 0 {
		t.Errorf("of no pairs: %v", got)
	}
}
