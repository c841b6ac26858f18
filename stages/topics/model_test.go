package topics

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// parallel returns a run function for Fit with so many goroutines.
func parallel(workers int) func(int, func(int)) {
	return func(n int, f func(int)) {
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for i := n - 1 - w; i >= 0; i -= workers { // from the back: order must not matter
					f(i)
				}
			})
		}
		wg.Wait()
	}
}

// fit returns a fitted model, or fails the test.
func fit(t testing.TB, c Corpus, opt Options, run func(int, func(int))) *Model {
	t.Helper()
	m, err := New(c, opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := Fit(context.Background(), m, run, nil); err != nil {
		t.Fatal(err)
	}
	return m
}

// check returns what is wrong with the counts of m.
func (m *Model) check() error {
	words := make([]map[uint32]uint32, m.v)
	for b := range m.blocks {
		bl := &m.blocks[b]
		docs := make([]map[uint32]uint32, len(bl.docs))
		for i, w := range bl.words {
			for at := bl.start[i]; at < bl.start[i+1]; at++ {
				z := uint32(bl.topic[at])
				if words[w] == nil {
					words[w] = make(map[uint32]uint32)
				}
				if d := bl.doc[at]; docs[d] == nil {
					docs[d] = make(map[uint32]uint32)
				}
				words[w][z]++
				docs[bl.doc[at]][z]++
			}
		}
		for d := range docs {
			if got := asMap(bl.row(d)); len(got) != len(bl.row(d)) || !equal(got, docs[d]) {
				return fmt.Errorf("block %d, document %d: row %v, tokens %v", b, d, bl.row(d), docs[d])
			}
		}
	}
	sum := make([]int64, m.opt.K)
	for w := range words {
		row := m.words.of(int32(w))
		if got := asMap(row); len(got) != len(row) || !equal(got, words[w]) {
			return fmt.Errorf("word %d: row %v, tokens %v", w, row, words[w])
		}
		for _, c := range row {
			sum[c.topic] += int64(c.count)
		}
	}
	if !slices.Equal(sum, m.totals) {
		return fmt.Errorf("totals %v, want %v", m.totals, sum)
	}
	return nil
}

func asMap(row []cell) map[uint32]uint32 {
	out := make(map[uint32]uint32)
	for _, c := range row {
		out[uint32(c.topic)] += c.count
	}
	return out
}

func equal(a, b map[uint32]uint32) bool {
	return len(a) == len(b) && (len(a) == 0 || reflect.DeepEqual(a, b))
}

// drawCorpus draws a small corpus, some documents of it empty.
func drawCorpus(t *rapid.T) Corpus {
	c := Corpus{V: rapid.IntRange(1, 12).Draw(t, "v")}
	word := rapid.Int32Range(0, int32(c.V-1))
	c.Docs = rapid.SliceOfN(rapid.SliceOfN(word, 0, 15), 1, 12).Draw(t, "docs")
	c.Docs = append(c.Docs, []int32{0})
	return c
}

func TestCountsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCorpus(t)
		opt := Options{
			K: rapid.IntRange(1, 9).Draw(t, "k"), Iterations: 6, BurnIn: 2, Seed: rapid.Uint64().Draw(t, "seed"),
			Blocks: rapid.IntRange(0, 4).Draw(t, "blocks"), OptimizeInterval: rapid.SampledFrom([]int{-1, 1}).Draw(t, "interval"),
		}
		if opt.K > 1 {
			opt.Keywords = [][]Keyword{{{0, 3}}}
		}
		m, err := New(c, opt)
		if err != nil {
			t.Fatal(err)
		}
		for !m.Done() {
			Sequential(m.Blocks(), m.Sample)
			Sequential(m.Parts(), m.Merge)
			m.Apply()
			if m.opt.K > 2 {
				m.mend()
			}
			if err := m.check(); err != nil {
				t.Fatal(err)
			}
		}
		checkTopics(t, m.Topics())
		for _, p := range m.Prevalence(nil, 0.95) {
			sum := 0.0
			for _, x := range p {
				if !(0 <= x.Low && x.Low <= x.Mean+1e-9 && x.Mean <= x.High+1e-9 && x.High <= 1) && x.Mean > 1e-3 {
					t.Fatalf("prevalence %+v", x)
				}
				sum += x.Mean
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Fatalf("prevalences sum to %v", sum)
			}
		}
	})
}

