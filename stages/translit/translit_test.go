package translit

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"fusul/stages/internal/oracle"
)

func Example() {
	const word = "الأَمْن"
	for _, s := range []Scheme{Buckwalter, SafeBuckwalter, HSB} {
		fmt.Println(s, s.Encode(word), s.Decode(s.Encode(word)) == word)
	}
	// Output:
	// bw Al>amon true
	// safebw AlOamon true
	// hsb AlÂam.n true
}

func TestEncode(t *testing.T) {
	for _, c := range []struct{ arabic, bw, safe, hsb, why string }{
		{"قُو\u0651\u064eة", "quw~ap", "quw~ap", "quw~aħ", "vowels, shadda, ta marbuta"},
		{"شيء", "$y'", "cyC", "šy'", "sheen and hamza"},
		{"آسيا", "|syA", "MsyA", "ĀsyA", "madda"},
		{"إذًا", "<*FA", "IVFA", "ĂðãA", "tanwin"},
		{"مسؤول", "ms&wl", "msWwl", "msŵwl", "hamza on waw"},
		{"ذئب", "*}b", "VQb", "ðŷb", "hamza on ya"},
		{"هـٰذا", "h_`*A", "h_eVA", "h_áðA", "tatweel, dagger alef"},
		{"ٱلعظمى", "{lEZmY", "LlEZmY", "ÄlςĎmý", "wasla, alef maksura"},
		{"غرب ثالث", "grb vAlv", "grb vAlv", "γrb θAlθ", "a space stays"},
		{"گ پ چ ڤ", "G P J V", "G P J B", "g p c v", "letters of other languages"},
		{"1949، ژ", "1949، ژ", "1949، ژ", "1949، ژ", "what has no letter stays"},
		{"", "", "", "", "nothing"},
	} {
		for s, want := range map[Scheme]string{Buckwalter: c.bw, SafeBuckwalter: c.safe, HSB: c.hsb} {
			if got := s.Encode(c.arabic); got != want {
				t.Errorf("%s: %s.Encode(%q) = %q, want %q", c.why, s, c.arabic, got, want)
			}
			if got := s.Decode(want); got != c.arabic {
				t.Errorf("%s: %s.Decode(%q) = %q, want %q", c.why, s, want, got, c.arabic)
			}
		}
	}
	if got := HSB.Decode("A\u0302mn"); got != "أمن" {
		t.Errorf("HSB.Decode with a combining accent = %q, want %q", got, "أمن")
	}
}

// TestTables checks that each scheme is a one-to-one map, and that the safe
// one is safe.
func TestTables(t *testing.T) {
	n := utf8.RuneCountInString(Letters)
	for s := range latin {
		if len(latin[s]) != n || len(arabic[s]) != n {
			t.Errorf("%s has %d letters, %d of them distinct, want %d", Scheme(s), len(latin[s]), len(arabic[s]), n)
		}
	}
	for _, r := range latin[SafeBuckwalter] {
		if !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_~", r) {
			t.Errorf("the safe scheme has %q", r)
		}
	}
	for _, s := range []Scheme{Buckwalter, SafeBuckwalter} {
		for _, r := range latin[s] {
			if r >= utf8.RuneSelf {
				t.Errorf("%s has %q, no ASCII", s, r)
			}
		}
	}
}

func TestRoundTrip(t *testing.T) {
	letters := rapid.SampledFrom([]rune(Letters))
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(letters).Draw(t, "word")
		for _, s := range []Scheme{Buckwalter, SafeBuckwalter, HSB} {
			if got := s.Decode(s.Encode(word)); got != word {
				t.Fatalf("%s: %q comes back as %q", s, word, got)
			}
		}
	})
}

// TestWordTypes takes every word of the shared counts there and back. Ten or
// so have letters of Persian or Urdu that no scheme writes.
func TestWordTypes(t *testing.T) {
	kept := 0
	for _, w := range oracle.WordTypes(t) {
		if strings.Trim(w, Letters) != "" {
			kept++
		}
		for _, s := range []Scheme{Buckwalter, SafeBuckwalter, HSB} {
			if got := s.Decode(s.Encode(w)); got != w {
				t.Errorf("%s: %q comes back as %q", s, w, got)
			}
		}
	}
	if kept > 100 {
		t.Errorf("%d words have letters that are not written", kept)
	}
}

func TestParse(t *testing.T) {
	for _, s := range []Scheme{Buckwalter, SafeBuckwalter, HSB} {
		if got, err := Parse(s.String()); got != s || err != nil {
			t.Errorf("Parse(%q) = %v, %v", s.String(), got, err)
		}
	}
	if _, err := Parse("BW"); err == nil || !strings.Contains(err.Error(), `"BW"`) {
		t.Errorf("Parse of an unknown name = %v, want an error that quotes it", err)
	}
}
