package paradigm

// irregular adds the forms of the few words that no rule makes: those that
// every grammar lists.
func (l *list) irregular(w string) {
	for _, f := range irregulars[w] {
		l.add(f.Text, f.Rule, f.Admits)
	}
}

var irregulars = map[string][]Form{
	"سنة": {{"سنوات", FemininePlural, full}, {"سنون", MasculinePlural, absolute}, {"سنين", MasculinePlural, full}},
	"أول": {{"أولى", Feminine, full}, {"أولا", BeforePronoun, suffixed}},
	"آخر": {{"أخرى", Feminine, full}, {"أخريات", FemininePlural, full}},
	"أب":  {{"أبو", Citation, construct}, {"أبا", Citation, construct}, {"أبي", Citation, construct}, {"أبوان", Dual, absolute}, {"أبوين", Dual, absolute}},
	"أخ":  {{"أخو", Citation, construct}, {"أخا", Citation, construct}, {"أخي", Citation, construct}, {"أخوان", Dual, absolute}, {"أخوين", Dual, absolute}},
	"أخت": {{"أخوات", FemininePlural, full}},
	"بنت": {{"بنات", FemininePlural, full}},
	"ابن": {{"بنون", MasculinePlural, absolute}, {"بنين", MasculinePlural, absolute}, {"بنو", MasculinePluralConstruct, construct}, {"بني", MasculinePluralConstruct, construct}},
	"أم":  {{"أمهات", FemininePlural, full}},
	// the article takes the alef of امرأة: المرأة
	"امرأة": {{"مرأة", Citation, Alone | Article | prepositions}},
}
