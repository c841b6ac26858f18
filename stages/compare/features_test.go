package compare

import (
	"testing"

	"fusul/stages/analyse"
	"fusul/stages/text"
)

// groups groups types as analyse does.
func groups(types []*text.Type, name func(*text.Type) string) (g analyse.Groups) {
	ids := map[string]int32{}
	for _, t := range types {
		id, ok := ids[name(t)]
		if !ok {
			id = int32(len(ids))
			ids[name(t)] = id
			g.Names, g.Shared = append(g.Names, name(t)), append(g.Shared, id)
		}
		g.Of = append(g.Of, id)
	}
	return g
}

// A few uses of a name do not make a content word of a function word that folds
// to the same letters, nor the other way round.
func TestStopIsTheMajority(t *testing.T) {
	types := []*text.Type{
		{Form: "عليه", Lemma: "على", Stop: true},
		{Form: "علي", Lemma: "علي"},
		{Form: "أم", Lemma: "أم", Stop: true},
		{Form: "أمها", Lemma: "أم"},
	}
	fold := func(s string) string {
		if s == "على" {
			return "علي"
		}
		return s
	}
	r := &analyse.Result{
		Types:  types,
		Lemmas: groups(types, func(t *text.Type) string { return t.Lemma }),
		Bases:  groups(types, func(t *text.Type) string { return fold(t.Lemma) }),
	}
	f := lemmasOf(r, []int32{0, 0, 1, 2, 3, 3})
	if len(f.Names) != 2 || !f.Stop[0] || f.Stop[1] {
		t.Errorf("%q have Stop %v, want true for the first alone", f.Names, f.Stop)
	}
	var n Names
	few := lemmasOf(r, []int32{1})
	number := n.Add(&few)
	if n.Stop[number[0]] {
		t.Error("the name علي alone is taken for a function word")
	}
	n.Add(&f)
	n.Add(&f)
	if !n.Stop[number[0]] {
		t.Error("a text with the name علي makes a content word of على in others")
	}
}
