package tokenise

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fusul/stages/internal/oracle"
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

func TestWords(t *testing.T) {
	table(t, []testCase{
		{"تبحث الدول", "W:تبحث W:الدول", "words"},
		{"", "", "nothing"},
		{" \t\u00a0\u200f\n", "", "nothing that is printed"},
		{"قُـوَّة", "W:قُـوَّة", "marks and tatweel belong to the word"},
		{"عهـدٌ، ", "W:عهـدٌ P:،", "also at its end"},
		{"الأول\u200f\n", "W:الأول", "RLM at the end of a line does not"},
		{"می\u200cخواهد", "W:می\u200cخواهد", "a joiner inside does"},
		{"سل\u00adام", "W:سل\u00adام", "so does a soft hyphen"},
		{"ﺳﻼم", "W:ﺳﻼم", "presentation forms are letters"},
		{"\"هوبز\"", "P:\" W:هوبز P:\"", "quotation marks"},
		{"و\"هوبز\"", "W:و P:\" W:هوبز P:\"", "a conjunction outside them"},
		{"و/أو", "W:و P:/ W:أو", "stroke"},
		{"الأورو-أطلسي", "W:الأورو P:- W:أطلسي", "Arabic knows no hyphenated words"},
		{"\uf0b7سيادة", "P:\uf0b7 W:سيادة", "private-use bullet"},
		{"·سيادة", "P:· W:سيادة", "middle dot"},
		{"\u064bسلاما", "W:\u064bسلاما", "a mark typed too early belongs to the word"},
		{"سلام \u064b", "W:سلام P:\u064b", "a mark alone is dirt, and kept"},
		{"ـ السلم", "P:ـ W:السلم", "tatweel for a dash"},
		{"ـه", "W:ـه", "the suffix by itself"},
		{"لـ\"والتز\"", "W:لـ P:\" W:والتز P:\"", "a clitic outside the quotation marks"},
		{"بـNATO", "W:بـ F:NATO", "a clitic before another script"},
		{"...", "P:...", "a run of one mark is one token"},
		{"؟!", "P:؟ P:!", "different marks are not"},
		{"\xff\xd8ب", "P:\xff P:\xd8 W:ب", "bytes that are no UTF-8"},
		{"ﷺ", "W:ﷺ", "a sign that is read as words"},
	})
}

func TestForeign(t *testing.T) {
	table(t, []testCase{
		{"Johan Galtung", "F:Johan F:Galtung", "words"},
		{"O'Neill l’Europe", "F:O'Neill F:l’Europe", "apostrophes"},
		{"neo-realism", "F:neo-realism", "hyphen"},
		{"al-Qa‘ida", "F:al-Qa‘ida", "transliterated ayn"},
		{"realism- or", "F:realism P:- F:or", "a hyphen at the end is none"},
		{"'power'", "P:' F:power P:'", "quotation marks"},
		{"U.S.A, e.g. U.S. policy", "F:U.S.A P:, F:e.g P:. F:U.S P:. F:policy", "points between single letters"},
		{"end.The", "F:end P:. F:The", "a missing space"},
		{"F-16 SS-20 G7 H1N1", "F:F-16 F:SS-20 F:G7 F:H1N1", "names with figures"},
		{"e\u0301tat", "F:e\u0301tat", "combining accent"},
		{"мир Ειρήνη", "F:мир F:Ειρήνη", "other scripts"},
		{"حلفNATOقائم", "W:حلف F:NATO W:قائم", "a change of script ends a word"},
	})
}

