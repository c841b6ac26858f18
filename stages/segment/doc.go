// Package segment divides a document into chapters, sections, paragraphs and
// sentences that tile its text, and says which chapters are no body: title
// page, contents, abstract, bibliography, appendix.
//
// Headings are taken from the first of these that has any: the manifest
// ([text.Document.Boundaries]), the markup ([text.Document.Blocks]), the text
// itself. In the text a heading is a line of its own, short, with no sentence
// behind it, that begins with a heading word (الفصل الأول, المقدمة), stands in
// the table of contents, or is set off by more white space than a paragraph.
//
// What is one sentence in the structure is one stretch of the text; no stage
// may assume that it fits on a line, since books come with wrapped lines.
package segment
