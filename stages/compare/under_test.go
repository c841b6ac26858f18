package compare

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/count"
)

// identity numbers n features as they are.
func identity(n int) []int32 {
	number := make([]int32, n)
	for i := range number {
		number[i] = int32(i)
	}
	return number
}

func TestUnder(t *testing.T) {
	txt := parse("R . a P b / L c P . e P c / R L P a / P d / R P a b a")
	u := Under{Window: 1}
	u.Add(txt, tree, &txt.Words, identity(len(txt.Words.Names)), 5, 1, 2)
	if u.HitsA != 2 || u.HitsB != 2 || u.Both != 1 || u.None != 1 {
		t.Errorf("hits under realism %d, under liberalism %d, under both %d, under neither %d", u.HitsA, u.HitsB, u.Both, u.None)
	}
	want := func(words map[string]int32) []count.Count {
		var counts []count.Count
		for w, n := range words {
			counts = append(counts, count.Count{ID: txt.number(w), N: n})
		}
		slices.SortFunc(counts, byID)
		return counts
	}
	if got := u.A.Counts(); !slices.Equal(got, want(map[string]int32{"a": 2, "b": 1, "R": 1})) {
		t.Errorf("near power under realism: %v", got)
	}
	if got := u.B.Counts(); !slices.Equal(got, want(map[string]int32{"c": 2, "e": 1})) {
		t.Errorf("near power under liberalism: %v", got)
	}
	if u.A.Len() != 2 || u.A.Words() != 4 {
		t.Errorf("%d paragraphs of %d words, want 2 of 4", u.A.Len(), u.A.Words())
	}
}

// The keys are on an equal footing, and each hit is counted once.
func TestUnderProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		txt := drawText(r)
		number := identity(len(txt.Words.Names))
		window := rapid.IntRange(0, 4).Draw(r, "window")
		ab, ba := Under{Window: window}, Under{Window: window}
		ab.Add(txt, tree, &txt.Words, number, 5, 1, 2)
		ba.Add(txt, tree, &txt.Words, number, 5, 2, 1)
		if !equalParts(&ab.A, &ba.B) || !equalParts(&ab.B, &ba.A) || ab.Both != ba.Both {
			r.Fatalf("%+v, turned round %+v", ab, ba)
		}
		if n := int64(len(txt.KeyPlaces(tree)(5))); ab.HitsA+ab.HitsB+ab.Both+ab.None != n {
			r.Fatalf("%+v of %d hits", ab, n)
		}
	})
}