func TestNumbers(t *testing.T) {
	table(t, []testCase{
		{"1991شهد", "Y:1991 W:شهد", "a year and a word"},
		{"عام1991", "W:عام Y:1991", "a word and a year"},
		{"عام\"1949\"", "W:عام P:\" Y:1949 P:\"", "quoted year"},
		{"خطة( 1947م)", "W:خطة P:( Y:1947م P:)", "year with its sign"},
		{"1947م.", "Y:1947م P:.", "which is no footnote"},
		{"١٣٦٥هـ، ٦٤٨ﻫ ۱۳۲ه", "Y:١٣٦٥هـ P:، Y:٦٤٨ﻫ Y:۱۳۲ه", "Hijri years"},
		{"1414هـ/1993م", "Y:1414هـ P:/ Y:1993م", "both"},
		{"٩٨١ق.م", "Y:٩٨١ق.م", "before the era"},
		{"1991مخرج", "Y:1991 W:مخرج", "no sign, but a word"},
		{"5م 30م", "N:5م N:30م", "metres"},
		{"1945-1990", "Y:1945 P:- Y:1990", "from year to year"},
		{"1945,1990 1945،1990", "Y:1945 P:, Y:1990 Y:1945 P:، Y:1990", "years in a list"},
		{"the 1990s", "F:the Y:1990s", "a decade"},
		{"999 1000 2100 2101", "N:999 Y:1000 Y:2100 N:2101", "the bounds of years"},
		{"01990 19900", "N:01990 N:19900", "four digits exactly"},
		{"13.3 1,000,000 1,5", "N:13.3 N:1,000,000 N:1,5", "points and commas"},
		{"١٣٫٣ ١٬٠٠٠", "N:١٣٫٣ N:١٬٠٠٠", "Arabic ones"},
		{"15% ٪٥ %5 ٥٪ 3.5%", "N:15% N:٪٥ N:%5 N:٥٪ N:3.5%", "per cent on either side"},
		{"50%-60%", "N:50% P:- N:60%", "from to"},
		{"% 5", "P:% N:5", "apart"},
		{"1st 20th 12km", "N:1st N:20th N:12km", "Latin endings"},
		{"12German", "N:12 F:German", "a word is no ending"},
		{"1.2.3 العنوان", "N:1.2.3 W:العنوان", "section number"},
		{"13.", "N:13 P:.", "a full stop behind"},
		{"ا٦۳ب", "W:ا N:٦۳ W:ب", "digits of two scripts"},
		{"½ Ⅳ ①", "N:½ N:Ⅳ N:①", "other numerals"},
		{"10² 5 كم²", "N:10 N:² N:5 W:كم N:²", "powers"},
		{"$5 -5", "P:$ N:5 P:- N:5", "signs stand alone"},
	})
}

func TestAddresses(t *testing.T) {
	table(t, []testCase{
		{"https://www.nato.int/docu/handbook.htm.", "U:https://www.nato.int/docu/handbook.htm P:.", "the full stop is the sentence's"},
		{"(http://a.org/x_(y))", "P:( U:http://a.org/x_(y) P:)", "balanced brackets"},
		{"www.un.org، وأيضا", "U:www.un.org P:، W:وأيضا", "Arabic comma"},
		{"www.un.orgوأيضا", "U:www.un.org W:وأيضا", "glued word"},
		{"https://ar.wikipedia.org/wiki/السلم_الديمقراطي", "U:https://ar.wikipedia.org/wiki/السلم_الديمقراطي", "Arabic path"},
		{"nato.int bbc.co.uk", "U:nato.int U:bbc.co.uk", "bare names"},
		{"j.smith@uni-x.edu.", "U:j.smith@uni-x.edu P:.", "mail"},
		{"http://a.org/b× http://a.org/ب", "U:http://a.org/b P:× U:http://a.org/ب", "symbols end a path"},
		{"http://a.org/b)", "U:http://a.org/b P:)", "a bracket that was opened before"},
		{"HTTP://X.ORG", "U:HTTP://X.ORG", "capitals"},
		{"http:// فقط", "F:http P:: P:// W:فقط", "no address"},
		{"cf.The i.e.to", "F:cf P:. F:The F:i.e P:. F:to", "no names of hosts"},
	})
}

