package pipeline

import (
	"fusul/stages/count"
	"fusul/stages/text"
)

// A partWord is what is known of a word, but for its postings and forms. A slice
// of them for each word would be a third of all objects that a run allocates.
type partWord struct {
	chapters, sections int32
	postings           int32 // how many
	inChapter          int32 // the last chapter with the word, by its number in the part
	first, last        int32 // of its forms, plus one
}

// A posting says how often a word is counted in a work.
type posting struct {
	work int
	n    int32
}

// A wordPosting is a posting and its word.
type wordPosting struct{ word, work, n int32 }

// A partForm is a spelling of a word.
type partForm struct {
	*text.Type
	n    int64
	next int32 // form of the word, plus one
}

// shardCounts is the word counts of the counted chapters of the works. A work has
// chapters, a chapter sections and a section words, those of the one behind those
// of the one before.
type shardCounts struct {
	works    []countedWork
	chapters []countedChapter
	sections []countedSection
	words    []count.Count // by the part's numbers
}

type countedWork struct {
	work, chapters int
	id             string
}

type countedChapter struct {
	id       string
	tokens   int64
	sections int
}

type countedSection struct {
	id     string
	tokens int64
	words  int
}

// reset empties c, and keeps its memory.
func (c *shardCounts) reset() {
	c.works, c.chapters, c.sections, c.words = c.works[:0], c.chapters[:0], c.sections[:0], c.words[:0]
}

// addWords takes in the word counts.
func (p *part) addWords(work int, a *Analysis) {
	p.numberWords(work, a.words)
	c := &p.counted
	chapters, sections := len(c.chapters), len(c.sections)
	for i, counted := range a.counted {
		if !counted {
			continue
		}
		p.chapters++
		for s := a.parts[i].From; s < a.parts[i].To; s++ {
			for _, w := range a.words.Sections[s] {
				id := p.number[w.ID]
				c.words = append(c.words, count.Count{ID: id, N: w.N})
				word := &p.words.list[id]
				word.sections++
				if word.inChapter != p.chapters {
					word.inChapter = p.chapters
					word.chapters++
				}
			}
			c.sections = append(c.sections, countedSection{a.ids.Sections[s], a.words.Tokens[s], len(a.words.Sections[s])})
		}
		c.chapters = append(c.chapters, countedChapter{a.ids.Chapters[i], a.Chapters[i].Tokens, a.parts[i].Len()})
	}
	c.works = append(c.works, countedWork{work, len(c.chapters) - chapters, a.ids.Doc})
	var total packer
	total.text(a.ids.Doc)
	total.int64(a.Document.Tokens)
	total.int(len(c.chapters) - chapters)
	total.int(len(c.sections) - sections)
	p.totals = append(p.totals, keyed{work, total})
}

// numberWords numbers the words of a work, and takes in how often each is
// counted.
func (p *part) numberWords(work int, d *count.Document) {
	p.number = p.number[:0]
	for _, w := range d.Words {
		n := int32(0)
		for _, f := range w.Forms {
			n += f.N
		}
		if n == 0 {
			p.number = append(p.number, -1) // it stands in parts that are not counted only
			continue
		}
		id := p.words.number(w.Shared, w.Norm)
		p.number = append(p.number, id)
		p.words.list[id].postings++
		p.postings = append(p.postings, wordPosting{id, int32(work), n})
		for _, f := range w.Forms {
			if f.N > 0 {
				p.addForm(&p.words.list[id], f)
			}
		}
	}
}

// addForm counts a spelling of w.
func (p *part) addForm(w *partWord, f count.Form) {
	for i := w.first; i > 0; i = p.forms[i-1].next {
		if x := &p.forms[i-1]; x.Type == f.Type || x.Form == f.Type.Form { // most types of a session are the same ones
			x.n += int64(f.N)
			return
		}
	}
	p.forms = append(p.forms, partForm{Type: f.Type, n: int64(f.N)})
	if n := int32(len(p.forms)); w.first == 0 {
		w.first, w.last = n, n
	} else {
		p.forms[w.last-1].next, w.last = n, n
	}
}
