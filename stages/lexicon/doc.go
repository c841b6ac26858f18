// Package lexicon finds the terms of a vocabulary in Arabic text, in every
// form that they take there.
//
// A lexicon is a tree of keys with terms. [Parse] reads one; Compile
// generates the whole paradigm of each term from its citation form (package
// paradigm); [Matcher.Match] parts each word of a text by the clitic grammar
// and looks its host up among the generated forms. Nothing is stemmed: a word
// and a term meet by equality, and a hit says which form, rule and split made
// it.
//
// How hits of several terms at one place are counted is quanteda's way; see
// [Scope].
package lexicon
