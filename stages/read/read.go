package read

import (
	"cmp"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"strconv"
	"strings"

	"fusul/stages/read/pdf"
	"fusul/stages/text"
)

// Options are the choices and limits of reading. The zero value detects
// everything and has the limits named below.
type Options struct {
	Encoding string // of all files that corpus.yaml says nothing of; empty: detected
	Format   Format // of all files that corpus.yaml says nothing of; empty: detected

	TextField string // of tables of works: the column that holds the text; empty: found by its name
	IDField   string // ... the identifier; empty: found by its name, or else the number of the row

	Repair bool // mend texts whose letters are damaged, which are refused else

	PDF *pdf.Engine // reads PDF files; nil is [pdf.Shared]

	budget *budget // of the file that is being read

	// Of every file, and of every archive that is unpacked:
	MaxSeconds int   // of a processor that reading it may take, a tenth of its waiting too; to which one is added for each MiB of it and a tenth for each page of a PDF; one page of a PDF may take so many too; 0 is 20
	MaxMemory  int64 // bytes that reading it may take beside its own; in a PDF that PDFium may take too; 0 is 1 GiB

	MaxFile  int64 // bytes of one file or work; 0 is 2 GiB - 1, which is also the most
	MaxLine  int   // bytes of one line; 0 is 16 MiB
	MaxFiles int   // entries of one input; 0 is 1,000,000
	MaxDepth int   // folders within folders; 0 is 64
	MaxRatio int   // expansion of a file in an archive; 0 is 200

	MaxArchives int   // archives within archives; 0 is 4
	MaxUnpacked int64 // bytes that all archives of one input unpack to, where they are unpacked; 0 is 8 GiB

	// Of tables of works:
	MaxCell    int64 // bytes of one row; 0 is 16 MiB
	MaxColumns int   // 0 is 1,000

	// Of XML, HTML and what is made of them:
	MaxPart     int64 // bytes of one part of a file, unpacked; 0 is 128 MiB
	MaxNesting  int   // elements within elements; 0 is 512
	MaxElements int   // elements of one part; 0 is 4,000,000

	// Of PDF:
	MaxPages  int // 0 is 20,000
	MaxGlyphs int // characters of all pages; 0 is 50,000,000
}

// maxFile keeps every offset of a document within an int32, which the tables
// use.
const maxFile = math.MaxInt32

// withDefaults fills in what is zero and checks the rest.
func (o Options) withDefaults() (Options, error) {
	o.MaxFile = min(cmp.Or(o.MaxFile, maxFile), maxFile)
	o.MaxLine = cmp.Or(o.MaxLine, 16<<20)
	o.MaxFiles = cmp.Or(o.MaxFiles, 1_000_000)
	o.MaxDepth = cmp.Or(o.MaxDepth, 64)
	o.MaxRatio = cmp.Or(o.MaxRatio, 200)
	o.MaxArchives = cmp.Or(o.MaxArchives, 4)
	o.MaxUnpacked = cmp.Or(o.MaxUnpacked, 8<<30)
	o.MaxCell = cmp.Or(o.MaxCell, 16<<20)
	o.MaxColumns = cmp.Or(o.MaxColumns, 1000)
	o.MaxPart = cmp.Or(o.MaxPart, 128<<20)
	o.MaxNesting = cmp.Or(o.MaxNesting, 512)
	o.MaxElements = cmp.Or(o.MaxElements, 4_000_000)
	o.MaxPages = cmp.Or(o.MaxPages, 20_000)
	o.MaxGlyphs = cmp.Or(o.MaxGlyphs, 50_000_000)
	o.MaxMemory = cmp.Or(o.MaxMemory, 1<<30)
	o.MaxSeconds = cmp.Or(o.MaxSeconds, 20)
	if o.MaxFile < 0 || o.MaxLine < 0 || o.MaxFiles < 0 || o.MaxDepth < 0 || o.MaxRatio < 0 ||
		o.MaxArchives < 0 || o.MaxUnpacked < 0 || o.MaxCell < 0 || o.MaxColumns < 0 || o.MaxPart < 0 || o.MaxNesting < 0 || o.MaxElements < 0 ||
		o.MaxPages < 0 || o.MaxGlyphs < 0 || o.MaxMemory < 0 || o.MaxSeconds < 0 {
		return o, fmt.Errorf("read: a limit is negative: %+v", o)
	}
	if !o.Format.valid() {
		return o, fmt.Errorf("unknown format %q, want one of %s", o.Format, formatNames)
	}
	name := encodingNamed(o.Encoding)
	if name == "" && o.Encoding != "" {
		return o, fmt.Errorf("unknown encoding %q, want one of %s", o.Encoding, encodingNames)
	}
	o.Encoding = name
	return o, nil
}

