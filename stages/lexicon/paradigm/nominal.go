package paradigm

import (
	"strings"
	"unicode/utf8"
)

// nominal adds the forms of a noun or adjective, by its ending.
func (l *list) nominal(word Word, pos POS) {
	w := word.Citation
	l.add(w, Citation, full)
	l.beforePronoun(w)
	switch {
	case strings.HasSuffix(w, "ة"):
		l.taMarbuta(strings.TrimSuffix(w, "ة"), Dual, DualConstruct)
	case strings.HasSuffix(w, "اء"):
		l.hamzaBehindAlef(strings.TrimSuffix(w, "ء"))
	case strings.HasSuffix(w, "ى"):
		l.alefMaqsura(strings.TrimSuffix(w, "ى"))
	case strings.HasSuffix(w, "ا"):
		l.alef(w)
	case strings.HasSuffix(w, "ي"):
		l.ya(w, pos, word.OwnFeminine)
	default:
		l.consonant(w, pos, word.OwnFeminine)
		l.elative(w)
		l.numeral(w)
	}
	l.irregular(w)
}

// taMarbuta adds the forms of stem + ة but for stem + ة itself.
func (l *list) taMarbuta(stem string, dual, inConstruct Rule) {
	l.addJoined(stem, "ات", FemininePlural, full)
	l.dual(stem+"ت", dual, inConstruct)
}

// dual adds the dual of stem: ان and ين, without ن in the construct.
func (l *list) dual(stem string, r, inConstruct Rule) {
	l.add(stem+"ان", r, absolute)
	l.add(stem+"ين", r, absolute)
	l.add(stem+"ا", inConstruct, Alone|Pronoun|NoArticle)
	l.add(stem+"ي", inConstruct, construct)
}

// masculinePlural adds the sound masculine plural of stem.
func (l *list) masculinePlural(stem string) {
	l.add(stem+"ون", MasculinePlural, absolute)
	l.add(stem+"ين", MasculinePlural, absolute)
	l.add(stem+"و", MasculinePluralConstruct, Alone|Pronoun|NoArticle)
	l.add(stem+"ي", MasculinePluralConstruct, construct)
}

// feminine adds stem + ة and all that follows from it.
func (l *list) feminine(stem string, r Rule) {
	l.add(stem+"ة", r, full)
	l.beforePronoun(stem + "ة")
	l.taMarbuta(stem, FeminineDual, FeminineDualConstruct)
}

// hamzaBehindAlef adds the forms of a word in اء; stem ends in its alef.
func (l *list) hamzaBehindAlef(stem string) {
	l.add(stem+"ءات", FemininePlural, full)
	l.dual(stem+"ء", Dual, DualConstruct)
	l.add(stem+"وات", FemininePlural, full) // صحراء، صحراوات
	l.add(stem+"وان", Dual, absolute)
	l.add(stem+"وين", Dual, absolute)
	l.add(stem+"ئين", Dual, absolute)
	l.add(stem+"ئي", DualConstruct, construct)
}

// alefMaqsura adds the forms of stem + ى.
func (l *list) alefMaqsura(stem string) {
	l.add(stem+"يات", FemininePlural, full)
	l.dual(stem+"ي", Dual, DualConstruct)
	l.add(stem+"ون", MasculinePlural, absolute) // مصطفى، مصطفون
	l.add(stem+"ين", MasculinePlural, absolute)
	if utf8.RuneCountInString(stem) == 3 && strings.HasPrefix(stem, "أ") {
		l.add(strings.TrimPrefix(stem, "أ")+"يا", Feminine, full) // أعلى، عليا
	}
}

// alef adds the forms of a word in ا, such as دنيا or عصا.
func (l *list) alef(w string) {
	stem := strings.TrimSuffix(w, "ا")
	l.add(w+"ت", FemininePlural, full)
	l.add(stem+"وات", FemininePlural, full)
	l.add(stem+"وان", Dual, absolute)
	l.add(stem+"وين", Dual, absolute)
}

// ya adds the forms of a word in ي: a nisba (سياسي), or a defective
// participle (محامي), which loses its ي without article (محام).
func (l *list) ya(w string, pos POS, ownFeminine bool) {
	l.add(w+"ا", Accusative, tanwin)
	l.add(w+"ة", Nominalised, full)
	l.beforePronoun(w + "ة")
	l.dual(w+"ت", FeminineDual, FeminineDualConstruct)
	if !ownFeminine {
		l.add(w+"ات", FemininePlural, full)
	}
	l.masculinePlural(w)
	l.dual(w, Dual, DualConstruct)
	if pos != Nisba && isDefective(w) {
		l.defective(strings.TrimSuffix(w, "ي"))
	}
}

