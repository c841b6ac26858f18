package topics

import (
	"math"
	"slices"
)

// A Tally is the topics of the words of a text.
type Tally struct {
	N        int       // words
	Expected []float64 // by topic: expected words
	Variance []float64 // of that number, as far as the topic of each word is in doubt
}

// NewTally returns the tally of no words among k topics.
func NewTally(k int) Tally { return Tally{Expected: make([]float64, k), Variance: make([]float64, k)} }

// Merge adds the words of u.
func (t *Tally) Merge(u Tally) {
	t.N += u.N
	for k, x := range u.Expected {
		t.Expected[k] += x
		t.Variance[k] += u.Variance[k]
	}
}

// Reset makes t the tally of no words.
func (t *Tally) Reset() {
	t.N = 0
	clear(t.Expected)
	clear(t.Variance)
}

// The inference of Tallier stops where a sweep moves less than this share of
// the words, or after mostSweeps. Behind each of the first prunings sweeps,
// topics with less than leastWords words are left to their prior.
const (
	settled    = 0.01
	mostSweeps = 60
	prunings   = 3
	leastWords = 0.4
)

// A Tallier finds the topics of texts. Its answers are functions of the word
// counts of a text alone: no random number is drawn.
//
// It looks for the fixed point that [Topics.Infer] finds, but begins with one
// pass in which each word is given out by what the words before it got, and then
// keeps to the few topics that the text has. That takes a tenth of the time; the
// shares of a unit of 160 words differ by 0.03 in all, those of two samples of the
// posterior by 0.15 (50 topics of the 14 books).
type Tallier struct {
	f        *Fixed
	alphaSum float64
	level    float64               // of intervals
	absent   map[[2]int]Prevalence // by topic and words: its share in a unit without a word of it

	sorted []int32
	bag    []wordCount
	counts []float64 // by live topic: its prior and its expected tokens
	live   []int     // topics
	place  []int32   // by topic: its place among them, or behind them
	first  []float64 // by cell of the words of the bag: the topics of one token
	stride int       // of the rows of phi and mix
	phi    []float64 // by word of the bag and live topic
	mix    []float64 // as phi: the topics of one token of the word
	old    []float64
	next   []float64
}

// NewTallier returns a Tallier for one goroutine; level is that of its
// intervals, such as 0.95.
func NewTallier(f *Fixed, level float64) *Tallier {
	x := &Tallier{f: f, level: level, place: make([]int32, len(f.Alpha)), absent: map[[2]int]Prevalence{}}
	for _, a := range f.Alpha {
		x.alphaSum += a
	}
	return x
}

// Add adds the topics of a text to t. Words that the model does not have are
// passed over.
func (x *Tallier) Add(t *Tally, doc []int32) {
	n := x.take(doc)
	if n == 0 {
		return
	}
	x.begin()
	for sweep := range mostSweeps {
		if moved := x.sweep(); sweep >= prunings && moved < settled*float64(n) {
			break
		}
		if sweep < prunings {
			x.prune()
		}
	}
	t.N += n
	k := len(x.live)
	for i, w := range x.bag {
		for j, q := range x.mix[i*x.stride:][:k] {
			t.Expected[x.live[j]] += float64(w.n * q)
			t.Variance[x.live[j]] += float64(w.n * float64(q*(1-q)))
		}
	}
}

// take counts the words of doc, and returns how many the model has.
func (x *Tallier) take(doc []int32) int {
	x.sorted = append(x.sorted[:0], doc...)
	slices.Sort(x.sorted)
	x.bag = x.bag[:0]
	n := 0
	for _, w := range x.sorted {
		if w < 0 || int(w) >= x.f.Words() {
			continue
		}
		n++
		if last := len(x.bag) - 1; last >= 0 && x.bag[last].id == w {
			x.bag[last].n++
			continue
		}
		x.bag = append(x.bag, wordCount{w, 1})
	}
	return n
}

// begin gives out the words one by one, among the topics that each was found
// in, and makes room for the topics that got some.
func (x *Tallier) begin() {
	x.counts = append(x.counts[:0], x.f.Alpha...)
	x.first = x.first[:0]
	for _, w := range x.bag {
		topics, values := x.f.of(w.id)
		from := len(x.first)
		x.first = slices.Grow(x.first, len(topics))[:from+len(topics)]
		first := x.first[from:][:len(topics)]
		values = values[:len(topics)]
		scale := 1 / weigh(first, x.counts, topics, values)
		for i, t := range topics {
			q := float64(first[i] * scale)
			first[i] = q
			x.counts[t] += float64(w.n * q)
		}
	}
	x.live = x.live[:0]
	for k := range x.counts {
		x.live = append(x.live, k)
	}
	x.keep()
	x.fill()
}

// weigh puts the products of the values and the counts of their topics into
// dst, and returns their sum. There are two sums, as in without.
func weigh(dst, counts []float64, topics []uint16, values []float64) float64 {
	even, odd := 0.0, 0.0
	dst, values = dst[:len(topics)], values[:len(topics)]
	i := 0
	for ; i+1 < len(topics); i += 2 {
		p, q := float64(counts[topics[i]]*values[i]), float64(counts[topics[i+1]]*values[i+1])
		dst[i], dst[i+1] = p, q
		even, odd = even+p, odd+q
	}
	if i < len(topics) {
		dst[i] = float64(counts[topics[i]] * values[i])
		even += dst[i]
	}
	return even + odd
}

