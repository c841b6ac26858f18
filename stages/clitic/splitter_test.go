package clitic

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

func splitter(t testing.TB) *Splitter {
	t.Helper()
	s, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Words that any reader parts in one way, whatever stands beside them.
var splits = []struct{ word, atb, host string }{
	{"وولتز", "وولتز", "وولتز"},          // a name that begins with و
	{"وميكافلي", "و+ميكافلي", "ميكافلي"}, // and a name behind one
	{"للحكومة", "ل+لحكومة", "حكومة"},     // ل swallows the alef of ال
	{"للغة", "ل+لغة", "لغة"},             // and before ل the whole article
	{"لله", "ل+له", "الله"},              // the article is part of the name
	{"للذين", "ل+لذين", "الذين"},         // and of the relative
	{"بالتزامن", "ب+التزامن", "تزامن"},   // ال is the article
	{"بالتزام", "ب+التزام", "التزام"},    // ال is part of the word
	{"متزامنا", "متزامنا", "متزامنا"},    // نا is no pronoun
	{"كامن", "كامن", "كامن"},             // ك is no particle
	{"كتاب", "كتاب", "كتاب"},             // the same
	{"والدول", "و+الدول", "دول"},         // و, ال and a plural, not والد
	{"فالقوة", "ف+القوة", "قوة"},         // ف behaves as و does
	{"فهم", "فهم", "فهم"},                // understanding
	{"لهم", "ل+هم", "ل"},                 // a host of one letter
	{"به", "ب+ه", "ب"},                   // the same
	{"له", "ل+ه", "ل"},                   // the same
	{"وله", "و+ل+ه", "ل"},                // behind a conjunction
	{"لي", "ل+ي", "ل"},                   // the same, one letter and one letter
	{"أوروبا", "أوروبا", "أوروبا"},       // أ, و and ب are letters of a name
	{"اوروبا", "اوروبا", "اوروبا"},       // without its hamza too
	{"ولاية", "ولاية", "ولاية"},          // و is a letter of the word
	{"وزير", "وزير", "وزير"},             // the same
	{"والوزير", "و+الوزير", "وزير"},      // once it is, once it is not
	{"بيان", "بيان", "بيان"},             // ب
	{"فرنسا", "فرنسا", "فرنسا"},          // ف and نا
	{"سلام", "سلام", "سلام"},             // س
	{"سياسي", "سياسي", "سياسي"},          // س before ي, and ي that is no pronoun
	{"سيكتب", "س+يكتب", "يكتب"},          // the future
	{"ألمانيا", "ألمانيا", "ألمانيا"},    // أ and ل
	{"أليس", "أ+ليس", "ليس"},             // the question particle
	{"أفلا", "أ+ف+لا", "لا"},             // before a conjunction
	{"لماذا", "لماذا", "لماذا"},          // one word
	{"كذلك", "كذلك", "كذلك"},             // one word
	{"وكذلك", "و+كذلك", "كذلك"},          // behind a conjunction too
	{"لذلك", "ل+ذلك", "ذلك"},             // two
	{"بسبب", "ب+سبب", "سبب"},             // ب twice, once a particle
	{"مدرستها", "مدرست+ها", "مدرسة"},     // ت was ة
	{"كتبتها", "كتبت+ها", "كتبت"},        // ت is the verb's
	{"وقتهم", "وقت+هم", "وقت"},           // ت is the noun's
	{"رسالته", "رسالت+ه", "رسالة"},       // ت was ة
	{"مستشفاها", "مستشفا+ها", "مستشفى"},  // ا was ى
	{"كتبوه", "كتبو+ه", "كتبوا"},         // و was وا
	{"أعضاؤها", "أعضاؤ+ها", "أعضاء"},     // ؤ was ء
	{"بأعضائهم", "ب+أعضائ+هم", "أعضاء"},  // ئ was ء
	{"عليها", "علي+ها", "على"},           // ي was ى
	{"إليهم", "إلي+هم", "إلى"},           // the same
	{"منها", "من+ها", "من"},              // a particle with a pronoun
	{"لأنه", "ل+أن+ه", "أن"},             // between two
	{"السياسة", "السياسة", "سياسة"},      // nothing is parted but the article
	{"الدوله", "الدوله", "دوله"},         // ه for ة: no pronoun behind the article
	{"", "", ""},             // less
	{"NATO", "NATO", "NATO"}, // another script
}

func TestSplit(t *testing.T) {
	s := splitter(t)
	for _, c := range splits {
		got := s.Split(c.word)
		if got.Segments(ATB) != c.atb || got.Best.Host != c.host {
			t.Errorf("Split(%q) = %s, host %s; want %s, %s", c.word, got.Segments(ATB), got.Best.Host, c.atb, c.host)
		}
	}
}

// testWords returns the words of splits.
func testWords() []string {
	var words []string
	for _, c := range splits {
		words = append(words, c.word)
	}
	return words
}

func TestSplitScheme(t *testing.T) {
	s := splitter(t)
	for _, c := range []struct{ word, d3 string }{
		{"والدول", "و+ال+دول"},
		{"للحكومة", "ل+ل+حكومة"},
		{"للغة", "ل+لغة"}, // nothing is left of the article
		{"الذي", "الذي"},  // ال is part of the word
		{"الآن", "الآن"},  // the same
		{"بالالتزام", "ب+ال+التزام"},
		{"التزامهم", "التزام+هم"},
	} {
		if got := s.Split(c.word).Segments(D3); got != c.d3 {
			t.Errorf("Split(%q) = %s under d3, want %s", c.word, got, c.d3)
		}
	}
}

func TestRunnerUp(t *testing.T) {
	s := splitter(t)
	for _, word := range testWords() {
		split, readings := s.Split(word), s.Explain(word)
		if split.Best != readings[0].Candidate {
			t.Errorf("%q: the best is %+v, Explain's first %+v", word, split.Best, readings[0].Candidate)
		}
		if len(readings) == 1 {
			if split.Margin != Certain || split.RunnerUp != split.Best {
				t.Errorf("%q has one reading, margin %g, runner-up %+v", word, split.Margin, split.RunnerUp)
			}
			continue
		}
		if split.RunnerUp.SameCut(split.Best) {
			t.Errorf("%q: the runner-up %+v cuts as the best does", word, split.RunnerUp)
		}
		if want := readings[0].Score - readings[1].Score; split.Margin != want || want < 0 {
			t.Errorf("%q: margin %g, want %g", word, split.Margin, want)
		}
	}
}

// A word is as long as it likes.
func TestSplitLong(t *testing.T) {
	s := splitter(t)
	for _, n := range []int{1, 30, 57, 58, 59, 60, 61, 1000} {
		word := "و" + strings.Repeat("ب", n) + "ها"
		if err := check(word, []Candidate{{Host: word}, s.Split(word).Best}); err != nil && s.Split(word).Best.Pre+s.Split(word).Best.Suf > 0 {
			t.Errorf("Split of %d letters: %v", n+3, err)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, w := range testWords() {
		f.Add(w)
	}
	s := splitter(f)
	f.Fuzz(func(t *testing.T, word string) {
		split := s.Split(word)
		if split.Margin < 0 {
			t.Errorf("Split(%q) has the margin %g", word, split.Margin)
		}
		if !slices.Contains(Append(nil, word), split.Best) {
			t.Errorf("Split(%q) = %+v, which the grammar does not have", word, split.Best)
		}
	})
}

func TestSplitAllocates(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector drops what a pool keeps")
	}
	s := splitter(t)
	for _, word := range []string{"الدولة", "وبكتابهم", "سيكتبها", "سلام"} {
		if n := testing.AllocsPerRun(100, func() { s.Split(word) }); n > 0 {
			t.Errorf("Split(%q) allocates %g times", word, n)
		}
	}
}

// One splitter serves many goroutines; they all get the same answers.
func TestSplitConcurrently(t *testing.T) {
	s := splitter(t)
	want := make([]Split, len(splits))
	for i, word := range testWords() {
		want[i] = s.Split(word)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, word := range testWords() {
				if got := s.Split(word); got != want[i] {
					t.Errorf("Split(%q) = %+v, want %+v", word, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}

// Words of the user's corpus change what is known of their forms: a name that
// looks like و + ال and its host is one word where it occurs often.
func TestAdapt(t *testing.T) {
	counts, err := EmbeddedCounts()
	if err != nil {
		t.Fatal(err)
	}
	ranker, err := EmbeddedRanker()
	if err != nil {
		t.Fatal(err)
	}
	adapted, err := New(counts.Merge(func(yield func(string, int) bool) {
		_ = yield("كيوهان", 3000) && yield("وكيوهان", 300) && yield("لكيوهان", 300)
	}), ranker)
	if err != nil {
		t.Fatal(err)
	}
	if got := adapted.Split("كيوهان").Segments(ATB); got != "كيوهان" {
		t.Errorf("in a corpus with that name, Split(كيوهان) = %s", got)
	}
	if got := adapted.Split("وكيوهان").Segments(ATB); got != "و+كيوهان" {
		t.Errorf("in a corpus with that name, Split(وكيوهان) = %s", got)
	}
}