// checkTopics fails the test unless all numbers of x are finite and the
// distributions sum to 1.
func checkTopics(t rapid.TB, x *Topics) {
	sums := []float64{0}
	for k, phi := range x.Phi {
		sum := 0.0
		for _, p := range phi {
			if !(p > 0 && p < 1+1e-12) {
				t.Fatalf("probability %v in topic %d", p, k)
			}
			sum += p
		}
		sums[0] += x.Share[k]
		sums = append(sums, sum)
	}
	for _, sum := range sums {
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("sums %v, want 1 each", sums)
		}
	}
}

// TestPosterior holds the frequencies of the sampler's states on a tiny corpus
// against their exact probabilities, summed over all assignments.
func TestPosterior(t *testing.T) {
	for _, c := range []struct {
		reason   string
		keywords [][]Keyword
	}{
		{"even prior of words", nil},
		{"keywords", [][]Keyword{{{0, 1.5}}, nil, {{2, 0.7}, {1, 0.2}}}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			corpus := Corpus{Docs: [][]int32{{0, 0, 1}, {1, 2}}, V: 3}
			const passes = 30_000
			m, err := New(corpus, Options{
				K: 3, Alpha: 1.5, Beta: 0.4, Iterations: passes, BurnIn: 1, Samples: 1, Seed: 3,
				OptimizeInterval: -1, Keywords: c.keywords,
			})
			if err != nil {
				t.Fatal(err)
			}
			m.alpha, m.alphaSum = []float64{0.9, 0.4, 0.2}, 1.5
			want := exactPosterior(m)
			got := make([]float64, len(want))
			for !m.Done() {
				m.Sample(0)
				m.Merge(0)
				m.Apply()
				got[stateNumber(m)] += 1. / passes
			}
			distance := 0.0
			for i := range want {
				distance += math.Abs(got[i]-want[i]) / 2
			}
			// 30,000 independent draws of 243 states would be off by about 0.025.
			if distance > 0.045 {
				t.Errorf("total variation between sampler and posterior = %.4f, want below 0.045", distance)
			}
		})
	}
}

// stateNumber numbers the topics of all tokens of m, in base K.
func stateNumber(m *Model) int {
	n := 0
	for _, z := range m.blocks[0].topic {
		n = n*m.opt.K + int(z)
	}
	return n
}

// exactPosterior returns p(z | words) of every state by the definition: the
// product over documents and topics of rising factorials.
func exactPosterior(m *Model) []float64 {
	bl := &m.blocks[0]
	k, tokens := m.opt.K, len(bl.topic)
	states := int(math.Pow(float64(k), float64(tokens)))
	p := make([]float64, states)
	for state := range p {
		docs, words := map[[2]int]float64{}, map[[2]int]float64{}
		sizes := make([]float64, k)
		weight, rest := 1.0, state
		z := make([]int, tokens)
		for i := tokens - 1; i >= 0; i-- {
			z[i] = rest % k
			rest /= k
		}
		for i, w := range bl.words {
			for at := bl.start[i]; at < bl.start[i+1]; at++ {
				topic, d := z[at], int(bl.doc[at])
				beta := m.beta
				for _, s := range m.seeds.of(w) {
					if int(s.topic) == topic {
						beta += s.count
					}
				}
				weight *= (docs[[2]int{d, topic}] + m.alpha[topic]) * (words[[2]int{int(w), topic}] + beta) /
					(sizes[topic] + float64(m.v)*m.beta + m.seeds.mass[topic])
				docs[[2]int{d, topic}]++
				words[[2]int{int(w), topic}]++
				sizes[topic]++
			}
		}
		p[state] = weight
	}
	normalise(p)
	return p
}

