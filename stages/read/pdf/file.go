package pdf

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A File is what stands in a PDF.
type File struct {
	Title, Author string
	Meta          []Field
	Pages         []Page
	Outline       []Entry
	Forms         int // glyphs of fonts that are named by a presentation form
}

// A Field is a named value of metadata.
type Field struct{ Name, Value string }

// An Entry is one bookmark of the outline.
type Entry struct {
	Title string
	Level int     // from 1
	Page  int     // index into Pages, or -1
	Y     float64 // where on the page, or NaN
}

// A Page is one page. Coordinates are points from its lower left corner.
type Page struct {
	Label  string // its number, where the document has labels of its own
	Broken bool   // it cannot be read
	Glyphs []Glyph
}

// A Glyph is one character of a page and its place.
type Glyph struct {
	Rune        rune
	X, Y        float32 // where the pen stood
	Left, Right float32 // of its box
	Bottom, Top float32
	Size        float32 // of its font, as it is shown
	Bold        bool
	Turn        int8 // quarter turns against the horizontal
}

// glyphSize is what is kept of a glyph, with its place in a line and in the text.
const glyphSize = 64

// page reads page i of doc. A page that PDFium cannot load is left empty.
func (r *reader) page(doc references.FPDF_DOCUMENT, i int, page *Page) error {
	if label, err := r.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: doc, Page: i}); err == nil && strings.TrimSpace(label.Label) != "" {
		page.Label = clean(label.Label)
	}
	handle, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: i})
	if err != nil {
		page.Broken = true
		return nil
	}
	defer r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: handle.Page})
	text, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &handle.Page}})
	if err != nil {
		page.Broken = true
		return nil
	}
	defer r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil || count.Count <= 0 {
		return nil
	}
	if r.glyphs += count.Count; r.glyphs > r.limits.Glyphs {
		return fmt.Errorf("more than %d characters so far (limit MaxGlyphs)", r.limits.Glyphs)
	}
	if int64(r.glyphs)*glyphSize > r.limits.Memory {
		return fmt.Errorf("its characters take more than %d bytes (limit MaxMemory)", r.limits.Memory)
	}
	page.Glyphs = make([]Glyph, 0, count.Count)
	for n := range count.Count {
		if err := r.glyph(text.TextPage, n, page); err != nil {
			return err
		}
	}
	return nil
}

// errInstance stands for whatever PDFium fails of within a page: its memory is
// full, or a defect of its own.
var errInstance = errors.New("it is broken, or takes more memory than it may (limit MaxMemory)")

// glyph adds character n of a page. What PDFium made up, such as line ends and
// spaces between distant words, has no box and is passed over.
func (r *reader) glyph(text references.FPDF_TEXTPAGE, n int, page *Page) error {
	char, err := r.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: n})
	if err != nil {
		return errInstance
	}
	c := rune(char.Unicode)
	if c < ' ' || c == 0x7F || c == unicode.ReplacementChar || c == 0xFFFE || c == 0xFFFF || c > unicode.MaxRune {
		return nil
	}
	box, err := r.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: n})
	if err != nil {
		return nil
	}
	pen, err := r.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: n})
	if err != nil {
		return nil
	}
	g := Glyph{Rune: c, X: float32(pen.X), Y: float32(pen.Y),
		Left: box.Rect.Left, Right: box.Rect.Right, Bottom: box.Rect.Bottom, Top: box.Rect.Top}
	if isMark(c) { // whose ink says on which letter it stands
		ink, err := r.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: n})
		if err == nil && ink.Right > ink.Left {
			g.Left, g.Right = float32(ink.Left), float32(ink.Right)
		}
	}
	if c == ' ' || c == '\u00A0' {
		made, err := r.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: n})
		if err != nil || made.IsGenerated || g.Right-g.Left < 0.1 {
			return nil
		}
		g.Rune = ' '
	}
	if last := len(page.Glyphs) - 1; last >= 0 && c != ' ' && page.Glyphs[last].Rune != ' ' && page.Glyphs[last].Y == g.Y {
		g.Size, g.Bold, g.Turn = page.Glyphs[last].Size, page.Glyphs[last].Bold, page.Glyphs[last].Turn
	} else {
		r.font(text, n, &g)
	}
	if finite(g) {
		page.Glyphs = append(page.Glyphs, g)
	}
	return nil
}

