package segment

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// Headings are the words that make headings. The zero value has none.
type Headings struct {
	divisions map[string]division
	openings  map[string]int // rank
	titles    map[string]title
	sections  set
	bylines   map[string]bool // whether a name may follow
	captions  set
	clauses   set
	ordinals  map[string]int
	sequence  map[string]int
	firsts    set // the words that any of the phrases at the beginning of a line begins with
}

type set map[string]bool

// A division is a word that a number follows, such as الفصل.
type division struct {
	rank int // 1 is the highest
	part text.Part
}

// A title is a heading that needs no number, such as المقدمة.
type title struct {
	part text.Part
	role role
	open bool // words may follow it
}

// A role says where in its work a title of the body stands.
type role uint8

const (
	anywhere role = iota
	intro
	outro
)

// Abbreviations are words before a stop that does not end a sentence. The
// zero value has none.
type Abbreviations struct {
	words set
	eras  set // ... unless behind a number
}

// chapterRank is the lowest rank of a division that is a chapter of its work
// whatever other divisions it has.
const chapterRank = 5

// longestPhrase is the number of words of the longest phrase that is looked
// for at the beginning of a line.
const longestPhrase = 5

// ParseHeadings reads a list of heading words; its form is described at the
// head of corpus/words/headings.txt. Errors begin with name and the line.
func ParseHeadings(r io.Reader, name string) (*Headings, error) {
	h := &Headings{
		divisions: map[string]division{}, openings: map[string]int{}, titles: map[string]title{},
		sections: set{}, bylines: map[string]bool{}, captions: set{}, clauses: set{},
		ordinals: map[string]int{}, sequence: map[string]int{},
	}
	if err := parseList(r, name, h.section); err != nil {
		return nil, err
	}
	h.firsts = set{}
	addFirsts(h.firsts, h.divisions)
	addFirsts(h.firsts, h.openings)
	addFirsts(h.firsts, h.titles)
	addFirsts(h.firsts, h.sequence)
	addFirsts(h.firsts, h.bylines)
	addFirsts(h.firsts, h.sections)
	addFirsts(h.firsts, h.captions)
	return h, nil
}

// addFirsts adds the first word of each phrase to firsts.
func addFirsts[V any](firsts set, phrases map[string]V) {
	for phrase := range phrases {
		word, _, _ := strings.Cut(phrase, " ")
		firsts[word] = true
	}
}

// ParseAbbreviations reads a list of abbreviations; its form is described at
// the head of corpus/words/abbreviations.txt. Errors begin with name and the
// line.
func ParseAbbreviations(r io.Reader, name string) (*Abbreviations, error) {
	a := &Abbreviations{words: set{}, eras: set{}}
	err := parseList(r, name, func(head []string) (func(string) error, error) {
		switch strings.Join(head, " ") {
		case "abbreviation":
			return a.words.add, nil
		case "era":
			return a.eras.add, nil
		}
		return nil, fmt.Errorf("unknown section %q", head)
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// parseList reads a file of sections. For each it asks open, with the words
// of its head, for the function that takes its lines.
func parseList(r io.Reader, name string, open func(head []string) (func(string) error, error)) error {
	var take func(string) error
	lines := bufio.NewScanner(r)
	n := 0
	for lines.Scan() {
		n++
		line, _, _ := strings.Cut(lines.Text(), "#")
		line = strings.TrimSpace(line)
		var err error
		switch head, ok := strings.CutPrefix(line, "["); {
		case line == "":
		case ok && strings.HasSuffix(head, "]"):
			take, err = open(strings.Fields(strings.TrimSuffix(head, "]")))
		case take == nil:
			err = fmt.Errorf("%q stands before the first section", line)
		default:
			err = take(line)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return nil
}

// section returns the function that takes the lines under [head].
func (h *Headings) section(head []string) (func(string) error, error) {
	if len(head) == 0 {
		return nil, fmt.Errorf("section without a name")
	}
	switch args := head[1:]; head[0] {
	case "division":
		return h.divisionLines(args)
	case "opening":
		if len(args) != 1 {
			return nil, fmt.Errorf("section %q needs a rank", head)
		}
		rank, err := parseRank(args[0])
		return func(s string) error { return put(h.openings, s, rank) }, err
	case "heading":
		return h.titleLines(args)
	case "section":
		return h.sections.add, nil
	case "byline":
		if len(args) > 1 || len(args) == 1 && args[0] != "open" {
			return nil, fmt.Errorf("section byline may have the word open")
		}
		return func(s string) error { return put(h.bylines, s, len(args) == 1) }, nil
	case "caption":
		return h.captions.add, nil
	case "clause":
		return h.clauses.add, nil
	case "ordinal":
		return func(s string) error { return putValue(h.ordinals, s) }, nil
	case "sequence":
		return func(s string) error { return putValue(h.sequence, s) }, nil
	}
	return nil, fmt.Errorf("unknown section %q", head)
}

func (h *Headings) divisionLines(args []string) (func(string) error, error) {
	if len(args) == 0 || len(args) > 2 {
		return nil, fmt.Errorf("section division needs a rank and may have a part")
	}
	rank, err := parseRank(args[0])
	if err != nil {
		return nil, err
	}
	d := division{rank: rank}
	if len(args) == 2 {
		t, ok := parts[args[1]]
		if !ok {
			return nil, fmt.Errorf("unknown part %q", args[1])
		}
		d.part = t.part
	}
	return func(s string) error { return put(h.divisions, s, d) }, nil
}

func (h *Headings) titleLines(args []string) (func(string) error, error) {
	if len(args) == 0 || len(args) > 2 || len(args) == 2 && args[1] != "open" {
		return nil, fmt.Errorf("section heading needs a part and may have the word open")
	}
	t, ok := parts[args[0]]
	if !ok {
		return nil, fmt.Errorf("unknown part %q", args[0])
	}
	t.open = len(args) == 2
	return func(s string) error { return put(h.titles, s, t) }, nil
}

var parts = map[string]title{
	"intro":        {role: intro},
	"outro":        {role: outro},
	"front":        {part: text.Front},
	"contents":     {part: text.Contents},
	"abstract":     {part: text.Abstract},
	"bibliography": {part: text.Bibliography},
	"appendix":     {part: text.Appendix},
}

func parseRank(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 9 {
		return 0, fmt.Errorf("rank is %q, must be 1 to 9", s)
	}
	return n, nil
}

// add puts the phrase s into the set.
func (m set) add(s string) error { return put(m, s, true) }

// put enters the folded form of s. A later line overrides an earlier one.
func put[V any](m map[string]V, s string, v V) error {
	var p phrase
	p.fold(s, text.Span{End: len(s)}, nil)
	if len(p.words) == 0 || len(p.words) > longestPhrase {
		return fmt.Errorf("%q has %d words, must have 1 to %d", s, len(p.words), longestPhrase)
	}
	m[string(p.key)] = v
	return nil
}

// putValue enters the words of a line that begins with their value.
func putValue(m map[string]int, line string) error {
	words := strings.Fields(line)
	v, err := strconv.Atoi(words[0])
	if err != nil || v < 1 || v > 999 {
		return fmt.Errorf("value is %q, must be 1 to 999", words[0])
	}
	for _, w := range words[1:] {
		if err := put(m, w, v); err != nil {
			return err
		}
	}
	return nil
}
