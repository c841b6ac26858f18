// Package pdf takes the text out of PDF files.
//
// It works in two steps. [Engine.Read] runs PDFium, compiled to WebAssembly,
// over a file and returns what stands on its pages, glyph by glyph with its
// place. [File.Flow] makes a running text of that, and is plain geometry:
// glyphs become lines, read from right to left where they are Arabic; lines
// that print repeats on every page are left out; lines become paragraphs,
// headings and notes.
//
// PDFium's own order of letters is not used. It turns whole runs around as it
// guesses the direction of each, and in files of Chromium it turns about half
// of the words the wrong way; where the glyphs stand is sure.
package pdf
