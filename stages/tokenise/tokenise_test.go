package tokenise

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"fusul/stages/text"
)

// tokens returns the tokens of a paragraph, each as its kind's letter and its
// spelling.
func tokens(src string) string {
	var out []string
	for _, t := range Append(nil, src, text.Span{End: len(src)}, nil) {
		out = append(out, fmt.Sprintf("%c:%s", "WFNYUPM"[t.Kind], t.Of(src)))
	}
	return strings.Join(out, " ")
}

func TestAppend(t *testing.T) {
	for _, c := range []struct{ in, want, why string }{
		{"تبحث الدول", "W:تبحث W:الدول", "words"},
		{"قُـوَّة", "W:قُـوَّة", "marks and tatweel belong to the word"},
		{"الأول\u200f\n", "W:الأول", "RLM at the end of a line does not"},
		{"می\u200cخواهد", "W:می\u200cخواهد", "a joiner inside does"},
		{"1991شهد", "Y:1991 W:شهد", "a year and a word"},
		{"عام\"1949\"", "W:عام P:\" Y:1949 P:\"", "quoted year"},
		{"خطة( 1947م)", "W:خطة P:( Y:1947م P:)", "year with its sign"},
		{"\" 13.3\" مليار", "P:\" N:13.3 P:\" W:مليار", "decimal"},
		{"الغد.1", "W:الغد P:. M:1", "footnote behind a full stop"},
		{"الغد.1 كما", "W:الغد P:. M:1 W:كما", "within a paragraph"},
		{"رغباتها. 1", "W:رغباتها P:. M:1", "behind a space at the end"},
		{"Johan Galtung1", "F:Johan F:Galtung M:1", "behind a name"},
		{"1- أولا", "N:1 P:- W:أولا", "enumerator"},
		{"1ـ أولا", "N:1 P:ـ W:أولا", "with tatweel for a dash"},
		{"انظر ص. 15", "W:انظر W:ص P:. N:15", "page"},
	} {
		if got := tokens(c.in); got != c.want {
			t.Errorf("%s: tokens(%q) = %s, want %s", c.why, c.in, got, c.want)
		}
	}
}

// check returns what is wrong with the tokens of the paragraph span of src.
func check(src string, span text.Span, marks []text.Mark, tokens []text.Token) error {
	at := span.Start
	for _, t := range tokens {
		if t.Start < at || t.End <= t.Start || t.End > span.End {
			return fmt.Errorf("token %v is out of order or empty", t)
		}
		if err := blank(src, at, t.Start, marks); err != nil {
			return err
		}
		if utf8.ValidString(src) && !utf8.ValidString(t.Of(src)) {
			return fmt.Errorf("token %v cuts a rune: %q", t, t.Of(src))
		}
		for _, m := range marks {
			if m.Start < t.End && t.Start < m.End {
				return fmt.Errorf("token %v overlaps the mark %v", t, m)
			}
		}
		at = t.End
	}
	return blank(src, at, span.End, marks)
}

// blank returns an error if printed bytes of src[from:to] are outside marks.
func blank(src string, from, to int, marks []text.Mark) error {
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(src[i:to])
		covered := false
		for _, m := range marks {
			covered = covered || m.Start <= i && i < m.End
		}
		if !covered && !Blank(r) {
			return fmt.Errorf("%q at %d is in no token", r, i)
		}
		i += n
	}
	return nil
}

func FuzzAppend(f *testing.F) {
	for _, s := range []string{
		"سيادة الدول.1 كما (2).\n1- أ", "http://a.int/x_(y) a@b.org 1,2.3٪ %5", "F-16 U.S.A ١٩٤٥م 1945.1",
		"ـــ ًب\u200d\u200f\xff\xd8", "ص.15 [3] (12)، Galtung1.\u00b2",
	} {
		f.Add(s, 3, 5)
	}
	f.Fuzz(func(t *testing.T, src string, a, b int) {
		whole := text.Span{End: len(src)}
		if err := check(src, whole, nil, Append(nil, src, whole, nil)); err != nil {
			t.Errorf("%q: %v", src, err)
		}
		if a < 0 || b < a || b > len(src) {
			return
		}
		marks := []text.Mark{{Span: text.Span{Start: a, End: b}}}
		if !utf8.ValidString(src[:a]) || !utf8.ValidString(src[a:b]) {
			return
		}
		if err := check(src, whole, marks, Append(nil, src, whole, marks)); err != nil {
			t.Errorf("%q with mark %d-%d: %v", src, a, b, err)
		}
	})
}
