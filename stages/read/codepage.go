package read

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A codepage is an encoding of one byte a letter.
type codepage struct {
	name  string
	runes [256]rune  // the letter of each byte, U+FFFD where it has none
	class [256]uint8 // its class, see letterClass
	bytes map[rune]byte
}

// The codepages. The first two are Arabic and are looked for; the others are
// read only where they are asked for.
var codepages = []*codepage{
	newCodepage("windows-1256", charmap.Windows1256),
	newCodepage("iso-8859-6", charmap.ISO8859_6),
	newCodepage("windows-1252", charmap.Windows1252),
	newCodepage("iso-8859-1", charmap.ISO8859_1),
}

// newCodepage lays a charmap out in tables.
func newCodepage(name string, m *charmap.Charmap) *codepage {
	p := &codepage{name: name, bytes: make(map[rune]byte)}
	for i := range 256 {
		r := m.DecodeByte(byte(i))
		p.runes[i], p.class[i] = r, letterClass(r)
		if r != utf8.RuneError && i >= utf8.RuneSelf {
			p.bytes[r] = byte(i)
		}
	}
	return p
}

// findCodepage returns the codepage of a name, or nil.
func findCodepage(name string) *codepage {
	for _, p := range codepages {
		if p.name == name {
			return p
		}
	}
	return nil
}

// fit measures how well raw is Arabic in p, by the first most pairs.
func (p *codepage) fit(raw string, most int) fit {
	var f fitter
	for i := 0; i < len(raw) && f.pairs < most; i++ {
		f.add(p.class[raw[i]])
	}
	return f.fit
}

// guessCodepage decodes raw in the Arabic codepage that fits it better; what
// is not UTF-8 in it stands in c.
func guessCodepage(raw string, c census) (decoded, error) {
	const few, most = 30, 100_000
	best, other := codepages[0], codepages[1]
	f, g := best.fit(raw, most), other.fit(raw, most)
	if g.share() < f.share() {
		best, other, f, g = other, best, g, f
	}
	if f.share() > refuseShare {
		return decoded{}, &SyntaxError{Offset: int64(c.first), Msg: fmt.Sprintf(
			"invalid UTF-8, and not Arabic in %s or %s; if it is in another encoding, name it", best.name, other.name)}
	}
	if c.mixed >= 0 {
		return decoded{}, &SyntaxError{Offset: int64(c.mixed), Msg: fmt.Sprintf("invalid: UTF-8 in a text that is %s elsewhere", best.name)}
	}
	d, err := decodeCodepage(raw, best)
	if err != nil {
		return decoded{}, err
	}
	switch {
	case len(d.problems) > 0 && f.share() > doubtShare: // said already
	case f.pairs < few, g.share()-f.share() < 2*doubtShare:
		d.problem(-1, fmt.Sprintf("read as %s on the evidence of %d letter pairs only; if it is in another encoding, name it", best.name, f.pairs))
	}
	return d, nil
}

// decodeCodepage decodes raw in p.
func decodeCodepage(raw string, p *codepage) (decoded, error) {
	var b strings.Builder
	b.Grow(2 * len(raw))
	var f fitter
	lost, first := 0, -1
	for i := range len(raw) {
		f.add(p.class[raw[i]])
		r := p.runes[raw[i]]
		if r == utf8.RuneError {
			if lost++; first < 0 {
				first = b.Len()
			}
		}
		b.WriteRune(r)
	}
	d := decoded{text: b.String(), encoding: p.name}
	place := func(at int) int64 { return int64(utf8.RuneCountInString(d.text[:at])) }
	if err := d.checkControls(place); err != nil {
		return decoded{}, err
	}
	if lost > 0 {
		d.problem(first, fmt.Sprintf("bytes without a letter in %s: %d", p.name, lost))
	}
	if f.pairs > 0 && f.share() > doubtShare {
		d.problem(-1, fmt.Sprintf("read as %s, but %.1f %% of its letter pairs do not occur in Arabic; if it is in another encoding, name it",
			p.name, 100*f.share()))
	}
	return d, nil
}

// decodedTwice returns the codepage in which the UTF-8 of an Arabic text was
// once read by mistake before src was saved, and where that begins; or
// nothing. Every Arabic letter is then two: one of D8 to DB in the codepage,
// and one of 80 to BF.
func decodedTwice(src string) (name string, at int) {
	const sample, enough = 16 << 10, 10
	for _, p := range []*codepage{findCodepage("windows-1256"), findCodepage("windows-1252")} {
		foreign, pairs, first := 0, 0, -1
		lead := -1
		for i, r := range src[:sampleEnd(src, sample)] {
			if r < utf8.RuneSelf {
				lead = -1
				continue
			}
			foreign++
			b, ok := p.bytes[r]
			switch {
			case ok && lead >= 0 && b < 0xC0:
				if pairs++; first < 0 {
					first = lead
				}
				lead = -1
			case ok && 0xD8 <= b && b <= 0xDB:
				lead = i
			default:
				lead = -1
			}
		}
		if pairs >= enough && pairs*2*10 >= foreign*9 {
			return p.name, first
		}
	}
	return "", -1
}

// sampleEnd returns the largest offset of a rune in src that is at most n.
func sampleEnd(src string, n int) int {
	if n >= len(src) {
		return len(src)
	}
	for !utf8.RuneStart(src[n]) {
		n--
	}
	return n
}
