package paradigm

import (
	"strings"
	"unicode/utf8"
)

// Guess returns the part of speech that the ending of a citation form
// suggests: never a verb, a name or a fixed word, which nobody can tell.
func Guess(w string) POS {
	switch {
	case strings.HasSuffix(w, "ية"), strings.HasSuffix(w, "ي"):
		return Nisba
	case strings.HasSuffix(w, "ة"), strings.HasSuffix(w, "اء"), strings.HasSuffix(w, "ى"):
		return Noun
	}
	return Nominal
}

// isDefective reports whether w in ي has the shape of a participle whose last
// root letter that ي is: قاضي، محامي، مستوي. Such a word loses its ي where it
// has no article.
func isDefective(w string) bool {
	r := []rune(w)
	return strings.HasSuffix(w, "ي") && (len(r) == 4 && r[1] == 'ا' || len(r) >= 4 && r[0] == 'م')
}

// isParticiple reports whether w has the shape of a participle in م, which is
// adjective and noun at once and has a sound masculine plural: متعدد، مسلم.
func isParticiple(w string) bool {
	return utf8.RuneCountInString(w) >= 4 && strings.HasPrefix(w, "م")
}

// isElative reports whether w has the shape أفعل of comparatives and colours:
// أكبر، أحمر.
func isElative(w string) bool {
	return utf8.RuneCountInString(w) == 4 && strings.HasPrefix(w, "أ")
}

// takesFeminine reports whether a word in a consonant, of which nobody says
// whether it is an adjective, may have a feminine in ة. Words of three letters
// (حرب، دور) are nouns far more often, but for those with a long alef (عام,
// خاص); those of the shape أفعل have a feminine of their own.
func takesFeminine(w string) bool {
	r := []rune(w)
	return len(r) > 3 && !isElative(w) || len(r) == 3 && r[1] == 'ا'
}
