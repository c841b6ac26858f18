package pipeline

// workUnits are what of a work the topic model wants: chunks of counted
// sections, as bags of content words.
type workUnits struct {
	doc    string
	lemmas []string
	units  []workUnit
	words  []int32 // of all units in text order, into lemmas
	seeds  []seed
}

// A workUnit is one unit: a section, or a chunk of it.
type workUnit struct {
	chapter, section string
	to               int // where its words end; they begin where those of the unit before it do
}

// each calls f for every unit with its words.
func (u *workUnits) each(f func(unit workUnit, words []int32)) {
	from := 0
	for _, unit := range u.units {
		f(unit, u.words[from:unit.to])
		from = unit.to
	}
}

// counts returns how often each lemma occurs in the units.
func (u *workUnits) counts() []int {
	n := make([]int, len(u.lemmas))
	for _, w := range u.words {
		n[w]++
	}
	return n
}

// unitsOf returns the units of an analysed work.
func unitsOf(a *Analysis) *workUnits {
	u := &workUnits{doc: a.ids.Doc, lemmas: a.content, seeds: a.seeds}
	for _, b := range a.bags {
		u.words = append(u.words, b.words...)
		u.units = append(u.units, workUnit{a.Sections[b.section].Chapter, a.ids.Sections[b.section], len(u.words)})
	}
	return u
}

// pack packs the units.
func (u *workUnits) pack() []byte {
	var v packer
	v.text(u.doc)
	v.int(len(u.lemmas))
	for _, lemma := range u.lemmas {
		v.text(lemma)
	}
	v.int(len(u.units))
	last := ""
	u.each(func(unit workUnit, words []int32) {
		v.flag(unit.section != last) // it begins a section
		if unit.section != last {
			v.text(unit.chapter)
			v.text(unit.section)
		}
		last = unit.section
		v.int(len(words))
		for _, w := range words {
			v.int(int(w))
		}
	})
	v.int(len(u.seeds))
	for _, s := range u.seeds {
		v.int(int(s.key))
		v.int(int(s.word))
	}
	return v
}

// unpackUnits returns what workUnits.pack packed.
func unpackUnits(value []byte) (*workUnits, error) {
	in := unpacker{left: value}
	u := &workUnits{doc: in.text()}
	u.lemmas = make([]string, in.count())
	for i := range u.lemmas {
		u.lemmas[i] = in.text()
	}
	u.units = make([]workUnit, in.count())
	u.words = make([]int32, 0, len(in.left))
	at := workUnit{}
	for i := range u.units {
		if in.flag() {
			at.chapter, at.section = in.text(), in.text()
		}
		for range in.count() {
			w := in.int()
			if in.bad || w < 0 || w >= len(u.lemmas) {
				return nil, errBlock
			}
			u.words = append(u.words, int32(w))
		}
		at.to = len(u.words)
		u.units[i] = at
	}
	u.seeds = make([]seed, in.count())
	for i := range u.seeds {
		u.seeds[i] = seed{int32(in.int()), int32(in.int())}
		if w := int(u.seeds[i].word); w < 0 || w >= len(u.lemmas) {
			return nil, errBlock
		}
	}
	return u, in.err()
}
