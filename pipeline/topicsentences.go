package pipeline

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"fusul/stages/normalise"
	"fusul/stages/table"
)

// A TopicSentence is a sentence that is typical of a topic.
type TopicSentence struct {
	Topic    int32   `parquet:"topic_id"`
	Rank     int32   `parquet:"rank"`
	Score    float64 `parquet:"score"` // Σ ln(φ_kw/p_w) over its words in the model, by the root of their number
	Doc      string  `parquet:"doc_id"`
	Chapter  string  `parquet:"chapter_id"`
	Sentence int32   `parquet:"sent_id"`
	Start    int64   `parquet:"start_byte"`
	End      int64   `parquet:"end_byte"`
	Text     string  `parquet:"text"`
}

// leastTypical is the least number of words of the model in a sentence that
// stands for a topic.
const leastTypical = 4

// Sentences returns for each topic the n sentences of the run in dir that are
// most typical of it, the most typical first. A sentence stands for the topic
// that fits it best only.
func (m *TopicModel) Sentences(dir string, n int) ([]TopicSentence, error) {
	best := make([][]TopicSentence, len(m.Topics))
	folding, common := normalise.IR(), m.common()
	var words []int32
	var at TopicSentence
	end := func() {
		if len(words) >= leastTypical {
			at.Topic, at.Score = m.fixed.Typical(words, common)
			of := &best[at.Topic-1]
			i, _ := slices.BinarySearchFunc(*of, at.Score, func(s TopicSentence, score float64) int {
				if s.Score >= score { // the earlier of equals stays first
					return -1
				}
				return 1
			})
			if i < n {
				*of = slices.Insert(*of, i, at)
				*of = (*of)[:min(n, len(*of))]
			}
		}
		words = words[:0]
	}
	for t, err := range table.Rows[table.TokenRow](dir, "tokens") {
		if err != nil {
			return nil, err
		}
		if t.Doc != at.Doc || t.Sentence != at.Sentence {
			end()
			at = TopicSentence{Doc: t.Doc, Chapter: t.Chapter, Sentence: t.Sentence, Start: t.Start}
		}
		at.End = t.End
		if !t.Counted || t.Stop {
			continue
		}
		if id, ok := m.words[folding.Word(t.Lemma)]; ok {
			words = append(words, id)
		}
	}
	end()
	return quoted(dir, best)
}

// common returns the probability of each word in all topics together.
func (m *TopicModel) common() []float64 {
	p, row := make([]float64, m.fixed.Words()), make([]float64, len(m.Topics))
	for w := range p {
		m.fixed.Row(int32(w), row)
		for k, t := range m.Topics {
			p[w] += float64(t.Prevalence * row[k])
		}
	}
	return p
}

// quoted numbers the sentences and reads their texts.
func quoted(dir string, best [][]TopicSentence) ([]TopicSentence, error) {
	var all []TopicSentence
	for _, of := range best {
		for i, s := range of {
			s.Rank = int32(i + 1)
			all = append(all, s)
		}
	}
	byDoc := make([]int, len(all))
	for i := range byDoc {
		byDoc[i] = i
	}
	slices.SortStableFunc(byDoc, func(a, b int) int { return cmp.Compare(all[a].Doc, all[b].Doc) })
	var doc string
	var src []byte
	for _, i := range byDoc {
		s := &all[i]
		if src == nil || s.Doc != doc {
			var err error
			if src, err = os.ReadFile(filepath.Join(dir, "text", s.Doc+".txt")); err != nil {
				return nil, err
			}
			doc = s.Doc
		}
		if s.Start < 0 || s.Start > s.End || s.End > int64(len(src)) {
			return nil, fmt.Errorf("%s: sentence %d of %s is at %d to %d, its text has %d bytes", dir, s.Sentence, s.Doc, s.Start, s.End, len(src))
		}
		s.Text = string(src[s.Start:s.End])
	}
	return all, nil
}
