package segment

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// A phrase is a stretch of text folded for comparison: its words in bare
// form, joined by spaces. Bare is without harakat, tatweel, punctuation and
// the article, with one spelling of alef, yeh, teh marbuta and seated hamza,
// Western digits and small Latin letters. A footnote digit glued behind a
// word is no part of it.
type phrase struct {
	key   []byte
	words []word
}

// A word is one word of a phrase.
type word struct {
	text.Span      // where it stands in the source
	from, to  int  // where its bare form stands in key
	number    bool // it is made of digits
}

// bare returns the bare form of word i.
func (p *phrase) bare(i int) []byte { return p.key[p.words[i].from:p.words[i].to] }

// between returns the bare form of the words from i up to, not including, j.
func (p *phrase) between(i, j int) []byte {
	if i == j {
		return nil
	}
	return p.key[p.words[i].from:p.words[j-1].to]
}

// fold makes p the folded form of src[span] but for the marks, which are in
// order and may lie anywhere in src.
func (p *phrase) fold(src string, span text.Span, marks []text.Mark) {
	p.key, p.words = p.key[:0], p.words[:0]
	p.add(src, span, marks)
}

// add folds src[span] and puts its words behind those that p has.
func (p *phrase) add(src string, span text.Span, marks []text.Mark) {
	for _, m := range marks {
		if m.Start >= span.End {
			break
		}
		p.addProse(src, text.Span{Start: span.Start, End: max(span.Start, m.Start)})
		span.Start = max(span.Start, m.End)
	}
	p.addProse(src, text.Span{Start: min(span.Start, span.End), End: span.End})
}

func (p *phrase) addProse(src string, span text.Span) {
	inside := false // the last rune was part of a word
	for i := span.Start; i < span.End; {
		r, size := utf8.DecodeRuneInString(src[i:span.End])
		switch class := letters.Of(r); class {
		case letters.Arabic, letters.Foreign, letters.Digit:
			number := class == letters.Digit
			if glued := inside && p.words[len(p.words)-1].number != number; !inside || glued {
				if inside {
					p.close()
				}
				p.open(i, number, glued)
			}
			p.key = appendBare(p.key, r)
			p.words[len(p.words)-1].End = i + size
			inside = true
		case letters.Mark, letters.Tatweel:
			if inside {
				p.words[len(p.words)-1].End = i + size
			}
		case letters.Invisible:
		default:
			if inside {
				p.close()
			}
			inside = false
		}
		i += size
	}
	if inside {
		p.close()
	}
}

// open begins a word at byte i of the source. A conjunction و that stands
// alone is taken as the beginning of the next word, as it is usually written.
func (p *phrase) open(i int, number, glued bool) {
	if n := len(p.words); n > 0 {
		if !number && !glued && string(p.bare(n-1)) == "و" {
			return
		}
		p.key = append(p.key, ' ')
	}
	p.words = append(p.words, word{Span: text.Span{Start: i, End: i}, from: len(p.key), number: number})
}

// close ends the last word: it loses its article, or is dropped when it is a
// note mark.
func (p *phrase) close() {
	w := &p.words[len(p.words)-1]
	w.to = len(p.key)
	if w.number {
		if n := len(p.words); n > 1 && p.words[n-2].End == w.Start && w.to-w.from <= 2 {
			p.key = p.key[:p.words[n-2].to]
			p.words = p.words[:n-1]
		}
		return
	}
	const letter = 2 // bytes of an Arabic letter
	b := p.key[w.from:]
	switch {
	case bytes.HasPrefix(b, []byte("ال")) && len(b) >= 4*letter:
		p.key = append(p.key[:w.from], b[2*letter:]...)
	case bytes.HasPrefix(b, []byte("وال")) && len(b) >= 5*letter:
		p.key = append(p.key[:w.from+letter], b[3*letter:]...)
	}
	w.to = len(p.key)
}

// appendBare appends the folded form of r.
func appendBare(key []byte, r rune) []byte {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		r = 'ا'
	case 'ى', 'ئ', 'ی':
		r = 'ي'
	case 'ؤ':
		r = 'و'
	case 'ة', 'ہ', 'ە', 'ۀ':
		r = 'ه'
	case 'ک':
		r = 'ك'
	default:
		if v := letters.Value(r); v >= 0 {
			return append(key, '0'+byte(v))
		}
		if r >= utf8.RuneSelf && letters.Of(r) == letters.Arabic {
			break
		}
		r = unicode.ToLower(r)
	}
	return utf8.AppendRune(key, r)
}

// hash is the FNV-1a hash of a key; the empty key has the hash 0, which
// stands for none.
func hash(key []byte) uint64 {
	if len(key) == 0 {
		return 0
	}
	h := uint64(14695981039346656037)
	for _, b := range key {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}
