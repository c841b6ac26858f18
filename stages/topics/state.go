package topics

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"math"
	"slices"
)

// stateMagic begins every saved state; its number changes with the format.
const stateMagic = "fusul topics 1\n"

// State returns all that Resume needs, besides the corpus, to go on from
// here as if m had never stopped. It is to be called between Apply and Sample.
func (m *Model) State() ([]byte, error) {
	options, err := json.Marshal(m.opt)
	if err != nil {
		return nil, err
	}
	w := writer{[]byte(stateMagic)}
	w.bytes(options)
	w.number(m.fingerprint)
	w.number(uint64(m.iteration))
	w.number(uint64(m.fruitless))
	w.floats(m.likelihood, m.alphaSum, m.beta)
	w.floats(m.alpha...)
	for b := range m.blocks {
		m.blocks[b].save(&w)
	}
	m.kept.save(&w)
	return binary.LittleEndian.AppendUint32(w.buf, crc32.ChecksumIEEE(w.buf)), nil
}

// Resume returns the model that state was taken of. corpus must be the one that
// the model was made of.
func Resume(corpus Corpus, state []byte) (*Model, error) {
	body := len(state) - 4
	if body < len(stateMagic) || string(state[:len(stateMagic)]) != stateMagic {
		return nil, errors.New("not a saved topic model")
	}
	if crc32.ChecksumIEEE(state[:body]) != binary.LittleEndian.Uint32(state[body:]) {
		return nil, errors.New("saved topic model is cut short or damaged")
	}
	r := reader{buf: state[len(stateMagic):body]}
	var opt Options
	if err := json.Unmarshal(r.bytes(), &opt); err != nil {
		return nil, err
	}
	m, err := build(corpus, opt)
	if err != nil {
		return nil, err
	}
	if r.number() != m.fingerprint {
		return nil, errors.New("saved topic model belongs to another corpus")
	}
	m.iteration, m.fruitless = int(r.number()), int(r.number())
	m.likelihood, m.alphaSum, m.beta = r.float(), r.float(), r.float()
	for k := range m.alpha {
		m.alpha[k] = r.float()
	}
	for _, x := range append([]float64{m.alphaSum, m.beta}, m.alpha...) {
		r.short = r.short || !(x > 0) || math.IsInf(x, 1)
	}
	for b := range m.blocks {
		m.blocks[b].load(&r, opt.K)
	}
	m.kept.load(&r, m)
	if r.short || len(r.buf) > 0 {
		return nil, errors.New("saved topic model does not fit its corpus")
	}
	m.recount()
	return m, nil
}

// fingerprint returns a hash of the documents and their groups.
func fingerprint(c Corpus) uint64 {
	h := uint64(c.V)
	add := func(x uint64) { h = mix(h+golden) ^ x }
	for _, doc := range c.Docs {
		add(uint64(len(doc)))
		for _, w := range doc {
			add(uint64(w))
		}
	}
	for _, g := range c.Group {
		add(uint64(g))
	}
	return mix(h)
}

func (b *block) save(w *writer) {
	for _, z := range b.topic {
		w.buf = binary.LittleEndian.AppendUint16(w.buf, z)
	}
	// The order of the cells of a row decides which topic a number draws.
	for d := range b.docs {
		w.cells(b.row(d))
	}
	w.floats(b.logMass)
}

func (b *block) load(r *reader, k int) {
	for i := range b.topic {
		b.topic[i] = r.short16()
		r.short = r.short || int(b.topic[i]) >= k
	}
	if r.short {
		return
	}
	b.fillRows()
	for d := range b.docs {
		row := b.row(d)
		saved := r.cells()
		r.short = r.short || !permuted(row, saved)
		copy(row, saved)
	}
	b.logMass = r.float()
}

// permuted reports whether a and b hold the same cells, each once.
func permuted(a, b []cell) bool {
	if len(a) != len(b) {
		return false
	}
	for _, c := range a {
		if !slices.Contains(b, c) {
			return false
		}
	}
	return true
}

func (s *kept) save(w *writer) {
	w.number(uint64(s.samples))
	if s.samples == 0 {
		return
	}
	for _, n := range s.words {
		w.buf = binary.AppendUvarint(w.buf, uint64(n))
	}
	for _, n := range s.totals {
		w.number(uint64(n))
	}
	w.floats(s.alpha...)
	w.floats(s.beta)
	for _, d := range s.draws {
		w.floats(d.alpha...)
		w.floats(d.alphaSum)
		for g := range len(d.start) - 1 {
			w.cells(d.cells[d.start[g]:d.start[g+1]])
		}
	}
}

func (s *kept) load(r *reader, m *Model) {
	samples := int(r.number())
	if samples == 0 || r.short {
		return
	}
	s.samples = samples
	s.makeRoom(m)
	for i := range s.words {
		s.words[i] = uint32(r.varint())
	}
	for k := range s.totals {
		s.totals[k] = int64(r.number())
	}
	for k := range s.alpha {
		s.alpha[k] = r.float()
	}
	s.beta = r.float()
	for range samples {
		if r.short {
			return
		}
		d := draw{alpha: make([]float64, m.opt.K)}
		for k := range d.alpha {
			d.alpha[k] = r.float()
		}
		d.alphaSum = r.float()
		for range m.Groups() {
			d.start = append(d.start, uint32(len(d.cells)))
			row := r.cells()
			for _, c := range row {
				r.short = r.short || int(c.topic) >= m.opt.K
			}
			d.cells = append(d.cells, row...)
		}
		d.start = append(d.start, uint32(len(d.cells)))
		s.draws = append(s.draws, d)
	}
}

// A writer appends values to buf.
type writer struct{ buf []byte }

func (w *writer) number(x uint64) { w.buf = binary.LittleEndian.AppendUint64(w.buf, x) }

func (w *writer) floats(values ...float64) {
	for _, x := range values {
		w.number(math.Float64bits(x))
	}
}

func (w *writer) bytes(b []byte) {
	w.number(uint64(len(b)))
	w.buf = append(w.buf, b...)
}

func (w *writer) cells(row []cell) {
	w.buf = binary.AppendUvarint(w.buf, uint64(len(row)))
	for _, c := range row {
		w.buf = binary.AppendUvarint(w.buf, uint64(c.topic))
		w.buf = binary.AppendUvarint(w.buf, uint64(c.count))
	}
}

// A reader takes values from buf; short says that it came to an end too soon,
// and from then on every value is 0.
type reader struct {
	buf   []byte
	short bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.buf) {
		r.short = true
		return nil
	}
	b := r.buf[:n]
	r.buf = r.buf[n:]
	return b
}

func (r *reader) number() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *reader) short16() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) float() float64 { return math.Float64frombits(r.number()) }

func (r *reader) bytes() []byte { return r.take(int(min(r.number(), math.MaxInt32))) }

func (r *reader) varint() uint64 {
	x, n := binary.Uvarint(r.buf)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.buf = r.buf[n:]
	return x
}

func (r *reader) cells() []cell {
	n := r.varint()
	if r.short || n > uint64(len(r.buf)) {
		r.short = true
		return nil
	}
	row := make([]cell, n)
	for i := range row {
		row[i] = cell{uint16(r.varint()), uint32(r.varint())}
	}
	return row
}
