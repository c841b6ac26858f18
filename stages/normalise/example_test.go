package normalise_test

import (
	"fmt"

	"fusul/stages/normalise"
)

func Example() {
	const word = "الإستراتيجيّـة"
	fmt.Println(normalise.Light().Word(word))
	fmt.Println(normalise.IR().Word(word))
	fmt.Println(normalise.Match().Word(word))

	own := normalise.Light()
	own.Carriers = true
	fmt.Println(own.Word("مسؤول"))
	// Output:
	// الإستراتيجية
	// الاستراتيجيه
	// الإستراتيجيه
	// مسءول
}

func ExampleHamzaAgrees() {
	fmt.Println(normalise.HamzaAgrees("الامن", "الأمن")) // the writer left the hamza out
	fmt.Println(normalise.HamzaAgrees("إن", "أن"))       // two words
	// Output:
	// true
	// false
}
