package visual

import (
	"fmt"
	"slices"
	"testing"
)

// TestPlain: the forms of letters within words are letters.
func TestPlain(t *testing.T) {
	for _, c := range []struct {
		in   rune
		want string
	}{{'ﻻ', "لا"}, {'ﺔ', "ة"}, {'ﷲ', "الله"}, {'ﹰ', "ً"}, {'ب', "ب"}, {'﴿', "﴿"}, {'ﬁ', "fi"}, {'A', "A"}} {
		if got := Plain(c.in); got != c.want {
			t.Errorf("Plain(%U) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestLeftward: lines as they look, from the right, and as they are read.
func TestLeftward(t *testing.T) {
	for _, c := range []struct{ look, want string }{
		{"في عام 4102", "في عام 2014"},
		{"نحو 3.31", "نحو 13.3"},
		{"كينان nanneK egroeG ثم", "كينان George Kennan ثم"},
	} {
		rs := []rune(c.look)
		var got []rune
		for _, i := range Leftward(rs) {
			got = append(got, rs[i])
		}
		if string(got) != c.want {
			t.Errorf("Leftward(%q) = %q, want %q", c.look, string(got), c.want)
		}
	}
}

// FuzzOrder: every character is read once, in either direction.
func FuzzOrder(f *testing.F) {
	f.Add("في 13.3 (Boeing 747) إلى 1950–1953")
	f.Fuzz(func(t *testing.T, s string) {
		rs := []rune(s)
		for _, order := range [][]int{Leftward(rs), Rightward(rs)} {
			sorted := slices.Sorted(slices.Values(order))
			for i, at := range sorted {
				if i != at {
					t.Fatalf("%q is read in the order %v", s, order)
				}
			}
		}
	})
}

func ExampleLeftward() {
	rs := []rune("في عام 4102")
	for _, i := range Leftward(rs) {
		fmt.Print(string(rs[i]))
	}
	// Output: في عام 2014
}
