package pipeline

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fusul/stages/clitic"
	"fusul/stages/normalise"
)

// gold reads the columns of a file of corpus/gold behind its head.
func gold(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open("../corpus/gold/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	in := bufio.NewScanner(f)
	for in.Scan() {
		if line := in.Text(); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "file\t") {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// A mark is a hit of the dictionary in a file of the sample.
type mark struct {
	file       string
	start, end int
	key        string
}

// marks returns the hits that the program finds in the sample.
func marks(t *testing.T) map[mark]string {
	t.Helper()
	_, analyses, err := Analyses(t.Context(), sample(), Config{Topics: "none"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[mark]string{}
	for a, err := range analyses {
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range a.Matches {
			for _, s := range a.Doc.Sources {
				if int(m.Start) >= s.Start && int(m.End) <= s.End {
					found[mark{s.Path, int(m.Start) - s.Start, int(m.End) - s.Start, m.KeyPath}] = m.Keyword
				}
			}
		}
	}
	return found
}

// The least precision and recall of the dictionary, and share of right
// splits, on the sample as marked by hand.
const (
	leastHits   = 0.995
	leastSplits = 0.99
)

func TestGoldHits(t *testing.T) {
	found := marks(t)
	right := 0
	want := map[mark]bool{}
	for _, row := range gold(t, "hits.tsv") {
		m := mark{file: row[0], key: row[4]}
		m.start, _ = strconv.Atoi(row[1])
		m.end, _ = strconv.Atoi(row[2])
		want[m] = true
		if _, ok := found[m]; ok {
			right++
		} else {
			t.Logf("missed %s:%d %q of %s", m.file, m.start, row[3], m.key)
		}
	}
	var extra []string
	for m, keyword := range found {
		if !want[m] {
			extra = append(extra, fmt.Sprintf("wrong %s:%d %q as %s", m.file, m.start, keyword, m.key))
		}
	}
	slices.Sort(extra)
	for _, line := range extra {
		t.Log(line)
	}
	precision, recall := float64(right)/float64(len(found)), float64(right)/float64(len(want))
	t.Logf("%d hits in the gold, %d found: precision %.4f, recall %.4f", len(want), len(found), precision, recall)
	if precision < leastHits || recall < leastHits {
		t.Errorf("precision %.4f, recall %.4f, want %.3f", precision, recall, leastHits)
	}
	for _, row := range gold(t, "nonhits.tsv") { // wrong hits above, with the reason why
		start, _ := strconv.Atoi(row[1])
		end, _ := strconv.Atoi(row[2])
		if _, ok := found[mark{row[0], start, end, row[4]}]; ok {
			t.Logf("%s:%d: %q is taken for %s: %s", row[0], start, row[3], row[4], row[5])
		}
	}
}

func TestGoldSplits(t *testing.T) {
	l, _, err := LoadLexicon("")
	if err != nil {
		t.Fatal(err)
	}
	splitter, err := splitterFor(l)
	if err != nil {
		t.Fatal(err)
	}
	light := normalise.Light()
	right, lemmas, n := 0, 0, 0
	for _, row := range gold(t, "splits.tsv") {
		split := splitter.Split(light.Word(row[3]))
		n++
		if got := split.Segments(clitic.ATB); got == light.Word(row[4]) {
			right++
		} else {
			t.Logf("%s:%s %s is split %s, want %s", row[0], row[1], row[3], got, row[4])
		}
		if split.Best.Host == light.Word(row[5]) {
			lemmas++
		}
	}
	share := float64(right) / float64(n)
	t.Logf("%d words: %.4f split right; the host is the citation form of %.4f", n, share, float64(lemmas)/float64(n))
	if share < leastSplits {
		t.Errorf("%.4f split right, want %.2f", share, leastSplits)
	}
}
