package read

import (
	"encoding/xml"
	"strconv"
)

// A docxItem says that a paragraph is an item of a list.
type docxItem struct {
	list  string // its identifier; "0" for none, empty if nothing is said
	level int
	given bool // the level is said
}

// read takes in an element numPr.
func (i *docxItem) read(r *xmlReader) error {
	return r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numId":
			i.list = attr(e, "val")
		case "ilvl":
			i.level, i.given = levelOf(attr(e, "val")), true
		}
		return nil
	}, nil)
}

// levelOf returns the level of a list that s gives, from 0.
func levelOf(s string) int {
	n, _ := strconv.Atoi(s)
	return min(max(n, 0), listLevels-1)
}

// docxLists are the lists of a file. Several may share a definition, and count
// on where the other stopped unless they say otherwise.
type docxLists struct {
	defs   map[string]*listDef
	links  map[string]string // from a definition to the style that has it
	styled map[string]string // from a style to the definition that it names
	lists  map[string]*docxList
	counts map[string]*listCount // by definition
}

// A docxList is one list.
type docxList struct {
	def    string
	begun  bool
	starts map[int]int        // numbers at which it begins anew
	levels map[int]*listLevel // levels that it has of its own
}

// readLists reads the part of lists.
func (f *docxFile) readLists(name, src string) error {
	r, err := newXMLReader(src, f.opt)
	if err != nil {
		return partError(name, err)
	}
	l := &f.lists
	*l = docxLists{map[string]*listDef{}, map[string]string{}, map[string]string{}, map[string]*docxList{}, map[string]*listCount{}}
	err = r.each(func(root xml.StartElement) error {
		return r.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "abstractNum":
				return l.readDef(r, attr(e, "abstractNumId"))
			case "num":
				return l.readList(r, attr(e, "numId"))
			}
			return nil
		}, nil)
	}, nil)
	if err != nil {
		return partError(name, err)
	}
	return nil
}

// readDef reads a definition.
func (l *docxLists) readDef(r *xmlReader, id string) error {
	def := &listDef{}
	l.defs[id] = def
	return r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "lvl":
			level, err := readLevel(r)
			def[levelOf(attr(e, "ilvl"))] = level
			return err
		case "numStyleLink":
			l.links[id] = attr(e, "val")
		case "styleLink":
			l.styled[attr(e, "val")] = id
		}
		return nil
	}, nil)
}

// readLevel reads a level.
func readLevel(r *xmlReader) (listLevel, error) {
	level := listLevel{start: 0, format: "decimal"}
	err := r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "start":
			level.start, _ = strconv.Atoi(attr(e, "val"))
		case "numFmt":
			level.format = attr(e, "val")
		case "lvlText":
			level.text = attr(e, "val")
		case "isLgl":
			level.decimal = on(e)
		case "lvlRestart":
			level.keeps = attr(e, "val") == "0"
		case "pStyle":
			level.style = attr(e, "val")
		}
		return nil
	}, nil)
	return level, err
}

// readList reads a list.
func (l *docxLists) readList(r *xmlReader, id string) error {
	list := &docxList{starts: map[int]int{}, levels: map[int]*listLevel{}}
	l.lists[id] = list
	return r.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			list.def = attr(e, "val")
		case "lvlOverride":
			at := levelOf(attr(e, "ilvl"))
			return r.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					list.starts[at], _ = strconv.Atoi(attr(e, "val"))
				case "lvl":
					level, err := readLevel(r)
					list.levels[at] = &level
					return err
				}
				return nil
			}, nil)
		}
		return nil
	}, nil)
}

// number counts an item and returns its number as it is printed. The style is
// the one that made the paragraph an item, if one did.
func (l *docxLists) number(item docxItem, style string) string {
	list := l.lists[item.list]
	if list == nil {
		return ""
	}
	id := list.def
	if linked := l.styled[l.links[id]]; linked != "" {
		id = linked
	}
	shared := l.defs[id]
	if shared == nil {
		return ""
	}
	def := *shared
	for at, level := range list.levels {
		def[at] = *level
	}
	if !item.given && style != "" {
		for at := range def {
			if def[at].style == style {
				item.level = at
			}
		}
	}
	count := l.counts[id]
	if count == nil {
		count = &listCount{}
		l.counts[id] = count
	}
	if !list.begun {
		list.begun = true
		for at, start := range list.starts {
			def[at].start = start
			count.used[at] = false
		}
	}
	return count.next(&def, item.level)
}
