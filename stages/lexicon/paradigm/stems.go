package paradigm

import "strings"

// stemsOf reads the class of a verb off the spelling of its past. Without
// harakat and shadda, form II is written like form I, and V like a form I of
// four letters; both pairs have the same letters throughout, so nothing is
// lost.
func stemsOf(past string) stems {
	r := []rune(past)
	n := len(r)
	switch {
	case past == "رأى":
		return stems{
			past:           []perfect{defective("رأ", "ى")},
			present:        []imperfect{weakA("ر")},
			passivePast:    []perfect{defective("رئ", "ي")},
			passivePresent: []imperfect{weakA("ر")},
		}
	case n < 2:
		return stems{past: []perfect{sound(past)}}
	case n == 2:
		return doubled(past, past)
	case r[0] == 'آ':
		rest := string(r[1:])
		return stems{ // آمن، يؤمن; آخذ، يؤاخذ
			past:        []perfect{sound(past)},
			present:     []imperfect{regular("ؤ" + rest), regular("ؤا" + rest)},
			passivePast: []perfect{sound("أو" + rest)},
		}
	case r[0] == 'ا':
		return wasla(r)
	case r[0] == 'أ' && n >= 4:
		return fourth(r)
	case n == 3:
		return first(r)
	}
	return derived(r)
}

// wasla returns the stems of a past that begins with a joining alef: forms
// VII, VIII, IX and X. The present has none.
func wasla(r []rune) stems {
	past, n := string(r), len(r)
	s := string(r[1:])
	tenth := strings.HasPrefix(past, "است")
	switch {
	case r[n-1] == 'ى': // اكتفى، استثنى
		p, f := string(r[:n-1]), string(r[1:n-1])
		return stems{past: []perfect{defective(p, "ى")}, present: []imperfect{weakI(f)},
			passivePast: []perfect{defective(p, "ي")}, passivePresent: []imperfect{weakA(f)}}
	case tenth && n == 6 && r[4] == 'ا': // استقام، يستقيم
		return hollow("است"+string(r[3]), string(r[5]), "ست"+string(r[3]), []string{"ي"})
	case n == 5 && r[3] == 'ا': // اختار، يختار
		return hollow(string(r[:3]), string(r[4]), string(r[1:3]), []string{"ا"})
	case n == 4, tenth && n == 5: // اهتم, and اتصل; استعد, and استمع
		return doubled(past, s)
	}
	return regularStems(past, s)
}

// fourth returns the stems of a past أفعل. The present loses the hamza.
func fourth(r []rune) stems {
	past, n := string(r), len(r)
	s := string(r[1:])
	switch {
	case r[n-1] == 'ى': // أعطى، يعطي
		p, f := string(r[:n-1]), string(r[1:n-1])
		return stems{past: []perfect{defective(p, "ى")}, present: []imperfect{weakI(f)},
			passivePast: []perfect{defective(p, "ي")}, passivePresent: []imperfect{weakA(f)}}
	case n == 4 && r[2] == 'ا': // أقام، يقيم
		return hollow("أ"+string(r[1]), string(r[3]), string(r[1]), []string{"ي"})
	case r[1] == 'ي': // أيقن، يوقن
		x := regularStems(past, s)
		x.present = append(x.present, regular("و"+string(r[2:])))
		return x
	}
	return regularStems(past, s)
}

// first returns the stems of a past of three letters: forms I and II.
func first(r []rune) stems {
	past := string(r)
	a, b, c := string(r[0]), string(r[1]), string(r[2])
	switch {
	case r[1] == 'ا':
		return hollow(a, c, a, []string{"و", "ي", "ا"})
	case r[2] == 'ى': // رمى، يرمي; سعى، يسعى
		return stems{past: []perfect{defective(a+b, "ى")}, present: []imperfect{weakI(a + b), weakA(a + b)},
			passivePast: []perfect{defective(a+b, "ي")}, passivePresent: []imperfect{weakA(a + b)}}
	case r[2] == 'ا': // دعا، يدعو
		return stems{past: []perfect{{a + b, "ا", a + b + "و", a + b + "و", a + b}}, present: []imperfect{weakU(a + b)},
			passivePast: []perfect{defective(a+b, "ي")}, passivePresent: []imperfect{weakA(a + b)}}
	case r[2] == 'ي': // بقي، يبقى
		return stems{past: []perfect{defective(a+b, "ي")}, present: []imperfect{weakA(a + b)}}
	case r[0] == 'و': // وصل، يصل; form II and the passive keep the و
		x := regularStems(past, past)
		x.present = append(x.present, regular(b+c))
		return x
	case r[0] == 'أ': // أخذ، يأخذ; أحب، يحب
		x := doubled(past, b+c)
		x.present = append(x.present, regular(past))
		return x
	}
	return regularStems(past, past)
}

