package read

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fusul/stages/text"
)

// resolve finds in doc the lines that the rules of w name, and sets the
// chapter boundaries and the exclusions.
func (w Work) resolve(doc *text.Document, pieces []*piece) error {
	if w.ChapterPerFile {
		for i, s := range doc.Sources {
			title := cmp.Or(w.Files[i].Title, pieces[i].title)
			doc.Boundaries = append(doc.Boundaries, text.Boundary{Offset: s.Start, Title: title})
		}
	}
	if len(w.Chapters)+len(w.Exclude) > 0 {
		r := resolver{work: w, doc: doc}
		r.index()
		if err := r.chapters(); err != nil {
			return err
		}
		if err := r.exclusions(); err != nil {
			return err
		}
	}
	doc.Excluded = mergeSpans(doc.Excluded)
	return nil
}

// A resolver knows where the lines stand that the rules of a work name.
type resolver struct {
	work  Work
	doc   *text.Document
	texts map[string][]line // by what they say
	lines [][]line          // all lines of each source, if a rule gives a number
}

// A line is one line of a document.
type line struct {
	text.Span      // without its end
	next      int  // where the next one begins
	source    int  // index into Document.Sources
	number    int  // in its file, from 1
	heading   bool // the format marks it as one
}

// places are all places that rules name.
func (w Work) places() []*Place {
	var all []*Place
	for i := range w.Chapters {
		all = append(all, &w.Chapters[i].At)
	}
	for i := range w.Exclude {
		e := &w.Exclude[i]
		all = append(all, &e.From)
		for _, p := range []*Place{e.To, e.Until} {
			if p != nil {
				all = append(all, p)
			}
		}
	}
	return all
}

// index goes through all lines once and keeps those that a rule may mean.
func (r *resolver) index() {
	r.texts = make(map[string][]line)
	longest, numbers := 0, false
	for _, p := range r.work.places() {
		if p.Number > 0 {
			numbers = true
			continue
		}
		r.texts[p.Text] = nil
		longest = max(longest, len(p.Text))
	}
	r.lines = make([][]line, len(r.doc.Sources))
	r.scan(longest, func(l line, said string) {
		if numbers {
			r.lines[l.source] = append(r.lines[l.source], l)
		}
		if found, wanted := r.texts[said]; said != "" && wanted {
			r.texts[said] = append(found, l)
		}
	})
}

// scan calls f with every line and what it says, if that may be as short as
// longest.
func (r *resolver) scan(longest int, f func(l line, said string)) {
	marks, blocks := r.doc.Marks, r.doc.Blocks
	for i, s := range r.doc.Sources {
		for pos, n := s.Start, 1; pos < s.End; n++ {
			end, next := lineAt(r.doc.Text[:s.End], pos)
			l := line{Span: text.Span{Start: pos, End: end}, next: next, source: i, number: n}
			pos = next
			for len(marks) > 0 && marks[0].End <= l.Start {
				marks = marks[1:]
			}
			for len(blocks) > 0 && (blocks[0].End < l.Start || blocks[0].End == l.Start && blocks[0].Len() > 0) {
				blocks = blocks[1:]
			}
			l.heading = len(blocks) > 0 && blocks[0].Kind == text.Heading && blocks[0].Start <= l.End
			f(l, r.saidBy(l, marks, longest))
		}
	}
}

// saidBy returns what a line says, without the marks that lie in it, if that
// may be as short as longest.
func (r *resolver) saidBy(l line, marks []text.Mark, longest int) string {
	const slack = 500 // of marks and blanks
	if l.Len() > 2*longest+slack {
		return ""
	}
	var b strings.Builder
	pos := l.Start
	for _, m := range marks {
		if m.Start >= l.End {
			break
		}
		b.WriteString(r.doc.Text[pos:max(m.Start, pos)])
		pos = min(max(m.End, pos), l.End)
	}
	b.WriteString(r.doc.Text[pos:l.End])
	return squash(b.String())
}

// chapters sets the boundaries that the rules give.
func (r *resolver) chapters() error {
	for _, rule := range r.work.Chapters {
		l, err := r.find(rule.At)
		if err != nil {
			return err
		}
		title := rule.Title
		if !rule.Titled {
			title = cmp.Or(rule.At.Text, plainText(r.doc.Text, l.Span, r.doc.Marks))
		}
		r.doc.Boundaries = append(r.doc.Boundaries, text.Boundary{Offset: l.Start, Title: title, Level: rule.Level, Part: rule.Part})
	}
	slices.SortStableFunc(r.doc.Boundaries, func(a, b text.Boundary) int { return a.Offset - b.Offset })
	for i := 1; i < len(r.doc.Boundaries); i++ {
		if a, b := r.doc.Boundaries[i-1], r.doc.Boundaries[i]; a.Offset == b.Offset {
			return &SyntaxError{Name: r.work.Manifest, Offset: -1, Msg: fmt.Sprintf("two chapters of %q begin at the same line: %q and %q", r.work.ID, a.Title, b.Title)}
		}
	}
	return nil
}