// defective adds the forms of a participle in ي in which the ي is lost.
func (l *list) defective(stem string) {
	l.add(stem, Shortened, Alone|NoArticle|prepositions)
	l.add(stem+"ون", MasculinePlural, absolute)
	l.add(stem+"ين", MasculinePlural, absolute)
	l.add(stem+"و", MasculinePluralConstruct, Alone|Pronoun|NoArticle)
}

// consonant adds the forms of a word whose ending does not change.
func (l *list) consonant(w string, pos POS, ownFeminine bool) {
	for _, stem := range hamzaStems(w) {
		l.addJoined(stem, "ا", Accusative, tanwin)
		l.addJoined(stem, "ان", Dual, absolute)
		l.add(stem+"ين", Dual, absolute)
		l.addJoined(stem, "ا", DualConstruct, Alone|Pronoun|NoArticle)
		l.add(stem+"ي", DualConstruct, suffixed) // alone, رئيسي is the adjective "main"
		if !ownFeminine {
			l.addJoined(stem, "ات", FemininePlural, full)
		}
		switch {
		case pos == Adjective, pos == Nominal && isParticiple(w):
			l.masculinePlural(stem)
		case pos == Nominal:
			l.add(stem+"ون", MasculinePlural, absolute)
			l.add(stem+"و", MasculinePluralConstruct, suffixed)
		}
		if pos == Adjective || pos == Nominal && !ownFeminine && takesFeminine(w) {
			l.feminine(stem, Feminine)
		}
	}
}

// elative adds the feminine of a word of the shape أفعل: أكبر، كبرى; أحمر،
// حمراء.
func (l *list) elative(w string) {
	if !isElative(w) {
		return
	}
	root := strings.TrimPrefix(w, "أ")
	l.add(root+"ى", Feminine, full)
	l.beforePronoun(root + "ى")
	l.add(root+"اء", Feminine, full)
}

// numeral adds the oblique case of a word that is cited in the dual or the
// plural: اثنان، اثنين; عشرون، عشرين.
func (l *list) numeral(w string) {
	for _, end := range [...]string{"ان", "ون"} {
		if stem, ok := strings.CutSuffix(w, end); ok && utf8.RuneCountInString(stem) >= 3 {
			l.add(stem+"ين", Citation, absolute)
		}
	}
}

// broken adds a broken plural with its own cases.
func (l *list) broken(p string) {
	l.add(p, BrokenPlural, full)
	l.beforePronoun(p)
	switch {
	case strings.HasSuffix(p, "ة"), strings.HasSuffix(p, "اء"), strings.HasSuffix(p, "ى"), strings.HasSuffix(p, "ا"):
	case strings.HasSuffix(p, "ي"):
		l.add(strings.TrimSuffix(p, "ي"), Shortened, Alone|NoArticle|prepositions) // أراضي، أراض
	default:
		for _, stem := range hamzaStems(p) {
			l.add(stem+"ا", BrokenPluralAccusative, tanwin)
		}
	}
}

// beforePronoun adds the shapes that w takes before a pronoun, if others.
func (l *list) beforePronoun(w string) {
	switch {
	case strings.HasSuffix(w, "ة"):
		l.add(strings.TrimSuffix(w, "ة")+"ت", BeforePronoun, suffixed)
	case strings.HasSuffix(w, "ى"):
		l.add(strings.TrimSuffix(w, "ى")+"ا", BeforePronoun, suffixed)
	case strings.HasSuffix(w, "ء"), strings.HasSuffix(w, "أ"):
		stem := w[:len(w)-len("ء")]
		l.add(stem+"ؤ", BeforePronoun, suffixed)
		l.add(stem+"ئ", BeforePronoun, suffixed)
		l.add(stem+"ء", BeforePronoun, suffixed)
	}
}

// addJoined adds stem + end, where end begins with ا: أ and ا make آ (مبدآن,
// مكافآت), though some write both.
func (l *list) addJoined(stem, end string, r Rule, a Admits) {
	l.add(stem+end, r, a)
	if cut, ok := strings.CutSuffix(stem, "أ"); ok {
		l.add(cut+"آ"+strings.TrimPrefix(end, "ا"), r, a)
	}
}

// hamzaStems returns the shapes that w takes before an ending that begins
// with a vowel: a final hamza changes its seat (شيء، شيئا; جزء، جزءان، جزأين).
func hamzaStems(w string) []string {
	stem, ok := strings.CutSuffix(w, "ء")
	if !ok {
		return []string{w}
	}
	return []string{w, stem + "ئ", stem + "أ"}
}