// derived returns the stems of the other pasts: forms III, V, VI, those with
// four root letters.
func derived(r []rune) stems {
	past, n := string(r), len(r)
	if r[n-1] == 'ى' {
		s := string(r[:n-1])
		x := stems{past: []perfect{defective(s, "ى")}, present: []imperfect{weakI(s)}, // نادى، ينادي
			passivePast: []perfect{defective(s, "ي")}, passivePresent: []imperfect{weakA(s)}}
		switch {
		case r[1] == 'ا': // نودي
			x.passivePast = []perfect{defective(string(r[0])+"و"+string(r[2:n-1]), "ي")}
		case r[0] == 'ت': // تحدى، يتحدى
			x.present, x.passivePresent = x.passivePresent, nil
		}
		return x
	}
	x := regularStems(past, past)
	if i := strings.IndexRune(past, 'ا'); i > 0 && i <= len("تق") { // قاتل، قوتل; تبادل، تبودل
		x.passivePast = []perfect{sound(past[:i] + "و" + past[i+len("ا"):])}
	}
	return x
}

// regularStems returns the stems of a verb of which no letter changes.
func regularStems(past, present string) stems {
	return stems{past: []perfect{sound(past)}, present: []imperfect{regular(present)}}
}

// doubled returns the stems of a verb whose last two root letters are one
// letter, which is written twice before a consonant: اهتم، اهتممت.
func doubled(past, present string) stems {
	last := func(s string) string { r := []rune(s); return s + string(r[len(r)-1]) }
	p, f := sound(past), regular(present)
	p2, f2 := p, f
	p2.consonant, f2.nun, f2.jussive = last(past), last(present), last(present)
	return stems{past: []perfect{p2, p}, present: []imperfect{f2, f}}
}

// hollow returns the stems of a verb with a long vowel before its last letter
// c, which is short before a consonant. p and f are what stands before the
// vowel in past and present; vowels are those that the present may have.
func hollow(p, c, f string, vowels []string) stems {
	x := stems{hollow: true, past: []perfect{hollowPast(p, "ا", c)}}
	for _, v := range vowels {
		x.present = append(x.present, hollowPresent(f, v, c))
	}
	x.passivePast = []perfect{hollowPast(p, "ي", c)}
	x.passivePresent = []imperfect{hollowPresent(f, "ا", c)}
	return x
}

func hollowPast(p, vowel, c string) perfect {
	x := sound(p + vowel + c)
	x.consonant = p + shortened(c)
	return x
}

func hollowPresent(f, vowel, c string) imperfect {
	x := regular(f + vowel + c)
	x.nun, x.jussive = f+shortened(c), f+shortened(c)
	return x
}

// shortened returns the last letter of a hollow verb as it is written where
// the vowel before it is short: جاء، جئت.
func shortened(c string) string {
	if c == "ء" {
		return "ئ"
	}
	return c
}

// defective returns the stems of a past whose last root letter is weak: رمى،
// رمت، رميت، رموا; بقي، بقيت.
func defective(s, ending string) perfect {
	feminine := s
	if ending == "ي" {
		feminine = s + "ي"
	}
	return perfect{vowel: s, ending: ending, consonant: s + "ي", dual: s + "ي", feminine: feminine}
}

// weakI, weakU and weakA return the stems of a present in ي, و and ى.
func weakI(s string) imperfect { return imperfect{s + "ي", s + "ي", s, s, s + "ي", s} }

func weakU(s string) imperfect { return imperfect{s + "و", s + "و", s, s, s + "و", s} }

func weakA(s string) imperfect { return imperfect{s + "ى", s + "ي", s, s, s + "ي", s} }

// presentOf returns the stems of a present that the lexicon gives, without
// its prefix.
func (x stems) presentOf(s string) imperfect {
	r := []rune(s)
	n := len(r)
	if n == 0 {
		return regular(s)
	}
	head := string(r[:n-1])
	switch r[n-1] {
	case 'ي':
		return weakI(head)
	case 'و':
		return weakU(head)
	case 'ى':
		return weakA(head)
	}
	if x.hollow && n >= 3 {
		return hollowPresent(string(r[:n-2]), string(r[n-2]), string(r[n-1]))
	}
	if n == 2 {
		return doubled(s, s).present[0]
	}
	return regular(s)
}
