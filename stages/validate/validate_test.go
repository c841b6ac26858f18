package validate

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

// TestConfusion has the worked example of FORMULAS.md §8.
func TestConfusion(t *testing.T) {
	c := Confusion{TP: 40, FP: 10, FN: 15, TN: 135}
	for _, tt := range []struct {
		name string
		f    func() (float64, bool)
		want float64
	}{
		{"precision", c.Precision, .8}, {"recall", c.Recall, .7272727}, {"F1", c.F1, .7619048},
		{"accuracy", c.Accuracy, .875}, {"κ", c.Kappa, .6774194}, {"MCC", c.MCC, .6788336},
	} {
		if got, ok := tt.f(); !ok || !near(got, tt.want, 5e-8) {
			t.Errorf("%s = %v, %v, want %v", tt.name, got, ok, tt.want)
		}
	}
	for _, f := range []func(Confusion) (float64, bool){Confusion.Precision, Confusion.Recall, Confusion.F1, Confusion.MCC, Confusion.Kappa} {
		if got, ok := f(Confusion{}); ok || got != 0 {
			t.Errorf("a figure of nothing = %v, %v, want none", got, ok)
		}
	}
}

func TestCohen(t *testing.T) {
	if got, ok := Cohen([][]int{{20, 5}, {10, 15}}); !ok || !near(got, .4, 1e-12) { // textbook
		t.Errorf("κ = %v, %v, want .4", got, ok)
	}
	if _, ok := Cohen([][]int{{9, 0}, {0, 0}}); ok {
		t.Error("κ of one value alone is defined")
	}
}

// TestAlpha has Krippendorff's own examples (2011).
func TestAlpha(t *testing.T) {
	for _, tt := range []struct {
		why    string
		coders []string // a letter a unit; . is missing
		want   float64
	}{
		{"two coders, two values", []string{"0100000010", "1110010000"}, .0952381},
		{"two coders, several values", []string{"aabbdcccedda", "babbbcccedd" + "d"}, .6919643},
		{"four coders, values missing", []string{"123321412...", "12332241" + "25.3", ".33323422" + "51.", "12332441" + "251."}, .7434211},
	} {
		var units [][]rune
		for i := range tt.coders[0] {
			var u []rune
			for _, c := range tt.coders {
				if c[i] != '.' {
					u = append(u, rune(c[i]))
				}
			}
			units = append(units, u)
		}
		if got, ok := Alpha(units); !ok || !near(got, tt.want, 5e-8) {
			t.Errorf("%s: α = %v, %v, want %v", tt.why, got, ok, tt.want)
		}
	}
}

// sentences returns n made-up sentences; of key 0, every fifth is a hit and
// every seventh of the others a near miss.
func sentences(n int) (units []Unit, stratum []Stratum) {
	for i := range n {
		units = append(units, Unit{Doc: fmt.Sprintf("d%d", i%3), Start: 100 * i, End: 100*i + 90, Text: fmt.Sprintf("جملة\n رقم %d", i)})
		switch {
		case i%5 == 0:
			stratum = append(stratum, Hit)
		case i%7 == 0:
			stratum = append(stratum, Near)
		default:
			stratum = append(stratum, None)
		}
	}
	return units, stratum
}

func add(s *Sampler, u Unit, stratum Stratum) {
	finds := []Find{{Key: 0, Pattern: "قوة", Keyword: "القوة"}}
	switch stratum {
	case Hit:
		s.Add(u, finds, finds)
	case Near:
		s.Add(u, nil, finds)
	default:
		s.Add(u, nil, nil)
	}
}

