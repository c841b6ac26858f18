package normalise

import (
	"testing"
)

// words are spellings with what the profiles make of them; an empty want
// stands for no change.
var words = []struct{ in, light, ir, match string }{
	{"حرب", "", "", ""},                               // nothing to fold
	{"", "", "", ""},                                  // no word
	{"سـيـادة", "سيادة", "سياده", "سياده"},            // tatweel, ta marbuta
	{"قُوَّةٌ", "قوة", "قوه", "قوه"},                  // harakat and shadda
	{"أمن", "", "امن", ""},                            // hamza stays in match
	{"إلى", "", "الي", "إلي"},                         // alef maksura
	{"آسيا", "", "اسيا", ""},                          // madda
	{"مسؤول", "", "", ""},                             // carriers are folded on request only
	{"رحمٰن", "رحمن", "", "رحمن"},                     // dagger alef is not Lucene's
	{"ٱلسلم", "السلم", "", "السلم"},                   // nor is wasla
	{"قلۡب", "قلب", "", "قلب"},                        // Quranic sukun
	{"الأول\u200f", "الأول", "الاول\u200f", "الأول"},  // RLM at a line end
	{"می\u200cخواهد", "ميخواهد", "", "ميخواهد"},       // Persian ya and ZWNJ
	{"کتاب", "كتاب", "", "كتاب"},                      // Persian kaf
	{"١٩٤٩", "1949", "", "1949"},                      // Arabic-Indic digits
	{"۱۹۴۹", "1949", "", "1949"},                      // Persian digits
	{"١٣٫٣٪", "13.3%", "", "13.3%"},                   // and their signs
	{"ﻻ", "لا", "", "لا"},                             // ligature
	{"ﻷمن", "لأمن", "", "لأمن"},                       // ligature with hamza
	{"ﻣﺴﺆول", "مسؤول", "", "مسؤول"},                   // presentation forms
	{"ﷺ", "", "", ""},                                 // several words: kept
	{"ﷲ", "الله", "", "الله"},                         // one word
	{"ﹰ", "", "", ""},                                 // see TestIsolated
	{"مسو\u0654ول", "مسؤول", "", "مسؤول"},             // hamza as a mark of its own
	{"ا\u0640\u0654من", "أمن", "ا\u0654من", "أمن"},    // the tatweel kept it from its alef
	{"اَ\u0654من", "أمن", "ا\u0654من", "أمن"},         // a vowel between alef and hamza
	{"NATO", "", "", "nato"},                          // capitals
	{"E\u0301tat", "État", "", "état"},                // NFC of Latin
	{"گوگل", "", "", ""},                              // letters with sounds of their own
	{"پ", "", "", ""},                                 // likewise
	{"ۃ", "ة", "", "ه"},                               // look-alike, then ta marbuta
	{"a\xffb", "", "", ""},                            // no UTF-8: kept
	{"\xd8", "", "", ""},                              // half a letter
	{"هُـ\u0640م\ufeff", "هم", "هم\ufeff", "هم"},      // BOM inside a text
	{"\u2067عام\u2069", "عام", "\u2067عام\u2069", ""}, // isolates, see below
}

func TestWord(t *testing.T) {
	for _, c := range words {
		if c.in == "ﹰ" || c.in == "\u2067عام\u2069" {
			continue
		}
		for _, p := range []struct {
			name string
			want string
		}{{"none", c.in}, {"light", c.light}, {"ir", c.ir}, {"match", c.match}} {
			if p.want == "" {
				p.want = c.in
			}
			profile, err := Parse(p.name)
			if err != nil {
				t.Fatal(err)
			}
			got := profile.Word(c.in)
			if got != p.want {
				t.Errorf("%s.Word(%q) = %q, want %q", p.name, c.in, got, p.want)
			}
			if again := profile.Word(got); again != got {
				t.Errorf("%s.Word(%q) = %q, not idempotent", p.name, got, again)
			}
		}
	}
}
