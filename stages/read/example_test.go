package read_test

import (
	"fmt"
	"testing/fstest"

	"fusul/stages/read"
)

func Example() {
	folder := fstest.MapFS{
		"corpus.yaml":  {Data: []byte("works:\n  - {id: rihla, title: رحلة, files: [ch1.md, ch2.md]}\n")},
		"ch1.md":       {Data: []byte("# السفر\n\nخرجنا **فجرا**.\n")},
		"ch2.md":       {Data: []byte("# العودة\n\nرجعنا ليلا.\n")},
		"scribble.txt": {Data: []byte("x")},
	}
	corpus, err := read.List(folder, read.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range corpus.Problems {
		fmt.Println("left out:", p.Path, "-", p.Message)
	}
	for _, w := range corpus.Works {
		doc, err := w.Load(folder, read.Options{})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(doc.ID, doc.Title)
		for _, b := range doc.Blocks {
			fmt.Printf("%d-%d level %d: %s\n", b.Start, b.End, b.Level, b.Of(doc.Text))
		}
	}
	// Output:
	// left out: scribble.txt - no work in corpus.yaml names it
	// rihla رحلة
	// 2-12 level 1: السفر
	// 14-38 level 0: خرجنا **فجرا**.
	// 41-53 level 1: العودة
	// 55-75 level 0: رجعنا ليلا.
}
