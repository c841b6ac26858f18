package damage_test

import (
	"fmt"
	"strings"

	"fusul/stages/damage"
)

// A line as it looks, from left to right, as many programs take it out of a PDF.
func Example() {
	src := strings.Repeat(".ةيلودلا تاقالعلا ةسارد يف ةميدق ةلأسم يه ةلودلا ةوقو\n", 3)
	d, err := damage.Diagnose(src)
	if err != nil {
		fmt.Println(err)
		return
	}
	mended, err := damage.Repair(src, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	line, _, _ := strings.Cut(mended, "\n")
	fmt.Println(d.Findings[0].Kind, d.Refuse())
	fmt.Println(line)
	// Output:
	// visual true
	// وقوة الدولة هي مسألة قديمة في دراسة العلاقات الدولية.
}
