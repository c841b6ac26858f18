package clitic_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fusul/stages/clitic"
	"fusul/stages/internal/oracle"
	"fusul/stages/normalise"
)

// A score compares splits with those made by hand, as eval_seg.py does: words
// parted in all the right places, and the places themselves.
type score struct{ words, exact, right, wrong, missed int }

func (s *score) add(got, want string) {
	s.words++
	if got == want {
		s.exact++
	}
	g, w := cuts(got), cuts(want)
	for at := range g {
		if w[at] {
			s.right++
		} else {
			s.wrong++
		}
	}
	s.missed += len(w)
	for at := range w {
		if g[at] {
			s.missed--
		}
	}
}

// cuts returns the places where the parts of a word meet.
func cuts(split string) map[int]bool {
	places := map[int]bool{}
	at := 0
	parts := strings.Split(split, "+")
	for _, p := range parts[:len(parts)-1] {
		at += len(p)
		places[at] = true
	}
	return places
}

func (s score) accuracy() float64 { return 100 * float64(s.exact) / float64(s.words) }

func (s score) f1() float64 {
	return 200 * float64(s.right) / float64(2*s.right+s.wrong+s.missed)
}

// rows calls f with the columns of each line of a file.
func rows(t *testing.T, name string, f func(columns []string)) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if c := strings.Split(lines.Text(), "\t"); len(c) > 1 {
			f(c)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func defaultSplitter(t testing.TB) *clitic.Splitter {
	t.Helper()
	s, err := clitic.Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The Prague treebank, of which nothing was seen in training.
func TestTreebank(t *testing.T) {
	name := oracle.Shared(t, "data", "gold", "padt_dev.tsv")
	s := defaultSplitter(t)
	var all, analysed score
	rows(t, name, func(c []string) {
		got := s.Split(c[0]).Segments(clitic.ATB)
		all.add(got, c[1])
		if c[4] != "_" {
			analysed.add(got, c[1])
		}
	})
	t.Logf("%d words: exact %.2f %%, cuts F1 %.2f; of those analysed exact %.2f %%",
		all.words, all.accuracy(), all.f1(), analysed.accuracy())
	if all.accuracy() < 98.7 || all.f1() < 96.5 || analysed.accuracy() < 99.0 {
		t.Error("want 98.7 %, 96.5 and 99.0 %")
	}
}

// Two thousand words of the sample, split by hand for this project.
func TestSample(t *testing.T) {
	name := filepath.Join(oracle.Root(t), "corpus", "gold", "splits.tsv")
	if _, err := os.Stat(name); err != nil {
		t.Skip("the gold of the sample is absent")
	}
	s, light := defaultSplitter(t), normalise.Light()
	var all score
	rows(t, name, func(c []string) {
		if c[0] == "file" || strings.HasPrefix(c[0], "#") {
			return
		}
		got, want := s.Split(light.Word(c[3])).Segments(clitic.ATB), light.Word(c[4])
		all.add(got, want)
		if got != want {
			t.Logf("%s: %s, want %s", c[3], got, want)
		}
	})
	t.Logf("%d words: exact %.2f %%, cuts F1 %.2f", all.words, all.accuracy(), all.f1())
	if all.accuracy() < 99 {
		t.Error("want 99 %")
	}
}

// The function words are stored as normalise leaves them, or no word of a text
// would match them.
func TestFunctionWordsAreLight(t *testing.T) {
	light := normalise.Light()
	s := defaultSplitter(t)
	rows := 0
	file, err := os.Open(filepath.Join(oracle.Root(t), "corpus", "words", "function.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		list, _, _ := strings.Cut(lines.Text(), "#")
		for word := range strings.FieldsSeq(list) {
			rows++
			word = strings.TrimSuffix(word, "!")
			if got := light.Word(word); got != word {
				t.Errorf("%q is %q without its marks", word, got)
			}
			if !s.IsFunctionWord(word) {
				t.Errorf("IsFunctionWord(%q) is false", word)
			}
		}
	}
	if rows < 300 {
		t.Errorf("%d function words, want 300 or more", rows)
	}
}

// A preposition with a pronoun says as little as without.
func TestPrepositionsWithPronouns(t *testing.T) {
	s := defaultSplitter(t)
	for _, p := range []string{"ل", "ب", "في", "من", "عن", "مع", "علي", "إلي", "لدي", "بين", "عند", "بعد", "قبل", "فوق", "تحت", "أمام",
		"وراء", "خلف", "خلال", "حول", "ضد", "دون", "نحو", "تجاه", "إزاء", "عبر", "داخل", "خارج", "ضمن"} {
		for _, pronoun := range []string{"ه", "ها", "هم", "هما"} {
			for _, word := range []string{p + pronoun, "و" + p + pronoun} {
				if !s.IsFunctionWord(word) {
					t.Errorf("IsFunctionWord(%q) = false, split %s", word, s.Split(word).Segments(clitic.ATB))
				}
			}
		}
	}
}

func TestIsFunctionWord(t *testing.T) {
	s := defaultSplitter(t)
	for _, c := range []struct {
		word string
		want bool
	}{
		{"في", true},
		{"وعليه", true},  // with clitics
		{"لأنها", true},  // the same
		{"ان", true},     // its hamza left out
		{"إلى", true},    //
		{"الذي", true},   // its ال is no article
		{"ذات", true},    // the same
		{"أيهما", true},  // a pronoun behind it
		{"منا", true},    // من + نا
		{"لديك", true},   //
		{"اليهم", true},  // a hamza left out too
		{"رب", true},     // many a
		{"ربه", false},   // his Lord
		{"وأمه", false},  // his mother; أم is "or"
		{"همه", false},   // his worry; هم is "they"
		{"ظلها", false},  // her shadow; ظل is "remained"
		{"بني", false},   // sons of; ب + ي is بي
		{"الذات", false}, // the self
		{"الدولة", false},
		{"دولة", false},
		{"بدولتهم", false},
		{"", false},
		{"NATO", false},
		{strings.Repeat("في", 100), false},
	} {
		if got := s.IsFunctionWord(c.word); got != c.want {
			t.Errorf("IsFunctionWord(%q) = %v, want %v", c.word, got, c.want)
		}
	}
}
