package read

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"fusul/stages/damage"
	"fusul/stages/text"
)

// diagnose looks for damage in src and says what is to be done: refuse it, go
// on and report, or mend it, which needs opt.Repair.
func diagnose(src string, opt Options) (d damage.Diagnosis, mend bool, problems []text.Problem, err error) {
	if d, err = damage.Diagnose(src); err != nil || len(d.Findings) == 0 {
		return d, false, nil, err
	}
	if opt.Repair {
		return d, true, nil, nil
	}
	if d.Refuse() {
		return d, false, nil, &SyntaxError{Offset: -1, Msg: fmt.Sprintf(
			"damaged: %v. With --repair it is mended, and what was done is reported; better is the file that this was made of", d)}
	}
	for _, f := range d.Findings {
		problems = append(problems, text.Problem{Offset: -1, Kind: "damage", Message: f.String()})
	}
	return d, false, problems, nil
}

// repaired reports what was mended.
func repaired(d damage.Diagnosis, before, after string) ([]text.Problem, error) {
	a, err := damage.Known(before)
	if err != nil {
		return nil, err
	}
	b, err := damage.Known(after)
	if err != nil {
		return nil, err
	}
	var problems []text.Problem
	for _, f := range d.Findings {
		kind := "repaired"
		if f.Kind == damage.Noise {
			kind = "damage"
		}
		problems = append(problems, text.Problem{Offset: -1, Kind: kind, Message: fmt.Sprintf("%v; known words before %.1f %%, after %.1f %%", f, 100*a, 100*b)})
	}
	return problems, nil
}

// mendText mends src, if that is needed and asked for.
func mendText(src string, opt Options) (string, []text.Problem, error) {
	d, mend, problems, err := diagnose(src, opt)
	if err != nil || !mend {
		return src, problems, err
	}
	mender, err := damage.NewMender(d, opt.budget.late)
	if err != nil {
		return src, nil, err
	}
	out, err := mender.Mend(src)
	if err != nil {
		return src, nil, err
	}
	problems, err = repaired(d, src, out)
	return out, problems, err
}

// mend mends the text of x line by line, and moves what is said of it: a block
// keeps its lines; of the marks within a line that changed only page breaks
// and the calls of notes stay, as places.
func (x *extracted) mend(opt Options) error {
	d, mend, problems, err := diagnose(x.text, opt)
	x.problems = append(x.problems, problems...)
	if err != nil || !mend {
		return err
	}
	mender, err := damage.NewMender(d, opt.budget.late)
	if err != nil {
		return err
	}
	var m mendedText
	var b strings.Builder
	for line := range strings.Lines(x.text) {
		body := strings.TrimRight(line, "\r\n")
		out, err := mender.Mend(body)
		if err != nil {
			return err
		}
		m.lines = append(m.lines, mendedLine{m.end, b.Len(), body, out})
		b.WriteString(out)
		b.WriteString(line[len(body):])
		m.end += len(line)
	}
	m.newEnd = b.Len()
	problems, err = repaired(d, x.text, b.String())
	x.problems = append(x.problems, problems...)
	x.text = b.String()
	for i, k := range x.blocks {
		x.blocks[i].Start, x.blocks[i].End = m.at(k.Start, false), m.at(k.End, true)
	}
	for i, s := range x.excluded {
		x.excluded[i] = text.Span{Start: m.at(s.Start, false), End: m.at(s.End, true)}
	}
	marks := x.marks[:0]
	for _, k := range x.marks {
		changed := m.changed(k.Start)
		if changed && k.Kind != text.PageBreak && k.Kind != text.NoteAnchor {
			continue
		}
		if k.Start, k.End = m.at(k.Start, false), m.at(k.End, false); changed {
			k.End = k.Start
		}
		marks = append(marks, k)
	}
	x.marks = marks
	for i, p := range x.problems {
		if p.Offset >= 0 {
			x.problems[i].Offset = m.at(p.Offset, false)
		}
	}
	return err
}

// A mendedText says where the lines of a text are after they were mended.
type mendedText struct {
	lines       []mendedLine
	end, newEnd int
}

// A mendedLine is a line before and after.
type mendedLine struct {
	start, newStart int
	old, new        string
}

// line returns the line that offset is in.
func (m *mendedText) line(offset int) (mendedLine, bool) {
	i := sort.Search(len(m.lines), func(i int) bool { return m.lines[i].start > offset }) - 1
	if i < 0 {
		return mendedLine{}, false
	}
	return m.lines[i], true
}

// changed reports whether the line at offset was mended.
func (m *mendedText) changed(offset int) bool {
	l, ok := m.line(offset)
	return ok && l.old != l.new
}

// at returns where offset is now. In a line that was mended it is the start of
// the line, or its end.
func (m *mendedText) at(offset int, end bool) int {
	l, ok := m.line(offset)
	switch {
	case offset >= m.end && !end, !ok:
		return m.newEnd
	case end && offset == l.start && offset > 0: // the end of the line before
		return m.at(offset-1, true) + 1
	case l.old == l.new || offset-l.start > len(l.old):
		return l.newStart + min(offset-l.start, len(l.old)) + max(0, offset-l.start-len(l.old))
	case end:
		return l.newStart + len(l.new)
	}
	if offset == l.start || offset-l.start < len(l.old)-utf8.UTFMax {
		return l.newStart
	}
	return l.newStart + len(l.new)
}
