// Package tokenise cuts text into words, numbers, addresses, punctuation and
// footnote marks.
//
// The text is never rewritten: tokens are byte spans of it, in order and
// disjoint, and they tile it but for what [Blank] says is not printed. Marks,
// tatweel and joiners inside a word belong to the word.
package tokenise

import (
	"sort"
	"unicode/utf8"

	"fusul/stages/internal/letters"
	"fusul/stages/text"
)

// Append appends the tokens of one paragraph, the bytes span of src, to dst
// and returns the extended slice. The marks, which must be in order and may
// be those of the whole document, separate tokens as white space does, but for
// empty ones. The Type of the tokens is left 0.
//
// A digit is taken for the call of a footnote by what stands before and
// behind it in the paragraph, so paragraphs must not be cut smaller.
func Append(dst []text.Token, src string, span text.Span, marks []text.Mark) []text.Token {
	first := sort.Search(len(marks), func(i int) bool { return marks[i].End > span.Start })
	s := scanner{src: src[:span.End], dst: dst, base: len(dst), marks: marks[first:]}
	at := span.Start
	for len(s.marks) > 0 && s.marks[0].Start < span.End {
		m := s.marks[0]
		if m.Len() == 0 {
			s.marks = s.marks[1:]
			continue
		}
		s.scan(at, max(at, m.Start))
		at = max(at, m.End)
		s.marks = s.marks[1:]
	}
	s.scan(min(at, span.End), span.End)
	return s.dst
}

// Blank reports whether r is no part of a token unless it stands inside a
// word: white space, controls, and the joiners and directional marks that
// print nothing.
func Blank(r rune) bool {
	c := letters.Of(r)
	return c == letters.Space || c == letters.Invisible
}

// A scanner cuts one paragraph.
type scanner struct {
	src   string       // up to the end of the paragraph
	end   int          // end of the stretch being cut: the next mark, or len(src)
	marks []text.Mark  // those at or behind end
	dst   []text.Token // tokens found
	base  int          // index in dst of the first token of the paragraph
}

// scan appends the tokens of src[i:end], a stretch without marks.
func (s *scanner) scan(i, end int) {
	s.end = end
	for i < end {
		if s.src[i] == ' ' {
			i++
			continue
		}
		class, n := s.at(i)
		switch class {
		case letters.Space, letters.Invisible:
			i += n
		case letters.Arabic:
			i = s.word(i, i+n)
		case letters.Foreign:
			i = s.foreign(i)
		case letters.Digit:
			i = s.number(i, i)
		case letters.Mark, letters.Tatweel:
			i = s.stray(i)
		case letters.Numeral:
			i = s.numeral(i)
		default:
			i = s.symbol(i)
		}
	}
}

// at returns the class and length of the rune at i. The end of the stretch
// is a Space of length 0.
func (s *scanner) at(i int) (letters.Class, int) {
	if i+1 < s.end && letters.IsLead(s.src[i]) && s.src[i+1]&0xc0 == 0x80 {
		return letters.InBlock(s.src[i], s.src[i+1]), 2
	}
	return letters.At(s.src[i:s.end])
}

// rune returns the rune at i, and 0 at the end of the stretch.
func (s *scanner) rune(i int) rune {
	if i >= s.end {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s.src[i:s.end])
	return r
}

// emit appends a token and returns its end.
func (s *scanner) emit(start, end int, kind text.Kind) int {
	s.dst = append(s.dst, text.Token{Span: text.Span{Start: start, End: end}, Kind: kind})
	return end
}

// word cuts the Arabic word that begins at start and is known up to i.
func (s *scanner) word(start, i int) int {
	src := s.src[:s.end]
	for {
		i += letters.Run(src[i:])
		if i < len(src) && src[i] >= utf8.RuneSelf { // else surely no part of the word
			class, n := s.at(i)
			if class.InWord() {
				i += n
				continue
			}
			if j := s.visible(i); j > i && s.class(j).InWord() {
				i = j
				continue
			}
		}
		return s.emit(start, i, text.Word)
	}
}

func (s *scanner) class(i int) letters.Class {
	c, _ := s.at(i)
	return c
}

// visible returns the place of the first rune from i on that is printed.
func (s *scanner) visible(i int) int {
	for {
		class, n := s.at(i)
		if class != letters.Invisible {
			return i
		}
		i += n
	}
}

// stray cuts marks and tatweel without a letter before them. Before a letter
// they are part of its word (tanwin typed too late, the bare suffix ـه);
// alone, or behind a number (1ـ), they are a dash or dirt.
func (s *scanner) stray(i int) int {
	j := i
	for {
		class, n := s.at(j)
		if class != letters.Mark && class != letters.Tatweel {
			break
		}
		j += n
	}
	if s.class(j) == letters.Arabic && !s.behind(i, text.Number, text.Year) {
		return s.word(i, j)
	}
	return s.emit(i, j, text.Punct)
}

// behind reports whether a token of one of the kinds ends at i.
func (s *scanner) behind(i int, kinds ...text.Kind) bool {
	if len(s.dst) == s.base || s.dst[len(s.dst)-1].End != i {
		return false
	}
	for _, k := range kinds {
		if s.dst[len(s.dst)-1].Kind == k {
			return true
		}
	}
	return false
}

// symbol cuts one punctuation mark or symbol; a run of the same one, such as
// an ellipsis of three full stops, is one token. A per-cent sign before a
// figure belongs to the figure.
func (s *scanner) symbol(i int) int {
	r, n := utf8.DecodeRuneInString(s.src[i:s.end])
	j := i + n
	if percent(r) && s.class(j) == letters.Digit {
		return s.number(i, j)
	}
	for j < s.end {
		if next, m := utf8.DecodeRuneInString(s.src[j:s.end]); next != r || m != n || r == utf8.RuneError && n == 1 {
			break
		}
		j += n
	}
	return s.emit(i, j, text.Punct)
}
