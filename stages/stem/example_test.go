package stem_test

import (
	"fmt"
	"slices"
	"strings"

	"fusul/stages/normalise"
	"fusul/stages/stem"
)

func Example() {
	const word = "الإستراتيجيّات"
	fmt.Println(stem.Light10(normalise.IR().Word(word)))
	fmt.Println(stem.Snowball(word))

	title := strings.Fields("Theories of International Politics")
	lang := stem.Language(slices.Values(title))
	for _, w := range title {
		fmt.Print(stem.Latin(w, lang), " ")
	}
	fmt.Println(lang)
	// Output:
	// استراتيج
	// استراتيج
	// theori of intern polit en
}
