package clitic

import (
	"slices"
	"testing"
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