// keep strikes topics with hardly a word off the live ones, and returns the
// places that the others had. One at least is left.
func (x *Tallier) keep() []int {
	kept, most := make([]int, 0, 64), 0
	for j, c := range x.counts {
		if c-x.f.Alpha[x.live[j]] >= leastWords {
			kept = append(kept, j)
		}
		if c > x.counts[most] {
			most = j
		}
	}
	if len(kept) == 0 {
		kept = append(kept, most)
	}
	for to, from := range kept {
		x.live[to], x.counts[to] = x.live[from], x.counts[from]
	}
	x.live, x.counts = x.live[:len(kept)], x.counts[:len(kept)]
	return kept
}

// fill makes the rows of the words of the bag.
func (x *Tallier) fill() {
	// Topics that are not live have a place too, behind the others: a jump at
	// each of them would often be foretold wrongly.
	k := len(x.live)
	for t := range x.place {
		x.place[t] = int32(k)
	}
	x.stride = k + 1
	x.next = slices.Grow(x.next[:0], k)[:k]
	for j, t := range x.live {
		x.place[t] = int32(j)
		x.next[j] = x.f.Least[t]
	}
	size := len(x.bag) * x.stride
	x.phi, x.mix = slices.Grow(x.phi[:0], size)[:size], slices.Grow(x.mix[:0], size)[:size]
	clear(x.mix)
	from := 0
	for i, w := range x.bag {
		phi, mix := x.phi[i*x.stride:][:x.stride], x.mix[i*x.stride:][:x.stride]
		copy(phi, x.next)
		topics, values := x.f.of(w.id)
		first := x.first[from:][:len(topics)]
		values = values[:len(topics)]
		for i, t := range topics {
			j := x.place[t]
			phi[j], mix[j] = values[i], first[i]
		}
		from += len(topics)
	}
}

// prune leaves the topics with hardly a word to their prior.
func (x *Tallier) prune() {
	k := len(x.live)
	kept := x.keep()
	if len(kept) == k {
		return
	}
	to := 0
	for i := range x.bag { // rows move towards the front: what is read is not yet written over
		for _, from := range kept {
			x.phi[to], x.mix[to] = x.phi[i*x.stride+from], x.mix[i*x.stride+from]
			to++
		}
	}
	x.stride = len(kept)
}

// sweep finds the topics of each word anew, given those of all other tokens. It
// returns how many tokens moved.
func (x *Tallier) sweep() float64 {
	k := len(x.live)
	counts, next := x.counts[:k], x.next[:k]
	x.old = append(x.old[:0], counts...)
	for i, w := range x.bag {
		phi, mix := x.phi[i*x.stride:][:k], x.mix[i*x.stride:][:k]
		scale := 1 / without(next, counts, mix, phi)
		for j, q := range next {
			q = float64(q * scale)
			counts[j] += float64(w.n * (q - mix[j]))
			mix[j] = q
		}
	}
	moved := 0.0
	for j, c := range counts {
		moved += math.Abs(c - x.old[j])
	}
	return moved
}

// without puts (counts−own)·phi into dst, and returns the sum. There are two
// sums, so that neither waits for all that came before.
func without(dst, counts, own, phi []float64) float64 {
	even, odd := 0.0, 0.0
	counts, own, phi = counts[:len(dst)], own[:len(dst)], phi[:len(dst)]
	i := 0
	for ; i+1 < len(dst); i += 2 {
		p, q := float64((counts[i]-own[i])*phi[i]), float64((counts[i+1]-own[i+1])*phi[i+1])
		dst[i], dst[i+1] = p, q
		even, odd = even+p, odd+q
	}
	if i < len(dst) {
		dst[i] = float64((counts[i] - own[i]) * phi[i])
		even += dst[i]
	}
	return even + odd
}

// mostMissing bounds the part of what a text could tell of a share that is lost
// because the topics of its words are in doubt.
const mostMissing = 0.95

// Shares returns the share of every topic in a unit that is made of parts, each
// weighted by its words, with intervals.
//
// In a part of n words, γ_k = (E n_k + α_k)/(n + Σα). Its variance is that of a
// Dirichlet distribution for known topics, divided by 1 less the missing
// information (Louis 1982), Var n_k / ((n + Σα) γ_k (1−γ_k)). That of the model is
// not in it.
func (x *Tallier) Shares(parts []Tally) []Prevalence {
	total := 0
	for _, p := range parts {
		total += p.N
	}
	out := make([]Prevalence, len(x.f.Alpha))
	for k := range out {
		absent := [2]int{k, total}
		if known, ok := x.absent[absent]; ok && len(parts) == 1 && parts[0].Expected[k] == 0 {
			out[k] = known
			continue
		}
		mean, variance := 0.0, 0.0
		for _, p := range parts {
			weight := 1 / float64(len(parts))
			if total > 0 {
				weight = float64(p.N) / float64(total)
			}
			size := float64(p.N) + x.alphaSum
			gamma := (p.Expected[k] + x.f.Alpha[k]) / size
			spread := float64(gamma * (1 - gamma))
			missing := min(p.Variance[k]/float64(size*spread), mostMissing)
			mean += float64(weight * gamma)
			variance += float64(weight*float64(weight*spread)) / float64((size+1)*(1-missing))
		}
		out[k] = interval(mean, variance, x.level)
		if len(parts) == 1 && parts[0].Expected[k] == 0 {
			x.absent[absent] = out[k]
		}
	}
	return out
}
