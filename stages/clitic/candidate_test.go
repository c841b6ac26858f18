package clitic

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		word, cut, host string
		article         bool
	}{
		{"وبدولتهم", "و+ب+دولت+هم", "دولة", false},          // ت before a pronoun is ة
		{"والدول", "و+الدول", "دول", true},                  // the article stays on its host
		{"للحكومة", "ل+لحكومة", "حكومة", true},              // لل is ل and the article
		{"للغة", "ل+لغة", "لغة", true},                      // the article is lost in the host's lam
		{"للغة", "ل+لغة", "لغة", false},                     // or there is none
		{"لله", "ل+له", "الله", false},                      // the article is part of the name
		{"بالله", "ب+الله", "الله", false},                  // the same
		{"للذين", "ل+لذين", "الذين", false},                 // the same
		{"له", "ل+ه", "ل", false},                           // a host of one letter
		{"وبها", "و+ب+ها", "ب", false},                      // the same behind a conjunction
		{"سيكتبه", "س+يكتب+ه", "يكتب", false},               // the future particle
		{"مستشفاها", "مستشفا+ها", "مستشفى", false},          // ا before a pronoun is ى
		{"كتبوه", "كتبو+ه", "كتبوا", false},                 // و before a pronoun is وا
		{"كتبتموه", "كتبتمو+ه", "كتبتم", false},             // تمو before a pronoun is تم
		{"أعضاؤها", "أعضاؤ+ها", "أعضاء", false},             // ؤ before a pronoun is ء
		{"بأعضائه", "ب+أعضائ+ه", "أعضاء", false},            // ئ before a pronoun is ء
		{"شاطئه", "شاطئ+ه", "شاطئ", false},                  // or is itself
		{"وعليهم", "و+علي+هم", "على", false},                // the three particles in ى
		{"أفلا", "أ+ف+لا", "لا", false},                     // question and conjunction
		{"أوبالحق", "أ+و+ب+الحق", "حق", true},               // every slot
		{"فللناس", "ف+ل+لناس", "ناس", true},                 //
		{"وزير", "وزير", "وزير", false},                     // the whole word, always
		{"ه", "ه", "ه", false},                              // even of one letter
		{"ءامن", "ءامن", "ءامن", false},                     // even if no host can begin so
		{"", "", "", false},                                 // even if there is none
		{"NATO", "NATO", "NATO", false},                     // even in another script
		{"واستقبلوهما", "و+استقبلو+هما", "استقبلوا", false}, // both ends
	} {
		cands := Append(nil, c.word)
		if !slices.ContainsFunc(cands, func(d Candidate) bool {
			return d.Segments(c.word, ATB) == c.cut && d.Host == c.host && d.Article == c.article
		}) {
			t.Errorf("Append(%q) = %+v, want one with %s, host %s, article %v", c.word, cands, c.cut, c.host, c.article)
		}
	}
}

func TestAppendRefuses(t *testing.T) {
	for _, c := range []struct{ word, cut string }{
		{"سلام", "س+لام"},      // س only before a verb of the present
		{"الدولة", "الدول+ة"},  // ة is no pronoun
		{"الدوله", "ال+دول+ه"}, // no pronoun where there is an article
		{"دولةه", "دولة+ه"},    // no pronoun behind ة
		{"فه", "ف+ه"},          // a host of one letter only ل or ب
		{"كه", "ك+ه"},          // the same
		{"الله", "ال+له"},      // no article in the name
		{"وءامن", "و+ءامن"},    // no host begins with ء
	} {
		for _, d := range Append(nil, c.word) {
			if got := d.Segments(c.word, D3); got == c.cut {
				t.Errorf("Append(%q) has %s", c.word, got)
			}
		}
	}
}

// check reports what is wrong with the readings of word.
func check(word string, cands []Candidate) error {
	if len(cands) == 0 || cands[0] != (Candidate{Host: word}) {
		return fmt.Errorf("the first reading is not the whole word: %+v", cands)
	}
	seen := map[Candidate]bool{}
	for _, c := range cands {
		if seen[c] {
			return fmt.Errorf("%+v stands there twice", c)
		}
		seen[c] = true
		if c.Pre < 0 || c.Suf < 0 || c.Pre+c.Suf > len(word) {
			return fmt.Errorf("%+v does not lie in the word", c)
		}
		if before := word[:c.Pre]; !strings.HasPrefix(before, c.Proclitics.String()) ||
			!c.Article && before != c.Proclitics.String() {
			return fmt.Errorf("%+v has other letters before its host: %q", c, before)
		}
		if behind := word[len(word)-c.Suf:]; behind != c.Enclitic.String() {
			return fmt.Errorf("%+v has other letters behind its host: %q", c, behind)
		}
		if c.Article && c.Enclitic != 0 {
			return fmt.Errorf("%+v has an article and a pronoun", c)
		}
		if utf8.ValidString(word) && !utf8.ValidString(c.Host) {
			return fmt.Errorf("%+v cuts a letter", c)
		}
		for _, s := range []Scheme{ATB, D3, None} {
			if got := c.Segments(word, s); strings.ReplaceAll(got, "+", "") != strings.ReplaceAll(word, "+", "") {
				return fmt.Errorf("%+v: %s gives %q", c, s, got)
			}
		}
	}
	return nil
}

func FuzzAppend(f *testing.F) {
	for _, w := range []string{"وبدولتهم", "للغة", "لله", "أفلا", "سيكتبونها", "ءامن", "a+b", "\xd9", "لل\xd9"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, word string) {
		if err := check(word, Append(nil, word)); err != nil {
			t.Errorf("Append(%q): %v", word, err)
		}
	})
}

// Words of Arabic letters come to more readings than random strings do.
func TestAppendProperties(t *testing.T) {
	letter := rapid.SampledFrom([]rune("اأإآبتثجدرسعفقكلمنهويىةءؤئ"))
	rapid.Check(t, func(t *rapid.T) {
		word := string(rapid.SliceOfN(letter, 0, 12).Draw(t, "letters"))
		if err := check(word, Append(nil, word)); err != nil {
			t.Errorf("Append(%q): %v", word, err)
		}
	})
}

func TestSegments(t *testing.T) {
	for _, c := range []struct{ word, cut, d3 string }{
		{"وبدولتهم", "و+ب+دولت+هم", "و+ب+دولت+هم"},
		{"والدول", "و+الدول", "و+ال+دول"},    // d3 parts the article
		{"للحكومة", "ل+لحكومة", "ل+ل+حكومة"}, // and what is left of it
		{"الدولة", "الدولة", "ال+دولة"},      // even alone
		{"دولة", "دولة", "دولة"},
	} {
		for _, d := range Append(nil, c.word) {
			if d.Segments(c.word, D3) == c.d3 {
				if got := d.Segments(c.word, ATB); got != c.cut {
					t.Errorf("%s: atb gives %s, want %s", c.word, got, c.cut)
				}
				if got := d.Segments(c.word, None); got != c.word {
					t.Errorf("%s: none gives %s", c.word, got)
				}
			}
		}
	}
}

func TestParseScheme(t *testing.T) {
	for _, s := range []Scheme{ATB, D3, None} {
		if got, err := ParseScheme(s.String()); got != s || err != nil {
			t.Errorf("ParseScheme(%q) = %v, %v", s, got, err)
		}
	}
	if _, err := ParseScheme("d4"); err == nil {
		t.Error("ParseScheme takes d4")
	}
}