func TestSameForAllWorkers(t *testing.T) {
	c, _ := planted(60, 200, 5, 40, 0.2, 1)
	opt := Options{K: 5, Iterations: 60, Seed: 9, Blocks: 7}
	var want []byte
	for _, workers := range []int{1, 2, 8, 64} {
		m := fit(t, c, opt, parallel(workers))
		got, err := m.State()
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if string(got) != string(want) {
			t.Errorf("%d workers: another state than with one", workers)
		}
	}
}

// TestSameOnAllProcessors holds a hash of a fitted model, down to the last bit
// of every number, against the one that was computed on amd64.
func TestSameOnAllProcessors(t *testing.T) {
	c, _ := planted(60, 200, 5, 40, 0.2, 1)
	m := fit(t, c, Options{K: 5, Iterations: 80, Seed: 9, Blocks: 3, Keywords: [][]Keyword{{{7, 2.5}}}}, Sequential)
	h := sha256.New()
	x := m.Topics()
	fmt.Fprintf(h, "%x %x %x %x\n", x.Phi, x.Alpha, x.Beta, x.Share)
	fmt.Fprintf(h, "%x %x\n", m.Progress(), m.Prevalence(nil, 0.9)[:3])
	fmt.Fprintf(h, "%x %x %x\n", x.Infer(c.Docs[0]), x.Saliency(), Plane(x.Distances()))
	fmt.Fprintf(h, "%x\n", shareOf(x.Fixed(), c.Docs[1]))
	const want = "dd0f3f4ded41fec4"
	if got := hex.EncodeToString(h.Sum(nil)[:8]); got != want {
		t.Errorf("hash of the model = %q, want %q", got, want)
	}
}

func TestResume(t *testing.T) {
	c, _ := planted(40, 120, 4, 30, 0.2, 2)
	opt := Options{K: 4, Iterations: 90, BurnIn: 70, Samples: 5, Seed: 4, Blocks: 3}
	want, err := fit(t, c, opt, Sequential).State()
	if err != nil {
		t.Fatal(err)
	}
	for _, stop := range []int{1, 40, 60, 75, 90} { // before, at and after each kind of step
		m, err := New(c, opt)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancelCause(context.Background())
		cause := errors.New("killed")
		err = Fit(ctx, m, Sequential, func(p Progress) {
			if p.Iteration == stop {
				cancel(cause)
			}
		})
		if stop < opt.Iterations && err != cause {
			t.Fatalf("stopped at %d: error %v, want %v", stop, err, cause)
		}
		state, err := m.State()
		if err != nil {
			t.Fatal(err)
		}
		m, err = Resume(c, state)
		if err != nil {
			t.Fatal(err)
		}
		if err := Fit(context.Background(), m, parallel(2), nil); err != nil {
			t.Fatal(err)
		}
		if got, _ := m.State(); string(got) != string(want) {
			t.Errorf("stopped at %d and resumed: another state than uninterrupted", stop)
		}
		if err := m.check(); err != nil {
			t.Error(err)
		}
	}
}

func TestResumeErrors(t *testing.T) {
	c := Corpus{Docs: [][]int32{{0, 1}, {1, 1}}, V: 2}
	state, err := fit(t, c, Options{K: 2, Iterations: 5}, Sequential).State()
	if err != nil {
		t.Fatal(err)
	}
	damaged := slices.Clone(state)
	damaged[len(damaged)/2] ^= 1
	for _, bad := range []struct {
		corpus Corpus
		state  []byte
		want   string
	}{
		{c, nil, "not a saved topic model"},
		{c, []byte("something else, of some length"), "not a saved topic model"},
		{c, state[:len(state)-1], "cut short or damaged"},
		{c, damaged, "cut short or damaged"},
		{Corpus{Docs: [][]int32{{0, 1}, {1, 0}}, V: 2}, state, "another corpus"},
	} {
		if _, err := Resume(bad.corpus, bad.state); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("Resume: error %v, want %q", err, bad.want)
		}
	}
}

