// Package clitic splits the particles and pronouns off an Arabic word that
// Arabic spelling writes together with it: وبدولتهم is و "and", ب "in",
// دولة "state", هم "their".
//
// A closed grammar, the table corpus/words/clitics.tsv, lists every way a word
// may be read (see [Append]); a log-linear ranker, trained on a corpus whose
// splits were made by hand, chooses among them (see [Splitter]). The choice
// depends on the word alone, never on its neighbours, so a caller may keep the
// answer for each distinct word.
//
// Words come without harakat and tatweel, as normalise's profile light leaves
// them, and with their hamza as written.
package clitic