// TestSample checks that the sample does not depend on order or on parts, and
// is as large as asked for.
func TestSample(t *testing.T) {
	units, stratum := sentences(1000)
	opt := Options{Seed: 7, Size: [3]int{20, 10, 5}}
	whole := NewSampler([]string{"power", "peace"}, opt)
	for i, u := range units {
		add(whole, u, stratum[i])
	}
	want := whole.Plan()
	parts := [2]*Sampler{NewSampler([]string{"power", "peace"}, opt), NewSampler([]string{"power", "peace"}, opt)}
	for n, i := range rand.New(rand.NewPCG(1, 2)).Perm(len(units)) {
		add(parts[n%2], units[i], stratum[i])
	}
	parts[0].Merge(parts[1])
	if got := parts[0].Plan(); !reflect.DeepEqual(got, want) {
		t.Errorf("another order and two parts draw %v, want %v", got, want)
	}
	if got := want.Keys[0].Size; got != [3]int64{200, 114, 686} {
		t.Errorf("strata of power have %v sentences, want 200, 114, 686", got)
	}
	var n [2][3]int
	for i, x := range want.Items {
		if x.ID != i+1 {
			t.Fatalf("item %d stands in place %d", x.ID, i+1)
		}
		k := slices.Index([]string{"power", "peace"}, x.Key)
		n[k][x.Stratum]++
	}
	if n != [2][3]int{{20, 10, 5}, {0, 0, 5}} {
		t.Errorf("drawn %v, want 20, 10, 5 and 0, 0, 5", n)
	}
	other := NewSampler([]string{"power", "peace"}, Options{Seed: 8, Size: opt.Size})
	for i, u := range units {
		add(other, u, stratum[i])
	}
	if reflect.DeepEqual(other.Plan().Items, want.Items) {
		t.Error("another seed draws the same sentences")
	}
}

// TestSampleIsFair checks that each sentence has the same chance.
func TestSampleIsFair(t *testing.T) {
	units, _ := sentences(100)
	drawn := map[int]int{}
	const seeds, size = 400, 10
	for seed := range uint64(seeds) {
		s := NewSampler([]string{"k"}, Options{Seed: seed, Size: [3]int{size, 0, 0}})
		for _, u := range units {
			add(s, u, Hit)
		}
		for _, x := range s.Plan().Items {
			drawn[x.Start]++
		}
	}
	chi := 0.0
	for _, u := range units {
		d := float64(drawn[u.Start]) - seeds*size/100
		chi += d * d / (seeds * size / 100 * .9) // a draw without replacement: variance npq
	}
	if chi > 148 { // χ² with 99 degrees of freedom exceeds it once in a thousand
		t.Errorf("χ² of the draws is %.1f, want at most 148", chi)
	}
}

func TestSheetRoundTrip(t *testing.T) {
	units, stratum := sentences(200)
	s := NewSampler([]string{"power"}, Options{Seed: 1})
	for i, u := range units {
		add(s, u, stratum[i])
	}
	plan := s.Plan()
	got, err := ParsePlan(plan.Rows(), "plan.csv")
	if err != nil {
		t.Fatal(err)
	}
	for i := range got.Items {
		w := plan.Items[i]
		w.Text = "" // not in the plan
		if !reflect.DeepEqual(got.Items[i], w) {
			t.Fatalf("item %d read back as %+v, want %+v", i, got.Items[i], w)
		}
	}
	sheet := plan.Sheet(func(string) (string, string) { return "القوة", "power" })
	for i := range sheet[1:] {
		sheet[i+1][8] = []string{"1", "لا", " yes ", ""}[i%4]
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, sheet); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("\ufeffitem,")) {
		t.Errorf("the sheet begins with %.10q, want a byte-order mark", b.Bytes())
	}
	rows, err := ReadCSV(&b, "sheet.csv")
	if err != nil {
		t.Fatal(err)
	}
	codes, err := ParseCodes(rows, "sheet.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range plan.Items {
		yes, ok := codes[x.ID]
		if want := (x.ID-1)%4 != 1; ok != ((x.ID-1)%4 != 3) || ok && yes != want {
			t.Errorf("code of item %d = %v, %v", x.ID, yes, ok)
		}
	}
}

