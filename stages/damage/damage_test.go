package damage

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"fusul/corpus"
	"fusul/stages/internal/visual"
)

// sample returns the parts of the sample thesis that are prose, in lines of
// print.
func sample(t testing.TB) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for _, name := range []string{"01-introduction.txt", "02-chapter-1.txt", "03-chapter-2.txt", "04-chapter-3.txt", "05-chapter-4.txt", "06-conclusion.txt"} {
		raw, err := fs.ReadFile(corpus.Sample, name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = wrap(norm.NFC.String(string(raw)))
	}
	return texts
}

// wrap breaks the paragraphs of s into lines of print.
func wrap(s string) string {
	const width = 70
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		n := 0
		for word := range strings.FieldsSeq(line) {
			if l := len([]rune(word)); n > 0 && n+l > width {
				b.WriteByte('\n')
				n = 0
			} else if n > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(word)
			n += len([]rune(word)) + 1
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// eachLine returns s with f done to each line.
func eachLine(s string, f func([]rune) []rune) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = string(f([]rune(l)))
	}
	return strings.Join(lines, "\n")
}

// reverse turns a line around, with all that is in it.
func reverse(rs []rune) []rune {
	out := slices.Clone(rs)
	slices.Reverse(out)
	return out
}

// display returns a line as it looks from left to right: Arabic turned,
// numbers and foreign words not.
func display(rs []rune) []rune {
	out := reverse(rs)
	for i := 0; i < len(out); {
		end := i
		foreign := func(r rune) bool {
			c := visual.ClassOf(r)
			return c == visual.Digit || c == visual.Foreign
		}
		for j := i; j < len(out) && (foreign(out[j]) || j > i && strings.ContainsRune(" .,'", out[j])); j++ {
			if foreign(out[j]) {
				end = j + 1
			}
		}
		if end > i {
			slices.Reverse(out[i:end])
			i = end
		} else {
			i++
		}
	}
	mirror := map[rune]rune{'(': ')', ')': '(', '«': '»', '»': '«'}
	for i, r := range out {
		if m := mirror[r]; m != 0 {
			out[i] = m
		}
	}
	return out
}

// turnLetters turns the letters of each word and leaves the rest in place.
func turnLetters(rs []rune) []rune {
	out := slices.Clone(rs)
	for i := 0; i < len(out); i++ {
		end := i
		for end < len(out) && arabic(out[end]) {
			end++
		}
		slices.Reverse(out[i:end])
		i = end
	}
	return out
}

// turnTokens turns each word with its punctuation.
func turnTokens(rs []rune) []rune {
	words := strings.Split(string(rs), " ")
	for i, w := range words {
		if strings.IndexFunc(w, arabic) >= 0 {
			words[i] = string(display([]rune(w)))
		}
	}
	return []rune(strings.Join(words, " "))
}

// turnOrder turns the words of a line.
func turnOrder(rs []rune) []rune {
	words := strings.Split(string(rs), " ")
	slices.Reverse(words)
	return []rune(strings.Join(words, " "))
}

// shapes are the presentation forms of each letter: alone, final, initial, medial.
var shapes = func() map[string][]rune {
	m := make(map[string][]rune)
	for r := rune(0xFE80); r <= 0xFEFC; r++ {
		base := norm.NFKC.String(string(r))
		m[base] = append(m[base], r)
	}
	return m
}()

// shape writes the forms that letters have in print.
func shape(rs []rune) []rune {
	var out []rune
	joined := false // the letter before joins this one
	for i := 0; i < len(rs); {
		unit := 1
		if i+1 < len(rs) && shapes[string(rs[i:i+2])] != nil {
			unit = 2
		}
		forms := shapes[string(rs[i:i+unit])]
		if forms == nil {
			out = append(out, rs[i])
			if !unicode.Is(unicode.Mn, rs[i]) && rs[i] != '\u0640' {
				joined = false
			}
			i++
			continue
		}
		next := i + unit
		for next < len(rs) && unicode.Is(unicode.Mn, rs[next]) {
			next++
		}
		ahead := len(forms) == 4 && next < len(rs) && shapes[string(rs[next])] != nil && len(shapes[string(rs[next])]) > 1
		switch {
		case joined && ahead:
			out = append(out, forms[3])
		case ahead:
			out = append(out, forms[2])
		case joined && len(forms) > 1:
			out = append(out, forms[1])
		default:
			out = append(out, forms[0])
		}
		joined = ahead
		i += unit
	}
	return out
}