// finite reports whether all numbers of g are numbers, and of this world.
func finite(g Glyph) bool {
	const far = 1e6
	for _, v := range []float32{g.X, g.Y, g.Left, g.Right, g.Bottom, g.Top, g.Size} {
		if !(-far < v && v < far) {
			return false
		}
	}
	return g.Size > 0
}

// font looks up how character n is shown.
func (r *reader) font(text references.FPDF_TEXTPAGE, n int, g *Glyph) {
	g.Size = g.Top - g.Bottom
	size, err := r.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: n})
	if err != nil {
		return
	}
	m, err := r.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: n})
	if err != nil {
		return
	}
	g.Size = float32(math.Abs(size.FontSize) * math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)))
	turn := math.Atan2(float64(m.Matrix.B), float64(m.Matrix.A)) / (math.Pi / 2)
	g.Turn = int8(int(math.Round(turn)+4) % 4)
	if weight, err := r.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: text, Index: n}); err == nil {
		g.Bold = weight.FontWeight >= 600
	}
}

// meta reads the information of the document.
func (r *reader) meta(doc references.FPDF_DOCUMENT) {
	for _, tag := range []string{"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate"} {
		value, err := r.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc, Tag: tag})
		if err != nil {
			continue
		}
		v := clean(value.Value)
		switch {
		case v == "":
		case tag == "Title":
			r.file.Title = v
		case tag == "Author":
			r.file.Author = v
		default:
			r.file.Meta = append(r.file.Meta, Field{tag, v})
		}
	}
}

// outline reads the bookmarks. A file may make them a circle, so that both
// their number and their depth are bounded.
func (r *reader) outline(doc references.FPDF_DOCUMENT) {
	const most, deepest = 20_000, 12
	var walk func(parent *references.FPDF_BOOKMARK, level int)
	walk = func(parent *references.FPDF_BOOKMARK, level int) {
		first, err := r.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: doc, Bookmark: parent})
		if err != nil {
			return
		}
		for at := first.Bookmark; at != nil && len(r.file.Outline) < most; {
			r.entry(doc, *at, level)
			if level < deepest {
				walk(at, level+1)
			}
			next, err := r.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: doc, Bookmark: *at})
			if err != nil {
				return
			}
			at = next.Bookmark
		}
	}
	walk(nil, 1)
}

// entry adds one bookmark.
func (r *reader) entry(doc references.FPDF_DOCUMENT, at references.FPDF_BOOKMARK, level int) {
	e := Entry{Level: level, Page: -1, Y: math.NaN()}
	if title, err := r.FPDFBookmark_GetTitle(&requests.FPDFBookmark_GetTitle{Bookmark: at}); err == nil {
		e.Title = clean(title.Title)
	}
	if dest, err := r.FPDFBookmark_GetDest(&requests.FPDFBookmark_GetDest{Document: doc, Bookmark: at}); err == nil && dest.Dest != nil {
		if page, err := r.FPDFDest_GetDestPageIndex(&requests.FPDFDest_GetDestPageIndex{Document: doc, Dest: *dest.Dest}); err == nil && page.Index < len(r.file.Pages) {
			e.Page = page.Index
		}
		if place, err := r.FPDFDest_GetLocationInPage(&requests.FPDFDest_GetLocationInPage{Dest: *dest.Dest}); err == nil && place.Y != nil {
			e.Y = float64(*place.Y)
		}
	}
	r.file.Outline = append(r.file.Outline, e)
}

// clean makes one line of printable characters of s.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, r == '\uFEFF':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