func TestParseCodesErrors(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "s.csv:1:1: an empty sheet"},
		{"item,answer\n1,1\n", `s.csv:1:1: no column "item" or "code" in the first row`},
		{"item,code\n1,perhaps\n", `s.csv:2:2: code "perhaps", want 1 or 0, yes or no, نعم or لا, or nothing`},
		{"item,code\n1,1\n1,0\n", "s.csv:3:1: item 1 stands twice"},
		{"item,code\nx,1\n", `s.csv:2:1: "x" is no number`},
		{"code,item\n1\n", "s.csv:2:2: no cell for a number"},
		{"item;code\n1;نعم\n", "<nil>"}, // as a spreadsheet in another country writes it
		{"item,code\n1,\"1\n", "s.csv:2:6: extraneous or missing \" in quoted-field"},
	} {
		rows, err := ReadCSV(strings.NewReader(tt.in), "s.csv")
		if err == nil {
			_, err = ParseCodes(rows, "s.csv")
		}
		if got := fmt.Sprint(err); got != tt.want {
			t.Errorf("%q: %v, want %s", tt.in, err, tt.want)
		}
	}
}

// FuzzSheets reads anything as a coding sheet and as a plan.
func FuzzSheets(f *testing.F) {
	f.Add("item,code\n1,1\n2,\n")
	f.Add("\ufeff" + strings.Join(planColumns, ",") + "\n1,k,hit,1,0,0,d,0,9,p|q,w|v\n")
	f.Fuzz(func(t *testing.T, in string) {
		rows, err := ReadCSV(strings.NewReader(in), "s.csv")
		if err != nil {
			return
		}
		codes, err := ParseCodes(rows, "s.csv")
		if err != nil {
			codes = nil
		}
		if p, err := ParsePlan(rows, "s.csv"); err == nil {
			Evaluate(p, codes)
		}
	})
}

// TestEvaluate codes a whole population whose truth is known, so that the
// weighted figures must be the true ones.
func TestEvaluate(t *testing.T) {
	p := &Plan{Keys: []Population{{Key: "power", Size: [3]int64{50, 10, 140}}}}
	codes := Codes{}
	addItems := func(s Stratum, n, yes int, pattern string) {
		for i := range n {
			id := len(p.Items) + 1
			p.Items = append(p.Items, Item{ID: id, Key: "power", Stratum: s, Finds: []Find{{Pattern: pattern, Keyword: "بقوة"}}})
			codes[id] = i < yes
		}
	}
	addItems(Hit, 50, 40, "قوة")
	addItems(Near, 10, 5, "قوى")
	addItems(None, 14, 1, "") // one in ten of 140, so that each stands for ten
	r := Evaluate(p, codes).Keys[0]
	if c := (Confusion{40, 10, 15, 135}); r.Confusion != c {
		t.Errorf("confusion %v, want %v", r.Confusion, c)
	}
	if !near(r.Precision.Value, .8, 1e-12) || !near(r.Recall.Value, .7272727, 1e-7) || !near(r.MCC.Value, .6788336, 1e-7) {
		t.Errorf("P %v, R %v, MCC %v", r.Precision, r.Recall, r.MCC)
	}
	if !near(r.Precision.Low, .6696, 1e-4) || !near(r.Precision.High, .8876, 1e-4) { // Wilson, 40 of 50
		t.Errorf("interval of precision %v", r.Precision)
	}
	if r.Recall.Low > .6 || r.Recall.High < .8 {
		t.Errorf("interval of recall %v: one sentence that stands for ten leaves more open", r.Recall)
	}
	if want := []PatternError{{"قوة", "بقوة", 50, 10}}; !slices.Equal(r.Wrong, want) {
		t.Errorf("wrong %v, want %v", r.Wrong, want)
	}
	if want := []PatternError{{"قوى", "بقوة", 10, 5}}; !slices.Equal(r.Missed, want) {
		t.Errorf("missed %v, want %v", r.Missed, want)
	}
}

