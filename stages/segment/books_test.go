package segment

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fusul/stages/text"
)

// readShared returns the files that match a pattern under ../shared, by name,
// or skips the test.
func readShared(t *testing.T, pattern string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("../../../shared", pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skipf("../shared is absent: no %s", pattern)
	}
	files := map[string]string{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(b)
	}
	return files
}

// A goldLine is a line of a book that its edition marks as a heading.
type goldLine struct {
	text.Span
	title string
}

// A variant is a book without the marks of its headings, and with some of its
// layout taken away too, so that the test sees which rule finds what.
type variant struct {
	name  string
	blank int  // blank lines that may follow one another
	toc   bool // the tables of contents are kept
	mean  float64
}

var variants = []variant{
	{"as edited", 99, true, 0.97},
	{"at most one blank line", 1, true, 0.95},
	{"without contents", 99, false, 0.95},
	{"no blank line", 0, true, 0.92},
	{"at most one blank line, without contents", 1, false, 0.55}, // words alone: most headings of these books have none
}

// unmark returns a book of OpenITI without its metadata and the marks of its
// headings, and the lines that had them. In this edition a line of a table of
// contents, and no other, ends with U+200F.
func (v variant) unmark(book string) (string, []goldLine) {
	_, body, _ := strings.Cut(book, "#META#Header#End#\n")
	var b strings.Builder
	var heads []goldLine
	blank := 0
	for line := range strings.SplitAfterSeq(body, "\n") {
		visible := strings.Trim(line, " \u200e\u200f\n")
		title, marked := strings.CutPrefix(line, "# | ")
		switch {
		case visible == "":
			if blank++; blank > v.blank {
				continue
			}
		case strings.HasSuffix(line, "\u200f\n") && !v.toc:
			continue
		default:
			blank = 0
		}
		if marked {
			heads = append(heads, goldLine{text.Span{Start: b.Len(), End: b.Len() + len(title)}, strings.Trim(title, " \u200e\n")})
		}
		b.WriteString(title)
	}
	return b.String(), heads
}

// A foundHead is the heading of a chapter or a title page.
type foundHead struct {
	text.Span
	title string
	known bool // it begins with a heading word or ordinal
	hit   bool
}

// found returns the headings with which chapters begin, those of title pages
// among them, and the number of headings of sections.
func found(s *Segmenter, doc *text.Document) (heads []foundHead, sections int) {
	st := s.Document(doc)
	for _, c := range st.Chapters {
		first := st.Paragraphs[st.Sections[c.Sections.From].Paragraphs.From]
		if first.Kind == text.Heading && c.Part != text.Contents {
			heads = append(heads, foundHead{Span: first.Span, title: c.Title, known: s.known(c.Title)})
		}
		sections += c.Sections.Len() - 1
	}
	return heads, sections
}

// known reports whether a line begins with a heading word or ordinal.
func (s *Segmenter) known(line string) bool {
	var p phrase
	span := text.Span{End: len(line)}
	p.fold(line, span, nil)
	kind := s.words.label(&p, line, span).kind
	return kind == titled || kind == divided
}

// A tally counts headings: marked, found, and in both. A marked line is hit if
// it lies in a heading that was found (الفصل الأول and the title below it are
// one); a heading is a hit if a marked line lies in it.
type tally struct{ gold, goldHit, found, foundHit int }

func (a *tally) add(b tally) {
	a.gold += b.gold
	a.goldHit += b.goldHit
	a.found += b.found
	a.foundHit += b.foundHit
}