// TestNotes has the shapes in which footnote calls and the figures that look
// like them occur in theses.
func TestNotes(t *testing.T) {
	table(t, []testCase{
		{"الغد.1", "W:الغد P:. M:1", "behind a full stop"},
		{"الغد.1 كما", "W:الغد P:. M:1 W:كما", "within a paragraph"},
		{"الغد.1\u200f \nكما", "W:الغد P:. M:1 W:كما", "RLM and space at the end of the line"},
		{"الغد.\u200f1", "W:الغد P:. M:1", "RLM between"},
		{"رغباتها. 1", "W:رغباتها P:. M:1", "behind a space at the end"},
		{"رغباتها. 12 \nثم", "W:رغباتها P:. M:12 W:ثم", "of two digits"},
		{"رغباتها. 12 دولة", "W:رغباتها P:. N:12 W:دولة", "a sentence that begins with a figure"},
		{"الغد؟٢ كما", "W:الغد P:؟ M:٢ W:كما", "question mark, Arabic digit"},
		{"\"الغد\".3", "P:\" W:الغد P:\" P:. M:3", "behind a quotation and a stop"},
		{"\"الغد.\"3", "P:\" W:الغد P:. P:\" M:3", "behind a stop and a quotation"},
		{"\"الغد\"3.", "P:\" W:الغد P:\" M:3 P:.", "before the stop"},
		{"نحو\"3\"", "W:نحو P:\" N:3 P:\"", "a quoted figure"},
		{"الغد.1.", "W:الغد P:. M:1 P:.", "between stops"},
		{"الغد.1,2", "W:الغد P:. M:1,2", "two calls"},
		{"الغد،4", "W:الغد P:، M:4", "comma at the end"},
		{"الغد،4 كما", "W:الغد P:، N:4 W:كما", "a figure in a list"},
		{"عام 1990.1", "W:عام Y:1990 P:. M:1", "a year and a call at the end of a line"},
		{"عام 1990م.1 ثم", "W:عام Y:1990م P:. M:1 W:ثم", "a year with its sign"},
		{"1990.5 مليون", "N:1990.5 W:مليون", "a decimal within a line"},
		{"الغد.1945", "W:الغد P:. Y:1945", "four digits are none"},
		{"الغد.05", "W:الغد P:. N:05", "nor a leading zero"},
		{"الغد.1-", "W:الغد P:. N:1 P:-", "nor an enumerator"},
		{"الغد.1/2", "W:الغد P:. N:1 P:/ N:2", "nor a fraction"},

		{"Johan Galtung1", "F:Johan F:Galtung M:1", "behind a name"},
		{"Johan Galtung1\nثم", "F:Johan F:Galtung M:1 W:ثم", "at the end of its line"},
		{"Galtung1. ثم", "F:Galtung M:1 P:. W:ثم", "at the end of the sentence"},
		{"Windows7 ثم", "F:Windows7 W:ثم", "within a sentence it is part of the name"},
		{"طائرة F16", "W:طائرة F:F16", "not behind a capital"},
		{"الهيمنة1", "W:الهيمنة M:1", "behind an Arabic word"},
		{"الهيمنة1. ثم", "W:الهيمنة M:1 P:. W:ثم", "before the stop"},
		{"الهيمنة1 ثم", "W:الهيمنة N:1 W:ثم", "not within the sentence"},
		{"الهيمنة¹ ثم", "W:الهيمنة M:¹ W:ثم", "superscripts need no such care"},
		{"1990¹²", "Y:1990 M:¹²", "behind a year"},

		{"الهيمنة(1) ثم", "W:الهيمنة P:( M:1 P:) W:ثم", "in brackets, glued"},
		{"الهيمنة.(1) ثم", "W:الهيمنة P:. P:( M:1 P:) W:ثم", "behind the stop"},
		{"الهيمنة (1).", "W:الهيمنة P:( M:1 P:) P:.", "before the stop"},
		{"الهيمنة ( 1 ).", "W:الهيمنة P:( M:1 P:) P:.", "with spaces"},
		{"الهيمنة. (1)", "W:الهيمنة P:. P:( M:1 P:)", "at the end of the line"},
		{"الهيمنة (1) ثم", "W:الهيمنة P:( N:1 P:) W:ثم", "an enumerator"},
		{"أنواع:(1) القوة", "W:أنواع P:: P:( N:1 P:) W:القوة", "behind a colon"},
		{"الهيمنة[1][2] ثم", "W:الهيمنة P:[ M:1 P:] P:[ M:2 P:] W:ثم", "square brackets"},
		{"الهيمنة،(1) ثم", "W:الهيمنة P:، P:( M:1 P:) W:ثم", "behind a comma"},
		{"الهيمنة،(1)ثم", "W:الهيمنة P:، P:( N:1 P:) W:ثم", "an enumerator without its spaces"},
		{"الهيمنة (1", "W:الهيمنة P:( N:1", "never closed"},
		{"(1).", "P:( N:1 P:) P:.", "nothing before"},
		{"الهيمنة)1( ثم", "W:الهيمنة P:) M:1 P:( W:ثم", "brackets turned by a converter"},
		{"الهيمنة (1990).", "W:الهيمنة P:( Y:1990 P:) P:.", "a year"},
		{"الهيمنة (5م).", "W:الهيمنة P:( N:5م P:) P:.", "a measure"},

		{"1- أولا", "N:1 P:- W:أولا", "enumerator"},
		{"1ـ أولا", "N:1 P:ـ W:أولا", "with tatweel for a dash"},
		{"(1) أولا", "P:( N:1 P:) W:أولا", "in brackets"},
		{"تمهيد:\n1. أولا", "W:تمهيد P:: N:1 P:. W:أولا", "at the start of a line"},
		{"تمهيد.\n1", "W:تمهيد P:. N:1", "a line of its own"},
		{"انظر ص. 15", "W:انظر W:ص P:. N:15", "page"},
		{"انظر ص.15", "W:انظر W:ص P:. N:15", "page, glued"},
		{"ص 15.", "W:ص N:15 P:.", "page and stop"},
		{"vol. 12", "F:vol P:. N:12", "volume"},
		{"p.12", "F:p P:. N:12", "page in Latin"},
		{"المادة5.", "W:المادة N:5 P:.", "an article glued to its number"},
		{"وبالمادة5.", "W:وبالمادة N:5 P:.", "with proclitics"},
		{"ولكن5.", "W:ولكن M:5 P:.", "which are no article"},
		{"للمادة (5).", "W:للمادة P:( N:5 P:) P:.", "in brackets, with proclitics"},
		{"والجدول(3)", "W:والجدول P:( N:3 P:)", "a table"},
		{"التمهيد.....7", "W:التمهيد P:..... N:7", "the page in a table of contents"},
	})
}

