package read

import (
	"fmt"
	"strings"

	"fusul/stages/text"
)

// Places returns, for each offset, the line of doc from which on there is
// something to read, as corpus.yaml may name it: by what it says where no
// other line says so, else by its number. Offsets must rise.
func Places(doc *text.Document, offsets []int) []Place {
	const longest = 200 // bytes of a line that is named by what it says
	r := resolver{doc: doc}
	r.lines = make([][]line, len(doc.Sources))
	r.scan(longest, func(l line, said string) {
		if l.Start >= l.End {
			return
		}
		r.lines[l.source] = append(r.lines[l.source], l)
		if said != "" && len(said) <= longest {
			if r.texts == nil {
				r.texts = make(map[string][]line)
			}
			r.texts[said] = append(r.texts[said], l)
		}
	})
	places := make([]Place, 0, len(offsets))
	for _, at := range offsets {
		places = append(places, r.place(at))
	}
	return places
}

// place returns the place of the first line with something to read from an
// offset on.
func (r *resolver) place(at int) Place {
	for i, s := range r.doc.Sources {
		if s.End <= at {
			continue
		}
		for _, l := range r.lines[i] {
			said := plainText(r.doc.Text, l.Span, r.doc.Marks)
			if l.End <= at || said == "" {
				continue
			}
			p := Place{Text: said}
			if found, err := r.find(p); err == nil && found.Start == l.Start {
				return p
			}
			p = Place{Number: l.number}
			if len(r.doc.Sources) > 1 {
				p.File = s.Path
			}
			return p
		}
	}
	return Place{Number: 1}
}

// Impossible returns the share of pairs of neighbouring letters of s that do
// not occur in Arabic, and how many pairs there are. In Arabic read in its own
// encoding it is below 0.03 %, in a wrong one above 8 %.
func Impossible(s string) (share float64, pairs int) {
	f := fitOf(s, len(s)+1)
	if f.pairs == 0 {
		return 0, 0
	}
	return f.share(), f.pairs
}

// String writes p as a message names it.
func (p Place) String() string {
	if p.File != "" {
		return fmt.Sprintf("%s of %s", p.show(), showName(p.File))
	}
	return strings.TrimSpace(p.show())
}
