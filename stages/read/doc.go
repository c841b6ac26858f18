// Package read turns files into documents.
//
// It works in two steps. [List] is cheap: it walks a file system and says
// which works it holds, opening no file but corpus.yaml. [Work.Load] reads,
// decodes and parses one work; it is a pure function of the file system, so
// that many goroutines may load works of one list at once. [Documents] is
// both steps as one loop, and [Open] makes the file system from what a person
// types: a file, a folder, a glob, a zip, "-".
//
// The text of a document is its files exactly as decoded, one behind the
// other, without their byte order marks. Nothing in it is rewritten: what is
// markup is said in Document.Marks, what the format calls a heading or a
// paragraph in Document.Blocks. Only a file of several that does not end with
// a line end is given one, so that the words of two files do not run together.
//
// # Formats
//
// Plain text, Markdown (.md, .markdown) and OpenITI mARkdown, which is known
// by its first line whatever the file is called. A format is one function of
// the decoded text, in a file of its own.
//
// Containers hold their text in a form of their own: Word (.docx), OpenDocument
// (.odt, .fodt), web pages (.html, .htm, .xhtml) and e-books (.epub). They are
// known by their first bytes. The text of such a document is written here, a
// line for each paragraph and each row of a table; a line break within a
// paragraph is kept. A note stands behind the paragraph or table that calls it,
// under the label of its call. Numbers of headings and of items of lists are
// written as the program shows them, those of items marked as no part of the
// words; bullets are not, and the number of a note in Word and OpenDocument is
// only its label. Deleted and hidden text, comments, headers
// and footers are left out; of a web page also its menus and the like, which is
// said in Document.Problems. Pages are counted from the first one where the
// file says where they break. An e-book or an office document that is encrypted
// is refused.
//
// A CSV file (whatever parts its columns), JSON Lines and Parquet hold a work
// in each row: one column is its text, the others are its metadata. JSON Lines
// and CSV in UTF-8 are read row by row where they lie; the rows of other tables
// are kept in memory.
//
// A table metadata.csv or metadata.tsv describes the works beside it: a column
// doc_id, file or path says which, the others are their metadata. What
// corpus.yaml says goes before it, what the files say behind it.
//
// # Encodings
//
// UTF-8 and UTF-16 with and without a byte order mark, windows-1256 and
// ISO-8859-6 are told apart by what they make of the bytes (see encoding.go).
// A guess that the text does not bear out is a [text.Problem]; one that it
// speaks against is an error.
//
// # What is refused
//
// Every limit is a field of [Options] and is named in the message. Whatever
// is not read, in a folder or an archive, is in [Corpus.Problems]; only hidden
// files (.git, .DS_Store, ~$thesis.docx, __MACOSX) are passed over in silence.
//
// The kinds of problems are "skipped" (a file is left out), "name" (its name
// is shown other than it is), "encoding", "metadata", "structure", "damage" (the
// letters of the text are damaged, see package damage) and "repaired" (they
// were, and are mended: the text is then not what stands in the file).
//
// # corpus.yaml
//
// A folder that holds a corpus.yaml is read as that file says. Every key is
// optional, and an unknown key is an error:
//
//	defaults:                      # what holds for every work below
//	  author: …
//	  encoding: windows-1256       # utf-8, utf-16le, utf-16be, iso-8859-6, windows-1252, iso-8859-1
//	  format: markdown             # text, openiti, docx, odt, html, epub, …
//	  meta: {university: …}
//	  text_field: النص             # of CSV, JSON Lines and Parquet: the column of the text
//	  id_field: رقم                # ... and of the identifier
//	works:                         # without it every file is a work
//	  - id: thesis                 # else from the file's name, else from the title
//	    title: …
//	    author: …
//	    date: 2014                 # as written; the column "date"
//	    meta: {degree: …}          # further columns; a list is joined by "; "
//	    files:                     # in this order; a pattern or a folder gives its files in natural order
//	      - introduction.txt
//	      - {path: chapter1.txt, title: …, encoding: utf-8, format: text}
//	  - files: articles.csv        # a work in each row; also text_field, id_field
//	    chapters: files            # each file is a chapter, as if it has a title above; or a list of lines:
//	    chapters:
//	      - line: الفصل الأول       # the whole line, marks and outer spaces aside
//	        title: …               # shown instead of the line
//	        part: front            # body, contents, abstract, bibliography, appendix; else as the title says
//	        level: 2               # below the chapter before it that has level 1
//	        nth: 2                 # which of several equal lines; headings of the format go before other lines
//	        file: chapter1.txt     # only in this file
//	      - line: 120              # or the number of the line
//	    exclude:                   # kept in the text, out of all counts
//	      - heading: قائمة المراجع  # to the next heading of its rank or above, or the next chapter here, or the file's end
//	      - from: شكر وتقدير       # from this line (text or number)
//	        to: والله الموفق        # to this line, which is left out too; or
//	        until: المقدمة         # up to this line, which stays
package read