// FuzzResume gives Resume states with the right checksum and anything else.
func FuzzResume(f *testing.F) {
	c := Corpus{Docs: [][]int32{{0, 1, 2}, {1, 1}, {2}}, V: 3}
	for _, n := range []int{1, 4, 6} {
		m, err := New(c, Options{K: 3, Iterations: 6, BurnIn: 3})
		if err != nil {
			f.Fatal(err)
		}
		for range n {
			Sequential(m.Blocks(), m.Sample)
			Sequential(m.Parts(), m.Merge)
			m.Apply()
		}
		state, err := m.State()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(state[:len(state)-4])
	}
	f.Fuzz(func(t *testing.T, state []byte) {
		m, err := Resume(c, binary.LittleEndian.AppendUint32(state, crc32.ChecksumIEEE(state)))
		if err != nil || m.opt.K > 100 || m.opt.Iterations > 100 {
			return
		}
		if err := m.check(); err != nil {
			t.Fatal(err)
		}
		if err := Fit(context.Background(), m, Sequential, nil); err != nil {
			t.Fatal(err)
		}
		m.Topics()
		m.Prevalence(nil, 0.95)
	})
}

func TestOptionErrors(t *testing.T) {
	good := Corpus{Docs: [][]int32{{0, 1}, {1}}, V: 2}
	for _, c := range []struct {
		corpus Corpus
		opt    Options
		want   string
	}{
		{good, Options{}, "number of topics is 0"},
		{good, Options{K: 1 << 17}, "number of topics is 131072"},
		{good, Options{K: 2, Alpha: math.NaN()}, "alpha is NaN"},
		{good, Options{K: 2, Beta: -1}, "beta -1"},
		{good, Options{K: 2, Iterations: -1}, "iterations is -1"},
		{good, Options{K: 2, Iterations: 10, BurnIn: 10}, "burn-in is 10"},
		{good, Options{K: 1, Keywords: make([][]Keyword, 2)}, "keywords for 2 topics"},
		{good, Options{K: 2, Keywords: [][]Keyword{{{2, 1}}}}, "keyword id 2"},
		{good, Options{K: 2, Keywords: [][]Keyword{{{1, math.Inf(1)}}}}, "count +Inf"},
		{Corpus{V: 3}, Options{K: 2}, "no tokens"},
		{Corpus{Docs: [][]int32{{0}, {5}}, V: 2}, Options{K: 2}, "document 1: word id 5"},
		{Corpus{Docs: [][]int32{{0}}, V: 1, Group: []int32{0, 0}}, Options{K: 2}, "2 groups for 1 documents"},
		{Corpus{Docs: [][]int32{{0}}, V: 1, Group: []int32{-1}}, Options{K: 2}, "group -1"},
	} {
		if _, err := New(c.corpus, c.opt); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("New(%+v): error %v, want %q", c.opt, err, c.want)
		}
	}
}

func TestPlantedTopics(t *testing.T) {
	for _, background := range []float64{0, 0.3} {
		c, phi := planted(400, 800, 8, 60, background, 7)
		for seed := uint64(1); seed <= 2; seed++ {
			m := fit(t, c, Options{K: 8, Iterations: 240, Seed: seed}, parallel(2))
			if n := recovered(m.Topics(), phi); n < 8 {
				t.Errorf("background %v, seed %d: %d of 8 planted topics found", background, seed, n)
			}
		}
	}
}

