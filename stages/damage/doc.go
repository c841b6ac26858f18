// Package damage finds what went wrong with the letters of an Arabic text on
// its way out of a file, and mends it.
//
// Texts taken out of PDF files, or pasted from programs that do not know
// Arabic, come with their lines as they look from left to right, with the
// letters of each word turned, with the shapes of letters in place of letters,
// with لا written ال, with years read backwards, or without spaces. Every
// later figure is then wrong and looks right. [Diagnose] measures each kind of
// damage by something that sound text does not do, and [Repair] undoes it.
//
// # Figures
//
// Kind by kind, what is counted and when it is damage:
//
//	visual, letters  words that are known only backwards, among those known in
//	                 one direction only; the embedded counts of words are the
//	                 judge. It is asked only where words begin with ة or ى,
//	                 which no word does.
//	order            relative pronouns that stand before a word with ال and not
//	                 behind one
//	forms            presentation forms (U+FB50-FDFB, U+FE70-FEFC) among letters
//	lam-alef         words that begin with األ, اإل or اآل, which stand for الأ,
//	                 الإ and الآ, or are ال alone
//	digits           numbers of four digits that are years only backwards
//	spaces           words with a ة that does not end them
//	noise            words with a letter of another script or a digit within
//
// A text with visual lines, turned letters or words, lam-alef, or most of its
// spaces lost gives wrong counts and is refused where it is not repaired
// ([Diagnosis.Refuse]). A text that lacks a few spaces is reported.
// Presentation forms are read by the normaliser as they are, and noise cannot
// be mended, so that these are only reported.
package damage
