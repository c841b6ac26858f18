package stem

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"

	"fusul/stages/text"
)

// Latin returns the Snowball stem, in small letters, of a word of lang: en,
// fr, de, es, it or ru. A word of another language, or with anything in it
// that is no letter, is only put into small letters.
func Latin(word, lang string) string {
	word = strings.ToLower(word)
	if len(word) > maxWord || !allLetters(word) {
		return word
	}
	switch lang {
	case "en":
		return english.Stem(word, true)
	case "fr":
		return french.Stem(word, true)
	case "es":
		return spanish.Stem(word, true)
	case "ru":
		return russian.Stem(strings.ReplaceAll(word, "ё", "е"), true)
	case "de":
		return run(word, german.Stem)
	case "it":
		return run(word, italian.Stem)
	}
	return word
}

// run returns what a generated stemmer makes of word.
func run(word string, stem func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}

// allLetters reports whether word consists of letters, marks and apostrophes.
func allLetters(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// Run returns the end of the run of foreign words that begins with token i: it
// goes on to the last before the next Arabic word. A quotation, a title or a
// name is one run, and has one language.
func Run(tokens []text.Token, i int) int {
	end := i + 1
	for ; i < len(tokens) && tokens[i].Kind != text.Word; i++ {
		if tokens[i].Kind == text.Foreign {
			end = i + 1
		}
	}
	return end
}

// Language returns the language of a run of foreign words, as Latin takes it.
// Every function word counts one for each language that has it, every letter
// that only one of the languages writes counts one for that; the most votes
// win, and the earlier of en, fr, de, es, it on a tie. A run without any,
// such as a name, is taken for English, the language of most such names in
// Arabic theses. Cyrillic is Russian; no other script has a stemmer, and the
// answer is "".
func Language(words iter.Seq[string]) string {
	var votes [len(languages)]int
	latin, cyrillic, other := 0, 0, 0
	for w := range words {
		switch r, _ := utf8.DecodeRuneInString(w); {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		default:
			other++
		}
		vote(&votes, strings.ToLower(w))
	}
	switch {
	case cyrillic > latin && cyrillic >= other:
		return "ru"
	case latin == 0:
		return ""
	}
	best := 0
	for i, v := range votes {
		if v > votes[best] {
			best = i
		}
	}
	return languages[best].name
}

func vote(votes *[len(languages)]int, word string) {
	for i, l := range languages {
		if strings.Contains(l.words, " "+word+" ") {
			votes[i]++
		}
		if strings.ContainsAny(word, l.letters) {
			votes[i]++
		}
	}
}

// languages are the languages in Latin script that are told apart, the
// likeliest first: function words that are no words of weight in the others,
// and letters that the others do not write.
var languages = [...]struct{ name, words, letters string }{
	{"en", " the of and to in for on with by from is are was were be been that this these its it as at or not which their has have how why ", ""},
	{"fr", " le la les l' de du des et un une aux au dans pour par sur avec est sont que qui ce cette ces leur pas ou entre vers ", "èêëçœûîï"},
	{"de", " der die das den dem des und ein eine einer eines im in zu zum zur für von vom mit auf aus ist sind nicht als über bei nach zwischen ", "äßö"},
	{"es", " el la los las de del y un una en para por con sobre es son que su sus al entre como desde hacia ", "ñáíú"},
	{"it", " il lo la i gli le di del della dei delle dello e un una in nel nella per con su è sono che tra fra al alla dal dalla come ", "ìò"},
}
