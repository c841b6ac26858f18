package topics_test

import (
	"context"
	"fmt"
	"strings"

	"fusul/stages/topics"
)

// Six short documents about an alliance and about trade.
var texts = []string{
	"حلف ردع سلاح امن حلف ردع", "تجاره سوق استثمار تجاره سوق", "ردع سلاح حلف امن امن",
	"سوق تجاره استثمار نمو", "سلاح ردع امن حلف حلف", "نمو استثمار سوق تجاره نمو",
}

func Example() {
	var corpus topics.Corpus
	var vocabulary []string
	ids := make(map[string]int32)
	for _, text := range texts {
		var doc []int32
		for _, w := range strings.Fields(text) {
			if _, ok := ids[w]; !ok {
				ids[w] = int32(len(vocabulary))
				vocabulary = append(vocabulary, w)
			}
			doc = append(doc, ids[w])
		}
		corpus.Docs = append(corpus.Docs, doc)
	}
	corpus.V = len(vocabulary)

	m, err := topics.New(corpus, topics.Options{K: 2, Alpha: 0.5, Iterations: 200, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := topics.Fit(context.Background(), m, topics.Sequential, nil); err != nil {
		fmt.Println(err)
		return
	}
	t := m.Topics()
	for k, words := range t.TopWords(3) {
		fmt.Print(k, ":")
		for _, w := range words {
			fmt.Print(" ", vocabulary[w])
		}
		fmt.Println()
	}
	fmt.Printf("%.1f\n", t.Infer([]int32{ids["سوق"], ids["نمو"], ids["سوق"]}))
	// Output:
	// 0: تجاره سوق استثمار
	// 1: حلف ردع امن
	// [1.0 0.0]
}
