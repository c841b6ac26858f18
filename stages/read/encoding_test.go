package read

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

// encode writes s in the encoding name, with a byte order mark if bom says so.
// Letters that the encoding lacks become spaces.
func encode(s, name string, bom bool) string {
	if bom {
		s = "\uFEFF" + s
	}
	switch name {
	case nameUTF8:
		return s
	case nameUTF16LE, nameUTF16BE:
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			if name == nameUTF16LE {
				b = append(b, byte(u), byte(u>>8))
			} else {
				b = append(b, byte(u>>8), byte(u))
			}
		}
		return string(b)
	}
	p := findCodepage(name)
	var b []byte
	for _, r := range s {
		c, ok := p.bytes[r]
		if r < 0x80 {
			c, ok = byte(r), true
		}
		if !ok {
			c = ' '
		}
		b = append(b, c)
	}
	return string(b)
}

// encodings are the six that are detected.
var encodings = []struct {
	name string
	bom  bool
}{
	{nameUTF8, false}, {nameUTF8, true},
	{nameUTF16LE, false}, {nameUTF16LE, true},
	{nameUTF16BE, false}, {nameUTF16BE, true},
	{"windows-1256", false}, {"iso-8859-6", false},
}

// prose are sentences of this test's own, of different matter and length.
var prose = []string{
	"اجتمع الوزراء في العاصمة صباح اليوم، وناقشوا ميزانية التعليم للسنة القادمة.",
	"لا تقوم الدولة إلا بالعدل؛ فإذا غاب ضعفت مؤسساتها وتفرق أهلها.",
	"هل يكفي ميزان القوى وحده لتفسير بقاء الأحلاف بعد زوال خصومها؟",
	"رجع المسافر إلى قريته بعد عشرين عاما\r\nفلم يعرف من بيوتها إلا بيتا واحدا.",
	"الفصل الأول\n\nمفهوم الأمن الجماعي وتطوره في القرن العشرين\n\n1. تعريف المفهوم (Collective Security)",
}

