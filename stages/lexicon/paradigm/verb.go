package paradigm

import (
	"strings"
	"unicode/utf8"
)

// verb adds the past and the present of a verb, active and passive, of the
// class that the spelling of its past shows. Where the spelling leaves several
// classes open (قال: يقول or يقيل?) the forms of all are added, unless present
// says which.
func (l *list) verb(past string, present []string) {
	stems := stemsOf(past)
	l.add(past, Citation, perfective)
	for _, s := range stems.past {
		l.past(s, Past)
	}
	if len(present) > 0 {
		stems.present = nil
		for _, p := range present {
			stems.present = append(stems.present, stems.presentOf(strings.TrimPrefix(p, "ي")))
		}
	}
	for _, s := range stems.present {
		l.present(s, Present)
	}
	for _, s := range stems.passivePast {
		l.past(s, PassivePast)
	}
	for _, s := range stems.passivePresent {
		l.present(s, PassivePresent)
	}
}

// A perfect is the stems of a past.
type perfect struct {
	vowel     string // before nothing, ا and وا: كتب، قال، رم
	ending    string // of the 3rd person masculine: رم + ى
	consonant string // before ت and نا: كتب، قل، رمي
	dual      string // before ا: كتب، قال، رمي
	feminine  string // before ت: كتب، قال، رم; of بقي it is بقي
}

// sound returns the stems of a past that does not change.
func sound(s string) perfect { return perfect{s, "", s, s, s} }

// An imperfect is the stems of a present, without the prefix.
type imperfect struct {
	zero    string // before nothing: كتب، قول، رمي
	alef    string // before ان
	waw     string // before ون
	ya      string // before ين
	nun     string // before ن: قل
	jussive string // shortened: قل، رم
}

// regular returns the stems of a present that does not change.
func regular(s string) imperfect { return imperfect{s, s, s, s, s, s} }

// stems are all stems of a verb.
type stems struct {
	hollow         bool // its middle root letter is a long vowel
	past           []perfect
	present        []imperfect
	passivePast    []perfect
	passivePresent []imperfect
}

// past adds the past that has the stems p.
func (l *list) past(p perfect, r Rule) {
	l.verbForm(p.vowel+p.ending, r, perfective)
	l.verbForm(p.feminine+"ت", r, perfective)
	l.verbForm(p.feminine+"تا", r, perfective)
	for _, end := range [...]string{"ت", "تما", "تم", "تن", "نا", "ن"} {
		l.add(p.consonant+end, r, perfective)
	}
	for _, s := range vowelStems(p.dual, "ا") {
		l.add(s, r, perfective)
	}
	for _, s := range vowelStems(p.vowel, "وا") {
		l.add(s, r, perfective)
	}
}

// present adds the present that has the stems p, in all three moods.
func (l *list) present(p imperfect, r Rule) {
	for _, prefix := range [...]string{"ي", "ت", "أ", "ن"} {
		l.verbForm(prefixed(prefix, p.zero), r, imperfective)
		if p.jussive != p.zero {
			l.add(prefixed(prefix, p.jussive), jussiveOf(r), imperfective)
		}
	}
	for _, prefix := range [...]string{"ي", "ت"} {
		for _, end := range [...]string{"ان", "ا"} {
			l.addAll(vowelStems(prefixed(prefix, p.alef), end), r)
		}
		for _, end := range [...]string{"ون", "وا"} {
			l.addAll(vowelStems(prefixed(prefix, p.waw), end), r)
		}
		l.add(prefixed(prefix, p.nun)+"ن", r, imperfective)
	}
	for _, end := range [...]string{"ين", "ي"} {
		l.addAll(vowelStems(prefixed("ت", p.ya), end), r)
	}
}

func jussiveOf(r Rule) Rule {
	if r == Present {
		return Jussive
	}
	return r
}

func (l *list) addAll(forms []string, r Rule) {
	for _, f := range forms {
		l.add(f, r, imperfective)
	}
}

// verbForm adds a form that a pronoun may follow, with its shape before it.
func (l *list) verbForm(f string, r Rule, a Admits) {
	l.add(f, r, a)
	switch stem := f[:max(len(f)-len("ى"), 0)]; {
	case strings.HasSuffix(f, "ى"):
		l.add(stem+"ا", BeforePronoun, a&^Alone)
	case strings.HasSuffix(f, "أ"), strings.HasSuffix(f, "ء"):
		l.add(stem+"ؤ", BeforePronoun, a&^Alone) // يقرأ، يقرؤه
	}
}

// prefixed puts a prefix of the present before stem: أ + أخذ is آخذ.
func prefixed(prefix, stem string) string {
	rest, ok := strings.CutPrefix(stem, "أ")
	if prefix == "أ" && ok {
		return "آ" + rest
	}
	return prefix + stem
}

// vowelStems returns stem + end, where end begins with a long vowel, in the
// spellings that a final hamza of the stem may have before it: قرأوا، قرؤوا;
// قرآ.
func vowelStems(stem, end string) []string {
	cut, alef := strings.CutSuffix(stem, "أ")
	if !alef {
		var hamza bool
		if cut, hamza = strings.CutSuffix(stem, "ء"); !hamza {
			return []string{stem + end}
		}
	}
	switch first, n := utf8.DecodeRuneInString(end); {
	case first == 'ا' && alef:
		return []string{stem + end, cut + "آ" + end[n:]}
	case first == 'و':
		return []string{stem + end, cut + "ؤ" + end, cut + "ئ" + end}
	case first == 'ي':
		return []string{stem + end, cut + "ئ" + end}
	}
	return []string{stem + end}
}
