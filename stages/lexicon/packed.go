package lexicon

import (
	"encoding/binary"
	"errors"

	"fusul/stages/lexicon/paradigm"
)

// A packed lexicon is its fields one after the other, in the order in which
// [packer.lexicon] goes through them: numbers as varints, strings and lists
// behind their lengths. Reading it costs a hundredth of what its YAML does, so
// the built-in lexicon ships in both.

// packedVersion is that of the order of the fields.
const packedVersion = "fusul lexicon 1\n"

// Pack returns l but for its problems, for [Unpack].
func Pack(l *Lexicon) []byte {
	p := packer{packing: true, out: []byte(packedVersion)}
	p.lexicon(l)
	return p.out
}

// Unpack returns the lexicon that [Pack] packed. Its strings are parts of data.
func Unpack(data string) (*Lexicon, error) {
	if len(data) < len(packedVersion) || data[:len(packedVersion)] != packedVersion {
		return nil, errors.New("not a packed lexicon of this version")
	}
	p := packer{in: data[len(packedVersion):]}
	var l Lexicon
	p.lexicon(&l)
	if p.cut || p.in != "" {
		return nil, errors.New("a damaged packed lexicon")
	}
	return &l, nil
}

// A packer goes through the fields of a lexicon, and either appends them to out
// or fills them from in: one walk for both, so that they cannot differ.
type packer struct {
	packing bool
	out     []byte
	in      string
	cut     bool // in ended too early
}

func (p *packer) lexicon(l *Lexicon) {
	p.label(&l.Title)
	p.text(&l.Version)
	p.text(&l.Licence)
	p.text(&l.Note)
	p.texts(&l.Source)
	packNumber(p, &l.By)
	packList(p, &l.Words, p.word)
	packList(p, &l.Keys, p.key)
}

func (p *packer) label(l *Label) {
	p.text(&l.Ar)
	p.text(&l.En)
}

func (p *packer) word(w *Word) {
	p.text(&w.Citation)
	packNumber(p, &w.POS)
	p.texts(&w.Plural)
	p.texts(&w.Forms)
	p.texts(&w.Present)
}

func (p *packer) key(k *Key) {
	p.texts(&k.Path)
	p.label(&k.Label)
	p.text(&k.Note)
	p.texts(&k.Source)
	packNumber(p, &k.By)
	packNumber(p, &k.POS)
	p.texts(&k.Exclude)
	packList(p, &k.Entries, p.entry)
}

func (p *packer) entry(e *Entry) {
	p.text(&e.Pattern)
	p.label(&e.Label)
	p.text(&e.Note)
	p.texts(&e.Source)
	packNumber(p, &e.By)
	packList(p, &e.POS, func(pos *paradigm.POS) { packNumber(p, pos) })
	p.texts(&e.Plural)
	p.texts(&e.Forms)
	p.texts(&e.Present)
	p.texts(&e.Exclude)
	p.texts(&e.Variants)
	packNumber(p, &e.Window)
	p.text(&e.Lang)
}

func (p *packer) texts(s *[]string) { packList(p, s, p.text) }

func (p *packer) text(s *string) {
	n := len(*s)
	packNumber(p, &n)
	switch {
	case p.packing:
		p.out = append(p.out, *s...)
	case p.fits(n):
		*s, p.in = p.in[:n], p.in[n:]
	}
}

// fits reports whether n more things can be in p.in, of a byte at least each.
func (p *packer) fits(n int) bool {
	p.cut = p.cut || n < 0 || n > len(p.in)
	return !p.cut
}

// packNumber packs or unpacks a number that is not negative.
func packNumber[N ~uint8 | ~int](p *packer, n *N) {
	if p.packing {
		p.out = binary.AppendUvarint(p.out, uint64(*n))
		return
	}
	var value uint64
	for shift := 0; p.fits(1); shift += 7 {
		b := p.in[0]
		p.in = p.in[1:]
		value |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	if *n = N(value); uint64(*n) != value {
		p.cut = true
	}
}

// packList packs or unpacks a list, each item by item. An empty list becomes nil.
func packList[T any](p *packer, xs *[]T, item func(*T)) {
	n := len(*xs)
	packNumber(p, &n)
	if !p.packing {
		if n == 0 || !p.fits(n) {
			return
		}
		*xs = make([]T, n)
	}
	for i := range *xs {
		item(&(*xs)[i])
	}
}
