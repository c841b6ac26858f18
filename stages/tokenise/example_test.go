package tokenise_test

import (
	"fmt"

	"fusul/stages/text"
	"fusul/stages/tokenise"
)

func Example() {
	src := "بقي الحلف قائما بعد عام 1991.2"
	for _, t := range tokenise.Append(nil, src, text.Span{End: len(src)}, nil) {
		fmt.Println(t.Start, t.Kind, t.Of(src))
	}
	// Output:
	// 0 word بقي
	// 7 word الحلف
	// 18 word قائما
	// 29 word بعد
	// 36 word عام
	// 43 year 1991
	// 47 punct .
	// 48 notemark 2
}
