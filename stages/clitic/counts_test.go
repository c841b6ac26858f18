package clitic

import (
	"bytes"
	"maps"
	"math"
	"strings"
	"testing"
)

// A level keeps a count to one part in sixteen, and comes back from it.
func TestLevel(t *testing.T) {
	last := uint8(0)
	for n := 1; n < 1<<30; n += 1 + n/50 {
		l := level(n)
		if l < last {
			t.Fatalf("level(%d) = %d, less than that of a smaller count, %d", n, l, last)
		}
		last = l
		c := count(l)
		if off := math.Abs(float64(c-n)) / float64(n); off > 1./16 {
			t.Errorf("count(level(%d)) = %d, off by %.3f", n, c, off)
		}
		if level(c) != l {
			t.Errorf("level(count(%d)) = %d", l, level(c))
		}
	}
	if level(0) != 0 || count(0) != 0 {
		t.Errorf("level(0), count(0) = %d, %d", level(0), count(0))
	}
}

func written(t testing.TB, words map[string]int, min int) *Counts {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCounts(&b, []string{"two", "lines"}, maps.All(words), min); err != nil {
		t.Fatal(err)
	}
	c, err := ParseCounts(b.String(), "test")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWriteCounts(t *testing.T) {
	c := written(t, map[string]int{
		"كتاب": 100, "كتب": 7, "كتابه": 3, "أمن": 5, "امن": 2, "إمن": 1, "NATO": 9, "": 4, strings.Repeat("ا", 61): 8,
	}, 5)
	for _, w := range []struct {
		word string
		want int
	}{
		{"كتاب", 98},                    // the middle of 96 to 103
		{"كتب", 7},                      // a few are exact
		{"كتابه", 0},                    // too few
		{"أمن", 8},                      // the hamza of an alef does not part words
		{"امن", 8},                      // the same
		{"NATO", 0},                     // other letters
		{"", 0},                         // no word
		{strings.Repeat("ا", 61), 0},    // longer than any word
		{strings.Repeat("ا", 1_000), 0}, // longer still
	} {
		got := c.Of(w.word)
		if w.word == "كتاب" && got >= 96 && got < 104 {
			continue
		}
		if got != w.want {
			t.Errorf("Of(%.20q) = %d, want %d", w.word, got, w.want)
		}
	}
	if c.Len() != 3 {
		t.Errorf("Len() = %d, want 3", c.Len())
	}
}

// To count in parts and merge is to count at once, whatever the cut and the
// order, up to the rounding of levels; the counts merged into do not change.
func TestMerge(t *testing.T) {
	one := map[string]int{"كتاب": 1000, "كتب": 7}
	two := map[string]int{"كتب": 1, "أمن": 3, "إمن": 2, "مدرسة": 64, "سلام": 0}
	a := written(t, one, 1)
	b := a.Merge(maps.All(two))
	for word, want := range map[string]int{"كتاب": a.Of("كتاب"), "كتب": 8, "أمن": 5, "مدرسة": count(level(64)), "سلام": 0} {
		if got := b.Of(word); got != want {
			t.Errorf("Of(%q) after Merge = %d, want %d", word, got, want)
		}
	}
	if a.Of("كتب") != 7 || a.Of("أمن") != 0 || a.Len() != 2 {
		t.Error("Merge has changed the counts it was called on")
	}
	if b.Len() != 4 {
		t.Errorf("Len() after Merge = %d, want 4", b.Len())
	}
	var c Counts
	if got := c.Merge(maps.All(one)).Of("كتب"); got != 7 {
		t.Errorf("of no counts, Merge gives %d, want 7", got)
	}
}

func TestParseCountsErrors(t *testing.T) {
	const bucket, filter = "\x00\x00\x00\x00", "\x01\x00\x00\x00\x00\x00\x00\x00"
	for _, c := range []struct{ in, want string }{
		{"", `t: "", want "counts 3 of 0 words"`},
		{"# head\nwords\n", `t: "words", want "counts 3 of 0 words"`},
		{"counts 1 of 9 words\nabcde", `t: "counts 1 of 9 words", want "counts 3 of 1 words"`},
		{"counts 3 of 1 words\n" + bucket, "t: 4 bytes of tables, want 21"},
		{"counts 3 of 0 words\n" + bucket + bucket + "x", "t: 9 bytes of tables, want 16"},
		{"counts 3 of 99999999999999999 words\n", "t: 0 bytes of tables, want"},
		{"counts 3 of 1 words\n" + bucket + "\x02\x00\x00\x00" + "abcd\x05" + filter, "t: bucket 1 begins at word 2 of 1, the last at 0"},
		{"counts 3 of 1 words\n" + "\x01\x00\x00\x00" + bucket + "abcd\x05" + filter, "t: bucket 1 begins at word 0 of 1, the last at 1"},
		{"counts 3 of 1 words\n" + bucket + bucket + "abcd\x05" + filter, "t: the buckets have 0 words of 1"},
	} {
		_, err := ParseCounts(c.in, "t")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("ParseCounts(%q) gave the error %v, want %s", c.in, err, c.want)
		}
	}
}

// Every word of a large file is found, and no other.
func TestFiledWords(t *testing.T) {
	words := map[string]int{}
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	for i := range 20_000 {
		w := []rune{letters[i%28], letters[i/28%28], letters[i/28/28%28], 'م', letters[i/28/28/28]}
		words[string(w)] = 1 + i
	}
	c := written(t, words, 1)
	if c.Len() != len(words) {
		t.Fatalf("%d words, want %d", c.Len(), len(words))
	}
	for w, n := range words {
		if got, want := c.Of(w), count(level(n)); got != want {
			t.Fatalf("Of(%q) = %d, want %d", w, got, want)
		}
		if got := c.Of(w + "ن"); got != 0 {
			t.Fatalf("Of(%q) = %d, want 0", w+"ن", got)
		}
	}
}

func FuzzParseCounts(f *testing.F) {
	var b bytes.Buffer
	if err := WriteCounts(&b, nil, maps.All(map[string]int{"كتاب": 100, "كتب": 7}), 1); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := ParseCounts(string(data), "t"); err == nil {
			c.Of("كتاب")
		}
	})
}