// exclusions sets what the rules leave out.
func (r *resolver) exclusions() error {
	for _, rule := range r.work.Exclude {
		l, err := r.find(rule.From)
		if err != nil {
			return err
		}
		span := text.Span{Start: l.Start}
		switch {
		case rule.To != nil:
			last, err := r.findAfter(*rule.To, l)
			if err != nil {
				return err
			}
			span.End = last.next
		case rule.Until != nil:
			stop, err := r.findAfter(*rule.Until, line{Span: text.Span{Start: l.next}, source: l.source})
			if err != nil {
				return err
			}
			span.End = stop.Start
		default:
			span.End = r.underHeading(l)
		}
		r.doc.Excluded = append(r.doc.Excluded, span)
	}
	return nil
}

// underHeading returns where what stands under the heading l ends.
func (r *resolver) underHeading(l line) int {
	end := r.doc.Sources[l.source].End
	level := 0
	for _, b := range r.doc.Blocks {
		switch {
		case b.Kind != text.Heading || b.Start < l.Start:
		case level == 0 && b.Start <= l.End && l.heading:
			level = b.Level
		case level > 0 && b.Level <= level:
			end = min(end, r.lineStart(b.Start))
		}
	}
	for _, b := range r.doc.Boundaries {
		if b.Offset > l.Start {
			end = min(end, b.Offset)
		}
	}
	return end
}

// lineStart returns where the line begins that pos is in.
func (r *resolver) lineStart(pos int) int {
	return strings.LastIndexAny(r.doc.Text[:pos], "\r\n") + 1
}

// find returns the line that p means. Of equal lines those that the format
// marks as headings are preferred; if several are left, p must say which.
func (r *resolver) find(p Place) (line, error) {
	found := r.candidates(p, 0)
	if slices.ContainsFunc(found, func(l line) bool { return l.heading }) {
		found = slices.DeleteFunc(slices.Clone(found), func(l line) bool { return !l.heading })
	}
	switch {
	case len(found) == 0:
		return line{}, r.notFound(p, "")
	case p.Nth > len(found):
		return line{}, r.error(p, "the line %s stands there %d times, not %d", p.show(), len(found), p.Nth)
	case p.Nth > 0:
		return found[p.Nth-1], nil
	case len(found) > 1:
		return line{}, r.error(p, "the line %s stands there %d times (%s): say which with nth or file", p.show(), len(found), r.numbers(found))
	}
	return found[0], nil
}

// findAfter returns the first line that p means from the line l on.
func (r *resolver) findAfter(p Place, l line) (line, error) {
	if p.File == "" && p.Number > 0 {
		p.File = r.doc.Sources[l.source].Path
	}
	if found := r.candidates(p, l.Start); len(found) > 0 {
		return found[0], nil
	}
	return line{}, r.notFound(p, " behind the line where it begins")
}

// candidates returns the lines from the offset on that p may mean.
func (r *resolver) candidates(p Place, from int) []line {
	var found []line
	if p.Number > 0 {
		for _, lines := range r.lines {
			if p.Number <= len(lines) {
				found = append(found, lines[p.Number-1])
			}
		}
	} else {
		found = r.texts[p.Text]
	}
	var kept []line
	for _, l := range found {
		if l.Start >= from && (p.File == "" || r.doc.Sources[l.source].Path == p.File) {
			kept = append(kept, l)
		}
	}
	return kept
}

// show writes a place for a message.
func (p Place) show() string {
	if p.Number > 0 {
		return strconv.Itoa(p.Number)
	}
	return strconv.Quote(p.Text)
}

// numbers writes where lines stand for a message.
func (r *resolver) numbers(lines []line) string {
	var parts []string
	for _, l := range lines[:min(len(lines), 5)] {
		parts = append(parts, r.doc.Sources[l.source].Path+" line "+strconv.Itoa(l.number))
	}
	return strings.Join(parts, ", ")
}

// notFound is the error of a place that is not in the work; a line that only
// begins as asked is pointed out.
func (r *resolver) notFound(p Place, where string) error {
	paths := make([]string, len(r.doc.Sources))
	for i, s := range r.doc.Sources {
		paths[i] = s.Path
	}
	if p.File != "" {
		paths = []string{p.File}
	}
	hint := ""
	if at := strings.Index(r.doc.Text, p.Text); at >= 0 && p.Text != "" {
		for _, s := range r.doc.Sources {
			if s.Start <= at && at < s.End {
				hint = fmt.Sprintf("; %s has it within line %d", s.Path, 1+countLines(r.doc.Text[s.Start:at]))
			}
		}
	}
	return r.error(p, "no line %s in %s%s%s", p.show(), quoteList(paths, 3), where, hint)
}

// countLines returns the number of line ends in s.
func countLines(s string) int {
	n := 0
	for pos := 0; pos < len(s); n++ {
		end, next := lineAt(s, pos)
		if end == next {
			break
		}
		pos = next
	}
	return n
}

// error is an error at the place of a rule in corpus.yaml.
func (r *resolver) error(p Place, format string, args ...any) error {
	return &SyntaxError{Name: r.work.Manifest, Offset: -1, Line: p.Line, Column: p.Column, Msg: fmt.Sprintf(format, args...)}
}

// mergeSpans puts spans in order and makes one of those that touch.
func mergeSpans(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	kept := spans[:0]
	for _, s := range spans {
		if n := len(kept); n > 0 && s.Start <= kept[n-1].End {
			kept[n-1].End = max(kept[n-1].End, s.End)
		} else if s.Len() > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}
