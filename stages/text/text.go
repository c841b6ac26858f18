// Package text defines the values that pass between stages.
//
// All positions are byte offsets into Document.Text, the text as it was read
// and decoded. No stage may rewrite that text; a stage that changes letters
// (folding, splitting, stemming) puts its answer in a [Type].
package text

// A Span is the half-open byte range [Start, End) of a document's text.
type Span struct{ Start, End int }

// Of returns the bytes of src that s covers.
func (s Span) Of(src string) string { return src[s.Start:s.End] }

// Len returns the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// A Range is the half-open range [From, To) of indices into a slice, such as
// the tokens of a sentence.
type Range struct{ From, To int }

// Len returns the number of indices in r.
func (r Range) Len() int { return r.To - r.From }

// A Document is one work as it was read, with its text unchanged.
type Document struct {
	ID     string // stable identifier, unique in a corpus
	Title  string
	Author string
	Meta   []Field // further metadata, in a fixed order

	Text    string   // valid UTF-8, never modified after reading
	Sources []Source // the files it was read from; their spans tile Text

	// Blocks are the paragraphs and headings that the format itself marks
	// (OpenITI, Markdown, Word, HTML), in order and disjoint.
	// A plain text has none, and segment finds them.
	Blocks []Block

	// Marks are stretches of Text that are not prose: markup, page numbers,
	// metadata heads. They are in order and disjoint; no token overlaps one.
	// A page break or the call of a note that prints nothing is an empty mark:
	// a place, which parts no word.
	Marks []Mark

	// Boundaries and Excluded are the decisions of the corpus manifest.
	Boundaries []Boundary // chapter starts that override what is found
	Excluded   []Span     // stretches kept in the text but out of all counts

	Problems []Problem
}

// A Field is one named value of metadata.
type Field struct{ Name, Value string }

// A Source is one input file of a document.
type Source struct {
	Span            // the stretch of Document.Text that came from the file
	Path     string // slash-separated, relative to the input
	Encoding string // as detected: "utf-8", "windows-1256", ...
	SHA256   string // of the bytes of the file, hexadecimal
	Bytes    int64  // length of the file
}

// A BlockKind says what a Block is.
type BlockKind uint8

// The kinds of blocks.
const (
	Paragraph BlockKind = iota
	Heading
	Quotation
	Verse
	Note        // a footnote or endnote, behind the paragraph that calls it
	Table       // a table, row by row
	Listing     // a line of a table of contents, or of a list of tables or figures
	Caption     // the caption of a table or figure
	RunningHead // a title or page number that print repeats on every page
)

// String returns the name of k as the tables print it.
func (k BlockKind) String() string {
	return [...]string{"paragraph", "heading", "quotation", "verse", "note", "table", "listing", "caption", "running_head"}[k]
}

// A Block is a paragraph or heading that the format marks.
type Block struct {
	Span
	Kind  BlockKind
	Level int    // of a heading, from 1; else 0
	Label string // of a note: that of its call, a [NoteAnchor]
}

// A MarkKind says what a Mark is.
type MarkKind uint8

// The kinds of marks.
const (
	Markup     MarkKind = iota // letters of the format: "# |", "~~", "**"
	PageBreak                  // the page that Label names begins here
	Milestone                  // ms001
	Header                     // metadata at the head of a file
	NoteAnchor                 // the call of a footnote; Label is that of its Block
	PageEnd                    // the page that Label names ends here, as in OpenITI
)

// A Mark is a stretch of a document that is not prose.
type Mark struct {
	Span
	Kind  MarkKind
	Label string // of a page: its number as written, such as "V01P005"; of a call: that of its note
}

// A Boundary is a chapter start that the corpus manifest gives.
type Boundary struct {
	Offset int
	Title  string
	Level  int    // from 1; 0 is 1
	Part   string // the name of a part; empty: as the title says
}

