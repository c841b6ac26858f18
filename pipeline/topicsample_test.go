package pipeline

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fusul/stages/normalise"
)

// drawn returns the units of a sample as "work place words", sorted.
func drawn(works []*workUnits, limit int, seed uint64) (units []string, words int64, all bool) {
	t := newTopicCorpus(normalise.IR(), limit, seed)
	for _, u := range works {
		t.add(u)
	}
	first := map[string]int{}
	place := 0
	for _, u := range works {
		first[u.doc] = place
		place += len(u.units)
	}
	for _, h := range t.sample.inOrder() {
		for _, u := range works {
			if i := h.place - first[u.doc]; i >= 0 && i < len(u.units) {
				units = append(units, fmt.Sprint(u.doc, " ", i, " ", len(h.words)))
			}
		}
	}
	slices.Sort(units)
	return units, t.sample.words, t.sample.all()
}

func TestUnitSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var works []*workUnits
		total, longest := 0, 0
		for i := range rapid.IntRange(1, 8).Draw(t, "works") {
			u := &workUnits{doc: fmt.Sprintf("work%d", i), lemmas: []string{"دولة", "قوة"}}
			for j := range rapid.IntRange(0, 12).Draw(t, "units") {
				n := rapid.IntRange(1, 9).Draw(t, "words")
				for range n {
					u.words = append(u.words, int32(len(u.words)%2))
				}
				total, longest = total+n, max(longest, n)
				u.units = append(u.units, workUnit{"c", fmt.Sprint("s", j/2), len(u.words)})
			}
			works = append(works, u)
		}
		limit := rapid.IntRange(1, 200).Draw(t, "limit")
		units, words, all := drawn(works, limit, 1)
		if all != (words == int64(total)) || !all && (words < int64(limit) || words >= int64(limit+longest)) || total <= limit && !all {
			t.Fatalf("%d of %d words, want %d; all %v", words, total, limit, all)
		}
		turned := slices.Clone(works)
		slices.Reverse(turned)
		if again, _, _ := drawn(turned, limit, 1); !slices.Equal(again, units) {
			t.Fatalf("the order of the works matters: %v, %v", units, again)
		}
		// A smaller sample is part of a larger one: both have the least numbers.
		larger, _, _ := drawn(works, 2*limit, 1)
		for _, u := range units {
			if !slices.Contains(larger, u) {
				t.Fatalf("%s is in the sample of %d words, but not of %d", u, limit, 2*limit)
			}
		}
	})
}

// TestUnitSampleIsEven draws half of the words of many works: none is left out,
// and none is kept whole.
func TestUnitSampleIsEven(t *testing.T) {
	var works []*workUnits
	for i := range 50 {
		u := &workUnits{doc: fmt.Sprintf("work%d", i), lemmas: []string{"دولة"}}
		for j := range 40 {
			u.words = append(u.words, 0, 0)
			u.units = append(u.units, workUnit{"c", fmt.Sprint(j), len(u.words)})
		}
		works = append(works, u)
	}
	units, _, _ := drawn(works, 2000, 1)
	other, _, _ := drawn(works, 2000, 2)
	if len(units) != 1000 || slices.Equal(units, other) {
		t.Errorf("%d units, want 1000; another seed draws the same: %v", len(units), slices.Equal(units, other))
	}
	chi := 0.0
	for _, w := range works {
		n := 0
		for _, u := range units {
			var doc string
			var i, words int
			fmt.Sscan(u, &doc, &i, &words)
			if doc == w.doc {
				n++
			}
		}
		chi += float64((n-20)*(n-20)) / 10 // hypergeometric, about: 40 draws of one half
	}
	if chi < 25 || chi > 90 { // 50 degrees of freedom
		t.Errorf("the sample of the works is too even or too uneven: chi square %.1f", chi)
	}
}

func TestPackUnits(t *testing.T) {
	want := &workUnits{
		doc: "w", lemmas: []string{"دولة", "قوة"}, words: []int32{0, 1, 1, 0},
		units: []workUnit{{"w/1", "w/1.1", 2}, {"w/1", "w/1.1", 3}, {"w/1", "w/1.2", 4}}, seeds: []seed{{3, 1}},
	}
	packed := want.pack()
	got, err := unpackUnits(packed)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("unpacked %v, %v; want %v", got, err, want)
	}
	for n := range packed {
		if _, err := unpackUnits(packed[:n]); err == nil {
			t.Errorf("the first %d of %d bytes: no error", n, len(packed))
		}
	}
}
