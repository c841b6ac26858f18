package clitic

import (
	"bytes"
	"strings"
	"testing"
)

func TestReadRanker(t *testing.T) {
	weights := map[string]float64{
		"clitics\tو\tال\t.\t": 1.5,
		"base\t-\t-\tها\t":    -0.25,
		"first\tأو\t-\t-\tكت": 2,
		"prefix\t+\t-\t.\tال": 1,
		"last\t-\t-\t-\tة":    0.0001, // rounds to nothing
	}
	var b bytes.Buffer
	if err := WriteRanker(&b, []string{"head"}, weights); err != nil {
		t.Fatal(err)
	}
	want := "# head\nversion\t1\nbase\t-\t-\tها\t\t-256\nclitics\tو\tال\t.\t\t1536\n" +
		"first\tأو\t-\t-\tكت\t2048\nprefix\t+\t-\t.\tال\t1024\n"
	if b.String() != want {
		t.Errorf("WriteRanker wrote\n%swant\n%s", b.String(), want)
	}
	r, err := ReadRanker(&b, "test")
	if err != nil {
		t.Fatal(err)
	}
	if r.Len() != 4 {
		t.Errorf("Len() = %d, want 4", r.Len())
	}
	for q, weight := range r.weights {
		if float64(weight)/unit != weights[q.name()] {
			t.Errorf("%q has the weight %d, want %g", q.name(), weight, weights[q.name()])
		}
	}
}

func TestReadRankerErrors(t *testing.T) {
	const head = "version\t1\n"
	for _, c := range []struct{ in, want string }{
		{"", `t: no line "version\t1"`},
		{"version\t2\n", `t:1: "version\t2", want "version\t1"`},
		{head + "base", "t:2: no weight"},
		{head + "base\t5", "t:2: 1 columns before the weight, want 5"},
		{head + "bass\t-\t-\t-\t\t5", `t:2: no feature "bass"`},
		{head + "base\tم\t-\t-\t\t5", `t:2: no clitics "م"`},
		{head + "base\t-\t-\t-\tم\t5", `t:2: a feature "base" cannot ask for "م"`},
		{head + "letters\t-\t-\t-\t9\t5", `t:2: a feature "letters" cannot ask for "9"`},
		{head + "prefix\t-\t-\t-\tم\t5", `t:2: a feature "prefix" cannot ask for "م"`},
		{head + "base\t-\t-\t-\t\tx", `t:2: the weight "x" is no whole number`},
		{head + "base\t-\t-\t-\t\t1\nbase\t-\t-\t-\t\t1", "t:3: the feature has a weight already"},
	} {
		_, err := ReadRanker(strings.NewReader(c.in), "t")
		if err == nil || err.Error() != c.want {
			t.Errorf("ReadRanker(%q) gave the error %v, want %s", c.in, err, c.want)
		}
	}
}

// What the scorer adds up beforehand is what the features add up to.
func TestScorer(t *testing.T) {
	s := splitter(t)
	v := &view{counts: s.counts, functions: s.functions.all}
	for _, word := range append(testWords(), "أفبكتابهما", "فالقوة", "كالتي", "xyz", "ي") {
		v.open(word)
		for _, r := range v.cuts {
			e := v.gather(r)
			want := int64(0)
			for _, f := range e.facts() {
				want += int64(f.value) * int64(s.ranker.weights[f.question])
			}
			if got := s.scorer.score(&e); got != want {
				t.Errorf("%s: the scorer gives %d, the features %d", r.candidate(word).Segments(word, D3), got, want)
			}
		}
	}
}

func FuzzReadRanker(f *testing.F) {
	f.Add("version\t1\nbase\t-\t-\tها\t\t-256\nfirst\tأو\t-\t-\tكت\t2048\n")
	f.Fuzz(func(t *testing.T, in string) {
		r, err := ReadRanker(strings.NewReader(in), "t")
		if err != nil {
			return
		}
		s := newScorer(r)
		e := evidence{host: []byte("كتاب")}
		s.score(&e)
	})
}
