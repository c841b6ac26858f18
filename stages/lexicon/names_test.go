package lexicon

import (
	"slices"
	"testing"
)

func TestLexiconNames(t *testing.T) {
	native := "people:\n  waltz: [والتز, كينيث والتز]\n  carr: [كار]\nplaces:\n  - وارسو\npower:\n  - قوة\n"
	side := "keys:\n  people: {pos: name}\n  people.waltz:\n    entries:\n      والتز: {variants: [وولتز]}\n  places:\n    entries:\n      وارسو: {pos: name}\n"
	l, err := Parse("l.yaml", []byte(native), []byte(side))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"والتز", "وولتز", "كينيث", "كار", "وارسو"}
	if got := l.Names(); !slices.Equal(got, want) {
		t.Errorf("Names() = %q, want %q", got, want)
	}
}
