package stem

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fusul/stages/internal/oracle"
	"fusul/stages/normalise"
	"fusul/stages/text"
)

var update = flag.Bool("update", false, "write testdata/light.tsv anew, from Lucene")

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
		{"يهان", "يه", "as long as two letters stay"},
		{"NATO", "NATO", "no Arabic"},
	} {
		if got := Light10(c.in); got != c.want {
			t.Errorf("Light10(%q) = %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
}

const lightFile = "testdata/light.tsv"

// TestLightVocabulary holds Light10 against Lucene's answers where Lucene
// itself is not at hand.
func TestLightVocabulary(t *testing.T) {
	if *update {
		writeLight(t)
	}
	data, err := os.ReadFile(lightFile)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		word, want, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue // the head
		}
		n++
		if got := Light10(word); got != want {
			t.Errorf("Light10(%q) = %q, want %q", word, got, want)
		}
	}
	if n < 2500 {
		t.Errorf("%s has %d words, want 2,500 or more", lightFile, n)
	}
}

// writeLight writes words that exercise every affix, alone and in pairs, on
// hosts of one to five letters, and one in 200 of the shared word types.
func writeLight(t *testing.T) {
	var words []string
	for _, host := range []string{"ح", "حب", "حزب", "تعاون", "ولاء", "الف", "هيئه"} {
		for _, prefix := range append(lightPrefixes[:], "", "وو", "ولل", "ف") {
			for _, suffix := range append(lightSuffixes[:], "", "يات", "اتها", "ونه", "انيه", "هاه") {
				words = append(words, prefix+host+suffix)
			}
		}
	}
	for i, w := range oracle.WordTypes(t) {
		if i%200 == 0 {
			words = append(words, normalise.IR().Word(w))
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	var b strings.Builder
	b.WriteString("# Words, folded under the profile ir, and their stems by ArabicStemmer of Lucene 9.12.3.\n" +
		"# Written by: go test ./stages/stem -run LightVocabulary -update\n")
	for i, stem := range oracle.Lucene(t, "stem", words) {
		b.WriteString(words[i] + "\t" + stem + "\n")
	}
	if err := os.WriteFile(lightFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSnowball(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"", "", "no word"},
		{"السياسات", "سياس", "article, plural"},
		{"الدَّوليّة", "دول", "marks are its own affair"},
		{"NATO", "NATO", "no Arabic"},
		{"\xd8", "\xd8", "no UTF-8"},
		{strings.Repeat("ال", 1000), strings.Repeat("ال", 1000), "no word of such length"},
	} {
		if got := Snowball(c.in); got != c.want {
			t.Errorf("Snowball(%q) = %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
}

func TestLatin(t *testing.T) {
	for _, c := range []struct{ in, lang, want, why string }{
		{"alliances", "en", "allianc", "English"},
		{"Institutions", "en", "institut", "capitals"},
		{"Waltz's", "en", "waltz", "genitive"},
		{"puissances", "fr", "puissanc", "French"},
		{"Großmächte", "de", "grossmacht", "German"},
		{"alianzas", "es", "alianz", "Spanish"},
		{"alleanze", "it", "alleanz", "Italian"},
		{"державами", "ru", "держав", "Russian"},
		{"партнёрами", "ru", "партнер", "the letter yo"},
		{"Alliances", "", "alliances", "no language"},
		{"Alliances", "xx", "alliances", "an unknown one"},
		{"F-16", "en", "f-16", "no word"},
		{"neo-realists", "en", "neo-realists", "a compound is kept whole"},
		{"\xff", "en", "\ufffd", "no UTF-8"},
	} {
		if got := Latin(c.in, c.lang); got != c.want {
			t.Errorf("Latin(%q, %q) = %q, want %q: %s", c.in, c.lang, got, c.want, c.why)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"", "", "no words"},
		{"Kenneth Waltz", "en", "names"},
		{"The Future of the Alliance", "en", "English"},
		{"La fin de la guerre et les alliances", "fr", "French"},
		{"Théorie générale", "en", "accents that others write too say nothing"},
		{"Être maître", "fr", "letters of French alone"},
		{"Die Zukunft des Bündnisses und der Krieg", "de", "German"},
		{"La teoría de las relaciones en el mundo", "es", "Spanish"},
		{"La politica della guerra e il potere", "it", "Italian"},
		{"Внешняя политика", "ru", "Cyrillic"},
		{"Πόλεμος", "", "a script without a stemmer"},
		{"Ἱστορίαι The Histories", "en", "two scripts: the one that can be told"},
	} {
		if got := Language(slices.Values(strings.Fields(c.in))); got != c.want {
			t.Errorf("Language(%q) = %q, want %q: %s", c.in, got, c.want, c.why)
		}
	}
}

func TestRun(t *testing.T) {
	kinds := map[rune]text.Kind{'w': text.Word, 'f': text.Foreign, '.': text.Punct, '1': text.Number}
	for _, c := range []struct {
		in   string
		want []text.Range
		why  string
	}{
		{"", nil, "nothing"},
		{"w.w1", nil, "no foreign word"},
		{"f", []text.Range{{From: 0, To: 1}}, "one"},
		{"wff.f1w.", []text.Range{{From: 1, To: 5}}, "punctuation inside, and none at the end"},
		{".fwff", []text.Range{{From: 1, To: 2}, {From: 3, To: 5}}, "an Arabic word ends a run"},
	} {
		var tokens []text.Token
		for _, r := range c.in {
			tokens = append(tokens, text.Token{Kind: kinds[r]})
		}
		var got []text.Range
		for i := 0; i < len(tokens); i++ {
			if tokens[i].Kind == text.Foreign {
				got = append(got, text.Range{From: i, To: Run(tokens, i)})
				i = got[len(got)-1].To - 1
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("the runs of %s are %v, want %v: %s", c.in, got, c.want, c.why)
		}
	}
}

// FuzzStem gives the stemmers any word: they must not fail, nor make a text
// that is no text.
func FuzzStem(f *testing.F) {
	for _, s := range []string{"والسياسات", "institutions", "l'été", "державами", "Großmächte", "ييييي", "'''", "qu'", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{
			Light10(s), Snowball(s), Latin(s, "en"), Latin(s, "fr"), Latin(s, "es"), Latin(s, "ru"), Latin(s, "de"), Latin(s, "it"),
		} {
			if utf8.ValidString(s) && !utf8.ValidString(got) {
				t.Errorf("a stem of %q is %q, no UTF-8", s, got)
			}
		}
		if !strings.Contains(s, Light10(s)) {
			t.Errorf("Light10(%q) = %q, no part of the word", s, Light10(s))
		}
		Language(slices.Values(strings.Fields(s)))
	})
}

func BenchmarkLight10(b *testing.B) {
	const w = "والاستراتيجيات"
	b.SetBytes(int64(len(w)))
	for b.Loop() {
		Light10(w)
	}
}

func BenchmarkSnowball(b *testing.B) {
	const w = "والاستراتيجيات"
	b.SetBytes(int64(len(w)))
	for b.Loop() {
		Snowball(w)
	}
}
