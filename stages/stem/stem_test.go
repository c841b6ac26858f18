package stem

import "testing"

func TestLight10(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"", "", "no word"},
		{"حرب", "حرب", "nothing to take off"},
		{"الحرب", "حرب", "article"},
		{"والحرب", "حرب", "conjunction and article"},
		{"للحرب", "حرب", "preposition and article"},
		{"وحرب", "حرب", "conjunction before three letters"},
		{"ورد", "ورد", "three letters: it may be the word's own"},
		{"الاب", "اب", "article before two letters"},
		{"الب", "الب", "but not before one"},
		{"سياسات", "سياس", "plural"},
		{"سياسيه", "سياس", "two suffixes at once"},
		{"سياسيها", "سياس", "one suffix after the other"},
		{"يهان", "يهان"[:4], "as long as two letters stay"},
		{"NATO", "NATO", "no Arabic"},
	} {
		if got := Light10(c.in); got != c.want {
			t.Errorf("Light10(%q) = %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
}