// A SyntaxError is a file that cannot be read, or a place in corpus.yaml that
// cannot be followed. It stands for the file alone: other works are not
// concerned.
type SyntaxError struct {
	Name   string // slash-separated, relative to the input
	Offset int64  // byte offset into the file, or -1
	Line   int    // in corpus.yaml, from 1; else 0
	Column int    // in corpus.yaml, from 1; else 0
	Msg    string
	Err    error // the cause, or nil
}

// Error returns the place and the message: "0007.txt:#7: invalid UTF-8".
func (e *SyntaxError) Error() string {
	name := showName(e.Name)
	switch {
	case e.Line > 0:
		return fmt.Sprintf("%s:%d:%d: %s", name, e.Line, e.Column, e.Msg)
	case e.Offset >= 0:
		return fmt.Sprintf("%s:#%d: %s", name, e.Offset, e.Msg)
	}
	return name + ": " + e.Msg
}

// Unwrap returns the cause.
func (e *SyntaxError) Unwrap() error { return e.Err }

// showName quotes a name that would disturb the line it is printed in, such
// as one with a line end or with marks that turn the writing direction.
func showName(name string) string {
	for _, r := range name {
		if !strconv.IsPrint(r) && r != ' ' {
			return strconv.Quote(name)
		}
	}
	return name
}

// A Corpus is what an input holds, unread.
type Corpus struct {
	Works     []Work         // in natural order, or as corpus.yaml orders them
	Problems  []text.Problem // what is left out and why; no offset, kind "skipped"
	Manifests []text.Source  // each corpus.yaml that was followed; no span
}

// A Work is one text to be read, of one file or several. It is a plain value:
// it can be stored and loaded elsewhere.
type Work struct {
	ID     string // unique in the list, safe as a file name
	Title  string // of corpus.yaml; empty leaves it to the files
	Author string // likewise
	Meta   []text.Field
	Files  []File // in the order of the text
	Size   int64  // bytes of all files

	Manifest       string // the corpus.yaml that names it, or empty
	ChapterPerFile bool   // each file begins a chapter
	Chapters       []ChapterRule
	Exclude        []ExcludeRule
}

// A File is one file of a work.
type File struct {
	Path     string // in the file system of the list
	Title    string // of the chapter that the file is; may be empty
	Encoding string // given, or empty to detect it
	Format   Format // given, or empty to detect it
	Size     int64
	Row      *Row // the row of it that is the work; nil: all of it is
}

// Documents lists the works that patterns name in fsys, as [List] does, and
// yields each as a document, in order. A work that cannot be read is yielded
// as a [*SyntaxError] in its place, and reading goes on; an input that cannot
// be listed is the only thing yielded. What the list left out is not seen
// here: a program that must report it calls List and [Work.Load].
func Documents(fsys fs.FS, opt Options, patterns ...string) iter.Seq2[*text.Document, error] {
	return func(yield func(*text.Document, error) bool) {
		corpus, err := List(fsys, opt, patterns...)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, w := range corpus.Works {
			if doc, err := w.Load(fsys, opt); !yield(doc, err) {
				return
			}
		}
	}
}

// quoteList writes names for a message: "a", "b" and 3 more.
func quoteList(names []string, most int) string {
	var b strings.Builder
	for i, n := range names {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(names)-most)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Quote(n))
	}
	return b.String()
}