func TestDecodeRoundTrip(t *testing.T) {
	for _, e := range encodings {
		for _, want := range append(prose, strings.Join(prose, "\n")) {
			d, err := decode(encode(want, e.name, e.bom), "")
			if err != nil {
				t.Errorf("%s, bom %v: %v", e.name, e.bom, err)
				continue
			}
			if d.text != want || d.encoding != e.name {
				t.Errorf("decode(%s, bom %v) = %q as %s, want %q", e.name, e.bom, d.text, d.encoding, want)
			}
			if len(d.problems) > 0 {
				t.Errorf("%s, bom %v: problems %v of %q", e.name, e.bom, d.problems, want)
			}
			if forced, err := decode(encode(want, e.name, e.bom), e.name); err != nil || forced.text != want {
				t.Errorf("decode with the name %s = %q, %v", e.name, forced.text, err)
			}
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	arabic := strings.Repeat(prose[0]+"\n", 4)
	legacy := encode(arabic, "windows-1256", false)
	at := strings.Index(arabic, "وناقشوا")
	for _, c := range []struct {
		raw    string
		offset int64
		msg    string
		why    string
	}{
		{"chapter\xff", 7, "invalid UTF-8", "one byte in ASCII is no codepage"},
		{arabic[:at] + "\xff" + arabic[at:], int64(at), "invalid UTF-8", "one byte in UTF-8"},
		{arabic[:at+1], int64(at), "invalid UTF-8", "cut in a letter"},
		{"\xEF\xBB\xBF" + "ab\xC7", 5, "invalid UTF-8", "behind a byte order mark"},
		{arabic + legacy, int64(len(arabic)), "invalid UTF-8", "half and half"},
		{strings.Repeat(legacy, 4) + arabic, int64(4 * len(legacy)), "UTF-8 in a text that is windows-1256", "a quarter UTF-8"},
		{"na\xefve caf\xe9 cr\xe8me br\xfbl\xe9e", 2, "not Arabic", "French"},
		{"f\xfcr M\xe4dchen und B\xf6cke gro\xdf", 1, "not Arabic", "German"},
		{"\xcf\xee\xf1\xeb\xe5 \xe2\xee\xe9\xed\xfb \xf1\xee\xfe\xe7 \xf3\xf6\xe5\xeb\xe5\xeb \xe8 \xf0\xe0\xf1\xf8\xe8\xf0\xe8\xeb\xf1\xff", 0, "not Arabic", "Russian in windows-1251"},
		{"abc\x00def", 3, "a NUL byte", "binary"},
		{encode("نص\x00نص", nameUTF16LE, true), 6, "a NUL byte", "NUL in UTF-16"},
		{encode("نص طويل", nameUTF16LE, false) + "\x20", 14, "half of a character", "odd length"},
		{encode("نص", nameUTF16BE, true) + "\xD8\x00", 6, "half of a surrogate pair", "high alone"},
		{encode("نص", nameUTF16BE, true) + "\xDC\x00\x06\x27", 6, "half of a surrogate pair", "low alone"},
		{strings.Repeat("\x01\x02abc", 40), 0, "binary data", "control characters"},
	} {
		_, err := decode(c.raw, "")
		var bad *SyntaxError
		if !errors.As(err, &bad) {
			t.Errorf("%s: error %v, want one with %q", c.why, err, c.msg)
			continue
		}
		if bad.Offset != c.offset || !strings.Contains(bad.Msg, c.msg) {
			t.Errorf("%s: %q at %d, want %q at %d", c.why, bad.Msg, bad.Offset, c.msg, c.offset)
		}
	}
}

// TestDecodeDoubt has texts that can be read but not trusted.
func TestDecodeDoubt(t *testing.T) {
	arabic := strings.Repeat(strings.Join(prose, "\n"), 2)
	reread := func(s, as string) string { // bytes read in a codepage by mistake
		var b strings.Builder
		for i := range len(s) {
			b.WriteRune(findCodepage(as).runes[s[i]])
		}
		return b.String()
	}
	letters := []rune(arabic)
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	for _, c := range []struct {
		raw, name string // name: given
		msg       string
		offset    int
		why       string
	}{
		{"نص \uFFFD\uFFFD نص", "", "letters lost before the file was saved: 2", 5, "replacement characters"},
		{"abc\x02" + arabic, "", "control characters: 1", 3, "a stray control character"},
		{"أ " + reread(arabic, "windows-1256"), "", "UTF-8 that was read as windows-1256", 3, "decoded twice"},
		{reread(arabic, "windows-1252"), "", "UTF-8 that was read as windows-1252", 0, "decoded twice, western"},
		{reread(encode(arabic, "iso-8859-6", false), "windows-1256"), "", "do not occur in Arabic", -1, "decoded wrongly"},
		{string(letters), "", "do not occur in Arabic", -1, "reversed"},
		{encode("قال", "windows-1256", false), "", "on the evidence of 3 letter pairs only", -1, "one word"},
		{encode(arabic, "iso-8859-6", false), "windows-1256", "read as windows-1256, but", -1, "the wrong name given"},
		{encode(arabic, "windows-1256", false), "iso-8859-6", "bytes without a letter in iso-8859-6", 26, "the wrong name given"},
	} {
		d, err := decode(c.raw, c.name)
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		found := false
		for _, p := range d.problems {
			found = found || strings.Contains(p.Message, c.msg) && p.Offset == c.offset && p.Kind == "encoding"
		}
		if !found {
			t.Errorf("%s: problems %+v, want %q at %d", c.why, d.problems, c.msg, c.offset)
		}
	}
}

// TestDecodeTrust has texts that are odd and right: nothing is reported.
func TestDecodeTrust(t *testing.T) {
	for _, raw := range []string{
		"", "a", "\n", "The Atlantic alliance.", strings.Repeat(" ", 100), strings.Repeat("\n", 7), ". . . . . . . .", "§ 1–2 “x”",
		"این یک متن فارسی است که می\u200cخواهیم آن را بخوانیم و بفهمیم", // Persian
		"یہ اردو کا ایک جملہ ہے",  // Urdu
		strings.Repeat("غط ", 20), // letters that a double decoding would show, but alone
		"قال ﷺ: ﻻ ضرر", "١٢٣ ٤٥٦", "1991خرجت من NATO، ثم", "نصّ مُشَكَّلٌ تَشْكِيلًا", "بـــسم", "日本語", "naïve café",
	} {
		d, err := decode(raw, "")
		if err != nil || d.text != raw || d.encoding != nameUTF8 || len(d.problems) > 0 {
			t.Errorf("decode(%q) = %q as %s, problems %v, %v", raw, d.text, d.encoding, d.problems, err)
		}
	}
}

// TestDetectionAccuracy measures detection on samples of 300 letters of the
// books, in all encodings. The gate is 99 %; a wrong guess must moreover never
// pass without a problem.
func TestDetectionAccuracy(t *testing.T) {
	dir := shared(t, "data", "books")
	const perBook, letters = 100, 300
	rng := rand.New(rand.NewPCG(1, 2))
	total, right, silent, doubted := 0, 0, 0, 0
	for doc, err := range Documents(os.DirFS(dir), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		body := []rune(doc.Text[doc.Marks[0].End:])
		for range perBook {
			sample := takeLetters(body[rng.IntN(len(body)/2):], letters)
			for _, e := range encodings {
				raw := encode(sample, e.name, e.bom)
				d, err := decode(raw, "")
				total++
				want := raw
				if !strings.HasPrefix(e.name, "utf") {
					forced, _ := decode(raw, e.name)
					want = forced.text
				} else {
					want = sample
				}
				switch {
				case err == nil && d.encoding == e.name && d.text == want:
					right++
					if len(d.problems) > 0 {
						doubted++
					}
				case err == nil && len(d.problems) == 0:
					silent++
				}
			}
		}
	}
	t.Logf("%d of %d samples right (%.2f %%), %d of them doubted, %d wrong in silence", right, total, 100*float64(right)/float64(total), doubted, silent)
	if right*100 < total*99 {
		t.Errorf("%d of %d samples right, want 99 %%", right, total)
	}
	if silent > 0 {
		t.Errorf("%d samples wrong without a problem", silent)
	}
	if doubted*100 > total {
		t.Errorf("%d of %d right guesses are doubted, want under 1 %%", doubted, total)
	}
}

// takeLetters returns the start of text up to its n-th letter.
func takeLetters(text []rune, n int) string {
	for i, r := range text {
		if unicode.IsLetter(r) {
			if n--; n == 0 {
				return string(text[:i+1])
			}
		}
	}
	return string(text)
}

func TestPairs(t *testing.T) {
	bits := 0
	for _, row := range impossible {
		for ; row != 0; row &= row - 1 {
			bits++
		}
	}
	if bits != 377 {
		t.Errorf("%d impossible pairs, want 377", bits)
	}
	for _, c := range []struct {
		in         string
		pairs, bad int
		why        string
	}{
		{"قال", 4, 0, "two edges, two pairs"},
		{"قال كتب", 8, 0, "edges of each word"},
		{"قَالَ", 4, 0, "vowels are not there"},
		{"ةقال", 5, 1, "ة begins no word, nothing follows it"},
		{"êقال", 4, 1, "a Latin letter beside an Arabic one"},
		{"NATO قال", 4, 0, "a Latin word"},
		{"گق", 1, 0, "a Persian letter says nothing"},
		{"يpق", 4, 2, "a Latin letter in a word"},
		{"123 ,", 0, 0, "no letters"},
	} {
		if got := fitOf(c.in+" ", 1000); got.pairs != c.pairs || got.bad != c.bad {
			t.Errorf("fitOf(%q) = %+v, want %d pairs, %d bad: %s", c.in, got, c.pairs, c.bad, c.why)
		}
	}
}

// TestSurrogates: letters beyond the first 65,536 are two units of UTF-16.
func TestSurrogates(t *testing.T) {
	const want = "نص \U0001F600 ثم \U00010348"
	for _, name := range []string{nameUTF16LE, nameUTF16BE} {
		if d, err := decode(encode(want, name, false), name); err != nil || d.text != want {
			t.Errorf("decode(%s) = %q, %v", name, d.text, err)
		}
	}
}

func TestEncodingGiven(t *testing.T) {
	raw := encode(prose[0], "windows-1256", false)
	for _, opt := range []Options{{}, {Encoding: "windows-1256"}, {Encoding: "CP1256"}} {
		corpus, err := List(mapFS("a.txt", raw), opt)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := corpus.Works[0].Load(mapFS("a.txt", raw), opt)
		if err != nil || doc.Text != prose[0] || doc.Sources[0].Encoding != "windows-1256" || doc.Sources[0].Bytes != int64(len(raw)) {
			t.Errorf("%+v: %v, %+v", opt, err, doc)
		}
	}
	if _, err := (Work{Files: []File{{Path: "a.txt", Encoding: "koi8-r"}}}).Load(mapFS("a.txt", raw), Options{}); err == nil || !strings.HasPrefix(err.Error(), `a.txt: unknown encoding "koi8-r"`) {
		t.Errorf("unknown encoding of a file: %v", err)
	}
	if _, err := List(mapFS("a.txt", raw), Options{Encoding: "koi8-r"}); err == nil || !strings.Contains(err.Error(), "windows-1256") {
		t.Errorf("unknown encoding: %v, want the list of known ones", err)
	}
}