// A Problem is something odd at a place in a readable document.
type Problem struct {
	Path    string
	Offset  int    // byte offset into the document's text, or -1 where it has none
	Kind    string // a short stable name: "encoding", "structure", ...
	Message string
}

// A Part says what a chapter is in the make-up of a work. Rates are computed
// over Body parts only, unless asked otherwise.
type Part uint8

// The parts of a work.
const (
	Body         Part = iota
	Front             // title page, dedication, thanks, declaration
	Contents          // table of contents, lists of tables and figures
	Abstract          // summary
	Bibliography      // sources and references
	Appendix          // appendices, indices
	Left              // left out by the corpus manifest
)

// String returns the name of p as the tables print it.
func (p Part) String() string {
	return [...]string{"body", "front", "contents", "abstract", "bibliography", "appendix", "excluded"}[p]
}

// ParsePart returns the part of a name, and whether there is one; what a
// manifest leaves out has none.
func ParsePart(name string) (Part, bool) {
	for p := Body; p < Left; p++ {
		if p.String() == name {
			return p, true
		}
	}
	return Body, false
}

// Counted reports whether words in p enter rates and topics.
func (p Part) Counted() bool { return p == Body }

// A Structure is the division of a document. Its chapters tile the text: in
// order, no overlap, no byte left out; sections tile their chapter,
// paragraphs their section, sentences their paragraph.
type Structure struct {
	Chapters   []Chapter
	Sections   []Section
	Paragraphs []Para
	Sentences  []Sentence
}

// A Chapter is a titled stretch of a document.
type Chapter struct {
	Span
	Title    string // as displayed: trimmed, marks removed; may be empty
	Level    int    // 1 for the highest level of the work
	Part     Part
	Sections Range // into Structure.Sections
}

// A Section is a titled stretch of a chapter. A chapter without headings of
// its own is one section.
type Section struct {
	Span
	Title      string
	Level      int
	Chapter    int   // index into Structure.Chapters
	Paragraphs Range // into Structure.Paragraphs
}

// A Para is one paragraph, or one heading.
type Para struct {
	Span
	Kind      BlockKind
	Label     string // of a note: how it is called
	Section   int    // index into Structure.Sections
	Sentences Range  // into Structure.Sentences
}

// A Sentence is one sentence of a paragraph.
type Sentence struct {
	Span
	Para int // index into Structure.Paragraphs
}

// A Kind says what a token is.
type Kind uint8

// The kinds of tokens. Word and Foreign are words and enter word counts; the
// others do not.
const (
	Word     Kind = iota // a word in Arabic script
	Foreign              // a word in another script
	Number               // 13.3, 1,000, ٪٥, 1st
	Year                 // 1949, ١٩٤٩, 1949م
	URL                  // an address on the web or of mail
	Punct                // punctuation or a symbol
	NoteMark             // the digits of a footnote call
)

// String returns the name of k as the tables print it.
func (k Kind) String() string {
	return [...]string{"word", "foreign", "number", "year", "url", "punct", "notemark"}[k]
}

// IsWord reports whether tokens of kind k enter word counts.
func (k Kind) IsWord() bool { return k <= Foreign }

// A Token is one word, number or mark of the text.
type Token struct {
	Span
	Type int32 // index into the types of its document; set by analyse
	Kind Kind
}

// A Type is what the language stages know of one word type: one distinct
// spelling of a token. Its tokens share it, and it is never changed.
type Type struct {
	Form     string // the spelling in the text
	Norm     string // folded under the run's profile
	Segments string // the clitic split under the run's scheme, joined by "+"
	Lemma    string // the host of the split, without article, ة and ى restored
	Stem     string // light10 stem of Arabic words, Snowball stem of others
	Snowball string // Snowball stem
	Kind     Kind
	Stop     bool // a function word

	// Known is what a lexicon's matcher knows of the type, so that it need not
	// look it up again in every document; set by analyse if it is told how.
	Known any
}