func TestMendFindsMerged(t *testing.T) {
	c, phi := planted(400, 400, 4, 50, 0, 3)
	m := fit(t, c, Options{K: 4, Iterations: 120, Seed: 1}, Sequential)
	if n := recovered(m.Topics(), phi); n != 4 {
		t.Fatalf("%d of 4 planted topics found", n)
	}
	// Put two topics together and spread a third over two: where sampling rests.
	m.opt.BurnIn = m.iteration + 1
	for b := range m.blocks {
		for i, z := range m.blocks[b].topic {
			switch {
			case z == 1:
				m.blocks[b].topic[i] = 0
			case z == 2 && i%2 == 0:
				m.blocks[b].topic[i] = 1
			}
		}
		m.blocks[b].fillRows()
	}
	m.recount()
	m.mend()
	m.kept = kept{}
	for range 10 {
		Sequential(m.Blocks(), m.Sample)
		Sequential(m.Parts(), m.Merge)
		m.Apply()
	}
	if n := recovered(m.Topics(), phi); n != 4 {
		t.Errorf("%d of 4 planted topics after mending", n)
	}
}

func TestKeywords(t *testing.T) {
	c, phi := planted(300, 600, 6, 50, 0.2, 5)
	var lists [][]int32
	for _, k := range []int{4, 2} { // two theories, four free topics
		var words []int32
		for _, r := range Top(phi[k], 40) {
			if r.Word%3 == 0 {
				words = append(words, r.Word)
			}
		}
		lists = append(lists, words)
	}
	m := fit(t, c, Options{K: 6, Iterations: 150, Seed: 1, Keywords: SeedWords(c, lists, 0.01)}, Sequential)
	x := m.Topics()
	cost := make([][]float64, len(phi))
	for i := range cost {
		for _, p := range phi {
			cost[i] = append(cost[i], JSD(x.Phi[i], p))
		}
	}
	match := Assign(cost)
	if match[0] != 4 || match[1] != 2 {
		t.Errorf("topics with the keywords of planted topics 4 and 2 are matched with %v", match[:2])
	}
	for i, k := range match {
		if cost[i][k] > 0.3 {
			t.Errorf("topic %d has the divergence %.3f from its planted topic", i, cost[i][k])
		}
	}
}

func TestSeedWords(t *testing.T) {
	c := Corpus{Docs: [][]int32{{0, 1, 1}, {1}}, V: 3}
	got := SeedWords(c, [][]int32{{1, 2}, nil, {0}}, 0.01)
	want := [][]Keyword{{{1, 3}, {2, 0}}, nil, {{0, 1}}} // 0.01: as often as the corpus has them
	if !reflect.DeepEqual(got, want) {
		t.Errorf("SeedWords = %v, want %v", got, want)
	}
}

func TestPriorEstimate(t *testing.T) {
	// Documents of one topic each have a prior near 0; documents that all have
	// the same mixture a large one.
	one, even := &histogram{}, &histogram{}
	for range 100 {
		one.add(50)
		even.add(25)
		even.add(0)
	}
	if sharp, flat := one.rise(0.1)*0.1, even.rise(0.1)*0.1; sharp >= 2*flat {
		t.Errorf("rise of documents of one topic %v, of mixtures %v", sharp, flat)
	}
	c, _ := planted(500, 500, 5, 50, 0, 1)
	m := fit(t, c, Options{K: 5, Iterations: 120, Seed: 1}, Sequential)
	x := m.Topics()
	sum := 0.0
	for _, a := range x.Alpha {
		sum += a
	}
	if sum < 0.2 || sum > 2 { // drawn with about 0.1 for each topic
		t.Errorf("sum of the document prior = %v, want about 0.5", sum)
	}
}

func TestDueKeepsSamples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		opt, err := Options{
			K: 2, Iterations: rapid.IntRange(1, 300).Draw(t, "iterations"), Samples: rapid.IntRange(1, 50).Draw(t, "samples"),
		}.withDefaults()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i := 1; i <= opt.Iterations; i++ {
			if opt.due(i) {
				n++
			}
		}
		if n != opt.Samples || !opt.due(opt.Iterations) {
			t.Fatalf("%+v keeps %d samples", opt, n)
		}
	})
}
