package letters

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOf(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want Class
	}{
		{'ب', Arabic},
		{'ء', Arabic},
		{'پ', Arabic},      // a Persian letter of the same block
		{'ݐ', Arabic},      // Arabic Supplement
		{'\ufefb', Arabic}, // the ligature lam-alef
		{'ﷺ', Arabic},      // a letter by Unicode's reckoning: one word
		{'\u0640', Tatweel},
		{'\u064e', Mark},      // fatha
		{'\u0670', Mark},      // dagger alef
		{'\u06d6', Mark},      // Quranic sign
		{'\u06dd', Symbol},    // end of verse, printed though a format character
		{'\u0301', Mark},      // Latin acute
		{'\u200f', Invisible}, // RLM
		{'\u200d', Invisible}, // ZWJ
		{'\u00ad', Invisible}, // soft hyphen
		{'\ufeff', Invisible}, // BOM
		{'\u00a0', Space},     // no-break space
		{'\u0000', Space},     // controls separate
		{'\n', Space},
		{'a', Foreign},
		{'é', Foreign},
		{'ж', Foreign},
		{'ʿ', Foreign}, // the ayn of transliterations
		{'7', Digit},
		{'٧', Digit},
		{'۷', Digit},
		{'²', Numeral},
		{'½', Numeral},
		{'،', Symbol},
		{'"', Symbol},
		{'\uf0b7', Symbol}, // private-use bullet
		{utf8.RuneError, Symbol},
	} {
		if got := Of(c.r); got != c.want {
			t.Errorf("Of(%U) = %d, want %d", c.r, got, c.want)
		}
		if got, n := At(string(c.r)); got != c.want || n != utf8.RuneLen(c.r) {
			t.Errorf("At(%U) = %d, %d, want %d, %d", c.r, got, n, c.want, utf8.RuneLen(c.r))
		}
	}
	if c, n := At("\xd8"); c != Symbol || n != 1 {
		t.Errorf("At of a broken rune = %d, %d, want %d, 1", c, n, Symbol)
	}
	if c, n := At(""); c != Space || n != 0 {
		t.Errorf("At of nothing = %d, %d, want %d, 0", c, n, Space)
	}
}

func TestInBlock(t *testing.T) {
	for r := rune(0x600); r <= 0x6ff; r++ {
		s := string(r)
		if !IsLead(s[0]) {
			t.Fatalf("IsLead(%#x) = false", s[0])
		}
		if got, want := InBlock(s[0], s[1]), classify(r); got != want {
			t.Errorf("InBlock(%U) = %d, want %d", r, got, want)
		}
	}
	for r := rune(0x80); r < 0x600; r++ {
		if IsLead(string(r)[0]) {
			t.Errorf("IsLead takes %U for Arabic", r)
		}
	}
}

// Run stops where the classes say that a run ends, or earlier before a letter
// outside the two rows of the block; never behind that, nor within a letter.
func TestRun(t *testing.T) {
	common := func(r rune) bool { return r >= 0x620 && r <= 0x65f }
	var all []rune
	for r := rune(0x5f0); r <= 0x710; r++ {
		all = append(all, r)
	}
	all = append(all, ' ', 'a', '\n', '\ufefb', '\u200f', '\u2014', 0x1ee00)
	for _, r := range all {
		for before := range 10 {
			for behind := range 5 {
				s := strings.Repeat("ب", before) + string(r) + strings.Repeat("ت", behind)
				want := 2 * before
				if len(string(r)) == 2 && Of(r).InWord() {
					want = len(s)
				}
				got := Run(s)
				if got != want && (common(r) || got != 2*before) {
					t.Fatalf("Run(%q) = %d, want %d", s, got, want)
				}
			}
		}
	}
	for _, s := range []string{"", "\xd8", "\xd9", "ب\xd8", "ببببب\xd9", "\xd8 ", "\xa7\xd8\xa7\xd8\xa7\xd8\xa7\xd8\xa7"} {
		if got, want := Run(s), strings.Count(s, "ب")*2; got != want {
			t.Errorf("Run(%q) = %d, want %d", s, got, want)
		}
	}
}

// FuzzRun compares Run with the classes of the letters.
func FuzzRun(f *testing.F) {
	f.Add("والدولُ الكبـرى\u0670 ۱۲")
	f.Fuzz(func(t *testing.T, s string) {
		n := 0
		for n < len(s) {
			if c, size := At(s[n:]); size != 2 || !c.InWord() || !IsLead(s[n]) {
				break
			}
			n += 2
		}
		got := Run(s)
		if got > n || got%2 != 0 {
			t.Fatalf("Run(%q) = %d, the run has %d bytes", s, got, n)
		}
		if r, _ := utf8.DecodeRuneInString(s[got:]); got < n && r >= 0x620 && r <= 0x65f {
			t.Errorf("Run(%q) = %d stops before %q", s, got, r)
		}
	})
}

func TestValue(t *testing.T) {
	for _, s := range []string{"0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"} {
		want := 0
		for _, r := range s {
			if got := Value(r); got != want {
				t.Errorf("Value(%q) = %d, want %d", r, got, want)
			}
			want++
		}
	}
	if got := Value('a'); got != -1 {
		t.Errorf("Value('a') = %d, want -1", got)
	}
}
