package stem

import (
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
)

// Snowball returns the stem of an Arabic word by the official Snowball
// algorithm. The algorithm has a normalisation of its own, so the word is
// best given as it was written, or folded under normalise.Light.
func Snowball(word string) string {
	if len(word) > maxWord || !utf8.ValidString(word) {
		return word
	}
	env := snowballstem.NewEnv(word)
	arabic.Stem(env)
	return env.Current()
}
