package clitic_test

import (
	"fmt"

	"fusul/stages/clitic"
)

func Example() {
	s, err := clitic.Default()
	if err != nil {
		panic(err)
	}
	split := s.Split("وبسياستهم") // "and by their policy"
	fmt.Println(split.Segments(clitic.ATB))
	fmt.Println(split.Best.Host)
	fmt.Println(s.Split("للحكومة").Segments(clitic.D3))
	// Output:
	// و+ب+سياست+هم
	// سياسة
	// ل+ل+حكومة
}

func ExampleSplitter_Explain() {
	s, err := clitic.Default()
	if err != nil {
		panic(err)
	}
	for _, r := range s.Explain("والد") { // "father", not "and" and something
		fmt.Println(r.Segments("والد", clitic.ATB))
	}
	// Output:
	// والد
	// و+الد
}