// A testCase is a paragraph, its tokens, and what it is about.
type testCase struct{ in, want, why string }

func table(t *testing.T, cases []testCase) {
	t.Helper()
	for _, c := range cases {
		if got := tokens(c.in); got != c.want {
			t.Errorf("%s: tokens(%q) = %s, want %s", c.why, c.in, got, c.want)
		}
	}
}

// TestMarks checks that marks separate tokens, and count as white space for
// the footnote calls beside them.
func TestMarks(t *testing.T) {
	src := "ms1 سيا ~~ دة الغد.1 P5 كما Galtung1 P6"
	var marks []text.Mark
	for _, m := range []string{"ms1", " ~~ ", "P5", "P6"} {
		at := strings.Index(src, m)
		marks = append(marks, text.Mark{Span: text.Span{Start: at, End: at + len(m)}})
	}
	var got []string
	for _, tok := range Append(nil, src, text.Span{End: len(src)}, marks) {
		got = append(got, fmt.Sprint(tok.Kind, ":", tok.Of(src)))
	}
	want := "word:سيا word:دة word:الغد punct:. notemark:1 word:كما foreign:Galtung notemark:1"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

// TestPlaces checks that empty marks, of page breaks and calls of notes, part
// nothing and change no other mark.
func TestPlaces(t *testing.T) {
	src := "ms1 سياسة الغد.1 P5 كما Galtung1 P6"
	mark := func(s string) text.Mark {
		at := strings.Index(src, s)
		return text.Mark{Span: text.Span{Start: at, End: at + len(s)}}
	}
	marks := []text.Mark{mark("ms1"), mark("P5"), mark("P6")}
	want := Append(nil, src, text.Span{End: len(src)}, marks)
	for at := range src {
		with := slices.Clone(marks)
		for range 2 {
			i, _ := slices.BinarySearchFunc(with, at, func(m text.Mark, at int) int { return m.End - at })
			if i == len(with) || with[i].Start >= at {
				with = slices.Insert(with, i, text.Mark{Span: text.Span{Start: at, End: at}, Kind: text.PageBreak})
			}
		}
		if got := Append(nil, src, text.Span{End: len(src)}, with); !slices.Equal(got, want) {
			t.Errorf("with a page break at %d: %v, want %v", at, got, want)
		}
	}
}

// TestSpan checks that a paragraph in the middle of a document gives the
// tokens it gives by itself, behind those there were.
func TestSpan(t *testing.T) {
	src := "الهيمنة.\n1 ثم Galtung1\nسلام"
	span := text.Span{Start: strings.Index(src, "1"), End: strings.LastIndex(src, "\n")}
	marks := []text.Mark{{Span: text.Span{Start: 0, End: 4}}, {Span: text.Span{Start: span.End, End: len(src)}}}
	before := []text.Token{{Span: text.Span{Start: 0, End: 1}, Kind: text.Punct}}
	got := Append(before, src, span, marks)
	want := Append(nil, span.Of(src), text.Span{End: span.Len()}, nil)
	if len(got) != len(want)+1 || got[0] != before[0] {
		t.Fatalf("got %v, want %v behind %v", got, want, before)
	}
	for i, w := range want {
		w.Start, w.End = w.Start+span.Start, w.End+span.Start
		if got[i+1] != w {
			t.Errorf("token %d = %v, want %v", i, got[i+1], w)
		}
	}
}

// TestThesis counts the footnote calls of a real thesis, every one of which
// was marked by hand, and looks for its other figures.
func TestThesis(t *testing.T) {
	data, err := os.ReadFile(oracle.Shared(t, "corpus", "nato-thesis", "introduction.txt"))
	if err != nil {
		t.Fatal(err)
	}
	src := string(data)
	notes, figures := 0, ""
	for line := range strings.Lines(src) {
		for _, tok := range Append(nil, line, text.Span{End: len(line)}, nil) {
			switch tok.Kind {
			case text.NoteMark:
				notes++
			case text.Number, text.Year:
				figures += tok.Of(line) + " "
			}
		}
	}
	if want := "1947م 13.3 1949 1991 1945 1945 1985 1985 1990 "; notes != 28 || figures != want {
		t.Errorf("%d footnote calls and the figures %s, want 28 and %s", notes, figures, want)
	}
}

// TestLinear cuts texts that would take for ever if any look to the left or
// right were not bounded: a quarter of a megabyte takes some ten milliseconds.
func TestLinear(t *testing.T) {
	for _, s := range []string{
		"ا", "a", "1", ".", "1.", "1,", "a.", "ab.", "A-1", "-1", "\u200f", "ا\u200f", "\u200dا", "(1", "1)", "ا1 ",
		"\"1\"", "\u064e", "ـ", "ـ1", "http://", "a@", "www.", "a'", "1990.1 ", "²", "م²", "\xff", "%1", "ا.1.", "[1]", " ", "\n",
	} {
		src := strings.Repeat(s, 1<<18/len(s))
		start := time.Now()
		for _, ends := range []string{"", "A", " 1", "ا.1"} {
			Append(nil, ends+src+ends, text.Span{End: len(src) + 2*len(ends)}, nil)
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("a quarter of a megabyte of %q takes %v", s, d/4)
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
			if m.Len() > 0 && m.Start < t.End && t.Start < m.End { // an empty one may stand within
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