func (a tally) scores() (p, r, f float64) {
	if a.found > 0 {
		p = float64(a.foundHit) / float64(a.found)
	}
	if a.gold > 0 {
		r = float64(a.goldHit) / float64(a.gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

func (a tally) String() string {
	p, r, f := a.scores()
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f (%d marked, %d found)", p, r, f, a.gold, a.found)
}

// compare matches what was found with the marked lines, by byte offset. It
// counts all headings and those with a heading word, and names the differences.
func compare(s *Segmenter, gold []goldLine, heads []foundHead) (all, known tally, differences string) {
	var b strings.Builder
	next := 0
	for _, g := range gold {
		for next < len(heads) && heads[next].End <= g.Start {
			next++
		}
		hit := next < len(heads) && heads[next].Start <= g.Start
		t := tally{gold: 1}
		if hit {
			t.goldHit, heads[next].hit = 1, true
		} else {
			fmt.Fprintf(&b, " missed %q", g.title)
		}
		all.add(t)
		if s.known(g.title) {
			known.add(t)
		}
	}
	for _, h := range heads {
		t := tally{found: 1}
		if h.hit {
			t.foundHit = 1
		} else {
			fmt.Fprintf(&b, " extra %q", h.title)
		}
		all.add(t)
		if h.known {
			known.add(t)
		}
	}
	return all, known, b.String()
}

// TestBooks measures the text rules alone on real books, against the headings
// that their edition marks.
func TestBooks(t *testing.T) {
	books := readShared(t, "data/books/*-ara1")
	s := newSegmenter(t)
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			var mean float64
			var known tally
			for _, name := range slices.Sorted(maps.Keys(books)) {
				src, gold := v.unmark(books[name])
				heads, sections := found(s, &text.Document{Text: src})
				all, withWord, differences := compare(s, gold, heads)
				_, _, f := all.scores()
				mean += f / float64(len(books))
				known.add(withWord)
				t.Logf("%s: %v; %d sections;%s", name, all, sections, differences)
				if _, _, f := withWord.scores(); withWord.gold > 0 && f < 0.8 && v.blank > 1 && v.toc {
					t.Errorf("%s: headings with a heading word: %v, F1 must be 0.8", name, withWord)
				}
			}
			t.Logf("headings with a heading word: %v", known)
			t.Logf("mean F1 over all headings: %.4f", mean)
			if _, _, f := known.scores(); f < 0.8 {
				t.Errorf("headings with a heading word: %v, F1 must be 0.8", known)
			}
			if mean < v.mean {
				t.Errorf("mean F1 over all headings is %.4f, must be %.2f", mean, v.mean)
			}
		})
	}
}

// TestMarkedBooks checks that with the marks every heading is one, and begins a
// chapter: these books are marked at one level.
func TestMarkedBooks(t *testing.T) {
	s := newSegmenter(t)
	for name, book := range readShared(t, "data/books/*-ara1") {
		doc := marked(book)
		st := s.Document(doc)
		if err := check(doc, st); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		openings := map[int]bool{} // paragraphs with which chapters begin
		for _, c := range st.Chapters {
			openings[st.Sections[c.Sections.From].Paragraphs.From] = true
		}
		for _, b := range doc.Blocks {
			if b.Kind != text.Heading {
				continue
			}
			i, found := slices.BinarySearchFunc(st.Paragraphs, b.Start, func(p text.Para, offset int) int { return p.Start - offset })
			if !found {
				i--
			}
			if st.Paragraphs[i].Kind != text.Heading || !openings[i] {
				t.Errorf("%s: %q begins no chapter", name, strings.Trim(b.Of(doc.Text), " \u200e\u200f\n"))
			}
		}
	}
}

// marked returns a book with its headings as blocks and its signs as marks.
func marked(book string) *text.Document {
	doc := &text.Document{Text: book}
	head := strings.Index(book, "#META#Header#End#\n") + len("#META#Header#End#\n")
	doc.Marks = []text.Mark{{Span: text.Span{Start: 0, End: head}, Kind: text.Header}}
	pos := head
	for line := range strings.SplitAfterSeq(book[head:], "\n") {
		if strings.HasPrefix(line, "# |") {
			sign := text.Span{Start: pos, End: pos + len("# |")}
			doc.Marks = append(doc.Marks, text.Mark{Span: sign, Kind: text.Markup})
			doc.Blocks = append(doc.Blocks, text.Block{Span: text.Span{Start: sign.End, End: pos + len(line)}, Kind: text.Heading, Level: 1})
		}
		pos += len(line)
	}
	return doc
}

// TestThesis checks what a real introduction is divided into.
func TestThesis(t *testing.T) {
	for _, src := range readShared(t, "corpus/nato-thesis/introduction.txt") {
		doc := &text.Document{Text: src}
		st := newSegmenter(t).Document(doc)
		if err := check(doc, st); err != nil {
			t.Fatal(err)
		}
		if len(st.Chapters) != 1 || st.Chapters[0].Title != "المقدمة" || st.Chapters[0].Part != text.Body || len(st.Sections) != 1 {
			t.Errorf("chapters are %+v, must be المقدمة alone, with one section", st.Chapters)
		}
		for _, p := range st.Paragraphs[1:] {
			if p.Kind != text.Paragraph {
				t.Errorf("%q is of kind %d, must be a paragraph", p.Of(src), p.Kind)
			}
		}
		for _, s := range st.Sentences {
			line := strings.TrimLeft(s.Of(src), " \n")
			if r := []rune(line); len(r) > 0 && r[0] >= '0' && r[0] <= '9' {
				t.Errorf("a sentence begins with the number of a footnote: %q", line)
			}
		}
		for _, want := range []string{"المقدمة", "Richard"} {
			if !slices.ContainsFunc(st.Paragraphs, func(p text.Para) bool { return strings.Contains(p.Of(src), want) && len(p.Of(src)) < 40 }) {
				t.Errorf("no short paragraph has %q", want)
			}
		}
	}
}
