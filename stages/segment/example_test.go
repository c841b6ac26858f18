package segment_test

import (
	"fmt"

	"fusul/stages/segment"
	"fusul/stages/text"
)

func Example() {
	doc := &text.Document{Text: `المقدمة:
الماء في الجبل قليل.1 فمن يحرسه؟

الفصل الأول
الماء والعرف
لا يملك البئر واحد من الناس، وإن حفرها بيده.

قائمة المراجع
حكايات الآبار، 1954.
`}
	segmenter, err := segment.Default()
	if err != nil {
		fmt.Println(err)
		return
	}
	s := segmenter.Document(doc)
	for _, c := range s.Chapters {
		fmt.Println(c.Part, c.Title)
	}
	for _, sentence := range s.Sentences[1:3] {
		fmt.Printf("%q\n", sentence.Of(doc.Text))
	}
	// Output:
	// body المقدمة
	// body الفصل الأول: الماء والعرف
	// bibliography قائمة المراجع
	// "الماء في الجبل قليل.1 "
	// "فمن يحرسه؟\n\n"
}