func TestEvaluateTwoCoders(t *testing.T) {
	p := &Plan{Keys: []Population{{Key: "k", Size: [3]int64{50, 0, 0}}}}
	a, b := Codes{}, Codes{}
	for i, n := range []int{20, 5, 10, 15} { // both no, only b, only a, both yes
		for range n {
			id := len(p.Items) + 1
			p.Items = append(p.Items, Item{ID: id, Key: "k"})
			a[id], b[id] = i >= 2, i%2 == 1
		}
	}
	p.Items = append(p.Items, Item{ID: 51, Key: "k"})
	a[51] = true // which b left blank
	r := Evaluate(p, a, b).Keys[0]
	if !near(r.CoderKappa.Value, .4, 1e-12) || !r.CoderKappa.HasInterval || r.CoderKappa.Low > .4 || r.CoderKappa.High < .4 {
		t.Errorf("κ of the coders %v, want .4 in its interval", r.CoderKappa)
	}
	if r.Items != 51 || r.Coded != 35 || r.Disputed != 15 || !near(r.Precision.Value, 15./35, 1e-12) {
		t.Errorf("%d items, %d coded, %d disputed, P %v, want 51, 35, 15, 15/35", r.Items, r.Coded, r.Disputed, r.Precision.Value)
	}
	if again := Evaluate(p, a, b).Keys[0]; !reflect.DeepEqual(again, r) {
		t.Error("a second evaluation differs")
	}
}

// TestRecallCovers draws samples of a population with known recall: 95 % of
// the intervals must hold it, give or take.
func TestRecallCovers(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	size := [3]int64{400, 300, 5000}
	yes := [3]float64{.9, .3, .01}
	truth := 400 * .9 / (400*.9 + 300*.3 + 5000*.01)
	held := 0
	const trials = 400
	for range trials {
		var ts [strata]tally
		for s, n := range [3]int64{40, 30, 60} {
			ts[s] = tally{size: size[s], n: n, yes: binomial(rng, n, yes[s])}
		}
		if e := recall(ts); e.Low <= truth && truth <= e.High {
			held++
		}
	}
	if held < 365 { // 0.95 of 400 less 3 standard deviations
		t.Errorf("%d of %d intervals hold the truth", held, trials)
	}
}

func TestEvaluateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ts [strata]tally
		for s := range ts {
			n := rapid.Int64Range(0, 30).Draw(t, "n")
			ts[s] = tally{size: n + rapid.Int64Range(0, 1000).Draw(t, "more"), n: n, yes: rapid.Int64Range(0, n).Draw(t, "yes")}
		}
		for name, e := range map[string]Estimate{"precision": precision(ts[Hit]), "recall": recall(ts)} {
			for _, x := range []float64{e.Value, e.Low, e.High} {
				if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 || x > 1 {
					t.Fatalf("%s of %+v is %+v", name, ts, e)
				}
			}
			if e.HasInterval && (e.Low > e.Value+1e-9 || e.High < e.Value-1e-9) {
				t.Fatalf("%s of %+v is outside its interval: %+v", name, ts, e)
			}
		}
	})
}

func ExampleSampler() {
	s := NewSampler([]string{"peace"}, Options{Seed: 42, Size: [3]int{1, 0, 1}})
	s.Add(Unit{Doc: "a", Start: 0, End: 20, Text: "ساد السلام."}, []Find{{Key: 0, Pattern: "سلام", Keyword: "السلام"}}, nil)
	s.Add(Unit{Doc: "a", Start: 20, End: 40, Text: "انتهت الدورة."}, nil, nil)
	plan := s.Plan()
	a, b := Codes{}, Codes{}
	for _, row := range plan.Sheet(func(string) (string, string) { return "السلام", "peace" })[1:] {
		id, _ := strconv.Atoi(row[0])
		a[id], b[id] = strings.Contains(row[4], "السلام"), strings.Contains(row[4], "السلام")
	}
	r := Evaluate(plan, a, b)
	fmt.Println(r.Keys[0].Precision.Value, r.Keys[0].Recall.Value, r.Keys[0].CoderKappa.Value)
	// Output: 1 1 1
}