// breakLamAlef writes every lam-alef as alef-lam.
func breakLamAlef(rs []rune) []rune {
	out := slices.Clone(rs)
	for i := 0; i+1 < len(out); i++ {
		if out[i] == 'ل' && strings.ContainsRune("اأإآ", out[i+1]) {
			out[i], out[i+1] = out[i+1], out[i]
			i++
		}
	}
	return out
}

// breakDigits turns each number.
func breakDigits(rs []rune) []rune {
	out := slices.Clone(rs)
	turnDigits(out)
	return out
}

// drop takes out a share of the spaces.
func drop(share float64) func([]rune) []rune {
	random := rand.New(rand.NewPCG(1, 2))
	return func(rs []rune) []rune {
		var out []rune
		for _, r := range rs {
			if r != ' ' || random.Float64() >= share {
				out = append(out, r)
			}
		}
		return out
	}
}

// misread puts digits and Latin letters into words, as reading machines do.
func misread(rs []rune) []rune {
	random := rand.New(rand.NewPCG(3, 4))
	out := slices.Clone(rs)
	for i, r := range out {
		if random.IntN(40) == 0 && i > 0 && arabic(out[i-1]) {
			switch r {
			case 'ا':
				out[i] = '1'
			case 'ه', 'م':
				out[i] = '0'
			case 'ل':
				out[i] = 'J'
			}
		}
	}
	return out
}

// wordsOf returns the words of s in one form.
func wordsOf(s string) []string {
	s = strings.ReplaceAll(norm.NFKC.String(s), "\u0640", "")
	return regexp.MustCompile(`[\pL\pN][\pL\pN\pM]*`).FindAllString(s, -1)
}

