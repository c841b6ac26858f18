// Package normalise folds the spelling of words.
//
// A [Profile] is a set of steps, each a switch. The four profiles that have
// names are None, Light, IR and Match; [Parse] finds them by name. Folding is
// idempotent under every profile: p.Word(p.Word(s)) == p.Word(s). A word that
// does not change costs no allocation.
package normalise

import (
	"fmt"

	"golang.org/x/text/unicode/norm"
)

// A Profile says which steps are taken. The zero Profile changes nothing.
type Profile struct {
	// Compose brings words to NFC first: و + U+0654 and ؤ are one letter.
	Compose bool
	// Presentation replaces the presentation forms of U+FB50–FDFF and
	// U+FE70–FEFF, ligatures included, by the letters they show. ﷺ and other
	// signs that stand for several words are kept.
	Presentation bool
	// Tatweel removes the lengthening stroke U+0640.
	Tatweel bool
	// Short removes the eight short vowel signs U+064B–0652 and nothing else.
	Short bool
	// Harakat removes all vowel signs: U+064B–065F, U+0610–061A, the dagger
	// alef U+0670.
	Harakat bool
	// Quranic removes the signs of recitation U+06D6–06ED.
	Quranic bool
	// Invisible removes bidirectional controls, joiners and other characters
	// that print nothing.
	Invisible bool
	// Wasla replaces ٱ by ا.
	Wasla bool
	// Lookalikes replaces letters of other Arabic-script languages that look
	// like Arabic ones, such as ی and ک. Letters with sounds of their own,
	// such as پ and گ, are kept.
	Lookalikes bool
	// Digits replaces Arabic-Indic and Persian digits by ASCII digits, and
	// the Arabic decimal, thousands and per-cent signs likewise.
	Digits bool
	// Lower replaces the capitals of scripts that have them.
	Lower bool

	// Alef folds أ إ آ to ا.
	Alef bool
	// Maksura folds ى to ي.
	Maksura bool
	// Marbuta folds ة to ه.
	Marbuta bool
	// Carriers folds ؤ ئ to ء.
	Carriers bool
}

// None is the profile that changes nothing.
func None() Profile { return Profile{} }

// Light is the profile that takes away and unifies what makes no difference
// to a reader: marks, tatweel, invisible characters, presentation forms,
// look-alikes, digits. The letters stay as the author wrote them.
func Light() Profile {
	return Profile{
		Compose: true, Presentation: true, Tatweel: true, Short: true, Harakat: true, Quranic: true,
		Invisible: true, Wasla: true, Lookalikes: true, Digits: true,
	}
}

// IR is the profile of Lucene's ArabicNormalizer, to the byte.
func IR() Profile {
	return Profile{Tatweel: true, Short: true, Alef: true, Maksura: true, Marbuta: true}
}

// Match is the profile for lexicons: Light, with small letters, and with ى/ي
// and ة/ه as one letter each. Hamzas are kept, since they are compared
// asymmetrically; see [HamzaAgrees].
func Match() Profile {
	p := Light()
	p.Lower, p.Maksura, p.Marbuta = true, true, true
	return p
}

// Parse returns the profile of the name none, light, ir or match.
func Parse(name string) (Profile, error) {
	switch name {
	case "none":
		return None(), nil
	case "light":
		return Light(), nil
	case "ir":
		return IR(), nil
	case "match":
		return Match(), nil
	}
	return Profile{}, fmt.Errorf("unknown normalisation profile %q, want none, light, ir or match", name)
}

// Word returns s folded under p. It returns s itself, and allocates nothing,
// if there is nothing to fold.
func (p Profile) Word(s string) string {
	on := p.steps()
	// Each further round joins runes, so there are few. The last one changes
	// nothing, so that folding is idempotent by construction.
	for {
		switch on.need(s) {
		case nothing:
			return s
		case folding:
			return on.fold(s)
		}
		// What stands between a letter and its hamza goes first, and the
		// letter gets its Arabic form, so that the two can join.
		t := norm.NFC.String((on & (presentation | tatweel | invisible | lookalikes)).fold(s))
		if t = on.fold(t); t == s {
			return s
		}
		s = t
	}
}