// inOrder returns how many of want stand in got, in their order.
func inOrder(want, got []string) int {
	row := make([]int, len(got)+1)
	for _, w := range want {
		diagonal := 0
		for j, g := range got {
			above := row[j+1]
			if w == g {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(got)]
}

// do applies several damages one after the other.
func do(fs ...func([]rune) []rune) func(string) string {
	return func(s string) string {
		for _, f := range fs {
			s = eachLine(s, f)
		}
		return s
	}
}

// paragraphs undoes wrap: each paragraph is one line.
func paragraphs(s string) string {
	return strings.ReplaceAll(regexp.MustCompile(`([^\n])\n([^\n])`).ReplaceAllString(s, "$1 $2"), "\n\n", "\n")
}

// damages are the ways to damage a text, with what is to be found.
var damages = []struct {
	name   string
	damage func(string) string
	kinds  []Kind
	least  float64 // share of the words that Repair brings back
}{
	{"lines as they look", do(display), []Kind{Visual}, 0.99},
	{"lines turned with all that is in them", do(reverse), []Kind{Visual}, 0.99},
	{"paragraphs as they look", func(s string) string { return do(display)(paragraphs(s)) }, []Kind{Visual}, 0.99},
	{"letters of words turned", do(turnLetters), []Kind{Letters}, 0.99},
	{"words turned with their punctuation", do(turnTokens), []Kind{Letters}, 0.99},
	{"words of lines turned", do(turnOrder), []Kind{Order}, 0.99},
	{"presentation forms", do(shape), []Kind{Forms}, 0.99},
	{"presentation forms in lines as they look", do(shape, display), []Kind{Visual, Forms}, 0.99},
	{"presentation forms in turned lines", do(shape, reverse), []Kind{Visual, Forms}, 0.99},
	{"presentation forms in turned words", do(shape, turnLetters), []Kind{Letters, Forms}, 0.99},
	{"alef-lam for lam-alef", do(breakLamAlef), []Kind{LamAlef}, 0.99},
	{"lines as they look, alef-lam", do(breakLamAlef, display), []Kind{Visual, LamAlef}, 0.99},
	{"numbers turned", do(breakDigits), []Kind{Digits}, 0.99},
	{"lines as they look, numbers turned", do(breakDigits, display), []Kind{Visual}, 0.99},
	{"no spaces", do(drop(1)), []Kind{Spaces}, 0.95},
	{"half of the spaces", do(drop(0.5)), []Kind{Spaces}, 0.97},
	{"one space of ten missing", func(s string) string { return do(drop(0.1))(s) }, []Kind{Spaces}, 0.985},
	{"misread letters", do(misread), []Kind{Noise}, 0},
}

// TestDamage: every kind of damage is found in every part of the sample, no
// other is, and what can be mended is.
func TestDamage(t *testing.T) {
	for name, src := range sample(t) {
		for _, c := range damages {
			damaged := c.damage(src)
			d, err := Diagnose(damaged)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range c.kinds {
				if k == Digits && strings.HasPrefix(name, "06") {
					continue // it has no years
				}
				if !d.Has(k) {
					t.Errorf("%s, %s: %v is not found: %v", name, c.name, k, d)
				}
			}
			for _, f := range d.Findings {
				if !slices.Contains(c.kinds, f.Kind) && f.Kind != Digits {
					t.Errorf("%s, %s: also %v", name, c.name, f)
				}
			}
			if mild := slices.Contains([]string{"presentation forms", "numbers turned", "one space of ten missing", "misread letters"}, c.name); d.Refuse() == mild {
				t.Errorf("%s, %s: refused: %v", name, c.name, d.Refuse())
			}
			mended, err := Repair(damaged, d)
			if err != nil {
				t.Fatal(err)
			}
			want := wordsOf(src)
			share := float64(inOrder(want, wordsOf(mended))) / float64(len(want))
			t.Logf("%s, %s: %.4f", name, c.name, share)
			if share < c.least {
				t.Errorf("%s, %s: %.4f of the words\n%.300s\n%.300s", name, c.name, share, damaged, mended)
			}
		}
	}
}

// TestSound: nothing is found in texts that are as they were written.
func TestSound(t *testing.T) {
	texts := sample(t)
	for name, src := range map[string]string{
		"empty": "", "one word": "سلام", "letters": "ة ى ة ى ة ى",
		"Persian": strings.Repeat("این کتاب درباره تاریخ روابط بین\u200cالملل است و در سال ۱۳۹۴ چاپ شده است.\n", 50),
		"Urdu":    strings.Repeat("یہ کتاب بین الاقوامی تعلقات کے بارے میں ہے اور سنہ 1949 میں لکھی گئی۔\n", 50),
		"signs":   strings.Repeat("قال ﷺ في كتاب الله، ﴿والعصر﴾ ثم سكت.\n", 50),
		"spoken":  strings.Repeat("الراجل هذا جا من البيت ذاك، والمدينة هذه كبيرة والطريق ذلك طويل.\n", 50),
		"English": strings.Repeat("The alliance was founded in 1949.\n", 50),
	} {
		texts[name] = src
	}
	for name, src := range texts {
		if d, err := Diagnose(src); err != nil || len(d.Findings) > 0 {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
}

// TestSoundBooks: nothing is found in the books and the thesis.
func TestSoundBooks(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("../shared is absent: %v", err)
	}
	n := 0
	for _, dir := range []string{"data/books", "corpus/nato-thesis"} {
		entries, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			raw, err := os.ReadFile(filepath.Join(root, dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			n++
			if d, err := Diagnose(string(raw)); err != nil || len(d.Findings) > 0 {
				t.Errorf("%s: %v, %v, %+v", e.Name(), d, err, scan(string(raw)))
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d texts", n)
	}
}

// FuzzRepair: whatever the text, what is found can be mended, and no letter is
// lost or made up.
func FuzzRepair(f *testing.F) {
	for _, c := range damages {
		f.Add(c.damage("وفي عام 1949 وُقّعت المعاهدة (NATO) في واشنطن، إلى جانب الأمن.\nوهذه سياسة أخرى للدولة.\n"), uint16(1)<<c.kinds[0])
	}
	f.Fuzz(func(t *testing.T, s string, kinds uint16) {
		s = strings.ToValidUTF8(s, "")
		d, err := Diagnose(s)
		if err != nil {
			t.Fatal(err)
		}
		for k := Visual; k <= Noise; k++ {
			if kinds>>k&1 == 1 && !d.Has(k) {
				d.Findings = append(d.Findings, Finding{k, 1, 1})
			}
		}
		d.after, d.outermost, d.naive = kinds>>13&1 == 1, kinds>>14&1 == 1, kinds>>15 == 1
		out, err := Repair(s, d)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(out, "\n") != strings.Count(s, "\n") {
			t.Errorf("lines of %q: %q", s, out)
		}
		if a, b := lettersOf(s), lettersOf(out); !slices.Equal(a, b) {
			t.Errorf("%q: letters %q became %q", s, string(a), string(b))
		}
	})
}

// lettersOf returns the letters and digits of s, sorted.
func lettersOf(s string) []rune {
	var rs []rune
	for _, r := range s {
		for _, p := range visual.Plain(r) {
			if unicode.IsLetter(p) || unicode.IsDigit(p) {
				rs = append(rs, p)
			}
		}
	}
	slices.Sort(rs)
	return rs
}

func BenchmarkDiagnose(b *testing.B) {
	var all strings.Builder
	for _, s := range sample(b) {
		all.WriteString(s)
	}
	src := all.String()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Diagnose(src); err != nil {
			b.Fatal(err)
		}
	}
}
